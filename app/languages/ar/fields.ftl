## Sizes and numbers

at-least-characters =
    { $limit ->
        [one] حرف واحد على الأقل
        [two] حرفان على الأقل
        [few] { $limit } أحرف على الأقل
        [many] { $limit } حرفًا على الأقل
       *[other] { $limit } حرف على الأقل
    }
at-most-characters =
    { $limit ->
        [one] حرف واحد على الأكثر
        [two] حرفان على الأكثر
        [few] { $limit } أحرف على الأكثر
        [many] { $limit } حرفًا على الأكثر
       *[other] { $limit } حرف على الأكثر
    }
at-least-entries =
    { $limit ->
        [one] عنصر واحد على الأقل
        [two] عنصران على الأقل
        [few] { $limit } عناصر على الأقل
        [many] { $limit } عنصرًا على الأقل
       *[other] { $limit } عنصر على الأقل
    }
at-most-entries =
    { $limit ->
        [one] عنصر واحد على الأكثر
        [two] عنصران على الأكثر
        [few] { $limit } عناصر على الأكثر
        [many] { $limit } عنصرًا على الأكثر
       *[other] { $limit } عنصر على الأكثر
    }
at-most-tickets =
    { $limit ->
        [one] تذكرة واحدة على الأكثر
        [two] تذكرتان على الأكثر
        [few] { $limit } تذاكر على الأكثر
       *[other] { $limit } تذكرة على الأكثر
    }
at-most-reserves = { $limit } على الأكثر: عدد التذاكر التي لا تفوز بجائزة
at-most-winners = { $limit } على الأكثر، وهو عدد الفائزين
at-least = { $limit } على الأقل
at-most = { $limit } على الأكثر
too-large = العدد كبير جدًا
whole-number = عدد صحيح من 1 إلى { $most }، مكتوب بالأرقام

## Kinds of values

wrong-kind-or-null = القيمة المطلوبة { $wanted } أو null، لكن القيمة هنا { $given }
wrong-kind = القيمة المطلوبة { $wanted }، لكن القيمة هنا { $given }
text = نص
number = عدد صحيح
decimal-number = عدد عشري
true-or-false = true أو false
list = قائمة
object = كائن
missing = هذا الحقل غير موجود في الطلب
unknown-field = لا يوجد حقل بهذا الاسم
no-such-value = القيمة { $value } غير موجودة هنا
one-of = إحدى هذه القيم: { $values }
no-json-body = المطلوب محتوى بصيغة JSON
unreadable-body = لا يمكن قراءة محتوى الطلب بصيغة JSON.
malformed-json = المطلوب صيغة JSON: { $reason }
no-json = المطلوب صيغة JSON

## Characters

several-lines = المطلوب نص في سطر واحد، لكن الحرف رقم { $place } هو { $character }
reorders = يجب ألا يغيّر أي حرف ترتيب النص المحيط به، لكن الحرف رقم { $place } هو { $character }
unreadable = المطلوب نص يمكن قراءته، لكن الحرف رقم { $place } هو { $character }
invisible = المطلوب حرف مرئي، لكن الحرف رقم 1 هو { $character }، ولا يوجد حرف مرئي آخر
all-invisible = المطلوب حرف مرئي واحد على الأقل
not-ascii = المطلوب أحرف ASCII مرئية تفصل بينها مسافات مفردة، بحروف لاتينية صغيرة، لكن الحرف رقم { $place } هو { $character }
not-visible = المطلوب أحرف مرئية تفصل بينها مسافات مفردة، لكن الحرف رقم { $place } هو { $character }

## Codes of tickets: each text is a part of a sentence

code-empty = الرمز يتكون من أرقام وأحرف لاتينية غير U، لكن لا يوجد في هذا النص شيء منها
code-foreign = الرمز يتكون فقط من أرقام وأحرف لاتينية غير U، لكن هذا النص فيه { $character }
code-lengths = عدد أحرف الرمز وأرقامه { $length } أو { $longer }، لكن عددها في هذا النص { $given }
code-length = عدد أحرف الرمز وأرقامه { $length }، لكن عددها في هذا النص { $given }

## Times

no-time = المطلوب وقت مع فرق التوقيت، مثل { $example } أو { $other }
no-year = المطلوب وقت تقع سنته بالتوقيت العالمي بين 1 و9999
not-future = المطلوب وقت في المستقبل: الوقت الآن حسب ساعة الخدمة هو { $now }
end-too-soon =
    { $seconds ->
        [one] المطلوب وقت بعد ثانية واحدة من الآن على الأقل: الوقت الآن حسب ساعة الخدمة هو { $now }
        [two] المطلوب وقت بعد ثانيتين من الآن على الأقل: الوقت الآن حسب ساعة الخدمة هو { $now }
        [few] المطلوب وقت بعد { $seconds } ثوانٍ من الآن على الأقل: الوقت الآن حسب ساعة الخدمة هو { $now }
       *[other] المطلوب وقت بعد { $seconds } ثانية من الآن على الأقل: الوقت الآن حسب ساعة الخدمة هو { $now }
    }
end-too-late = المطلوب وقت قبل { $end }، وهو وقت انتهاء السحب أصلًا
end-unopened = المطلوب وقت بعد { $opening }، وهو وقت فتح السحب
not-after = المطلوب وقت بعد { $earlier }
no-such-day = لا يوجد هذا اليوم في الشهر
no-such-month = يجب أن يكون الشهر ضمن { $range }
no-such-hour = يجب أن تكون الساعة ضمن { $range }
no-such-minute = يجب أن تكون الدقيقة ضمن { $range }
no-such-second = يجب أن تكون الثانية ضمن { $range }
no-such-year = السنة { $year } غير موجودة هنا

## Raffles, drafts and draws

beacon-or-source = المطلوب beacon أو entropy_source، وليس كليهما
no-beacon = لم يعلن هذا السحب منارة عشوائية
not-hex = المطلوب 96 رقمًا ست عشريًا بأحرف صغيرة
no-randomness = المطلوب إما entropy، أو round مع signature، أو طلب بلا محتوى
final = هذا نهائي، لأن السحب نُشر
draft-archived = لا يمكن أرشفة مسودة: انشرها أو احذفها
one-player = المطلوب إما ticket_number وإما player
one-etag = المطلوب وسم ETag واحد، مثل الوسم الذي يعيده طلب GET للسحب
no-player = المطلوب عنوان IP، أو شبكة IPv6 عدد بتاتها { $bits }

## Headers and parameters

weak-key = المطلوب من 16 إلى 255 حرف ASCII مرئيًا، منها { $least } مختلفة على الأقل
no-cursor = المطلوب مؤشر من رابط الصفحة التالية
no-address = المطلوب عنوان IP
no-client = المطلوب عنوان العميل من الوكيل (proxy)، لكن الوكيل لم يرسل أي عنوان
