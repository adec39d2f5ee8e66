tickets-title = Mis boletos
tickets-description = Los boletos que guarda este navegador y lo que han ganado.
