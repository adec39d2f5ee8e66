# What the scripts of several pages write.

## The list of raffles

search-by-name = Search by name
searching = Searching …
status = Status
status-all = All
load-more = Load more

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
        [one] 1 ticket. Only managers see this draft.
       *[other] { $total } tickets. Only managers see this draft.
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

## The result of a draw

# $reason is in the words of a manager.
substitution = Ticket { $substitute } replaced ticket { $number }: { $prize }. Reason: { $reason } ({ $time })

## Requests

no-answer = No answer from the service. Check your connection and try again.
no-answer-yet = No answer from the service yet. This page asks again by itself.
one-moment = One moment
no-such-raffle = No such raffle

## Copies, lists and numbers

copy-link = Copy the link
copied = Copied
cannot-copy = Cannot copy here
several-prizes = { $amount } × { $prize }
whole-number = A whole number from { $least } to { $most }

## The fields of a raffle: labels in forms, and headings of changes

field-name = Name
field-total-tickets = Number of tickets
field-prizes = Prizes
field-entropy-source = Source of the random value
field-beacon = Public beacon
field-opens-at = Opens
field-closes-at = Closes
field-draw-at = Draw
field-reserves = Substitutes
field-substitute-after-hours = Hours that a winner has
field-description = Description
field-contact = Contact
field-pick-up = How winners get their prizes
field-participation-terms = Terms of participation
field-unlisted = Unlisted
field-archived = Archived
field-ended-at = Early end

## What was changed in a raffle

change-unlisted = The raffle was taken out of the lists.
change-listed = The raffle was put into the lists.
change-archived = The raffle was put into the archive.
change-unarchived = The raffle was taken out of the archive.
# After this text comes the old text of a field.
change-before = Before:
change-before-nothing = Before: nothing
# After this text comes the new text of a field.
change-after = After:
change-after-nothing = After: nothing

## Dialogs

cancel = Cancel
