tickets-title = Meine Lose
tickets-description = Die Lose, die dieser Browser aufbewahrt, und was sie gewonnen haben.
