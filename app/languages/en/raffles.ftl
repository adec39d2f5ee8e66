raffles-title = Raffles
raffles-description = Take part in a raffle: one ticket per internet connection, and a draw that anyone can check.
raffles-heading = One ticket each. A draw anyone can check.
raffles-lead = Choose a raffle, get your ticket, and keep its code. After the draw, your own browser can check the winners.
none-yet = No raffles yet
none-yet-hint = When a manager opens one, it appears here.
all-archived = All raffles are archived
# $status is the text of a choice above the list: status-archived.
all-archived-hint = Choose the status “{ $status }” to see them.
