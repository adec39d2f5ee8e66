# What the pages say about the seal, about the draw, and about the check of the draw.

## Facts: their names, and the values of some of them

fact-beacon = Balise aléatoire
# The chain of random values to which the rounds of the beacon belong.
fact-chain = Chaîne
fact-round = Tour
fact-source = Source
fact-signature = Signature
fact-terms = Empreinte de l’annonce (conditions)
# The time at which the list of tickets was sealed.
fact-sealed = Scellé
# The root of the hash tree (Merkle tree) of all tickets.
fact-root = Empreinte de la liste des tickets (racine)
fact-withdrawn-tickets = Tickets retirés
fact-withdrawn = Retirés
beacon-and-chain = { $beacon }, chaîne { $chain }
# $round is the number of the round.
round-published = { $round }, publié le { $time }
round-comes = { $round }, qui arrive le { $time }
withdrawn-tickets =
    { $count ->
        [0] aucun ticket
        [one] { $count } ticket que personne n’avait
       *[other] { $count } tickets que personne n’avait
    } ; empreinte de leurs numéros : { $hash }

## Notices, which must be as loud as in English. The English texts are those of the program that checks records

nothing-binds = NI CONDITIONS NI SCELLÉ NE LIENT CE PROCÈS-VERBAL (raffle-draw/1) : qui l’a établi a pu choisir la valeur aléatoire, et donc les gagnants.
unless-the-source = NI CONDITIONS NI SCELLÉ NE LIENT CE PROCÈS-VERBAL (raffle-draw/1) : qui l’a établi a pu choisir la valeur aléatoire, et donc les gagnants, sauf si la source indiquée a donné cette valeur. Comparez les deux.
operator-chose = L’exploitant a lui-même choisi la valeur aléatoire.
manager-typed = Le gestionnaire a lui-même saisi la valeur aléatoire.
# $announced and $round are numbers of rounds, and $sealed is a time such as 2026-11-26T12:00:00.000Z.
late-round-decided = LE TOUR { $announced } ÉTAIT ANNONCÉ, MAIS LE TOUR { $round } A DÉCIDÉ, parce que la tombola a été scellée en retard : { $sealed }.
late-round-decides = LE TOUR { $announced } ÉTAIT ANNONCÉ, MAIS LE TOUR { $round } DÉCIDE, parce que la tombola a été scellée en retard : { $sealed }.
# The times are such as 2026-11-26T12:00:00.000Z. $restored, $hours and $count are numbers.
no-time-announced = AUCUNE HEURE N’ÉTAIT ANNONCÉE POUR CE TIRAGE : qui a scellé la tombola a donc pu choisir le tour. Comparez la racine, le tour et l’heure du scellé (sealed_at) avec ce que la page montrait avant { $at }.
sealed-after-draw-time = LES TICKETS ONT ÉTÉ SCELLÉS À { $sealed }, APRÈS { $announced }, L’HEURE ANNONCÉE DU TIRAGE. Si la source avait déjà publié sa valeur, le gestionnaire a pu choisir les gagnants par le moment de la fin.
drawn-early = LE TIRAGE ÉTAIT ANNONCÉ POUR { $announced }, MAIS IL A EU LIEU PLUS TÔT : { $drawn }.
ended-early = LE GESTIONNAIRE A TERMINÉ LA TOMBOLA PLUS TÔT : { $ended }. FIN ANNONCÉE : { $closes }.
ended-unannounced = LE GESTIONNAIRE A TERMINÉ LA TOMBOLA PLUS TÔT : { $ended }. AUCUNE FIN N’ÉTAIT ANNONCÉE.
# $ticket is a number. $got and $lost are the times at which the ticket got the prize and lost it.
lost-prize-early = LE TICKET { $ticket } N’A EU UN LOT QUE DE { $got } À { $lost }, MOINS QUE LES HEURES ANNONCÉES ({ $hours }). Ensuite, un suppléant l’a remplacé. Nombre de tickets qui ont perdu un lot si tôt : { $count }.
lost-prize-soon = LE TICKET { $ticket } N’A EU UN LOT QUE DE { $got } À { $lost }, MOINS D’UNE HEURE. Ensuite, un suppléant l’a remplacé. Nombre de tickets qui ont perdu un lot si tôt : { $count }.
store-restored = LES DONNÉES ONT ÉTÉ RESTAURÉES À PARTIR D’UNE SAUVEGARDE AVANT CE TIRAGE (nombre de restaurations : { $restored }). Comparez ce procès-verbal avec ceux qui ont été enregistrés plus tôt.

## Before the draw

sealed-heading = Scellé avant le tirage
sealed-hint = Si un ticket ou son titulaire était modifié maintenant, la racine changerait aussi. Le titulaire d’un ticket peut vérifier le ticket sur sa carte.
make-draw = Effectuer le tirage
signature-of-round = Signature du tour
# $address is a link to the round.
signature-hint = Ouvrez { $address } et copiez la signature, ou tout ce que cette adresse affiche. Le service accepte seulement la signature de ce tour.
signature-malformed = Une signature a 96 chiffres de 0 à 9 et de a à f, en minuscules.
send-signature = Envoyer la signature
draw-made = Les gagnants sont tirés au sort.
draw-made-already = Les gagnants sont déjà tirés au sort.

## The seal on the ticket card

seal = Le scellé
card-keeps = Ce que cette carte conserve
card-root = Empreinte de la liste des tickets (racine) : { $root }
card-round = Tour de la balise aléatoire : { $round }
card-winners = Premiers numéros gagnants : { $numbers }
root-first-seen = Vue pour la première fois le { $time }, selon l’horloge de cet appareil.
check-soon = Dans les cinq minutes, cette carte vérifie si ce ticket a été scellé.
check-ticket-now = Vérifier mon ticket maintenant
check-again = Vérifier de nouveau
check-not-done = Ce navigateur n’a pas pu faire la vérification. Vérifiez votre connexion et réessayez.
ticket-in-seal = La racine contient votre ticket avec votre code : ce navigateur a vérifié le chemin de votre code à la racine. Seul le procès-verbal du tirage montre si le ticket a participé.
save-proof = Enregistrer la preuve (JSON)
# An alarm, in capital letters where a language has them. $mistake says what is wrong in the proof.
ticket-not-in-seal = VOTRE TICKET N’EST PAS DANS LE SCELLÉ : { $mistake }.
# This is no alarm, because anybody can invent a ticket, and put it into a file or a link.
added-ticket-not-in-seal = Le ticket ajouté n’est pas dans le scellé : { $mistake }. Ce navigateur n’a pas pris ce ticket lui-même. Soit le numéro ou le code ajouté est faux, soit le service a omis le ticket. Demandez qui l’a pris.
proof-of-another-ticket = la preuve concerne un autre ticket
sealed-code-differs = le ticket scellé n’a pas le même code que le vôtre
# An alarm. $warning is the text seal-changed-warning. $value and $other are hashes, numbers or times. $other can also
# be the text seen-nothing.
seal-changed = { $warning } Le { $time }, le service affichait { $value }. Le { $other-time }, le service affichait { $other }. Ni le scellé ni les gagnants tirés ne doivent changer. Conservez cette carte, prenez-la en photo et prévenez d’autres participants.
seal-changed-warning =
    LE SERVICE A MODIFIÉ { $field ->
        [total_tickets] LE NOMBRE DE TICKETS
        [terms] LES CONDITIONS
        [root] LA RACINE DES TICKETS
        [withdrawn_hash] LES TICKETS RETIRÉS
        [sealed_at] L’HEURE DU SCELLÉ
        [round] LE TOUR
        [winners] LES GAGNANTS TIRÉS
       *[round_at] L’HEURE DU TOUR
    }.
# An alarm. $warning is the text wrong-terms-warning.
wrong-terms = { $warning } Les lots, les dates ou d’autres informations de cette page ont une autre empreinte. Prenez une photo de cette page et prévenez d’autres participants.
wrong-terms-warning = CES CONDITIONS NE CORRESPONDENT PAS À CE QUI EST AFFICHÉ ICI.
seen-nothing = rien
root-seen-late = Cette carte a vu la racine pour la première fois le { $seen }. Le tour était déjà arrivé, le { $came }. Cette carte ne peut donc pas montrer que la racine était là avant le tour. Demandez à un participant dont la carte a vu la racine avant le tour.
root-seen-after-draw-time = Cette carte a vu la racine pour la première fois le { $seen }. Le tirage était annoncé pour le { $came }. Cette carte ne peut donc pas montrer que la racine était là avant que la source publie sa valeur. Demandez à un participant dont la carte a vu la racine avant.
# $fields is a list of texts card-field.
file-says-other = Le fichier de tickets que vous avez ajouté a d’autres valeurs que le service : { $fields }. Ce navigateur n’a pas vu lui-même les valeurs du fichier. Comparez-les avec les cartes de ticket d’autres participants.

## The check of a draw

check-not-loaded = La vérification ne peut pas être chargée. Vérifiez votre connexion et réessayez.
card-field =
    { $field ->
        [total_tickets] le nombre de tickets
        [terms] les conditions
        [root] la racine des tickets
        [withdrawn_hash] les tickets retirés
        [sealed_at] l’heure du scellé
        [round] le tour
        [winners] les gagnants tirés
       *[round_at] l’heure du tour
    }
