manage-title = إدارة السحوبات
manage-description = أنشئ السحوبات، واعرف عدد التذاكر المحجوزة، وأجرِ القرعة عندما لا تبقى أي تذكرة.
no-raffles-here = لا توجد سحوبات هنا.
# $warning is a sentence of the service, in English.
service-warns = تنبيه من الخدمة: { $warning }.
codes-ready =
    { $count ->
        [zero] لا توجد رموز جاهزة. ما دامت هناك رموز، لا ينتظر أحد تذكرته.
        [one] رمز واحد جاهز. ما دامت هناك رموز، لا ينتظر أحد تذكرته.
        [two] رمزان جاهزان. ما دامت هناك رموز، لا ينتظر أحد تذكرته.
        [few] { $count } رموز جاهزة. ما دامت هناك رموز، لا ينتظر أحد تذكرته.
        [many] { $count } رمزًا جاهزًا. ما دامت هناك رموز، لا ينتظر أحد تذكرته.
       *[other] { $count } رمز جاهز. ما دامت هناك رموز، لا ينتظر أحد تذكرته.
    }

## For visitors who are no managers. $address is the visitor's own address, $setting is the name of a setting

managers-only = للمديرين فقط. اطلب من مشغّل الخدمة السماح للعنوان { $address }.
managers-only-shared = للمديرين فقط. عنوانك هو { $address }.
run-this-service =
    هل تشغّل هذه الخدمة؟ افتح على جهازها رابط المديرين الذي عرضته عند بدء تشغيلها. تجد الرمز المميز للرابط أيضًا في
    الملف { $file } في { $folder }.
allow-address = يستطيع مشغّل الخدمة إضافة عنوانك إلى { $setting }. وبعد ذلك لا يعمل رابط المديرين.
shared-address =
    قد يكون هذا العنوان لزوار كثيرين: فهو عنوان بوابة أو عنوان الخدمة نفسها. لا تضفه إلى { $setting }، وإلا أصبح الجميع
    مديرين.

## The form for a new raffle

new-raffle = سحب جديد
edit-draft = تعديل المسودة
tickets-label = التذاكر
add-prize = إضافة جائزة
prize-name = اسم الجائزة
# An example in an empty field.
prize-example = دراجة
prize-amount = العدد
# The label prize-amount for screen readers. It has to begin with the text prize-amount.
prize-amount-of = العدد من هذه الجائزة
remove-prize = إزالة هذه الجائزة
describe-raffle = وصف السحب
plain-text-hint = نص عادي. تبقى فواصل الأسطر، وتصبح العناوين التي تبدأ بـ { "\u2066https://\u2069" } روابط.
participation-hint = قبل الحصول على تذكرة، يضع المشاركون علامة في مربع لقبول هذه الشروط.
contact-hint = الشخص الذي يمكن للمشاركين سؤاله. يرى الجميع هذا النص.
pick-up-hint = تعرض الصفحة هذا النص للفائز بجانب التذكرة الفائزة. ويستطيع الجميع قراءته في قائمة التغييرات وعبر واجهة API، فلا تكتب فيه شيئًا سريًا.
unlisted-hint = لا يظهر السحب في قائمة السحوبات. ويستطيع كل من لديه رابطه أن يشارك.
announce-randomness = الإعلان عن مصدر عشوائي عام، ليتمكن أي شخص من التحقق من القرعة
use-beacon = استخدام المنارة العشوائية العامة «drand quicknet»
beacon-hint =
    لا يستطيع أحد اختيار قيمها أو توقعها، ويستطيع كل متصفح التحقق منها. ويستطيع أي شخص إجراء القرعة عندما يحين الموعد.
# An example in an empty field.
source-example = أرقام اليانصيب ليوم 5 ديسمبر بترتيب تصاعدي
source-hint =
    اذكر قيمة عشوائية لا يعرفها أحد بعد، مثل أرقام يانصيب. واذكر أيضًا كيف تُكتب القيمة. تُدخل أنت القيمة عند القرعة.
    إذا لم تذكر قيمة، يختار الخادم قيمة، وعلى المشاركين أن يثقوا بالخادم.
set-times = تحديد مواعيد السحب
zone-hint = كل المواعيد بحسب منطقتك الزمنية: { $zone }. لا يُعلن عن الموعد الذي تتركه فارغًا.
opens-hint = يستطيع المشاركون الحصول على تذاكر ابتداءً من هذا الموعد.
closes-hint =
    تُسحب من السحب التذاكر التي لم يأخذها أحد حتى ذلك الموعد. ومن دون هذا الموعد لا تُجرى القرعة إلا بعد حجز آخر تذكرة.
draw-hint =
    يرى المشاركون هذا الموعد. لا تبدأ القرعة من تلقاء نفسها. مع المنارة العشوائية، يحدد هذا الموعد أي جولة من جولات
    المنارة تُحتسب.
draw-substitutes = اختيار فائزين بدلاء لمن لا يحضر من الفائزين
substitutes-hint =
    يُختار الفائزون البدلاء مع الفائزين. إذا لم يحضر فائز خلال هذه الساعات بعد القرعة، يمكنك إعطاء جائزته للبديل التالي.
    وللبديل الذي يحصل على جائزة عدد الساعات نفسه. إذا لم تُدخل عدد ساعات، يمكنك ذلك بعد القرعة مباشرة.
create-raffle = إنشاء السحب
save-as-draft = حفظ كمسودة
save-draft = حفظ المسودة
stop-editing = إنهاء التعديل
draft-hint = لا يرى المسودة إلا المديرون. يمكنك تغيير كل شيء فيها حتى تنشرها.
copy-in-form = هذه نسخة من «{ $name }». لم تُنشأ بعد.
draft-in-form = أنت تعدّل المسودة «{ $name }». لا تتغير إلا عندما تحفظها.
correct-fields = صحّح الحقول المحددة.
# After this text comes a link with the text open-its-page.
raffle-created = أُنشئ السحب «{ $name }».
draft-first-saved = حُفظ السحب «{ $name }» كمسودة. انشره في قائمة السحوبات عندما يكون جاهزًا.
draft-saved = حُفظت المسودة «{ $name }».
open-its-page = فتح صفحته
# After this text comes a link with the text open-its-page.
earlier-created =
    أنشأ طلب سابق السحب «{ $name }» بالفعل. إذا كان هذا السحب خاطئًا فاحذفه في قائمة السحوبات. أما ما في النموذج الآن
    فلم يُنشأ. إذا كنت تريده أيضًا فاحفظه مرة أخرى.

## What becomes final

final-title = ما يصبح نهائيًا
final-hint =
    كل هذا نهائي عند إنشاء السحب أو نشر مسودته. بعد ذلك يمكنك فقط تغيير الوصف وجهة الاتصال وكيفية استلام الفائزين
    جوائزهم. يرى الجميع كل تغيير.
summary-without-name = سحب بلا اسم
summary-tickets =
    { $count ->
        [zero] { $name }: لا توجد تذاكر.
        [one] { $name }: تذكرة واحدة.
        [two] { $name }: تذكرتان.
        [few] { $name }: { $count } تذاكر.
       *[other] { $name }: { $count } تذكرة.
    }
summary-no-tickets = { $name }: لم يُحدد عدد التذاكر بعد.
summary-prizes = الجوائز: { $prizes }.
summary-no-prizes = الجوائز: لا شيء بعد.
summary-opens = يُفتح في { $time }.
summary-opens-at-once = يُفتح فورًا.
summary-closes = يُغلق في { $time }. وتُسحب من السحب التذاكر التي لم يأخذها أحد حتى ذلك الموعد.
summary-stays-open = لا ينتهي إلا عند حجز آخر تذكرة.
# One of the next four sentences stands after this one. "This time" in summary-beacon-then is $time here.
summary-draw-at = القرعة معلنة في { $time }.
summary-beacon-then = يُحدَّد الفائزون من أول جولة من drand quicknet في هذا الموعد أو بعده.
summary-beacon = يُحدَّد الفائزون من أول جولة من drand quicknet تأتي بعد دقيقة أو أكثر من حجز آخر تذكرة.
summary-source = تُدخل القيمة العشوائية عند القرعة من هذا المصدر: { $source }.
summary-server = يختار الخادم القيمة العشوائية، لذلك على المشاركين أن يثقوا بمشغّله.
summary-substitutes =
    { $count ->
        [zero] لا يُختار أي فائز بديل.
        [one] يُختار فائز بديل واحد.
        [two] يُختار فائزان بديلان.
        [few] يُختار { $count } فائزين بدلاء.
        [many] يُختار { $count } فائزًا بديلًا.
       *[other] يُختار { $count } فائز بديل.
    }
# This sentence stands after summary-substitutes.
summary-substitute-hours =
    { $hours ->
        [zero] يمكن للبديل أن يحل محل الفائز بعد القرعة مباشرة.
        [one] يمكن للبديل أن يحل محل الفائز بعد ساعة واحدة من القرعة.
        [two] يمكن للبديل أن يحل محل الفائز بعد ساعتين من القرعة.
        [few] يمكن للبديل أن يحل محل الفائز بعد { $hours } ساعات من القرعة.
       *[other] يمكن للبديل أن يحل محل الفائز بعد { $hours } ساعة من القرعة.
    }
summary-no-substitutes = لا يُختار فائزون بدلاء.
summary-participation = قبل الحصول على تذكرة، يقبل المشاركون شروط المشاركة التي وضعتها.

## Mistakes in the fields of a form

name-missing = أعطِ السحب اسمًا.
prize-name-missing = أعطِ هذه الجائزة اسمًا.
too-many-kinds = { $most } جائزة مختلفة على الأكثر.
too-many-prizes =
    { $prizes ->
        [zero] لا جوائز
        [one] جائزة واحدة
        [two] جائزتان
        [few] { $prizes } جوائز
       *[other] { $prizes } جائزة
    } مقابل { $tickets ->
        [zero] لا تذاكر
        [one] تذكرة واحدة
        [two] تذكرتين
        [few] { $tickets } تذاكر
       *[other] { $tickets } تذكرة
    }: قدّم جوائز أقل أو تذاكر أكثر.
# $most is the number of tickets that win no prize.
too-many-substitutes = { $most } على الأكثر: عدد التذاكر التي لا تفوز بجائزة.
time-incomplete = أدخل تاريخًا ووقتًا كاملين، أو أفرغ الحقل.
draw-time-missing = أدخل موعد القرعة، فهو الذي يحدد أي جولة من المنارة تُعتمد. وإلا كان بإمكان من يختم السحب أن يختار الجولة.
not-after-opening = اختر موعدًا بعد موعد الفتح.
not-after-end = اختر موعدًا بعد موعد الإغلاق.
# $most is a round number, such as 100 or 5,000.
too-long = { $most } حرف على الأكثر
too-long-now = { $most } حرف على الأكثر. عدد الأحرف هنا { $length }.
# $character is the number of a character in Unicode, such as U+200B.
refused-in-name = احذف الحرف { $character }: فهو يقطع السطر أو يغيّر ترتيب النص.
invisible-name = لا يستطيع أحد رؤية هذا الاسم. حرفه الأول هو { $character }.
refused-in-text = احذف الحرف { $character }: لا يستطيع أحد قراءته.
invisible-text = لا يستطيع أحد رؤية هذا النص.

## The list of raffles, and its buttons

open-draw = فتح القرعة
open-stage = فتح المنصة
substitute-winner = استبدال فائز
resume = استئناف
winners-csv = الفائزون بصيغة CSV
edit = تعديل
duplicate = إنشاء نسخة
publish = نشر
hand-over-prizes = تسليم الجوائز
end-early = إنهاء مبكر
delete = حذف

## The chart of the tickets that were claimed

chart-nothing = تُعد التذاكر المحجوزة ما دامت هذه الصفحة مفتوحة.
# The names of the two ends of the chart.
chart-begin = قبل { 10 } دقائق
chart-end = الآن
chart-recent-seconds =
    { $claims ->
        [zero] لم تُحجز أي تذكرة
        [one] حُجزت تذكرة واحدة
        [two] حُجزت تذكرتان
        [few] حُجزت { $claims } تذاكر
       *[other] حُجزت { $claims } تذكرة
    } في آخر { $seconds ->
        [one] ثانية
        [two] ثانيتين
        [few] { $seconds } ثوانٍ
       *[other] { $seconds } ثانية
    }
chart-recent-minutes =
    { $claims ->
        [zero] لم تُحجز أي تذكرة
        [one] حُجزت تذكرة واحدة
        [two] حُجزت تذكرتان
        [few] حُجزت { $claims } تذاكر
       *[other] حُجزت { $claims } تذكرة
    } في آخر { $minutes ->
        [one] دقيقة
        [two] دقيقتين
        [few] { $minutes } دقائق
       *[other] { $minutes } دقيقة
    }
chart-highest =
    { $claims ->
        [zero] أعلى عمود: أقل من تذكرة في الدقيقة
        [one] أعلى عمود: تذكرة واحدة في الدقيقة
        [two] أعلى عمود: تذكرتان في الدقيقة
        [few] أعلى عمود: { $claims } تذاكر في الدقيقة
       *[other] أعلى عمود: { $claims } تذكرة في الدقيقة
    }

## What was handed over

handed-over = الجوائز المسلَّمة
handed-over-csv = الجوائز المسلَّمة بصيغة CSV
handed-over-nothing = لم تُسلَّم أي جائزة بعد.
handed-over-by = { $manager }، { $time }
handed-over-prize = التذكرة رقم { $number }: { $prize }
handed-over-note = ملاحظة: { $note }

## The log of a raffle. $who is the name of a manager, or one of the first two texts

who-token = المدير صاحب الرمز المميز
who-no-manager = شخص ليس مديرًا
log = السجل
log-csv = السجل بصيغة CSV
log-empty = لم يُدوَّن شيء بعد.
log-created = أنشأ { $who } السحب.
log-published = نشر { $who } السحب.
log-changed = غيّر { $who } السحب.
log-changed-fields = غيّر { $who } السحب: { $fields }.
log-ended = حدد { $who } موعد إنهاء مبكر.
log-ended-at = حدد { $who } موعد إنهاء مبكر: { $time }.
log-deleted = حذف { $who } السحب.
log-drew = أجرى { $who } القرعة.
log-substituted = استبدل { $who } التذكرة رقم { $number } بالتذكرة رقم { $substitute }.
log-substituted-prize = استبدل { $who } التذكرة رقم { $number } بالتذكرة رقم { $substitute }: { $prize }.
log-resumed = استأنف { $who } السحب بعد استعادة نسخة احتياطية.
log-handed-over = سلّم { $who } جائزة التذكرة رقم { $number }.
log-handed-over-prize = سلّم { $who } جائزة التذكرة رقم { $number }: { $prize }.
log-erased = محا { $who } عنوان أحد المشاركين.
# $act is an English word of a newer version of the service, which this page does not know.
log-other = { $who }: { $act }.

## Requests that were not answered. $name is the name of a raffle

# A button. A press ends the repetitions of a request.
stop-sending = عدم إرساله مرة أخرى
no-longer-sent =
    لم تعد هذه الصفحة ترسل الطلب الخاص بالسحب «{ $name }». ربما نُفّذ الطلب بالفعل. تحقق من ذلك في قائمة السحوبات قبل أن
    تتابع.
not-carried-out = لم تعد هذه الصفحة ترسل الطلب الخاص بالسحب «{ $name }». لم يتغير شيء.

## Dialogs: what they ask, and what is said afterwards

save = حفظ
draw-done = أُجريت قرعة «{ $name }».
entropy-value = القيمة
entropy-form = حروف لاتينية صغيرة وأرقام وعلامات، بينها مسافات مفردة
entropy-hint = انسخ القيمة من { $source }. اكتبها كما أُعلن، بحروف صغيرة.
entropy-compare = قارن هذه القيمة بالمصدر مرة أخرى. لا يمكن تغيير القيمة بعد القرعة.
entropy-length =
    { $count ->
        [zero] لا أحرف
        [one] حرف واحد
        [two] حرفان
        [few] { $count } أحرف
        [many] { $count } حرفًا
       *[other] { $count } حرف
    }
entropy-change = تغيير القيمة
entropy-review = مراجعة القيمة
publish-question = هل تريد نشر «{ $name }»؟
publish-text = عندئذٍ يرى الجميع السحب، وتصبح شروطه ثابتة. كل هذا يصبح نهائيًا:
publish-changed = تغيّرت هذه المسودة في هذه الأثناء. الآن يصبح كل هذا نهائيًا:
publish-yes = نشر
publish-done = نُشر السحب «{ $name }».
still-edited = ما زلت تعدّل هذه المسودة. احفظها أو أنهِ التعديل، ثم انشرها.
# $field is the label of a time, such as field-opens-at.
draft-time-over = «{ $field }» ليس في المستقبل: { $time }.
publish-again = عدّل المسودة ثم انشرها مرة أخرى.
resume-question = هل تريد استئناف «{ $name }»؟
resume-text =
    استُعيدت الخدمة من نسخة احتياطية. وهي لا تعرف التذاكر التي حُجزت بعد تلك النسخة، لذلك قد يحصل مشاركون آخرون على هذه
    التذاكر. ولا يستطيع أصحابها الأوائل الفوز بها.
resume-yes = استئناف
resume-done = استؤنف السحب «{ $name }».
delete-question = هل تريد حذف «{ $name }»؟
delete-text = تُحذف تذاكره والفائزون فيه أيضًا. لا يمكن التراجع عن ذلك. وتُظهر صفحة السحب للجميع أن السحب حُذف.
delete-draft-text = لم يرها المشاركون قط. لا يمكن التراجع عن ذلك.
delete-yes = حذف
delete-done = حُذف السحب «{ $name }».
winners-saved = حُفظت قائمة الفائزين في «{ $name }».
log-saved = حُفظ سجل «{ $name }».
hand-overs-saved = حُفظت قائمة جوائز «{ $name }».

## The dialog that edits a raffle

edit-title = تعديل «{ $name }»
edit-done = تغيّر السحب «{ $name }».
# $status is the text of a choice above the list: status-archived.
archive-done = أُرشف السحب «{ $name }». لرؤيته، اختر الحالة «{ $status }» أعلى القائمة.
edit-text = يرى الجميع ما تغيّره ومتى.
edit-unlisted-hint = لا يرى السحب في القوائم إلا المديرون.
edit-archived-hint = لا يظهر السحب إلا في قائمة السحوبات المؤرشفة. وتبقى صفحته.
never-changes = ما لا يتغير أبدًا
never-changes-text =
    الاسم والتذاكر والجوائز والمواعيد ومصدر القيمة العشوائية والفائزون البدلاء. وتعرض صفحة السحب بصمة رقمية لكل ذلك،
    تسمى الشروط. ولا تتغير شروط المشاركة أبدًا أيضًا، لكنها ليست ضمن هذه البصمة.

## The dialog that ends a raffle early

end-question = هل تريد إنهاء «{ $name }» مبكرًا؟
end-text =
    ابتداءً من هذا الموعد لا يستطيع أحد الحصول على تذكرة، وتُسحب من السحب التذاكر التي لم يأخذها أحد. ويرى الجميع
    الموعد. يمكنك تقديمه مرة أخرى، لكن لا يمكنك تأخيره.
# The label of a time.
ends = موعد الانتهاء
end-zone-hint = بحسب منطقتك الزمنية: { $zone }. بعد دقيقة على الأقل.
end-yes = إنهاء في هذا الموعد
end-done = ينتهي «{ $name }» في { $time }.
end-incomplete = أدخل تاريخًا ووقتًا كاملين.
end-too-soon = اختر موعدًا بعد دقيقة على الأقل من الآن.
end-before-opening = اختر موعدًا بعد { $time }، وهو موعد الفتح.
end-too-late = اختر موعدًا قبل { $time }، ففيه ينتهي السحب على أي حال.

## The dialog that hands over a prize

hand-over-title = تسليم جائزة
hand-over-title-of = تسليم جائزة من «{ $name }»
hand-over-text =
    امسح قسيمة الاستلام الخاصة بالفائز بجهاز تدير السحوبات عليه. يفتح رابط القسيمة هذا النموذج. أو اكتب رقم التذكرة
    ورمزها. تتحقق الخدمة منهما وتدوّن التسليم.
# $id is the beginning of the id of the raffle.
hand-over-raffle = السحب { $id }، أُنشئ في { $time }.
slip-chose-raffle = قسيمة الاستلام هي التي اختارت هذا السحب. تأكد من أنك تسلّم جوائز هذا السحب.
# An alarm, in capital letters where a language has them. After it come the name of the other raffle and the text
# hand-over-raffle.
slip-of-another-raffle = تحذير: قسيمة الاستلام هذه تخص سحبًا آخر. لا تسلّم جائزة مقابلها قبل أن تقرأ أي سحب هو.
open-other-raffle = فتح السحب الآخر
scan = المسح بالكاميرا
camera-picture = صورة الكاميرا
no-camera = لا يمكن استخدام الكاميرا. اكتب الرقم والرمز.
hand-over-number = رقم التذكرة
# $mistake says which numbers there can be.
hand-over-number-wrong = رقم التذكرة: { $mistake }
hand-over-code = الرمز
hand-over-code-missing = أدخل رمز التذكرة.
hand-over-note = ملاحظة للمديرين فقط
close = إغلاق
# Before this sentence, the service names the time in UTC. $time is that time in the time zone of the reader.
hand-over-time = في منطقتك الزمنية، كان ذلك في { $time }.
hand-over-check = التحقق
hand-over-yes = تسليم
# What a manager sees after the check. It quotes the text hand-over-yes.
hand-over-review = فازت التذكرة { $number }: { $prize }. لم يُسجَّل شيء بعد: اختر «تسليم» أولًا. سلّم الجائزة بعد تسجيل التسليم.
hand-over-done = فازت التذكرة رقم { $number } بالجائزة: { $prize }. سلّم الجائزة. دُوّن التسليم في { $time }.
# After this text comes the answer of the service to the second attempt.
first-answer-lost = ضاع الرد على المحاولة الأولى.

## The dialog that substitutes a winner

substitute-title = استبدال فائز في «{ $name }»
substitute-text = يحصل الفائز البديل التالي على الجائزة. هذا نهائي. ويرى الجميع الاستبدال وسببه.
substitute-number = تذكرة الفائز الذي لم يحضر
substitute-reason = السبب
substitute-reason-missing = اذكر السبب. يراه الجميع.
substitute-yes = استبدال
substitute-done = حل الفائز البديل التالي في «{ $name }» محل التذكرة رقم { $number }.
