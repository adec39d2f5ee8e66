stage-title = Ziehung
stage-description = Sehen Sie die Ziehung dieser Verlosung: Jede Gewinnzahl erscheint auf allen Bildschirmen zugleich.
