raffles-title = Sorteos
raffles-description = Participe en un sorteo: un boleto por conexión a internet y una extracción que cualquiera puede comprobar.
raffles-heading = Un boleto para cada uno. Una extracción que cualquiera puede comprobar.
raffles-lead = Elija un sorteo, obtenga su boleto y guarde su código. Después de la extracción, su propio navegador puede comprobar los ganadores.
none-yet = Todavía no hay sorteos
none-yet-hint = Cuando un gestor abra uno, aparecerá aquí.
all-archived = Todos los sorteos están archivados
# $status is the text of a choice above the list: status-archived.
all-archived-hint = Elija el estado «{ $status }» para verlos.
