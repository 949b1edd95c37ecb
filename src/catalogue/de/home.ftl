# Die erste Seite.

home-heading = Wie { $organisation } geführt wird

## Wie entschieden wird

home-how = Wie entschieden wird
home-how-unsaid = Die Einträge sagen nicht, wer entscheidet, was sonst niemandem zufällt.
home-methods = Alle Verfahren im Vergleich
home-residual = Was sonst niemandem zufällt, entscheidet { $who }.
home-default-method = Wo ihre Seite nichts anderes sagt, entscheidet eine Einheit nach diesem Verfahren: { $method }.
home-decides-by = { $unit } entscheidet nach diesem Verfahren: { $method }.
home-rules-by = Die Regeln selbst ändern sich nach diesem Verfahren: { $method }.
home-disputes = Ein Konflikt geht Schritt für Schritt nach oben: { $ladder }.

## Was sich zuletzt geändert hat, was offen und was unbesetzt ist

home-last-change = Letzte Machtverschiebung
home-no-change = Die Geschichte dieser Einträge zeigt keine Machtverschiebung.
home-incomplete = Die Geschichte ist nicht vollständig. { $why }
home-open = Offene Beschlüsse
home-none-open = Kein Beschluss ist offen.
home-open-since = offen seit dem { $day }
home-open-since-by = { $who }, offen seit dem { $day }
home-proposed = vorgeschlagen am { $day }
home-proposed-by = { $who }, vorgeschlagen am { $day }
home-all-decisions = Alle Beschlüsse
home-vacant = Unbesetzte Sitze
home-all-filled = Jeder Sitz, der besetzt sein muss, ist besetzt.
home-all-roles = Alle Rollen
home-more = Und { $n } mehr.

## Wofür die Organisation steht

home-goals = Ziele
home-goal-by = { $goal }, bis zum { $day }
home-values = Woran wir uns halten
home-law = Was uns von außen bindet

## Wie viel es gibt

home-extent = In diesem Handbuch
home-hidden = { $n ->
    [one] Ein Eintrag ist nicht öffentlich und fehlt hier.
   *[other] { $n } Einträge sind nicht öffentlich und fehlen hier.
}
count-units = { $n ->
    [one] { $n } Einheit
   *[other] { $n } Einheiten
}
count-roles = { $n ->
    [one] { $n } Rolle
   *[other] { $n } Rollen
}
count-people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
count-policies = { $n ->
    [one] { $n } Regel
   *[other] { $n } Regeln
}
count-decisions = { $n ->
    [one] { $n } Beschluss
   *[other] { $n } Beschlüsse
}
count-methods = { $n ->
    [one] { $n } Verfahren
   *[other] { $n } Verfahren
}
count-agreements = { $n ->
    [one] { $n } Vereinbarung
   *[other] { $n } Vereinbarungen
}
