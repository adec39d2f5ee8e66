# The details of problems: what happened, and what to do now. Each text is named by the slug of its problem. app/errors
# has the same English texts, because the documentation for programmers is made from there. A test compares both.
# Names of settings, headers, fields and files are not translated.

## Who may do what

not-a-manager = Only managers may do this. If you run this service, open the link that it printed at its start, on the same machine. The token of this link is also in the file manager-token in DATA_DIR. If MANAGER_IPS is set, only the addresses in MANAGER_IPS are managers.
# $page is the origin of the other page, $host the host of the request, and $public the PUBLIC_URL of the service.
# $setting is the line PUBLIC_URL=... that the operator should write.
cross-site = A page of another site sent this request, so it was refused. Open this service directly and try again.
    .page = A page of { $page } sent this request to { $host }, so it was refused. If this page belongs to the service, a proxy changes the Host header: the operator must set { $setting }, or let the proxy pass Host on unchanged.
    .public = A page of { $page } sent this request to { $host }, and PUBLIC_URL is { $public }, so it was refused. Open { $public } and try again. If people reach the service at { $page }, the operator must set { $setting }. ALLOWED_HOSTS takes further host names.

## The beacon

beacon-signature-missing = The winners of this raffle follow from the signature of a round of its beacon, and the request has no signature. Get the signature from the beacon and send it; a program sends { "{\"round\": 1, \"signature\": \"...\"}" }.
beacon-signature-wrong = This is not the signature of this round. Copy the signature again from the beacon: 96 hex digits in lower case.
wrong-round = The winners of this raffle follow from another round of its beacon. Send the round that the raffle names.
round-not-yet = The round from which the winners follow has not come yet. Try again when its time has come.
beacon-unreachable = No source of the beacon sent the signature of the round in time. Nothing was changed. Try again in a few seconds, or send round and signature yourself.

## Draws, and checks of tickets

entropy-missing = This raffle announced where its random value comes from. Enter that value to draw the winners; a program sends it as { "{\"entropy\": \"...\"}" }.
entropy-not-announced = This raffle announced no source of a random value, so no value can be entered. Draw without a value.
# $mistake is a text of the catalogue fields, from the group about codes of tickets.
invalid-code = This code does not belong to this ticket number. Check both and try again.
    .mistake = This is no code: { $mistake }. Copy the code again. This did not count as a wrong code.
tickets-remaining = Winners can be drawn only when every ticket is claimed, or when the raffle has closed. Wait until then.
already-drawn = The winners of this raffle are already drawn, and a raffle is drawn only once. See the list of winners.
    .erasing = The winners of this raffle are drawn. So the service deletes the addresses of all its players by itself, 24 hours after the draw.
not-sealed = This raffle is not sealed yet. The service seals it by itself when the last ticket is claimed, or when the raffle has closed. Try again.
not-drawn = The draw has not been made yet. Come back after the draw.
not-a-winner = This ticket has not won a prize, so no substitute can replace it. Check the number in the list of winners.
already-substituted = Another ticket has already replaced this ticket. See the list of substitutions.
no-prize-won = This ticket is real, but it has not won a prize, so there is nothing to hand over.
# $time is a time in UTC, such as "2036-11-27 09:00 UTC". $manager is a name, an address, or "token".
already-handed-over =
    The prize of this ticket was handed over at { $time } by { $manager ->
        [token] the manager with the token
       *[other] { $manager }
    }.
no-substitutes-left = No substitute is left for this raffle, so the prize stays with this ticket.
too-early = The winner still has time to come: a substitute can replace a winner only after the announced number of hours.
too-many-wrong-codes =
    { $seconds ->
        [one] Too many wrong codes. People who share an internet connection count together. Try again in 1 second.
       *[other] Too many wrong codes. People who share an internet connection count together. Try again in { $seconds } seconds.
    }

## Raffles and claims

too-many-prizes = There are more prizes than tickets. Offer fewer prizes or more tickets.
already-participated = Your internet connection already has a ticket of this raffle, and each connection gets one. If you claimed it, open this raffle in the browser that you used then: it still shows your ticket.
network-full = Players of the network that your address belongs to (an IPv6 /48) hold as many tickets of this raffle as one network may have. You got no ticket. Claim from another network, or ask the operator to raise the limit.
raffle-not-found = There is no such raffle. It may have been deleted, or the link is incomplete. See the list of raffles.
raffle-deleted = A manager has deleted this raffle. The facts that are kept of it are shown here. See the list of raffles for other raffles.
ticket-not-found = This raffle has no ticket with this number. Check the number on your ticket.
player-not-found = This raffle keeps no such address: this player has no ticket, nobody has claimed this ticket, or its address is already erased.
still-filling = The tickets of this raffle are still being prepared. Try again in a few seconds.
not-open-yet = This raffle is not open yet. Come back when it opens.
suspended = The store of this service was restored from a backup, so the store may not know some tickets of this raffle. Nothing was changed. A manager has to resume the raffle first.
not-suspended = This raffle is not suspended, so there is nothing to resume.
raffle-damaged = The data of this raffle is damaged. The raffle goes on when the operator has repaired the data. Nothing was changed. Keep your ticket if you have one.
sold-out = Sold out: every ticket of this raffle is taken. Come back after the draw, or choose another raffle.
closed = This raffle has closed, so no ticket can be claimed any more. Come back after the draw.
cannot-end-early = This raffle cannot end early. Either the raffle is over, because it is sold out, closed, sealed or drawn. Or an earlier version of the service made the raffle. Such a raffle ends when its last ticket is claimed.
already-published = This raffle is published, so its terms are final. Only the description, the contact, how winners get their prizes, and where the raffle is listed can be changed.
changed-meanwhile = Somebody has changed this raffle meanwhile. Nothing was done. Look at it again, and then decide again.
idempotency-key-reused = This Idempotency-Key already created a different raffle. Send a new key; in a browser, reload the page.
too-many-claims = Your internet connection already has a ticket, and has asked for it too often. Nothing was changed. Wait a minute and try again.

## The request itself

invalid-request = Some values cannot be used. Correct the fields named in `errors` and send the request again.
malformed-request = The request is not valid HTTP, or it ended too early. Send it again.
unknown-host = The service does not accept this request under this host name. Check the name. If it is right, the operator must add it to ALLOWED_HOSTS. While ALLOWED_HOSTS is empty, managers in MANAGER_IPS can use only an IP address, localhost or the host of PUBLIC_URL.
not-found = There is nothing at this address. The raffles are listed at /, and the API is described at /docs.
method-not-allowed = This path does not support this method. Use a method that the Allow header names.
request-too-slow = The request took too long to arrive. Check your connection and send it again.
body-too-large = The body is larger than the service accepts. Send less.
head-too-large = The address and the headers of the request are longer than the service accepts. Send less.
too-many-connections = Too many connections are open, from your internet address or in all. Try again in a few seconds.
too-many-streams = Your internet address watches too many raffles at once. Close some of them, or read the raffle instead.
streams-busy = Very many people watch raffles right now. Read the raffle instead, or try again in a minute.

## The service and its store

unexpected-error = Something went wrong in the service, and the error was logged. Try again later.
store-unavailable = The service cannot reach its store right now. Nothing was changed. Try again in a few seconds.
store-loading = The store of this service is loading its data. Nothing was changed. Try again in a minute.
    .percent = The store of this service is loading its data: { $percent } % are loaded. Nothing was changed.
    .time-left = The store of this service is loading its data: { $percent } % are loaded, about { NUMBER($seconds, useGrouping: 0) } s are left. Nothing was changed.
store-full = The store of this service can take no more data: it is full, or its disk has failed. Nothing was changed. Try again later; the operator has to make room.
outcome-unknown = The connection to the store broke, so your request may or may not have been carried out. Try again in the same browser: a ticket that is already yours is shown again. A program sends the same Idempotency-Key again.
replicas-missing =
    .change = The change is written, but not yet on enough servers to be safe. Send it again in a few seconds: the same change counts only once.
    .claim = Your ticket is written, but not yet on enough servers to be safe. Try again in a few seconds in the same browser: you get the same ticket. A program sends the same Idempotency-Key again.
    .creation = The raffle is written, but not yet on enough servers to be safe. Look for it in the list of raffles in a few seconds. A program sends the same Idempotency-Key again.
    .deletion = The raffle is deleted, but not yet on enough servers to be safe. Try again in a few seconds: when the answer says that a manager has deleted the raffle, it stays deleted.
    .draw = The draw has begun, but not every server has stored the random value of the draw yet, so no winner is chosen. Try again in a few seconds. If a server is permanently lost, the operator has to remove it first.
    .end = The end is written, but not yet on enough servers to be safe. Send it again in a few seconds: the same time counts only once.
    .erasure = The address is erased, but not yet on enough servers to be safe. If a server fails now, the address may come back: erase it again in a few seconds, and see that it is not found.
    .hand-over = The prize is noted as handed over, but not every server has stored this yet. See the list of hand-overs in a few seconds, and repeat the hand-over only if the list lacks it.
    .publication = The raffle is published, but not yet on enough servers to be safe. Look at it in a few seconds, and publish it again if it is still a draft.
    .resumption = The raffle is resumed, but not yet on enough servers to be safe. If it is suspended again after a failure, resume it once more.
    .seal = The raffle is sealed, but not every server has stored the seal yet, so the draw has to wait. Try again in a few seconds. If a server is permanently lost, the operator has to remove it first.
    .substitution = The substitute has the prize, but not every server has stored this yet. See the list of substitutions in a few seconds, and repeat the substitution only if the list lacks it.
checks-busy = Many tickets are being checked right now, so your ticket was not checked yet. Try again in a few seconds.
pictures-busy = Many pictures are being drawn right now, so this picture is not ready yet. Try again in a few seconds.
no-codes-left = Many players are arriving right now. Nothing was changed. Try again in a few seconds.
