not-found-title = Página no encontrada
not-found-description = No hay ninguna página en esta dirección. La lista de todos los sorteos está a un clic.
heading = Página no encontrada.
see-all = Ver todos los sorteos.
