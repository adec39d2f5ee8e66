tickets-title = My tickets
tickets-description = The raffle tickets that this browser keeps, and what they have won.
tickets-lead =
    These tickets are kept in this browser only. It can forget them, for example after a week without a visit or in a
    private window. So save them as a file, or print them.
no-tickets = No tickets in this browser
# $all is a link with the text see-all.
no-tickets-hint = When you get a ticket for a raffle, it appears here. { $all }
see-all = See all raffles

## One ticket of this browser

unnamed-raffle = A raffle
not-drawn-yet = The draw has not been made yet.
raffle-not-here = This service has no such raffle.
raffle-was-deleted = A manager has deleted this raffle.
claim-not-answered = The service has not answered your claim yet. Open the raffle, and the page asks again.
seal-and-proof = Seal and proof
# A button that saves a file for a calendar program.
save-dates = Save the dates for a calendar

## Tickets as a file, on paper, and on another device

keep = Keep and pass on
save-all = Save all as a file
print = Print
pass-on = Pass to another device
add-from-file = Add tickets from a file
# Describes a picture to people who do not see it.
transfer-qr = QR code of the link that adds tickets to another device
transfer-hint = Scan this with the other device. Show it to nobody else: it has the codes of the tickets.
transfer-place = QR code { $place } of { $count }

## Tickets that are added from a file or a link

incoming = Tickets from another device
incoming-hint = Add only tickets that you claimed yourself on another device. Anybody can make a link with a ticket that does not exist.
incoming-add = Add to this browser
incoming-refuse = Do not add
ticket-number-is = Ticket { $number }
tickets-added =
    { $count ->
        [one] 1 ticket added.
       *[other] { $count } tickets added.
    }
# This browser had these tickets before they were added.
tickets-known =
    { $count ->
        [one] 1 ticket was here already.
       *[other] { $count } tickets were here already.
    }
# $name is the name of a raffle.
claim-comes-first = For “{ $name }”, the service has not answered the claim of this browser yet. So nothing was added for this raffle. Open the raffle, and the page asks again. Then add the other ticket again.
# $own and $other are numbers of tickets, and $name is the name of a raffle.
other-ticket =
    For “{ $name }”, this browser has ticket { $own }, and you are adding ticket { $other }. It can keep only one of
    them.
replace-ticket = Keep ticket { $number } instead
# The browser shows this text in a dialog. So the text has no line breaks.
replace-question = Remove ticket { $own } from this browser, and keep ticket { $other }? Without number and code you cannot check the removed ticket any more.
ticket-replaced = This browser now keeps ticket { $number }.
nothing-added = Nothing was added.
tickets-not-stored = This browser cannot keep the tickets, so nothing was added.
file-without-tickets = This file has no tickets. Choose a file that a page of this service has saved.
file-damaged = This file is damaged, so nothing of it was added.
file-too-large = This file is too large to be a file of tickets.
link-incomplete = The link is incomplete, so nothing was added. Scan the QR code again.

## The dates of a raffle in a calendar

calendar-opens = { $name } opens
calendar-closes = { $name } closes
calendar-draw = Draw of { $name }
