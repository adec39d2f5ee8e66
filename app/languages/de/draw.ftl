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
card-winners = Erste Gewinnzahlen: { $numbers }
root-first-seen = Zuerst gesehen am { $time }, nach der Uhr dieses Geräts.
check-soon = Diese Karte prüft in den nächsten fünf Minuten, ob dieses Los versiegelt wurde.
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
seal-changed = { $warning } Am { $time } zeigte der Dienst { $value }. Am { $other-time } zeigte der Dienst { $other }. Weder das Siegel noch die gezogenen Gewinner dürfen sich ändern. Behalten Sie diese Karte, machen Sie ein Foto davon, und sagen Sie es anderen Teilnehmern.
seal-changed-warning =
    DER DIENST HAT { $field ->
        [total_tickets] DIE ANZAHL DER LOSE
        [terms] DIE BEDINGUNGEN
        [root] DIE WURZEL DER LOSE
        [withdrawn_hash] DIE ZURÜCKGEZOGENEN LOSE
        [sealed_at] DIE ZEIT DES SIEGELS
        [round] DIE RUNDE
        [winners] DIE GEZOGENEN GEWINNER
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

check-not-loaded = Die Prüfung kann nicht geladen werden. Prüfen Sie Ihre Verbindung, und versuchen Sie es noch einmal.
card-field =
    { $field ->
        [total_tickets] die Anzahl der Lose
        [terms] die Bedingungen
        [root] die Wurzel der Lose
        [withdrawn_hash] die zurückgezogenen Lose
        [sealed_at] die Zeit des Siegels
        [round] die Runde
        [winners] die gezogenen Gewinner
       *[round_at] die Zeit der Runde
    }
