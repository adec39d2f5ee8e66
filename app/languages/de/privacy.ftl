privacy-title = Datenschutz
privacy-description = Was dieser Dienst über Sie speichert, wo, und wie lange.
lead = Sie brauchen kein Konto und keinen Namen. Diese Seite sagt, was der Dienst über Sie speichert. Der Dienst schreibt diese Seite nach seinen eigenen Einstellungen.

## What is kept

kept = Was gespeichert wird
address = Ihre IP-Adresse
address-why = Wenn Sie sich ein Los holen, wird Ihre Adresse mit der Losnummer gespeichert, damit jeder Internetanschluss ein Los bekommt.
address-bits = Von einer IPv6-Adresse werden nur die ersten { $bits } von { $all } Bits gespeichert.
address-networks = Für jedes IPv6-Netz (seine ersten { $bits } Bits) wird die Zahl der Lose gespeichert.
address-until = All das wird { $hours } Stunden nach der Ziehung gelöscht. Wenn niemand die Verlosung zieht, wird all das 400 Tage danach gelöscht, dass das letzte Los vergeben wurde oder die Verlosung schloss. All das wird auch gelöscht, wenn ein Verwalter die Verlosung löscht. Solange die Verlosung offen oder ausgesetzt ist, bleibt all das gespeichert.
address-refused = Wenn noch mehr Leute über Ihre Adresse ein Los holen wollen, zählt der Dienst sie höchstens eine Stunde lang nach Adresse. So merkt der Betreiber, wenn alle Besucher dieselbe Adresse zu haben scheinen.
ticket = Ihr Los
ticket-hash = Seine Nummer und ein Hash seines Codes. Niemand kann den Code aus dem Hash berechnen. Nummer und Hash bleiben gespeichert, bis ein Verwalter die Verlosung löscht. Ohne Ihre Adresse weist nichts darin auf Sie hin.
ticket-receipt = Das Los selbst bleibt bis { $hours } Stunden nach der Ziehung verschlüsselt gespeichert, damit Ihr Browser es noch einmal bekommt, wenn eine Antwort verloren ging. Nur Ihr Browser hat den Schlüssel.
ticket-prize = Wenn ein Verwalter Ihren Preis übergibt, werden Losnummer, Preis und Zeit gespeichert, und was der Verwalter dazu notiert. Nur Verwalter lesen das. Wenn ein anderes Los Ihres ersetzt, kann jeder den Grund lesen, den ein Verwalter genannt hat. In der Datenbank bleibt all das gespeichert, bis ein Verwalter die Verlosung löscht.
ticket-deleted = Nach dieser Löschung bleibt ein Teil davon gespeichert. Der Verlauf der Verlosung behält Losnummer, Preis und Zeit noch 400 Tage, und nur Verwalter lesen ihn. Eine Datei des Betreibers behält die Ziehungsprotokolle, jede Übergabe mit Losnummer, Preis und Zeit, und den Grund, aus dem ein Los ein anderes ersetzt hat. Aus dieser Datei löscht der Dienst nichts. Fragen Sie den Betreiber, wie lange die Datei aufbewahrt wird.
tries = Ihre Versuche, ein Los zu prüfen
tries-counted = Falsche Codes werden eine Minute lang nach Adresse gezählt, damit niemand einen Code erraten kann.
browser = In Ihrem eigenen Browser
browser-kept = Die Nummer und der Code Ihres Loses, und was Sie von der Verlosung gesehen haben. Sie bleiben in Ihrem Browser, bis Sie seine Daten löschen. Der Dienst kann sie dort nicht lesen. Solange eine Anfrage nach einem Los nicht beantwortet ist, bewahrt Ihr Browser auch Ihre Adresse auf. Nur wenn Sie eine Sprache wählen, speichert ein Cookie diese Wahl für ein Jahr.
log = Das Protokoll des Dienstes
log-has-addresses = Der Betreiber sucht einen Fehler: Im Moment stehen Adressen im Protokoll. Fragen Sie den Betreiber, wie lange das Protokoll aufbewahrt wird.
log-has-none = Das Protokoll enthält weder Adressen noch Codes.
managers = Verwalter
managers-log = Das Protokoll einer Verlosung sagt, welcher Verwalter was getan hat, mit Namen oder Adresse. Nur Verwalter lesen es. Auf dem Rechner des Dienstes bekommt ein Verwalter ein Cookie, das ihn ausweist.

## Where it is kept

where = Wo es gespeichert wird
where-embedded = Die Daten liegen auf dem Rechner des Dienstes. Was gelöscht wurde, kann bis zu einem Tag länger in seinen Dateien stehen.
where-own-store = Die Daten liegen in einer Redis- oder Valkey-Datenbank, die der Betreiber betreibt. Was gelöscht wurde, kann bis zu einem Tag länger in ihren Dateien stehen.
where-backups = Eine Sicherung hat dieselben Daten wie die Datenbank. Fragen Sie den Betreiber, wie lange Sicherungen aufbewahrt werden.
where-proxy = Ihre Anfrage kommt durch einen Proxy des Betreibers. Fragen Sie den Betreiber, was das Protokoll dieses Proxys aufbewahrt.

## What is not done

not-done = Was nicht geschieht
not-done-why = Die Seiten laden nichts von anderen Diensten, und niemand erfährt, dass Sie hier waren. Es gibt keine Tracker und keine Werbung. Kein Cookie sagt, wer Sie als Teilnehmer sind.

## Ask, or have your address erased

rights = Fragen, oder Ihre Adresse löschen lassen
ask = Fragen Sie hier: { $contact }.
ask-whoever-invited = Der Betreiber hat nicht angegeben, wen Sie fragen können. Fragen Sie die Person, die Sie zur Verlosung eingeladen hat.
rights-erase = Vor der Ziehung kann ein Verwalter Ihre Adresse löschen. Ihr Los bleibt Ihres: Es kann weiter gewinnen, und sein Code beweist weiter, dass es Ihnen gehört.
