# What the scripts of several pages write.

## The list of raffles

search-by-name = Buscar por nombre
status = Estado
status-all = Todos
load-more = Cargar más
raffles-found =
    { $count ->
        [0] No se encontró ningún sorteo.
        [one] Se encontró 1 sorteo.
       *[other] Se encontraron { $count } sorteos.
    }
# More raffles than are shown were found.
raffles-found-more = Se encontraron { $count } sorteos, y hay más.

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
        [one] 1 boleto. Solo los gestores ven este borrador
       *[other] { $total } boletos. Solo los gestores ven este borrador
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

## Requests

no-answer = El servicio no responde. Compruebe su conexión e inténtelo de nuevo.
