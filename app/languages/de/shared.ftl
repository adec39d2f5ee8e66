# What the scripts of several pages write.

## The list of raffles

search-by-name = Nach Namen suchen
status = Stand
status-all = Alle
load-more = Mehr laden
raffles-found =
    { $count ->
        [0] Keine Verlosung gefunden.
        [one] 1 Verlosung gefunden.
       *[other] { $count } Verlosungen gefunden.
    }
# More raffles than are shown were found.
raffles-found-more = { $count } Verlosungen gefunden, und weitere.

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
        [one] 1 Los. Nur Verwalter sehen diesen Entwurf
       *[other] { $total } Lose. Nur Verwalter sehen diesen Entwurf
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

## Requests

no-answer = Keine Antwort vom Dienst. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.
