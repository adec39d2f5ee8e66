certificate-title = Ziehungsurkunde
certificate-description = Die Urkunde einer Ziehung: die Gewinner, und alles, was man braucht, um sie zu prüfen.
