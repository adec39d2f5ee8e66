# What the pages say about the seal, about the draw, and about the check of the draw.

## Facts: their names, and the values of some of them

fact-beacon = المنارة العشوائية
# The chain of random values to which the rounds of the beacon belong.
fact-chain = السلسلة
fact-round = الجولة
fact-source = المصدر
fact-signature = التوقيع
fact-terms = بصمة ما أُعلن (الشروط)
# The time at which the list of tickets was sealed.
fact-sealed = وقت الختم
# The root of the hash tree (Merkle tree) of all tickets.
fact-root = بصمة قائمة التذاكر (الجذر)
fact-withdrawn-tickets = التذاكر المسحوبة من السحب
fact-withdrawn = المسحوبة من السحب
beacon-and-chain = { $beacon }، السلسلة { $chain }
# $round is the number of the round.
round-published = { $round }، نُشرت في { $time }
round-comes = { $round }، تحين في { $time }
withdrawn-tickets =
    { $count ->
        [zero] لا توجد تذاكر
        [one] تذكرة واحدة لم تكن لأحد
        [two] تذكرتان لم تكونا لأحد
        [few] { $count } تذاكر لم تكن لأحد
        [many] { $count } تذكرة لم تكن لأحد
       *[other] { $count } تذكرة لم تكن لأحد
    }؛ بصمة أرقامها: { $hash }

## Notices, which must be as loud as in English. The English texts are those of the program that checks records

nothing-binds = تحذير: لا شروط ولا ختم يقيّدان هذا المحضر (raffle-draw/1): كان بإمكان من أعدّه أن يختار القيمة العشوائية، ومعها الفائزين.
unless-the-source = تحذير: لا شروط ولا ختم يقيّدان هذا المحضر (raffle-draw/1): كان بإمكان من أعدّه أن يختار القيمة العشوائية، ومعها الفائزين، إلا إذا كان المصدر المذكور قد أعطى هذه القيمة. قارن بينهما.
operator-chose = تنبيه: مشغّل الخدمة هو من اختار القيمة العشوائية.
manager-typed = تنبيه: المدير هو من كتب القيمة العشوائية.
# $announced and $round are numbers of rounds, and $sealed is a time such as 2026-11-26T12:00:00.000Z.
late-round-decided = تحذير: أُعلنت الجولة { $announced }، لكن الجولة { $round } هي التي حسمت القرعة، لأن السحب خُتم متأخرًا في { $sealed }.
late-round-decides = تحذير: أُعلنت الجولة { $announced }، لكن الجولة { $round } هي التي ستحسم القرعة، لأن السحب خُتم متأخرًا في { $sealed }.
# The times are such as 2026-11-26T12:00:00.000Z. $restored, $hours and $count are numbers.
no-time-announced = تحذير: لم يُعلن أي موعد لهذه القرعة، لذلك كان بإمكان من ختم السحب أن يختار الجولة. قارن الجذر والجولة ووقت الختم (sealed_at) بما عرضته الصفحة قبل { $at }.
sealed-after-draw-time = تحذير: خُتمت التذاكر في { $sealed }، بعد الموعد المعلن للقرعة { $announced }. إذا كان المصدر قد نشر قيمته قبل ذلك، فقد كان بإمكان المدير أن يختار الفائزين باختيار لحظة النهاية.
drawn-early = تحذير: أُعلنت القرعة لموعد { $announced }، لكنها أُجريت قبله في { $drawn }.
ended-early = تحذير: أنهى المدير السحب مبكرًا في { $ended }، وكانت النهاية المعلنة { $closes }.
ended-unannounced = تحذير: أنهى المدير السحب مبكرًا في { $ended }، ولم تُعلن له أي نهاية.
# $ticket is a number. $got and $lost are the times at which the ticket got the prize and lost it.
lost-prize-early = تحذير: لم تبقَ الجائزة للتذكرة { $ticket } إلا من { $got } إلى { $lost }، أي أقل من عدد الساعات المعلن ({ $hours })، ثم حلّ محلها بديل. عدد التذاكر التي فقدت جائزة بهذه السرعة: { $count }.
lost-prize-soon = تحذير: لم تبقَ الجائزة للتذكرة { $ticket } إلا من { $got } إلى { $lost }، أي أقل من ساعة، ثم حلّ محلها بديل. عدد التذاكر التي فقدت جائزة بهذه السرعة: { $count }.
store-restored = تحذير: استُعيدت البيانات من نسخة احتياطية قبل هذه القرعة (عدد مرات الاستعادة: { $restored }). قارن هذا المحضر بالمحاضر المحفوظة من قبل.

## Before the draw

sealed-heading = مختوم قبل القرعة
sealed-hint = لو غُيّرت الآن تذكرة أو حاملها لتغيّر الجذر أيضًا. يمكن لحامل التذكرة أن يتحقق منها في بطاقة التذكرة.
make-draw = إجراء القرعة
signature-of-round = توقيع الجولة
# $address is a link to the round.
signature-hint = افتح { $address } وانسخ التوقيع، أو كل ما يعرضه هذا العنوان. لا تقبل الخدمة إلا توقيع هذه الجولة.
signature-malformed = يتكون التوقيع من 96 خانة من 0 إلى 9 ومن a إلى f، بأحرف صغيرة.
send-signature = إرسال التوقيع
draw-made = أُجريت القرعة وحُدد الفائزون.
draw-made-already = سبق أن أُجريت القرعة وحُدد الفائزون.

## The seal on the ticket card

seal = الختم
card-keeps = ما تحتفظ به هذه البطاقة
card-root = بصمة قائمة التذاكر (الجذر): { $root }
card-round = جولة المنارة العشوائية: { $round }
card-winners = أولى الأرقام الفائزة: { $numbers }
root-first-seen = شوهد أول مرة في { $time } بحسب ساعة هذا الجهاز.
check-soon = تتحقق هذه البطاقة خلال خمس دقائق من أن هذه التذكرة قد خُتمت.
check-ticket-now = تحقق من تذكرتي الآن
check-again = تحقق مرة أخرى
check-not-done = لم يتمكن هذا المتصفح من إجراء التحقق. تحقق من اتصالك وحاول مرة أخرى.
ticket-in-seal = يحتوي الجذر على تذكرتك مع رمزك: تحقق هذا المتصفح من المسار من رمزك إلى الجذر. ومحضر القرعة وحده يُظهر هل شاركت التذكرة فيها.
save-proof = حفظ الإثبات (JSON)
# An alarm, in capital letters where a language has them. $mistake says what is wrong in the proof.
ticket-not-in-seal = تحذير: تذكرتك ليست ضمن الختم! { $mistake }.
# This is no alarm, because anybody can invent a ticket, and put it into a file or a link.
added-ticket-not-in-seal = التذكرة المضافة ليست ضمن الختم: { $mistake }. لم يحصل هذا المتصفح على التذكرة بنفسه. فإما أن الرقم أو الرمز المضاف خطأ، وإما أن الخدمة أسقطت التذكرة. اسأل من حصل عليها.
proof-of-another-ticket = الإثبات يخص تذكرة أخرى
sealed-code-differs = رمز التذكرة المختومة يختلف عن رمزك
# An alarm. $warning is the text seal-changed-warning. $value and $other are hashes, numbers or times. $other can also
# be the text seen-nothing.
seal-changed = { $warning } عرضت الخدمة في { $time } القيمة { $value }، وعرضت في { $other-time } القيمة { $other }. لا يجوز أن يتغير الختم ولا الفائزون في القرعة. احتفظ بهذه البطاقة، والتقط صورة لها، وأخبر المشاركين الآخرين.
seal-changed-warning =
    تحذير: غيّرت الخدمة { $field ->
        [total_tickets] عدد التذاكر
        [terms] الشروط
        [root] جذر التذاكر
        [withdrawn_hash] التذاكر المسحوبة من السحب
        [sealed_at] وقت الختم
        [round] الجولة
        [winners] الفائزين في القرعة
       *[round_at] وقت الجولة
    }!
# An alarm. $warning is the text wrong-terms-warning.
wrong-terms = { $warning } للجوائز أو المواعيد أو غيرها من البيانات في هذه الصفحة بصمة أخرى. التقط صورة لهذه الصفحة، وأخبر مشاركين آخرين.
wrong-terms-warning = تحذير: هذه الشروط لا تخص ما يُعرض هنا.
seen-nothing = «لا شيء»
root-seen-late = رأت هذه البطاقة الجذر أول مرة في { $seen }. وكانت الجولة قد حانت قبل ذلك في { $came }. لذلك لا يمكن لهذه البطاقة أن تُظهر أن الجذر كان موجودًا قبل الجولة. اسأل مشاركًا رأت بطاقته الجذر قبل الجولة.
root-seen-after-draw-time = رأت هذه البطاقة الجذر أول مرة في { $seen }. وكانت القرعة معلنة لموعد { $came }. لذلك لا يمكن لهذه البطاقة أن تُظهر أن الجذر كان موجودًا قبل أن ينشر المصدر قيمته. اسأل مشاركًا رأت بطاقته الجذر قبل ذلك.
# $fields is a list of texts card-field.
file-says-other = في ملف التذاكر الذي أضفته قيم غير التي تعرضها الخدمة: { $fields }. لم ير هذا المتصفح قيم الملف بنفسه. قارنها ببطاقات تذاكر مشاركين آخرين.

## The check of a draw

check-not-loaded = تعذّر تحميل برنامج التحقق. تحقق من اتصالك وحاول مرة أخرى.
card-field =
    { $field ->
        [total_tickets] عدد التذاكر
        [terms] الشروط
        [root] جذر التذاكر
        [withdrawn_hash] التذاكر المسحوبة من السحب
        [sealed_at] وقت الختم
        [round] الجولة
        [winners] الفائزون في القرعة
       *[round_at] وقت الجولة
    }
