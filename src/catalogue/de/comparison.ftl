# Die Seite eines Vergleichs.

comparison = Vergleich
made-with-tool = Gemacht mit { $tool }.
fact-base = Vorher
fact-head = Nachher
fact-as-of = Am
fact-lines = Zeilen
fact-records = Einträge
effect-centralises = bündelt Macht
effect-distributes = verteilt Macht
people-untouched = { $n ->
    [one] { $n } Person ist
   *[other] { $n } Menschen sind
} betroffen, ohne dass sich ihre eigenen Einträge ändern
