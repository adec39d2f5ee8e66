tickets-title = تذاكري
tickets-description = تذاكر السحوبات التي يحتفظ بها هذا المتصفح، وما ربحته.
tickets-lead =
    هذه التذاكر محفوظة في هذا المتصفح فقط. وقد يفقدها، مثلًا بعد أسبوع بلا زيارة أو في نافذة خاصة. لذلك احفظها في ملف
    أو اطبعها.
no-tickets = لا توجد تذاكر في هذا المتصفح
# $all is a link with the text see-all.
no-tickets-hint = عندما تحصل على تذكرة في أحد السحوبات، تظهر هنا. { $all }
see-all = عرض كل السحوبات

## One ticket of this browser

unnamed-raffle = سحب
not-drawn-yet = لم تُجرَ القرعة بعد.
raffle-not-here = لا يوجد هذا السحب في هذه الخدمة.
raffle-was-deleted = حذف أحد المديرين هذا السحب.
claim-not-answered = لم ترد الخدمة بعد على طلبك الحصول على تذكرة. افتح السحب، وستكرر الصفحة الطلب.
seal-and-proof = الختم والإثبات
# A button that saves a file for a calendar program.
save-dates = حفظ المواعيد لإضافتها إلى التقويم

## Tickets as a file, on paper, and on another device

keep = الحفظ والنقل
save-all = حفظ الكل في ملف
print = طباعة
pass-on = نقل إلى جهاز آخر
add-from-file = إضافة تذاكر من ملف
# Describes a picture to people who do not see it.
transfer-qr = رمز QR للرابط الذي يضيف التذاكر إلى جهاز آخر
transfer-hint = امسح هذا الرمز بالجهاز الآخر. لا تُظهره لأي شخص آخر، فهو يحتوي على رموز التذاكر.
transfer-place = رمز QR رقم { $place } من { $count }

## Tickets that are added from a file or a link

incoming = تذاكر من جهاز آخر
incoming-hint = لا تضف إلا التذاكر التي حصلت عليها بنفسك على جهاز آخر. يستطيع أي شخص أن ينشئ رابطًا فيه تذكرة غير موجودة.
incoming-add = إضافة إلى هذا المتصفح
incoming-refuse = عدم الإضافة
ticket-number-is = التذكرة رقم { $number }
tickets-added =
    { $count ->
        [zero] لم تُضف أي تذكرة.
        [one] أُضيفت تذكرة واحدة.
        [two] أُضيفت تذكرتان.
        [few] أُضيفت { $count } تذاكر.
       *[other] أُضيفت { $count } تذكرة.
    }
# This browser had these tickets before they were added.
tickets-known =
    { $count ->
        [zero] لم تكن هنا أي تذكرة من قبل.
        [one] كانت تذكرة واحدة هنا من قبل.
        [two] كانت تذكرتان هنا من قبل.
        [few] كانت { $count } تذاكر هنا من قبل.
       *[other] كانت { $count } تذكرة هنا من قبل.
    }
# $name is the name of a raffle.
claim-comes-first = في سحب «{ $name }» لم ترد الخدمة بعد على طلب هذا المتصفح، لذلك لم يُضف شيء لهذا السحب. افتح السحب، وستكرر الصفحة الطلب. ثم أضف التذكرة الأخرى مرة أخرى.
# $own and $other are numbers of tickets, and $name is the name of a raffle.
other-ticket =
    في السحب «{ $name }»، لدى هذا المتصفح التذكرة رقم { $own }، وأنت تضيف التذكرة رقم { $other }. لا يمكنه الاحتفاظ إلا
    بواحدة منهما.
replace-ticket = الاحتفاظ بالتذكرة رقم { $number } بدلًا منها
# The browser shows this text in a dialog. So the text has no line breaks.
replace-question = هل تريد إزالة التذكرة رقم { $own } من هذا المتصفح والاحتفاظ بالتذكرة رقم { $other }؟ لن تتمكن من التحقق من التذكرة المزالة بعد ذلك من دون رقمها ورمزها.
ticket-replaced = يحتفظ هذا المتصفح الآن بالتذكرة رقم { $number }.
nothing-added = لم يُضف شيء.
tickets-not-stored = لا يستطيع هذا المتصفح حفظ التذاكر، لذلك لم يُضف شيء.
file-without-tickets = لا يحتوي هذا الملف على تذاكر. اختر ملفًا حفظته إحدى صفحات هذه الخدمة.
file-damaged = هذا الملف تالف، لذلك لم يُضف منه شيء.
file-too-large = هذا الملف أكبر من أن يكون ملف تذاكر.
link-incomplete = الرابط غير مكتمل، لذلك لم يُضف شيء. امسح رمز QR مرة أخرى.

## The dates of a raffle in a calendar

calendar-opens = فتح السحب: { $name }
calendar-closes = إغلاق السحب: { $name }
calendar-draw = قرعة السحب: { $name }
