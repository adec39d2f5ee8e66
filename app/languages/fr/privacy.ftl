privacy-title = Confidentialité
privacy-description = Ce que ce service de tombolas conserve sur vous, où et combien de temps.
lead = Vous n’avez besoin ni de compte ni de nom. Cette page dit ce que le service conserve sur vous. Le service écrit cette page d’après ses propres réglages.

## What is kept

kept = Ce qui est conservé
address = Votre adresse IP
address-why = Quand vous prenez un ticket, votre adresse est conservée avec le numéro du ticket, afin que chaque connexion internet reçoive un ticket.
address-bits = D’une adresse IPv6, seuls les { $bits } premiers bits sur { $all } sont conservés.
address-networks = Pour chaque réseau IPv6 (ses { $bits } premiers bits), le nombre de tickets est conservé.
address-until = Tout cela est supprimé { $hours } heures après le tirage. Si personne ne fait le tirage, tout cela est supprimé 400 jours après que le dernier ticket a été pris ou que la tombola a fermé. Tout cela est aussi supprimé lorsqu’un gestionnaire supprime la tombola. Tant que la tombola est ouverte ou suspendue, tout cela est conservé.
address-refused = Si d’autres personnes veulent un ticket depuis votre adresse, le service les compte par adresse pendant une heure au plus. Ainsi, l’exploitant remarque si tous les visiteurs semblent avoir la même adresse.
ticket = Votre ticket
ticket-hash = Son numéro, et une empreinte de son code. Personne ne peut calculer le code à partir de l’empreinte. Le numéro et l’empreinte sont conservés jusqu’à ce qu’un gestionnaire supprime la tombola. Sans votre adresse, rien en eux ne mène à vous.
ticket-receipt = Le ticket lui-même est conservé chiffré jusqu’à { $hours } heures après le tirage, afin que votre navigateur le reçoive de nouveau si une réponse s’est perdue. Seul votre navigateur a la clé.
ticket-prize = Quand un gestionnaire remet votre lot, le numéro du ticket, le lot et l’heure sont conservés, ainsi que ce que le gestionnaire note. Seuls les gestionnaires le lisent. Si un autre ticket remplace le vôtre, tout le monde peut lire la raison donnée par un gestionnaire. Dans la base de données, tout cela est conservé jusqu’à ce qu’un gestionnaire supprime la tombola.
ticket-deleted = Après cette suppression, une partie de ces données est encore conservée. Le journal de la tombola garde le numéro, le lot et l’heure pendant 400 jours, et seuls les gestionnaires le lisent. Un fichier de l’exploitant garde les procès-verbaux des tirages, chaque remise avec le numéro, le lot et l’heure, et la raison pour laquelle un ticket en a remplacé un autre. Le service ne supprime rien de ce fichier. Demandez à l’exploitant combien de temps le fichier est conservé.
tries = Vos essais de vérification d’un ticket
tries-counted = Les codes faux sont comptés par adresse pendant une minute, afin que personne ne puisse deviner un code.
browser = Dans votre propre navigateur
browser-kept = Le numéro et le code de votre ticket, et ce que vous avez vu de la tombola. Ils restent dans votre navigateur jusqu’à ce que vous effaciez ses données. Le service ne peut pas les y lire. Tant qu’une demande de ticket n’a pas de réponse, votre navigateur conserve aussi votre adresse. Si vous choisissez une langue, et seulement alors, un cookie garde ce choix pendant un an.
log = Le journal du service
log-has-addresses = L’exploitant cherche une panne : en ce moment, le journal contient des adresses. Demandez à l’exploitant combien de temps le journal est conservé.
log-has-none = Le journal ne contient ni adresses ni codes.
managers = Gestionnaires
managers-log = Le journal d’une tombola dit quel gestionnaire a fait quoi, par son nom ou son adresse. Seuls les gestionnaires le lisent. Sur la machine du service, un gestionnaire reçoit un cookie qui l’identifie comme tel.

## Where it is kept

where = Où cela est conservé
where-embedded = Les données sont conservées sur la machine du service. Ce qui a été supprimé peut rester dans ses fichiers jusqu’à un jour de plus.
where-own-store = Les données sont conservées dans une base de données Redis ou Valkey que l’exploitant gère. Ce qui a été supprimé peut rester dans ses fichiers jusqu’à un jour de plus.
where-backups = Une sauvegarde contient les mêmes données que la base de données. Demandez à l’exploitant combien de temps les sauvegardes sont conservées.
where-proxy = Votre requête passe par un proxy de l’exploitant. Demandez à l’exploitant ce que le journal de ce proxy conserve.

## What is not done

not-done = Ce qui n’est pas fait
not-done-why = Les pages ne chargent rien d’autres services, et personne n’apprend que vous êtes venu ici. Il n’y a ni traceur ni publicité. Aucun cookie ne dit qui vous êtes en tant que participant.

## Ask, or have your address erased

rights = Poser une question, ou faire effacer votre adresse
ask = Adressez-vous à { $contact }.
ask-whoever-invited = L’exploitant n’a pas dit à qui s’adresser. Adressez-vous à la personne qui vous a invité à la tombola.
rights-erase = Avant le tirage, un gestionnaire peut effacer votre adresse. Votre ticket reste le vôtre : il peut encore gagner, et son code prouve encore qu’il est à vous.
