# Der Baum der Einheiten.

units-lead = Jede Einheit hat ihren Auftrag von der, unter der sie steht; diese bleibt dafür verantwortlich.
units-none = Es gibt noch keine Einheiten.
units-loose = Außerhalb des Baums
units-loose-why = Von diesen Einheiten führt keine Kette von Aufträgen nach ganz oben.
units-empty = leer
count-members = { $n ->
    [one] { $n } Mitglied
   *[other] { $n } Mitglieder
}
units-part = Einheiten: { $units }
units-inside = Innerhalb von { $unit }:
units-others = Die anderen Einheiten
