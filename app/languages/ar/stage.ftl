stage-title = القرعة
stage-description = شاهد قرعة هذا السحب: يظهر كل رقم فائز على جميع الشاشات في الوقت نفسه.
# The title of the window. $name is the name of the raffle.
stage-of = { $name } · سحب

## Before the draw

# The name of this part for screen readers.
until-draw = حتى موعد القرعة
waiting-draft = لم يُنشر هذا السحب بعد.
waiting-damaged = بيانات هذا السحب تالفة.
waiting-filling = يجري إعداد التذاكر.
waiting-suspended = هذا السحب في انتظار مدير.
waiting-open = تبدأ القرعة عند حجز آخر تذكرة.
waiting-unsealed = تختم الخدمة الآن قائمة التذاكر.
waiting-sealed = تبدأ القرعة قريبًا.
# Below each of these three texts is a clock in large letters, such as "5 minutes 20 seconds".
stage-opens-in = الوقت المتبقي حتى الفتح
stage-closes-in = الوقت المتبقي حتى الإغلاق
stage-draw-in = الوقت المتبقي حتى القرعة
draw-in-management = إجراء القرعة في صفحة المديرين

## The winners

winners = الفائزون
no-winners = لم تُحجز أي تذكرة، فلم يفز أحد.
all-shown = عُرض جميع الفائزين.
# $prize is the name of the prize.
next-prize = الجائزة التالية: { $prize }
# What a screen reader says when numbers are shown.
told = { $prize }: { $numbers }
# The numbers of the same prize that were shown before.
also-won = فاز أيضًا: { $numbers }
# Tickets whose prize went to another ticket after the draw. $pairs is a list of the next text.
replaced-after-draw = استُبدلت بعد القرعة: { $pairs }
# $earlier is a ticket number, and $number is the ticket number that replaced it.
replaced-pair = { $earlier } بـ { $number }
winners-shown =
    { $total ->
        [zero] لا يوجد فائزون
        [one] عُرض { $shown } من فائز واحد
        [two] عُرض { $shown } من فائزَين
        [few] عُرض { $shown } من { $total } فائزين
        [many] عُرض { $shown } من { $total } فائزًا
       *[other] عُرض { $shown } من { $total } فائز
    }
own-number = تذكرتك: { $number }
own-number-shown = هذا رقم تذكرتك. اعرف بماذا فازت
added-number = تذكرة مضافة: { $number }
added-number-shown = هذا رقم التذكرة المضافة. اعرف بماذا فازت
scan-to-take-part = امسح الرمز للحصول على تذكرة
scan-to-check = امسح الرمز للتحقق من تذكرتك
qr-of = رمز QR للعنوان { $url }

## The controls

audience-sees = ما يراه الجمهور
next-winner = الفائز التالي
previous-winner = رجوع
to-end-of-prize = إلى نهاية هذه الجائزة
run = تشغيل تلقائي
pause = إيقاف مؤقت
to-start = إلى البداية
full-screen = ملء الشاشة
leave-full-screen = الخروج من ملء الشاشة
keys-hint = يعرض مفتاح المسافة الفائز التالي. كل المشاهدين يرون الشيء نفسه.
