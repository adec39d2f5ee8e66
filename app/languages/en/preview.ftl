# The texts that chats show beside a link to a raffle.

any-raffle = Get a ticket, see the prizes and the winners, and check the draw in your own browser.

## The state of a raffle. $state is a status, such as "Open". $date and $time say when the next event comes.

state = { $state }.
opens-at = { $state }, opens on { $date }, { $time }.
closes-at = { $state }, closes on { $date }, { $time }.
draw-at = { $state }, draw on { $date }, { $time }.

## Tickets and prizes

tickets =
    { $count ->
        [one] 1 ticket.
       *[other] { $count } tickets.
    }
# $list has the names of the prizes, with the text between-prizes between them.
prizes = Prizes: { $list }.
between-prizes = { ", " }
# Several prizes with the same name.
several = { $count } × { $name }
more-prizes =
    { $count ->
        [one] 1 more prize
       *[other] { $count } more prizes
    }
