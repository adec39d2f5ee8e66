manage-title = Manage raffles
manage-description = Create raffles, see how many tickets are taken, and draw the winners when none is left.
no-raffles-here = No raffles here.
# $warning is a sentence of the service, in English.
service-warns = The service warns: { $warning }.
codes-ready =
    { $count ->
        [one] 1 code is ready. While there are codes, nobody waits for a ticket.
       *[other] { $count } codes are ready. While there are codes, nobody waits for a ticket.
    }

## For visitors who are no managers. $address is the visitor's own address, $setting is the name of a setting

managers-only = Managers only. Ask the operator to allow { $address }.
managers-only-shared = Managers only. Your address is { $address }.
run-this-service =
    Do you run this service? On its machine, open the link for managers that it printed at its start. The token of the
    link is also in the file { $file } in { $folder }.
allow-address = The operator can add your address to { $setting }. Then the link for managers no longer works.
shared-address =
    Many visitors may have this address, because it is the address of a gateway or of the service itself. Do not add it
    to { $setting }, because then everybody is a manager.

## The form for a new raffle

new-raffle = New raffle
edit-draft = Edit the draft
tickets-label = Tickets
add-prize = Add a prize
prize-name = Name of the prize
# An example in an empty field.
prize-example = Bicycle
prize-amount = How many
# The label prize-amount for screen readers. It has to begin with the text prize-amount.
prize-amount-of = How many of this prize
remove-prize = Remove this prize
describe-raffle = Describe the raffle
plain-text-hint = Plain text. Line breaks are kept, and addresses that begin with https:// become links.
participation-hint = Before a claim, players tick a box to accept these terms.
contact-hint = The person whom players can ask. Everybody sees this text.
pick-up-hint = The page shows this text to a winner, beside the ticket that has won. Everybody can read it in the list of changes and through the API, so write nothing secret.
unlisted-hint = The raffle is not in the list of raffles. Everybody who has its link can take part.
announce-randomness = Announce public randomness, so that anyone can check the draw
use-beacon = Use the public beacon “drand quicknet”
beacon-hint =
    Nobody can choose or predict its values, and every browser can verify them. Anyone can make the draw when the time
    has come.
# An example in an empty field.
source-example = Lottery numbers of 5 December, in ascending order
source-hint =
    Name a random value that nobody knows yet, such as the numbers of a lottery. Also say how the value is written. You
    enter the value at the draw. If you name no value, the server picks one, and players have to trust the server.
set-times = Set the times of the raffle
zone-hint = All times are in your time zone: { $zone }. A time that you leave empty is not announced.
opens-hint = Players can get tickets from this time on.
closes-hint =
    Tickets that nobody has at this time are withdrawn. Without this time, the draw is possible only when the last
    ticket is taken.
draw-hint =
    Players see this time. The draw does not begin by itself. With the beacon, this time decides which round of the
    beacon counts.
draw-substitutes = Draw substitutes for winners who do not come
substitutes-hint =
    Substitutes are drawn together with the winners. If a winner does not come within these hours after the draw, you
    can give the prize to the next substitute. A substitute who gets a prize has the same number of hours. If you enter
    no hours, you can give the prize right after the draw.
create-raffle = Create the raffle
save-as-draft = Save as draft
save-draft = Save the draft
stop-editing = Stop editing
draft-hint = Only managers see a draft. You can change everything in it until you publish it.
copy-in-form = This is a copy of “{ $name }”. It is not created yet.
draft-in-form = You edit the draft “{ $name }”. It changes only when you save it.
correct-fields = Correct the marked fields.
# After this text comes a link with the text open-its-page.
raffle-created = Created “{ $name }”.
draft-first-saved = Saved “{ $name }” as a draft. Publish it in the list of raffles when it is ready.
draft-saved = Saved the draft “{ $name }”.
open-its-page = Open its page
# After this text comes a link with the text open-its-page.
earlier-created =
    An earlier request has already created “{ $name }”. If this raffle is wrong, delete it in the list of raffles.
    What is in the form now was not created. If you want it too, save it again.

## What becomes final

final-title = What becomes final
final-hint =
    All of this is final when you create the raffle, or publish its draft. Later you can only change the description,
    the contact, and how winners get their prizes. Everybody sees each change.
summary-without-name = A raffle without a name
summary-tickets =
    { $count ->
        [one] { $name }: 1 ticket.
       *[other] { $name }: { $count } tickets.
    }
summary-no-tickets = { $name }: no number of tickets yet.
summary-prizes = Prizes: { $prizes }.
summary-no-prizes = Prizes: none yet.
summary-opens = It opens on { $time }.
summary-opens-at-once = It opens at once.
summary-closes = It closes on { $time }. Tickets that nobody has at this time are withdrawn.
summary-stays-open = It ends only when the last ticket is taken.
# One of the next four sentences stands after this one. "This time" in summary-beacon-then is $time here.
summary-draw-at = The draw is announced for { $time }.
summary-beacon-then = The winners follow from the first round of drand quicknet at or after this time.
summary-beacon =
    The winners follow from the first round of drand quicknet that comes a minute or more after the last ticket is
    taken.
summary-source = You type the randomness at the draw, from this source: { $source }.
summary-server = The server chooses the randomness, so players have to trust its operator.
summary-substitutes =
    { $count ->
        [one] 1 substitute is drawn.
       *[other] { $count } substitutes are drawn.
    }
# This sentence stands after summary-substitutes.
summary-substitute-hours =
    { $hours ->
        [one] A substitute can replace a winner 1 hour after the draw.
       *[other] A substitute can replace a winner { $hours } hours after the draw.
    }
summary-no-substitutes = No substitutes are drawn.
summary-participation = Before a claim, players accept your terms of participation.

## Mistakes in the fields of a form

name-missing = Give the raffle a name.
prize-name-missing = Name this prize.
too-many-kinds = At most { $most } different prizes.
too-many-prizes =
    { $prizes ->
        [one] 1 prize
       *[other] { $prizes } prizes
    } for { $tickets ->
        [one] 1 ticket
       *[other] { $tickets } tickets
    }: offer fewer prizes or more tickets.
# $most is the number of tickets that win no prize.
too-many-substitutes = At most { $most }: the number of tickets that win no prize.
time-incomplete = Enter a whole date and a time, or clear the field.
draw-time-missing = Enter the time of the draw. It decides which round of the beacon counts. Otherwise, whoever seals the raffle could choose the round.
not-after-opening = Choose a time after the opening.
not-after-end = Choose a time after the end.
# $most is a round number, such as 100 or 5,000.
too-long = At most { $most } characters
too-long-now = At most { $most } characters. These are { $length }.
# $character is the number of a character in Unicode, such as U+200B.
refused-in-name = Remove the character { $character }: it breaks the line or reorders the text.
invisible-name = Nobody can see this name. Its first character is { $character }.
refused-in-text = Remove the character { $character }: nobody can read it.
invisible-text = Nobody can see this text.

## The list of raffles, and its buttons

open-draw = Open the draw
open-stage = Open the stage
substitute-winner = Substitute a winner
resume = Resume
winners-csv = Winners as CSV
edit = Edit
duplicate = Duplicate
publish = Publish
hand-over-prizes = Hand over prizes
end-early = End early
delete = Delete

## The chart of the tickets that were claimed

chart-nothing = Claims are counted while this page is open.
# The names of the two ends of the chart.
chart-begin = 10 minutes ago
chart-end = now
chart-recent-seconds =
    { $claims ->
        [one] 1 claim
       *[other] { $claims } claims
    } in the last { $seconds ->
        [one] 1 second
       *[other] { $seconds } seconds
    }
chart-recent-minutes =
    { $claims ->
        [one] 1 claim
       *[other] { $claims } claims
    } in the last { $minutes ->
        [one] minute
       *[other] { $minutes } minutes
    }
chart-highest =
    { $claims ->
        [one] Highest bar: 1 claim a minute
       *[other] Highest bar: { $claims } claims a minute
    }

## What was handed over

handed-over = Handed over
handed-over-csv = Handed over as CSV
handed-over-nothing = No prize was handed over yet.
handed-over-by = { $manager }, { $time }
handed-over-prize = Ticket { $number }: { $prize }
handed-over-note = Note: { $note }

## The log of a raffle. $who is the name of a manager, or one of the first two texts

who-token = The manager with the token
who-no-manager = Somebody who is no manager
log = Log
log-csv = Log as CSV
log-empty = Nothing was noted yet.
log-created = { $who } created the raffle.
log-published = { $who } published the raffle.
log-changed = { $who } changed the raffle.
log-changed-fields = { $who } changed the raffle: { $fields }.
log-ended = { $who } set an early end.
log-ended-at = { $who } set an early end: { $time }.
log-deleted = { $who } deleted the raffle.
log-drew = { $who } drew the winners.
log-substituted = { $who } substituted ticket { $substitute } for ticket { $number }.
log-substituted-prize = { $who } substituted ticket { $substitute } for ticket { $number }: { $prize }.
log-resumed = { $who } resumed the raffle after a restore.
log-handed-over = { $who } handed over the prize of ticket { $number }.
log-handed-over-prize = { $who } handed over the prize of ticket { $number }: { $prize }.
log-erased = { $who } erased the address of a player.
# $act is an English word of a newer version of the service, which this page does not know.
log-other = { $who } { $act }.

## Requests that were not answered. $name is the name of a raffle

# A button. A press ends the repetitions of a request.
stop-sending = Do not send it again
no-longer-sent =
    This page no longer sends the request about “{ $name }”. Perhaps it was carried out. Look in the list of raffles
    before you go on.
not-carried-out = This page no longer sends the request about “{ $name }”. Nothing was changed.

## Dialogs: what they ask, and what is said afterwards

save = Save
draw-done = The winners of “{ $name }” are drawn.
entropy-value = The value
entropy-form = Plain letters in lower case, digits and signs, with single spaces between them
entropy-hint = Copy the value from { $source }. Write it as announced, with letters in lower case.
entropy-compare = Compare this value with the source once more. After the draw, nobody can change it.
entropy-length =
    { $count ->
        [one] 1 character
       *[other] { $count } characters
    }
entropy-change = Change the value
entropy-review = Review the value
publish-question = Publish “{ $name }”?
publish-text = Then everybody sees the raffle, and its terms are fixed. All of this becomes final:
publish-changed = This draft was changed meanwhile. Now all of this becomes final:
publish-yes = Publish it
publish-done = “{ $name }” is published.
still-edited = You still edit this draft. Save it or stop editing, and then publish it.
# $field is the label of a time, such as field-opens-at.
draft-time-over = The time “{ $field }” is not in the future: { $time }.
publish-again = Edit the draft, and publish it again.
resume-question = Resume “{ $name }”?
resume-text =
    The service was restored from a backup. It does not know the tickets that were claimed after the backup, so other
    players may get them. The players who claimed these tickets first cannot win with them.
resume-yes = Resume it
resume-done = “{ $name }” goes on.
delete-question = Delete “{ $name }”?
delete-text =
    Its tickets and winners are deleted too. This cannot be undone. The page of the raffle shows everybody that the
    raffle was deleted.
delete-draft-text = Players have never seen it. This cannot be undone.
delete-yes = Delete it
delete-done = “{ $name }” is deleted.
winners-saved = The winners of “{ $name }” are saved.
log-saved = The log of “{ $name }” is saved.
hand-overs-saved = The list of the prizes of “{ $name }” is saved.

## The dialog that edits a raffle

edit-title = Edit “{ $name }”
edit-done = “{ $name }” is changed.
# $status is the text of a choice above the list: status-archived.
archive-done = “{ $name }” is archived. To see it, choose the status “{ $status }” above the list.
edit-text = Everybody sees what you change, and when.
edit-unlisted-hint = Only managers see the raffle in lists.
edit-archived-hint = Only the list of archived raffles shows the raffle. Its page stays.
never-changes = What never changes
never-changes-text =
    Name, tickets, prizes, times, the source of the randomness and substitutes. The page of the raffle shows a hash of
    all these, which is called the terms. The terms of participation never change either, but are not in this hash.

## The dialog that ends a raffle early

end-question = End “{ $name }” early?
end-text =
    From this time on, nobody can get a ticket, and the tickets that nobody has are withdrawn. Everybody sees the time.
    You can set it again to an earlier time, but not to a later one.
# The label of a time.
ends = Ends
end-zone-hint = In your time zone: { $zone }. At least a minute ahead.
end-yes = End it at this time
end-done = “{ $name }” ends on { $time }.
end-incomplete = Enter a whole date and a time.
end-too-soon = Choose a time that is at least a minute ahead.
end-before-opening = Choose a time after { $time }, when the raffle opens.
end-too-late = Choose a time before { $time }, when the raffle ends anyway.

## The dialog that hands over a prize

hand-over-title = Hand over a prize
hand-over-title-of = Hand over a prize of “{ $name }”
hand-over-text =
    Scan the claim slip of the winner with a device on which you manage raffles. The link of the claim slip opens this
    form. Or type the number and the code of the ticket. The service checks both, and notes the hand-over.
# $id is the beginning of the id of the raffle.
hand-over-raffle = Raffle { $id }, created on { $time }.
slip-chose-raffle = The claim slip has chosen this raffle. Check that this is the raffle whose prizes you hand over.
# An alarm, in capital letters where a language has them. After it come the name of the other raffle and the text
# hand-over-raffle.
slip-of-another-raffle = THIS CLAIM SLIP BELONGS TO ANOTHER RAFFLE. Do not give a prize for it before you have read which raffle this is.
open-other-raffle = Open the other raffle
scan = Scan with the camera
camera-picture = Picture of the camera
no-camera = The camera cannot be used. Type number and code.
hand-over-number = Ticket number
# $mistake says which numbers there can be.
hand-over-number-wrong = Ticket number: { $mistake }
hand-over-code = Code
hand-over-code-missing = Enter the code of the ticket.
hand-over-note = Note, for managers only
close = Close
# Before this sentence, the service names the time in UTC. $time is that time in the time zone of the reader.
hand-over-time = In your time zone, that was on { $time }.
hand-over-check = Check
hand-over-yes = Hand over
# What a manager sees after the check. It quotes the text hand-over-yes.
hand-over-review = Ticket { $number } has won: { $prize }. Nothing is noted yet: choose “Hand over” first. Give the prize when the hand-over is noted.
hand-over-done = Ticket { $number } has won: { $prize }. Hand over the prize. The hand-over was noted on { $time }.
# After this text comes the answer of the service to the second attempt.
first-answer-lost = The answer to the first attempt was lost.

## The dialog that substitutes a winner

substitute-title = Substitute a winner of “{ $name }”
substitute-text = The next substitute gets the prize. This is final. Everybody sees the substitution and its reason.
substitute-number = Ticket of the winner who did not come
substitute-reason = Reason
substitute-reason-missing = Say why. Everybody sees the reason.
substitute-yes = Substitute
substitute-done = The next substitute of “{ $name }” replaced ticket { $number }.
