any-raffle = Obtenga un boleto, vea los premios y los ganadores, y compruebe la extracción en su propio navegador.

## The state of a raffle

state = { $state }.
opens-at = { $state }, se abre el { $date }, { $time }.
closes-at = { $state }, se cierra el { $date }, { $time }.
draw-at = { $state }, extracción el { $date }, { $time }.

## Tickets and prizes

tickets =
    { $count ->
        [one] 1 boleto.
       *[other] { $count } boletos.
    }
prizes = Premios: { $list }.
between-prizes = { ", " }
several = { $count } × { $name }
more-prizes =
    { $count ->
        [one] 1 premio más
       *[other] { $count } premios más
    }
