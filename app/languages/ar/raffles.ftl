raffles-title = السحوبات
raffles-description = شارك في سحب: تذكرة واحدة لكل اتصال بالإنترنت، وقرعة يمكن لأي شخص التحقق منها.
raffles-heading = تذكرة لكل مشارك، وقرعة يمكن لأي شخص التحقق منها.
raffles-lead = اختر سحبًا، واحصل على تذكرتك، واحتفظ برمزها. بعد القرعة يستطيع متصفحك نفسه التحقق من الفائزين.
none-yet = لا توجد سحوبات بعد
none-yet-hint = عندما يفتح أحد المديرين سحبًا، يظهر هنا.
all-archived = كل السحوبات مؤرشفة
# $status is the text of a choice above the list: status-archived.
all-archived-hint = اختر الحالة «{ $status }» لرؤيتها.
