privacy-title = Privacy
privacy-description = What this raffle service keeps about you, where, and for how long.
