# The question before a draw, on the page for managers and on the stage.

draw-question = „{ $name }“ ziehen?
draw-once = Der Server zieht die Gewinner. Das geht nur einmal.
draw-from-value = Die Gewinner ergeben sich aus dem Wert, den Sie eingeben.
draw-winners = Gewinner ziehen
draw-seen = Teilnehmer sehen die Gewinner auf ihren Seiten, sobald gezogen ist. Wenn Sie die Ziehung auf der Bühne zeigen, öffnen Sie die Bühne vor der Ziehung.
draw-announced = Die Ziehung ist für { $time } angekündigt. Wenn Sie jetzt ziehen, sagt das Protokoll der Ziehung in Großbuchstaben, dass sie früher war.
