privacy-title = Privacidad
privacy-description = Qué guarda este servicio de sorteos sobre usted, dónde y durante cuánto tiempo.
