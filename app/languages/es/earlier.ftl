# What the pages say about earlier tickets of a browser. A page loads these texts when there is an earlier ticket.

# The service was restored from a backup, and no longer knows a ticket that it gave to this browser.
earlier-ticket-lost = El servicio ha perdido un boleto anterior suyo: número { $number }, código { $code }. El boleto de arriba es válido. Guarde los dos y avise al operador.
earlier-ticket-file = El archivo de boletos que añadió dice que el servicio ha perdido un boleto anterior: número { $number }, código { $code }. Este navegador no lo vio por sí mismo.
earlier-ticket-added = Antes de que este navegador obtuviera un boleto, se había añadido otro: número { $number }, código { $code }. Nadie lo ha comprobado. Si usted lo obtuvo en otro dispositivo, guarde los dos.
earlier-ticket-claimed = Este navegador obtuvo antes otro boleto de este sorteo: número { $number }, código { $code }. Guarde los dos, porque el boleto anterior también puede ganar.
earlier-ticket-unsure = Este navegador obtuvo antes otro boleto de este sorteo: número { $number }, código { $code }. Quizá ese boleto aún sea válido, así que guarde los dos. Cuando ya no se den más boletos, esta página preguntará al servicio.
