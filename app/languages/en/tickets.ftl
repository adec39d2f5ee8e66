tickets-title = My tickets
tickets-description = The raffle tickets that this browser keeps, and what they have won.
