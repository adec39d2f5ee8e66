# What the scripts of several pages write.

## The list of raffles

search-by-name = Chercher par nom
status = État
status-all = Tous
load-more = Afficher plus
raffles-found =
    { $count ->
        [0] Aucune tombola trouvée.
        [one] { $count } tombola trouvée.
       *[other] { $count } tombolas trouvées.
    }
# More raffles than are shown were found.
raffles-found-more = { $count } tombolas trouvées, et d’autres encore.

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
        [one] { $total } ticket. Seuls les gestionnaires voient ce brouillon
       *[other] { $total } tickets. Seuls les gestionnaires voient ce brouillon
    }
progress-damaged = Indisponible : ses données sont endommagées
progress-deleted =
    { $total ->
        [one] Elle avait { $total } ticket
       *[other] Elle avait { $total } tickets
    }
progress-filling = { $ready } tickets sur { $total } prêts
progress-counting = Fermée. Les tickets sont en cours de comptage
progress-taken = { $taken } tickets sur { $total } pris

## Requests

no-answer = Le service ne répond pas. Vérifiez votre connexion et réessayez.
