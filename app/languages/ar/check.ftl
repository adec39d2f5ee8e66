# What the pages say about the check of a draw. A page loads these texts together with the module that checks.

## The check of a draw

computing = يجري الحساب…
# Screen readers say one of these after the title of a step of the check.
step-right = : صحيح.
step-wrong = : خطأ.
step-open = : غير واضح.
compare-raffle = مقارنة السحب
# $name is the name of the other raffle.
other-raffle = هذا المحضر يخص سحبًا آخر: { $name }.
compare-record = المقارنة مع محضر هذه الخدمة
# $fields are names of JSON members.
other-record = المحضر الذي تقدمه هذه الخدمة فيه قيمة مختلفة في: { $fields }.
compare-page = المقارنة مع ما تعرضه هذه الصفحة
same-on-page = تعرض هذه الصفحة قيم المحضر نفسها، وعدد الفائزين الذين قورنوا وهم أنفسهم: { $count }.
winners-not-compared = قورن بهذه الصفحة أول { $compared } من { $total } من الفائزين فقط. لمقارنة المزيد، اعرض مزيدًا من الفائزين ثم تحقق مرة أخرى.
# $field is the name of a JSON member, and the number of an entry if the member is a list. $record and $page are values.
differs-on-page = { $field }: يقول المحضر { $record }، وتقول هذه الصفحة { $page }.
more-differences = عدد الاختلافات الأخرى: { $count }.
page-is-old = منذ تحميل هذه الصفحة حل بدلاء محل فائزين.
compare-card = المقارنة مع ما تحتفظ به بطاقة تذكرتك
# $fields is a list of texts card-field.
other-on-card = رأت بطاقة تذكرتك سابقًا قيمًا أخرى: { $fields }.
own-ticket-step = البحث عن تذكرتك في القرعة
own-ticket-took-part = شاركت تذكرتك { $number } في القرعة.
own-ticket-took-part-with-code = شاركت تذكرتك { $number } في القرعة برمزك.
# $button is the text check-ticket-now, on the ticket card.
own-ticket-not-proven = شاركت تذكرتك { $number } في القرعة. ليس لدى هذا المتصفح برهان على أنها شاركت برمزك. للحصول على البرهان اختر «{ $button }» في بطاقة التذكرة.
own-ticket-wrong-proof = البرهان الذي يحتفظ به هذا المتصفح لا يقود من رمز تذكرتك { $number } إلى الجذر الوارد في المحضر.
own-ticket-won-by-record = بحسب هذا المحضر فازت بـ: { $prize }.
own-ticket-lost-by-record = بحسب هذا المحضر لم تفز بشيء.
own-ticket-left-out = يقول المحضر إن تذكرتك { $number } لم تكن محجوزة.
added-ticket-step = البحث عن التذكرة المضافة في القرعة
added-ticket-took-part = شاركت التذكرة المضافة { $number } في القرعة.
added-ticket-took-part-with-code = شاركت التذكرة المضافة { $number } في القرعة برمزها.
# $button is the text check-ticket-now, on the ticket card.
added-ticket-not-proven = شاركت التذكرة المضافة { $number } في القرعة. ليس لدى هذا المتصفح برهان على أنها شاركت برمزها. للحصول على البرهان اختر «{ $button }» في بطاقة التذكرة.
added-ticket-left-out = يقول المحضر إن التذكرة { $number } لم تكن محجوزة. أُضيفت هذه التذكرة من ملف أو رابط، ولم يتحقق أحد من رمزها. لذلك لا تثبت شيئًا ضد القرعة.
# $reason is a sentence in English, which begins with a small letter and ends with a period.
not-verified = فشل التحقق: { $reason }
not-verified-other-raffle = فشل التحقق: هذا المحضر يخص سحبًا آخر: { $name }.
not-verified-other-record = فشل التحقق: المحضر الذي تقدمه هذه الخدمة فيه قيمة مختلفة في: { $fields }.
not-verified-other-on-page = فشل التحقق: تعرض هذه الصفحة قيمًا غير قيم المحضر في: { $fields }.
not-verified-page-is-old = فشل التحقق: منذ تحميل هذه الصفحة حل بدلاء محل فائزين. أعد تحميل هذه الصفحة.
not-verified-other-on-card = فشل التحقق: رأت بطاقة تذكرتك سابقًا قيمًا أخرى: { $fields }.
# An alarm, in capital letters where a language has them.
not-verified-ticket-left-out = فشل التحقق: تحذير: تذكرتك { $number } لم تشارك في القرعة، كأن أحدًا لم يحجزها!
not-verified-wrong-proof = فشل التحقق: لا يتفق المحضر مع برهان تذكرتك { $number }. إما أن المحضر خطأ، وإما أن البرهان المحفوظ في هذا المتصفح خطأ.
not-verified-not-loaded = لم يكتمل التحقق: تعذّر تحميل بقية برنامج التحقق. تحقق من اتصالك وحاول مرة أخرى.

## What the check proves

verified = نجح التحقق: هؤلاء هم الفائزون الصحيحون.
verified-how = حسب متصفحك الفائزين أنفسهم، وبالترتيب نفسه.
# $fields are names of JSON members.
not-checked = لم يُتحقق منه، لأن هذه الخدمة وحدها تذكره: { $fields }.
later-substitutions =
    هذا الملف أقدم: منذ حفظه استُبدل { $count ->
        [one] فائز آخر
        [two] فائزان آخران
        [few] { $count } فائزين آخرين
       *[other] { $count } فائزًا آخر
    }.
# $time is the time at which the random value became known.
root-not-seen = لا يمكن لهذا التحقق أن يُظهر هل كانت الشروط والجذر والتذاكر المسحوبة منشورة قبل { $time }، لأن هذا المتصفح لم يرَ الجذر قبل ذلك. قارنها بما احتفظت به، أو ببطاقة تذكرة مشارك رأى الجذر قبل ذلك.
nobody-could-choose = لم يكن بإمكان أحد اختيار القيمة العشوائية أو توقعها: فهي توقيع منارة عشوائية عامة.
signature-verified = تحقق متصفحك منه، وهو صحيح.
holders-check = يمكن لكل حامل تذكرة أن يتحقق في بطاقة التذكرة من أن تذكرته كانت في القائمة المختومة. لا يمكن لهذا التحقق أن يُظهر من هم حاملو التذاكر.
# $what is the text left-to-check-what. $source says where the value comes from, in the words of a manager.
left-to-check = { $what } عند إنشاء السحب أُعلن هذا المصدر: «{ $source }». تحقق هناك من أمرين: هل أعطى المصدر «{ $entropy }»، وهل كان ذلك بعد حجز آخر تذكرة فقط؟ إذا صح الأمران، فلم يكن بإمكان أحد اختيار الفائزين. لا يمكن لهذا التحقق أن يُظهر من يحمل كل تذكرة.
left-to-check-what = ما يبقى عليك التحقق منه:
# $what is the text not-proved-what.
not-proved = { $what } لم يُعلن أي مصدر عام للقيمة العشوائية. تقول الخدمة إنها اختارت القيمة بعد حجز آخر تذكرة. عليك أن تثق بأن هذا صحيح، وبأن مشغّل الخدمة اختار القيمة مرة واحدة فقط. لا يمكن لهذا التحقق أن يُظهر من يحمل كل تذكرة.
not-proved-what = ما لا يثبته هذا:

## The check without these pages

check-with-python = التحقق باستخدام Python
save-both-files = احفظ الملفين في المجلد نفسه:
save-record = حفظ المحضر (JSON)
# The checker is a program that checks a draw record.
save-checker = حفظ برنامج التحقق (Python)
open-terminal = افتح نافذة أوامر في هذا المجلد واكتب:
seed-lines = البذرة هي قيمة SHA-256 لهذه الأسطر، دون فاصل أسطر في النهاية:
