# What all pages have: navigation, footer, and what is shown before the script of a page has arrived.

brand = Sorteo
skip = Ir al contenido
pages = Páginas
raffles = Sorteos
tickets = Mis boletos
manage = Gestionar
api = API
no-script = Esta página necesita JavaScript. Actívelo en su navegador y vuelva a cargar la página.
# $again is a link with the text load-again.
still-loading = Esta página todavía se está cargando. Si no aparece nada, { $again }.
load-again = vuelva a cargarla
foot = Un boleto por conexión a internet. Cualquiera puede comprobar la extracción.
privacy = Privacidad
language = Idioma
