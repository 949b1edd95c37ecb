# Die Karte der Einheiten und Rollen.

part-map = Karte
map-lead = Jeder Kreis liegt in dem, von dem er seinen Auftrag hat. Er führt auf seine Seite; dort zeigt eine eigene Karte, was in ihm liegt.
map-of = Karte: { $unit }
map-vacant = { $name }, { $vacant }
map-deeper = Einige Einheiten liegen tiefer, als die Karte zeigt: die Seiten der Einheiten um sie herum haben eigene Karten.
map-dots = Die kleinsten Kreise führen hier nirgendwohin: die Seiten der Einheiten um sie herum zeichnen sie größer.
map-all = Dasselbe als Tabelle
map-table = Einheiten und Rollen, jede unter der Einheit, in der sie liegt
map-without-roles = { $n ->
    [one] { $n } Rolle steht auf der Seite ihrer Einheit.
   *[other] { $n } Rollen stehen auf den Seiten ihrer Einheiten.
}
map-without-units = { $n ->
    [one] { $n } Einheit, die tiefer liegt, steht auf der Seite der Einheit über ihr.
   *[other] { $n } Einheiten, die tiefer liegen, stehen auf den Seiten der Einheiten über ihnen.
}
map-nothing = Es gibt noch keine Einheiten.
map-units = Alle Einheiten mit ihrem Zweck
column-unit-or-role = Einheit oder Rolle
column-kind = Art
column-holder = Wer
map-ties = Zeigen, wer eine Einheit in einer anderen vertritt
map-represents = { $role }, vertritt { $unit } in: { $other }
map-represents-voice = { $role }, spricht für { $unit } in: { $other }
map-represents-observer = { $role }, beobachtet für { $unit } in: { $other }
