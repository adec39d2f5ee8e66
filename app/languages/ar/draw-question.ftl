# The question before a draw, on the page for managers and on the stage.

draw-question = هل تريد إجراء قرعة «{ $name }»؟
draw-once = يختار الخادم الفائزين. لا يمكن إجراء ذلك إلا مرة واحدة.
draw-from-value = يُحدَّد الفائزون من القيمة التي تدخلها.
draw-winners = إجراء القرعة
draw-seen = يرى المشاركون الفائزين في صفحاتهم فور إجراء القرعة. إذا كنت تعرض القرعة على المنصة، فافتح المنصة قبل القرعة.
draw-announced = القرعة معلنة لموعد { $time }. إذا أجريتها الآن فسيذكر محضر القرعة في تحذير أنها أُجريت قبل موعدها.
