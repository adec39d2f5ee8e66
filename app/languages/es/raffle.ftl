raffle-title = Sorteo
raffle-description = Obtenga un boleto de este sorteo, vea sus premios y ganadores, y compruebe la extracción en su propio navegador.
