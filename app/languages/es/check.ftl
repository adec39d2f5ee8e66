# What the pages say about the check of a draw. A page loads these texts together with the module that checks.

## The check of a draw

computing = Calculando…
# Screen readers say one of these after the title of a step of the check.
step-right = : correcto.
step-wrong = : incorrecto.
step-open = : no está claro.
compare-raffle = Comparar el sorteo
# $name is the name of the other raffle.
other-raffle = Esta acta es de otro sorteo: { $name }.
compare-record = Comparar con el acta de este servicio
# $fields are names of JSON members.
other-record = El acta que da este servicio tiene otro valor en: { $fields }.
compare-page = Comparar con lo que muestra esta página
same-on-page =
    Esta página muestra los mismos valores que el acta, y { $count ->
        [one] el mismo ganador
       *[other] los mismos { $count } ganadores
    }.
winners-not-compared = Solo los primeros { $compared } de { $total } ganadores se han comparado con esta página. Para comparar más, muestre más ganadores y vuelva a comprobar.
# $field is the name of a JSON member, and the number of an entry if the member is a list. $record and $page are values.
differs-on-page = { $field }: el acta dice { $record }, esta página dice { $page }.
more-differences =
    { $count ->
        [one] Hay una diferencia más
       *[other] Hay { $count } diferencias más
    }.
page-is-old = Desde que se cargó esta página, unos suplentes han sustituido a ganadores.
compare-card = Comparar con lo que guarda la tarjeta de su boleto
# $fields is a list of texts card-field.
other-on-card = La tarjeta de su boleto vio antes otros valores: { $fields }.
own-ticket-step = Buscar su boleto en la extracción
own-ticket-took-part = Su boleto { $number } ha participado en la extracción.
own-ticket-took-part-with-code = Su boleto { $number } ha participado en la extracción con su código.
# $button is the text check-ticket-now, on the ticket card.
own-ticket-not-proven = Su boleto { $number } ha participado en la extracción. Este navegador no tiene ninguna prueba de que participó con su código. Para obtener la prueba, elija «{ $button }» en la tarjeta del boleto.
own-ticket-wrong-proof = La prueba que guarda este navegador no lleva del código de su boleto { $number } a la raíz que figura en el acta.
own-ticket-won-by-record = Según esta acta, ha ganado: { $prize }.
own-ticket-lost-by-record = Según esta acta, no ha ganado nada.
own-ticket-left-out = El acta dice que nadie tenía su boleto { $number }.
added-ticket-step = Buscar el boleto añadido en la extracción
added-ticket-took-part = El boleto añadido { $number } ha participado en la extracción.
added-ticket-took-part-with-code = El boleto añadido { $number } ha participado en la extracción con su código.
# $button is the text check-ticket-now, on the ticket card.
added-ticket-not-proven = El boleto añadido { $number } ha participado en la extracción. Este navegador no tiene ninguna prueba de que participó con su código. Para obtener la prueba, elija «{ $button }» en la tarjeta del boleto.
added-ticket-left-out = El acta dice que nadie tenía el boleto { $number }. Este boleto se añadió desde un archivo o un enlace, y nadie ha comprobado su código. Por eso no demuestra nada contra la extracción.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = Comprobación no superada: { $reason }
not-verified-other-raffle = Comprobación no superada: esta acta es de otro sorteo: { $name }.
not-verified-other-record = Comprobación no superada: el acta que da este servicio tiene otro valor en: { $fields }.
not-verified-other-on-page = Comprobación no superada: esta página muestra valores distintos de los del acta en: { $fields }.
not-verified-page-is-old = Comprobación no superada: desde que se cargó esta página, unos suplentes han sustituido a ganadores. Vuelva a cargar esta página.
not-verified-other-on-card = Comprobación no superada: la tarjeta de su boleto vio antes otros valores: { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = Comprobación no superada: SU BOLETO { $number } NO HA PARTICIPADO EN LA EXTRACCIÓN, como si nadie lo tuviera.
not-verified-wrong-proof = Comprobación no superada: el acta no concuerda con la prueba de su boleto { $number }. O bien el acta es incorrecta, o bien lo es la prueba de este navegador.
not-verified-not-loaded = Sin comprobar: no se puede cargar el resto de la comprobación. Compruebe su conexión e inténtelo de nuevo.

## What the check proves

verified = Comprobación superada: estos son los ganadores correctos.
verified-how = Su navegador ha calculado los mismos ganadores, en el mismo orden.
# $fields are names of JSON members.
not-checked = Sin comprobar, porque solo los dice este servicio: { $fields }.
later-substitutions =
    Este archivo es más antiguo: desde entonces { $count ->
        [one] se ha sustituido a un ganador más
       *[other] se ha sustituido a { $count } ganadores más
    }.
# $time is the time at which the random value became known.
root-not-seen = Esta comprobación no puede mostrar si las condiciones, la raíz y los boletos retirados eran públicos antes del { $time }, porque este navegador no vio la raíz antes. Compárelos con lo que usted guardó, o con la tarjeta de un participante que vio la raíz antes.
nobody-could-choose = Nadie pudo elegir ni predecir el valor aleatorio: es la firma de una baliza pública.
signature-verified = Comprobada y confirmada por su navegador.
holders-check = Cada titular puede comprobar en la tarjeta del boleto que su boleto estaba en la lista sellada. Esta comprobación no puede mostrar quiénes son los titulares.
# $what is the text left-to-check-what. $source says where the value comes from, in the words of a manager.
left-to-check = { $what } cuando se creó el sorteo, se anunció esta fuente: «{ $source }». Compruebe allí dos cosas: ¿dio la fuente «{ $entropy }», y lo hizo solo después de que se entregara el último boleto? Si ambas son ciertas, nadie pudo elegir a los ganadores. Esta comprobación no puede mostrar quién tiene cada boleto.
left-to-check-what = Lo que le queda por comprobar:
# $what is the text not-proved-what.
not-proved = { $what } no se anunció ninguna fuente pública del valor aleatorio. El servicio dice que eligió el valor después de que se entregara el último boleto. Usted tiene que confiar en que esto es cierto y en que el operador eligió el valor una sola vez. Esta comprobación no puede mostrar quién tiene cada boleto.
not-proved-what = Lo que esto no demuestra:

## The check without these pages

check-with-python = Comprobar con Python
save-both-files = Guarde los dos archivos en la misma carpeta:
save-record = Guardar el acta (JSON)
# The checker is a program that checks a draw record.
save-checker = Guardar el programa de comprobación (Python)
open-terminal = Abra un terminal en esta carpeta y escriba:
seed-lines = La semilla es el SHA-256 de estas líneas, sin salto de línea al final:
