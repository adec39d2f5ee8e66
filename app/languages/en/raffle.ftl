raffle-title = Raffle
raffle-description = Get a ticket for this raffle, see its prizes and winners, and check the draw in your own browser.
