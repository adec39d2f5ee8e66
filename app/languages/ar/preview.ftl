any-raffle = احصل على تذكرة، واطّلع على الجوائز والفائزين، وتحقق من القرعة في متصفحك.

## The state of a raffle

state = { $state }.
opens-at = { $state }، يُفتح في { $date }، { $time }.
closes-at = { $state }، يُغلق في { $date }، { $time }.
draw-at = { $state }، القرعة في { $date }، { $time }.

## Tickets and prizes

tickets =
    { $count ->
        [one] تذكرة واحدة.
        [two] تذكرتان.
        [few] { $count } تذاكر.
       *[other] { $count } تذكرة.
    }
prizes = الجوائز: { $list }.
between-prizes = { "، " }
several = { $count } × { $name }
more-prizes =
    { $count ->
        [one] جائزة أخرى
        [two] جائزتان أخريان
        [few] { $count } جوائز أخرى
       *[other] { $count } جائزة أخرى
    }
