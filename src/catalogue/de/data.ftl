# Was neben den Seiten liegt: Feeds, Daten, Adressen.

feed-power = { $organisation }: Macht im Lauf der Zeit
feed-decisions = { $organisation }: Beschlüsse
feed-gains = Gewinnt: { $who }: { $what }
feed-loses = Verliert: { $who }: { $what }
feed-more = { $n ->
    [one] Und eine weitere Zeile.
   *[other] Und { $n } weitere Zeilen.
}
feed-concealed = Es betrifft jemanden, dessen Eintrag nicht öffentlich ist.
feed-state = Stand: { $state }
feed-link = Als Feed abonnieren

## Umgezogene Seiten

moved = Diese Seite ist umgezogen
moved-to = Jetzt heißt es { $record }.
