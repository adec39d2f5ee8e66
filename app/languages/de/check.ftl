# What the pages say about the check of a draw. A page loads these texts together with the module that checks.

## The check of a draw

computing = Es wird gerechnet …
# Screen readers say one of these after the title of a step of the check.
step-right = : richtig.
step-wrong = : falsch.
step-open = : nicht klar.
compare-raffle = Die Verlosung vergleichen
# $name is the name of the other raffle.
other-raffle = Dieses Protokoll gehört zu einer anderen Verlosung: { $name }.
compare-record = Mit dem Protokoll dieses Dienstes vergleichen
# $fields are names of JSON members.
other-record = Das Protokoll, das dieser Dienst ausgibt, hat einen anderen Wert in: { $fields }.
compare-page = Mit dem vergleichen, was diese Seite zeigt
same-on-page =
    Diese Seite zeigt dieselben Werte wie das Protokoll, und { $count ->
        [one] denselben Gewinner
       *[other] dieselben { $count } Gewinner
    }.
winners-not-compared = Nur die ersten { $compared } von { $total } Gewinnern wurden mit dieser Seite verglichen. Um mehr zu vergleichen, zeigen Sie weitere Gewinner an, und prüfen Sie noch einmal.
# $field is the name of a JSON member, and the number of an entry if the member is a list. $record and $page are values.
differs-on-page = { $field }: Das Protokoll sagt { $record }, diese Seite sagt { $page }.
more-differences =
    { $count ->
        [one] Es gibt noch einen Unterschied
       *[other] Es gibt noch { $count } Unterschiede
    }.
page-is-old = Seit diese Seite geladen wurde, haben Ersatzgewinner Gewinner ersetzt.
compare-card = Mit dem vergleichen, was Ihre Loskarte aufbewahrt
# $fields is a list of texts card-field.
other-on-card = Ihre Loskarte hat früher andere Werte gesehen: { $fields }.
own-ticket-step = Ihr Los in der Ziehung suchen
own-ticket-took-part = Ihr Los { $number } hat an der Ziehung teilgenommen.
own-ticket-took-part-with-code = Ihr Los { $number } hat mit Ihrem Code an der Ziehung teilgenommen.
# $button is the text check-ticket-now, on the ticket card.
own-ticket-not-proven = Ihr Los { $number } hat an der Ziehung teilgenommen. Dieser Browser hat keinen Beweis, dass es mit Ihrem Code teilgenommen hat. Wählen Sie für den Beweis „{ $button }“ auf der Loskarte.
own-ticket-wrong-proof = Der Beweis, den dieser Browser aufbewahrt, führt nicht vom Code Ihres Loses { $number } zur Wurzel im Protokoll.
own-ticket-won-by-record = Nach diesem Protokoll hat es gewonnen: { $prize }.
own-ticket-lost-by-record = Nach diesem Protokoll hat es nichts gewonnen.
own-ticket-left-out = Das Protokoll sagt, dass Ihr Los { $number } nicht vergeben war.
added-ticket-step = Das hinzugefügte Los in der Ziehung suchen
added-ticket-took-part = Das hinzugefügte Los { $number } hat an der Ziehung teilgenommen.
added-ticket-took-part-with-code = Das hinzugefügte Los { $number } hat mit seinem Code an der Ziehung teilgenommen.
# $button is the text check-ticket-now, on the ticket card.
added-ticket-not-proven = Das hinzugefügte Los { $number } hat an der Ziehung teilgenommen. Dieser Browser hat keinen Beweis, dass es mit seinem Code teilgenommen hat. Wählen Sie für den Beweis „{ $button }“ auf der Loskarte.
added-ticket-left-out = Das Protokoll sagt, dass das Los { $number } nicht vergeben war. Dieses Los wurde aus einer Datei oder einem Link hinzugefügt, und niemand hat seinen Code geprüft. Deshalb beweist es nichts gegen die Ziehung.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = Prüfung nicht bestanden: { $reason }
not-verified-other-raffle = Prüfung nicht bestanden: Dieses Protokoll gehört zu einer anderen Verlosung: { $name }.
not-verified-other-record = Prüfung nicht bestanden: Das Protokoll, das dieser Dienst ausgibt, hat einen anderen Wert in: { $fields }.
not-verified-other-on-page = Prüfung nicht bestanden: Diese Seite zeigt andere Werte als das Protokoll in: { $fields }.
not-verified-page-is-old = Prüfung nicht bestanden: Seit diese Seite geladen wurde, haben Ersatzgewinner Gewinner ersetzt. Laden Sie diese Seite neu.
not-verified-other-on-card = Prüfung nicht bestanden: Ihre Loskarte hat früher andere Werte gesehen: { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = Prüfung nicht bestanden: IHR LOS { $number } HAT AN DER ZIEHUNG NICHT TEILGENOMMEN, als wäre es nicht vergeben.
not-verified-wrong-proof = Prüfung nicht bestanden: Das Protokoll passt nicht zum Beweis Ihres Loses { $number }. Entweder ist das Protokoll falsch oder der Beweis in diesem Browser.
not-verified-not-loaded = Nicht geprüft: Der Rest der Prüfung kann nicht geladen werden. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.

## What the check proves

verified = Prüfung bestanden: Das sind die richtigen Gewinner.
verified-how = Ihr Browser hat dieselben Gewinner berechnet, in derselben Reihenfolge.
# $fields are names of JSON members.
not-checked = Nicht geprüft, weil nur dieser Dienst sie nennt: { $fields }.
later-substitutions =
    Diese Datei ist älter: Seitdem { $count ->
        [one] wurde ein weiterer Gewinner
       *[other] wurden { $count } weitere Gewinner
    } ersetzt.
# $time is the time at which the random value became known.
root-not-seen = Diese Prüfung kann nicht zeigen, ob Bedingungen, Wurzel und zurückgezogene Lose vor dem { $time } öffentlich waren, denn dieser Browser hat die Wurzel vorher nicht gesehen. Vergleichen Sie sie mit dem, was Sie aufgehoben haben, oder mit der Loskarte eines Teilnehmers, der die Wurzel vorher gesehen hat.
nobody-could-choose = Niemand konnte den Zufallswert wählen oder vorhersagen: Er ist die Signatur einer öffentlichen Zufallsquelle.
signature-verified = Von Ihrem Browser geprüft und bestätigt.
holders-check = Jeder Inhaber kann auf der Loskarte prüfen, dass sein Los in der versiegelten Liste war. Wer die Inhaber sind, kann diese Prüfung nicht zeigen.
# $what is the text left-to-check-what. $source says where the value comes from, in the words of a manager.
left-to-check = { $what } Als die Verlosung angelegt wurde, wurde diese Quelle angekündigt: „{ $source }“. Sehen Sie dort zwei Dinge nach: Hat die Quelle „{ $entropy }“ ergeben, und hat sie das erst getan, nachdem das letzte Los vergeben war? Wenn beides stimmt, konnte niemand die Gewinner wählen. Wer welches Los hat, kann diese Prüfung nicht zeigen.
left-to-check-what = Was Sie noch selbst prüfen müssen:
# $what is the text not-proved-what.
not-proved = { $what } Es wurde keine öffentliche Quelle des Zufallswerts angekündigt. Nach Angabe des Dienstes hat er den Wert gewählt, nachdem das letzte Los vergeben war. Sie müssen dem Betreiber vertrauen, dass das stimmt und dass der Wert nur einmal gewählt wurde. Wer welches Los hat, kann diese Prüfung nicht zeigen.
not-proved-what = Was dies nicht beweist:

## The check without these pages

check-with-python = Mit Python prüfen
save-both-files = Speichern Sie beide Dateien im selben Ordner:
save-record = Protokoll speichern (JSON)
# The checker is a program that checks a draw record.
save-checker = Prüfprogramm speichern (Python)
open-terminal = Öffnen Sie in diesem Ordner ein Terminal, und geben Sie ein:
seed-lines = Der Startwert ist der SHA-256 dieser Zeilen, ohne Zeilenumbruch am Ende:
