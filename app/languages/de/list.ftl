# What the scripts of the pages with lists of raffles write.

raffles-found =
    { $count ->
        [0] Keine Verlosung gefunden.
        [one] 1 Verlosung gefunden.
       *[other] { $count } Verlosungen gefunden.
    }
# Used when the service found more raffles than the page shows.
raffles-found-more = { $count } Verlosungen gefunden, und weitere.
# The name of a progress bar, for people who do not see it. $name is the name of a raffle.
tickets-of = Lose von { $name }
