manage-title = Manage raffles
manage-description = Create raffles, see how many tickets are taken, and draw the winners when none is left.
