# What the pages say about the seal, about the draw, and about the check of the draw.

## Facts: their names, and the values of some of them

fact-beacon = Baliza
# The chain of random values to which the rounds of the beacon belong.
fact-chain = Cadena
fact-round = Ronda
fact-source = Fuente
fact-signature = Firma
fact-terms = Huella de lo anunciado (condiciones)
# The time at which the list of tickets was sealed.
fact-sealed = Sellado
# The root of the hash tree (Merkle tree) of all tickets.
fact-root = Huella de la lista de boletos (raíz)
fact-withdrawn-tickets = Boletos retirados
fact-withdrawn = Retirados
beacon-and-chain = { $beacon }, cadena { $chain }
# $round is the number of the round.
round-published = { $round }, publicada el { $time }
round-comes = { $round }, que llega el { $time }
withdrawn-tickets =
    { $count ->
        [one] 1 boleto que nadie tenía
       *[other] { $count } boletos que nadie tenía
    }; hash de sus números: { $hash }

## Notices, which must be as loud as in English. The English texts are those of the program that checks records

nothing-binds = NI CONDICIONES NI SELLO OBLIGAN A ESTA ACTA (raffle-draw/1): quien la hizo pudo elegir el valor aleatorio y, con él, a los ganadores.
unless-the-source = NI CONDICIONES NI SELLO OBLIGAN A ESTA ACTA (raffle-draw/1): quien la hizo pudo elegir el valor aleatorio y, con él, a los ganadores, salvo que la fuente indicada diera ese valor. Compare los dos.
operator-chose = El propio operador eligió el valor aleatorio.
manager-typed = El propio gestor escribió el valor aleatorio.
# $announced and $round are numbers of rounds, and $sealed is a time such as 2026-11-26T12:00:00.000Z.
late-round-decided = SE ANUNCIÓ LA RONDA { $announced }, PERO DECIDIÓ LA RONDA { $round }, porque el sorteo se selló tarde: { $sealed }.
late-round-decides = SE ANUNCIÓ LA RONDA { $announced }, PERO DECIDE LA RONDA { $round }, porque el sorteo se selló tarde: { $sealed }.
# The times are such as 2026-11-26T12:00:00.000Z. $restored, $hours and $count are numbers.
no-time-announced = NO SE ANUNCIÓ NINGUNA HORA PARA ESTA EXTRACCIÓN, así que quien selló el sorteo pudo elegir la ronda. Compare la raíz, la ronda y la hora del sello (sealed_at) con lo que la página mostraba antes de { $at }.
sealed-after-draw-time = LOS BOLETOS SE SELLARON A { $sealed }, DESPUÉS DE { $announced }, LA HORA ANUNCIADA DE LA EXTRACCIÓN. Si la fuente ya había publicado su valor, el gestor pudo elegir a los ganadores con el momento del fin.
drawn-early = LA EXTRACCIÓN SE ANUNCIÓ PARA { $announced }, PERO SE HIZO ANTES: { $drawn }.
ended-early = EL GESTOR TERMINÓ EL SORTEO ANTES DE TIEMPO: { $ended }. FIN ANUNCIADO: { $closes }.
ended-unannounced = EL GESTOR TERMINÓ EL SORTEO ANTES DE TIEMPO: { $ended }. NO SE ANUNCIÓ NINGÚN FIN.
# $ticket is a number. $got and $lost are the times at which the ticket got the prize and lost it.
lost-prize-early = EL BOLETO { $ticket } TUVO UN PREMIO SOLO DE { $got } A { $lost }, MENOS QUE LAS HORAS ANUNCIADAS ({ $hours }). Después lo sustituyó un suplente. Número de boletos que perdieron un premio tan pronto: { $count }.
lost-prize-soon = EL BOLETO { $ticket } TUVO UN PREMIO SOLO DE { $got } A { $lost }, MENOS DE UNA HORA. Después lo sustituyó un suplente. Número de boletos que perdieron un premio tan pronto: { $count }.
store-restored = LOS DATOS SE RESTAURARON DE UNA COPIA DE SEGURIDAD ANTES DE ESTA EXTRACCIÓN (número de restauraciones: { $restored }). Compare esta acta con las que se guardaron antes.

## Before the draw

sealed-heading = Sellado antes de la extracción
sealed-hint = Si ahora se cambiara un boleto o su titular, también cambiaría la raíz. El titular de un boleto puede comprobar el boleto en su tarjeta.
make-draw = Hacer la extracción
signature-of-round = Firma de la ronda
# $address is a link to the round.
signature-hint = Abra { $address } y copie la firma, o todo lo que muestra esta dirección. El servicio solo acepta la firma de esta ronda.
signature-malformed = Una firma tiene 96 dígitos de 0 a 9 y de a a f, en minúsculas.
send-signature = Enviar la firma
draw-made = Los ganadores ya se han extraído.
draw-made-already = Los ganadores ya se habían extraído.

## The seal on the ticket card

seal = El sello
card-keeps = Lo que guarda esta tarjeta
card-root = Huella de la lista de boletos (raíz): { $root }
card-round = Ronda de la baliza: { $round }
card-winners = Primeros números ganadores: { $numbers }
root-first-seen = Vista por primera vez el { $time }, según el reloj de este dispositivo.
check-soon = Esta tarjeta comprueba en los próximos cinco minutos si este boleto se selló.
check-ticket-now = Comprobar mi boleto ahora
check-again = Comprobar de nuevo
check-not-done = Este navegador no pudo hacer la comprobación. Compruebe su conexión e inténtelo de nuevo.
ticket-in-seal = La raíz contiene su boleto con su código: este navegador ha comprobado el camino de su código a la raíz. Solo el acta de la extracción muestra si el boleto participó.
save-proof = Guardar la prueba (JSON)
# An alarm, in capital letters where a language has them. $mistake says what is wrong in the proof.
ticket-not-in-seal = SU BOLETO NO ESTÁ EN EL SELLO: { $mistake }.
# This is no alarm, because anybody can invent a ticket, and put it into a file or a link.
added-ticket-not-in-seal = El boleto añadido no está en el sello: { $mistake }. Este navegador no obtuvo el boleto. O bien el número o el código añadido es incorrecto, o bien el servicio ha omitido el boleto. Pregunte quién lo obtuvo.
proof-of-another-ticket = la prueba es de otro boleto
sealed-code-differs = el boleto sellado tiene otro código que el suyo
# An alarm. $warning is the text seal-changed-warning. $value and $other are hashes, numbers or times. $other can also
# be the text seen-nothing.
seal-changed = { $warning } El { $time } el servicio mostraba { $value }. El { $other-time } el servicio mostraba { $other }. Ni el sello ni los ganadores extraídos pueden cambiar. Guarde esta tarjeta, hágale una foto y avise a otros participantes.
seal-changed-warning =
    EL SERVICIO HA CAMBIADO { $field ->
        [total_tickets] EL NÚMERO DE BOLETOS
        [terms] LAS CONDICIONES
        [root] LA RAÍZ DE LOS BOLETOS
        [withdrawn_hash] LOS BOLETOS RETIRADOS
        [sealed_at] LA HORA DEL SELLO
        [round] LA RONDA
        [winners] LOS GANADORES EXTRAÍDOS
       *[round_at] LA HORA DE LA RONDA
    }.
# An alarm. $warning is the text wrong-terms-warning.
wrong-terms = { $warning } Los premios, las fechas u otros datos de esta página tienen otra huella. Haga una foto de esta página y avise a otros participantes.
wrong-terms-warning = ESTAS CONDICIONES NO CORRESPONDEN A LO QUE SE MUESTRA AQUÍ.
seen-nothing = nada
root-seen-late = Esta tarjeta vio la raíz por primera vez el { $seen }. La ronda ya había llegado, el { $came }. Por eso esta tarjeta no puede mostrar que la raíz estaba antes de la ronda. Pregunte a un participante cuya tarjeta vio la raíz antes de la ronda.
root-seen-after-draw-time = Esta tarjeta vio la raíz por primera vez el { $seen }. La extracción se anunció para el { $came }. Por eso esta tarjeta no puede mostrar que la raíz estaba antes de que la fuente publicara su valor. Pregunte a un participante cuya tarjeta vio la raíz antes.
# $fields is a list of texts card-field.
file-says-other = El archivo de boletos que añadió tiene otros valores que el servicio: { $fields }. Este navegador no vio por sí mismo los valores del archivo. Compárelos con las tarjetas de boleto de otros participantes.

## The check of a draw

check-not-loaded = No se puede cargar la comprobación. Compruebe su conexión e inténtelo de nuevo.
card-field =
    { $field ->
        [total_tickets] el número de boletos
        [terms] las condiciones
        [root] la raíz de los boletos
        [withdrawn_hash] los boletos retirados
        [sealed_at] la hora del sello
        [round] la ronda
        [winners] los ganadores extraídos
       *[round_at] la hora de la ronda
    }
