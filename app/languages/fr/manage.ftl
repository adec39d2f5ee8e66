manage-title = Gérer les tombolas
manage-description =
    Créer des tombolas, voir combien de tickets sont pris, et tirer les gagnants quand il n’en reste aucun.
no-raffles-here = Aucune tombola ici.
# $warning is a sentence of the service, in English.
service-warns = Le service avertit : { $warning }.
codes-ready =
    { $count ->
        [one] { $count } code est prêt. Tant qu’il y a des codes, personne n’attend son ticket.
       *[other] { $count } codes sont prêts. Tant qu’il y a des codes, personne n’attend son ticket.
    }

## For visitors who are no managers. $address is the visitor's own address, $setting is the name of a setting

managers-only = Réservé aux gestionnaires. Demandez à l’exploitant d’autoriser { $address }.
managers-only-shared = Réservé aux gestionnaires. Votre adresse est { $address }.
run-this-service =
    Exploitez-vous ce service ? Sur sa machine, ouvrez le lien pour gestionnaires qu’il a affiché à son démarrage. Le
    jeton du lien est aussi dans le fichier { $file } dans { $folder }.
allow-address = L’exploitant peut ajouter votre adresse à { $setting }. Le lien des gestionnaires ne fonctionne alors plus.
shared-address =
    Beaucoup de visiteurs peuvent avoir cette adresse : c’est celle d’une passerelle, ou du service lui-même. Ne
    l’ajoutez pas à { $setting } : tout le monde serait gestionnaire.

## The form for a new raffle

new-raffle = Nouvelle tombola
edit-draft = Modifier le brouillon
tickets-label = Tickets
add-prize = Ajouter un lot
prize-name = Nom du lot
# An example in an empty field.
prize-example = Vélo
prize-amount = Combien
# The label prize-amount for screen readers. It has to begin with the text prize-amount.
prize-amount-of = Combien de ce lot
remove-prize = Supprimer ce lot
describe-raffle = Décrire la tombola
plain-text-hint =
    Texte simple. Les retours à la ligne sont conservés, et les adresses qui commencent par https:// deviennent des
    liens.
participation-hint = Avant de prendre un ticket, les participants cochent une case pour accepter ces conditions.
contact-hint = La personne à qui les participants peuvent s’adresser. Tout le monde voit ce texte.
pick-up-hint = La page montre ce texte à un gagnant, à côté du ticket qui a gagné. Tout le monde peut le lire dans la liste des modifications et par l’API. N’y écrivez donc rien de secret.
unlisted-hint =
    La tombola n’apparaît pas dans la liste des tombolas. Toutes les personnes qui ont son lien peuvent participer.
announce-randomness = Annoncer un hasard public, pour que tout le monde puisse vérifier le tirage
use-beacon = Utiliser la balise aléatoire publique « drand quicknet »
beacon-hint =
    Personne ne peut choisir ni prévoir ses valeurs, et tous les navigateurs peuvent les vérifier. Tout le monde peut
    faire le tirage quand le moment est venu.
# An example in an empty field.
source-example = Numéros du loto du 5 décembre, dans l’ordre croissant
source-hint =
    Indiquez une valeur aléatoire que personne ne connaît encore, comme les numéros d’un loto. Dites aussi comment la
    valeur s’écrit. Vous saisissez la valeur lors du tirage. Si vous n’indiquez aucune valeur, le serveur en choisit
    une, et les participants doivent faire confiance au serveur.
set-times = Fixer les dates de la tombola
zone-hint =
    Toutes les heures sont dans votre fuseau horaire : { $zone }. Une heure que vous laissez vide n’est pas annoncée.
opens-hint = Les participants peuvent prendre des tickets à partir de ce moment.
closes-hint =
    Les tickets que personne n’a à ce moment sont retirés. Sans cette heure, le tirage n’est possible que quand le
    dernier ticket est pris.
draw-hint =
    Les participants voient cette heure. Le tirage ne commence pas de lui-même. Avec la balise, cette heure décide quel
    tour de la balise compte.
draw-substitutes = Tirer des suppléants pour les gagnants qui ne viennent pas
substitutes-hint =
    Les suppléants sont tirés en même temps que les gagnants. Si un gagnant ne vient pas dans ces heures après le
    tirage, vous pouvez donner son lot au suppléant suivant. Un suppléant qui reçoit un lot a autant d’heures. Si vous
    n’indiquez pas d’heures, vous le pouvez dès le tirage.
create-raffle = Créer la tombola
save-as-draft = Enregistrer comme brouillon
save-draft = Enregistrer le brouillon
stop-editing = Arrêter la modification
draft-hint =
    Seuls les gestionnaires voient un brouillon. Vous pouvez tout y changer jusqu’à sa publication.
copy-in-form = Ceci est une copie de « { $name } ». Elle n’est pas encore créée.
draft-in-form = Vous modifiez le brouillon « { $name } ». Il ne change que quand vous l’enregistrez.
correct-fields = Corrigez les champs marqués.
# After this text comes a link with the text open-its-page.
raffle-created = « { $name } » est créée.
draft-first-saved =
    « { $name } » est enregistrée comme brouillon. Publiez-la dans la liste des tombolas quand elle est prête.
draft-saved = Le brouillon « { $name } » est enregistré.
open-its-page = Ouvrir sa page
# After this text comes a link with the text open-its-page.
earlier-created =
    Une demande antérieure a déjà créé « { $name } ». Si cette tombola est erronée, supprimez-la dans la liste des
    tombolas. Ce qui est maintenant dans le formulaire n’a pas été créé. Si vous le voulez aussi, enregistrez-le
    encore une fois.

## What becomes final

final-title = Ce qui devient définitif
final-hint =
    Tout cela est définitif quand vous créez la tombola ou publiez son brouillon. Ensuite, vous pouvez seulement
    changer la description, le contact, et la façon dont les gagnants reçoivent leurs lots. Tout le monde voit chaque
    changement.
summary-without-name = Une tombola sans nom
summary-tickets =
    { $count ->
        [one] { $name } : { $count } ticket.
       *[other] { $name } : { $count } tickets.
    }
summary-no-tickets = { $name } : pas encore de nombre de tickets.
summary-prizes = Lots : { $prizes }.
summary-no-prizes = Lots : aucun pour l’instant.
summary-opens = Elle ouvre le { $time }.
summary-opens-at-once = Elle ouvre immédiatement.
summary-closes = Elle ferme le { $time }. Les tickets que personne n’a à ce moment sont retirés.
summary-stays-open = Elle ne se termine que quand le dernier ticket est pris.
# One of the next four sentences stands after this one. "This time" in summary-beacon-then is $time here.
summary-draw-at = Le tirage est annoncé pour le { $time }.
summary-beacon-then = Les gagnants résultent du premier tour de drand quicknet à partir de ce moment.
summary-beacon =
    Les gagnants résultent du premier tour de drand quicknet qui vient au moins une minute après que le dernier ticket
    est pris.
summary-source = Vous saisissez la valeur aléatoire lors du tirage, depuis cette source : { $source }.
summary-server =
    Le serveur choisit la valeur aléatoire. Les participants doivent donc faire confiance à son exploitant.
summary-substitutes =
    { $count ->
        [one] { $count } suppléant est tiré.
       *[other] { $count } suppléants sont tirés.
    }
# This sentence stands after summary-substitutes.
summary-substitute-hours =
    { $hours ->
        [one] Un suppléant peut remplacer un gagnant { $hours } heure après le tirage.
       *[other] Un suppléant peut remplacer un gagnant { $hours } heures après le tirage.
    }
summary-no-substitutes = Aucun suppléant n’est tiré.
summary-participation = Avant de prendre un ticket, les participants acceptent vos conditions de participation.

## Mistakes in the fields of a form

name-missing = Donnez un nom à la tombola.
prize-name-missing = Donnez un nom à ce lot.
too-many-kinds = Au plus { $most } lots différents.
too-many-prizes =
    { $prizes ->
        [one] { $prizes } lot
       *[other] { $prizes } lots
    } pour { $tickets ->
        [one] { $tickets } ticket
       *[other] { $tickets } tickets
    } : proposez moins de lots ou plus de tickets.
# $most is the number of tickets that win no prize.
too-many-substitutes = Au plus { $most } : le nombre de tickets qui ne gagnent pas de lot.
time-incomplete = Saisissez une date et une heure complètes, ou videz le champ.
draw-time-missing = Indiquez l’heure du tirage. Elle décide quel tour de la balise aléatoire compte. Sinon, qui scelle la tombola pourrait choisir le tour.
not-after-opening = Choisissez un moment après l’ouverture.
not-after-end = Choisissez un moment après la fin.
# $most is a round number, such as 100 or 5,000.
too-long = Au plus { $most } caractères
too-long-now = Au plus { $most } caractères. Ce texte en a { $length }.
# $character is the number of a character in Unicode, such as U+200B.
refused-in-name = Supprimez le caractère { $character } : il coupe la ligne ou change l’ordre du texte.
invisible-name = Personne ne peut voir ce nom. Son premier caractère est { $character }.
refused-in-text = Supprimez le caractère { $character } : personne ne peut le lire.
invisible-text = Personne ne peut voir ce texte.

## The list of raffles, and its buttons

open-draw = Ouvrir le tirage
open-stage = Ouvrir la scène
substitute-winner = Remplacer un gagnant
resume = Reprendre
winners-csv = Gagnants en CSV
edit = Modifier
duplicate = Dupliquer
publish = Publier
hand-over-prizes = Remettre des lots
end-early = Terminer plus tôt
delete = Supprimer

## The chart of the tickets that were claimed

chart-nothing = Les tickets pris sont comptés tant que cette page est ouverte.
# The names of the two ends of the chart.
chart-begin = il y a 10 minutes
chart-end = maintenant
chart-recent-seconds =
    { $claims ->
        [one] { $claims } ticket pris
       *[other] { $claims } tickets pris
    } { $seconds ->
        [one] dans la dernière seconde
       *[other] dans les { $seconds } dernières secondes
    }
chart-recent-minutes =
    { $claims ->
        [one] { $claims } ticket pris
       *[other] { $claims } tickets pris
    } { $minutes ->
        [one] dans la dernière minute
       *[other] dans les { $minutes } dernières minutes
    }
chart-highest =
    { $claims ->
        [one] Barre la plus haute : { $claims } ticket par minute
       *[other] Barre la plus haute : { $claims } tickets par minute
    }

## What was handed over

handed-over = Lots remis
handed-over-csv = Lots remis en CSV
handed-over-nothing = Aucun lot n’a encore été remis.
handed-over-by = { $manager }, { $time }
handed-over-prize = Ticket { $number } : { $prize }
handed-over-note = Note : { $note }

## The log of a raffle. $who is the name of a manager, or one of the first two texts

who-token = Le gestionnaire avec le jeton
who-no-manager = Quelqu’un qui n’est pas gestionnaire
log = Journal
log-csv = Journal en CSV
log-empty = Rien n’a encore été noté.
log-created = { $who } a créé la tombola.
log-published = { $who } a publié la tombola.
log-changed = { $who } a modifié la tombola.
log-changed-fields = { $who } a modifié la tombola : { $fields }.
log-ended = { $who } a fixé une fin anticipée.
log-ended-at = { $who } a fixé une fin anticipée : { $time }.
log-deleted = { $who } a supprimé la tombola.
log-drew = { $who } a tiré les gagnants.
log-substituted = { $who } a remplacé le ticket { $number } par le ticket { $substitute }.
log-substituted-prize = { $who } a remplacé le ticket { $number } par le ticket { $substitute } : { $prize }.
log-resumed = { $who } a repris la tombola après une restauration.
log-handed-over = { $who } a remis le lot du ticket { $number }.
log-handed-over-prize = { $who } a remis le lot du ticket { $number } : { $prize }.
log-erased = { $who } a effacé l’adresse d’un participant.
# $act is an English word of a newer version of the service, which this page does not know.
log-other = { $who } : { $act }.

## Requests that were not answered. $name is the name of a raffle

# A button. A press ends the repetitions of a request.
stop-sending = Ne plus l’envoyer
no-longer-sent =
    Cette page n’envoie plus la demande concernant « { $name } ». Elle a peut-être déjà été exécutée. Vérifiez dans la
    liste des tombolas avant de continuer.
not-carried-out = Cette page n’envoie plus la demande concernant « { $name } ». Rien n’a été changé.

## Dialogs: what they ask, and what is said afterwards

save = Enregistrer
draw-done = Les gagnants de « { $name } » sont tirés.
entropy-value = La valeur
entropy-form = Lettres simples en minuscules, chiffres et signes, séparés par des espaces simples
entropy-hint = Copiez la valeur depuis { $source }. Écrivez-la comme annoncé, avec des lettres minuscules.
entropy-compare = Comparez cette valeur encore une fois avec la source. La valeur ne peut plus changer après le tirage.
entropy-length =
    { $count ->
        [one] { $count } caractère
       *[other] { $count } caractères
    }
entropy-change = Changer la valeur
entropy-review = Relire la valeur
publish-question = Publier « { $name } » ?
publish-text =
    Tout le monde voit alors la tombola, et ses conditions sont fixées. Tout cela devient définitif :
publish-changed = Ce brouillon a été modifié entre-temps. Maintenant, tout ceci devient définitif :
publish-yes = Publier
publish-done = « { $name } » est publiée.
still-edited = Vous modifiez encore ce brouillon. Enregistrez-le ou arrêtez la modification, puis publiez-le.
# $field is the label of a time, such as field-opens-at.
draft-time-over = L’heure « { $field } » n’est pas dans le futur : { $time }.
publish-again = Modifiez le brouillon, puis publiez-le à nouveau.
resume-question = Reprendre « { $name } » ?
resume-text =
    Le service a été restauré depuis une sauvegarde. Il ne connaît pas les tickets pris après la sauvegarde. D’autres
    participants peuvent donc recevoir ces tickets. Leurs premiers détenteurs ne peuvent pas gagner avec eux.
resume-yes = Reprendre
resume-done = « { $name } » continue.
delete-question = Supprimer « { $name } » ?
delete-text =
    Ses tickets et ses gagnants sont supprimés aussi. C’est irréversible. La page de la tombola montre à tout le monde
    que la tombola a été supprimée.
delete-draft-text = Les participants ne l’ont jamais vu. C’est irréversible.
delete-yes = Supprimer
delete-done = « { $name } » est supprimée.
winners-saved = Les gagnants de « { $name } » sont enregistrés.
log-saved = Le journal de « { $name } » est enregistré.
hand-overs-saved = La liste des lots de « { $name } » est enregistrée.

## The dialog that edits a raffle

edit-title = Modifier « { $name } »
edit-done = « { $name } » est modifiée.
# $status is the text of a choice above the list: status-archived.
archive-done = « { $name } » est archivée. Pour la voir, choisissez l’état « { $status } » au-dessus de la liste.
edit-text = Tout le monde voit ce que vous changez, et quand.
edit-unlisted-hint = Seuls les gestionnaires voient la tombola dans les listes.
edit-archived-hint = Seule la liste des tombolas archivées montre la tombola. Sa page reste.
never-changes = Ce qui ne change jamais
never-changes-text =
    Le nom, les tickets, les lots, les dates, la source de la valeur aléatoire et les suppléants. La page de la tombola
    montre une empreinte de tout cela, appelée les conditions. Les conditions de participation ne changent jamais non
    plus, mais elles ne sont pas dans cette empreinte.

## The dialog that ends a raffle early

end-question = Terminer « { $name } » plus tôt ?
end-text =
    À partir de ce moment, personne ne peut prendre de ticket, et les tickets que personne n’a sont retirés. Tout le
    monde voit ce moment. Vous pouvez encore l’avancer, mais pas le retarder.
# The label of a time.
ends = Fin
end-zone-hint = Dans votre fuseau horaire : { $zone }. Au moins une minute à l’avance.
end-yes = Terminer à ce moment
end-done = « { $name } » se termine le { $time }.
end-incomplete = Saisissez une date et une heure complètes.
end-too-soon = Choisissez un moment qui vient dans une minute au moins.
end-before-opening = Choisissez un moment après l’ouverture, le { $time }.
end-too-late = Choisissez un moment avant le { $time } : à cette heure, la tombola se termine de toute façon.

## The dialog that hands over a prize

hand-over-title = Remettre un lot
hand-over-title-of = Remettre un lot de « { $name } »
hand-over-text =
    Scannez le bon de retrait du gagnant avec un appareil sur lequel vous gérez des tombolas. Le lien du bon de retrait
    ouvre ce formulaire. Ou saisissez le numéro et le code du ticket. Le service vérifie les deux et note la remise.
# $id is the beginning of the id of the raffle.
hand-over-raffle = Tombola { $id }, créée le { $time }.
slip-chose-raffle = Le bon de retrait a choisi cette tombola. Vérifiez que vous remettez les lots de cette tombola.
# An alarm, in capital letters where a language has them. After it come the name of the other raffle and the text
# hand-over-raffle.
slip-of-another-raffle = CE BON DE RETRAIT APPARTIENT À UNE AUTRE TOMBOLA. Ne donnez aucun lot pour ce bon avant d’avoir lu de quelle tombola il s’agit.
open-other-raffle = Ouvrir l’autre tombola
scan = Scanner avec la caméra
camera-picture = Image de la caméra
no-camera = La caméra ne peut pas être utilisée. Saisissez le numéro et le code.
hand-over-number = Numéro du ticket
# $mistake says which numbers there can be.
hand-over-number-wrong = Numéro du ticket : { $mistake }
hand-over-code = Code
hand-over-code-missing = Saisissez le code du ticket.
hand-over-note = Note, pour les gestionnaires seulement
close = Fermer
# Before this sentence, the service names the time in UTC. $time is that time in the time zone of the reader.
hand-over-time = Dans votre fuseau horaire, c’était le { $time }.
hand-over-check = Vérifier
hand-over-yes = Remettre
# What a manager sees after the check. It quotes the text hand-over-yes.
hand-over-review = Le ticket { $number } a gagné : { $prize }. Rien n’est encore noté : choisissez d’abord « Remettre ». Donnez le lot quand la remise est notée.
hand-over-done = Le ticket { $number } a gagné : { $prize }. Remettez le lot. La remise a été notée le { $time }.
# After this text comes the answer of the service to the second attempt.
first-answer-lost = La réponse à la première tentative s’est perdue.

## The dialog that substitutes a winner

substitute-title = Remplacer un gagnant de « { $name } »
substitute-text =
    Le prochain suppléant reçoit le lot. C’est définitif. Tout le monde voit le remplacement et sa raison.
substitute-number = Ticket du gagnant qui n’est pas venu
substitute-reason = Raison
substitute-reason-missing = Dites pourquoi. Tout le monde voit la raison.
substitute-yes = Remplacer
substitute-done = Le prochain suppléant de « { $name } » remplace le ticket { $number }.
