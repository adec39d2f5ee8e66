# What the scripts of several pages write.

## The list of raffles

search-by-name = Nach Namen suchen
searching = Suche läuft …
status = Stand
status-all = Alle
load-more = Mehr laden

## The state of a raffle

status-draft = Entwurf
status-damaged = Beschädigt
status-filling = Fast offen
status-suspended = Ausgesetzt
status-scheduled = Noch nicht offen
status-open = Offen
status-closed = Geschlossen
status-sold_out = Ausverkauft
status-drawn = Gezogen
status-deleted = Gelöscht
status-archived = Archiviert
status-unlisted = Nicht gelistet
damaged-name = Eine beschädigte Verlosung
deleted-name = Eine gelöschte Verlosung
progress-draft =
    { $total ->
        [one] 1 Los. Nur Verwalter sehen diesen Entwurf.
       *[other] { $total } Lose. Nur Verwalter sehen diesen Entwurf.
    }
progress-damaged = Nicht verfügbar: Die Daten sind beschädigt
progress-deleted =
    { $total ->
        [one] Sie hatte 1 Los
       *[other] Sie hatte { $total } Lose
    }
progress-filling = { $ready } von { $total } Losen bereit
progress-counting = Geschlossen. Die Lose werden gezählt
progress-taken = { $taken } von { $total } Losen vergeben

## The result of a draw

# $reason is in the words of a manager.
substitution = Los { $substitute } ist für Los { $number } nachgerückt: { $prize }. Grund: { $reason } ({ $time })

## Requests

no-answer = Keine Antwort vom Dienst. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.
no-answer-yet = Noch keine Antwort vom Dienst. Diese Seite fragt von selbst wieder.
one-moment = Einen Moment
no-such-raffle = Diese Verlosung gibt es nicht

## Copies, lists and numbers

copy-link = Link kopieren
copied = Kopiert
cannot-copy = Hier kann nicht kopiert werden
several-prizes = { $amount } × { $prize }
whole-number = Eine ganze Zahl von { $least } bis { $most }

## The fields of a raffle: labels in forms, and headings of changes

field-name = Name
field-total-tickets = Anzahl der Lose
field-prizes = Preise
field-entropy-source = Quelle des Zufallswerts
field-beacon = Öffentliche Zufallsquelle
field-opens-at = Öffnet
field-closes-at = Schließt
field-draw-at = Ziehung
field-reserves = Ersatzgewinner
field-substitute-after-hours = Stunden, die ein Gewinner Zeit hat
field-description = Beschreibung
field-contact = Kontakt
field-pick-up = Wie Gewinner ihre Preise erhalten
field-participation-terms = Teilnahmebedingungen
field-unlisted = Nicht gelistet
field-archived = Archiviert
field-ended-at = Vorzeitiges Ende

## What was changed in a raffle

change-unlisted = Die Verlosung wurde aus den Listen genommen.
change-listed = Die Verlosung wurde in die Listen aufgenommen.
change-archived = Die Verlosung wurde archiviert.
change-unarchived = Die Verlosung wurde aus dem Archiv genommen.
# After this text comes the old text of a field.
change-before = Vorher:
change-before-nothing = Vorher: nichts
# After this text comes the new text of a field.
change-after = Nachher:
change-after-nothing = Nachher: nichts

## Dialogs

cancel = Abbrechen
