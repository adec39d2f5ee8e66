# What the scripts of several pages write.

## The list of raffles

search-by-name = Buscar por nombre
searching = Buscando …
status = Estado
status-all = Todos
load-more = Cargar más

## The state of a raffle

status-draft = Borrador
status-damaged = Dañado
status-filling = Casi abierto
status-suspended = Suspendido
status-scheduled = Aún no abierto
status-open = Abierto
status-closed = Cerrado
status-sold_out = Agotado
status-drawn = Extraído
status-deleted = Eliminado
status-archived = Archivado
status-unlisted = No listado
damaged-name = Un sorteo dañado
deleted-name = Un sorteo eliminado
progress-draft =
    { $total ->
        [one] 1 boleto. Solo los gestores ven este borrador.
       *[other] { $total } boletos. Solo los gestores ven este borrador.
    }
progress-damaged = No disponible: sus datos están dañados
progress-deleted =
    { $total ->
        [one] Tenía 1 boleto
       *[other] Tenía { $total } boletos
    }
progress-filling = { $ready } de { $total } boletos listos
progress-counting = Cerrado. Se están contando los boletos
progress-taken = { $taken } de { $total } boletos entregados

## The result of a draw

# $reason is in the words of a manager.
substitution = El boleto { $substitute } sustituyó al boleto { $number }: { $prize }. Motivo: { $reason } ({ $time })

## Requests

no-answer = El servicio no responde. Compruebe su conexión e inténtelo de nuevo.
no-answer-yet = El servicio todavía no responde. Esta página vuelve a preguntar por sí sola.
one-moment = Un momento
no-such-raffle = Este sorteo no existe

## Copies, lists and numbers

copy-link = Copiar el enlace
copied = Copiado
cannot-copy = Aquí no se puede copiar
several-prizes = { $amount } × { $prize }
whole-number = Un número entero de { $least } a { $most }

## The fields of a raffle: labels in forms, and headings of changes

field-name = Nombre
field-total-tickets = Número de boletos
field-prizes = Premios
field-entropy-source = Fuente del valor aleatorio
field-beacon = Baliza pública
field-opens-at = Apertura
field-closes-at = Cierre
field-draw-at = Extracción
field-reserves = Suplentes
field-substitute-after-hours = Horas de que dispone un ganador
field-description = Descripción
field-contact = Contacto
field-pick-up = Cómo reciben los ganadores sus premios
field-participation-terms = Condiciones de participación
field-unlisted = No listado
field-archived = Archivado
field-ended-at = Final anticipado

## What was changed in a raffle

change-unlisted = El sorteo se retiró de las listas.
change-listed = El sorteo se incluyó en las listas.
change-archived = El sorteo se archivó.
change-unarchived = El sorteo se sacó del archivo.
# After this text comes the old text of a field.
change-before = Antes:
change-before-nothing = Antes: nada
# After this text comes the new text of a field.
change-after = Después:
change-after-nothing = Después: nada

## Dialogs

cancel = Cancelar
