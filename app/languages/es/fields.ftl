## Sizes and numbers

at-least-characters =
    { $limit ->
        [one] Al menos { $limit } carácter
       *[other] Al menos { $limit } caracteres
    }
at-most-characters =
    { $limit ->
        [one] Como máximo { $limit } carácter
       *[other] Como máximo { $limit } caracteres
    }
at-least-entries =
    { $limit ->
        [one] Al menos { $limit } elemento
       *[other] Al menos { $limit } elementos
    }
at-most-entries =
    { $limit ->
        [one] Como máximo { $limit } elemento
       *[other] Como máximo { $limit } elementos
    }
at-most-tickets =
    { $limit ->
        [one] Como máximo { $limit } boleto
       *[other] Como máximo { $limit } boletos
    }
at-most-reserves = Como máximo { $limit }: el número de boletos que no ganan premio
at-most-winners = Como máximo { $limit }, que es el número de ganadores
at-least = Al menos { $limit }
at-most = Como máximo { $limit }
too-large = El número es demasiado grande
whole-number = Un número entero de 1 a { $most }, en cifras

## Kinds of values

wrong-kind-or-null = Se espera { $wanted } o null, pero esto es { $given }
wrong-kind = Se espera { $wanted }, pero esto es { $given }
text = un texto
number = un número entero
decimal-number = un número decimal
true-or-false = true o false
list = una lista
object = un objeto
missing = Falta este campo
unknown-field = No hay ningún campo con este nombre
no-such-value = Aquí no existe el valor { $value }
one-of = Uno de estos valores: { $values }
no-json-body = Se espera un cuerpo en JSON
unreadable-body = El cuerpo de la solicitud no se puede leer como JSON.
malformed-json = Se espera JSON: { $reason }
no-json = Se espera JSON

## Characters

several-lines = Se espera un texto de una sola línea, pero el carácter { $place } es { $character }
reorders = No se espera ningún carácter que cambie el orden del texto que lo rodea, pero el carácter { $place } es { $character }
unreadable = Se espera un texto legible, pero el carácter { $place } es { $character }
invisible = Se espera un carácter visible, pero el carácter 1 es { $character }, y ningún otro es visible
all-invisible = Se espera un carácter visible
not-ascii = Se esperan caracteres ASCII visibles separados por espacios sencillos, con letras minúsculas, pero el carácter { $place } es { $character }
not-visible = Se esperan caracteres visibles separados por espacios sencillos, pero el carácter { $place } es { $character }

## Codes of tickets: each text is a part of a sentence

code-empty = un código tiene cifras y letras distintas de U, pero este texto no tiene ninguna
code-foreign = un código solo tiene cifras y letras distintas de U, pero este texto tiene { $character }
code-lengths = un código tiene { $length } o { $longer } letras y cifras, pero este texto tiene { $given }
code-length = un código tiene { $length } letras y cifras, pero este texto tiene { $given }

## Times

no-time = Se espera una hora con desfase horario, por ejemplo { $example } o { $other }
no-year = Se espera una hora cuyo año en UTC esté entre 1 y 9999
not-future = Se espera una hora en el futuro: según el reloj del servicio, ahora es { $now }
end-too-soon =
    { $seconds ->
        [one] Se espera una hora al menos { $seconds } segundo más tarde: según el reloj del servicio, ahora es { $now }
       *[other] Se espera una hora al menos { $seconds } segundos más tarde: según el reloj del servicio, ahora es { $now }
    }
end-too-late = Se espera una hora anterior a { $end }, cuando el sorteo termina de todos modos
end-unopened = Se espera una hora posterior a { $opening }, cuando se abre el sorteo
not-after = Se espera una hora posterior a { $earlier }
no-such-day = El mes no tiene ese día
no-such-month = El mes debe estar en { $range }
no-such-hour = La hora debe estar en { $range }
no-such-minute = El minuto debe estar en { $range }
no-such-second = El segundo debe estar en { $range }
no-such-year = Aquí no existe el año { $year }

## Raffles, drafts and draws

beacon-or-source = Se espera beacon o entropy_source, pero no ambos
no-beacon = Este sorteo no anunció ninguna baliza
not-hex = Se esperan 96 dígitos hexadecimales en minúsculas
no-randomness = Se espera o bien entropy, o bien round junto con signature, o bien ningún cuerpo
final = Es definitivo, porque el sorteo se publicó
draft-archived = Un borrador no se puede archivar: publíquelo o elimínelo
one-player = Se espera ticket_number o player, pero no ambos
one-etag = Se espera un solo ETag, por ejemplo el de un GET del sorteo
no-player =
    { $bits ->
        [one] Se espera una dirección IP o una red IPv6 de { $bits } bit
       *[other] Se espera una dirección IP o una red IPv6 de { $bits } bits
    }

## Headers and parameters

weak-key = Se esperan de 16 a 255 caracteres ASCII visibles, al menos { $least } de ellos diferentes
no-cursor = Se espera el cursor de un enlace a la página siguiente
no-address = Se espera una dirección IP
no-client = Se espera la dirección del cliente que envía el proxy, pero el proxy no envió ninguna
