certificate-title = شهادة القرعة
certificate-description = شهادة القرعة: الفائزون، وكل ما يلزم للتحقق منهم.
print = طباعة
back-to-raffle = العودة إلى السحب
certificate-heading = شهادة القرعة
# The title of the window. $name is the name of the raffle.
certificate-of = شهادة: { $name }
no-certificate = لا توجد شهادة
no-certificate-yet = لا توجد شهادة بعد

## Facts

# The time of the draw.
fact-drawn = وقت القرعة
fact-tickets = التذاكر
fact-winners = الفائزون
fact-entropy-source = مصدر القيمة العشوائية
# $source is in the words of a manager.
source-announced = بكلمات المدير، أُعلن قبل أول تذكرة: «{ $source }»
source-not-announced = لم يُعلن أي مصدر. تقول الخدمة إنها اختارت القيمة بعد حجز آخر تذكرة.
fact-entropy = القيمة العشوائية
# The number from which the order of the tickets is computed.
fact-seed = البذرة
fact-algorithm = الخوارزمية
# The id of the raffle.
fact-raffle = السحب

## Winners

winning-tickets = التذاكر الفائزة
# The heading of the winners of a prize. $prize is its name.
prize-and-winners =
    { $prize } ({ $winners ->
        [zero] لا أحد
        [one] فائز واحد
        [two] فائزان
        [few] { $winners } فائزين
        [many] { $winners } فائزًا
       *[other] { $winners } فائز
    })
more-winners-in-record =
    { $count ->
        [zero] وكل الفائزين مذكورون هنا.
        [one] وهناك فائز آخر، وهو مذكور في المحضر.
        [two] وهناك فائزان آخران، وهما مذكوران في المحضر.
        [few] وهناك { $count } فائزين آخرين، وكلهم في المحضر.
        [many] وهناك { $count } فائزًا آخر، وكلهم في المحضر.
       *[other] وهناك { $count } فائز آخر، وكلهم في المحضر.
    }
substitutions-heading = استبدال الفائزين
unawarded-heading = جوائز لم يفز بها أحد
substitutes-heading = الفائزون البدلاء
more-substitutes-in-record = عدد البدلاء الآخرين: { $count }، وكلهم في المحضر.
# $command is a command for a terminal. “Verify this draw” is the text of a button.
how-to-check = للتحقق: افتح هذا السحب واختر «تحقق من هذه القرعة». أو احفظ المحضر وبرنامج التحقق في مجلد واحد، وافتح فيه نافذة أوامر، واكتب { $command }
