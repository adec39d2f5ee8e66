manage-title = Gestionar sorteos
manage-description = Crear sorteos, ver cuántos boletos se han entregado y extraer a los ganadores cuando no quede ninguno.
