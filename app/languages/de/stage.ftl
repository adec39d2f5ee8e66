stage-title = Ziehung
stage-description = Sehen Sie die Ziehung dieser Verlosung: Jede Gewinnzahl erscheint auf allen Bildschirmen zugleich.
# The title of the window. $name is the name of the raffle.
stage-of = { $name } · Verlosung

## Before the draw

# The name of this part for screen readers.
until-draw = Bis zur Ziehung
waiting-draft = Diese Verlosung ist noch nicht veröffentlicht.
waiting-damaged = Die Daten dieser Verlosung sind beschädigt.
waiting-filling = Die Lose werden vorbereitet.
waiting-suspended = Diese Verlosung wartet auf einen Verwalter.
waiting-open = Die Ziehung beginnt, wenn das letzte Los vergeben ist.
waiting-unsealed = Der Dienst versiegelt die Liste der Lose.
waiting-sealed = Die Ziehung beginnt bald.
# Below each of these three texts is a clock in large letters, such as "5 minutes 20 seconds".
stage-opens-in = Zeit bis zur Öffnung
stage-closes-in = Zeit bis zum Ende
stage-draw-in = Zeit bis zur Ziehung
draw-in-management = Die Gewinner auf der Seite für Verwalter ziehen

## The winners

winners = Gewinner
no-winners = Kein Los wurde vergeben, also hat niemand gewonnen.
all-shown = Alle Gewinner sind gezeigt.
# $prize is the name of the prize.
next-prize = Nächster Preis: { $prize }
# What a screen reader says when numbers are shown.
told = { $prize }: { $numbers }
# The numbers of the same prize that were shown before.
also-won = Auch gewonnen: { $numbers }
# Tickets whose prize went to another ticket after the draw. $pairs is a list of the next text.
replaced-after-draw = Nach der Ziehung ersetzt: { $pairs }
# $earlier is a ticket number, and $number is the ticket number that replaced it.
replaced-pair = { $earlier } durch { $number }
winners-shown =
    { $total ->
        [one] { $shown } von 1 Gewinner gezeigt
       *[other] { $shown } von { $total } Gewinnern gezeigt
    }
own-number = Ihr Los: { $number }
own-number-shown = Das ist die Nummer Ihres Loses. Sehen Sie, was es gewonnen hat
added-number = Hinzugefügtes Los: { $number }
added-number-shown = Das ist die Nummer des hinzugefügten Loses. Sehen Sie, was es gewonnen hat
scan-to-take-part = Scannen und ein Los holen
scan-to-check = Scannen und das eigene Los prüfen
qr-of = QR-Code von { $url }

## The controls

audience-sees = Was das Publikum sieht
next-winner = Nächster Gewinner
previous-winner = Zurück
to-end-of-prize = Zum Ende dieses Preises
run = Von selbst laufen lassen
pause = Anhalten
to-start = Zum Anfang
full-screen = Vollbild
leave-full-screen = Vollbild verlassen
keys-hint = Die Leertaste zeigt den nächsten Gewinner. Alle Zuschauer sehen dasselbe.
