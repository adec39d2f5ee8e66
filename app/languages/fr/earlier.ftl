# What the pages say about earlier tickets of a browser. A page loads these texts when there is an earlier ticket.

# The service was restored from a backup, and no longer knows a ticket that it gave to this browser.
earlier-ticket-lost = Le service a perdu un de vos tickets précédents : numéro { $number }, code { $code }. Le ticket ci-dessus est valable. Gardez les deux et prévenez l’exploitant.
earlier-ticket-file = Le fichier de tickets que vous avez ajouté dit que le service a perdu un ticket précédent : numéro { $number }, code { $code }. Ce navigateur ne l’a pas vu lui-même.
earlier-ticket-added = Avant que ce navigateur prenne un ticket, un autre ticket avait été ajouté : numéro { $number }, code { $code }. Personne ne l’a vérifié. Si vous l’avez pris vous-même sur un autre appareil, gardez les deux.
earlier-ticket-claimed = Ce navigateur a déjà reçu un autre ticket de cette tombola : numéro { $number }, code { $code }. Gardez les deux, car l’ancien ticket peut aussi gagner.
earlier-ticket-unsure = Ce navigateur a déjà reçu un autre ticket de cette tombola : numéro { $number }, code { $code }. Ce ticket est peut-être encore valable, gardez donc les deux. Quand plus aucun ticket ne sera donné, cette page demandera au service.
