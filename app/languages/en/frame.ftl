# What all pages have: navigation, footer, and what is shown before the script of a page has arrived.

brand = Raffle
skip = Skip to the content
pages = Pages
raffles = Raffles
tickets = My tickets
manage = Manage
api = API
no-script = This page needs JavaScript. Turn it on in your browser, then reload this page.
# $again is a link with the text load-again.
still-loading = This page is still loading. If nothing appears, { $again }.
load-again = load it again
foot = One ticket per internet connection. Anyone can check the draw.
privacy = Privacy
language = Language
