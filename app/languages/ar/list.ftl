# What the scripts of the pages with lists of raffles write.

raffles-found =
    { $count ->
        [0] لم يُعثر على أي سحب.
        [one] عُثر على سحب واحد.
        [two] عُثر على سحبين.
        [few] عُثر على { $count } سحوبات.
        [many] عُثر على { $count } سحبًا.
       *[other] عُثر على { $count } سحب.
    }
# Used when the service found more raffles than the page shows.
raffles-found-more = عُثر على { $count } من السحوبات، وهناك المزيد.
# The name of a progress bar, for people who do not see it. $name is the name of a raffle.
tickets-of = تذاكر { $name }
