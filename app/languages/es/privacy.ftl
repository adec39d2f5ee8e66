privacy-title = Privacidad
privacy-description = Qué guarda este servicio de sorteos sobre usted, dónde y durante cuánto tiempo.
lead = No necesita cuenta ni nombre. Esta página dice qué guarda el servicio sobre usted. El servicio escribe esta página según sus propios ajustes.

## What is kept

kept = Qué se guarda
address = Su dirección IP
address-why = Cuando obtiene un boleto, su dirección se guarda con el número del boleto, para que cada conexión a internet reciba un boleto.
address-bits = De una dirección IPv6 solo se guardan los primeros { $bits } de { $all } bits.
address-networks = De cada red IPv6 (sus primeros { $bits } bits) se guarda el número de boletos.
address-until = Todo esto se elimina { $hours } horas después de la extracción. Si nadie hace la extracción, todo esto se elimina 400 días después de que se entregó el último boleto o se cerró el sorteo. Todo esto también se elimina cuando un gestor elimina el sorteo. Mientras el sorteo está abierto o suspendido, todo esto se conserva.
address-refused = Si más personas quieren un boleto desde su dirección, el servicio las cuenta por dirección durante una hora como máximo. Así el operador nota si todos los visitantes parecen tener la misma dirección.
ticket = Su boleto
ticket-hash = Su número y un hash de su código. Nadie puede calcular el código a partir del hash. El número y el hash se guardan hasta que un gestor elimina el sorteo. Sin su dirección, nada en ellos lleva hasta usted.
ticket-receipt = El boleto mismo se guarda cifrado hasta { $hours } horas después de la extracción, para que su navegador lo reciba otra vez si se perdió una respuesta. Solo su navegador tiene la clave.
ticket-prize = Cuando un gestor entrega su premio, se guardan el número del boleto, el premio y la hora, y lo que el gestor anota. Solo lo leen los gestores. Si otro boleto sustituye al suyo, todos pueden leer el motivo que dio un gestor. En la base de datos, todo esto se guarda hasta que un gestor elimina el sorteo.
ticket-deleted = Después de esta eliminación, una parte de estos datos se sigue guardando. El registro del sorteo conserva el número, el premio y la hora durante 400 días, y solo lo leen los gestores. Un archivo del operador conserva las actas de las extracciones, cada entrega con el número, el premio y la hora, y el motivo por el que un boleto sustituyó a otro. El servicio no borra nada de este archivo. Pregunte al operador cuánto tiempo se conserva el archivo.
tries = Sus intentos de comprobar un boleto
tries-counted = Los códigos incorrectos se cuentan por dirección durante un minuto, para que nadie pueda adivinar un código.
browser = En su propio navegador
browser-kept = El número y el código de su boleto, y lo que ha visto del sorteo. Se quedan en su navegador hasta que usted borre sus datos. El servicio no puede leerlos allí. Mientras una solicitud de boleto no tenga respuesta, su navegador guarda también su dirección. Solo si elige un idioma, una cookie guarda esta elección durante un año.
log = El registro del servicio
log-has-addresses = El operador está buscando un fallo: en este momento, el registro contiene direcciones. Pregunte al operador cuánto tiempo se conserva el registro.
log-has-none = El registro no contiene direcciones ni códigos.
managers = Gestores
managers-log = El registro de un sorteo dice qué gestor hizo qué, por su nombre o su dirección. Solo lo leen los gestores. En la máquina del servicio, un gestor recibe una cookie que lo identifica como tal.

## Where it is kept

where = Dónde se guarda
where-embedded = Los datos se guardan en la máquina del servicio. Lo que se eliminó puede quedar en sus archivos hasta un día más.
where-own-store = Los datos se guardan en una base de datos Redis o Valkey que gestiona el operador. Lo que se eliminó puede quedar en sus archivos hasta un día más.
where-backups = Una copia de seguridad tiene los mismos datos que la base de datos. Pregunte al operador cuánto tiempo se conservan las copias de seguridad.
where-proxy = Su solicitud llega a través de un proxy del operador. Pregunte al operador qué conserva el registro de ese proxy.

## What is not done

not-done = Qué no se hace
not-done-why = Las páginas no cargan nada de otros servicios, y nadie sabe por ellas que usted estuvo aquí. No hay rastreadores ni publicidad. Ninguna cookie dice quién es usted como participante.

## Ask, or have your address erased

rights = Preguntar, o hacer borrar su dirección
ask = Diríjase a { $contact }.
ask-whoever-invited = El operador no ha indicado a quién preguntar. Pregunte a la persona que le invitó al sorteo.
rights-erase = Antes de la extracción, un gestor puede borrar su dirección. Su boleto sigue siendo suyo: todavía puede ganar, y su código todavía demuestra que es suyo.
