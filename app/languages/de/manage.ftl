manage-title = Verlosungen verwalten
manage-description =
    Verlosungen anlegen, sehen, wie viele Lose vergeben sind, und die Gewinner ziehen, wenn kein Los mehr übrig ist.
no-raffles-here = Hier sind keine Verlosungen.
# $warning is a sentence of the service, in English.
service-warns = Der Dienst warnt: { $warning }.
codes-ready =
    { $count ->
        [one] 1 Code ist bereit. Solange Codes da sind, wartet niemand auf sein Los.
       *[other] { $count } Codes sind bereit. Solange Codes da sind, wartet niemand auf sein Los.
    }

## For visitors who are no managers. $address is the visitor's own address, $setting is the name of a setting

managers-only = Nur für Verwalter. Bitten Sie den Betreiber, { $address } zuzulassen.
managers-only-shared = Nur für Verwalter. Ihre Adresse ist { $address }.
run-this-service =
    Betreiben Sie diesen Dienst? Öffnen Sie auf seinem Rechner den Link für Verwalter, den er beim Start ausgegeben hat.
    Das Token des Links steht auch in der Datei { $file } in { $folder }.
allow-address = Der Betreiber kann Ihre Adresse in { $setting } aufnehmen. Danach gilt der Link für Verwalter nicht mehr.
shared-address =
    Diese Adresse können viele Besucher haben: Sie gehört einem Gateway oder dem Dienst selbst. Nehmen Sie sie nicht in
    { $setting } auf. Sonst wäre jeder Verwalter.

## The form for a new raffle

new-raffle = Neue Verlosung
edit-draft = Entwurf bearbeiten
tickets-label = Lose
add-prize = Preis hinzufügen
prize-name = Name des Preises
# An example in an empty field.
prize-example = Fahrrad
prize-amount = Anzahl
# The label prize-amount for screen readers. It has to begin with the text prize-amount.
prize-amount-of = Anzahl dieses Preises
remove-prize = Diesen Preis entfernen
describe-raffle = Verlosung beschreiben
plain-text-hint =
    Einfacher Text. Zeilenumbrüche bleiben erhalten, und Adressen, die mit https:// beginnen, werden zu Links.
participation-hint = Bevor Teilnehmer ein Los erhalten, haken sie an, dass sie diese Bedingungen annehmen.
contact-hint = Die Person, die Teilnehmer fragen können. Alle sehen diesen Text.
pick-up-hint = Die Seite zeigt diesen Text einem Gewinner, neben dem Los, das gewonnen hat. Alle können ihn in der Liste der Änderungen und über die API lesen. Schreiben Sie darum nichts Geheimes.
unlisted-hint = Die Verlosung steht nicht in der Liste der Verlosungen. Alle, die den Link haben, können teilnehmen.
announce-randomness = Öffentlichen Zufall ankündigen, damit jeder die Ziehung prüfen kann
use-beacon = Die öffentliche Zufallsquelle „drand quicknet“ verwenden
beacon-hint =
    Niemand kann ihre Werte wählen oder vorhersagen, und jeder Browser kann sie prüfen. Jeder kann die Ziehung auslösen,
    wenn der Zeitpunkt gekommen ist.
# An example in an empty field.
source-example = Lottozahlen vom 5. Dezember, aufsteigend
source-hint =
    Nennen Sie einen Zufallswert, den noch niemand kennt, zum Beispiel Lottozahlen. Sagen Sie auch, wie der Wert
    geschrieben wird. Sie geben den Wert bei der Ziehung ein. Wenn Sie keinen Wert nennen, wählt der Server einen, und
    die Teilnehmer müssen dem Server vertrauen.
set-times = Zeiten der Verlosung festlegen
zone-hint = Alle Zeiten gelten in Ihrer Zeitzone: { $zone }. Eine Zeit, die Sie leer lassen, wird nicht angekündigt.
opens-hint = Ab dieser Zeit können Teilnehmer sich Lose holen.
closes-hint =
    Lose, die zu dieser Zeit niemand hat, werden zurückgezogen. Ohne diese Zeit ist die Ziehung erst möglich, wenn das
    letzte Los vergeben ist.
draw-hint =
    Teilnehmer sehen diese Zeit. Die Ziehung beginnt nicht von selbst. Mit der Zufallsquelle bestimmt diese Zeit, welche
    Runde der Zufallsquelle zählt.
draw-substitutes = Ersatzgewinner ziehen, falls Gewinner nicht kommen
substitutes-hint =
    Ersatzgewinner werden zusammen mit den Gewinnern gezogen. Kommt ein Gewinner in diesen Stunden nach der Ziehung
    nicht, können Sie seinen Preis dem nächsten Ersatzgewinner geben. Wer nachrückt, hat ebenso viele Stunden. Wenn Sie
    keine Stunden eingeben, geht das sofort nach der Ziehung.
create-raffle = Verlosung anlegen
save-as-draft = Als Entwurf speichern
save-draft = Entwurf speichern
stop-editing = Bearbeiten beenden
draft-hint = Nur Verwalter sehen einen Entwurf. Sie können alles darin ändern, bis Sie ihn veröffentlichen.
copy-in-form = Dies ist eine Kopie von „{ $name }“. Sie ist noch nicht angelegt.
draft-in-form = Sie bearbeiten den Entwurf „{ $name }“. Er ändert sich erst, wenn Sie ihn speichern.
correct-fields = Korrigieren Sie die markierten Felder.
# After this text comes a link with the text open-its-page.
raffle-created = „{ $name }“ ist angelegt.
draft-first-saved =
    „{ $name }“ ist als Entwurf gespeichert. Veröffentlichen Sie ihn in der Liste der Verlosungen, wenn er fertig ist.
draft-saved = Der Entwurf „{ $name }“ ist gespeichert.
open-its-page = Seite öffnen
# After this text comes a link with the text open-its-page.
earlier-created =
    Eine frühere Anfrage hat „{ $name }“ bereits angelegt. Wenn diese Verlosung falsch ist, löschen Sie sie in der
    Liste der Verlosungen. Was jetzt im Formular steht, wurde nicht angelegt. Wenn Sie auch das wollen, speichern Sie
    noch einmal.

## What becomes final

final-title = Was endgültig wird
final-hint =
    All das ist endgültig, wenn Sie die Verlosung anlegen oder ihren Entwurf veröffentlichen. Später können Sie nur die
    Beschreibung, den Kontakt und den Text darüber ändern, wie Gewinner ihre Preise erhalten. Alle sehen jede Änderung.
summary-without-name = Eine Verlosung ohne Namen
summary-tickets =
    { $count ->
        [one] { $name }: 1 Los.
       *[other] { $name }: { $count } Lose.
    }
summary-no-tickets = { $name }: noch keine Anzahl der Lose.
summary-prizes = Preise: { $prizes }.
summary-no-prizes = Preise: noch keine.
summary-opens = Sie öffnet am { $time }.
summary-opens-at-once = Sie öffnet sofort.
summary-closes = Sie schließt am { $time }. Lose, die zu dieser Zeit niemand hat, werden zurückgezogen.
summary-stays-open = Sie endet erst, wenn das letzte Los vergeben ist.
# One of the next four sentences stands after this one. "This time" in summary-beacon-then is $time here.
summary-draw-at = Die Ziehung ist für den { $time } angekündigt.
summary-beacon-then =
    Die Gewinner ergeben sich aus der ersten Runde von drand quicknet zu oder nach diesem Zeitpunkt.
summary-beacon =
    Die Gewinner ergeben sich aus der ersten Runde von drand quicknet, die mindestens eine Minute nach der Vergabe des
    letzten Loses kommt.
summary-source = Sie geben den Zufallswert bei der Ziehung ein. Er kommt aus dieser Quelle: { $source }.
summary-server = Der Server wählt den Zufallswert. Die Teilnehmer müssen deshalb seinem Betreiber vertrauen.
summary-substitutes =
    { $count ->
        [one] 1 Ersatzgewinner wird gezogen.
       *[other] { $count } Ersatzgewinner werden gezogen.
    }
# This sentence stands after summary-substitutes.
summary-substitute-hours =
    { $hours ->
        [one] Ersatzgewinner können 1 Stunde nach der Ziehung nachrücken.
       *[other] Ersatzgewinner können { $hours } Stunden nach der Ziehung nachrücken.
    }
summary-no-substitutes = Es werden keine Ersatzgewinner gezogen.
summary-participation = Bevor Teilnehmer ein Los erhalten, nehmen sie Ihre Teilnahmebedingungen an.

## Mistakes in the fields of a form

name-missing = Geben Sie der Verlosung einen Namen.
prize-name-missing = Geben Sie diesem Preis einen Namen.
too-many-kinds = Höchstens { $most } verschiedene Preise.
too-many-prizes =
    { $prizes ->
        [one] 1 Preis
       *[other] { $prizes } Preise
    } für { $tickets ->
        [one] 1 Los
       *[other] { $tickets } Lose
    }: Bieten Sie weniger Preise oder mehr Lose an.
# $most is the number of tickets that win no prize.
too-many-substitutes = Höchstens { $most }: So viele Lose gewinnen keinen Preis.
time-incomplete = Geben Sie Datum und Uhrzeit vollständig an, oder leeren Sie das Feld.
draw-time-missing = Geben Sie die Zeit der Ziehung an. Sie entscheidet, welche Runde der Zufallsquelle zählt. Sonst könnte die Runde wählen, wer die Verlosung versiegelt.
not-after-opening = Wählen Sie einen Zeitpunkt nach der Öffnung.
not-after-end = Wählen Sie einen Zeitpunkt nach dem Ende.
# $most is a round number, such as 100 or 5,000.
too-long = Höchstens { $most } Zeichen
too-long-now = Höchstens { $most } Zeichen. Dies sind { $length }.
# $character is the number of a character in Unicode, such as U+200B.
refused-in-name = Entfernen Sie das Zeichen { $character }: Es bricht die Zeile um oder ordnet den Text um.
invisible-name = Niemand kann diesen Namen sehen. Sein erstes Zeichen ist { $character }.
refused-in-text = Entfernen Sie das Zeichen { $character }: Niemand kann es lesen.
invisible-text = Niemand kann diesen Text sehen.

## The list of raffles, and its buttons

open-draw = Ziehung öffnen
open-stage = Bühne öffnen
substitute-winner = Gewinner ersetzen
resume = Fortsetzen
winners-csv = Gewinner als CSV
edit = Bearbeiten
duplicate = Duplizieren
publish = Veröffentlichen
hand-over-prizes = Preise übergeben
end-early = Vorzeitig beenden
delete = Löschen

## The chart of the tickets that were claimed

chart-nothing = Vergebene Lose werden gezählt, solange diese Seite offen ist.
# The names of the two ends of the chart.
chart-begin = vor 10 Minuten
chart-end = jetzt
chart-recent-seconds =
    { $claims ->
        [one] 1 Los
       *[other] { $claims } Lose
    } in { $seconds ->
        [one] der letzten Sekunde
       *[other] den letzten { $seconds } Sekunden
    } vergeben
chart-recent-minutes =
    { $claims ->
        [one] 1 Los
       *[other] { $claims } Lose
    } in { $minutes ->
        [one] der letzten Minute
       *[other] den letzten { $minutes } Minuten
    } vergeben
chart-highest =
    { $claims ->
        [one] Höchster Balken: 1 Los pro Minute
       *[other] Höchster Balken: { $claims } Lose pro Minute
    }

## What was handed over

handed-over = Übergebene Preise
handed-over-csv = Übergebene Preise als CSV
handed-over-nothing = Es wurde noch kein Preis übergeben.
handed-over-by = { $manager }, { $time }
handed-over-prize = Los { $number }: { $prize }
handed-over-note = Notiz: { $note }

## The log of a raffle. $who is the name of a manager, or one of the first two texts

who-token = Der Verwalter mit dem Token
who-no-manager = Jemand, der kein Verwalter ist,
log = Verlauf
log-csv = Verlauf als CSV
log-empty = Es wurde noch nichts notiert.
log-created = { $who } hat die Verlosung angelegt.
log-published = { $who } hat die Verlosung veröffentlicht.
log-changed = { $who } hat die Verlosung geändert.
log-changed-fields = { $who } hat die Verlosung geändert: { $fields }.
log-ended = { $who } hat ein vorzeitiges Ende festgelegt.
log-ended-at = { $who } hat ein vorzeitiges Ende festgelegt: { $time }.
log-deleted = { $who } hat die Verlosung gelöscht.
log-drew = { $who } hat die Gewinner gezogen.
log-substituted = { $who } hat Los { $number } durch Los { $substitute } ersetzt.
log-substituted-prize = { $who } hat Los { $number } durch Los { $substitute } ersetzt: { $prize }.
log-resumed = { $who } hat die Verlosung nach einer Wiederherstellung fortgesetzt.
log-handed-over = { $who } hat den Preis von Los { $number } übergeben.
log-handed-over-prize = { $who } hat den Preis von Los { $number } übergeben: { $prize }.
log-erased = { $who } hat die Adresse eines Teilnehmers gelöscht.
# $act is an English word of a newer version of the service, which this page does not know.
log-other = { $who } { $act }.

## Requests that were not answered. $name is the name of a raffle

# A button. A press ends the repetitions of a request.
stop-sending = Nicht noch einmal senden
no-longer-sent =
    Diese Seite sendet die Anfrage zu „{ $name }“ nicht mehr. Vielleicht wurde sie schon ausgeführt. Sehen Sie in der
    Liste der Verlosungen nach, bevor Sie weitermachen.
not-carried-out = Diese Seite sendet die Anfrage zu „{ $name }“ nicht mehr. Nichts wurde geändert.

## Dialogs: what they ask, and what is said afterwards

save = Speichern
draw-done = Die Gewinner von „{ $name }“ sind gezogen.
entropy-value = Der Wert
entropy-form = Einfache Kleinbuchstaben, Ziffern und Zeichen, mit einzelnen Leerzeichen dazwischen
entropy-hint = Übernehmen Sie den Wert von { $source }. Schreiben Sie ihn wie angekündigt, mit Kleinbuchstaben.
entropy-compare = Vergleichen Sie diesen Wert noch einmal mit der Quelle. Nach der Ziehung kann der Wert nicht mehr geändert werden.
entropy-length =
    { $count ->
        [one] 1 Zeichen
       *[other] { $count } Zeichen
    }
entropy-change = Wert ändern
entropy-review = Wert überprüfen
publish-question = „{ $name }“ veröffentlichen?
publish-text = Dann sehen alle die Verlosung, und ihre Bedingungen stehen fest. All das wird endgültig:
publish-changed = Dieser Entwurf wurde inzwischen geändert. Jetzt wird all das endgültig:
publish-yes = Veröffentlichen
publish-done = „{ $name }“ ist veröffentlicht.
still-edited =
    Sie bearbeiten diesen Entwurf noch. Speichern Sie ihn, oder beenden Sie das Bearbeiten. Dann veröffentlichen Sie
    ihn.
# $field is the label of a time, such as field-opens-at.
draft-time-over = Die Zeit „{ $field }“ liegt nicht in der Zukunft: { $time }.
publish-again = Bearbeiten Sie den Entwurf, und veröffentlichen Sie ihn dann noch einmal.
resume-question = „{ $name }“ fortsetzen?
resume-text =
    Der Dienst wurde aus einer Sicherung wiederhergestellt. Er kennt die Lose nicht, die nach der Sicherung vergeben
    wurden. Andere Teilnehmer können diese Lose deshalb noch einmal erhalten. Die ersten Besitzer können nicht damit
    gewinnen.
resume-yes = Fortsetzen
resume-done = „{ $name }“ geht weiter.
delete-question = „{ $name }“ löschen?
delete-text =
    Lose und Gewinner werden auch gelöscht. Das kann nicht rückgängig gemacht werden. Die Seite der Verlosung zeigt
    allen, dass die Verlosung gelöscht wurde.
delete-draft-text = Teilnehmer haben den Entwurf nie gesehen. Das Löschen kann nicht rückgängig gemacht werden.
delete-yes = Löschen
delete-done = „{ $name }“ ist gelöscht.
winners-saved = Die Gewinner von „{ $name }“ sind gespeichert.
log-saved = Der Verlauf von „{ $name }“ ist gespeichert.
hand-overs-saved = Die Liste der Preise von „{ $name }“ ist gespeichert.

## The dialog that edits a raffle

edit-title = „{ $name }“ bearbeiten
edit-done = „{ $name }“ ist geändert.
# $status is the text of a choice above the list: status-archived.
archive-done = „{ $name }“ ist archiviert. Um die Verlosung zu sehen, wählen Sie über der Liste den Stand „{ $status }“.
edit-text = Alle sehen, was Sie ändern, und wann.
edit-unlisted-hint = Nur Verwalter sehen die Verlosung in Listen.
edit-archived-hint = Nur die Liste der archivierten Verlosungen zeigt die Verlosung. Ihre Seite bleibt.
never-changes = Was sich nie ändert
never-changes-text =
    Name, Lose, Preise, Zeiten, die Quelle des Zufallswerts und Ersatzgewinner. Die Seite der Verlosung zeigt einen
    Hash von all dem. Er heißt die Bedingungen. Auch die Teilnahmebedingungen ändern sich nie, sind aber nicht in diesem
    Hash.

## The dialog that ends a raffle early

end-question = „{ $name }“ vorzeitig beenden?
end-text =
    Ab diesem Zeitpunkt erhält niemand mehr ein Los, und Lose, die niemand hat, werden zurückgezogen. Alle sehen den
    Zeitpunkt. Sie können ihn noch einmal auf einen früheren legen, aber nicht auf einen späteren.
# The label of a time.
ends = Ende
end-zone-hint = In Ihrer Zeitzone: { $zone }. Mindestens eine Minute voraus.
end-yes = Zu dieser Zeit beenden
end-done = „{ $name }“ endet am { $time }.
end-incomplete = Geben Sie Datum und Uhrzeit vollständig an.
end-too-soon = Wählen Sie einen Zeitpunkt, der mindestens eine Minute in der Zukunft liegt.
end-before-opening = Wählen Sie einen Zeitpunkt nach der Öffnung am { $time }.
end-too-late = Wählen Sie einen Zeitpunkt vor dem { $time }. Zu dieser Zeit endet die Verlosung ohnehin.

## The dialog that hands over a prize

hand-over-title = Einen Preis übergeben
hand-over-title-of = Einen Preis von „{ $name }“ übergeben
hand-over-text =
    Scannen Sie den Abholschein des Gewinners mit einem Gerät, auf dem Sie Verlosungen verwalten. Der Link des
    Abholscheins öffnet dieses Formular. Oder tippen Sie Nummer und Code des Loses ein. Der Dienst prüft beides und
    notiert die Übergabe.
# $id is the beginning of the id of the raffle.
hand-over-raffle = Verlosung { $id }, angelegt am { $time }.
slip-chose-raffle = Der Abholschein hat diese Verlosung gewählt. Prüfen Sie, ob Sie die Preise dieser Verlosung übergeben.
# An alarm, in capital letters where a language has them. After it come the name of the other raffle and the text
# hand-over-raffle.
slip-of-another-raffle = DIESER ABHOLSCHEIN GEHÖRT ZU EINER ANDEREN VERLOSUNG. Geben Sie dafür keinen Preis, bevor Sie gelesen haben, welche Verlosung das ist.
open-other-raffle = Die andere Verlosung öffnen
scan = Mit der Kamera scannen
camera-picture = Bild der Kamera
no-camera = Die Kamera kann nicht verwendet werden. Tippen Sie Nummer und Code ein.
hand-over-number = Losnummer
# $mistake says which numbers there can be.
hand-over-number-wrong = Losnummer: { $mistake }
hand-over-code = Code
hand-over-code-missing = Geben Sie den Code des Loses ein.
hand-over-note = Notiz, nur für Verwalter
close = Schließen
# Before this sentence, the service names the time in UTC. $time is that time in the time zone of the reader.
hand-over-time = In Ihrer Zeitzone war das am { $time }.
hand-over-check = Prüfen
hand-over-yes = Übergeben
# What a manager sees after the check. It quotes the text hand-over-yes.
hand-over-review = Los { $number } hat gewonnen: { $prize }. Noch ist nichts notiert: Wählen Sie zuerst „Übergeben“. Geben Sie den Preis, wenn die Übergabe notiert ist.
hand-over-done = Los { $number } hat gewonnen: { $prize }. Übergeben Sie den Preis. Die Übergabe wurde am { $time } notiert.
# After this text comes the answer of the service to the second attempt.
first-answer-lost = Die Antwort auf den ersten Versuch ging verloren.

## The dialog that substitutes a winner

substitute-title = Einen Gewinner von „{ $name }“ ersetzen
substitute-text =
    Der nächste Ersatzgewinner erhält den Preis. Das ist endgültig. Alle sehen, wer nachrückt und warum.
substitute-number = Los des Gewinners, der nicht kam
substitute-reason = Begründung
substitute-reason-missing = Geben Sie einen Grund an. Alle sehen ihn.
substitute-yes = Ersetzen
substitute-done = Der nächste Ersatzgewinner von „{ $name }“ ist für Los { $number } nachgerückt.
