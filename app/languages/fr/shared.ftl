# What the scripts of several pages write.

## The list of raffles

search-by-name = Chercher par nom
searching = Recherche …
status = État
status-all = Tous
load-more = Afficher plus

## The state of a raffle

status-draft = Brouillon
status-damaged = Endommagée
status-filling = Bientôt ouverte
status-suspended = Suspendue
status-scheduled = Pas encore ouverte
status-open = Ouverte
status-closed = Fermée
status-sold_out = Épuisée
status-drawn = Tirée
status-deleted = Supprimée
status-archived = Archivée
status-unlisted = Non listée
damaged-name = Une tombola endommagée
deleted-name = Une tombola supprimée
progress-draft =
    { $total ->
        [one] { $total } ticket. Seuls les gestionnaires voient ce brouillon.
       *[other] { $total } tickets. Seuls les gestionnaires voient ce brouillon.
    }
progress-damaged = Indisponible : ses données sont endommagées
progress-deleted =
    { $total ->
        [one] Elle avait { $total } ticket
       *[other] Elle avait { $total } tickets
    }
progress-filling = { $ready } tickets sur { $total } prêts
progress-counting = Fermée. Les tickets sont en cours de comptage
progress-taken = { $taken } tickets sur { $total } pris

## The result of a draw

# $reason is in the words of a manager.
substitution = Le ticket { $substitute } a remplacé le ticket { $number } : { $prize }. Motif : { $reason } ({ $time })

## Requests

no-answer = Le service ne répond pas. Vérifiez votre connexion et réessayez.
no-answer-yet = Le service ne répond pas encore. Cette page redemande d’elle-même.
one-moment = Un instant
no-such-raffle = Cette tombola n’existe pas

## Copies, lists and numbers

copy-link = Copier le lien
copied = Copié
cannot-copy = Copie impossible ici
several-prizes = { $amount } × { $prize }
whole-number = Un nombre entier de { $least } à { $most }

## The fields of a raffle: labels in forms, and headings of changes

field-name = Nom
field-total-tickets = Nombre de tickets
field-prizes = Lots
field-entropy-source = Source de la valeur aléatoire
field-beacon = Balise aléatoire publique
field-opens-at = Ouverture
field-closes-at = Fermeture
field-draw-at = Tirage
field-reserves = Suppléants
field-substitute-after-hours = Heures dont dispose un gagnant
field-description = Description
field-contact = Contact
field-pick-up = Comment les gagnants reçoivent leurs lots
field-participation-terms = Conditions de participation
field-unlisted = Non listée
field-archived = Archivée
field-ended-at = Fin anticipée

## What was changed in a raffle

change-unlisted = La tombola a été retirée des listes.
change-listed = La tombola a été ajoutée aux listes.
change-archived = La tombola a été archivée.
change-unarchived = La tombola a été retirée des archives.
# After this text comes the old text of a field.
change-before = Avant :
change-before-nothing = Avant : rien
# After this text comes the new text of a field.
change-after = Après :
change-after-nothing = Après : rien

## Dialogs

cancel = Annuler
