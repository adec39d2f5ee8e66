stage-title = Draw
stage-description = Watch the draw of this raffle: each winning number turns up on every screen at once.
