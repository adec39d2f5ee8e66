# What is wrong with single fields of a request. Forms show these messages, some of them with a full stop.
# The code writes each message in English. To translate a message, the service takes the first English text of this file
# that fits the message. So the English texts are exactly what the code writes. A text that fits many messages, such as
# at-most, stands below the texts that fit fewer.
# A value that is a number chooses the plural form. Names of fields are not translated.

## Sizes and numbers

at-least-characters =
    { $limit ->
        [one] At least { $limit } character
       *[other] At least { $limit } characters
    }
at-most-characters =
    { $limit ->
        [one] At most { $limit } character
       *[other] At most { $limit } characters
    }
at-least-entries =
    { $limit ->
        [one] At least { $limit } entry
       *[other] At least { $limit } entries
    }
at-most-entries =
    { $limit ->
        [one] At most { $limit } entry
       *[other] At most { $limit } entries
    }
at-most-tickets = At most { $limit } tickets
at-most-reserves = At most { $limit }: the number of tickets that win no prize
at-most-winners = At most { $limit }, which is the number of winners
at-least = At least { $limit }
at-most = At most { $limit }
too-large = The number is too large
whole-number = A whole number from 1 to { $most }, in digits

## Kinds of values

# $wanted and $given are texts of this group, such as "a list".
wrong-kind-or-null = Expected { $wanted } or null, but this is { $given }
wrong-kind = Expected { $wanted }, but this is { $given }
text = text
number = a whole number
decimal-number = a decimal number
true-or-false = the value true or false
list = a list
object = an object
missing = This field is missing
unknown-field = There is no field of this name
# $value is what the request has.
no-such-value = Invalid enum value { $value }
# $values are names of fixed values, such as "open, closed".
one-of = One of { $values }
no-json-body = Expected a JSON body
unreadable-body = The body cannot be read as JSON.
# $reason says what is wrong, in English.
malformed-json = Expected JSON: { $reason }
no-json = Expected JSON

## Characters

# $place counts the characters up to the first wrong one. $character is the Unicode number and English name of that one.
several-lines = Expected text on one line, but character { $place } is { $character }
reorders = Expected no character that reorders the text around it, but character { $place } is { $character }
unreadable = Expected text that can be read, but character { $place } is { $character }
invisible = Expected a character that can be seen, but character 1 is { $character }, and no other character is visible
all-invisible = Expected a character that can be seen
not-ascii = Expected visible ASCII characters with single spaces between words, and letters in lower case, but character { $place } is { $character }
not-visible = Expected visible characters with single spaces between words, but character { $place } is { $character }

## Codes of tickets: each text is a part of a sentence

code-empty = a code has only digits and letters other than U, but this text has none of these
code-foreign = a code has only digits and letters other than U, but this text has { $character }
# Codes of two lengths are in use, for example 16 and 20.
code-lengths = a code has { $length } or { $longer } letters and digits, but this text has { $given }
code-length = a code has { $length } letters and digits, but this text has { $given }

## Times

no-time = Expected a time with an offset, for example { $example } or { $other }
no-year = Expected a time whose year in UTC is within 1 to 9999
not-future = Expected a time in the future: now it is { $now } by the clock of the service
end-too-soon = Expected a time at least { $seconds } seconds from now: now it is { $now } by the clock of the service
end-too-late = Expected a time before { $end }, when the raffle ends anyway
end-unopened = Expected a time after { $opening }, when the raffle opens
# $earlier is the name of another field.
not-after = Expected a time after { $earlier }
no-such-day = day is out of range for month
no-such-month = month must be in { $range }
no-such-hour = hour must be in { $range }
no-such-minute = minute must be in { $range }
no-such-second = second must be in { $range }
no-such-year = year { $year } is out of range

## Raffles, drafts and draws

beacon-or-source = Expected a beacon or an entropy_source, but not both
no-beacon = This raffle announced no beacon
not-hex = Expected 96 hex digits in lower case
no-randomness = Expected either entropy, or both round and signature, or no body
final = This is final, because the raffle was published
draft-archived = A draft cannot be archived: publish it, or delete it
one-player = Expected either ticket_number or player
one-etag = Expected one ETag, for example from a GET of the raffle
no-player = Expected an IP address, or an IPv6 network of { $bits } bits

## Headers and parameters

weak-key = Expected 16 to 255 visible ASCII characters, at least { $least } of them different
no-cursor = Expected the cursor of a link to the next page
no-address = Expected an IP address
no-client = Expected the address of the client from the proxy, but the proxy sent none
