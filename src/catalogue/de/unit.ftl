# Die Seite einer Einheit.

unit = Einheit
unit-advisory = { $unit }, beratend

## Ihre Teile

unit-on-this-page = Auf dieser Seite
unit-people = Menschen
unit-inside = In ihr
unit-inside-none = In ihr gibt es keine Einheiten und keine Rollen.
unit-powers = Was sie darf
unit-powers-none = Kein Eintrag gibt ihr eine eigene Befugnis.
unit-powers-implied = Von selbst
unit-powers-implied-why = Das gilt, weil kein Eintrag etwas anderes sagt.
unit-answers = Wofür sie einsteht
unit-links = Verbindungen zu anderen
unit-policies-own = Von ihr beschlossen
unit-policies-none = Sie hat keine Regel beschlossen.
unit-policies-of-others = Für sie gelten auch
unit-decisions-none = Von ihr ist kein Beschluss eingetragen.

## Angaben

fact-part-of = Teil von
unit-nothing-above = Nichts steht über ihr
unit-advises = Nichts: sie berät
unit-decides-rules = Ihre Regeln: { $method }
unit-decides-removal = Vorzeitiges Ende einer Amtszeit oder Mitgliedschaft: { $method }
unit-decides-topic = { $topic }: { $method }
fact-members = Mitglieder
fact-size = Größe
size-between = { $min } bis { $max ->
    [one] { $max } Person
   *[other] { $max } Personen
}
size-from = { $min ->
    [one] Mindestens { $min } Person
   *[other] Mindestens { $min } Personen
}
size-to = { $max ->
    [one] Höchstens { $max } Person
   *[other] Höchstens { $max } Personen
}
fact-meets = Treffen
meets-every = { $what }, { $every }
meets-at = { $what }, um { $time }
meets-every-at = { $what }, { $every } um { $time }
meets-zone = { $time } ({ $zone })
fact-in-conflict = Bei einem Konflikt
fact-ends-when = Endet, wenn

## Wer Mitglied ist

membership-open = Wer kommt
membership-invited = Auf Einladung
membership-elected = Gewählt
membership-appointed = Ernannt
membership-delegates = Entsandte anderer Einheiten
membership-ex-officio = Wer bestimmte Sitze innehat
membership-shares = Wer Anteile besitzt
membership-tokens = Wer Token besitzt
membership-lot = Durch das Los bestimmt
membership-criteria = { $rule }: { $criteria }
membership-sent-by = Entsandt von { $units }
membership-admitted-by = Aufgenommen von { $who }
membership-put-out-by = Ausgeschlossen von { $who }
membership-put-out-nobody = Niemand kann ein Mitglied ausschließen: keine Regel dafür ist aufgeschrieben
membership-votes-by-shares = Stimmen zählen nach Anteilen
membership-votes-by-tokens = Stimmen zählen nach Token
membership-active = Gilt als aktiv: { $when }
membership-may-return = Pause bis zu einer neuen Aufnahme: { $period }
membership-kept-at = Die Liste steht hier: { $place }

## Wer in ihr ist

unit-people-now = Wer in { $unit } ist
unit-people-other = Wer zu anderen Zeiten Mitglied ist: { $unit }
unit-earlier = Frühere und künftige Mitglieder
unit-unlisted = Die Mitglieder sind nicht einzeln aufgeführt.
unit-nobody = Zurzeit ist niemand in ihr.
unit-member = Mitglied
unit-member-through = Mitglied durch { $unit }
unit-seat-for = für { $unit }
unit-seat-for-voice = für { $unit }, ohne Stimmrecht
unit-seat-for-observer = für { $unit }, hört zu

## Was in ihr ist

unit-units = Einheiten in ihr
unit-roles = Rollen in ihr

## Verbindungen zu anderen

fact-sits-elsewhere = Sitzt anderswo
sits-in-member = { $role } sitzt mit Rede- und Stimmrecht in { $unit }
sits-in-voice = { $role } sitzt mit Rederecht in { $unit }
sits-in-observer = { $role } sitzt beobachtend in { $unit }
fact-sits-here = Sitzt hier
sits-here-member = { $role } von { $unit }, mit Rede- und Stimmrecht
sits-here-voice = { $role } von { $unit }, mit Rederecht
sits-here-observer = { $role } von { $unit }, beobachtend
fact-double-link = Doppelte Verbindung
double-link = Zwei verschiedene Menschen verbinden sie nach oben: einer von dort gewählt, einer von ihr selbst
fact-needed-by = Gebraucht von
fact-stakeholders = Ist da für

## Ihre Regeln

unit-adopted = Regeln, die sie beschlossen hat
unit-binding = Regeln anderer, die für sie gelten

## Spalten

column-seat = Sitz
column-unit = Einheit
column-role = Rolle
column-purpose = Zweck
column-people = Menschen
column-held-by = Wer sie innehat
column-policy = Regel
column-adopted-by = Beschlossen von
column-review = Überprüfung
