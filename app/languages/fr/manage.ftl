manage-title = Gérer les tombolas
manage-description = Créer des tombolas, voir combien de tickets sont pris, et tirer les gagnants quand il n’en reste plus.
