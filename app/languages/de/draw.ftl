# What the pages say about the seal, about the draw, and about the check of the draw.

## Facts: their names, and the values of some of them

fact-beacon = Zufallsquelle
# The chain of random values to which the rounds of the beacon belong.
fact-chain = Kette
fact-round = Runde
fact-source = Quelle
fact-signature = Signatur
fact-terms = Fingerabdruck der Ankündigung (Bedingungen)
# The time at which the list of tickets was sealed.
fact-sealed = Versiegelt
# The root of the hash tree (Merkle tree) of all tickets.
fact-root = Fingerabdruck der Liste der Lose (Wurzel)
fact-withdrawn-tickets = Zurückgezogene Lose
fact-withdrawn = Zurückgezogen
beacon-and-chain = { $beacon }, Kette { $chain }
# $round is the number of the round.
round-published = { $round }, veröffentlicht am { $time }
round-comes = { $round }, sie kommt am { $time }
withdrawn-tickets =
    { $count ->
        [one] 1 Los, das niemand hatte
       *[other] { $count } Lose, die niemand hatte
    }; Hash ihrer Nummern: { $hash }

## Notices, which must be as loud as in English. The English texts are those of the program that checks records

nothing-binds = KEINE BEDINGUNGEN UND KEIN SIEGEL BINDEN DIESES PROTOKOLL (raffle-draw/1): Wer es erstellt hat, konnte den Zufallswert und damit die Gewinner wählen.
unless-the-source = KEINE BEDINGUNGEN UND KEIN SIEGEL BINDEN DIESES PROTOKOLL (raffle-draw/1): Wer es erstellt hat, konnte den Zufallswert und damit die Gewinner wählen, außer wenn die genannte Quelle diesen Wert ergeben hat. Vergleichen Sie beide.
operator-chose = Der Betreiber hat den Zufallswert selbst gewählt.
manager-typed = Der Verwalter hat den Zufallswert selbst eingegeben.
# $announced and $round are numbers of rounds, and $sealed is a time such as 2026-11-26T12:00:00.000Z.
late-round-decided = RUNDE { $announced } WAR ANGEKÜNDIGT, ABER RUNDE { $round } HAT ENTSCHIEDEN, weil die Verlosung zu spät versiegelt wurde: { $sealed }.
late-round-decides = RUNDE { $announced } WAR ANGEKÜNDIGT, ABER RUNDE { $round } ENTSCHEIDET, weil die Verlosung zu spät versiegelt wurde: { $sealed }.
# The times are such as 2026-11-26T12:00:00.000Z. $restored, $hours and $count are numbers.
no-time-announced = FÜR DIESE ZIEHUNG WAR KEINE ZEIT ANGEKÜNDIGT. Wer die Verlosung versiegelt hat, konnte deshalb die Runde wählen. Vergleichen Sie Wurzel, Runde und Zeit des Siegels (sealed_at) mit dem, was die Seite vor { $at } zeigte.
sealed-after-draw-time = DIE LOSE WURDEN ERST { $sealed } VERSIEGELT, NACH DER ANGEKÜNDIGTEN ZEIT DER ZIEHUNG: { $announced }. Wenn die Quelle ihren Wert da schon veröffentlicht hatte, konnte der Verwalter durch den Zeitpunkt des Endes die Gewinner wählen.
drawn-early = DIE ZIEHUNG WAR FÜR { $announced } ANGEKÜNDIGT, ABER SIE WAR FRÜHER: { $drawn }.
ended-early = DER VERWALTER HAT DIE VERLOSUNG VORZEITIG BEENDET: { $ended }. ANGEKÜNDIGTES ENDE: { $closes }.
ended-unannounced = DER VERWALTER HAT DIE VERLOSUNG VORZEITIG BEENDET: { $ended }. ES WAR KEIN ENDE ANGEKÜNDIGT.
# $ticket is a number. $got and $lost are the times at which the ticket got the prize and lost it.
lost-prize-early = LOS { $ticket } HATTE EINEN PREIS NUR VON { $got } BIS { $lost }, KÜRZER ALS ANGEKÜNDIGT (Stunden: { $hours }). Dann rückte ein Ersatzgewinner nach. Anzahl der Lose, die einen Preis so früh verloren: { $count }.
lost-prize-soon = LOS { $ticket } HATTE EINEN PREIS NUR VON { $got } BIS { $lost }, WENIGER ALS EINE STUNDE. Dann rückte ein Ersatzgewinner nach. Anzahl der Lose, die einen Preis so früh verloren: { $count }.
store-restored = DIE DATENBANK WURDE VOR DIESER ZIEHUNG AUS EINER SICHERUNG WIEDERHERGESTELLT (Anzahl der Wiederherstellungen: { $restored }). Vergleichen Sie dieses Protokoll mit früher gespeicherten Protokollen.

## Before the draw

sealed-heading = Vor der Ziehung versiegelt
sealed-hint = Würde jetzt ein Los oder sein Inhaber geändert, änderte sich auch die Wurzel. Der Inhaber eines Loses kann sein Los auf der Loskarte prüfen.
make-draw = Ziehung durchführen
signature-of-round = Signatur der Runde
# $address is a link to the round.
signature-hint = Öffnen Sie { $address }, und kopieren Sie die Signatur oder alles, was diese Adresse zeigt. Der Dienst nimmt nur die Signatur dieser Runde an.
signature-malformed = Eine Signatur hat 96 Ziffern von 0 bis 9 und a bis f, in Kleinbuchstaben.
send-signature = Signatur senden
draw-made = Die Gewinner sind gezogen.
draw-made-already = Die Gewinner sind schon gezogen.

## The seal on the ticket card

seal = Das Siegel
card-keeps = Was diese Karte aufbewahrt
card-root = Fingerabdruck der Liste der Lose (Wurzel): { $root }
card-round = Runde der Zufallsquelle: { $round }
root-first-seen = Zuerst gesehen am { $time }, nach der Uhr dieses Geräts.
check-soon = Diese Karte prüft in den nächsten fünf Minuten, ob Ihr Los versiegelt wurde.
check-ticket-now = Mein Los jetzt prüfen
check-again = Noch einmal prüfen
check-not-done = Dieser Browser konnte die Prüfung nicht durchführen. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.
ticket-in-seal = Die Wurzel enthält Ihr Los mit Ihrem Code: Dieser Browser hat den Weg von Ihrem Code zur Wurzel geprüft. Ob das Los teilgenommen hat, zeigt erst das Protokoll der Ziehung.
save-proof = Nachweis speichern (JSON)
# An alarm, in capital letters where a language has them. $mistake says what is wrong in the proof.
ticket-not-in-seal = IHR LOS IST NICHT IM SIEGEL: { $mistake }.
# This is no alarm, because anybody can invent a ticket, and put it into a file or a link.
added-ticket-not-in-seal = Das hinzugefügte Los ist nicht im Siegel: { $mistake }. Dieser Browser hat das Los nicht selbst geholt. Also ist entweder die hinzugefügte Nummer oder der hinzugefügte Code falsch, oder der Dienst hat das Los weggelassen. Fragen Sie, wer es geholt hat.
proof-of-another-ticket = Der Nachweis gehört zu einem anderen Los
sealed-code-differs = Das versiegelte Los hat einen anderen Code als Ihr Los
# An alarm. $warning is the text seal-changed-warning. $value and $other are hashes, numbers or times. $other can also
# be the text seen-nothing.
seal-changed = { $warning } Am { $time } zeigte der Dienst { $value }. Am { $other-time } zeigte der Dienst { $other }. Am Siegel darf sich nichts ändern. Behalten Sie diese Karte, machen Sie ein Foto davon, und sagen Sie es anderen Teilnehmern.
seal-changed-warning =
    DER DIENST HAT { $field ->
        [total_tickets] DIE ANZAHL DER LOSE
        [terms] DIE BEDINGUNGEN
        [root] DIE WURZEL DER LOSE
        [withdrawn_hash] DIE ZURÜCKGEZOGENEN LOSE
        [sealed_at] DIE ZEIT DES SIEGELS
        [round] DIE RUNDE
       *[round_at] DIE ZEIT DER RUNDE
    } GEÄNDERT.
# An alarm. $warning is the text wrong-terms-warning.
wrong-terms = { $warning } Die Preise, Zeiten oder anderen Angaben auf dieser Seite haben einen anderen Fingerabdruck. Machen Sie ein Bild von dieser Seite, und sagen Sie es anderen Teilnehmern.
wrong-terms-warning = DIESE BEDINGUNGEN GEHÖREN NICHT ZU DEM, WAS HIER STEHT.
seen-nothing = nichts
root-seen-late = Diese Karte hat die Wurzel zuerst am { $seen } gesehen. Da war die Runde schon da; sie kam am { $came }. Deshalb kann diese Karte nicht zeigen, dass die Wurzel vor der Runde da war. Fragen Sie einen Teilnehmer, dessen Karte die Wurzel vor der Runde gesehen hat.
root-seen-after-draw-time = Diese Karte hat die Wurzel zuerst am { $seen } gesehen. Die Ziehung war für den { $came } angekündigt. Deshalb kann diese Karte nicht zeigen, dass die Wurzel da war, bevor die Quelle ihren Wert veröffentlichte. Fragen Sie einen Teilnehmer, dessen Karte die Wurzel vorher gesehen hat.
# $fields is a list of texts card-field.
file-says-other = Die Losdatei, die Sie hinzugefügt haben, hat andere Werte als der Dienst: { $fields }. Dieser Browser hat die Werte der Datei nicht selbst gesehen. Vergleichen Sie sie mit den Loskarten anderer Teilnehmer.

## The check of a draw

computing = Es wird gerechnet …
check-not-loaded = Die Prüfung kann nicht geladen werden. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.
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
other-on-card = Ihre Loskarte hat vor der Ziehung andere Werte gesehen: { $fields }.
card-field =
    { $field ->
        [total_tickets] die Anzahl der Lose
        [terms] die Bedingungen
        [root] die Wurzel der Lose
        [withdrawn_hash] die zurückgezogenen Lose
        [sealed_at] die Zeit des Siegels
        [round] die Runde
       *[round_at] die Zeit der Runde
    }
own-ticket-step = Ihr Los in der Ziehung suchen
own-ticket-took-part = Ihr Los { $number } hat an der Ziehung teilgenommen.
own-ticket-left-out = Das Protokoll sagt, dass Ihr Los { $number } nicht vergeben war.
added-ticket-left-out = Das Protokoll sagt, dass das Los { $number } nicht vergeben war. Dieses Los wurde aus einer Datei oder einem Link hinzugefügt, und niemand hat seinen Code geprüft. Deshalb beweist es nichts gegen die Ziehung.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = Prüfung nicht bestanden: { $reason }
not-verified-other-raffle = Prüfung nicht bestanden: Dieses Protokoll gehört zu einer anderen Verlosung: { $name }.
not-verified-other-record = Prüfung nicht bestanden: Das Protokoll, das dieser Dienst ausgibt, hat einen anderen Wert in: { $fields }.
not-verified-other-on-page = Prüfung nicht bestanden: Diese Seite zeigt andere Werte als das Protokoll in: { $fields }.
not-verified-page-is-old = Prüfung nicht bestanden: Seit diese Seite geladen wurde, haben Ersatzgewinner Gewinner ersetzt. Laden Sie diese Seite neu.
not-verified-other-on-card = Prüfung nicht bestanden: Ihre Loskarte hat vor der Ziehung andere Werte gesehen: { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = Prüfung nicht bestanden: IHR LOS { $number } HAT AN DER ZIEHUNG NICHT TEILGENOMMEN, als wäre es nicht vergeben.
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
