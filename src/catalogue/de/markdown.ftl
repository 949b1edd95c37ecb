# Was zu den Texten der Einträge hinzukommt.

heading-link = Link auf diese Überschrift
picture = Bild
picture-of = { $words } (Bild)
table-numbered = Tabelle { $n }
table-under = Tabelle { $n }: { $heading }
