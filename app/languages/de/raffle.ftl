raffle-title = Verlosung
raffle-description = Holen Sie sich ein Los dieser Verlosung, sehen Sie Preise und Gewinner, und prüfen Sie die Ziehung im eigenen Browser.
# The title of the window. $name is the name of the raffle.
document-title = { $name } · Verlosung

## The parts of the page

tickets-heading = Lose
# How many tickets nobody has yet.
tickets-left = { $count } übrig
watch-stage = Die Ziehung auf der Bühne ansehen
your-ticket = Ihr Los
about-heading = Über diese Verlosung
contact-heading = Kontakt
prizes-heading = Preise
changes-heading = Was später geändert wurde
no-changes = Es wurde nichts geändert.
sealed-label = Vor der Ziehung versiegelt
see-all-raffles = Alle Verlosungen ansehen

## What was announced

# $beacon is the name of a beacon, such as "drand quicknet".
announced-beacon = Die Gewinner ergeben sich aus einer Runde der öffentlichen Zufallsquelle { $beacon }, die niemand wählen kann.
# $source says where the random value comes from, in the words of a manager.
announced-source = Die Gewinner ergeben sich aus einem Wert, den der Verwalter bei der Ziehung eingibt. Vor dem ersten Los nannte er diese Quelle: „{ $source }“
announced-substitutes =
    { $count ->
        [one] Auch 1 Ersatzgewinner wird gezogen. Er rückt nach, wenn ein Gewinner nicht kommt.
       *[other] Auch { $count } Ersatzgewinner werden gezogen. Sie rücken nach, wenn Gewinner nicht kommen.
    }
# A winner who does not come within these hours may lose the prize to a substitute.
announced-substitutes-after =
    { $count ->
        [one] Auch 1 Ersatzgewinner wird gezogen. Er rückt nach, wenn ein Gewinner nicht kommt
       *[other] Auch { $count } Ersatzgewinner werden gezogen. Sie rücken nach, wenn Gewinner nicht kommen
    }, aber erst { $hours ->
        [one] 1 Stunde
       *[other] { $hours } Stunden
    } nach der Ziehung. Wer nachrückt, hat ebenso viel Zeit.
# A hash. People compare it with what they saw before.
announced-terms = Fingerabdruck von dem, was angekündigt wurde (Bedingungen): { $terms }

## When it opens, closes and is drawn

opens-on = Öffnet am { $time }.
open-until = Offen bis zum { $time }.
closed-on = Geschlossen am { $time }.
ends-early = Ein Verwalter hat entschieden, diese Verlosung vorzeitig zu beenden.
draw-announced-for = Die Ziehung ist für den { $time } angekündigt.
tickets-being-sealed = Der Dienst versiegelt die Liste der Lose.
# $left is the time that is left, such as "2 days 3 hours". The browser writes it, in the nominative.
opens-in = Bis zur Öffnung: noch { $left }.
opens-now = Sie öffnet jetzt.
closes-in = Bis zum Ende: noch { $left }.
closes-now = Sie schließt jetzt.
# $round is the number of a round, without separators.
round-comes-in = Runde { $round } der Zufallsquelle entscheidet über die Ziehung. Bis dahin sind es noch { $left }.
round-has-come = Runde { $round } der Zufallsquelle ist da und entscheidet über die Ziehung. Jeder kann die Ziehung auslösen.

## The terms of participation

participation-heading = Teilnahmebedingungen
# The name of the box with the terms, for screen readers.
participation-label = Ihr Wortlaut
accepted-on = Sie haben sie am { $time } angenommen.
accept-participation = Ich nehme die Teilnahmebedingungen an
accept-first = Lesen Sie die Teilnahmebedingungen, und setzen Sie das Häkchen. Holen Sie sich dann Ihr Los.

## The button that gets a ticket

get-ticket = Mein Los holen
# What screen readers say when the button appears.
open-now = Diese Verlosung ist jetzt offen. Sie können ein Los bekommen.
one-per-connection = Ein Los pro Internetanschluss.
getting-ticket = Ihr Los wird geholt …
# What screen readers say when the ticket appears.
here-is-ticket = Hier ist Ihr Los.
nothing-kept = Dieser Browser bewahrt nichts auf. Speichern Sie Ihr Los jetzt, bevor Sie diese Seite verlassen.
# The service was restored from a backup after it had given the ticket to this browser.
restored-ticket = Der Dienst wurde aus einer Sicherung wiederhergestellt, nachdem dieser Browser dieses Los geholt hatte. Deshalb hat der Dienst das Los vielleicht verloren. Drücken Sie „{ get-ticket }“, am selben Internetanschluss wie vorher. Wenn der Dienst das Los noch kennt, behalten Sie es. Sonst bekommen Sie ein neues.
ticket-still-known = Der Dienst kennt dieses Los noch.
claim-perhaps-elsewhere = Der Dienst hat eine frühere Anfrage dieses Browsers nicht beantwortet. Wenn Sie dabei einen anderen Internetanschluss hatten, haben Sie dort vielleicht ein Los. Wechseln Sie zu diesem Anschluss zurück, zum Beispiel vom WLAN zum Mobilfunknetz, und laden Sie die Seite der Verlosung neu. Wenn Sie „{ get-ticket }“ sehen, drücken Sie darauf. Das geht bis einen Tag nach der Ziehung. Wenn Sie denselben Anschluss hatten wie jetzt, bekommen Sie dieses Los mit „{ get-ticket }“. Fehlt diese Schaltfläche, hat die Anfrage wahrscheinlich kein Los bekommen.
ticket-perhaps-elsewhere = Der Dienst hat eine andere Anfrage dieses Browsers nicht beantwortet. Wenn Sie dabei einen anderen Internetanschluss hatten, haben Sie dort vielleicht ein zweites Los. Sobald niemand mehr ein Los holen kann, wechseln Sie zu diesem Anschluss zurück, und laden Sie die Seite der Verlosung neu. Das geht bis einen Tag nach der Ziehung. Wenn Sie denselben Anschluss hatten wie jetzt, gibt es kein zweites Los.
claim-not-repeated = Vielleicht hat sich Ihr Internetanschluss seit Ihrer Anfrage geändert. Darum fragt diese Seite nicht von selbst wieder nach einem Los.

## Why there is no button

no-ticket-draft = Noch nicht veröffentlicht
no-ticket-draft-text = Nur Verwalter sehen diesen Entwurf. Ein Verwalter veröffentlicht ihn auf der Seite „Verwalten“. Dann finden Teilnehmer die Verlosung hier.
# A link to the page for managers.
to-publish = Zum Entwurf, um ihn zu veröffentlichen
no-ticket-damaged = Nicht verfügbar
no-ticket-damaged-text = Die Daten dieser Verlosung sind beschädigt. Der Betreiber muss die Daten reparieren. Dann geht die Verlosung hier von selbst weiter.
no-ticket-filling = Fast offen
no-ticket-filling-text = Die Lose werden vorbereitet. Der Knopf erscheint hier von selbst.
no-ticket-suspended = Ausgesetzt
no-ticket-suspended-text = Der Dienst wurde aus einer Sicherung wiederhergestellt. Sobald ein Verwalter diese Verlosung fortsetzt, geht es hier von selbst weiter.
no-ticket-scheduled = Noch nicht offen
no-ticket-scheduled-text = Der Knopf erscheint hier von selbst, sobald diese Verlosung öffnet.
no-ticket-closed = Geschlossen. Es wurde noch nicht gezogen.
no-ticket-closed-text = Diese Seite zeigt die Gewinner, sobald sie gezogen sind.
# The raffle has ended, and no ticket was claimed.
no-ticket-untaken = Geschlossen. Niemand hat ein Los geholt.
no-ticket-untaken-text = Also gewinnt niemand, und die Preise gehen an niemanden.
no-ticket-sold_out = Ausverkauft. Es wurde noch nicht gezogen.
no-ticket-sold_out-text = { no-ticket-closed-text }
no-ticket-drawn = Gezogen
no-ticket-drawn-text = Die Gewinner stehen unten. Sie können ein Los mit Nummer und Code prüfen.

## The ticket

ticket-label = Ihr Los: Nummer { $number }
number-label = Nummer
code-label = Code
# Describes a picture to people who do not see it.
check-code-label = QR-Code des Links, der dieses Los prüft
scan-after-draw = Nach der Ziehung scannen
qr-not-arrived = Der QR-Code ist nicht angekommen. Laden Sie die Seite neu.
added-ticket = Hinzugefügtes Los
added-ticket-label = Hinzugefügtes Los: Nummer { $number }
# A ticket file or a transfer link has brought the ticket to this browser.
added-ticket-text = Dieses Los wurde aus einer Datei oder einem Link hinzugefügt. Dieser Browser hat es nicht selbst geholt.
added-ticket-open = Dieses Los wurde aus einer Datei oder einem Link hinzugefügt. Dieser Browser hat es nicht selbst geholt, und niemand hat es geprüft. Wenn Sie es nicht selbst auf einem anderen Gerät geholt haben, holen Sie sich ein eigenes Los.
keep-number-and-code = Bewahren Sie Nummer und Code auf: Zusammen beweisen sie, dass das Los Ihnen gehört. Zeigen Sie beides niemandem: Wer beides hat, kann Ihren Preis abholen. Niemand kann Ihnen den Code noch einmal geben. Dieser Browser kann das Los vergessen, zum Beispiel nach einer Woche ohne Besuch oder in einem privaten Fenster.
remove-ticket = Aus diesem Browser entfernen
remove-ticket-question = Das Los { $number } aus diesem Browser entfernen? Ohne Nummer und Code können Sie es nicht mehr prüfen.
# The browser shows this text in a dialog. So the text has no line breaks.
remove-claim-question = Der Dienst hat Ihre Anfrage noch nicht beantwortet. Wenn Sie die Anfrage entfernen, bekommt niemand mehr den Code des Loses. Die Anfrage entfernen?
ticket-removed = Das Los wird in diesem Browser nicht mehr aufbewahrt.
changed-elsewhere = Eine andere Seite dieses Browsers hat geändert, was für diese Verlosung aufbewahrt wird. Deshalb wurde nichts entfernt. Sie sehen jetzt, was aufbewahrt wird.

## Ways to keep the ticket

copy-ticket = Kopieren
share-ticket = Teilen
print-ticket = Drucken
save-image = Als Bild speichern
save-file = Als Datei speichern
# $way is the text of a button, such as "Print".
way-not-working = „{ $way }“ geht hier nicht. Kopieren Sie Nummer und Code, oder schreiben Sie beides auf.
# The next two are lines of the text that is copied and shared.
ticket-line = Los { $number }
code-line = Code { $code }
ticket-picture = Los { $number } als Bild
no-file-saved = Wenn keine Datei gespeichert wurde, halten Sie das Bild gedrückt, oder machen Sie ein Bildschirmfoto.

## A lost code

lost-code = Ich habe meinen Code verloren
lost-code-browser = Öffnen Sie diese Seite in dem Browser, in dem Sie das Los geholt haben. Dieser Browser bewahrt Nummer und Code auf, außer wenn seine Daten gelöscht wurden oder das Fenster ein privates war.
lost-code-copies = Suchen Sie, was Sie aufbewahrt haben: eine Datei, ein Bild, einen Ausdruck oder eine Nachricht an sich selbst. Eine Datei des Loses kann unter „Meine Lose“ hinzugefügt werden.
lost-code-somebody-else = Vielleicht haben Sie kein Los. Jeder Internetanschluss bekommt ein Los, und jemand anderes mit Ihrem Anschluss kann es haben, zum Beispiel im selben Haushalt, in derselben Schule oder im selben Mobilfunknetz.
lost-code-nobody-can = Wenn Sie den Code nicht finden, kann ihn Ihnen niemand noch einmal geben, weder ein Verwalter noch der Betreiber: Der Dienst bewahrt nur einen Hash des Codes auf, und niemand kann den Code aus dem Hash berechnen. Das Los bleibt in der Verlosung und kann gewinnen, aber ohne den Code kann niemand beweisen, wem das Los gehört.
code-kept-here = Dieser Browser bewahrt Nummer und Code auf, und Sie sehen beides oben. „Meine Lose“ gibt sie an ein anderes Gerät weiter oder speichert sie.
code-without-copy = Wenn dieser Browser sie vergisst und Sie keine Kopie haben, kann Ihnen niemand den Code noch einmal geben: Der Dienst bewahrt nur einen Hash davon auf.
my-tickets = Meine Lose

## The result

winners-drawn = Die Gewinner sind gezogen.
show-winners = Gewinner zeigen
close-news = Schließen
own-ticket-won = Ihr Los { $number } hat gewonnen: { $prize }
own-ticket-lost = Ihr Los { $number } steht nicht in der Gewinnerliste dieses Dienstes.
# After this text comes the text substitution of the catalogue shared.
own-ticket-replaced = Ihr Los { $number } hatte gewonnen, aber ein anderes Los ist nachgerückt.
# $reason says what went wrong, as a sentence.
own-ticket-unchecked = Ihr Los konnte nicht geprüft werden. { $reason }
added-ticket-won = Das hinzugefügte Los { $number } hat gewonnen: { $prize }
added-ticket-lost = Das hinzugefügte Los { $number } steht nicht in der Gewinnerliste dieses Dienstes.
# After this text comes the text substitution of the catalogue shared.
added-ticket-replaced = Das hinzugefügte Los { $number } hatte gewonnen, aber ein anderes Los ist nachgerückt.
# $reason says what went wrong, as a sentence.
added-ticket-unchecked = Das hinzugefügte Los konnte nicht geprüft werden. { $reason }

## Check my ticket

check-heading = Mein Los prüfen
ticket-number = Losnummer
check-ticket = Prüfen
checking = Wird geprüft …
enter-number-and-code = Geben Sie Nummer und Code Ihres Loses ein.
# $expected says what a ticket number is.
wrong-ticket-number = Losnummer: { $expected }
you-won = Sie haben gewonnen: { $prize }
you-won-text = Los { $number } und sein Code gehören zusammen.
no-prize = Diesmal kein Preis
no-prize-text = Los { $number } ist echt, aber es ist nicht unter den Gewinnern.
no-prize-replaced = Los { $number } hatte gewonnen, aber ein Verwalter hat es durch Los { $substitute } ersetzt. Den Grund, den der Verwalter angab, nennt die Liste der Ersatzgewinner.
check-link-incomplete = Der Link ist unvollständig. Geben Sie nach der Ziehung Nummer und Code Ihres Loses auf dieser Seite ein.
check-link-early = Es wurde noch nicht gezogen. Öffnen Sie diesen Link nach der Ziehung noch einmal, um Los { $number } zu prüfen.

## How a winner gets the prize

ticket-has-won = Ihr Los { $number } hat gewonnen
added-ticket-has-won = Das hinzugefügte Los { $number } hat gewonnen
# The name of the text on the back of the ticket, for screen readers.
prize-and-pick-up = Der Preis, und wie Sie ihn bekommen
show-ticket = Mein Los zeigen
show-prize = Meinen Preis zeigen
how-to-get-it = So bekommen Sie ihn
claim-slip = Abholschein
# Describes a picture to people who do not see it.
claim-slip-code = QR-Code des Abholscheins
claim-slip-is-code = Der QR-Code ist Ihr Abholschein.
claim-slip-use = Zeigen Sie ihn einem Verwalter, wenn Sie den Preis abholen. Wer ihn hat, kann den Preis bekommen. Geben Sie ihn also nicht weiter.
questions-heading = Fragen

## The winners

winners-heading = Gewinner
find-number = Nummer suchen
number-wins = Nummer { $number } gewinnt: { $prize }
number-not-winning = Nummer { $number } ist nicht unter den Gewinnern.
number-not-there = Es gibt kein Los { $number }. Die letzte Nummer dieser Verlosung ist { $total }.
# $number is the ticket of a substitute, and $replaced the ticket that had won before.
number-for = { $number } für { $replaced }
show-more-winners =
    { $total ->
        [one] Mehr von 1 Gewinner zeigen
       *[other] Mehr von { $total } Gewinnern zeigen
    }
try-again = Noch einmal versuchen
# Printed after the winners that the screen shows.
winners-not-on-paper =
    { $count ->
        [one] Und 1 weiterer Gewinner.
       *[other] Und { $count } weitere Gewinner.
    }
prizes-for-nobody = Diese Preise gehen an niemanden: { $prizes }.

## Verify this draw

verify-heading = Diese Ziehung prüfen
verify-lead = Ihr eigener Browser berechnet die Gewinner noch einmal und vergleicht sie mit den Gewinnern oben.
certificate-link = Urkunde
check-file-heading = Ein Protokoll aus einer Datei prüfen
record-file = Ziehungsprotokoll (JSON)

## A deleted raffle

deleted-heading = Diese Verlosung wurde gelöscht
deleted-text = Ein Verwalter hat diese Verlosung gelöscht. Ihre Lose und Gewinner sind nicht mehr da. Diese Angaben werden aufbewahrt:
kept-name = Name
kept-tickets = Lose
kept-created = Erstellt
kept-drawn = Gezogen
kept-deleted = Gelöscht
kept-terms = Fingerabdruck der Ankündigung (Bedingungen)
# The root is the top of a tree of hashes (Merkle tree).
kept-root = Fingerabdruck der Liste der Lose (Wurzel)
kept-withdrawn = Zurückgezogene Lose
kept-round = Runde der Zufallsquelle
