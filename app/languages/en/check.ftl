# What the pages say about the check of a draw. A page loads these texts together with the module that checks.

## The check of a draw

computing = Computing …
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
other-on-card = Your ticket card saw other values earlier: { $fields }.
own-ticket-step = Look for your ticket in the draw
own-ticket-took-part = Your ticket { $number } took part in the draw.
own-ticket-took-part-with-code = Your ticket { $number } took part in the draw with your code.
# $button is the text check-ticket-now, on the ticket card.
own-ticket-not-proven = Your ticket { $number } took part in the draw. This browser has no proof that it took part with your code. For the proof, choose “{ $button }” on the ticket card.
own-ticket-wrong-proof = The proof that this browser keeps does not lead from the code of your ticket { $number } to the root in the record.
own-ticket-won-by-record = By this record, it has won: { $prize }.
own-ticket-lost-by-record = By this record, it has won nothing.
own-ticket-left-out = The record says that nobody had taken your ticket { $number }.
added-ticket-step = Look for the added ticket in the draw
added-ticket-took-part = The added ticket { $number } took part in the draw.
added-ticket-took-part-with-code = The added ticket { $number } took part in the draw with its code.
# $button is the text check-ticket-now, on the ticket card.
added-ticket-not-proven = The added ticket { $number } took part in the draw. This browser has no proof that it took part with its code. For the proof, choose “{ $button }” on the ticket card.
added-ticket-left-out = The record says that nobody had taken ticket { $number }. This ticket was added from a file or a link, and nobody has checked its code. So it proves nothing against the draw.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = Not verified: { $reason }
not-verified-other-raffle = Not verified: this record belongs to another raffle: { $name }.
not-verified-other-record = Not verified: this record and the record of this service differ in: { $fields }.
not-verified-other-on-page = Not verified: this page shows other values than the record in: { $fields }.
not-verified-page-is-old = Not verified: substitutes have replaced winners since this page was loaded. Load this page again.
not-verified-other-on-card = Not verified: your ticket card saw other values earlier: { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = Not verified: YOUR TICKET { $number } WAS LEFT OUT OF THE DRAW, as if nobody had taken it.
not-verified-wrong-proof = Not verified: the record does not fit the proof of your ticket { $number }. Either the record or the proof in this browser is wrong.
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
