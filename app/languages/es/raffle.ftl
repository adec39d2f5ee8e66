raffle-title = Sorteo
raffle-description = Obtenga un boleto de este sorteo, vea sus premios y ganadores, y compruebe la extracción en su propio navegador.
# The title of the window. $name is the name of the raffle.
document-title = { $name } · Sorteo

## The parts of the page

tickets-heading = Boletos
# How many tickets nobody has yet.
tickets-left =
    { $count ->
        [one] Queda 1
       *[other] Quedan { $count }
    }
watch-stage = Ver la extracción en el escenario
your-ticket = Su boleto
about-heading = Acerca de este sorteo
contact-heading = Contacto
prizes-heading = Premios
changes-heading = Qué se cambió después
no-changes = No se cambió nada.
sealed-label = Sellado antes de la extracción
see-all-raffles = Ver todos los sorteos

## What was announced

# $beacon is the name of a beacon, such as "drand quicknet".
announced-beacon = Los ganadores resultan de una ronda de la baliza pública { $beacon }, que nadie puede elegir.
# $source says where the random value comes from, in the words of a manager.
announced-source = Los ganadores resultan de un valor que el gestor introduce en la extracción. Antes del primer boleto indicó esta fuente: «{ $source }»
announced-substitutes =
    { $count ->
        [one] También se extrae 1 suplente. Sustituye a un ganador que no se presente.
        [many] También se extraen { $count } de suplentes. Sustituyen a los ganadores que no se presenten.
       *[other] También se extraen { $count } suplentes. Sustituyen a los ganadores que no se presenten.
    }
# A winner who does not come within these hours may lose the prize to a substitute.
announced-substitutes-after =
    { $count ->
        [one] También se extrae 1 suplente. Sustituye a un ganador que no se presente
        [many] También se extraen { $count } de suplentes. Sustituyen a los ganadores que no se presenten
       *[other] También se extraen { $count } suplentes. Sustituyen a los ganadores que no se presenten
    }, pero solo { $hours ->
        [one] 1 hora
       *[other] { $hours } horas
    } después de la extracción. Un suplente que recibe un premio tiene el mismo tiempo.
# A hash. People compare it with what they saw before.
announced-terms = Huella de lo que se anunció (condiciones): { $terms }

## When it opens, closes and is drawn

opens-on = Se abre el { $time }.
open-until = Abierto hasta el { $time }.
closed-on = Se cerró el { $time }.
ends-early = Un gestor decidió terminar este sorteo antes.
draw-announced-for = La extracción está anunciada para el { $time }.
tickets-being-sealed = El servicio está sellando la lista de boletos.
# $left is the time that is left, such as "2 days 3 hours". The browser writes it, in the nominative.
opens-in = Se abre dentro de { $left }.
opens-now = Se abre ahora.
closes-in = Se cierra dentro de { $left }.
closes-now = Se cierra ahora.
# $round is the number of a round, without separators.
round-comes-in = La ronda { $round } de la baliza decide la extracción. Llega dentro de { $left }.
round-has-come = La ronda { $round } de la baliza ha llegado y decide la extracción. Cualquiera puede hacer la extracción.

## The terms of participation

participation-heading = Condiciones de participación
# The name of the box with the terms, for screen readers.
participation-label = Su texto
accepted-on = Las aceptó el { $time }.
accept-participation = Acepto las condiciones de participación
accept-first = Lea las condiciones de participación y marque la casilla. Después obtenga su boleto.

## The button that gets a ticket

get-ticket = Obtener mi boleto
# What screen readers say when the button appears.
open-now = Este sorteo ya está abierto. Puede obtener un boleto.
one-per-connection = Un boleto por conexión a internet.
getting-ticket = Obteniendo su boleto …
# What screen readers say when the ticket appears.
here-is-ticket = Aquí está su boleto.
nothing-kept = Este navegador no guarda nada. Guarde su boleto ahora, antes de salir de esta página.
# The service was restored from a backup after it had given the ticket to this browser.
restored-ticket = El servicio se restauró desde una copia de seguridad después de que este navegador obtuviera este boleto. Por eso es posible que el servicio haya perdido el boleto. Pulse «{ get-ticket }», con la misma conexión a internet que antes. Si el servicio aún conoce el boleto, usted lo conserva. Si no, recibe uno nuevo.
ticket-still-known = El servicio aún conoce este boleto.
claim-perhaps-elsewhere = El servicio no respondió a una solicitud anterior de este navegador. Si entonces tenía otra conexión a internet, quizá tenga allí un boleto. Vuelva a esa conexión, por ejemplo de la wifi a la red móvil, y cargue de nuevo la página del sorteo. Si ve «{ get-ticket }», púlselo. Esto funciona hasta un día después de la extracción. Si tenía la misma conexión que ahora, con «{ get-ticket }» recibe ese boleto. Sin este botón, la solicitud probablemente no obtuvo ningún boleto.
ticket-perhaps-elsewhere = El servicio no respondió a otra solicitud de este navegador. Si entonces tenía otra conexión a internet, quizá tenga allí un segundo boleto. En cuanto nadie pueda obtener más boletos, vuelva a esa conexión y cargue de nuevo la página del sorteo. Esto funciona hasta un día después de la extracción. Si tenía la misma conexión que ahora, no hay un segundo boleto.
claim-not-repeated = Quizá su conexión a internet haya cambiado desde su solicitud. Por eso, esta página no vuelve a pedir un boleto por sí sola.

## Why there is no button

no-ticket-draft = Aún no publicado
no-ticket-draft-text = Solo los gestores ven este borrador. Un gestor lo publica en la página «Gestionar». Después los participantes pueden encontrarlo aquí.
# A link to the page for managers.
to-publish = Ir al borrador para publicarlo
no-ticket-damaged = No disponible
no-ticket-damaged-text = Los datos de este sorteo están dañados. El operador debe reparar los datos. Después el sorteo continúa aquí por sí solo.
no-ticket-filling = Casi abierto
no-ticket-filling-text = Se están preparando los boletos. El botón aparece aquí por sí solo.
no-ticket-suspended = Suspendido
no-ticket-suspended-text = El servicio se restauró desde una copia de seguridad. Cuando un gestor reanude este sorteo, continuará aquí por sí solo.
no-ticket-scheduled = Aún no abierto
no-ticket-scheduled-text = El botón aparece aquí por sí solo cuando se abre este sorteo.
no-ticket-closed = Cerrado. La extracción aún no se ha hecho.
no-ticket-closed-text = Esta página muestra los ganadores en cuanto se extraen.
# The raffle has ended, and no ticket was claimed.
no-ticket-untaken = Cerrado. Nadie obtuvo un boleto.
no-ticket-untaken-text = Así que nadie gana y los premios no son para nadie.
no-ticket-sold_out = Agotado. La extracción aún no se ha hecho.
no-ticket-sold_out-text = { no-ticket-closed-text }
no-ticket-drawn = Extraído
no-ticket-drawn-text = Los ganadores están más abajo. Puede comprobar un boleto con su número y su código.

## The ticket

ticket-label = Su boleto: número { $number }
number-label = Número
code-label = Código
# Describes a picture to people who do not see it.
check-code-label = Código QR del enlace que comprueba este boleto
scan-after-draw = Escanear después de la extracción
qr-not-arrived = El código QR no llegó. Vuelva a cargar la página.
added-ticket = Boleto añadido
added-ticket-label = Boleto añadido: número { $number }
# A ticket file or a transfer link has brought the ticket to this browser.
added-ticket-text = Este boleto se añadió desde un archivo o un enlace. Este navegador no lo obtuvo por sí mismo.
added-ticket-open = Este boleto se añadió desde un archivo o un enlace. Este navegador no lo obtuvo por sí mismo, y nadie lo ha comprobado. Si usted no lo obtuvo en otro dispositivo, obtenga un boleto propio.
keep-number-and-code = Guarde el número y el código: juntos demuestran que el boleto es suyo. No los muestre a nadie: quien tenga ambos puede recoger su premio. Nadie puede darle el código otra vez. Este navegador puede olvidar el boleto, por ejemplo tras una semana sin visitas o en una ventana privada.
remove-ticket = Quitar de este navegador
remove-ticket-question = ¿Quitar el boleto { $number } de este navegador? Sin su número y su código ya no podrá comprobarlo.
# The browser shows this text in a dialog. So the text has no line breaks.
remove-claim-question = El servicio aún no ha respondido a su solicitud. Si quita la solicitud, nadie podrá obtener nunca el código de su boleto. ¿Quitar la solicitud?
ticket-removed = El boleto ya no se guarda en este navegador.
changed-elsewhere = Otra página de este navegador ha cambiado lo que se guarda de este sorteo. Por eso no se quitó nada. Ahora ve lo que se guarda.

## Ways to keep the ticket

copy-ticket = Copiar
share-ticket = Compartir
print-ticket = Imprimir
save-image = Guardar como imagen
save-file = Guardar como archivo
# $way is the text of a button, such as "Print".
way-not-working = «{ $way }» no funciona aquí. Copie el número y el código, o anótelos.
# The next two are lines of the text that is copied and shared.
ticket-line = Boleto { $number }
code-line = Código { $code }
ticket-picture = Boleto { $number } como imagen
no-file-saved = Si no se guardó ningún archivo, mantenga pulsada la imagen o haga una captura de pantalla.

## A lost code

lost-code = He perdido mi código
lost-code-browser = Abra esta página en el navegador en el que obtuvo el boleto. Este navegador guarda el número y el código, salvo que se borraran sus datos o la ventana fuera privada.
lost-code-copies = Busque lo que guardó: un archivo, una imagen, una copia impresa o un mensaje a usted mismo. Un archivo del boleto se puede añadir en «Mis boletos».
lost-code-somebody-else = Quizá usted no tiene boleto. Cada conexión a internet recibe un boleto, y puede tenerlo otra persona con su conexión, por ejemplo en la misma casa, escuela o red móvil.
lost-code-nobody-can = Si no encuentra el código, nadie puede dárselo otra vez, ni un gestor ni el operador: el servicio solo guarda un hash del código, y nadie puede calcular el código a partir del hash. El boleto sigue en el sorteo y puede ganar, pero sin el código nadie puede demostrar de quién es el boleto.
code-kept-here = Este navegador guarda el número y el código, y usted ve los dos arriba. «Mis boletos» los pasa a otro dispositivo o los guarda en un archivo.
code-without-copy = Si este navegador los olvida y usted no tiene una copia, nadie puede darle el código otra vez: el servicio solo guarda un hash del código.
my-tickets = Mis boletos

## The result

winners-drawn = Los ganadores ya se han extraído.
show-winners = Ver los ganadores
close-news = Cerrar
own-ticket-won = Su boleto { $number } ha ganado: { $prize }
own-ticket-lost = Su boleto { $number } no está en la lista de ganadores de este servicio.
# After this text comes the text substitution of the catalogue shared.
own-ticket-replaced = Su boleto { $number } había ganado, pero otro boleto lo sustituyó.
# $reason says what went wrong, as a sentence.
own-ticket-unchecked = No se pudo comprobar su boleto. { $reason }
added-ticket-won = El boleto añadido { $number } ha ganado: { $prize }
added-ticket-lost = El boleto añadido { $number } no está en la lista de ganadores de este servicio.
# After this text comes the text substitution of the catalogue shared.
added-ticket-replaced = El boleto añadido { $number } había ganado, pero otro boleto lo sustituyó.
# $reason says what went wrong, as a sentence.
added-ticket-unchecked = No se pudo comprobar el boleto añadido. { $reason }

## Check my ticket

check-heading = Comprobar mi boleto
ticket-number = Número del boleto
check-ticket = Comprobar
checking = Comprobando …
enter-number-and-code = Introduzca el número y el código de su boleto.
# $expected says what a ticket number is.
wrong-ticket-number = Número del boleto: { $expected }
you-won = Ha ganado: { $prize }
you-won-text = El boleto { $number } y su código se corresponden.
no-prize = Esta vez no hay premio
no-prize-text = El boleto { $number } es auténtico, pero no está entre los ganadores.
no-prize-replaced = El boleto { $number } había ganado, pero un gestor lo sustituyó por el boleto { $substitute }. La lista de suplentes tiene el motivo que dio el gestor.
check-link-incomplete = El enlace está incompleto. Después de la extracción, introduzca el número y el código de su boleto en esta página.
check-link-early = La extracción aún no se ha hecho. Abra este enlace de nuevo después de la extracción para comprobar el boleto { $number }.

## How a winner gets the prize

ticket-has-won = Su boleto { $number } ha ganado
added-ticket-has-won = El boleto añadido { $number } ha ganado
# The name of the text on the back of the ticket, for screen readers.
prize-and-pick-up = El premio y cómo recibirlo
show-ticket = Ver mi boleto
show-prize = Ver mi premio
how-to-get-it = Cómo recibirlo
claim-slip = Vale de recogida
# Describes a picture to people who do not see it.
claim-slip-code = Código QR del vale de recogida
claim-slip-is-code = El código QR es su vale de recogida.
claim-slip-use = Muéstrelo a un gestor cuando venga por el premio. Quien lo tenga puede recibir el premio, así que no lo pase a nadie.
questions-heading = Preguntas

## The winners

winners-heading = Ganadores
find-number = Buscar un número
number-wins = El número { $number } gana: { $prize }
number-not-winning = El número { $number } no está entre los ganadores.
number-not-there = No hay ningún boleto { $number }. El último número de este sorteo es el { $total }.
# $number is the ticket of a substitute, and $replaced the ticket that had won before.
number-for = { $number } por { $replaced }
show-more-winners =
    { $total ->
        [one] Mostrar más de 1 ganador
        [many] Mostrar más de { $total } de ganadores
       *[other] Mostrar más de { $total } ganadores
    }
try-again = Intentar de nuevo
# Printed after the winners that the screen shows.
winners-not-on-paper =
    { $count ->
        [one] Y 1 ganador más.
        [many] Y { $count } de ganadores más.
       *[other] Y { $count } ganadores más.
    }
prizes-for-nobody = Estos premios no son para nadie: { $prizes }.

## Verify this draw

verify-heading = Comprobar esta extracción
verify-lead = Su propio navegador calcula los ganadores otra vez y los compara con los ganadores de arriba.
certificate-link = Certificado
check-file-heading = Comprobar un acta de un archivo
record-file = Acta de la extracción (JSON)

## A deleted raffle

deleted-heading = Este sorteo fue eliminado
deleted-text = Un gestor ha eliminado este sorteo. Sus boletos y ganadores ya no existen. Se conservan estos datos:
kept-name = Nombre
kept-tickets = Boletos
kept-created = Creado
kept-drawn = Extraído
kept-deleted = Eliminado
kept-terms = Huella de lo anunciado (condiciones)
# The root is the top of a tree of hashes (Merkle tree).
kept-root = Huella de la lista de boletos (raíz)
kept-withdrawn = Boletos retirados
kept-round = Ronda de la baliza
