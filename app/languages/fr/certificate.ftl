certificate-title = Certificat du tirage
certificate-description = Le certificat d’un tirage : les gagnants, et tout ce qu’il faut pour les vérifier.
