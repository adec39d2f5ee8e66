## Who may do what

not-a-manager = Seuls les gestionnaires peuvent faire cela. Si vous exploitez ce service, ouvrez sur la même machine le lien qu’il a affiché au démarrage. Son jeton se trouve aussi dans le fichier manager-token de DATA_DIR. Si MANAGER_IPS est défini, seules les adresses qu’il contient sont celles de gestionnaires.
cross-site = Une page d’un autre site a envoyé cette requête, elle a donc été refusée. Ouvrez ce service directement et réessayez.
    .page = Une page de { $page } a envoyé cette requête à { $host }, elle a donc été refusée. Si cette page appartient au service, un proxy modifie l’en-tête Host : l’exploitant doit définir { $setting }, ou le proxy doit transmettre Host tel quel.
    .public = Une page de { $page } a envoyé cette requête à { $host }, et PUBLIC_URL vaut { $public }, elle a donc été refusée. Ouvrez { $public } et réessayez. Si l’on accède au service par { $page }, l’exploitant doit définir { $setting }. ALLOWED_HOSTS accepte d’autres noms d’hôte.

## The beacon

beacon-signature-missing = Les gagnants de cette tombola découlent de la signature d’un tour de sa balise aléatoire, et la requête n’en contient pas. Récupérez la signature auprès de la balise et envoyez-la ; un programme envoie { "{\"round\": 1, \"signature\": \"...\"}" }.
beacon-signature-wrong = Ce n’est pas la signature de ce tour. Copiez-la de nouveau depuis la balise : 96 chiffres hexadécimaux en minuscules.
wrong-round = Les gagnants de cette tombola découlent d’un autre tour de sa balise aléatoire. Envoyez le tour que la tombola indique.
round-not-yet = Le tour dont découlent les gagnants n’a pas encore eu lieu. Réessayez lorsque son heure sera venue.
beacon-unreachable = Aucune source de la balise aléatoire n’a envoyé la signature du tour à temps. Rien n’a été modifié. Réessayez dans quelques secondes, ou envoyez vous-même le tour et la signature.

## Draws, and checks of tickets

entropy-missing = Cette tombola a annoncé d’où vient sa valeur aléatoire. Saisissez cette valeur pour tirer les gagnants ; un programme l’envoie sous la forme { "{\"entropy\": \"...\"}" }.
entropy-not-announced = Cette tombola n’a annoncé aucune source de valeur aléatoire, on ne peut donc pas saisir de valeur. Faites le tirage sans valeur.
invalid-code = Ce code ne correspond pas à ce numéro de ticket. Vérifiez les deux et réessayez.
    .mistake = Ce n’est pas un code : { $mistake }. Copiez le code de nouveau. Cet essai n’a pas compté comme un code faux.
tickets-remaining = On ne peut tirer les gagnants que lorsque tous les tickets sont pris ou que la tombola est fermée. Attendez jusque-là.
already-drawn = Les gagnants de cette tombola sont déjà tirés, et une tombola n’est tirée qu’une fois. Consultez la liste des gagnants.
    .erasing = Les gagnants de cette tombola sont tirés. Le service supprime donc de lui-même les adresses de tous les participants, 24 heures après le tirage.
not-sealed = Cette tombola n’est pas encore scellée. Le service la scelle de lui-même une fois le dernier ticket pris ou la tombola fermée. Réessayez.
not-drawn = Le tirage n’a pas encore eu lieu. Revenez après le tirage.
not-a-winner = Ce ticket n’a pas gagné de lot, aucun suppléant ne peut donc le remplacer. Vérifiez le numéro dans la liste des gagnants.
already-substituted = Un autre ticket a déjà remplacé ce ticket. Consultez la liste des remplacements.
no-prize-won = Ce ticket est authentique, mais il n’a pas gagné de lot. Il n’y a donc rien à remettre.
already-handed-over =
    Le lot de ce ticket a déjà été remis : { $time }, par { $manager ->
        [token] le gestionnaire avec le jeton
       *[other] { $manager }
    }.
no-substitutes-left = Il ne reste plus de suppléant pour cette tombola, le lot reste donc à ce ticket.
too-early = Le gagnant a encore le temps de venir : un suppléant ne peut remplacer un gagnant qu’après le nombre d’heures annoncé.
too-many-wrong-codes =
    { $seconds ->
        [one] Trop de codes faux. Les personnes qui partagent une connexion internet comptent ensemble. Réessayez dans { $seconds } seconde.
       *[other] Trop de codes faux. Les personnes qui partagent une connexion internet comptent ensemble. Réessayez dans { $seconds } secondes.
    }

## Raffles and claims

too-many-prizes = Il y a plus de lots que de tickets. Proposez moins de lots ou plus de tickets.
already-participated = Votre connexion internet a déjà un ticket de cette tombola, et chaque connexion en reçoit un. Si c’est vous qui l’avez pris, ouvrez cette tombola dans le navigateur que vous aviez utilisé : il affiche encore votre ticket.
network-full = Les participants du réseau auquel appartient votre adresse (un /48 IPv6) ont autant de tickets de cette tombola qu’un réseau peut en avoir. Vous n’avez pas reçu de ticket. Prenez-en un depuis un autre réseau, ou demandez à l’exploitant de relever la limite.
raffle-not-found = Cette tombola n’existe pas. Elle a peut-être été supprimée, ou le lien est incomplet. Consultez la liste des tombolas.
raffle-deleted = Un gestionnaire a supprimé cette tombola. Les faits qui en sont conservés sont affichés ici. Consultez la liste des tombolas pour voir d’autres tombolas.
ticket-not-found = Cette tombola n’a pas de ticket portant ce numéro. Vérifiez le numéro sur votre ticket.
player-not-found = Cette tombola ne conserve pas cette adresse : ce participant n’a pas de ticket, personne n’a pris ce ticket, ou son adresse est déjà effacée.
still-filling = Les tickets de cette tombola sont encore en préparation. Réessayez dans quelques secondes.
not-open-yet = Cette tombola n’est pas encore ouverte. Revenez à son ouverture.
suspended = La base de données de ce service a été restaurée à partir d’une sauvegarde, elle ne connaît donc peut-être pas tous les tickets de cette tombola. Rien n’a été modifié. Un gestionnaire doit d’abord reprendre la tombola.
not-suspended = Cette tombola n’est pas suspendue, il n’y a donc rien à reprendre.
raffle-damaged = Les données de cette tombola sont endommagées. La tombola continue quand l’exploitant a réparé les données. Rien n’a été modifié. Gardez votre ticket si vous en avez un.
sold-out = Épuisée : tous les tickets de cette tombola sont pris. Revenez après le tirage, ou choisissez une autre tombola.
closed = Cette tombola est fermée, on ne peut donc plus prendre de ticket. Revenez après le tirage.
cannot-end-early = Cette tombola ne peut pas se terminer plus tôt. Soit elle est finie : elle est épuisée, fermée, scellée ou tirée. Soit une version antérieure du service l’a créée, et elle se termine lorsque son dernier ticket est pris.
already-published = Cette tombola est publiée, ses conditions sont donc définitives. Seuls la description, le contact, la façon dont les gagnants reçoivent leurs lots et les listes où figure la tombola peuvent être modifiés.
changed-meanwhile = Quelqu’un a modifié cette tombola entre-temps. Rien n’a été fait. Regardez-la de nouveau, puis décidez de nouveau.
idempotency-key-reused = Cette Idempotency-Key a déjà servi à créer une autre tombola. Envoyez une nouvelle clé ; dans un navigateur, rechargez la page.
too-many-claims = Votre connexion internet a déjà un ticket et l’a demandé trop souvent. Rien n’a été modifié. Attendez une minute et réessayez.

## The request itself

invalid-request = Certaines valeurs ne peuvent pas être utilisées. Corrigez les champs indiqués dans `errors` et renvoyez la requête.
malformed-request = La requête n’est pas du HTTP valide, ou elle s’est terminée trop tôt. Renvoyez-la.
unknown-host = Le service n’accepte pas cette requête sous ce nom d’hôte. Vérifiez le nom. S’il est correct, l’exploitant doit l’ajouter à ALLOWED_HOSTS. Tant que ALLOWED_HOSTS est vide, les gestionnaires de MANAGER_IPS ne peuvent utiliser qu’une adresse IP, localhost ou l’hôte de PUBLIC_URL.
not-found = Il n’y a rien à cette adresse. La liste des tombolas se trouve à l’adresse /, et l’API est décrite à l’adresse /docs.
method-not-allowed = Ce chemin n’accepte pas cette méthode. Utilisez une de celles que l’en-tête Allow indique.
request-too-slow = La requête a mis trop de temps à arriver. Vérifiez votre connexion et renvoyez-la.
body-too-large = Le corps de la requête est plus grand que ce que le service accepte. Envoyez-en moins.
head-too-large = L’adresse et les en-têtes de la requête sont plus longs que ce que le service accepte. Envoyez-en moins.
too-many-connections = Trop de connexions sont ouvertes, depuis votre adresse internet ou au total. Réessayez dans quelques secondes.
too-many-streams = Votre adresse internet suit trop de tombolas à la fois. Fermez-en quelques-unes, ou consultez la tombola directement.
streams-busy = De très nombreuses personnes suivent des tombolas en ce moment. Consultez la tombola directement, ou réessayez dans une minute.

## The service and its store

unexpected-error = Un problème est survenu dans le service, et l’erreur a été notée dans son journal. Réessayez plus tard.
store-unavailable = Le service ne peut pas joindre sa base de données en ce moment. Rien n’a été modifié. Réessayez dans quelques secondes.
store-loading = La base de données de ce service charge ses données. Rien n’a été modifié. Réessayez dans une minute.
    .percent = La base de données de ce service charge ses données : { $percent } % sont chargés. Rien n’a été modifié.
    .time-left = La base de données de ce service charge ses données : { $percent } % sont chargés, il reste environ { $seconds } s. Rien n’a été modifié.
store-full = La base de données de ce service ne peut plus recevoir de données : elle est pleine, ou son disque est en panne. Rien n’a été modifié. Réessayez plus tard ; l’exploitant doit faire de la place.
outcome-unknown = La connexion à la base de données s’est interrompue, on ne sait donc pas si votre requête a été exécutée. Réessayez dans le même navigateur : un ticket qui est déjà le vôtre s’affiche de nouveau. Un programme renvoie la même Idempotency-Key.
replicas-missing =
    .change = La modification est écrite, mais pas encore sur assez de serveurs pour être sûre. Renvoyez-la dans quelques secondes : la même modification ne compte qu’une fois.
    .claim = Votre ticket est écrit, mais pas encore sur assez de serveurs pour être sûr. Réessayez dans quelques secondes dans le même navigateur : vous recevrez le même ticket. Un programme renvoie la même Idempotency-Key.
    .creation = La tombola est écrite, mais pas encore sur assez de serveurs pour être sûre. Cherchez-la dans la liste des tombolas dans quelques secondes. Un programme renvoie la même Idempotency-Key.
    .deletion = La tombola est supprimée, mais pas encore sur assez de serveurs pour que ce soit sûr. Réessayez dans quelques secondes : si la réponse dit qu’un gestionnaire a supprimé la tombola, elle reste supprimée.
    .draw = Le tirage a commencé, mais tous les serveurs n’ont pas encore enregistré sa valeur aléatoire, aucun gagnant n’est donc tiré. Réessayez dans quelques secondes. Si un serveur est perdu pour toujours, l’exploitant doit d’abord le retirer.
    .end = La fin est écrite, mais pas encore sur assez de serveurs pour être sûre. Renvoyez-la dans quelques secondes : la même heure ne compte qu’une fois.
    .erasure = L’adresse est effacée, mais pas encore sur assez de serveurs pour que ce soit sûr. Si un serveur tombe en panne maintenant, l’adresse peut revenir : effacez-la de nouveau dans quelques secondes, jusqu’à ce qu’elle soit introuvable.
    .hand-over = Le lot est noté comme remis, mais tous les serveurs ne l’ont pas encore enregistré. Consultez la liste des remises dans quelques secondes, et ne recommencez la remise que si elle n’y figure pas.
    .publication = La tombola est publiée, mais pas encore sur assez de serveurs pour que ce soit sûr. Consultez-la dans quelques secondes, et publiez-la de nouveau si elle est encore un brouillon.
    .resumption = La tombola a repris, mais ce n’est pas encore écrit sur assez de serveurs pour être sûr. Si elle est de nouveau suspendue après une panne, reprenez-la encore une fois.
    .seal = La tombola est scellée, mais tous les serveurs n’ont pas encore enregistré le scellé, le tirage doit donc attendre. Réessayez dans quelques secondes. Si un serveur est perdu pour toujours, l’exploitant doit d’abord le retirer.
    .substitution = Le suppléant a le lot, mais tous les serveurs ne l’ont pas encore enregistré. Consultez la liste des remplacements dans quelques secondes, et ne recommencez le remplacement que s’il n’y figure pas.
checks-busy = De nombreux tickets sont en cours de vérification, le vôtre n’a donc pas encore été vérifié. Réessayez dans quelques secondes.
pictures-busy = De nombreuses images sont en cours de dessin, cette image n’est donc pas encore prête. Réessayez dans quelques secondes.
no-codes-left = De nombreux participants arrivent en ce moment. Rien n’a été modifié. Réessayez dans quelques secondes.
