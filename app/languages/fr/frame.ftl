# What all pages have: navigation, footer, and what is shown before the script of a page has arrived.

brand = Tombola
skip = Aller au contenu
pages = Pages
raffles = Tombolas
tickets = Mes tickets
manage = Gérer
api = API
no-script = Cette page a besoin de JavaScript. Activez-le dans votre navigateur, puis rechargez cette page.
# $again is a link with the text load-again.
still-loading = Cette page est en cours de chargement. Si rien n’apparaît, { $again }.
load-again = rechargez-la
foot = Un ticket par connexion internet. Tout le monde peut vérifier le tirage.
privacy = Confidentialité
language = Langue
