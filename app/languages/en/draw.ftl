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
root-first-seen = First seen on { $time }, by the clock of this device.
check-soon = This card checks within five minutes whether your ticket was sealed.
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
seal-changed = { $warning } On { $time } the service showed { $value }. On { $other-time } the service showed { $other }. Nothing of the seal may change. Keep this card, take a picture of it, and tell other players.
seal-changed-warning =
    THE SERVICE HAS CHANGED { $field ->
        [total_tickets] THE NUMBER OF TICKETS
        [terms] THE TERMS
        [root] THE ROOT OF THE TICKETS
        [withdrawn_hash] THE WITHDRAWN TICKETS
        [sealed_at] THE TIME OF THE SEAL
        [round] THE ROUND
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

computing = Computing …
check-not-loaded = The check cannot be loaded. Check your connection, and try again.
# Screen readers say one of these after the title of a step of the check.
step-right = : right.
step-wrong = : wrong.
step-open = : not clear.
compare-raffle = Compare the raffle
# $name is the name of the other raffle.
other-raffle = This record belongs to another raffle: { $name }.
compare-record = Compare with the record of this service
# $fields are names of JSON members.
other-record = This record and the record of this service differ in: { $fields }.
compare-page = Compare with what this page shows
same-on-page =
    This page shows the same values as the record, and { $count ->
        [one] the same winner
       *[other] the same { $count } winners
    }.
winners-not-compared = Only the first { $compared } of { $total } winners were compared with this page. To compare more of them, show more winners, and verify again.
# $field is the name of a JSON member, and the number of an entry if the member is a list. $record and $page are values.
differs-on-page = { $field }: the record says { $record }, this page says { $page }.
more-differences =
    { $count ->
        [one] There is one more difference
       *[other] There are { $count } more differences
    }.
page-is-old = Substitutes have replaced winners since this page was loaded.
compare-card = Compare with what your ticket card keeps
# $fields is a list of texts card-field.
other-on-card = Your ticket card saw other values before the draw: { $fields }.
card-field =
    { $field ->
        [total_tickets] the number of tickets
        [terms] the terms
        [root] the root of the tickets
        [withdrawn_hash] the withdrawn tickets
        [sealed_at] the time of the seal
        [round] the round
       *[round_at] the time of the round
    }
own-ticket-step = Look for your ticket in the draw
own-ticket-took-part = Your ticket { $number } took part in the draw.
own-ticket-left-out = The record says that nobody had taken your ticket { $number }.
added-ticket-left-out = The record says that nobody had taken ticket { $number }. This ticket was added from a file or a link, and nobody has checked its code. So it proves nothing against the draw.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = Not verified: { $reason }
not-verified-other-raffle = Not verified: this record belongs to another raffle: { $name }.
not-verified-other-record = Not verified: this record and the record of this service differ in: { $fields }.
not-verified-other-on-page = Not verified: this page shows other values than the record in: { $fields }.
not-verified-page-is-old = Not verified: substitutes have replaced winners since this page was loaded. Load this page again.
not-verified-other-on-card = Not verified: your ticket card saw other values before the draw: { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = Not verified: YOUR TICKET { $number } WAS LEFT OUT OF THE DRAW, as if nobody had taken it.
not-verified-not-loaded = Not verified: the rest of the check cannot be loaded. Check your connection, and try again.

## What the check proves

verified = Verified: these are the correct winners.
verified-how = Your browser computed the same winners, in the same order.
# $fields are names of JSON members.
not-checked = Not checked, because only this service says them: { $fields }.
later-substitutions =
    This file is older: { $count ->
        [one] one more winner was
       *[other] { $count } more winners were
    } replaced since then.
# $time is the time at which the random value became known.
root-not-seen = This check cannot show whether terms, root and withdrawn tickets were public before { $time }, because this browser did not see the root before then. Compare them with what you kept, or with the ticket card of a player who saw the root before.
nobody-could-choose = Nobody could choose or predict the random value: it is the signature of a public beacon.
signature-verified = Verified in your browser.
holders-check = Each holder can check on the ticket card that the ticket was in the sealed list. This check cannot show who the holders are.
# $what is the text left-to-check-what. $source says where the value comes from, in the words of a manager.
left-to-check = { $what } when the raffle was created, this source was announced: “{ $source }”. Look there for two things: did the source give “{ $entropy }”, and did it give this value only after the last ticket was taken? If both are true, nobody could choose the winners. This check cannot show who holds which ticket.
left-to-check-what = What is left for you to check:
# $what is the text not-proved-what.
not-proved = { $what } no public source of the random value was announced. The service says that it picked the value after the last ticket was taken. You have to trust the operator that this is true, and that the value was picked only once. This check cannot show who holds which ticket.
not-proved-what = What this does not prove:

## The check without these pages

check-with-python = Check it with Python
save-both-files = Save both files in the same folder:
save-record = Save the record (JSON)
# The checker is a program that checks a draw record.
save-checker = Save the checker (Python)
open-terminal = Open a terminal in this folder, and type:
seed-lines = The seed is the SHA-256 of these lines, without a line break at the end:
