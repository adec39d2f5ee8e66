certificate-title = Certificado de la extracción
certificate-description = El certificado de una extracción: los ganadores y todo lo necesario para comprobarlos.
