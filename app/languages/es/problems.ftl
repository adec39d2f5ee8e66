## Who may do what

not-a-manager = Solo los gestores pueden hacer esto. Si usted opera este servicio, abra en la misma máquina el enlace que mostró al iniciarse. Su token está también en el archivo manager-token de DATA_DIR. Si MANAGER_IPS está definido, solo sus direcciones son de gestores.
cross-site = Una página de otro sitio envió esta solicitud, por lo que fue rechazada. Abra este servicio directamente e inténtelo de nuevo.
    .page = Una página de { $page } envió esta solicitud a { $host }, por lo que fue rechazada. Si esta página pertenece al servicio, un proxy cambia la cabecera Host: el operador debe definir { $setting }, o el proxy debe transmitir Host sin cambios.
    .public = Una página de { $page } envió esta solicitud a { $host }, y PUBLIC_URL es { $public }, por lo que fue rechazada. Abra { $public } e inténtelo de nuevo. Si se llega al servicio por { $page }, el operador debe definir { $setting }. ALLOWED_HOSTS admite otros nombres de host.

## The beacon

beacon-signature-missing = Los ganadores de este sorteo se deducen de la firma de una ronda de su baliza, y la solicitud no la contiene. Obtenga la firma de la baliza y envíela; un programa envía { "{\"round\": 1, \"signature\": \"...\"}" }.
beacon-signature-wrong = Esta no es la firma de esta ronda. Cópiela de nuevo de la baliza: 96 dígitos hexadecimales en minúsculas.
wrong-round = Los ganadores de este sorteo se deducen de otra ronda de su baliza. Envíe la ronda que indica el sorteo.
round-not-yet = La ronda de la que se deducen los ganadores aún no ha llegado. Inténtelo de nuevo cuando llegue su hora.
beacon-unreachable = Ninguna fuente de la baliza envió a tiempo la firma de la ronda. No se cambió nada. Inténtelo de nuevo dentro de unos segundos, o envíe usted mismo la ronda y la firma.

## Draws, and checks of tickets

entropy-missing = Este sorteo anunció de dónde viene su valor aleatorio. Introduzca ese valor para extraer los ganadores; un programa lo envía como { "{\"entropy\": \"...\"}" }.
entropy-not-announced = Este sorteo no anunció ninguna fuente de un valor aleatorio, por lo que no se puede introducir ningún valor. Haga la extracción sin valor.
invalid-code = Este código no corresponde a este número de boleto. Compruebe ambos e inténtelo de nuevo.
    .mistake = Esto no es un código: { $mistake }. Copie el código de nuevo. Esto no ha contado como un código incorrecto.
tickets-remaining = Los ganadores solo se pueden extraer cuando todos los boletos están entregados o el sorteo está cerrado. Espere hasta entonces.
already-drawn = Los ganadores de este sorteo ya están extraídos, y la extracción se hace una sola vez. Consulte la lista de ganadores.
    .erasing = Los ganadores de este sorteo ya están extraídos. Por eso el servicio elimina por sí mismo las direcciones de todos los participantes, 24 horas después de la extracción.
not-sealed = Este sorteo aún no está sellado. El servicio lo sella por sí mismo cuando se ha entregado el último boleto o el sorteo está cerrado. Inténtelo de nuevo.
not-drawn = La extracción aún no se ha hecho. Vuelva después de la extracción.
not-a-winner = Este boleto no ha ganado ningún premio, por lo que ningún suplente puede sustituirlo. Compruebe el número en la lista de ganadores.
already-substituted = Otro boleto ya ha sustituido a este boleto. Consulte la lista de sustituciones.
no-prize-won = Este boleto es auténtico, pero no ha ganado ningún premio. Por eso no hay nada que entregar.
already-handed-over =
    El premio de este boleto ya se entregó: { $time }, por { $manager ->
        [token] el gestor con el token
       *[other] { $manager }
    }.
no-substitutes-left = No queda ningún suplente para este sorteo, por lo que el premio sigue siendo de este boleto.
too-early = El ganador aún tiene tiempo de venir: un suplente solo puede sustituir a un ganador después del número de horas anunciado.
too-many-wrong-codes =
    { $seconds ->
        [one] Demasiados códigos incorrectos. Las personas que comparten una conexión a internet cuentan juntas. Inténtelo de nuevo dentro de 1 segundo.
       *[other] Demasiados códigos incorrectos. Las personas que comparten una conexión a internet cuentan juntas. Inténtelo de nuevo dentro de { $seconds } segundos.
    }

## Raffles and claims

too-many-prizes = Hay más premios que boletos. Ofrezca menos premios o más boletos.
already-participated = Su conexión a internet ya tiene un boleto de este sorteo, y cada conexión recibe uno. Si lo obtuvo usted, abra este sorteo en el navegador que usó entonces: todavía muestra su boleto.
network-full = Los participantes de la red a la que pertenece su dirección (un /48 de IPv6) tienen tantos boletos de este sorteo como puede tener una red. Usted no ha recibido ningún boleto. Obtenga uno desde otra red, o pida al operador que suba el límite.
raffle-not-found = No existe este sorteo. Puede que se haya eliminado, o el enlace está incompleto. Consulte la lista de sorteos.
raffle-deleted = Un gestor ha eliminado este sorteo. Los datos que se conservan de él se muestran aquí. Consulte la lista de sorteos para ver otros sorteos.
ticket-not-found = Este sorteo no tiene ningún boleto con este número. Compruebe el número en su boleto.
player-not-found = Este sorteo no conserva esa dirección: este participante no tiene boleto, nadie ha obtenido este boleto, o su dirección ya está borrada.
still-filling = Los boletos de este sorteo todavía se están preparando. Inténtelo de nuevo dentro de unos segundos.
not-open-yet = Este sorteo aún no está abierto. Vuelva cuando se abra.
suspended = La base de datos de este servicio se restauró de una copia de seguridad, por lo que puede que no conozca algunos boletos de este sorteo. No se cambió nada. Un gestor debe reanudar primero el sorteo.
not-suspended = Este sorteo no está suspendido, por lo que no hay nada que reanudar.
raffle-damaged = Los datos de este sorteo están dañados. El sorteo continúa cuando el operador haya reparado los datos. No se cambió nada. Guarde su boleto si tiene uno.
sold-out = Agotado: todos los boletos de este sorteo están entregados. Vuelva después de la extracción, o elija otro sorteo.
closed = Este sorteo está cerrado, por lo que ya no se puede obtener ningún boleto. Vuelva después de la extracción.
cannot-end-early = Este sorteo no puede terminar antes. O bien ya ha terminado: está agotado, cerrado, sellado o extraído. O bien lo creó una versión anterior del servicio, y termina cuando se entrega su último boleto.
already-published = Este sorteo está publicado, por lo que sus condiciones son definitivas. Solo se pueden cambiar la descripción, el contacto, cómo reciben los ganadores sus premios y en qué listas aparece el sorteo.
changed-meanwhile = Alguien ha cambiado este sorteo mientras tanto. No se hizo nada. Mírelo de nuevo y decida otra vez.
idempotency-key-reused = Esta Idempotency-Key ya creó otro sorteo. Envíe una clave nueva; en un navegador, recargue la página.
too-many-claims = Su conexión a internet ya tiene un boleto y lo ha pedido demasiadas veces. No se cambió nada. Espere un minuto e inténtelo de nuevo.

## The request itself

invalid-request = Algunos valores no se pueden usar. Corrija los campos indicados en `errors` y envíe la solicitud de nuevo.
malformed-request = La solicitud no es HTTP válido, o terminó demasiado pronto. Envíela de nuevo.
unknown-host = El servicio no acepta esta solicitud con este nombre de host. Compruebe el nombre. Si es correcto, el operador debe añadirlo a ALLOWED_HOSTS. Mientras ALLOWED_HOSTS esté vacío, los gestores de MANAGER_IPS solo pueden usar una dirección IP, localhost o el host de PUBLIC_URL.
not-found = No hay nada en esta dirección. Los sorteos están en /, y la API se describe en /docs.
method-not-allowed = Esta ruta no admite este método. Use uno de los que indica la cabecera Allow.
request-too-slow = La solicitud tardó demasiado en llegar. Compruebe su conexión y envíela de nuevo.
body-too-large = El cuerpo de la solicitud es mayor de lo que acepta el servicio. Envíe menos.
head-too-large = La dirección y las cabeceras de la solicitud son más largas de lo que acepta el servicio. Envíe menos.
too-many-connections = Hay demasiadas conexiones abiertas, desde su dirección de internet o en total. Inténtelo de nuevo dentro de unos segundos.
too-many-streams = Su dirección de internet sigue demasiados sorteos a la vez. Cierre algunos, o consulte el sorteo directamente.
streams-busy = Muchísimas personas siguen sorteos en este momento. Consulte el sorteo directamente, o inténtelo de nuevo dentro de un minuto.

## The service and its store

unexpected-error = Algo falló en el servicio, y el error quedó anotado en su registro. Inténtelo de nuevo más tarde.
store-unavailable = El servicio no puede conectar con su base de datos en este momento. No se cambió nada. Inténtelo de nuevo dentro de unos segundos.
store-loading = La base de datos de este servicio está cargando sus datos. No se cambió nada. Inténtelo de nuevo dentro de un minuto.
    .percent = La base de datos de este servicio está cargando sus datos: se ha cargado el { $percent } %. No se cambió nada.
    .time-left = La base de datos de este servicio está cargando sus datos: se ha cargado el { $percent } %, faltan unos { $seconds } s. No se cambió nada.
store-full = La base de datos de este servicio no admite más datos: está llena, o su disco ha fallado. No se cambió nada. Inténtelo de nuevo más tarde; el operador debe liberar espacio.
outcome-unknown = La conexión con la base de datos se cortó, por lo que no se sabe si su solicitud se llevó a cabo. Inténtelo de nuevo en el mismo navegador: un boleto que ya es suyo se muestra otra vez. Un programa envía de nuevo la misma Idempotency-Key.
replicas-missing =
    .change = El cambio está escrito, pero aún no en suficientes servidores para ser seguro. Envíelo de nuevo dentro de unos segundos: el mismo cambio cuenta una sola vez.
    .claim = Su boleto está escrito, pero aún no en suficientes servidores para ser seguro. Inténtelo de nuevo dentro de unos segundos en el mismo navegador: recibirá el mismo boleto. Un programa envía de nuevo la misma Idempotency-Key.
    .creation = El sorteo está escrito, pero aún no en suficientes servidores para ser seguro. Búsquelo en la lista de sorteos dentro de unos segundos. Un programa envía de nuevo la misma Idempotency-Key.
    .deletion = El sorteo está eliminado, pero aún no en suficientes servidores para que sea seguro. Inténtelo de nuevo dentro de unos segundos: si la respuesta dice que un gestor ha eliminado el sorteo, seguirá eliminado.
    .draw = La extracción ha empezado, pero no todos los servidores han guardado aún su valor aleatorio, por lo que no se ha elegido ningún ganador. Inténtelo de nuevo dentro de unos segundos. Si un servidor se ha perdido para siempre, el operador debe retirarlo primero.
    .end = El final está escrito, pero aún no en suficientes servidores para ser seguro. Envíelo de nuevo dentro de unos segundos: la misma hora cuenta una sola vez.
    .erasure = La dirección está borrada, pero aún no en suficientes servidores para que sea seguro. Si un servidor falla ahora, la dirección puede volver: bórrela de nuevo dentro de unos segundos, hasta que no se encuentre.
    .hand-over = El premio está anotado como entregado, pero no todos los servidores lo han guardado aún. Consulte la lista de entregas dentro de unos segundos, y repita la entrega solo si no aparece en ella.
    .publication = El sorteo está publicado, pero aún no en suficientes servidores para que sea seguro. Consúltelo dentro de unos segundos, y publíquelo de nuevo si todavía es un borrador.
    .resumption = El sorteo se ha reanudado, pero aún no consta en suficientes servidores para que sea seguro. Si vuelve a estar suspendido después de un fallo, reanúdelo otra vez.
    .seal = El sorteo está sellado, pero no todos los servidores han guardado aún el sello, por lo que la extracción debe esperar. Inténtelo de nuevo dentro de unos segundos. Si un servidor se ha perdido para siempre, el operador debe retirarlo primero.
    .substitution = El suplente tiene el premio, pero no todos los servidores lo han guardado aún. Consulte la lista de sustituciones dentro de unos segundos, y repita la sustitución solo si no aparece en ella.
checks-busy = En este momento se están comprobando muchos boletos, por lo que el suyo aún no se ha comprobado. Inténtelo de nuevo dentro de unos segundos.
pictures-busy = En este momento se están dibujando muchas imágenes, por lo que esta aún no está lista. Inténtelo de nuevo dentro de unos segundos.
no-codes-left = En este momento llegan muchos participantes. No se cambió nada. Inténtelo de nuevo dentro de unos segundos.
