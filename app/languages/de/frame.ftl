# What all pages have: navigation, footer, and what is shown before the script of a page has arrived.

brand = Verlosung
skip = Zum Inhalt springen
pages = Seiten
raffles = Verlosungen
tickets = Meine Lose
manage = Verwalten
api = API
no-script = Diese Seite braucht JavaScript. Schalten Sie es in Ihrem Browser ein, und laden Sie diese Seite neu.
# $again is a link with the text load-again.
still-loading = Diese Seite lädt noch. Wenn nichts erscheint, { $again }.
load-again = laden Sie sie neu
foot = Ein Los pro Internetanschluss. Jeder kann die Ziehung prüfen.
privacy = Datenschutz
language = Sprache
