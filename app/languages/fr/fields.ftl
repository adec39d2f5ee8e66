## Sizes and numbers

at-least-characters =
    { $limit ->
        [one] Au moins { $limit } caractère
       *[other] Au moins { $limit } caractères
    }
at-most-characters =
    { $limit ->
        [one] Au plus { $limit } caractère
       *[other] Au plus { $limit } caractères
    }
at-least-entries =
    { $limit ->
        [one] Au moins { $limit } élément
       *[other] Au moins { $limit } éléments
    }
at-most-entries =
    { $limit ->
        [one] Au plus { $limit } élément
       *[other] Au plus { $limit } éléments
    }
at-most-tickets =
    { $limit ->
        [one] Au plus { $limit } ticket
       *[other] Au plus { $limit } tickets
    }
at-most-reserves = Au plus { $limit } : le nombre de tickets qui ne gagnent pas de lot
at-most-winners = Au plus { $limit }, c’est-à-dire le nombre de gagnants
at-least = Au moins { $limit }
at-most = Au plus { $limit }
too-large = Le nombre est trop grand
whole-number = Un nombre entier de 1 à { $most }, en chiffres

## Kinds of values

wrong-kind-or-null = La valeur attendue est { $wanted } ou null, mais celle-ci est { $given }
wrong-kind = La valeur attendue est { $wanted }, mais celle-ci est { $given }
text = un texte
number = un nombre entier
decimal-number = un nombre décimal
true-or-false = true ou false
list = une liste
object = un objet
missing = Ce champ manque
unknown-field = Il n’y a pas de champ de ce nom
no-such-value = La valeur { $value } n’existe pas ici
one-of = L’une de ces valeurs : { $values }
no-json-body = Un corps en JSON est attendu
unreadable-body = Le corps de la requête ne peut pas être lu comme du JSON.
malformed-json = Du JSON est attendu : { $reason }
no-json = Du JSON est attendu

## Characters

several-lines = Un texte sur une seule ligne est attendu, mais le caractère { $place } est { $character }
reorders = Aucun caractère ne doit changer l’ordre du texte voisin, mais le caractère { $place } est { $character }
unreadable = Un texte lisible est attendu, mais le caractère { $place } est { $character }
invisible = Un caractère visible est attendu, mais le caractère 1 est { $character }, et aucun autre n’est visible
all-invisible = Un caractère visible est attendu
not-ascii = Des caractères ASCII visibles séparés par des espaces simples, avec des lettres minuscules, sont attendus, mais le caractère { $place } est { $character }
not-visible = Des caractères visibles séparés par des espaces simples sont attendus, mais le caractère { $place } est { $character }

## Codes of tickets: each text is a part of a sentence

code-empty = un code a des chiffres et des lettres autres que U, mais ce texte n’en a aucun
code-foreign = un code n’a que des chiffres et des lettres autres que U, mais ce texte contient { $character }
code-lengths = un code a { $length } ou { $longer } lettres et chiffres, mais ce texte en a { $given }
code-length = un code a { $length } lettres et chiffres, mais ce texte en a { $given }

## Times

no-time = Une heure avec son décalage est attendue, par exemple { $example } ou { $other }
no-year = Une heure dont l’année en UTC va de 1 à 9999 est attendue
not-future = Une heure dans le futur est attendue : à l’horloge du service, il est maintenant { $now }
end-too-soon =
    { $seconds ->
        [one] Une heure située au moins { $seconds } seconde plus tard est attendue : à l’horloge du service, il est maintenant { $now }
       *[other] Une heure située au moins { $seconds } secondes plus tard est attendue : à l’horloge du service, il est maintenant { $now }
    }
end-too-late = Une heure avant { $end } est attendue, car la tombola se termine alors de toute façon
end-unopened = Une heure après { $opening } est attendue, car la tombola ouvre alors
not-after = Une heure après { $earlier } est attendue
no-such-day = Ce mois n’a pas ce jour
no-such-month = Le mois doit être dans { $range }
no-such-hour = L’heure doit être dans { $range }
no-such-minute = La minute doit être dans { $range }
no-such-second = La seconde doit être dans { $range }
no-such-year = L’année { $year } n’existe pas ici

## Raffles, drafts and draws

beacon-or-source = Il faut beacon ou entropy_source, mais pas les deux
no-beacon = Cette tombola n’a pas annoncé de balise aléatoire
not-hex = 96 chiffres hexadécimaux en minuscules sont attendus
no-randomness = Il faut soit entropy, soit round avec signature, soit aucun corps
final = C’est définitif, car la tombola a été publiée
draft-archived = Un brouillon ne peut pas être archivé : publiez-le ou supprimez-le
one-player = Il faut soit ticket_number, soit player
one-etag = Il faut un seul ETag, par exemple celui d’un GET de la tombola
no-player =
    { $bits ->
        [one] Une adresse IP ou un réseau IPv6 de { $bits } bit est attendu
       *[other] Une adresse IP ou un réseau IPv6 de { $bits } bits est attendu
    }

## Headers and parameters

weak-key = De 16 à 255 caractères ASCII visibles sont attendus, dont au moins { $least } différents
no-cursor = Le curseur d’un lien vers la page suivante est attendu
no-address = Une adresse IP est attendue
no-client = L’adresse du client envoyée par le proxy est attendue, mais le proxy n’en a envoyé aucune
