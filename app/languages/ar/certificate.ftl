certificate-title = شهادة القرعة
certificate-description = شهادة القرعة: الفائزون، وكل ما يلزم للتحقق منهم.
