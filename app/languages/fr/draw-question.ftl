# The question before a draw, on the page for managers and on the stage.

draw-question = Tirer « { $name } » ?
draw-once = Le serveur tire les gagnants. Cela n’est possible qu’une fois.
draw-from-value = Les gagnants résultent de la valeur que vous saisissez.
draw-winners = Tirer les gagnants
draw-seen = Les participants voient les gagnants sur leurs pages dès que le tirage est fait. Si vous montrez le tirage sur la scène, ouvrez la scène avant le tirage.
draw-announced = Le tirage est annoncé pour { $time }. Si vous tirez maintenant, le procès-verbal du tirage dira en majuscules que le tirage a eu lieu plus tôt.
