manage-title = Verlosungen verwalten
manage-description = Verlosungen anlegen, sehen, wie viele Lose vergeben sind, und die Gewinner ziehen, wenn keines übrig ist.
