# The question before a draw, on the page for managers and on the stage.

draw-question = Draw “{ $name }”?
draw-once = The server draws the winners. This can be done only once.
draw-from-value = The winners follow from the value that you enter.
draw-winners = Draw the winners
draw-seen = Players see the winners on their pages as soon as the draw is made. If you show the draw on the stage, open the stage before the draw.
draw-announced = The draw is announced for { $time }. If you draw now, the draw record will say in capital letters that the draw was made earlier.
