# Die Suche.

search = Suche
search-field = Eine Rolle, Regel oder ein Thema finden
search-button = Suchen
search-failed = Die Suche konnte nicht geladen werden. Die Listen sind auch ohne sie vollständig.
search-found = { $n } Treffer
search-found-one = 1 Treffer
search-nothing = Nichts passt zu „{ $query }“.
search-without-script = Die Suche braucht ein Skript, das nicht läuft. In diesen Listen steht alles:
search-topic = Thema
