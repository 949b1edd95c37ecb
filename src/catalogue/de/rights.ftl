# Rechte und Befugnisse, auf Seiten und im Terminal.

## Ein Recht und wovon es handelt. Es beginnt klein, weil es auch mitten in Sätzen steht.

right-decide-seat = entscheidet über die Besetzung von { $what }
right-decide-seat-end = entscheidet über das vorzeitige Ende einer Amtszeit als { $what }
right-decide-joining = entscheidet über die Aufnahme in { $what }
right-decide-leaving = entscheidet über den Ausschluss aus { $what }
right-decide-whole = entscheidet über die Regeln des Ganzen
right-decide-rules = entscheidet über die inneren Regeln von { $what }
right-decide-policy = entscheidet über Änderungen von { $what }
right-decide-structure = entscheidet über den Auftrag von { $what }
right-decide-residual = entscheidet über alles, was sonst niemandem zufällt
right-decide-topic = entscheidet über { $what }
right-decide-actor = entscheidet über { $what }
right-veto-seat = darf Beschlüsse über die Besetzung von { $what } aufhalten
right-veto-seat-end = darf Beschlüsse über das vorzeitige Ende einer Amtszeit als { $what } aufhalten
right-veto-joining = darf Beschlüsse über die Aufnahme in { $what } aufhalten
right-veto-leaving = darf Beschlüsse über den Ausschluss aus { $what } aufhalten
right-veto-whole = darf Beschlüsse über die Regeln des Ganzen aufhalten
right-veto-rules = darf Beschlüsse über die inneren Regeln von { $what } aufhalten
right-veto-policy = darf Beschlüsse über Änderungen von { $what } aufhalten
right-veto-structure = darf Beschlüsse über den Auftrag von { $what } aufhalten
right-veto-residual = darf Beschlüsse über alles, was sonst niemandem zufällt, aufhalten
right-veto-topic = darf Beschlüsse über { $what } aufhalten
right-veto-actor = darf Beschlüsse über { $what } aufhalten
right-override-seat = darf Entscheidungen über die Besetzung von { $what } ersetzen
right-override-seat-end = darf Entscheidungen über das vorzeitige Ende einer Amtszeit als { $what } ersetzen
right-override-joining = darf Entscheidungen über die Aufnahme in { $what } ersetzen
right-override-leaving = darf Entscheidungen über den Ausschluss aus { $what } ersetzen
right-override-whole = darf Entscheidungen über die Regeln des Ganzen ersetzen
right-override-rules = darf Entscheidungen über die inneren Regeln von { $what } ersetzen
right-override-policy = darf Entscheidungen über Änderungen von { $what } ersetzen
right-override-structure = darf Entscheidungen über den Auftrag von { $what } ersetzen
right-override-residual = darf Entscheidungen über alles, was sonst niemandem zufällt, ersetzen
right-override-topic = darf Entscheidungen über { $what } ersetzen
right-override-actor = darf Entscheidungen von { $what } ersetzen
right-propose-seat = darf Vorschläge zur Besetzung von { $what } machen
right-propose-seat-end = darf Vorschläge zum vorzeitigen Ende einer Amtszeit als { $what } machen
right-propose-joining = darf Vorschläge zur Aufnahme in { $what } machen
right-propose-leaving = darf Vorschläge zum Ausschluss aus { $what } machen
right-propose-whole = darf Vorschläge zu den Regeln des Ganzen machen
right-propose-rules = darf Vorschläge zu den inneren Regeln von { $what } machen
right-propose-policy = darf Vorschläge zu Änderungen von { $what } machen
right-propose-structure = darf Vorschläge zum Auftrag von { $what } machen
right-propose-residual = darf Vorschläge zu allem, was sonst niemandem zufällt, machen
right-propose-topic = darf Vorschläge zu { $what } machen
right-propose-actor = darf Vorschläge zu { $what } machen
right-advise-seat = wird zur Besetzung von { $what } gehört
right-advise-seat-end = wird zum vorzeitigen Ende einer Amtszeit als { $what } gehört
right-advise-joining = wird zur Aufnahme in { $what } gehört
right-advise-leaving = wird zum Ausschluss aus { $what } gehört
right-advise-whole = wird zu den Regeln des Ganzen gehört
right-advise-rules = wird zu den inneren Regeln von { $what } gehört
right-advise-policy = wird zu Änderungen von { $what } gehört
right-advise-structure = wird zum Auftrag von { $what } gehört
right-advise-residual = wird zu allem, was sonst niemandem zufällt, gehört
right-advise-topic = wird zu { $what } gehört
right-advise-actor = wird zu { $what } gehört
right-execute-seat = führt Beschlüsse über die Besetzung von { $what } aus
right-execute-seat-end = führt Beschlüsse über das vorzeitige Ende einer Amtszeit als { $what } aus
right-execute-joining = führt Beschlüsse über die Aufnahme in { $what } aus
right-execute-leaving = führt Beschlüsse über den Ausschluss aus { $what } aus
right-execute-whole = führt Beschlüsse über die Regeln des Ganzen aus
right-execute-rules = führt Beschlüsse über die inneren Regeln von { $what } aus
right-execute-policy = führt Beschlüsse über Änderungen von { $what } aus
right-execute-structure = führt Beschlüsse über den Auftrag von { $what } aus
right-execute-residual = führt Beschlüsse über alles, was sonst niemandem zufällt, aus
right-execute-topic = führt Beschlüsse über { $what } aus
right-execute-actor = führt Entscheidungen von { $what } aus
right-audit-seat = prüft die Besetzung von { $what }
right-audit-seat-end = prüft das vorzeitige Ende einer Amtszeit als { $what }
right-audit-joining = prüft die Aufnahme in { $what }
right-audit-leaving = prüft den Ausschluss aus { $what }
right-audit-whole = prüft die Regeln des Ganzen
right-audit-rules = prüft die inneren Regeln von { $what }
right-audit-policy = prüft Änderungen von { $what }
right-audit-structure = prüft den Auftrag von { $what }
right-audit-residual = prüft alles, was sonst niemandem zufällt
right-audit-topic = prüft { $what }
right-audit-actor = prüft die Arbeit von { $what }

## Wovon ein Recht handelt, für sich. Es beginnt wie mitten in Sätzen.

object-seat = Besetzung von { $what }
object-seat-end = vorzeitiges Ende einer Amtszeit als { $what }
object-joining = Aufnahme in { $what }
object-leaving = Ausschluss aus { $what }
object-whole = Regeln des Ganzen
object-rules = innere Regeln von { $what }
object-policy = Änderungen von { $what }
object-structure = Auftrag von { $what }
object-residual = alles, was sonst niemandem zufällt
object-topic = { $what }
object-actor = { $what }

## Zugriff, wie Forges davon sprechen

access-permission = hat die Berechtigung { $what }
access-repository = hat Zugriff auf { $what } (Stufe { $level })

## Die Bedingungen einer Befugnis: Satzteile, durch Strichpunkte getrennt

bound-together = nur gemeinsam mit { $who }
bound-holder = durch jede Person, die sie innehat
bound-alone = allein
bound-method = Verfahren: { $method }
bound-up-to = bis { $amount }
bound-hearing = nach Anhörung von { $who }
bound-when = nur unter dieser Bedingung: { $when }
bound-overridden-by = { $who } darf die Entscheidung ersetzen
bound-escalates-to = { $who } entscheidet, wenn es hier nicht gelingt
bound-not-delegable = darf nicht weitergegeben werden
bound-given-by = aus { $policy }
bound-by-deputy = ausgeübt von der Vertretung, weil sonst niemand da ist
bound-by-delegator = ausgeübt von { $who }, weil niemand da ist
bound-by-nobody = niemand kann das

## Tabellen von Befugnissen

powers-declared = Befugnisse, die Einträge geben
powers-implied = Befugnisse, die gelten, weil kein Eintrag etwas anderes sagt
powers-with = Befugnisse, die zu { $name } gehören
powers-more = { $n ->
    [one] Und { $n } weitere Befugnis.
   *[other] Und { $n } weitere Befugnisse.
}
and-more = { $n } weitere
by-default = von selbst
power-alone = Allein
power-together = Gemeinsam mit { $who }
power-others = { $n ->
    [one] Mit { $n } anderen Person
   *[other] Mit { $n } anderen
}
column-what = Was
column-with-whom = Mit wem
column-how-within = Wie und in welchen Grenzen
