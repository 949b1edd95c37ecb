# Mitmachen.

involved = Mitmachen
involved-lead = Freie Sitze, wie Einwände möglich sind und wer Fragen beantwortet.
involved-vacancies = Freie Sitze
involved-no-vacancy = Zurzeit ist kein Sitz frei.
involved-more = { $n ->
    [one] Und { $n } weiterer Eintrag.
   *[other] Und { $n } weitere Einträge.
}
involved-behind = Wer hinter Schlüsselrollen steht
involved-behind-why = Eine Vertretung handelt, wenn die Rolle verhindert ist. Wer lernt, hat noch keine Befugnisse: ein guter Anfang.
involved-missing = fehlt
involved-open = Gruppen, die allen offenstehen
column-time-needed = Zeitbedarf
column-deputy = Vertretung
column-trainee = Lernt
column-criteria = Wer mitmachen kann

## Einwände, Einsprüche und Konflikte

involved-objecting = Wie Einwände möglich sind
involved-object = Ein Einwand ist möglich, solange ein Beschluss offen ist: { $open }.
involved-open-decisions = { $n ->
    [0] zurzeit ist keiner offen
    [one] { $n } offener Beschluss
   *[other] { $n } offene Beschlüsse
}
involved-test = Ein Einwand gilt bei { $method }, wenn Folgendes zutrifft: { $tests }.
involved-consent = Bei { $method } hält ein einziger begründeter Einwand einen Vorschlag auf.
involved-appeal = Wo ein Einspruch möglich ist
column-decider = Wer entscheidet
column-overridden-by = Wer den Beschluss ersetzen kann
column-escalated-to = Wohin es geht, wenn es feststeckt
involved-conflict = Was in einem Konflikt zu tun ist
involved-no-ladder = Für Konflikte sind keine Schritte festgehalten.
involved-ladders = Andere Schritte bei Konflikten

## Wer Fragen beantwortet

involved-write = An wen schreiben
involved-ask = Für eine eigene Frage lohnt der Blick hierher: { $finder }
involved-residual = Was sonst niemandem zufällt, geht an { $who }.
involved-contacts = Sitze, die ansprechbar sind
