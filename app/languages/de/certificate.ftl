certificate-title = Ziehungsurkunde
certificate-description = Die Urkunde einer Ziehung: die Gewinner, und alles, was man braucht, um sie zu prüfen.
print = Drucken
back-to-raffle = Zurück zur Verlosung
certificate-heading = Urkunde der Ziehung
# The title of the window. $name is the name of the raffle.
certificate-of = Urkunde: { $name }
no-certificate = Keine Urkunde
no-certificate-yet = Noch keine Urkunde

## Facts

# The time of the draw.
fact-drawn = Gezogen
fact-tickets = Lose
fact-winners = Gewinner
fact-entropy-source = Quelle des Zufallswerts
# $source is in the words of a manager.
source-announced = In den Worten des Verwalters, vor dem ersten Los angekündigt: „{ $source }“
source-not-announced = Keine angekündigt. Nach Angabe des Dienstes hat er den Wert gewählt, nachdem das letzte Los vergeben war.
fact-entropy = Zufallswert
# The number from which the order of the tickets is computed.
fact-seed = Startwert
fact-algorithm = Algorithmus
# The id of the raffle.
fact-raffle = Verlosung

## Winners

winning-tickets = Gewinnlose
# The heading of the winners of a prize. $prize is its name.
prize-and-winners =
    { $prize } ({ $winners ->
        [0] niemand
        [one] 1 Gewinner
       *[other] { $winners } Gewinner
    })
more-winners-in-record = Und { $count } weitere, alle im Protokoll.
substitutions-heading = Nachgerückte Ersatzgewinner
unawarded-heading = Preise, die niemand bekommt
substitutes-heading = Ersatzgewinner
more-substitutes-in-record = Und { $count } weitere, alle im Protokoll.
# $command is a command for a terminal. “Verify this draw” is the text of a button.
how-to-check = Zum Prüfen: Öffnen Sie diese Verlosung, und wählen Sie „Diese Ziehung prüfen“. Oder speichern Sie das Protokoll und das Prüfprogramm in einem Ordner, öffnen Sie dort ein Terminal, und geben Sie ein: { $command }
