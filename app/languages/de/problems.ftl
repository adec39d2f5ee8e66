## Who may do what

not-a-manager = Das dürfen nur Verwalter. Wenn Sie diesen Dienst betreiben, öffnen Sie auf demselben Rechner den Link, den er beim Start ausgegeben hat. Das Token darin steht auch in der Datei manager-token in DATA_DIR. Wenn MANAGER_IPS gesetzt ist, sind nur die Adressen darin Verwalter.
cross-site = Eine Seite einer anderen Website hat diese Anfrage gesendet, deshalb wurde sie abgelehnt. Öffnen Sie diesen Dienst direkt, und versuchen Sie es noch einmal.
    .page = Eine Seite von { $page } hat diese Anfrage an { $host } gesendet, deshalb wurde sie abgelehnt. Wenn diese Seite zum Dienst gehört, ändert ein Proxy den Host-Header: Der Betreiber muss { $setting } setzen, oder der Proxy muss Host unverändert weitergeben.
    .public = Eine Seite von { $page } hat diese Anfrage an { $host } gesendet, und PUBLIC_URL ist { $public }, deshalb wurde sie abgelehnt. Öffnen Sie { $public }, und versuchen Sie es noch einmal. Wenn der Dienst unter { $page } erreichbar ist, muss der Betreiber { $setting } setzen. Weitere Hostnamen stehen in ALLOWED_HOSTS.

## The beacon

beacon-signature-missing = Die Gewinner dieser Verlosung folgen aus der Signatur einer Runde ihrer Zufallsquelle, und in der Anfrage fehlt die Signatur. Holen Sie sie von der Zufallsquelle, und senden Sie sie; ein Programm sendet { "{\"round\": 1, \"signature\": \"...\"}" }.
beacon-signature-wrong = Das ist nicht die Signatur dieser Runde. Kopieren Sie sie noch einmal von der Zufallsquelle: 96 Hexadezimalziffern in Kleinbuchstaben.
wrong-round = Die Gewinner dieser Verlosung folgen aus einer anderen Runde ihrer Zufallsquelle. Senden Sie die Runde, die die Verlosung nennt.
round-not-yet = Die Runde, aus der die Gewinner folgen, war noch nicht. Versuchen Sie es noch einmal, wenn ihre Zeit gekommen ist.
beacon-unreachable = Die Signatur der Runde kam nicht rechtzeitig von der Zufallsquelle. Nichts wurde geändert. Versuchen Sie es in ein paar Sekunden noch einmal, oder senden Sie Runde und Signatur selbst.

## Draws, and checks of tickets

entropy-missing = Diese Verlosung hat angekündigt, woher ihr Zufallswert kommt. Geben Sie diesen Wert ein, um die Gewinner zu ziehen; ein Programm sendet ihn als { "{\"entropy\": \"...\"}" }.
entropy-not-announced = Diese Verlosung hat keine Quelle für einen Zufallswert angekündigt, deshalb kann kein Wert eingegeben werden. Ziehen Sie ohne Zufallswert.
invalid-code = Dieser Code gehört nicht zu dieser Losnummer. Prüfen Sie beide, und versuchen Sie es noch einmal.
    .mistake = Das ist kein Code: { $mistake }. Kopieren Sie den Code noch einmal. Dies hat nicht als falscher Code gezählt.
tickets-remaining = Gewinner können erst gezogen werden, wenn alle Lose vergeben sind oder die Verlosung geschlossen ist. Warten Sie bis dahin.
already-drawn = Die Gewinner dieser Verlosung sind schon gezogen, und jede Verlosung wird nur einmal gezogen. Sehen Sie in die Liste der Gewinner.
    .erasing = Die Gewinner dieser Verlosung sind gezogen. Deshalb löscht der Dienst die Adressen aller Teilnehmer von selbst, 24 Stunden nach der Ziehung.
not-sealed = Diese Verlosung ist noch nicht versiegelt. Der Dienst versiegelt sie von selbst, wenn das letzte Los vergeben oder die Verlosung geschlossen ist. Versuchen Sie es noch einmal.
not-drawn = Die Ziehung war noch nicht. Kommen Sie nach der Ziehung wieder.
not-a-winner = Dieses Los hat keinen Preis gewonnen, deshalb kann kein Ersatzgewinner nachrücken. Prüfen Sie die Nummer in der Liste der Gewinner.
already-substituted = Für dieses Los ist schon ein anderes Los nachgerückt. Sehen Sie in die Liste der Ersatzgewinner.
no-prize-won = Dieses Los ist echt, aber es hat keinen Preis gewonnen. Deshalb gibt es nichts zu übergeben.
already-handed-over =
    Der Preis für dieses Los wurde schon übergeben: { $time }, durch { $manager ->
        [token] den Verwalter mit dem Token
       *[other] { $manager }
    }.
no-substitutes-left = Für diese Verlosung ist kein Ersatzgewinner mehr übrig, deshalb bleibt der Preis bei diesem Los.
too-early = Der Gewinner hat noch Zeit: Ersatzgewinner rücken erst nach der angekündigten Zahl von Stunden nach.
too-many-wrong-codes =
    { $seconds ->
        [one] Zu viele falsche Codes. Wer sich einen Internetanschluss teilt, zählt zusammen. Versuchen Sie es in 1 Sekunde noch einmal.
       *[other] Zu viele falsche Codes. Wer sich einen Internetanschluss teilt, zählt zusammen. Versuchen Sie es in { $seconds } Sekunden noch einmal.
    }

## Raffles and claims

too-many-prizes = Es gibt mehr Preise als Lose. Setzen Sie weniger Preise oder mehr Lose fest.
already-participated = Ihr Internetanschluss hat schon ein Los dieser Verlosung, und jeder Anschluss bekommt eines. Wenn Sie es geholt haben, öffnen Sie diese Verlosung in dem Browser, den Sie dabei benutzt haben: Er zeigt Ihr Los noch.
network-full = Die Teilnehmer des Netzes, zu dem Ihre Adresse gehört (ein IPv6-/48), haben so viele Lose dieser Verlosung, wie ein Netz haben darf. Sie haben kein Los bekommen. Holen Sie sich ein Los aus einem anderen Netz, oder bitten Sie den Betreiber, die Grenze anzuheben.
raffle-not-found = Diese Verlosung gibt es nicht. Vielleicht wurde sie gelöscht, oder der Link ist unvollständig. Sehen Sie in die Liste der Verlosungen.
raffle-deleted = Ein Verwalter hat diese Verlosung gelöscht. Die Angaben, die von ihr aufbewahrt werden, stehen hier. Andere Verlosungen finden Sie in der Liste der Verlosungen.
ticket-not-found = Diese Verlosung hat kein Los mit dieser Nummer. Prüfen Sie die Nummer auf Ihrem Los.
player-not-found = Diese Verlosung bewahrt keine solche Adresse auf: Dieser Teilnehmer hat kein Los, niemand hat dieses Los geholt, oder seine Adresse ist schon gelöscht.
still-filling = Die Lose dieser Verlosung werden noch vorbereitet. Versuchen Sie es in ein paar Sekunden noch einmal.
not-open-yet = Diese Verlosung ist noch nicht offen. Kommen Sie wieder, wenn sie öffnet.
suspended = Die Datenbank dieses Dienstes wurde aus einer Sicherung wiederhergestellt, deshalb kennt sie manche Lose dieser Verlosung vielleicht nicht. Nichts wurde geändert. Ein Verwalter muss die Verlosung erst fortsetzen.
not-suspended = Diese Verlosung ist nicht ausgesetzt, deshalb gibt es nichts fortzusetzen.
raffle-damaged = Die Daten dieser Verlosung sind beschädigt. Die Verlosung geht weiter, wenn der Betreiber die Daten repariert hat. Nichts wurde geändert. Bewahren Sie Ihr Los auf, wenn Sie eines haben.
sold-out = Ausverkauft: Alle Lose dieser Verlosung sind vergeben. Kommen Sie nach der Ziehung wieder, oder wählen Sie eine andere Verlosung.
closed = Diese Verlosung ist geschlossen, deshalb kann sich niemand mehr ein Los holen. Kommen Sie nach der Ziehung wieder.
cannot-end-early = Diese Verlosung kann nicht vorzeitig enden. Entweder ist sie vorbei: Sie ist ausverkauft, geschlossen, versiegelt oder gezogen. Oder eine frühere Version des Dienstes hat sie angelegt, und sie endet, wenn ihr letztes Los vergeben ist.
already-published = Diese Verlosung ist veröffentlicht, deshalb sind ihre Bedingungen endgültig. Änderbar sind nur noch die Beschreibung, der Kontakt, der Text dazu, wie Gewinner ihre Preise erhalten, und in welchen Listen die Verlosung steht.
changed-meanwhile = Jemand hat diese Verlosung inzwischen geändert. Es wurde nichts ausgeführt. Sehen Sie sie noch einmal an, und entscheiden Sie dann neu.
idempotency-key-reused = Mit diesem Idempotency-Key wurde schon eine andere Verlosung angelegt. Senden Sie einen neuen; im Browser laden Sie die Seite neu.
too-many-claims = Ihr Internetanschluss hat schon ein Los und hat zu oft danach gefragt. Nichts wurde geändert. Warten Sie eine Minute, und versuchen Sie es noch einmal.

## The request itself

invalid-request = Einige Werte können nicht verwendet werden. Korrigieren Sie die Felder, die in `errors` stehen, und senden Sie die Anfrage noch einmal.
malformed-request = Die Anfrage ist kein gültiges HTTP, oder sie endete zu früh. Senden Sie sie noch einmal.
unknown-host = Der Dienst nimmt diese Anfrage unter diesem Hostnamen nicht an. Prüfen Sie den Namen. Wenn er richtig ist, muss der Betreiber ihn in ALLOWED_HOSTS eintragen. Solange ALLOWED_HOSTS leer ist, können Verwalter in MANAGER_IPS nur eine IP-Adresse, localhost oder den Host von PUBLIC_URL benutzen.
not-found = Unter dieser Adresse gibt es nichts. Die Verlosungen stehen unter /, und die API ist unter /docs beschrieben.
method-not-allowed = Dieser Pfad unterstützt diese Methode nicht. Benutzen Sie eine, die der Allow-Header nennt.
request-too-slow = Die Anfrage kam zu langsam an. Prüfen Sie Ihre Verbindung, und senden Sie sie noch einmal.
body-too-large = Der Inhalt der Anfrage ist größer, als der Dienst annimmt. Senden Sie weniger.
head-too-large = Die Adresse und die Header der Anfrage sind länger, als der Dienst annimmt. Senden Sie weniger.
too-many-connections = Zu viele Verbindungen sind offen, von Ihrer Internetadresse oder insgesamt. Versuchen Sie es in ein paar Sekunden noch einmal.
too-many-streams = Ihre Internetadresse verfolgt zu viele Verlosungen zugleich. Schließen Sie einige davon, oder rufen Sie die Verlosung einzeln ab.
streams-busy = Sehr viele Menschen verfolgen gerade Verlosungen. Rufen Sie die Verlosung einzeln ab, oder versuchen Sie es in einer Minute noch einmal.

## The service and its store

unexpected-error = Im Dienst ist etwas schiefgegangen, und der Fehler steht im Protokoll. Versuchen Sie es später noch einmal.
store-unavailable = Der Dienst erreicht seine Datenbank gerade nicht. Nichts wurde geändert. Versuchen Sie es in ein paar Sekunden noch einmal.
store-loading = Die Datenbank dieses Dienstes lädt ihre Daten. Nichts wurde geändert. Versuchen Sie es in einer Minute noch einmal.
    .percent = Die Datenbank dieses Dienstes lädt ihre Daten: { $percent } % sind geladen. Nichts wurde geändert.
    .time-left = Die Datenbank dieses Dienstes lädt ihre Daten: { $percent } % sind geladen, es dauert noch etwa { $seconds } s. Nichts wurde geändert.
store-full = Die Datenbank dieses Dienstes kann keine Daten mehr aufnehmen: Sie ist voll, oder ihr Speicher ist ausgefallen. Nichts wurde geändert. Versuchen Sie es später noch einmal; der Betreiber muss Platz schaffen.
outcome-unknown = Die Verbindung zur Datenbank ist abgebrochen, deshalb ist unklar, ob Ihre Anfrage ausgeführt wurde. Versuchen Sie es im selben Browser noch einmal: Ein Los, das Ihnen schon gehört, wird wieder gezeigt. Ein Programm sendet denselben Idempotency-Key noch einmal.
replicas-missing =
    .change = Die Änderung ist geschrieben, aber noch nicht auf so vielen Servern, dass sie sicher ist. Senden Sie sie in ein paar Sekunden noch einmal: Dieselbe Änderung zählt nur einmal.
    .claim = Ihr Los ist geschrieben, aber noch nicht auf so vielen Servern, dass es sicher ist. Versuchen Sie es in ein paar Sekunden im selben Browser noch einmal: Sie bekommen dasselbe Los. Ein Programm sendet denselben Idempotency-Key noch einmal.
    .creation = Die Verlosung ist geschrieben, aber noch nicht auf so vielen Servern, dass sie sicher ist. Suchen Sie sie in ein paar Sekunden in der Liste der Verlosungen. Ein Programm sendet denselben Idempotency-Key noch einmal.
    .deletion = Die Verlosung ist gelöscht, aber noch nicht auf so vielen Servern, dass es sicher ist. Versuchen Sie es in ein paar Sekunden noch einmal: Wenn die Antwort sagt, dass ein Verwalter die Verlosung gelöscht hat, bleibt sie gelöscht.
    .draw = Die Ziehung hat begonnen, aber noch nicht jeder Server hat ihren Zufallswert gespeichert, deshalb ist noch kein Gewinner gezogen. Versuchen Sie es in ein paar Sekunden noch einmal. Wenn ein Server für immer verloren ist, muss der Betreiber ihn erst entfernen.
    .end = Das Ende ist geschrieben, aber noch nicht auf so vielen Servern, dass es sicher ist. Senden Sie es in ein paar Sekunden noch einmal: Dieselbe Zeit zählt nur einmal.
    .erasure = Die Adresse ist gelöscht, aber noch nicht auf so vielen Servern, dass es sicher ist. Wenn jetzt ein Server ausfällt, kann die Adresse wiederkommen: Löschen Sie sie in ein paar Sekunden noch einmal, bis sie nicht mehr gefunden wird.
    .hand-over = Der Preis ist als übergeben vermerkt, aber noch nicht jeder Server hat das gespeichert. Sehen Sie in ein paar Sekunden in die Liste der Übergaben, und wiederholen Sie die Übergabe nur, wenn sie dort fehlt.
    .publication = Die Verlosung ist veröffentlicht, aber noch nicht auf so vielen Servern, dass es sicher ist. Sehen Sie sie sich in ein paar Sekunden an, und veröffentlichen Sie sie noch einmal, wenn sie dann noch ein Entwurf ist.
    .resumption = Die Verlosung ist fortgesetzt, aber noch nicht auf so vielen Servern, dass es sicher ist. Wenn sie nach einem Ausfall wieder ausgesetzt ist, setzen Sie sie noch einmal fort.
    .seal = Die Verlosung ist versiegelt, aber noch nicht jeder Server hat das Siegel gespeichert, deshalb muss die Ziehung warten. Versuchen Sie es in ein paar Sekunden noch einmal. Wenn ein Server für immer verloren ist, muss der Betreiber ihn erst entfernen.
    .substitution = Der Ersatzgewinner hat den Preis, aber noch nicht jeder Server hat das gespeichert. Sehen Sie in ein paar Sekunden in die Liste der Ersatzgewinner, und lassen Sie nur dann noch einmal einen Ersatzgewinner nachrücken, wenn er dort fehlt.
checks-busy = Gerade werden viele Lose geprüft, deshalb wurde Ihres noch nicht geprüft. Versuchen Sie es in ein paar Sekunden noch einmal.
pictures-busy = Gerade werden viele Bilder gezeichnet, deshalb ist dieses Bild noch nicht fertig. Versuchen Sie es in ein paar Sekunden noch einmal.
no-codes-left = Gerade kommen viele Teilnehmer. Nichts wurde geändert. Versuchen Sie es in ein paar Sekunden noch einmal.
