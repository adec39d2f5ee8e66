tickets-title = Mes tickets
tickets-description = Les tickets de tombola que ce navigateur conserve, et ce qu’ils ont gagné.
