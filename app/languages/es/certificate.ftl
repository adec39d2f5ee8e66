certificate-title = Certificado de la extracción
certificate-description = El certificado de una extracción: los ganadores y todo lo necesario para comprobarlos.
print = Imprimir
back-to-raffle = Volver al sorteo
certificate-heading = Certificado de la extracción
# The title of the window. $name is the name of the raffle.
certificate-of = Certificado: { $name }
no-certificate = No hay certificado
no-certificate-yet = Aún no hay certificado

## Facts

# The time of the draw.
fact-drawn = Fecha de la extracción
fact-tickets = Boletos
fact-winners = Ganadores
fact-entropy-source = Fuente del valor aleatorio
# $source is in the words of a manager.
source-announced = En palabras del gestor, anunciada antes del primer boleto: «{ $source }»
source-not-announced = No se anunció ninguna. El servicio dice que eligió el valor después de que se entregara el último boleto.
fact-entropy = Valor aleatorio
# The number from which the order of the tickets is computed.
fact-seed = Semilla
fact-algorithm = Algoritmo
# The id of the raffle.
fact-raffle = Sorteo

## Winners

winning-tickets = Boletos ganadores
# The heading of the winners of a prize. $prize is its name.
prize-and-winners =
    { $prize } ({ $winners ->
        [0] nadie
        [one] 1 ganador
       *[other] { $winners } ganadores
    })
more-winners-in-record = Y { $count } más, todos en el acta.
substitutions-heading = Sustituciones
unawarded-heading = Premios que no recibe nadie
substitutes-heading = Suplentes
more-substitutes-in-record = Y { $count } más, todos en el acta.
# $command is a command for a terminal. “Verify this draw” is the text of a button.
how-to-check = Para comprobar: abra este sorteo y elija «Comprobar esta extracción». O guarde el acta y el programa de comprobación en una carpeta, abra allí un terminal y escriba { $command }
