stage-title = Tirage
stage-description = Suivez le tirage de cette tombola : chaque numéro gagnant apparaît sur tous les écrans en même temps.
# The title of the window. $name is the name of the raffle.
stage-of = { $name } · Tombola

## Before the draw

# The name of this part for screen readers.
until-draw = Avant le tirage
waiting-draft = Cette tombola n’est pas encore publiée.
waiting-damaged = Les données de cette tombola sont endommagées.
waiting-filling = Les tickets sont en préparation.
waiting-suspended = Cette tombola attend un gestionnaire.
waiting-open = Le tirage commence quand le dernier ticket est pris.
waiting-unsealed = Le service scelle la liste des tickets.
waiting-sealed = Le tirage commence bientôt.
# Below each of these three texts is a clock in large letters, such as "5 minutes 20 seconds".
stage-opens-in = Ouverture dans
stage-closes-in = Fermeture dans
stage-draw-in = Le tirage commence dans
draw-in-management = Tirer les gagnants sur la page des gestionnaires

## The winners

winners = Gagnants
no-winners = Aucun ticket n’a été pris, donc personne n’a gagné.
all-shown = Tous les gagnants sont affichés.
# $prize is the name of the prize.
next-prize = Lot suivant : { $prize }
# What a screen reader says when numbers are shown.
told = { $prize } : { $numbers }
# The numbers of the same prize that were shown before.
also-won = Autres gagnants : { $numbers }
# Tickets whose prize went to another ticket after the draw. $pairs is a list of the next text.
replaced-after-draw = Remplacés après le tirage : { $pairs }
# $earlier is a ticket number, and $number is the ticket number that replaced it.
replaced-pair = { $earlier } par { $number }
winners-shown =
    { $total ->
        [one] { $shown } gagnant affiché sur { $total }
       *[other] { $shown } gagnants affichés sur { $total }
    }
own-number = Votre ticket : { $number }
own-number-shown = C’est le numéro de votre ticket. Voir ce qu’il a gagné
added-number = Ticket ajouté : { $number }
added-number-shown = C’est le numéro du ticket ajouté. Voir ce qu’il a gagné
scan-to-take-part = Scannez pour prendre un ticket
scan-to-check = Scannez pour vérifier votre ticket
qr-of = Code QR de { $url }

## The controls

audience-sees = Ce que voit le public
next-winner = Gagnant suivant
previous-winner = Retour
to-end-of-prize = À la fin de ce lot
run = Défilement automatique
pause = Pause
to-start = Au début
full-screen = Plein écran
leave-full-screen = Quitter le plein écran
keys-hint = La barre d’espace affiche le gagnant suivant. Tous les spectateurs voient la même chose.
