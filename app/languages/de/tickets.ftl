tickets-title = Meine Lose
tickets-description = Die Lose, die dieser Browser aufbewahrt, und was sie gewonnen haben.
tickets-lead =
    Diese Lose sind nur in diesem Browser gespeichert. Er kann sie vergessen, zum Beispiel nach einer Woche ohne Besuch
    oder in einem privaten Fenster. Speichern Sie die Lose deshalb als Datei, oder drucken Sie sie aus.
no-tickets = Keine Lose in diesem Browser
# $all is a link with the text see-all.
no-tickets-hint = Wenn Sie sich ein Los für eine Verlosung holen, erscheint es hier. { $all }
see-all = Alle Verlosungen ansehen

## One ticket of this browser

unnamed-raffle = Eine Verlosung
not-drawn-yet = Die Ziehung hat noch nicht stattgefunden.
raffle-not-here = Diese Verlosung gibt es bei diesem Dienst nicht.
raffle-was-deleted = Ein Verwalter hat diese Verlosung gelöscht.
claim-not-answered =
    Der Dienst hat auf Ihre Anfrage nach einem Los noch nicht geantwortet. Öffnen Sie die Verlosung. Dann fragt die
    Seite noch einmal.
seal-and-proof = Siegel und Nachweis
# A button that saves a file for a calendar program.
save-dates = Termine für einen Kalender speichern

## Tickets as a file, on paper, and on another device

keep = Aufbewahren und weitergeben
save-all = Alle als Datei speichern
print = Drucken
pass-on = Auf ein anderes Gerät übertragen
add-from-file = Lose aus einer Datei hinzufügen
# Describes a picture to people who do not see it.
transfer-qr = QR-Code des Links, der Lose auf einem anderen Gerät hinzufügt
transfer-hint =
    Scannen Sie diesen Code mit dem anderen Gerät. Zeigen Sie ihn sonst niemandem: Er enthält die Codes der Lose.
transfer-place = QR-Code { $place } von { $count }

## Tickets that are added from a file or a link

incoming = Lose von einem anderen Gerät
incoming-hint = Fügen Sie nur Lose hinzu, die Sie selbst auf einem anderen Gerät geholt haben. Jeder kann einen Link mit einem Los machen, das es nicht gibt.
incoming-add = Zu diesem Browser hinzufügen
incoming-refuse = Nicht hinzufügen
ticket-number-is = Los { $number }
tickets-added =
    { $count ->
        [one] 1 Los hinzugefügt.
       *[other] { $count } Lose hinzugefügt.
    }
# This browser had these tickets before they were added.
tickets-known =
    { $count ->
        [one] 1 Los war schon hier.
       *[other] { $count } Lose waren schon hier.
    }
# $name is the name of a raffle.
claim-comes-first = Für „{ $name }“ hat der Dienst die Anfrage dieses Browsers noch nicht beantwortet. Deshalb wurde für diese Verlosung nichts hinzugefügt. Öffnen Sie die Verlosung, dann fragt die Seite noch einmal. Fügen Sie danach das andere Los noch einmal hinzu.
# $own and $other are numbers of tickets, and $name is the name of a raffle.
other-ticket =
    Für „{ $name }“ hat dieser Browser das Los { $own }, und Sie möchten das Los { $other } hinzufügen. Er kann nur
    eines davon aufbewahren.
replace-ticket = Stattdessen Los { $number } behalten
# The browser shows this text in a dialog. So the text has no line breaks.
replace-question = Los { $own } aus diesem Browser entfernen und Los { $other } behalten? Ohne Nummer und Code können Sie das entfernte Los nicht mehr prüfen.
ticket-replaced = Dieser Browser bewahrt jetzt Los { $number } auf.
nothing-added = Es wurde nichts hinzugefügt.
tickets-not-stored = Dieser Browser kann die Lose nicht speichern. Es wurde nichts hinzugefügt.
file-without-tickets =
    Diese Datei enthält keine Lose. Wählen Sie eine Datei, die eine Seite dieses Dienstes gespeichert hat.
file-damaged = Diese Datei ist beschädigt. Es wurde nichts daraus hinzugefügt.
file-too-large = Diese Datei ist für eine Datei mit Losen zu groß.
link-incomplete = Der Link ist unvollständig. Es wurde nichts hinzugefügt. Scannen Sie den QR-Code noch einmal.

## The dates of a raffle in a calendar

calendar-opens = { $name } öffnet
calendar-closes = { $name } schließt
calendar-draw = Ziehung: { $name }
