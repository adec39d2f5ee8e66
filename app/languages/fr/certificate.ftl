certificate-title = Certificat du tirage
certificate-description = Le certificat d’un tirage : les gagnants, et tout ce qu’il faut pour les vérifier.
print = Imprimer
back-to-raffle = Retour à la tombola
certificate-heading = Certificat du tirage
# The title of the window. $name is the name of the raffle.
certificate-of = Certificat : { $name }
no-certificate = Pas de certificat
no-certificate-yet = Pas encore de certificat

## Facts

# The time of the draw.
fact-drawn = Date du tirage
fact-tickets = Tickets
fact-winners = Gagnants
fact-entropy-source = Source de la valeur aléatoire
# $source is in the words of a manager.
source-announced = Selon les mots du gestionnaire, annoncée avant le premier ticket : « { $source } »
source-not-announced = Aucune source annoncée. Le service dit avoir choisi la valeur après la prise du dernier ticket.
fact-entropy = Valeur aléatoire
# The number from which the order of the tickets is computed.
fact-seed = Graine
fact-algorithm = Algorithme
# The id of the raffle.
fact-raffle = Tombola

## Winners

winning-tickets = Tickets gagnants
# The heading of the winners of a prize. $prize is its name.
prize-and-winners =
    { $prize } ({ $winners ->
        [0] personne
        [one] { $winners } gagnant
       *[other] { $winners } gagnants
    })
more-winners-in-record = Et { $count } de plus, tous dans le procès-verbal.
substitutions-heading = Suppléances
unawarded-heading = Lots que personne ne reçoit
substitutes-heading = Suppléants
more-substitutes-in-record = Et { $count } de plus, tous dans le procès-verbal.
# $command is a command for a terminal. “Verify this draw” is the text of a button.
how-to-check = Pour vérifier : ouvrez cette tombola et choisissez « Vérifier ce tirage ». Ou enregistrez le procès-verbal et le programme de vérification dans un même dossier, ouvrez-y un terminal et tapez { $command }
