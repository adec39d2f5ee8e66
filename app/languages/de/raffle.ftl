raffle-title = Verlosung
raffle-description = Holen Sie sich ein Los dieser Verlosung, sehen Sie Preise und Gewinner, und prüfen Sie die Ziehung im eigenen Browser.
