tickets-title = تذاكري
tickets-description = تذاكر السحب المحفوظة في هذا المتصفح، وما فازت به.
