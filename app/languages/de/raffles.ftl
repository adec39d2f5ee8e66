raffles-title = Verlosungen
raffles-description = Nehmen Sie an einer Verlosung teil: ein Los pro Internetanschluss, und eine Ziehung, die jeder prüfen kann.
raffles-heading = Jedem ein Los. Eine Ziehung, die jeder prüfen kann.
raffles-lead = Wählen Sie eine Verlosung, holen Sie sich Ihr Los, und bewahren Sie den Code auf. Nach der Ziehung kann Ihr eigener Browser die Gewinner prüfen.
none-yet = Noch keine Verlosungen
none-yet-hint = Sobald ein Verwalter eine eröffnet, erscheint sie hier.
all-archived = Alle Verlosungen sind archiviert
# $status is the text of a choice above the list: status-archived.
all-archived-hint = Wählen Sie den Status „{ $status }“, um sie zu sehen.
