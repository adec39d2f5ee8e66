stage-title = Extracción
stage-description = Vea la extracción de este sorteo: cada número ganador aparece en todas las pantallas a la vez.
# The title of the window. $name is the name of the raffle.
stage-of = { $name } · Sorteo

## Before the draw

# The name of this part for screen readers.
until-draw = Hasta la extracción
waiting-draft = Este sorteo aún no está publicado.
waiting-damaged = Los datos de este sorteo están dañados.
waiting-filling = Se están preparando los boletos.
waiting-suspended = Este sorteo espera a un gestor.
waiting-open = La extracción empieza cuando se entrega el último boleto.
waiting-unsealed = El servicio está sellando la lista de boletos.
waiting-sealed = La extracción empieza pronto.
# Below each of these three texts is a clock in large letters, such as "5 minutes 20 seconds".
stage-opens-in = Se abre en
stage-closes-in = Se cierra en
stage-draw-in = La extracción empieza en
draw-in-management = Extraer los ganadores en la página de gestores

## The winners

winners = Ganadores
no-winners = No se entregó ningún boleto, así que nadie ha ganado.
all-shown = Se han mostrado todos los ganadores.
# $prize is the name of the prize.
next-prize = Siguiente premio: { $prize }
# What a screen reader says when numbers are shown.
told = { $prize }: { $numbers }
# The numbers of the same prize that were shown before.
also-won = También ganaron: { $numbers }
# Tickets whose prize went to another ticket after the draw. $pairs is a list of the next text.
replaced-after-draw = Sustituidos después de la extracción: { $pairs }
# $earlier is a ticket number, and $number is the ticket number that replaced it.
replaced-pair = { $earlier } por { $number }
winners-shown =
    { $total ->
        [one] { $shown } de 1 ganador mostrado
       *[other] { $shown } de { $total } ganadores mostrados
    }
own-number = Su boleto: { $number }
own-number-shown = Este es el número de su boleto. Vea qué ha ganado
added-number = Boleto añadido: { $number }
added-number-shown = Este es el número del boleto añadido. Vea qué ha ganado
scan-to-take-part = Escanee para obtener un boleto
scan-to-check = Escanee para comprobar su boleto
qr-of = Código QR de { $url }

## The controls

audience-sees = Lo que ve el público
next-winner = Siguiente ganador
previous-winner = Atrás
to-end-of-prize = Al final de este premio
run = Avanzar automáticamente
pause = Pausa
to-start = Al principio
full-screen = Pantalla completa
leave-full-screen = Salir de pantalla completa
keys-hint = La barra espaciadora muestra el siguiente ganador. Todos los espectadores ven lo mismo.
