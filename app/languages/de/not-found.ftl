not-found-title = Seite nicht gefunden
not-found-description = Unter dieser Adresse gibt es keine Seite. Die Liste aller Verlosungen ist einen Klick entfernt.
heading = Seite nicht gefunden.
see-all = Alle Verlosungen ansehen.
