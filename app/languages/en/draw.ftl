# What the pages say about the seal, about the draw, and about the check of the draw.

## Facts: their names, and the values of some of them

fact-beacon = Beacon
# The chain of random values to which the rounds of the beacon belong.
fact-chain = Chain
fact-round = Round
fact-source = Source
fact-signature = Signature
fact-terms = Fingerprint of what was announced (terms)
# The time at which the list of tickets was sealed.
fact-sealed = Sealed
# The root of the hash tree (Merkle tree) of all tickets.
fact-root = Fingerprint of the list of tickets (root)
fact-withdrawn-tickets = Withdrawn tickets
fact-withdrawn = Withdrawn
beacon-and-chain = { $beacon }, chain { $chain }
# $round is the number of the round.
round-published = { $round }, published { $time }
round-comes = { $round }, which comes on { $time }
withdrawn-tickets =
    { $count ->
        [one] 1 ticket that nobody had
       *[other] { $count } tickets that nobody had
    }; hash of their numbers: { $hash }

## Notices, which must be as loud as in English. The English texts are those of the program that checks records

nothing-binds = NO TERMS AND NO SEAL BIND THIS RECORD (raffle-draw/1): its maker could have chosen the randomness, and with it the winners.
unless-the-source = NO TERMS AND NO SEAL BIND THIS RECORD (raffle-draw/1): its maker could have chosen the randomness, and with it the winners, unless the source that it names published the value in this record. Compare the value in the record with the value from the source.
operator-chose = The operator chose the randomness.
manager-typed = The manager typed the randomness.
# $announced and $round are numbers of rounds, and $sealed is a time such as 2026-11-26T12:00:00.000Z.
late-round-decided = ROUND { $announced } WAS ANNOUNCED, BUT ROUND { $round } DECIDED, because the raffle was sealed late, at { $sealed }.
late-round-decides = ROUND { $announced } WAS ANNOUNCED, BUT ROUND { $round } DECIDES, because the raffle was sealed late, at { $sealed }.
# The times are such as 2026-11-26T12:00:00.000Z. $restored, $hours and $count are numbers.
no-time-announced = NO TIME WAS ANNOUNCED FOR THIS DRAW, so whoever sealed the raffle could choose the round. Compare root, round and sealed_at with what the page showed before { $at }.
sealed-after-draw-time = THE TICKETS WERE SEALED AT { $sealed }, AFTER { $announced }, THE ANNOUNCED TIME OF THE DRAW. If the source had published its value by then, the manager could choose the winners by the moment of the end.
drawn-early = THE DRAW WAS ANNOUNCED FOR { $announced }, BUT IT WAS MADE EARLIER, AT { $drawn }.
ended-early = THE MANAGER ENDED THE RAFFLE EARLY, AT { $ended }: THE ANNOUNCED END WAS { $closes }.
ended-unannounced = THE MANAGER ENDED THE RAFFLE EARLY, AT { $ended }: NO END WAS ANNOUNCED.
# $ticket is a number. $got and $lost are the times at which the ticket got the prize and lost it.
lost-prize-early = TICKET { $ticket } HAD A PRIZE ONLY FROM { $got } TO { $lost }, LESS THAN THE ANNOUNCED HOURS ({ $hours }), before a substitute replaced it. Number of tickets that lost a prize so early: { $count }.
lost-prize-soon = TICKET { $ticket } HAD A PRIZE ONLY FROM { $got } TO { $lost }, LESS THAN AN HOUR, before a substitute replaced it. Number of tickets that lost a prize so early: { $count }.
store-restored = THE STORE WAS RESTORED FROM A BACKUP BEFORE THIS DRAW (number of restores: { $restored }). Compare this record with records that were saved earlier.

## Before the draw

sealed-heading = Sealed before the draw
sealed-hint = If a ticket or its holder were changed now, the root would change too. The holder of a ticket can check the ticket on its card.
make-draw = Make the draw
signature-of-round = Signature of the round
# $address is a link to the round.
signature-hint = Open { $address } and copy the signature, or all that this address shows. The service accepts only the signature of this round.
signature-malformed = A signature has 96 digits from 0 to 9 and a to f, in lower case.
send-signature = Send the signature
draw-made = The winners are drawn.
draw-made-already = The winners are drawn already.

## The seal on the ticket card

seal = The seal
card-keeps = What this card keeps
card-root = Fingerprint of the list of tickets (root): { $root }
card-round = Round of the beacon: { $round }
card-winners = First winning numbers: { $numbers }
root-first-seen = First seen on { $time }, by the clock of this device.
check-soon = This card checks within five minutes whether this ticket was sealed.
check-ticket-now = Check my ticket now
check-again = Check again
check-not-done = This browser could not do the check. Check your connection, and try again.
ticket-in-seal = The root contains your ticket with your code: this browser has checked the path from your code to the root. Only the draw record shows whether the ticket took part.
save-proof = Save the proof (JSON)
# An alarm, in capital letters where a language has them. $mistake says what is wrong in the proof.
ticket-not-in-seal = YOUR TICKET IS NOT IN THE SEAL: { $mistake }.
# This is no alarm, because anybody can invent a ticket, and put it into a file or a link.
added-ticket-not-in-seal = The added ticket is not in the seal: { $mistake }. This browser did not claim the ticket. So either the number or code that was added is wrong, or the service has left out the ticket. Ask who claimed it.
proof-of-another-ticket = the proof is about another ticket
sealed-code-differs = the sealed ticket has another code than yours
# An alarm. $warning is the text seal-changed-warning. $value and $other are hashes, numbers or times. $other can also
# be the text seen-nothing.
seal-changed = { $warning } On { $time } the service showed { $value }. On { $other-time } the service showed { $other }. Neither the seal nor the winners of the draw may change. Keep this card, take a picture of it, and tell other players.
seal-changed-warning =
    THE SERVICE HAS CHANGED { $field ->
        [total_tickets] THE NUMBER OF TICKETS
        [terms] THE TERMS
        [root] THE ROOT OF THE TICKETS
        [withdrawn_hash] THE WITHDRAWN TICKETS
        [sealed_at] THE TIME OF THE SEAL
        [round] THE ROUND
        [winners] THE WINNERS OF THE DRAW
       *[round_at] THE TIME OF THE ROUND
    }.
# An alarm. $warning is the text wrong-terms-warning.
wrong-terms = { $warning } The prizes, times or other facts on this page have another fingerprint. Take a picture of this page, and tell other players.
wrong-terms-warning = THESE TERMS DO NOT BELONG TO WHAT IS SHOWN HERE.
seen-nothing = nothing
root-seen-late = This card first saw the root on { $seen }. The round had already come, on { $came }. So this card cannot show that the root was there before the round. Ask a player whose card saw the root before the round.
root-seen-after-draw-time = This card first saw the root on { $seen }. The draw was announced for { $came }. So this card cannot show that the root was there before the source published its value. Ask a player whose card saw the root before.
# $fields is a list of texts card-field.
file-says-other = The ticket file that you added has other values than the service: { $fields }. This browser did not see the values of the file itself. Compare them with the ticket cards of other players.

## The check of a draw

check-not-loaded = The check cannot be loaded. Check your connection, and try again.
card-field =
    { $field ->
        [total_tickets] the number of tickets
        [terms] the terms
        [root] the root of the tickets
        [withdrawn_hash] the withdrawn tickets
        [sealed_at] the time of the seal
        [round] the round
        [winners] the winners of the draw
       *[round_at] the time of the round
    }
