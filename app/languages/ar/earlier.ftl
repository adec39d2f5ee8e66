# What the pages say about earlier tickets of a browser. A page loads these texts when there is an earlier ticket.

# The service was restored from a backup, and no longer knows a ticket that it gave to this browser.
earlier-ticket-lost = فقدت الخدمة تذكرة سابقة لك: الرقم { $number }، الرمز { $code }. التذكرة أعلاه صالحة. احتفظ بالاثنتين، وأبلغ مشغّل الخدمة.
earlier-ticket-file = يقول ملف التذاكر الذي أضفته إن الخدمة فقدت تذكرة سابقة: الرقم { $number }، الرمز { $code }. لم ير هذا المتصفح ذلك بنفسه.
earlier-ticket-added = قبل أن يحصل هذا المتصفح على تذكرة، أُضيفت تذكرة أخرى: الرقم { $number }، الرمز { $code }. لم يتحقق منها أحد. إذا كنت قد حصلت عليها بنفسك على جهاز آخر، فاحتفظ بالاثنتين.
earlier-ticket-claimed = حصل هذا المتصفح من قبل على تذكرة أخرى في هذا السحب: الرقم { $number }، الرمز { $code }. احتفظ بالاثنتين، لأن التذكرة السابقة قد تفوز أيضًا.
earlier-ticket-unsure = حصل هذا المتصفح من قبل على تذكرة أخرى في هذا السحب: الرقم { $number }، الرمز { $code }. ربما لا تزال تلك التذكرة صالحة، لذلك احتفظ بالاثنتين. بعد توقف توزيع التذاكر ستسأل هذه الصفحة الخدمة.
