raffle-title = Raffle
raffle-description = Get a ticket for this raffle, see its prizes and winners, and check the draw in your own browser.
# The title of the window. $name is the name of the raffle.
document-title = { $name } · Raffle

## The parts of the page

tickets-heading = Tickets
# How many tickets nobody has yet.
tickets-left = { $count } left
watch-stage = Watch the draw on the stage
your-ticket = Your ticket
about-heading = About this raffle
contact-heading = Contact
prizes-heading = Prizes
changes-heading = What was changed later
no-changes = Nothing was changed.
sealed-label = Sealed before the draw
see-all-raffles = See all raffles

## What was announced

# $beacon is the name of a beacon, such as "drand quicknet".
announced-beacon = The winners follow from a round of the public beacon { $beacon }. Nobody can choose the values of this beacon.
# $source says where the random value comes from, in the words of a manager.
announced-source = The winners follow from a value that the manager types at the draw. Before the first ticket, the manager named this source: “{ $source }”
announced-substitutes =
    { $count ->
        [one] 1 substitute is drawn too. It replaces a winner who does not come.
       *[other] { $count } substitutes are drawn too. They replace winners who do not come.
    }
# A winner who does not come within these hours may lose the prize to a substitute.
announced-substitutes-after =
    { $count ->
        [one] 1 substitute is drawn too. It replaces a winner who does not come
       *[other] { $count } substitutes are drawn too. They replace winners who do not come
    }, but only { $hours ->
        [one] 1 hour
       *[other] { $hours } hours
    } after the draw. A substitute who gets a prize has the same time.
# A hash. People compare it with what they saw before.
announced-terms = Fingerprint of what was announced (terms): { $terms }

## When it opens, closes and is drawn

opens-on = Opens on { $time }.
open-until = Open until { $time }.
closed-on = Closed on { $time }.
ends-early = A manager decided that this raffle ends early.
draw-announced-for = The draw is announced for { $time }.
tickets-being-sealed = The service is sealing the list of tickets.
# $left is the time that is left, such as "2 days 3 hours". The browser writes it, in the nominative.
opens-in = It opens in { $left }.
opens-now = It opens now.
closes-in = It closes in { $left }.
closes-now = It closes now.
# $round is the number of a round, without separators.
round-comes-in = Round { $round } of the beacon decides the draw. It comes in { $left }.
round-has-come = Round { $round } of the beacon has come, and decides the draw. Anyone can make the draw.

## The terms of participation

participation-heading = Terms of participation
# The name of the box with the terms, for screen readers.
participation-label = Their text
accepted-on = You accepted them on { $time }.
accept-participation = I accept the terms of participation
accept-first = Read the terms of participation, and tick the box. Then get your ticket.

## The button that gets a ticket

get-ticket = Get my ticket
# What screen readers say when the button appears.
open-now = This raffle is open now. You can get a ticket.
one-per-connection = One ticket per internet connection.
getting-ticket = Getting your ticket …
# What screen readers say when the ticket appears.
here-is-ticket = Here is your ticket.
nothing-kept = This browser keeps nothing. Save your ticket now, before you leave this page.
# The service was restored from a backup after it had given the ticket to this browser.
restored-ticket = The service was restored from a backup after this browser got this ticket. So the service may have lost the ticket. Press “{ get-ticket }”, on the same internet connection as before. If the service still knows the ticket, you keep it. Otherwise, you get a new one.
ticket-still-known = The service still knows this ticket.
claim-perhaps-elsewhere = The service did not answer an earlier claim of this browser. If you had another internet connection then, perhaps you have a ticket there. Change back to that connection, for example from Wi-Fi to the mobile network, and load the page of the raffle again. If you see “{ get-ticket }”, press it. This works until a day after the draw. If you had the same connection as now, “{ get-ticket }” gets that ticket. Without this button, the claim probably got no ticket.
ticket-perhaps-elsewhere = The service did not answer another claim of this browser. If you had another internet connection then, perhaps you have a second ticket there. As soon as nobody can claim a ticket any more, change back to that connection, and load the page of the raffle again. This works until a day after the draw. If you had the same connection as now, there is no second ticket.
claim-not-repeated = Perhaps your internet connection has changed since your claim. So this page does not ask for a ticket again by itself.

## Why there is no button

no-ticket-draft = Not published yet
no-ticket-draft-text = Only managers see this draft. A manager publishes it on the page “Manage”. Then players can find it here.
# A link to the page for managers.
to-publish = Go to the draft, to publish it
no-ticket-damaged = Not available
no-ticket-damaged-text = The data of this raffle is damaged. The operator must repair the data. Then the raffle goes on here by itself.
no-ticket-filling = Almost open
no-ticket-filling-text = The tickets are being prepared. The button appears here by itself.
no-ticket-suspended = Suspended
no-ticket-suspended-text = The service was restored from a backup. When a manager resumes this raffle, it goes on here by itself.
no-ticket-scheduled = Not open yet
no-ticket-scheduled-text = The button appears here by itself when this raffle opens.
no-ticket-closed = Closed. The draw has not been made yet.
no-ticket-closed-text = This page shows the winners as soon as they are drawn.
# The raffle has ended, and no ticket was claimed.
no-ticket-untaken = Closed. Nobody took a ticket.
no-ticket-untaken-text = So nobody wins, and the prizes go to nobody.
no-ticket-sold_out = Sold out. The draw has not been made yet.
no-ticket-sold_out-text = { no-ticket-closed-text }
no-ticket-drawn = Drawn
no-ticket-drawn-text = The winners are below. You can check a ticket with its number and code.

## The ticket

ticket-label = Your ticket: number { $number }
number-label = Number
code-label = Code
# Describes a picture to people who do not see it.
check-code-label = QR code of the link that checks this ticket
scan-after-draw = Scan after the draw
qr-not-arrived = The QR code did not arrive. Load the page again.
added-ticket = Added ticket
added-ticket-label = Added ticket: number { $number }
# A ticket file or a transfer link has brought the ticket to this browser.
added-ticket-text = This ticket was added from a file or a link. This browser did not claim it.
added-ticket-open = This ticket was added from a file or a link. This browser did not claim it, and nobody has checked it. If you did not claim it yourself on another device, get a ticket of your own.
keep-number-and-code = Keep number and code: together they prove that the ticket is yours. Show them to nobody: whoever has both can collect your prize. Nobody can give you the code again. This browser can forget the ticket, for example after a week without a visit or in a private window.
remove-ticket = Remove from this browser
remove-ticket-question = Remove ticket { $number } from this browser? Without its number and code you cannot check it any more.
# The browser shows this text in a dialog. So the text has no line breaks.
remove-claim-question = The service has not answered your claim yet. If you remove the claim, nobody can ever get the code of its ticket. Remove the claim?
ticket-removed = The ticket is no longer kept in this browser.
changed-elsewhere = Another page of this browser has changed what is kept for this raffle. So nothing was removed. You now see what is kept.

## Ways to keep the ticket

copy-ticket = Copy
share-ticket = Share
print-ticket = Print
save-image = Save as image
save-file = Save as file
# $way is the text of a button, such as "Print".
way-not-working = { $way } does not work here. Copy number and code, or write them down.
# The next two are lines of the text that is copied and shared.
ticket-line = Ticket { $number }
code-line = Code { $code }
ticket-picture = Ticket { $number } as a picture
no-file-saved = If no file was saved, press and hold the picture, or take a screenshot.

## A lost code

lost-code = I lost my code
lost-code-browser = Open this page in the browser in which you got the ticket. This browser keeps number and code, except if its data was deleted or if the window was a private one.
lost-code-copies = Look for what you kept: a file, a picture, a print, or a message to yourself. A file of the ticket can be added in “My tickets”.
lost-code-somebody-else = Perhaps you have no ticket. Each internet connection gets one ticket, and somebody else on your connection may have it, for example in the same home, school or mobile network.
lost-code-nobody-can = If you do not find the code, nobody can give you the code again, neither a manager nor the operator: the service keeps only a hash of the code, and nobody can compute the code from the hash. The ticket stays in the raffle and can win, but without the code nobody can prove who holds the ticket.
code-kept-here = This browser keeps number and code, and you see both above. “My tickets” passes them to another device, or saves them.
code-without-copy = If this browser forgets them and you have no copy, nobody can give you the code again: the service keeps only a hash of the code.
my-tickets = My tickets

## The result

winners-drawn = The winners are drawn.
show-winners = Show the winners
close-news = Close
own-ticket-won = Your ticket { $number } has won: { $prize }
own-ticket-lost = Your ticket { $number } is not in the list of winners of this service.
# After this text comes the text substitution of the catalogue shared.
own-ticket-replaced = Your ticket { $number } had won, but another ticket has replaced it.
# $reason says what went wrong, as a sentence.
own-ticket-unchecked = Your ticket could not be checked. { $reason }
added-ticket-won = The added ticket { $number } has won: { $prize }
added-ticket-lost = The added ticket { $number } is not in the list of winners of this service.
# After this text comes the text substitution of the catalogue shared.
added-ticket-replaced = The added ticket { $number } had won, but another ticket has replaced it.
# $reason says what went wrong, as a sentence.
added-ticket-unchecked = The added ticket could not be checked. { $reason }

## Check my ticket

check-heading = Check my ticket
ticket-number = Ticket number
check-ticket = Check
checking = Checking …
enter-number-and-code = Enter the number and the code of your ticket.
# $expected says what a ticket number is.
wrong-ticket-number = Ticket number: { $expected }
you-won = You won: { $prize }
you-won-text = Ticket { $number } and its code belong together.
no-prize = No prize this time
no-prize-text = Ticket { $number } is real, but it is not among the winners.
no-prize-replaced = Ticket { $number } had won, but a manager has replaced it with ticket { $substitute }. The list of substitutions has the reason that the manager gave.
check-link-incomplete = The link is incomplete. After the draw, enter the number and the code of your ticket on this page.
check-link-early = The draw has not been made yet. Open this link again after the draw to check ticket { $number }.

## How a winner gets the prize

ticket-has-won = Your ticket { $number } has won
added-ticket-has-won = The added ticket { $number } has won
# The name of the text on the back of the ticket, for screen readers.
prize-and-pick-up = The prize, and how to get it
show-ticket = Show my ticket
show-prize = Show my prize
how-to-get-it = How to get it
claim-slip = Claim slip
# Describes a picture to people who do not see it.
claim-slip-code = QR code of the claim slip
claim-slip-is-code = The QR code is your claim slip.
claim-slip-use = Show it to a manager when you come for the prize. Whoever has it can get the prize, so do not pass it on.
questions-heading = Questions

## The winners

winners-heading = Winners
find-number = Find a number
number-wins = Number { $number } wins: { $prize }
number-not-winning = Number { $number } is not among the winners.
number-not-there = There is no ticket { $number }. The last number of this raffle is { $total }.
# $number is the ticket of a substitute, and $replaced the ticket that had won before.
number-for = { $number } for { $replaced }
show-more-winners =
    { $total ->
        [one] Show more of 1 winner
       *[other] Show more of { $total } winners
    }
try-again = Try again
# Printed after the winners that the screen shows.
winners-not-on-paper =
    { $count ->
        [one] And 1 more winner.
       *[other] And { $count } more winners.
    }
prizes-for-nobody = These prizes go to nobody: { $prizes }.

## Verify this draw

verify-heading = Verify this draw
verify-lead = Your own browser computes the winners again, and compares them with the winners above.
certificate-link = Certificate
check-file-heading = Check a record from a file
record-file = Draw record (JSON)

## A deleted raffle

deleted-heading = This raffle was deleted
deleted-text = A manager has deleted this raffle. Its tickets and winners are gone. These facts are kept:
kept-name = Name
kept-tickets = Tickets
kept-created = Created
kept-drawn = Drawn
kept-deleted = Deleted
kept-terms = Fingerprint of what was announced (terms)
# The root is the top of a tree of hashes (Merkle tree).
kept-root = Fingerprint of the list of tickets (root)
kept-withdrawn = Withdrawn tickets
kept-round = Round of the beacon
