# The question before a draw, on the page for managers and on the stage.

draw-question = ¿Hacer la extracción de «{ $name }»?
draw-once = El servidor extrae los ganadores. Esto solo se puede hacer una vez.
draw-from-value = Los ganadores resultan del valor que usted introduce.
draw-winners = Extraer los ganadores
draw-seen = Los participantes ven los ganadores en sus páginas en cuanto se hace la extracción. Si usted muestra la extracción en el escenario, abra el escenario antes de la extracción.
draw-announced = La extracción está anunciada para { $time }. Si hace la extracción ahora, el acta dirá en mayúsculas que se hizo antes.
