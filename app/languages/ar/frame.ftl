# What all pages have: navigation, footer, and what is shown before the script of a page has arrived.

brand = سحب
skip = الانتقال إلى المحتوى
pages = الصفحات
raffles = السحوبات
tickets = تذاكري
manage = الإدارة
api = API
no-script = تحتاج هذه الصفحة إلى JavaScript. فعّله في متصفحك ثم أعد تحميل الصفحة.
# $again is a link with the text load-again.
still-loading = لا تزال هذه الصفحة قيد التحميل. إذا لم يظهر شيء، { $again }.
load-again = فأعد تحميلها
foot = تذكرة واحدة لكل اتصال بالإنترنت. يمكن لأي شخص التحقق من القرعة.
privacy = الخصوصية
language = اللغة
