# What the pages say about earlier tickets of a browser. A page loads these texts when there is an earlier ticket.

# The service was restored from a backup, and no longer knows a ticket that it gave to this browser.
earlier-ticket-lost = The service has lost an earlier ticket of yours: number { $number }, code { $code }. The ticket above is valid. Keep both, and tell the operator.
earlier-ticket-file = The ticket file that you added says that the service has lost an earlier ticket: number { $number }, code { $code }. This browser did not see this itself.
earlier-ticket-added = Before this browser claimed a ticket, another ticket had been added: number { $number }, code { $code }. Nobody has checked it. If you claimed it yourself on another device, keep both.
earlier-ticket-claimed = This browser got another ticket of this raffle earlier: number { $number }, code { $code }. Keep both, because the earlier ticket can also win.
earlier-ticket-unsure = This browser got another ticket of this raffle earlier: number { $number }, code { $code }. Perhaps it is still valid, so keep both. After the last claim, this page asks the service.
