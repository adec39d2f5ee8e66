raffle-title = سحب
raffle-description = احصل على تذكرة في هذا السحب، واطّلع على جوائزه وفائزيه، وتحقق من القرعة في متصفحك.
# The title of the window. $name is the name of the raffle.
document-title = { $name } · سحب

## The parts of the page

tickets-heading = التذاكر
# How many tickets nobody has yet.
tickets-left = متبقٍ: { $count }
watch-stage = شاهد القرعة على المنصة
your-ticket = تذكرتك
about-heading = عن هذا السحب
contact-heading = جهة الاتصال
prizes-heading = الجوائز
changes-heading = ما تغيّر لاحقًا
no-changes = لم يتغير شيء.
sealed-label = مختوم قبل القرعة
see-all-raffles = عرض جميع السحوبات

## What was announced

# $beacon is the name of a beacon, such as "drand quicknet".
announced-beacon = يتحدد الفائزون من جولة للمنارة العشوائية العامة { $beacon }، ولا يستطيع أحد أن يختارها.
# $source says where the random value comes from, in the words of a manager.
announced-source = يتحدد الفائزون من قيمة يكتبها المدير عند القرعة. قبل التذكرة الأولى ذكر المدير هذا المصدر: «{ $source }»
announced-substitutes =
    { $count ->
        [one] يُسحب أيضًا فائز بديل واحد. يحل محل فائز لا يحضر.
        [two] يُسحب أيضًا فائزان بديلان. يحلان محل الفائزين الذين لا يحضرون.
        [few] يُسحب أيضًا { $count } فائزين بدلاء. يحلون محل الفائزين الذين لا يحضرون.
        [many] يُسحب أيضًا { $count } فائزًا بديلًا. يحلون محل الفائزين الذين لا يحضرون.
       *[other] يُسحب أيضًا { $count } فائز بديل. يحلون محل الفائزين الذين لا يحضرون.
    }
# A winner who does not come within these hours may lose the prize to a substitute.
announced-substitutes-after =
    { $count ->
        [one] يُسحب أيضًا فائز بديل واحد. يحل محل فائز لا يحضر
        [two] يُسحب أيضًا فائزان بديلان. يحلان محل الفائزين الذين لا يحضرون
        [few] يُسحب أيضًا { $count } فائزين بدلاء. يحلون محل الفائزين الذين لا يحضرون
        [many] يُسحب أيضًا { $count } فائزًا بديلًا. يحلون محل الفائزين الذين لا يحضرون
       *[other] يُسحب أيضًا { $count } فائز بديل. يحلون محل الفائزين الذين لا يحضرون
    }، ولكن بعد مرور { $hours ->
        [one] ساعة واحدة
        [two] ساعتين
        [few] { $hours } ساعات
        [many] { $hours } ساعة
       *[other] { $hours } ساعة
    } على القرعة. وللبديل الذي يحصل على جائزة المدة نفسها.
# A hash. People compare it with what they saw before.
announced-terms = بصمة ما أُعلن (الشروط): { $terms }

## When it opens, closes and is drawn

opens-on = يُفتح في { $time }.
open-until = مفتوح حتى { $time }.
closed-on = أُغلق في { $time }.
ends-early = قرر مدير إنهاء هذا السحب مبكرًا.
draw-announced-for = أُعلن عن موعد القرعة: { $time }.
tickets-being-sealed = تختم الخدمة الآن قائمة التذاكر.
# $left is the time that is left, such as "2 days 3 hours". The browser writes it, in the nominative.
opens-in = الوقت المتبقي حتى الفتح: { $left }.
opens-now = يُفتح الآن.
closes-in = الوقت المتبقي حتى الإغلاق: { $left }.
closes-now = يُغلق الآن.
# $round is the number of a round, without separators.
round-comes-in = تحدد الجولة { $round } من المنارة العشوائية نتيجة القرعة. الوقت المتبقي حتى موعدها: { $left }.
round-has-come = حلّت الجولة { $round } من المنارة العشوائية، وهي تحدد نتيجة القرعة. يستطيع أي شخص إجراء القرعة.

## The terms of participation

participation-heading = شروط المشاركة
# The name of the box with the terms, for screen readers.
participation-label = نصها
accepted-on = وافقت عليها في { $time }.
accept-participation = أوافق على شروط المشاركة
accept-first = اقرأ شروط المشاركة وضع علامة في المربع. ثم احصل على تذكرتك.

## The button that gets a ticket

get-ticket = احصل على تذكرتي
# What screen readers say when the button appears.
open-now = هذا السحب مفتوح الآن. يمكنك الحصول على تذكرة.
one-per-connection = تذكرة واحدة لكل اتصال بالإنترنت.
getting-ticket = جارٍ الحصول على تذكرتك …
# What screen readers say when the ticket appears.
here-is-ticket = هذه تذكرتك.
nothing-kept = هذا المتصفح لا يحتفظ بشيء. احفظ تذكرتك الآن قبل أن تغادر هذه الصفحة.
# The service was restored from a backup after it had given the ticket to this browser.
restored-ticket = استُعيدت الخدمة من نسخة احتياطية بعد أن حصل هذا المتصفح على هذه التذكرة، لذلك ربما فقدت الخدمة التذكرة. اضغط على «{ get-ticket }» عبر اتصال الإنترنت نفسه كما في السابق. إذا كانت الخدمة لا تزال تعرف التذكرة، فستحتفظ بها. وإلا فستحصل على تذكرة جديدة.
ticket-still-known = لا تزال الخدمة تعرف هذه التذكرة.
claim-perhaps-elsewhere = لم ترد الخدمة على طلب سابق من هذا المتصفح. إذا كان لديك حينها اتصال آخر بالإنترنت، فربما لديك تذكرة هناك. عُد إلى ذلك الاتصال، مثلًا من شبكة الواي فاي إلى شبكة الجوّال، ثم أعد تحميل صفحة السحب. إذا رأيت «{ get-ticket }» فاضغط عليه. هذا ممكن حتى يوم واحد بعد القرعة. وإذا كان لديك الاتصال نفسه كما الآن، فإن «{ get-ticket }» يعطيك تلك التذكرة. وإذا لم يظهر هذا الزر، فالأرجح أن هذا الطلب لم يحصل على تذكرة.
ticket-perhaps-elsewhere = لم ترد الخدمة على طلب آخر من هذا المتصفح. إذا كان لديك حينها اتصال آخر بالإنترنت، فربما لديك تذكرة ثانية هناك. عندما لا يعود بإمكان أحد الحصول على تذكرة، عُد إلى ذلك الاتصال ثم أعد تحميل صفحة السحب. هذا ممكن حتى يوم واحد بعد القرعة. وإذا كان لديك الاتصال نفسه كما الآن، فلا توجد تذكرة ثانية.
claim-not-repeated = ربما تغيّر اتصالك بالإنترنت منذ طلبك. لذلك لا تطلب هذه الصفحة تذكرة مرة أخرى تلقائيًا.

## Why there is no button

no-ticket-draft = لم يُنشر بعد
no-ticket-draft-text = لا يرى هذه المسودة إلا المديرون. ينشرها مدير في صفحة «الإدارة». بعد ذلك يجدها المشاركون هنا.
# A link to the page for managers.
to-publish = الانتقال إلى المسودة لنشرها
no-ticket-damaged = غير متاح
no-ticket-damaged-text = بيانات هذا السحب تالفة. يجب على مشغّل الخدمة إصلاح البيانات. بعد ذلك يستمر السحب هنا تلقائيًا.
no-ticket-filling = يُفتح قريبًا
no-ticket-filling-text = يجري تحضير التذاكر. يظهر الزر هنا تلقائيًا.
no-ticket-suspended = معلّق
no-ticket-suspended-text = استُعيدت الخدمة من نسخة احتياطية. عندما يستأنف مدير هذا السحب، يستمر هنا تلقائيًا.
no-ticket-scheduled = لم يُفتح بعد
no-ticket-scheduled-text = يظهر الزر هنا تلقائيًا عندما يُفتح هذا السحب.
no-ticket-closed = مغلق. لم تُجرَ القرعة بعد.
no-ticket-closed-text = تعرض هذه الصفحة الفائزين فور سحبهم.
# The raffle has ended, and no ticket was claimed.
no-ticket-untaken = مغلق. لم يحصل أحد على تذكرة.
no-ticket-untaken-text = لذلك لا يفوز أحد، ولا تذهب الجوائز إلى أحد.
no-ticket-sold_out = نفدت التذاكر. لم تُجرَ القرعة بعد.
no-ticket-sold_out-text = { no-ticket-closed-text }
no-ticket-drawn = أُجريت القرعة
no-ticket-drawn-text = الفائزون في الأسفل. يمكنك التحقق من تذكرة برقمها ورمزها.

## The ticket

ticket-label = تذكرتك: الرقم { $number }
number-label = الرقم
code-label = الرمز
# Describes a picture to people who do not see it.
check-code-label = رمز QR للرابط الذي يتحقق من هذه التذكرة
scan-after-draw = امسحه ضوئيًا بعد القرعة
qr-not-arrived = لم يصل رمز QR. أعد تحميل الصفحة.
added-ticket = تذكرة مضافة
added-ticket-label = تذكرة مضافة: الرقم { $number }
# A ticket file or a transfer link has brought the ticket to this browser.
added-ticket-text = أُضيفت هذه التذكرة من ملف أو رابط. لم يحصل عليها هذا المتصفح بنفسه.
added-ticket-open = أُضيفت هذه التذكرة من ملف أو رابط. لم يحصل عليها هذا المتصفح بنفسه، ولم يتحقق منها أحد. إذا لم تكن قد حصلت عليها بنفسك على جهاز آخر، فاحصل على تذكرة خاصة بك.
keep-number-and-code = احتفظ بالرقم والرمز: فهما معًا يثبتان أن التذكرة لك. لا تُرِهما لأحد: فمن يملك كليهما يستطيع استلام جائزتك. لا يستطيع أحد أن يعطيك الرمز مرة أخرى. قد ينسى هذا المتصفح التذكرة، مثلًا بعد أسبوع دون زيارة أو في نافذة خاصة.
remove-ticket = إزالة من هذا المتصفح
remove-ticket-question = هل تريد إزالة التذكرة رقم { $number } من هذا المتصفح؟ من دون رقمها ورمزها لن تستطيع التحقق منها بعد ذلك.
# The browser shows this text in a dialog. So the text has no line breaks.
remove-claim-question = لم ترد الخدمة بعد على طلبك. إذا أزلت الطلب، فلن يستطيع أحد أبدًا الحصول على رمز تذكرته. هل تريد إزالة الطلب؟
ticket-removed = لم تعد التذكرة محفوظة في هذا المتصفح.
changed-elsewhere = غيّرت صفحة أخرى في هذا المتصفح ما هو محفوظ لهذا السحب، لذلك لم يُزل شيء. ترى الآن ما هو محفوظ.

## Ways to keep the ticket

copy-ticket = نسخ
share-ticket = مشاركة
print-ticket = طباعة
save-image = حفظ كصورة
save-file = حفظ كملف
# $way is the text of a button, such as "Print".
way-not-working = «{ $way }» لا يعمل هنا. انسخ الرقم والرمز، أو اكتبهما.
# The next two are lines of the text that is copied and shared.
ticket-line = التذكرة { $number }
code-line = الرمز { $code }
ticket-picture = صورة التذكرة { $number }
no-file-saved = إذا لم يُحفظ أي ملف، فاضغط مطولًا على الصورة، أو التقط صورة للشاشة.

## A lost code

lost-code = فقدت رمزي
lost-code-browser = افتح هذه الصفحة في المتصفح الذي حصلت فيه على التذكرة. يحتفظ هذا المتصفح بالرقم والرمز، إلا إذا حُذفت بياناته أو كانت النافذة خاصة.
lost-code-copies = ابحث عما احتفظت به: ملف أو صورة أو نسخة مطبوعة أو رسالة إلى نفسك. يمكن إضافة ملف التذكرة في «تذاكري».
lost-code-somebody-else = ربما ليست لديك تذكرة. لكل اتصال بالإنترنت تذكرة واحدة، وقد تكون لدى شخص آخر يستخدم اتصالك، مثلًا في البيت نفسه أو المدرسة أو شبكة الجوّال.
lost-code-nobody-can = إذا لم تجد الرمز، فلا يستطيع أحد أن يعطيك إياه مرة أخرى، لا المدير ولا مشغّل الخدمة: فالخدمة لا تحتفظ إلا ببصمة (hash) للرمز، ولا يستطيع أحد حساب الرمز من البصمة. تبقى التذكرة في السحب ويمكن أن تفوز، لكن من دون الرمز لا يستطيع أحد إثبات صاحب التذكرة.
code-kept-here = يحتفظ هذا المتصفح بالرقم والرمز، وتراهما أعلاه. تنقلهما صفحة «تذاكري» إلى جهاز آخر، أو تحفظهما.
code-without-copy = إذا نسيهما هذا المتصفح ولم تكن لديك نسخة، فلا يستطيع أحد أن يعطيك الرمز مرة أخرى: فالخدمة لا تحتفظ إلا ببصمة (hash) له.
my-tickets = تذاكري

## The result

winners-drawn = أُجريت القرعة وحُدد الفائزون.
show-winners = عرض الفائزين
close-news = إغلاق
own-ticket-won = فازت تذكرتك { $number }: { $prize }
own-ticket-lost = تذكرتك { $number } ليست في قائمة الفائزين لدى هذه الخدمة.
# After this text comes the text substitution of the catalogue shared.
own-ticket-replaced = كانت تذكرتك { $number } قد فازت، لكن تذكرة أخرى حلّت محلها.
# $reason says what went wrong, as a sentence.
own-ticket-unchecked = تعذّر التحقق من تذكرتك. { $reason }
added-ticket-won = فازت التذكرة المضافة { $number }: { $prize }
added-ticket-lost = التذكرة المضافة { $number } ليست في قائمة الفائزين لدى هذه الخدمة.
# After this text comes the text substitution of the catalogue shared.
added-ticket-replaced = كانت التذكرة المضافة { $number } قد فازت، لكن تذكرة أخرى حلّت محلها.
# $reason says what went wrong, as a sentence.
added-ticket-unchecked = تعذّر التحقق من التذكرة المضافة. { $reason }

## Check my ticket

check-heading = تحقق من تذكرتي
ticket-number = رقم التذكرة
check-ticket = تحقق
checking = جارٍ التحقق …
enter-number-and-code = أدخل رقم تذكرتك ورمزها.
# $expected says what a ticket number is.
wrong-ticket-number = رقم التذكرة: { $expected }
you-won = لقد فزت: { $prize }
you-won-text = التذكرة { $number } ورمزها متطابقان.
no-prize = لا جائزة هذه المرة
no-prize-text = التذكرة { $number } صحيحة، لكنها ليست بين الفائزين.
no-prize-replaced = كانت التذكرة { $number } قد فازت، لكن مديرًا استبدل بها التذكرة { $substitute }. تذكر قائمة البدلاء السبب الذي قدّمه المدير.
check-link-incomplete = الرابط غير مكتمل. بعد القرعة، أدخل رقم تذكرتك ورمزها في هذه الصفحة.
check-link-early = لم تُجرَ القرعة بعد. افتح هذا الرابط مرة أخرى بعد القرعة للتحقق من التذكرة { $number }.

## How a winner gets the prize

ticket-has-won = فازت تذكرتك { $number }
added-ticket-has-won = فازت التذكرة المضافة { $number }
# The name of the text on the back of the ticket, for screen readers.
prize-and-pick-up = الجائزة وكيفية الحصول عليها
show-ticket = عرض تذكرتي
show-prize = عرض جائزتي
how-to-get-it = كيف تحصل عليها
claim-slip = قسيمة الاستلام
# Describes a picture to people who do not see it.
claim-slip-code = رمز QR لقسيمة الاستلام
claim-slip-is-code = رمز QR هو قسيمة الاستلام الخاصة بك.
claim-slip-use = أظهرها لمدير عندما تأتي لاستلام الجائزة. من يملكها يستطيع استلام الجائزة، فلا تعطها لأحد.
questions-heading = للأسئلة

## The winners

winners-heading = الفائزون
find-number = البحث عن رقم
number-wins = الرقم { $number } يفوز: { $prize }
number-not-winning = الرقم { $number } ليس بين الفائزين.
number-not-there = لا توجد تذكرة برقم { $number }. آخر رقم في هذا السحب هو { $total }.
# $number is the ticket of a substitute, and $replaced the ticket that had won before.
number-for = { $number } بدلًا من { $replaced }
show-more-winners =
    { $total ->
        [one] عرض المزيد من فائز واحد
        [two] عرض المزيد من فائزَين
        [few] عرض المزيد من { $total } فائزين
        [many] عرض المزيد من { $total } فائزًا
       *[other] عرض المزيد من { $total } فائز
    }
try-again = حاول مرة أخرى
# Printed after the winners that the screen shows.
winners-not-on-paper =
    { $count ->
        [one] وفائز واحد آخر.
        [two] وفائزان آخران.
        [few] و{ $count } فائزين آخرين.
        [many] و{ $count } فائزًا آخر.
       *[other] و{ $count } فائز آخر.
    }
prizes-for-nobody = هذه الجوائز لم يفز بها أحد: { $prizes }.

## Verify this draw

verify-heading = تحقق من هذه القرعة
verify-lead = يحسب متصفحك نفسه الفائزين من جديد، ويقارنهم بالفائزين أعلاه.
certificate-link = الشهادة
check-file-heading = التحقق من محضر في ملف
record-file = محضر القرعة (JSON)

## A deleted raffle

deleted-heading = حُذف هذا السحب
deleted-text = حذف مدير هذا السحب. لم تعد تذاكره وفائزوه موجودين. تُحفظ هذه المعلومات:
kept-name = الاسم
kept-tickets = التذاكر
kept-created = أُنشئ
kept-drawn = أُجريت القرعة
kept-deleted = حُذف
kept-terms = بصمة ما أُعلن (الشروط)
# The root is the top of a tree of hashes (Merkle tree).
kept-root = بصمة قائمة التذاكر (الجذر)
kept-withdrawn = التذاكر المسحوبة من السحب
kept-round = جولة المنارة العشوائية
