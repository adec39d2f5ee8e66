# What the scripts of several pages write.

## The list of raffles

search-by-name = Search by name
status = Status
status-all = All
load-more = Load more
raffles-found =
    { $count ->
        [0] No raffle found.
        [one] 1 raffle found.
       *[other] { $count } raffles found.
    }
# More raffles than are shown were found.
raffles-found-more = { $count } raffles found, and more.

## The state of a raffle

status-draft = Draft
status-damaged = Damaged
status-filling = Almost open
status-suspended = Suspended
status-scheduled = Not open yet
status-open = Open
status-closed = Closed
status-sold_out = Sold out
status-drawn = Drawn
status-deleted = Deleted
status-archived = Archived
status-unlisted = Unlisted
damaged-name = A damaged raffle
deleted-name = A deleted raffle
progress-draft =
    { $total ->
        [one] 1 ticket. Only managers see this draft
       *[other] { $total } tickets. Only managers see this draft
    }
progress-damaged = Not available: its data is damaged
progress-deleted =
    { $total ->
        [one] It had 1 ticket
       *[other] It had { $total } tickets
    }
progress-filling = { $ready } of { $total } tickets ready
progress-counting = Closed. The tickets are being counted
progress-taken = { $taken } of { $total } tickets taken

## Requests

no-answer = No answer from the service. Check your connection and try again.
