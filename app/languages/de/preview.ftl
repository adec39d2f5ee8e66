any-raffle = Holen Sie sich ein Los, sehen Sie Preise und Gewinner, und prüfen Sie die Ziehung im eigenen Browser.

## The state of a raffle

state = { $state }.
opens-at = { $state }, öffnet am { $date }, { $time }.
closes-at = { $state }, schließt am { $date }, { $time }.
draw-at = { $state }, Ziehung am { $date }, { $time }.

## Tickets and prizes

tickets =
    { $count ->
        [one] 1 Los.
       *[other] { $count } Lose.
    }
prizes = Preise: { $list }.
between-prizes = { ", " }
several = { $count } × { $name }
more-prizes =
    { $count ->
        [one] 1 weiterer Preis
       *[other] { $count } weitere Preise
    }
