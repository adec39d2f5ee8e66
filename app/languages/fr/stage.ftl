stage-title = Tirage
stage-description = Suivez le tirage de cette tombola : chaque numéro gagnant apparaît sur tous les écrans en même temps.
