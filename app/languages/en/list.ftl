# What the scripts of the pages with lists of raffles write.

raffles-found =
    { $count ->
        [0] No raffle found.
        [one] 1 raffle found.
       *[other] { $count } raffles found.
    }
# Used when the service found more raffles than the page shows.
raffles-found-more = { $count } raffles found, and more.
# The name of a progress bar, for people who do not see it. $name is the name of a raffle.
tickets-of = Tickets of { $name }
