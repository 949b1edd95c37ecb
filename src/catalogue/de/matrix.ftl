# Themen und wer dabei etwas zu sagen hat.

matrix = Wer was entscheidet, auf einen Blick
matrix-lead = Jedes Thema und alle, die dabei etwas zu sagen haben. Eine leere Zelle heißt: nichts zu sagen.
matrix-table = Themen und wer dabei etwas zu sagen hat
matrix-topic = Thema
matrix-sheet = Dies als Tabelle zum Rechnen (CSV)
matrix-none = Bei nichts, was die Einträge nennen, hat jemand etwas zu sagen.
matrix-parts = Es ist zu viel für eine Seite, darum hat jeder Teil seine eigene.
matrix-part = { $topic }, { $n }
matrix-of = Wer was entscheidet: { $topic }
matrix-size = { $topics ->
    [one] { $topics } Thema
   *[other] { $topics } Themen
} und { $holders ->
    [one] { $holders } Befugter oder Befugte
   *[other] { $holders } Befugte
}
matrix-root-seats = Sitze
matrix-root-membership = Mitgliedschaften
matrix-root-structure = Aufträge und Grenzen
matrix-root-rules = Regeln
matrix-root-repos = Repositorien
matrix-root-permissions = Berechtigungen

## Was jemand bei einem Thema darf

say-decides = entscheidet
say-removes = beruft ab
say-chooses = wählt aus
say-admits = nimmt auf
say-blocks = kann blockieren
say-overrules = kann überstimmen
say-proposes = kann vorschlagen
say-advises = wird gehört
say-may = darf es
say-executes = führt aus
say-inspects = prüft
say-access = Zugriff: { $level }
say-shared = { $says } mit anderen
say-up-to = { $says } bis { $amount }
say-rest = { $says } im Übrigen
say-above = { $says } darüber hinaus
say-sometimes = { $says } in manchen Fällen
say-implied = { $says } (Vorgabe)
