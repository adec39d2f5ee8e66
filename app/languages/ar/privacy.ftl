privacy-title = الخصوصية
privacy-description = ما تحتفظ به خدمة السحب هذه عنك، وأين، وإلى متى.
