raffles-title = Tombolas
raffles-description = Participez à une tombola : un ticket par connexion internet, et un tirage que tout le monde peut vérifier.
raffles-heading = Un ticket chacun. Un tirage que tout le monde peut vérifier.
raffles-lead = Choisissez une tombola, prenez votre ticket et gardez son code. Après le tirage, votre propre navigateur peut vérifier les gagnants.
none-yet = Pas encore de tombola
none-yet-hint = Dès qu’un gestionnaire en ouvre une, elle apparaît ici.
all-archived = Toutes les tombolas sont archivées
# $status is the text of a choice above the list: status-archived.
all-archived-hint = Choisissez l’état « { $status } » pour les voir.
