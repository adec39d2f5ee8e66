not-found-title = Page introuvable
not-found-description = Il n’y a pas de page à cette adresse. La liste de toutes les tombolas est à un clic.
heading = Page introuvable.
see-all = Voir toutes les tombolas.
