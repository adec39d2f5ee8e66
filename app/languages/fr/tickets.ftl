tickets-title = Mes tickets
tickets-description = Les tickets de tombola que garde ce navigateur, et ce qu’ils ont gagné.
tickets-lead =
    Ces tickets sont conservés dans ce navigateur seulement. Il peut les oublier, par exemple après une semaine sans
    visite ou dans une fenêtre privée. Enregistrez-les donc dans un fichier, ou imprimez-les.
no-tickets = Aucun ticket dans ce navigateur
# $all is a link with the text see-all.
no-tickets-hint = Quand vous prenez un ticket pour une tombola, il apparaît ici. { $all }
see-all = Voir toutes les tombolas

## One ticket of this browser

unnamed-raffle = Une tombola
not-drawn-yet = Le tirage n’a pas encore eu lieu.
raffle-not-here = Ce service n’a pas cette tombola.
raffle-was-deleted = Un gestionnaire a supprimé cette tombola.
claim-not-answered =
    Le service n’a pas encore répondu à votre demande de ticket. Ouvrez la tombola : la page la renverra.
seal-and-proof = Scellé et preuve
# A button that saves a file for a calendar program.
save-dates = Enregistrer les dates pour un agenda

## Tickets as a file, on paper, and on another device

keep = Conserver et transférer
save-all = Tout enregistrer dans un fichier
print = Imprimer
pass-on = Transférer vers un autre appareil
add-from-file = Ajouter des tickets depuis un fichier
# Describes a picture to people who do not see it.
transfer-qr = Code QR du lien qui ajoute des tickets sur un autre appareil
transfer-hint =
    Scannez ce code avec l’autre appareil. Ne le montrez à personne d’autre : il contient les codes des tickets.
transfer-place = Code QR { $place } sur { $count }

## Tickets that are added from a file or a link

incoming = Tickets d’un autre appareil
incoming-hint = N’ajoutez que des tickets que vous avez pris vous-même sur un autre appareil. N’importe qui peut créer un lien avec un ticket qui n’existe pas.
incoming-add = Ajouter à ce navigateur
incoming-refuse = Ne pas ajouter
ticket-number-is = Ticket { $number }
tickets-added =
    { $count ->
        [one] { $count } ticket ajouté.
       *[other] { $count } tickets ajoutés.
    }
# This browser had these tickets before they were added.
tickets-known =
    { $count ->
        [one] { $count } ticket était déjà ici.
       *[other] { $count } tickets étaient déjà ici.
    }
# $name is the name of a raffle.
claim-comes-first = Pour « { $name } », le service n’a pas encore répondu à la demande de ce navigateur. Rien n’a donc été ajouté pour cette tombola. Ouvrez la tombola, et la page redemandera. Ajoutez ensuite de nouveau l’autre ticket.
# $own and $other are numbers of tickets, and $name is the name of a raffle.
other-ticket =
    Pour « { $name } », ce navigateur a le ticket { $own }, et vous voulez ajouter le ticket { $other }. Il ne peut en
    garder qu’un.
replace-ticket = Garder plutôt le ticket { $number }
# The browser shows this text in a dialog. So the text has no line breaks.
replace-question = Retirer le ticket { $own } de ce navigateur et garder le ticket { $other } ? Sans son numéro et son code, vous ne pourrez plus vérifier le ticket retiré.
ticket-replaced = Ce navigateur garde maintenant le ticket { $number }.
nothing-added = Rien n’a été ajouté.
tickets-not-stored = Ce navigateur ne peut pas garder les tickets. Rien n’a été ajouté.
file-without-tickets =
    Ce fichier ne contient aucun ticket. Choisissez un fichier enregistré par une page de ce service.
file-damaged = Ce fichier est endommagé. Rien n’en a été ajouté.
file-too-large = Ce fichier est trop grand pour être un fichier de tickets.
link-incomplete = Le lien est incomplet. Rien n’a été ajouté. Scannez à nouveau le code QR.

## The dates of a raffle in a calendar

calendar-opens = Ouverture : { $name }
calendar-closes = Fermeture : { $name }
calendar-draw = Tirage : { $name }
