tickets-title = Mis boletos
tickets-description = Los boletos de sorteos que guarda este navegador y lo que han ganado.
tickets-lead =
    Estos boletos se guardan solo en este navegador. El navegador puede olvidarlos, por ejemplo después de una semana
    sin visitas o en una ventana privada. Por eso, guárdelos en un archivo o imprímalos.
no-tickets = No hay boletos en este navegador
# $all is a link with the text see-all.
no-tickets-hint = Cuando obtenga un boleto para un sorteo, aparecerá aquí. { $all }
see-all = Ver todos los sorteos

## One ticket of this browser

unnamed-raffle = Un sorteo
not-drawn-yet = La extracción todavía no se ha hecho.
raffle-not-here = Este servicio no tiene ese sorteo.
raffle-was-deleted = Un gestor ha eliminado este sorteo.
claim-not-answered =
    El servicio aún no ha respondido a su solicitud de un boleto. Abra el sorteo y la página volverá a preguntar.
seal-and-proof = Sello y prueba
# A button that saves a file for a calendar program.
save-dates = Guardar las fechas para un calendario

## Tickets as a file, on paper, and on another device

keep = Guardar y pasar a otro dispositivo
save-all = Guardar todos en un archivo
print = Imprimir
pass-on = Pasar a otro dispositivo
add-from-file = Añadir boletos desde un archivo
# Describes a picture to people who do not see it.
transfer-qr = Código QR del enlace que añade boletos a otro dispositivo
transfer-hint =
    Escanee este código con el otro dispositivo. No se lo muestre a nadie más: contiene los códigos de los boletos.
transfer-place = Código QR { $place } de { $count }

## Tickets that are added from a file or a link

incoming = Boletos de otro dispositivo
incoming-hint = Añada solo boletos que usted mismo obtuvo en otro dispositivo. Cualquiera puede crear un enlace con un boleto que no existe.
incoming-add = Añadir a este navegador
incoming-refuse = No añadir
ticket-number-is = Boleto { $number }
tickets-added =
    { $count ->
        [one] Se añadió 1 boleto.
       *[other] Se añadieron { $count } boletos.
    }
# This browser had these tickets before they were added.
tickets-known =
    { $count ->
        [one] 1 boleto ya estaba aquí.
       *[other] { $count } boletos ya estaban aquí.
    }
# $name is the name of a raffle.
claim-comes-first = Para «{ $name }», el servicio aún no ha respondido a la solicitud de este navegador. Por eso no se añadió nada para este sorteo. Abra el sorteo y la página volverá a preguntar. Después, añada de nuevo el otro boleto.
# $own and $other are numbers of tickets, and $name is the name of a raffle.
other-ticket =
    Para «{ $name }», este navegador tiene el boleto { $own } y usted quiere añadir el boleto { $other }. Solo puede
    guardar uno de los dos.
replace-ticket = Guardar el boleto { $number } en su lugar
# The browser shows this text in a dialog. So the text has no line breaks.
replace-question = ¿Quitar el boleto { $own } de este navegador y guardar el boleto { $other }? Sin su número y su código ya no podrá comprobar el boleto que quita.
ticket-replaced = Este navegador guarda ahora el boleto { $number }.
nothing-added = No se añadió nada.
tickets-not-stored = Este navegador no puede guardar los boletos. No se añadió nada.
file-without-tickets =
    Este archivo no tiene boletos. Elija un archivo que haya guardado una página de este servicio.
file-damaged = Este archivo está dañado. No se añadió nada de él.
file-too-large = Este archivo es demasiado grande para ser un archivo de boletos.
link-incomplete = El enlace está incompleto. No se añadió nada. Escanee de nuevo el código QR.

## The dates of a raffle in a calendar

calendar-opens = Apertura: { $name }
calendar-closes = Cierre: { $name }
calendar-draw = Extracción: { $name }
