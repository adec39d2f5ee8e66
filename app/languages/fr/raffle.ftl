raffle-title = Tombola
raffle-description = Prenez un ticket de cette tombola, voyez ses lots et ses gagnants, et vérifiez le tirage dans votre propre navigateur.
# The title of the window. $name is the name of the raffle.
document-title = { $name } · Tombola

## The parts of the page

tickets-heading = Tickets
# How many tickets nobody has yet.
tickets-left =
    { $count ->
        [one] { $count } restant
       *[other] { $count } restants
    }
watch-stage = Regarder le tirage sur la scène
your-ticket = Votre ticket
about-heading = À propos de cette tombola
contact-heading = Contact
prizes-heading = Lots
changes-heading = Ce qui a été modifié ensuite
no-changes = Rien n’a été modifié.
sealed-label = Scellé avant le tirage
see-all-raffles = Voir toutes les tombolas

## What was announced

# $beacon is the name of a beacon, such as "drand quicknet".
announced-beacon = Les gagnants découlent d’un tour de la balise aléatoire publique { $beacon }, que personne ne peut choisir.
# $source says where the random value comes from, in the words of a manager.
announced-source = Les gagnants découlent d’une valeur que le gestionnaire saisit lors du tirage. Avant le premier ticket, il a indiqué cette source : « { $source } »
announced-substitutes =
    { $count ->
        [one] { $count } suppléant est aussi tiré au sort. Il remplace un gagnant qui ne vient pas.
        [many] { $count } de suppléants sont aussi tirés au sort. Ils remplacent les gagnants qui ne viennent pas.
       *[other] { $count } suppléants sont aussi tirés au sort. Ils remplacent les gagnants qui ne viennent pas.
    }
# A winner who does not come within these hours may lose the prize to a substitute.
announced-substitutes-after =
    { $count ->
        [one] { $count } suppléant est aussi tiré au sort. Il remplace un gagnant qui ne vient pas
        [many] { $count } de suppléants sont aussi tirés au sort. Ils remplacent les gagnants qui ne viennent pas
       *[other] { $count } suppléants sont aussi tirés au sort. Ils remplacent les gagnants qui ne viennent pas
    }, mais seulement { $hours ->
        [one] { $hours } heure
       *[other] { $hours } heures
    } après le tirage. Un suppléant qui reçoit un lot a autant de temps.
# A hash. People compare it with what they saw before.
announced-terms = Empreinte de ce qui a été annoncé (conditions) : { $terms }

## When it opens, closes and is drawn

opens-on = Ouvre le { $time }.
open-until = Ouverte jusqu’au { $time }.
closed-on = Fermée le { $time }.
ends-early = Un gestionnaire a décidé de terminer cette tombola plus tôt.
draw-announced-for = Le tirage est annoncé pour le { $time }.
tickets-being-sealed = Le service scelle la liste des tickets.
# $left is the time that is left, such as "2 days 3 hours". The browser writes it, in the nominative.
opens-in = Elle ouvre dans { $left }.
opens-now = Elle ouvre maintenant.
closes-in = Elle ferme dans { $left }.
closes-now = Elle ferme maintenant.
# $round is the number of a round, without separators.
round-comes-in = Le tour { $round } de la balise décide du tirage. Il arrive dans { $left }.
round-has-come = Le tour { $round } de la balise est arrivé et décide du tirage. Tout le monde peut lancer le tirage.

## The terms of participation

participation-heading = Conditions de participation
# The name of the box with the terms, for screen readers.
participation-label = Leur texte
accepted-on = Vous les avez acceptées le { $time }.
accept-participation = J’accepte les conditions de participation
accept-first = Lisez les conditions de participation et cochez la case. Prenez ensuite votre ticket.

## The button that gets a ticket

get-ticket = Prendre mon ticket
# What screen readers say when the button appears.
open-now = Cette tombola est ouverte. Vous pouvez obtenir un ticket.
one-per-connection = Un ticket par connexion internet.
getting-ticket = Votre ticket arrive …
# What screen readers say when the ticket appears.
here-is-ticket = Voici votre ticket.
nothing-kept = Ce navigateur ne conserve rien. Enregistrez votre ticket maintenant, avant de quitter cette page.
# The service was restored from a backup after it had given the ticket to this browser.
restored-ticket = Le service a été restauré à partir d’une sauvegarde après que ce navigateur a pris ce ticket. Le service l’a donc peut-être perdu. Appuyez sur « { get-ticket } », avec la même connexion internet qu’avant. Si le service connaît encore le ticket, vous le gardez. Sinon, vous en recevez un nouveau.
ticket-still-known = Le service connaît encore ce ticket.
claim-perhaps-elsewhere = Le service n’a pas répondu à une demande précédente de ce navigateur. Si vous aviez alors une autre connexion internet, vous y avez peut-être un ticket. Revenez à cette connexion, par exemple du Wi-Fi au réseau mobile, et rechargez la page de la tombola. Si vous voyez « { get-ticket } », appuyez dessus. C’est possible jusqu’à un jour après le tirage. Si vous aviez la même connexion que maintenant, « { get-ticket } » vous donne ce ticket. Sans ce bouton, la demande n’a probablement pas reçu de ticket.
ticket-perhaps-elsewhere = Le service n’a pas répondu à une autre demande de ce navigateur. Si vous aviez alors une autre connexion internet, vous y avez peut-être un deuxième ticket. Dès que personne ne peut plus prendre de ticket, revenez à cette connexion et rechargez la page de la tombola. C’est possible jusqu’à un jour après le tirage. Si vous aviez la même connexion que maintenant, il n’y a pas de deuxième ticket.
claim-not-repeated = Votre connexion internet a peut-être changé depuis votre demande. Cette page ne redemande donc pas de ticket d’elle-même.

## Why there is no button

no-ticket-draft = Pas encore publiée
no-ticket-draft-text = Seuls les gestionnaires voient ce brouillon. Un gestionnaire le publie sur la page « Gérer ». Les participants peuvent ensuite le trouver ici.
# A link to the page for managers.
to-publish = Aller au brouillon, pour le publier
no-ticket-damaged = Indisponible
no-ticket-damaged-text = Les données de cette tombola sont endommagées. L’exploitant doit réparer les données. Ensuite, la tombola reprend ici d’elle-même.
no-ticket-filling = Bientôt ouverte
no-ticket-filling-text = Les tickets sont en préparation. Le bouton apparaît ici de lui-même.
no-ticket-suspended = Suspendue
no-ticket-suspended-text = Le service a été restauré à partir d’une sauvegarde. Dès qu’un gestionnaire reprend cette tombola, elle continue ici d’elle-même.
no-ticket-scheduled = Pas encore ouverte
no-ticket-scheduled-text = Le bouton apparaît ici de lui-même quand cette tombola ouvre.
no-ticket-closed = Fermée. Le tirage n’a pas encore eu lieu.
no-ticket-closed-text = Cette page montre les gagnants dès qu’ils sont tirés au sort.
# The raffle has ended, and no ticket was claimed.
no-ticket-untaken = Fermée. Personne n’a pris de ticket.
no-ticket-untaken-text = Donc personne ne gagne, et les lots ne vont à personne.
no-ticket-sold_out = Épuisée. Le tirage n’a pas encore eu lieu.
no-ticket-sold_out-text = { no-ticket-closed-text }
no-ticket-drawn = Tirée
no-ticket-drawn-text = Les gagnants sont plus bas. Vous pouvez vérifier un ticket avec son numéro et son code.

## The ticket

ticket-label = Votre ticket : numéro { $number }
number-label = Numéro
code-label = Code
# Describes a picture to people who do not see it.
check-code-label = Code QR du lien qui vérifie ce ticket
scan-after-draw = À scanner après le tirage
qr-not-arrived = Le code QR n’est pas arrivé. Rechargez la page.
added-ticket = Ticket ajouté
added-ticket-label = Ticket ajouté : numéro { $number }
# A ticket file or a transfer link has brought the ticket to this browser.
added-ticket-text = Ce ticket a été ajouté à partir d’un fichier ou d’un lien. Ce navigateur ne l’a pas pris lui-même.
added-ticket-open = Ce ticket a été ajouté à partir d’un fichier ou d’un lien. Ce navigateur ne l’a pas pris lui-même, et personne ne l’a vérifié. Si vous ne l’avez pas pris vous-même sur un autre appareil, prenez votre propre ticket.
keep-number-and-code = Gardez le numéro et le code : ensemble, ils prouvent que le ticket est à vous. Ne les montrez à personne : qui a les deux peut retirer votre lot. Personne ne peut vous redonner le code. Ce navigateur peut oublier le ticket, par exemple après une semaine sans visite ou dans une fenêtre privée.
remove-ticket = Retirer de ce navigateur
remove-ticket-question = Retirer le ticket { $number } de ce navigateur ? Sans son numéro et son code, vous ne pourrez plus le vérifier.
# The browser shows this text in a dialog. So the text has no line breaks.
remove-claim-question = Le service n’a pas encore répondu à votre demande. Si vous retirez la demande, plus personne ne pourra obtenir le code de son ticket. Retirer la demande ?
ticket-removed = Le ticket n’est plus conservé dans ce navigateur.
changed-elsewhere = Une autre page de ce navigateur a modifié ce qui est conservé pour cette tombola. Rien n’a donc été retiré. Vous voyez maintenant ce qui est conservé.

## Ways to keep the ticket

copy-ticket = Copier
share-ticket = Partager
print-ticket = Imprimer
save-image = Enregistrer comme image
save-file = Enregistrer comme fichier
# $way is the text of a button, such as "Print".
way-not-working = « { $way } » ne fonctionne pas ici. Copiez le numéro et le code, ou notez-les.
# The next two are lines of the text that is copied and shared.
ticket-line = Ticket { $number }
code-line = Code { $code }
ticket-picture = Ticket { $number } en image
no-file-saved = Si aucun fichier n’a été enregistré, appuyez longuement sur l’image, ou faites une capture d’écran.

## A lost code

lost-code = J’ai perdu mon code
lost-code-browser = Ouvrez cette page dans le navigateur où vous avez pris le ticket. Ce navigateur conserve le numéro et le code, sauf si ses données ont été effacées ou si la fenêtre était privée.
lost-code-copies = Cherchez ce que vous avez gardé : un fichier, une image, une impression ou un message à vous-même. Un fichier du ticket peut être ajouté dans « Mes tickets ».
lost-code-somebody-else = Peut-être n’avez-vous pas de ticket. Chaque connexion internet reçoit un ticket, et quelqu’un d’autre avec votre connexion peut l’avoir, par exemple dans le même foyer, la même école ou le même réseau mobile.
lost-code-nobody-can = Si vous ne trouvez pas le code, personne ne peut vous le redonner, ni un gestionnaire ni l’exploitant : le service ne garde qu’une empreinte (hash) du code, et personne ne peut calculer le code à partir de l’empreinte. Le ticket reste dans la tombola et peut gagner, mais sans le code, personne ne peut prouver à qui est le ticket.
code-kept-here = Ce navigateur conserve le numéro et le code, et vous les voyez ci-dessus. « Mes tickets » les transmet à un autre appareil, ou les enregistre.
code-without-copy = Si ce navigateur les oublie et que vous n’avez pas de copie, personne ne peut vous redonner le code : le service n’en garde qu’une empreinte (hash).
my-tickets = Mes tickets

## The result

winners-drawn = Les gagnants sont tirés au sort.
show-winners = Voir les gagnants
close-news = Fermer
own-ticket-won = Votre ticket { $number } a gagné : { $prize }
own-ticket-lost = Votre ticket { $number } n’est pas dans la liste des gagnants de ce service.
# After this text comes the text substitution of the catalogue shared.
own-ticket-replaced = Votre ticket { $number } avait gagné, mais un autre ticket l’a remplacé.
# $reason says what went wrong, as a sentence.
own-ticket-unchecked = Votre ticket n’a pas pu être vérifié. { $reason }
added-ticket-won = Le ticket ajouté { $number } a gagné : { $prize }
added-ticket-lost = Le ticket ajouté { $number } n’est pas dans la liste des gagnants de ce service.
# After this text comes the text substitution of the catalogue shared.
added-ticket-replaced = Le ticket ajouté { $number } avait gagné, mais un autre ticket l’a remplacé.
# $reason says what went wrong, as a sentence.
added-ticket-unchecked = Le ticket ajouté n’a pas pu être vérifié. { $reason }

## Check my ticket

check-heading = Vérifier mon ticket
ticket-number = Numéro du ticket
check-ticket = Vérifier
checking = Vérification …
enter-number-and-code = Saisissez le numéro et le code de votre ticket.
# $expected says what a ticket number is.
wrong-ticket-number = Numéro du ticket : { $expected }
you-won = Vous avez gagné : { $prize }
you-won-text = Le ticket { $number } et son code correspondent.
no-prize = Pas de lot cette fois
no-prize-text = Le ticket { $number } est authentique, mais il n’est pas parmi les gagnants.
no-prize-replaced = Le ticket { $number } avait gagné, mais un gestionnaire l’a remplacé par le ticket { $substitute }. La liste des suppléants donne la raison indiquée par le gestionnaire.
check-link-incomplete = Le lien est incomplet. Après le tirage, saisissez le numéro et le code de votre ticket sur cette page.
check-link-early = Le tirage n’a pas encore eu lieu. Rouvrez ce lien après le tirage pour vérifier le ticket { $number }.

## How a winner gets the prize

ticket-has-won = Votre ticket { $number } a gagné
added-ticket-has-won = Le ticket ajouté { $number } a gagné
# The name of the text on the back of the ticket, for screen readers.
prize-and-pick-up = Le lot, et comment le recevoir
show-ticket = Voir mon ticket
show-prize = Voir mon lot
how-to-get-it = Comment le recevoir
claim-slip = Bon de retrait
# Describes a picture to people who do not see it.
claim-slip-code = Code QR du bon de retrait
claim-slip-is-code = Le code QR est votre bon de retrait.
claim-slip-use = Montrez-le à un gestionnaire quand vous venez chercher le lot. Quiconque l’a peut recevoir le lot, alors ne le transmettez pas.
questions-heading = Questions

## The winners

winners-heading = Gagnants
find-number = Chercher un numéro
number-wins = Le numéro { $number } gagne : { $prize }
number-not-winning = Le numéro { $number } n’est pas parmi les gagnants.
number-not-there = Il n’y a pas de ticket { $number }. Le dernier numéro de cette tombola est { $total }.
# $number is the ticket of a substitute, and $replaced the ticket that had won before.
number-for = { $number } pour { $replaced }
show-more-winners =
    { $total ->
        [one] Afficher plus, sur { $total } gagnant
        [many] Afficher plus, sur { $total } de gagnants
       *[other] Afficher plus, sur { $total } gagnants
    }
try-again = Réessayer
# Printed after the winners that the screen shows.
winners-not-on-paper =
    { $count ->
        [one] Et { $count } autre gagnant.
        [many] Et { $count } d’autres gagnants.
       *[other] Et { $count } autres gagnants.
    }
prizes-for-nobody = Ces lots ne vont à personne : { $prizes }.

## Verify this draw

verify-heading = Vérifier ce tirage
verify-lead = Votre propre navigateur recalcule les gagnants et les compare avec les gagnants ci-dessus.
certificate-link = Certificat
check-file-heading = Vérifier un procès-verbal depuis un fichier
record-file = Procès-verbal du tirage (JSON)

## A deleted raffle

deleted-heading = Cette tombola a été supprimée
deleted-text = Un gestionnaire a supprimé cette tombola. Ses tickets et ses gagnants n’existent plus. Ces faits sont gardés :
kept-name = Nom
kept-tickets = Tickets
kept-created = Créée
kept-drawn = Tirée
kept-deleted = Supprimée
kept-terms = Empreinte de l’annonce (conditions)
# The root is the top of a tree of hashes (Merkle tree).
kept-root = Empreinte de la liste des tickets (racine)
kept-withdrawn = Tickets retirés
kept-round = Tour de la balise
