# Macht im Lauf der Zeit: wie sich geändert hat, wer was darf.

power-lead = Wer die Befugnis zu etwas gewann und wer sie verlor, Änderung für Änderung, die neueste zuerst.
power-incomplete = Die Geschichte ist nicht vollständig.
history-outside = Dieser Ordner liegt in keinem Git-Repository; darum ist keine Geschichte bekannt.
history-unborn = Im Repository gibt es noch keinen Commit.
history-shallow = Dieser Klon ist unvollständig: ältere Commits fehlen darin.
power-spread = Wie die Entscheidungsmacht verteilt ist
power-counted = Am { $day }, gezählt über alle, die handeln können:
power-spread-then = Wie die Macht zu entscheiden verteilt war
counted-on = Am
counted-by-one = Themen, über die eine Person entscheidet
counted-alone = Personen, die etwas regeln, bei dem niemand sonst mitredet
counted-half = So wenige haben mehr als die Hälfte der Macht
counted-of = { $n } von { $all }
counted-change = { $was } → { $is }
counted-same = { $is }, wie zuvor
power-by-year = Macht im Lauf der Zeit nach Jahr
power-of-part = Macht im Lauf der Zeit: { $time }
power-none = Die Geschichte dieser Einträge zeigt keine Machtverschiebung.
power-silent = { $n ->
    [one] { $n } andere Änderung der Einträge hat keine Macht verschoben und ist nicht aufgeführt.
   *[other] { $n } andere Änderungen der Einträge haben keine Macht verschoben und sind nicht aufgeführt.
}
not-read = nicht gelesen
not-read-why = Die Einträge dieser Änderung waren nicht lesbar: { $trouble }

## Wer gewinnt und wer verliert; was das ist, steht auf Englisch da

told-of = { $over }: { $words }
phrases-more = und { $n } mehr
rest-gains = Und { $gains ->
    [one] { $gains } weiterer Gewinn
   *[other] { $gains } weitere Gewinne
}.
rest-losses = Und { $losses ->
    [one] { $losses } weiterer Verlust
   *[other] { $losses } weitere Verluste
}.
rest-gains-and-losses = Und { $gains ->
    [one] { $gains } weiterer Gewinn
   *[other] { $gains } weitere Gewinne
} und { $losses ->
    [one] { $losses } weiterer Verlust
   *[other] { $losses } weitere Verluste
}.

## Warnungen

alarm-unremovable = nicht abberufbar
alarm-concentrated = gebündelt
alarm-orphaned = verwaist
alarm-unbounded = unbegrenzt
alarm-self-appointing = sich selbst ernennend
alarm-unaudited = ungeprüft
