privacy-title = Privacy
privacy-description = What this raffle service keeps about you, where, and for how long.
lead = You need no account, and no name. This page says what the service keeps about you. The service writes this page from its own settings.

## What is kept

kept = What is kept
address = Your IP address
address-why = When you get a ticket, your address is kept with the number of the ticket, so that each internet connection gets one ticket.
# $all is 128.
address-bits = Of an IPv6 address, only the first { $bits } of { $all } bits are kept.
# $bits is 48.
address-networks = For each IPv6 network (its first { $bits } bits), the number of tickets is kept.
# $hours is 24.
address-until = All of this is deleted { $hours } hours after the draw. If nobody draws the raffle, all of this is deleted 400 days after the last ticket was taken or the raffle closed. All of this is also deleted when a manager deletes the raffle. While the raffle is open or suspended, all of this stays.
address-refused = If more people try to get a ticket from your address, the service counts them by address for at most an hour. So the operator notices if all visitors seem to have one address.
ticket = Your ticket
ticket-hash = Its number, and a hash of its code. Nobody can compute the code from the hash. Number and hash are kept until a manager deletes the raffle. Without your address, nothing in them points to you.
# $hours is 24.
ticket-receipt = The ticket itself is kept encrypted until { $hours } hours after the draw, so that your browser gets it again if an answer was lost. Only your browser has the key.
ticket-prize = When a manager hands over your prize, the number of the ticket, the prize and the time are kept, and what the manager notes. Only managers read this. If another ticket replaces yours, everybody can read the reason that a manager gave. The store keeps all of this until a manager deletes the raffle.
ticket-deleted = After this deletion, a part of this is still kept. The log of the raffle keeps number, prize and time for 400 days, and only managers read it. A file of the operator keeps the draw records, each hand-over with number, prize and time, and the reason why one ticket replaced another. The service deletes nothing from this file. Ask the operator how long the file is kept.
tries = Your tries to check a ticket
tries-counted = Wrong codes are counted by address for one minute, so that nobody can guess a code.
browser = In your own browser
browser-kept = The number and the code of your ticket, and what you have seen of the raffle. They stay in your browser until you clear its data. The service cannot read them there. While a claim has no answer, your browser also keeps your address. Only if you choose a language, a cookie keeps this choice for a year.
log = The log of the service
log-has-addresses = The operator is looking for a fault: at the moment, the log has addresses. Ask the operator how long the log is kept.
log-has-none = The log has neither addresses nor codes.
managers = Managers
managers-log = The log of a raffle tells which manager did what, by name or by address. Only managers read it. On the machine of the service, a manager gets a cookie that identifies this person as a manager.

## Where it is kept

where = Where it is kept
where-embedded = The data is kept on the machine of the service. Deleted data may stay in its files for up to a day longer.
where-own-store = The data is kept in a Redis or Valkey store that the operator runs. Deleted data may stay in its files for up to a day longer.
where-backups = A backup has the same data as the store. Ask the operator how long backups are kept.
where-proxy = Your request comes through a proxy of the operator. Ask the operator what the log of this proxy keeps.

## What is not done

not-done = What is not done
not-done-why = The pages load nothing from other services, and nobody is told that you were here. There are no trackers and no advertisements. No cookie tells who you are as a player.

## Ask, or have your address erased

rights = Ask, or have your address erased
# $contact is what the operator has written: a name, an e-mail address or a link.
ask = Ask { $contact }.
ask-whoever-invited = The operator has not said whom to ask. Ask the person who invited you to the raffle.
rights-erase = Before the draw, a manager can erase your address. Your ticket stays yours: it can still win, and its code still proves that it is yours.
