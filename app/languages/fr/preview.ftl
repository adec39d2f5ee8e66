any-raffle = Prenez un ticket, voyez les lots et les gagnants, et vérifiez le tirage dans votre propre navigateur.

## The state of a raffle

state = { $state }.
opens-at = { $state }, ouvre le { $date }, { $time }.
closes-at = { $state }, ferme le { $date }, { $time }.
draw-at = { $state }, tirage le { $date }, { $time }.

## Tickets and prizes

tickets =
    { $count ->
        [one] { $count } ticket.
       *[other] { $count } tickets.
    }
prizes = Lots : { $list }.
between-prizes = { ", " }
several = { $count } × { $name }
more-prizes =
    { $count ->
        [one] { $count } autre lot
       *[other] { $count } autres lots
    }
