# What the pages say about the check of a draw. A page loads these texts together with the module that checks.

## The check of a draw

computing = Calcul en cours …
# Screen readers say one of these after the title of a step of the check.
step-right = , juste.
step-wrong = , faux.
step-open = : résultat incertain.
compare-raffle = Comparer la tombola
# $name is the name of the other raffle.
other-raffle = Ce procès-verbal est celui d’une autre tombola : { $name }.
compare-record = Comparer avec le procès-verbal de ce service
# $fields are names of JSON members.
other-record = Le procès-verbal que donne ce service a une autre valeur dans : { $fields }.
compare-page = Comparer avec ce que montre cette page
same-on-page =
    Cette page montre les mêmes valeurs que le procès-verbal, et { $count ->
        [one] le même gagnant
       *[other] les mêmes { $count } gagnants
    }.
winners-not-compared = Seuls les { $compared } premiers des { $total } gagnants ont été comparés avec cette page. Pour en comparer plus, affichez plus de gagnants et vérifiez à nouveau.
# $field is the name of a JSON member, and the number of an entry if the member is a list. $record and $page are values.
differs-on-page = { $field } : le procès-verbal dit { $record }, cette page dit { $page }.
more-differences =
    { $count ->
        [one] Il y a encore une différence
       *[other] Il y a encore { $count } différences
    }.
page-is-old = Depuis le chargement de cette page, des suppléants ont remplacé des gagnants.
compare-card = Comparer avec ce que conserve la carte de votre ticket
# $fields is a list of texts card-field.
other-on-card = Auparavant, la carte de votre ticket a vu d’autres valeurs : { $fields }.
own-ticket-step = Chercher votre ticket dans le tirage
own-ticket-took-part = Votre ticket { $number } a participé au tirage.
own-ticket-took-part-with-code = Votre ticket { $number } a participé au tirage avec votre code.
# $button is the text check-ticket-now, on the ticket card.
own-ticket-not-proven = Votre ticket { $number } a participé au tirage. Ce navigateur n’a aucune preuve qu’il a participé avec votre code. Pour la preuve, choisissez « { $button } » sur la carte du ticket.
own-ticket-wrong-proof = La preuve que garde ce navigateur ne mène pas du code de votre ticket { $number } à la racine dans le procès-verbal.
own-ticket-won-by-record = Selon ce procès-verbal, il a gagné : { $prize }.
own-ticket-lost-by-record = Selon ce procès-verbal, il n’a rien gagné.
own-ticket-left-out = Le procès-verbal dit que personne n’avait pris votre ticket { $number }.
added-ticket-step = Chercher le ticket ajouté dans le tirage
added-ticket-took-part = Le ticket ajouté { $number } a participé au tirage.
added-ticket-took-part-with-code = Le ticket ajouté { $number } a participé au tirage avec son code.
# $button is the text check-ticket-now, on the ticket card.
added-ticket-not-proven = Le ticket ajouté { $number } a participé au tirage. Ce navigateur n’a aucune preuve qu’il a participé avec son code. Pour la preuve, choisissez « { $button } » sur la carte du ticket.
added-ticket-left-out = Le procès-verbal dit que personne n’avait pris le ticket { $number }. Ce ticket a été ajouté à partir d’un fichier ou d’un lien, et personne n’a vérifié son code. Il ne prouve donc rien contre le tirage.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = Échec de la vérification : { $reason }
not-verified-other-raffle = Échec de la vérification : ce procès-verbal est celui d’une autre tombola : { $name }.
not-verified-other-record = Échec de la vérification : le procès-verbal que donne ce service a une autre valeur dans : { $fields }.
not-verified-other-on-page = Échec de la vérification : cette page montre d’autres valeurs que le procès-verbal dans : { $fields }.
not-verified-page-is-old = Échec de la vérification : depuis le chargement de cette page, des suppléants ont remplacé des gagnants. Rechargez cette page.
not-verified-other-on-card = Échec de la vérification : auparavant, la carte de votre ticket a vu d’autres valeurs : { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = Échec de la vérification : VOTRE TICKET { $number } N’A PAS PARTICIPÉ AU TIRAGE, comme si personne ne l’avait pris.
not-verified-wrong-proof = Échec de la vérification : le procès-verbal ne correspond pas à la preuve de votre ticket { $number }. Le procès-verbal est faux, ou la preuve dans ce navigateur est fausse.
not-verified-not-loaded = Non vérifié : le reste de la vérification ne peut pas être chargé. Vérifiez votre connexion et réessayez.

## What the check proves

verified = Vérification réussie : ce sont les bons gagnants.
verified-how = Votre navigateur a calculé les mêmes gagnants, dans le même ordre.
# $fields are names of JSON members.
not-checked = Non vérifié, car seul ce service le dit : { $fields }.
later-substitutions =
    Ce fichier est plus ancien : depuis, { $count ->
        [one] un autre gagnant a été remplacé
       *[other] { $count } autres gagnants ont été remplacés
    }.
# $time is the time at which the random value became known.
root-not-seen = Cette vérification ne peut pas montrer si les conditions, la racine et les tickets retirés étaient publics avant le { $time }, car ce navigateur n’a pas vu la racine avant. Comparez-les avec ce que vous avez gardé, ou avec la carte d’un participant qui a vu la racine avant.
nobody-could-choose = Personne ne pouvait choisir ni prévoir la valeur aléatoire : c’est la signature d’une balise aléatoire publique.
signature-verified = Vérifiée et confirmée par votre navigateur.
holders-check = Chaque titulaire peut vérifier sur la carte du ticket que son ticket était dans la liste scellée. Cette vérification ne peut pas montrer qui sont les titulaires.
# $what is the text left-to-check-what. $source says where the value comes from, in the words of a manager.
left-to-check = { $what } à la création de la tombola, cette source a été annoncée : « { $source } ». Vérifiez-y deux choses : la source a-t-elle donné « { $entropy } », et l’a-t-elle fait seulement après la prise du dernier ticket ? Si les deux sont vrais, personne ne pouvait choisir les gagnants. Cette vérification ne peut pas montrer qui a quel ticket.
left-to-check-what = Ce qu’il vous reste à vérifier :
# $what is the text not-proved-what.
not-proved = { $what } aucune source publique de la valeur aléatoire n’a été annoncée. Le service dit avoir choisi la valeur après la prise du dernier ticket. Vous devez faire confiance à l’exploitant : cela est vrai, et la valeur n’a été choisie qu’une seule fois. Cette vérification ne peut pas montrer qui a quel ticket.
not-proved-what = Ce que cela ne prouve pas :

## The check without these pages

check-with-python = Vérifier avec Python
save-both-files = Enregistrez les deux fichiers dans le même dossier :
save-record = Enregistrer le procès-verbal (JSON)
# The checker is a program that checks a draw record.
save-checker = Enregistrer le programme de vérification (Python)
open-terminal = Ouvrez un terminal dans ce dossier et tapez :
seed-lines = La graine est le SHA-256 de ces lignes, sans saut de ligne à la fin :
