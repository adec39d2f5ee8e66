# What the scripts of the pages with lists of raffles write.

raffles-found =
    { $count ->
        [0] Aucune tombola trouvée.
        [one] { $count } tombola trouvée.
       *[other] { $count } tombolas trouvées.
    }
# Used when the service found more raffles than the page shows.
raffles-found-more = { $count } tombolas trouvées, et d’autres encore.
# The name of a progress bar, for people who do not see it. $name is the name of a raffle.
tickets-of = Tickets de { $name }
