raffle-title = Tombola
raffle-description = Prenez un ticket de cette tombola, voyez ses lots et ses gagnants, et vérifiez le tirage dans votre propre navigateur.
