manage-title = Gestionar sorteos
manage-description =
    Crear sorteos, ver cuántos boletos se han entregado y extraer los ganadores cuando no queda ninguno.
no-raffles-here = Aquí no hay sorteos.
# $warning is a sentence of the service, in English.
service-warns = El servicio advierte: { $warning }.
codes-ready =
    { $count ->
        [one] 1 código está listo. Mientras haya códigos, nadie espera su boleto.
       *[other] { $count } códigos están listos. Mientras haya códigos, nadie espera su boleto.
    }

## For visitors who are no managers. $address is the visitor's own address, $setting is the name of a setting

managers-only = Solo para gestores. Pida al operador que permita { $address }.
managers-only-shared = Solo para gestores. Su dirección es { $address }.
run-this-service =
    ¿Opera usted este servicio? En su máquina, abra el enlace para gestores que el servicio mostró al iniciarse. El
    token del enlace está también en el archivo { $file } en { $folder }.
allow-address = El operador puede añadir su dirección a { $setting }. Entonces el enlace para gestores deja de funcionar.
shared-address =
    Muchos visitantes pueden tener esta dirección: es la de una pasarela o la del propio servicio. No la añada a
    { $setting }: todo el mundo sería gestor.

## The form for a new raffle

new-raffle = Nuevo sorteo
edit-draft = Editar el borrador
tickets-label = Boletos
add-prize = Añadir un premio
prize-name = Nombre del premio
# An example in an empty field.
prize-example = Bicicleta
prize-amount = Cuántos
# The label prize-amount for screen readers. It has to begin with the text prize-amount.
prize-amount-of = Cuántos de este premio
remove-prize = Quitar este premio
describe-raffle = Describir el sorteo
plain-text-hint =
    Texto sencillo. Los saltos de línea se conservan y las direcciones que empiezan por https:// se convierten en
    enlaces.
participation-hint = Antes de obtener un boleto, los participantes marcan una casilla para aceptar estas condiciones.
contact-hint = La persona a quien pueden preguntar los participantes. Todos ven este texto.
pick-up-hint = La página muestra este texto a un ganador, junto al boleto que ha ganado. Todos pueden leerlo en la lista de cambios y mediante la API. Por eso, no escriba nada secreto.
unlisted-hint =
    El sorteo no aparece en la lista de sorteos. Todas las personas que tengan su enlace pueden participar.
announce-randomness = Anunciar un azar público, para que cualquiera pueda comprobar la extracción
use-beacon = Usar la baliza pública «drand quicknet»
beacon-hint =
    Nadie puede elegir ni predecir sus valores, y todos los navegadores pueden comprobarlos. Cualquiera puede hacer la
    extracción cuando llegue el momento.
# An example in an empty field.
source-example = Números de la lotería del 5 de diciembre, en orden ascendente
source-hint =
    Indique un valor aleatorio que nadie conozca todavía, como los números de una lotería. Diga también cómo se escribe
    el valor. Usted introduce el valor en la extracción. Si no indica ningún valor, el servidor elige uno y los
    participantes tienen que confiar en el servidor.
set-times = Fijar las fechas del sorteo
zone-hint = Todas las horas son de su zona horaria: { $zone }. Una hora que deje vacía no se anuncia.
opens-hint = Los participantes pueden obtener boletos a partir de este momento.
closes-hint =
    Los boletos que nadie tenga a esta hora se retiran. Sin esta hora, la extracción no es posible hasta que se
    entregue el último boleto.
draw-hint =
    Los participantes ven esta hora. La extracción no empieza por sí sola. Con la baliza, esta hora decide qué ronda de
    la baliza cuenta.
draw-substitutes = Extraer suplentes para los ganadores que no acudan
substitutes-hint =
    Los suplentes se extraen junto con los ganadores. Si un ganador no acude en estas horas después de la extracción,
    usted puede dar su premio al siguiente suplente. Un suplente que recibe un premio tiene las mismas horas. Si no
    indica horas, puede hacerlo justo después de la extracción.
create-raffle = Crear el sorteo
save-as-draft = Guardar como borrador
save-draft = Guardar el borrador
stop-editing = Dejar de editar
draft-hint = Solo los gestores ven un borrador. Puede cambiar todo en él hasta que lo publique.
copy-in-form = Esta es una copia de «{ $name }». Aún no se ha creado.
draft-in-form = Está editando el borrador «{ $name }». Solo cambia cuando lo guarda.
correct-fields = Corrija los campos marcados.
# After this text comes a link with the text open-its-page.
raffle-created = Se creó «{ $name }».
draft-first-saved = Se guardó «{ $name }» como borrador. Publíquelo en la lista de sorteos cuando esté listo.
draft-saved = Se guardó el borrador «{ $name }».
open-its-page = Abrir su página
# After this text comes a link with the text open-its-page.
earlier-created =
    Una solicitud anterior ya creó «{ $name }». Si ese sorteo es incorrecto, elimínelo en la lista de sorteos. Lo que
    hay ahora en el formulario no se creó. Si también lo quiere, guárdelo otra vez.

## What becomes final

final-title = Lo que pasa a ser definitivo
final-hint =
    Todo esto es definitivo cuando cree el sorteo o publique su borrador. Después solo puede cambiar la descripción, el
    contacto y cómo reciben los ganadores sus premios. Todos ven cada cambio.
summary-without-name = Un sorteo sin nombre
summary-tickets =
    { $count ->
        [one] { $name }: 1 boleto.
       *[other] { $name }: { $count } boletos.
    }
summary-no-tickets = { $name }: aún sin número de boletos.
summary-prizes = Premios: { $prizes }.
summary-no-prizes = Premios: aún ninguno.
summary-opens = Se abre el { $time }.
summary-opens-at-once = Se abre de inmediato.
summary-closes = Se cierra el { $time }. Los boletos que nadie tenga a esa hora se retiran.
summary-stays-open = No termina hasta que se entregue el último boleto.
# One of the next four sentences stands after this one. "This time" in summary-beacon-then is $time here.
summary-draw-at = La extracción está anunciada para el { $time }.
summary-beacon-then = Los ganadores resultan de la primera ronda de drand quicknet a partir de ese momento.
summary-beacon =
    Los ganadores resultan de la primera ronda de drand quicknet que llegue al menos un minuto después de que se
    entregue el último boleto.
summary-source = Usted introduce el valor aleatorio en la extracción, de esta fuente: { $source }.
summary-server = El servidor elige el valor aleatorio. Por eso los participantes tienen que confiar en su operador.
summary-substitutes =
    { $count ->
        [one] Se extrae 1 suplente.
       *[other] Se extraen { $count } suplentes.
    }
# This sentence stands after summary-substitutes.
summary-substitute-hours =
    { $hours ->
        [one] Un suplente puede sustituir a un ganador 1 hora después de la extracción.
       *[other] Un suplente puede sustituir a un ganador { $hours } horas después de la extracción.
    }
summary-no-substitutes = No se extraen suplentes.
summary-participation = Antes de obtener un boleto, los participantes aceptan sus condiciones de participación.

## Mistakes in the fields of a form

name-missing = Dé un nombre al sorteo.
prize-name-missing = Dé un nombre a este premio.
too-many-kinds = Como máximo { $most } premios diferentes.
too-many-prizes =
    { $prizes ->
        [one] 1 premio
       *[other] { $prizes } premios
    } para { $tickets ->
        [one] 1 boleto
       *[other] { $tickets } boletos
    }: ofrezca menos premios o más boletos.
# $most is the number of tickets that win no prize.
too-many-substitutes = Como máximo { $most }: el número de boletos que no ganan premio.
time-incomplete = Introduzca una fecha y una hora completas, o vacíe el campo.
draw-time-missing = Introduzca la hora de la extracción. Ella decide qué ronda de la baliza cuenta. Si falta, quien selle el sorteo podría elegir la ronda.
not-after-opening = Elija un momento posterior a la apertura.
not-after-end = Elija un momento posterior al final.
# $most is a round number, such as 100 or 5,000.
too-long = Como máximo { $most } caracteres
too-long-now = Como máximo { $most } caracteres. Este texto tiene { $length }.
# $character is the number of a character in Unicode, such as U+200B.
refused-in-name = Quite el carácter { $character }: corta la línea o cambia el orden del texto.
invisible-name = Nadie puede ver este nombre. Su primer carácter es { $character }.
refused-in-text = Quite el carácter { $character }: nadie puede leerlo.
invisible-text = Nadie puede ver este texto.

## The list of raffles, and its buttons

open-draw = Abrir la extracción
open-stage = Abrir el escenario
substitute-winner = Sustituir a un ganador
resume = Reanudar
winners-csv = Ganadores en CSV
edit = Editar
duplicate = Duplicar
publish = Publicar
hand-over-prizes = Entregar premios
end-early = Terminar antes
delete = Eliminar

## The chart of the tickets that were claimed

chart-nothing = Los boletos entregados se cuentan mientras esta página está abierta.
# The names of the two ends of the chart.
chart-begin = hace 10 minutos
chart-end = ahora
chart-recent-seconds =
    { $claims ->
        [one] 1 boleto entregado
       *[other] { $claims } boletos entregados
    } en { $seconds ->
        [one] el último segundo
       *[other] los últimos { $seconds } segundos
    }
chart-recent-minutes =
    { $claims ->
        [one] 1 boleto entregado
       *[other] { $claims } boletos entregados
    } en { $minutes ->
        [one] el último minuto
       *[other] los últimos { $minutes } minutos
    }
chart-highest =
    { $claims ->
        [one] Barra más alta: 1 boleto por minuto
       *[other] Barra más alta: { $claims } boletos por minuto
    }

## What was handed over

handed-over = Premios entregados
handed-over-csv = Premios entregados en CSV
handed-over-nothing = Aún no se ha entregado ningún premio.
handed-over-by = { $manager }, { $time }
handed-over-prize = Boleto { $number }: { $prize }
handed-over-note = Nota: { $note }

## The log of a raffle. $who is the name of a manager, or one of the first two texts

who-token = El gestor con el token
who-no-manager = Alguien que no es gestor
log = Registro
log-csv = Registro en CSV
log-empty = Aún no se ha anotado nada.
log-created = { $who } creó el sorteo.
log-published = { $who } publicó el sorteo.
log-changed = { $who } cambió el sorteo.
log-changed-fields = { $who } cambió el sorteo: { $fields }.
log-ended = { $who } fijó un final anticipado.
log-ended-at = { $who } fijó un final anticipado: { $time }.
log-deleted = { $who } eliminó el sorteo.
log-drew = { $who } extrajo los ganadores.
log-substituted = { $who } sustituyó el boleto { $number } por el boleto { $substitute }.
log-substituted-prize = { $who } sustituyó el boleto { $number } por el boleto { $substitute }: { $prize }.
log-resumed = { $who } reanudó el sorteo después de una restauración.
log-handed-over = { $who } entregó el premio del boleto { $number }.
log-handed-over-prize = { $who } entregó el premio del boleto { $number }: { $prize }.
log-erased = { $who } borró la dirección de un participante.
# $act is an English word of a newer version of the service, which this page does not know.
log-other = { $who }: { $act }.

## Requests that were not answered. $name is the name of a raffle

# A button. A press ends the repetitions of a request.
stop-sending = No volver a enviarla
no-longer-sent =
    Esta página ya no envía la solicitud sobre «{ $name }». Quizá ya se haya ejecutado. Compruébelo en la lista de
    sorteos antes de continuar.
not-carried-out = Esta página ya no envía la solicitud sobre «{ $name }». No se cambió nada.

## Dialogs: what they ask, and what is said afterwards

save = Guardar
draw-done = Los ganadores de «{ $name }» se han extraído.
entropy-value = El valor
entropy-form = Letras sencillas en minúscula, cifras y signos, separados por espacios simples
entropy-hint = Copie el valor de { $source }. Escríbalo como se anunció, con letras minúsculas.
entropy-compare = Compare este valor una vez más con la fuente. El valor no se puede cambiar después de la extracción.
entropy-length =
    { $count ->
        [one] 1 carácter
       *[other] { $count } caracteres
    }
entropy-change = Cambiar el valor
entropy-review = Revisar el valor
publish-question = ¿Publicar «{ $name }»?
publish-text = Entonces todos ven el sorteo y sus condiciones quedan fijadas. Todo esto pasa a ser definitivo:
publish-changed = Este borrador se cambió entretanto. Ahora todo esto pasa a ser definitivo:
publish-yes = Publicar
publish-done = «{ $name }» está publicado.
still-edited = Todavía está editando este borrador. Guárdelo o deje de editarlo, y después publíquelo.
# $field is the label of a time, such as field-opens-at.
draft-time-over = La hora «{ $field }» no está en el futuro: { $time }.
publish-again = Edite el borrador y publíquelo de nuevo.
resume-question = ¿Reanudar «{ $name }»?
resume-text =
    El servicio se restauró desde una copia de seguridad. No conoce los boletos que se obtuvieron después de la copia,
    así que otros participantes pueden recibir esos boletos. Sus primeros titulares no pueden ganar con ellos.
resume-yes = Reanudar
resume-done = «{ $name }» continúa.
delete-question = ¿Eliminar «{ $name }»?
delete-text =
    También se eliminan sus boletos y ganadores. Esto no se puede deshacer. La página del sorteo muestra a todos que el
    sorteo se eliminó.
delete-draft-text = Los participantes nunca lo han visto. Esto no se puede deshacer.
delete-yes = Eliminar
delete-done = «{ $name }» se ha eliminado.
winners-saved = Los ganadores de «{ $name }» se han guardado.
log-saved = El registro de «{ $name }» se ha guardado.
hand-overs-saved = La lista de los premios de «{ $name }» se ha guardado.

## The dialog that edits a raffle

edit-title = Editar «{ $name }»
edit-done = «{ $name }» se ha cambiado.
# $status is the text of a choice above the list: status-archived.
archive-done = «{ $name }» se ha archivado. Para verlo, elija el estado «{ $status }» encima de la lista.
edit-text = Todos ven qué cambia usted y cuándo.
edit-unlisted-hint = Solo los gestores ven el sorteo en las listas.
edit-archived-hint = Solo la lista de sorteos archivados muestra el sorteo. Su página permanece.
never-changes = Lo que nunca cambia
never-changes-text =
    El nombre, los boletos, los premios, las fechas, la fuente del valor aleatorio y los suplentes. La página del sorteo
    muestra un hash de todo ello, que se llama las condiciones. Las condiciones de participación tampoco cambian nunca,
    pero no están en este hash.

## The dialog that ends a raffle early

end-question = ¿Terminar «{ $name }» antes?
end-text =
    A partir de ese momento nadie puede obtener un boleto y los boletos que nadie tiene se retiran. Todos ven el
    momento. Puede volver a adelantarlo, pero no retrasarlo.
# The label of a time.
ends = Final
end-zone-hint = En su zona horaria: { $zone }. Con al menos un minuto de antelación.
end-yes = Terminar a esta hora
end-done = «{ $name }» termina el { $time }.
end-incomplete = Introduzca una fecha y una hora completas.
end-too-soon = Elija un momento dentro de un minuto como mínimo.
end-before-opening = Elija un momento posterior al { $time }, cuando se abre el sorteo.
end-too-late = Elija un momento anterior al { $time }, cuando el sorteo termina de todos modos.

## The dialog that hands over a prize

hand-over-title = Entregar un premio
hand-over-title-of = Entregar un premio de «{ $name }»
hand-over-text =
    Escanee el vale de recogida del ganador con un dispositivo en el que gestione sorteos. El enlace del vale de
    recogida abre este formulario. O escriba el número y el código del boleto. El servicio comprueba ambos y anota la
    entrega.
# $id is the beginning of the id of the raffle.
hand-over-raffle = Sorteo { $id }, creado el { $time }.
slip-chose-raffle = El vale de recogida ha elegido este sorteo. Compruebe que usted entrega los premios de este sorteo.
# An alarm, in capital letters where a language has them. After it come the name of the other raffle and the text
# hand-over-raffle.
slip-of-another-raffle = ESTE VALE DE RECOGIDA PERTENECE A OTRO SORTEO. No dé ningún premio por él antes de leer qué sorteo es.
open-other-raffle = Abrir el otro sorteo
scan = Escanear con la cámara
camera-picture = Imagen de la cámara
no-camera = No se puede usar la cámara. Escriba el número y el código.
hand-over-number = Número del boleto
# $mistake says which numbers there can be.
hand-over-number-wrong = Número del boleto: { $mistake }
hand-over-code = Código
hand-over-code-missing = Introduzca el código del boleto.
hand-over-note = Nota, solo para gestores
close = Cerrar
# Before this sentence, the service names the time in UTC. $time is that time in the time zone of the reader.
hand-over-time = En su zona horaria, eso fue el { $time }.
hand-over-check = Comprobar
hand-over-yes = Entregar
# What a manager sees after the check. It quotes the text hand-over-yes.
hand-over-review = El boleto { $number } ha ganado: { $prize }. Todavía no se ha anotado nada: elija primero «Entregar». Dé el premio cuando la entrega esté anotada.
hand-over-done = El boleto { $number } ha ganado: { $prize }. Entregue el premio. La entrega se anotó el { $time }.
# After this text comes the answer of the service to the second attempt.
first-answer-lost = La respuesta al primer intento se perdió.

## The dialog that substitutes a winner

substitute-title = Sustituir a un ganador de «{ $name }»
substitute-text = El siguiente suplente recibe el premio. Esto es definitivo. Todos ven la sustitución y su motivo.
substitute-number = Boleto del ganador que no acudió
substitute-reason = Motivo
substitute-reason-missing = Diga por qué. Todos ven el motivo.
substitute-yes = Sustituir
substitute-done = El siguiente suplente de «{ $name }» sustituyó al boleto { $number }.
