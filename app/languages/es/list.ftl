# What the scripts of the pages with lists of raffles write.

raffles-found =
    { $count ->
        [0] No se encontró ningún sorteo.
        [one] Se encontró 1 sorteo.
       *[other] Se encontraron { $count } sorteos.
    }
# Used when the service found more raffles than the page shows.
raffles-found-more = Se encontraron { $count } sorteos, y hay más.
# The name of a progress bar, for people who do not see it. $name is the name of a raffle.
tickets-of = Boletos de { $name }
