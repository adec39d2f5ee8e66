# What the pages say about earlier tickets of a browser. A page loads these texts when there is an earlier ticket.

# The service was restored from a backup, and no longer knows a ticket that it gave to this browser.
earlier-ticket-lost = Der Dienst hat ein früheres Los von Ihnen verloren: Nummer { $number }, Code { $code }. Das Los oben gilt. Bewahren Sie beide auf, und informieren Sie den Betreiber.
earlier-ticket-file = Die Losdatei, die Sie hinzugefügt haben, sagt, dass der Dienst ein früheres Los verloren hat: Nummer { $number }, Code { $code }. Dieser Browser hat das nicht selbst gesehen.
earlier-ticket-added = Bevor dieser Browser ein Los geholt hat, wurde ein anderes Los hinzugefügt: Nummer { $number }, Code { $code }. Niemand hat es geprüft. Wenn Sie es selbst auf einem anderen Gerät geholt haben, bewahren Sie beide auf.
earlier-ticket-claimed = Dieser Browser hat schon früher ein anderes Los dieser Verlosung bekommen: Nummer { $number }, Code { $code }. Bewahren Sie beide auf, denn auch das frühere Los kann gewinnen.
earlier-ticket-unsure = Dieser Browser hat schon früher ein anderes Los dieser Verlosung bekommen: Nummer { $number }, Code { $code }. Bewahren Sie beide auf, denn vielleicht kann auch das frühere Los gewinnen. Nach dem letzten Los fragt diese Seite den Dienst.
