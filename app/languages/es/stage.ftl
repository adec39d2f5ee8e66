stage-title = Extracción
stage-description = Vea la extracción de este sorteo: cada número ganador aparece en todas las pantallas a la vez.
