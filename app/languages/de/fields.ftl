## Sizes and numbers

at-least-characters = Mindestens { $limit } Zeichen
at-most-characters = Höchstens { $limit } Zeichen
at-least-entries =
    { $limit ->
        [one] Mindestens { $limit } Eintrag
       *[other] Mindestens { $limit } Einträge
    }
at-most-entries =
    { $limit ->
        [one] Höchstens { $limit } Eintrag
       *[other] Höchstens { $limit } Einträge
    }
at-most-tickets =
    { $limit ->
        [one] Höchstens { $limit } Los
       *[other] Höchstens { $limit } Lose
    }
at-most-reserves = Höchstens { $limit }: so viele Lose gewinnen keinen Preis
at-most-winners = Höchstens { $limit }, so viele Gewinner gibt es
at-least = Mindestens { $limit }
at-most = Höchstens { $limit }
too-large = Die Zahl ist zu groß
whole-number = Eine ganze Zahl von 1 bis { $most }, in Ziffern

## Kinds of values

wrong-kind-or-null = Erwartet wird { $wanted } oder null, aber hier steht { $given }
wrong-kind = Erwartet wird { $wanted }, aber hier steht { $given }
text = Text
number = eine ganze Zahl
decimal-number = eine Dezimalzahl
true-or-false = true oder false
list = eine Liste
object = ein Objekt
missing = Dieses Feld fehlt
unknown-field = Es gibt kein Feld mit diesem Namen
no-such-value = Den Wert { $value } gibt es hier nicht
one-of = Einer dieser Werte: { $values }
no-json-body = Erwartet wird ein Inhalt in JSON
unreadable-body = Der Inhalt der Anfrage kann nicht als JSON gelesen werden.
malformed-json = Erwartet wird JSON: { $reason }
no-json = Erwartet wird JSON

## Characters

several-lines = Erwartet wird Text in einer Zeile, aber Zeichen { $place } ist { $character }
reorders = Erwartet wird kein Zeichen, das den Text um sich herum umordnet, aber Zeichen { $place } ist { $character }
unreadable = Erwartet wird lesbarer Text, aber Zeichen { $place } ist { $character }
invisible = Erwartet wird ein sichtbares Zeichen, aber Zeichen 1 ist { $character }, und kein anderes ist sichtbar
all-invisible = Erwartet wird ein sichtbares Zeichen
not-ascii = Erwartet werden sichtbare ASCII-Zeichen mit einzelnen Leerzeichen dazwischen, und Buchstaben klein geschrieben, aber Zeichen { $place } ist { $character }
not-visible = Erwartet werden sichtbare Zeichen mit einzelnen Leerzeichen dazwischen, aber Zeichen { $place } ist { $character }

## Codes of tickets: each text is a part of a sentence

code-empty = ein Code hat Ziffern und Buchstaben außer U, aber dieser Text hat keine davon
code-foreign = ein Code hat nur Ziffern und Buchstaben außer U, aber dieser Text hat { $character }
code-lengths = ein Code hat { $length } oder { $longer } Buchstaben und Ziffern, aber dieser Text hat { $given }
code-length = ein Code hat { $length } Buchstaben und Ziffern, aber dieser Text hat { $given }

## Times

no-time = Erwartet wird eine Zeit mit Zeitzone, zum Beispiel { $example } oder { $other }
no-year = Erwartet wird eine Zeit, deren Jahr in UTC von 1 bis 9999 reicht
not-future = Erwartet wird eine Zeit in der Zukunft: Nach der Uhr des Dienstes ist es jetzt { $now }
end-too-soon =
    { $seconds ->
        [one] Erwartet wird eine Zeit, bis zu der noch mindestens { $seconds } Sekunde vergeht: Nach der Uhr des Dienstes ist es jetzt { $now }
       *[other] Erwartet wird eine Zeit, bis zu der noch mindestens { $seconds } Sekunden vergehen: Nach der Uhr des Dienstes ist es jetzt { $now }
    }
end-too-late = Erwartet wird eine Zeit vor { $end }, wenn die Verlosung ohnehin endet
end-unopened = Erwartet wird eine Zeit nach { $opening }, wenn die Verlosung öffnet
not-after = Erwartet wird eine Zeit nach { $earlier }
no-such-day = Diesen Tag hat der Monat nicht
no-such-month = Der Monat muss in { $range } liegen
no-such-hour = Die Stunde muss in { $range } liegen
no-such-minute = Die Minute muss in { $range } liegen
no-such-second = Die Sekunde muss in { $range } liegen
no-such-year = Das Jahr { $year } gibt es hier nicht

## Raffles, drafts and draws

beacon-or-source = Erwartet wird beacon oder entropy_source, aber nicht beides
no-beacon = Diese Verlosung hat keine Zufallsquelle angekündigt
not-hex = Erwartet werden 96 Hexadezimalziffern in Kleinbuchstaben
no-randomness = Erwartet wird entweder entropy, oder round zusammen mit signature, oder gar kein Inhalt
final = Das ist endgültig, weil die Verlosung veröffentlicht wurde
draft-archived = Ein Entwurf kann nicht archiviert werden: Veröffentlichen oder löschen Sie ihn
one-player = Erwartet wird entweder ticket_number oder player
one-etag = Erwartet wird ein einziger ETag, zum Beispiel aus einem GET der Verlosung
no-player =
    { $bits ->
        [one] Erwartet wird eine IP-Adresse oder ein IPv6-Netz mit { $bits } Bit
       *[other] Erwartet wird eine IP-Adresse oder ein IPv6-Netz mit { $bits } Bits
    }

## Headers and parameters

weak-key = Erwartet werden 16 bis 255 sichtbare ASCII-Zeichen, davon mindestens { $least } verschiedene
no-cursor = Erwartet wird der Cursor aus einem Link zur nächsten Seite
no-address = Erwartet wird eine IP-Adresse
no-client = Erwartet wird die Adresse des Clients vom Proxy, aber der Proxy hat keine gesendet
