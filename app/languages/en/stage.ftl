stage-title = Draw
stage-description = Watch the draw of this raffle: each winning number appears on every screen at the same time.
# The title of the window. $name is the name of the raffle.
stage-of = { $name } · Raffle

## Before the draw

# The name of this part for screen readers.
until-draw = Until the draw
waiting-draft = This raffle is not published yet.
waiting-damaged = The data of this raffle is damaged.
waiting-filling = The tickets are being prepared.
waiting-suspended = This raffle waits for a manager.
waiting-open = The draw begins when the last ticket is taken.
waiting-unsealed = The service is sealing the list of tickets.
waiting-sealed = The draw begins soon.
# Below each of these three texts is a clock in large letters, such as "5 minutes 20 seconds".
stage-opens-in = It opens in
stage-closes-in = It closes in
stage-draw-in = The draw begins in
draw-in-management = Draw the winners on the page for managers

## The winners

winners = Winners
no-winners = No ticket was claimed, so nobody has won.
all-shown = All winners are shown.
# $prize is the name of the prize.
next-prize = Next prize: { $prize }
# What a screen reader says when numbers are shown.
told = { $prize }: { $numbers }
# The numbers of the same prize that were shown before.
also-won = Also won: { $numbers }
# Tickets whose prize went to another ticket after the draw. $pairs is a list of the next text.
replaced-after-draw = Replaced after the draw: { $pairs }
# $earlier is a ticket number, and $number is the ticket number that replaced it.
replaced-pair = { $earlier } by { $number }
winners-shown =
    { $total ->
        [one] { $shown } of 1 winner shown
       *[other] { $shown } of { $total } winners shown
    }
own-number = Your ticket: { $number }
own-number-shown = This is the number of your ticket. See what it won
added-number = Added ticket: { $number }
added-number-shown = This is the number of the added ticket. See what it won
scan-to-take-part = Scan to get a ticket
scan-to-check = Scan to check your ticket
qr-of = QR code of { $url }

## The controls

audience-sees = What the audience sees
next-winner = Next winner
previous-winner = Back
to-end-of-prize = To the end of this prize
run = Run by itself
pause = Pause
to-start = To the start
full-screen = Full screen
leave-full-screen = Leave full screen
keys-hint = The space bar shows the next winner. Everybody who watches sees the same.
