# What the scripts of several pages write.

## The list of raffles

search-by-name = البحث بالاسم
searching = جارٍ البحث …
status = الحالة
status-all = الكل
load-more = عرض المزيد

## The state of a raffle

status-draft = مسودة
status-damaged = تالف
status-filling = يُفتح قريبًا
status-suspended = معلّق
status-scheduled = لم يُفتح بعد
status-open = مفتوح
status-closed = مغلق
status-sold_out = نفدت التذاكر
status-drawn = أُجريت القرعة
status-deleted = محذوف
status-archived = مؤرشف
status-unlisted = غير مدرج
damaged-name = سحب تالف
deleted-name = سحب محذوف
progress-draft =
    { $total ->
        [one] تذكرة واحدة. لا يرى هذه المسودة إلا المديرون.
        [two] تذكرتان. لا يرى هذه المسودة إلا المديرون.
        [few] { $total } تذاكر. لا يرى هذه المسودة إلا المديرون.
       *[other] { $total } تذكرة. لا يرى هذه المسودة إلا المديرون.
    }
progress-damaged = غير متاح: بياناته تالفة
progress-deleted =
    { $total ->
        [one] كانت له تذكرة واحدة
        [two] كانت له تذكرتان
        [few] كانت له { $total } تذاكر
       *[other] كانت له { $total } تذكرة
    }
progress-filling = { $ready } من أصل { $total } تذكرة جاهزة
progress-counting = مغلق. يجري عدّ التذاكر
progress-taken = { $taken } من أصل { $total } تذكرة محجوزة

## The result of a draw

# $reason is in the words of a manager.
substitution = حلّت التذكرة { $substitute } محل التذكرة { $number }: { $prize }. السبب: { $reason } ({ $time })

## Requests

no-answer = لا يوجد رد من الخدمة. تحقق من اتصالك وحاول مرة أخرى.
no-answer-yet = لا يوجد رد من الخدمة بعد. تعيد هذه الصفحة السؤال تلقائيًا.
one-moment = لحظة من فضلك
no-such-raffle = هذا السحب غير موجود

## Copies, lists and numbers

copy-link = نسخ الرابط
copied = تم النسخ
cannot-copy = يتعذر النسخ هنا
several-prizes = { $amount } × { $prize }
whole-number = عدد صحيح من { $least } إلى { $most }

## The fields of a raffle: labels in forms, and headings of changes

field-name = الاسم
field-total-tickets = عدد التذاكر
field-prizes = الجوائز
field-entropy-source = مصدر القيمة العشوائية
field-beacon = منارة عشوائية عامة
field-opens-at = موعد الفتح
field-closes-at = موعد الإغلاق
field-draw-at = موعد القرعة
field-reserves = الفائزون البدلاء
field-substitute-after-hours = عدد الساعات الممنوحة للفائز
field-description = الوصف
field-contact = جهة الاتصال
field-pick-up = كيف يستلم الفائزون جوائزهم
field-participation-terms = شروط المشاركة
field-unlisted = غير مدرج
field-archived = مؤرشف
field-ended-at = الإنهاء المبكر

## What was changed in a raffle

change-unlisted = أُزيل السحب من القوائم.
change-listed = أُدرج السحب في القوائم.
change-archived = نُقل السحب إلى الأرشيف.
change-unarchived = أُخرج السحب من الأرشيف.
# After this text comes the old text of a field.
change-before = قبل التغيير:
change-before-nothing = قبل التغيير: لا شيء
# After this text comes the new text of a field.
change-after = بعد التغيير:
change-after-nothing = بعد التغيير: لا شيء

## Dialogs

cancel = إلغاء
