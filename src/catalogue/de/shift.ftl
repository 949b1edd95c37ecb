# Was eine Machtverschiebung sagt: wer was gewinnt oder verliert, warum, und was daran auffällt.
# Auf der Kommandozeile steht dasselbe auf Englisch, ohne dass es hier erfragt wird.

## Was jemand tut, wer es nicht mehr tut, und was damit verloren geht

does-remove = { $form ->
    [several] dürfen { $what } abberufen
    [no-longer] darf { $what } nicht mehr abberufen
    [no-longer-several] dürfen { $what } nicht mehr abberufen
    [lost] das Recht, { $what } abzuberufen
   *[one] darf { $what } abberufen
}
does-choose = { $form ->
    [several] besetzen den Sitz { $what }
    [no-longer] besetzt den Sitz { $what } nicht mehr
    [no-longer-several] besetzen den Sitz { $what } nicht mehr
    [lost] das Recht, den Sitz { $what } zu besetzen
   *[one] besetzt den Sitz { $what }
}
does-expel = { $form ->
    [several] dürfen die Mitgliedschaft in { $what } beenden
    [no-longer] darf die Mitgliedschaft in { $what } nicht mehr beenden
    [no-longer-several] dürfen die Mitgliedschaft in { $what } nicht mehr beenden
    [lost] das Recht, die Mitgliedschaft in { $what } zu beenden
   *[one] darf die Mitgliedschaft in { $what } beenden
}
does-admit = { $form ->
    [several] nehmen Mitglieder in { $what } auf
    [no-longer] nimmt keine Mitglieder in { $what } mehr auf
    [no-longer-several] nehmen keine Mitglieder in { $what } mehr auf
    [lost] das Recht, Mitglieder in { $what } aufzunehmen
   *[one] nimmt Mitglieder in { $what } auf
}
does-write-all = { $form ->
    [several] schreiben die Regeln der Organisation
    [no-longer] schreibt die Regeln der Organisation nicht mehr
    [no-longer-several] schreiben die Regeln der Organisation nicht mehr
    [lost] das Recht, die Regeln der Organisation zu schreiben
   *[one] schreibt die Regeln der Organisation
}
does-write = { $form ->
    [several] schreiben die Regeln von { $what }
    [no-longer] schreibt die Regeln von { $what } nicht mehr
    [no-longer-several] schreiben die Regeln von { $what } nicht mehr
    [lost] das Recht, die Regeln von { $what } zu schreiben
   *[one] schreibt die Regeln von { $what }
}
does-set = { $form ->
    [several] bestimmen Auftrag und Grenzen von { $what }
    [no-longer] bestimmt Auftrag und Grenzen von { $what } nicht mehr
    [no-longer-several] bestimmen Auftrag und Grenzen von { $what } nicht mehr
    [lost] das Recht, Auftrag und Grenzen von { $what } zu bestimmen
   *[one] bestimmt Auftrag und Grenzen von { $what }
}
does-decide-rest = { $form ->
    [several] entscheiden über alles, was sonst niemandem zufällt
    [no-longer] entscheidet nicht mehr über alles, was sonst niemandem zufällt
    [no-longer-several] entscheiden nicht mehr über alles, was sonst niemandem zufällt
    [lost] die Entscheidung über alles, was sonst niemandem zufällt
   *[one] entscheidet über alles, was sonst niemandem zufällt
}
does-decide = { $form ->
    [several] entscheiden über { $what }
    [no-longer] entscheidet nicht mehr über { $what }
    [no-longer-several] entscheiden nicht mehr über { $what }
    [lost] die Entscheidung über { $what }
   *[one] entscheidet über { $what }
}
does-block = { $form ->
    [several] dürfen Beschlüsse über { $what } aufhalten
    [no-longer] darf Beschlüsse über { $what } nicht mehr aufhalten
    [no-longer-several] dürfen Beschlüsse über { $what } nicht mehr aufhalten
    [lost] das Recht, Beschlüsse über { $what } aufzuhalten
   *[one] darf Beschlüsse über { $what } aufhalten
}
does-override = { $form ->
    [several] dürfen Entscheidungen über { $what } ersetzen
    [no-longer] darf Entscheidungen über { $what } nicht mehr ersetzen
    [no-longer-several] dürfen Entscheidungen über { $what } nicht mehr ersetzen
    [lost] das Recht, Entscheidungen über { $what } zu ersetzen
   *[one] darf Entscheidungen über { $what } ersetzen
}
does-propose = { $form ->
    [several] dürfen zu { $what } Vorschläge machen
    [no-longer] darf zu { $what } keine Vorschläge mehr machen
    [no-longer-several] dürfen zu { $what } keine Vorschläge mehr machen
    [lost] das Recht, zu { $what } Vorschläge zu machen
   *[one] darf zu { $what } Vorschläge machen
}
does-advise = { $form ->
    [several] werden zu { $what } gehört
    [no-longer] wird zu { $what } nicht mehr gehört
    [no-longer-several] werden zu { $what } nicht mehr gehört
    [lost] das Recht, zu { $what } gehört zu werden
   *[one] wird zu { $what } gehört
}
does-audit = { $form ->
    [several] prüfen { $what }
    [no-longer] prüft { $what } nicht mehr
    [no-longer-several] prüfen { $what } nicht mehr
    [lost] das Recht, { $what } zu prüfen
   *[one] prüft { $what }
}
does-permission = { $form ->
    [several] haben die Berechtigung { $what }
    [no-longer] hat die Berechtigung { $what } nicht mehr
    [no-longer-several] haben die Berechtigung { $what } nicht mehr
    [lost] die Berechtigung { $what }
   *[one] hat die Berechtigung { $what }
}
does-access = { $form ->
    [several] haben Zugriff der Stufe { $level } auf { $what }
    [no-longer] hat keinen Zugriff der Stufe { $level } auf { $what } mehr
    [no-longer-several] haben keinen Zugriff der Stufe { $level } auf { $what } mehr
    [lost] Zugriff der Stufe { $level } auf { $what }
   *[one] hat Zugriff der Stufe { $level } auf { $what }
}
does-act = { $form ->
    [several] führen Beschlüsse über { $what } aus
    [no-longer] führt Beschlüsse über { $what } nicht mehr aus
    [no-longer-several] führen Beschlüsse über { $what } nicht mehr aus
    [lost] das Recht, Beschlüsse über { $what } auszuführen
   *[one] führt Beschlüsse über { $what } aus
}
does-spend = { $form ->
    [several] dürfen { $amount } für { $what } ausgeben
    [no-longer] darf { $amount } für { $what } nicht mehr ausgeben
    [no-longer-several] dürfen { $amount } für { $what } nicht mehr ausgeben
    [lost] das Recht, { $amount } für { $what } auszugeben
   *[one] darf { $amount } für { $what } ausgeben
}

## Sitze und wie lange sie dauern

does-become = { $form ->
    [several] werden { $what }
   *[one] wird { $what }
}
does-join = { $form ->
    [several] kommen zu { $what }
   *[one] kommt zu { $what }
}
does-leave-seat = { $form ->
    [several] sind nicht mehr { $what }
   *[one] ist nicht mehr { $what }
}
does-leave = { $form ->
    [several] verlassen { $what }
   *[one] verlässt { $what }
}
does-stay = { $form ->
    [several] bleiben in { $what } { $is } (vorher { $was })
   *[one] bleibt in { $what } { $is } (vorher { $was })
}
does-hold = { $form ->
    [several] bleiben { $what } { $is } (vorher { $was })
   *[one] bleibt { $what } { $is } (vorher { $was })
}
does-hold-for = { $form ->
    [several] haben den Sitz { $what } in diesem Rahmen: { $is } (vorher { $was })
   *[one] hat den Sitz { $what } in diesem Rahmen: { $is } (vorher { $was })
}
term-limits = { $what }: { $is } (vorher { $was })
term-plainly = Amtszeit { $term }
term-as = Amtszeit als { $what } { $term }
loses-seat = den Sitz { $seat }
loses-deputy-seat = die Vertretung von { $seat }
loses-membership = die Mitgliedschaft in { $seat }
loses-with-seat = { $detail } (nicht mehr { $what })
loses-with-membership = { $detail } (nicht mehr in { $what })
loses-consent = die Zustimmung zu { $what }
loses-vote = eine Stimme über { $what }
loses-say = eine Mitsprache über { $what }

## Was dahinter gesagt wird

and-together = { $what }, gemeinsam mit anderen
and-in-common = { $what }, alle gemeinsam
and-bound = { $what }, { $bound }
and-turned = { $what }, { $is } (vorher { $was })
and-was = { $what } (vorher { $was })
and-alone = { $form ->
    [lost] { $what }, allein
   *[no-longer] { $what }, jedenfalls nicht allein
}
and-alone-of = { $what }, allein (vorher eine von { $n } Personen)
and-alone-after = { $what }, allein (vorher { $n } Personen)
and-without-others = { $form ->
    [lost] { $what }, ohne andere
   *[no-longer] { $what }, jedenfalls nicht ohne andere
}
and-detail = { $what } ({ $detail })
and-clause = { $what }, { $cause }
and-cause = { $what } ({ $cause })

## Namen, Tage und Beträge

said = { $what }
said-crowd = { $name } ({ $people })
said-vacant = { $name } (unbesetzt)
said-deputy = Vertretung von { $seat }
said-role-of = { $role } von { $unit }
said-until = bis { $day }
said-any-amount = jeden Betrag
said-no-limit = ohne Grenze
amount-of-money = { $number } { $unit }
digits-group = { $before }.{ $after }
digits-part = { $before },{ $after }

## Grenzen

bound-up-to-when = bis { $amount }, nur unter dieser Bedingung: { $when }
bound-as-well = ebenso wie { $who }
bound-jointly = gemeinsam mit { $who }
# Ein eingebautes Verfahren heißt hier anders als in den Einträgen.
method-called = { $method ->
    [holder] { method-holder }
    [advice] { method-advice }
    [consent] { method-consent }
    [consensus] { method-consensus }
    [lazy-consensus] { method-lazy-consensus }
    [majority] { method-majority }
    [ranked] { method-ranked }
    [score] { method-score }
    [joint] { method-joint }
    [lot] { method-lot }
    [emergent] { method-emergent }
    [ladder] { method-ladder }
   *[other] { $method }
}
bound-by = durch { method-called }
bound-by-asking = durch { method-called }: { $asks }
asks-kind = { method-called }
asks-pass = angenommen bei { $pass }
asks-pass-plainly = angenommen wie bei dieser Art üblich
asks-none = keine
asks-quorum = Mindestbeteiligung { $what }
asks-sponsors = Unterstützung { $what }
asks-discussion = Beratung { $what }
stay-without-end = ohne Ende
stay-without-term = ohne Amtszeit
stay-in-a-row = höchstens { $n ->
    [one] { $n } Amtszeit
   *[other] { $n } Amtszeiten
} in Folge
stay-any-in-a-row = beliebig viele Amtszeiten in Folge
stay-ever = höchstens { $n ->
    [one] { $n } Amtszeit
   *[other] { $n } Amtszeiten
} insgesamt
stay-any-ever = beliebig viele Amtszeiten insgesamt
stay-pause = Pause: { $period }
stay-without-pause = keine Pause

## Woher es kommt und was damit verbunden ist

delegated-by = delegiert von { $who }
delegated-to = delegiert an { $who }
taken-back-from = zurückgeholt von { $who }
taken-back-by = zurückgeholt durch { $who }
cause-default = als Vorgabe
cause-method = das Verfahren { $method } ist neu gefasst
cause-through = über { $unit }
cause-not-in-force = nicht mehr in Kraft
cause-deputy = die Vertretung von { $holder } springt ein
cause-falls = { $holder } kann nicht handeln, deshalb fällt es an { $to }
cause-nobody-stands-in = { $holder } kann nicht handeln, und niemand springt ein
cause-acts-again = { $holder } kann wieder handeln
cause-people-behind = hinter { $holder } stehen andere Menschen
cause-nobody-else = weil es sonst niemand innehat
cause-somebody = inzwischen hat es jemand inne
cause-back = { $n ->
    [one] { $who } ist
   *[other] { $who } sind
} wieder da
cause-away = { $n ->
    [one] { $who } ist
   *[other] { $who } sind
} abwesend
detail-seat = Sitz
detail-in-place = anstelle von { $who }

## Was niemand übersehen darf

alarm-many-to-one = { $n } Personen → 1
alarm-decides-alone = { $who } allein { $does } (vorher { $n } Personen)
alarm-no-holder = unbesetzt, ohne Vertretung
alarm-nobody-in = niemand in { $unit } kann handeln
alarm-nobody-acts = niemand kann handeln
alarm-nobody-holds-it = niemand hat es inne
alarm-nobody-holds = { $at ->
    [inside] niemand
   *[start] Niemand
} hat { $what } inne
alarm-nobody-audits-it = niemand prüft es
alarm-nobody-audits = { $at ->
    [inside] niemand
   *[start] Niemand
} prüft { $what }
alarm-nobody-overrides-it = niemand kann Entscheidungen darüber ersetzen
alarm-nobody-overrides = { $at ->
    [inside] niemand
   *[start] Niemand
} kann Entscheidungen über { $what } ersetzen
alarm-no-limit = keine Grenze (vorher { $was })
alarm-spends-any = { $n ->
    [one] { $who } darf
   *[other] { $who } dürfen
} jeden Betrag für { $what } ausgeben
alarm-acts-without-limit = { $n ->
    [one] { $who } führt
   *[other] { $who } führen
} Beschlüsse über { $what } ohne Grenze aus
alarm-decides-without-limit = { $n ->
    [one] { $who } darf
   *[other] { $who } dürfen
} über { $what } ohne Grenze entscheiden
alarm-no-removal = eine Abberufung ist nicht mehr vorgesehen
alarm-dead-removal = niemand kann die vorgesehene Abberufung ausüben
alarm-own-consent = es braucht die Zustimmung von { $who }
alarm-seat-runs-to = der Sitz läuft bis { $day }
alarm-seat-without-end = der Sitz hat kein Ende
alarm-member-of = ein Mitglied von { $unit }
alarm-nobody-removes = { $at ->
    [inside] niemand
   *[start] Niemand
} kann { $who } abberufen
alarm-nobody-removes-before = { $at ->
    [inside] niemand
   *[start] Niemand
} kann { $who } vor dem { $day } abberufen
alarm-chooses-who = { $n ->
    [one] { $who } bestimmt allein
   *[other] { $who } bestimmen jeweils allein
}, wer dort sitzt
alarm-can-stay = { $n ->
    [one] { $who } kann allein
   *[other] { $who } können jeweils allein
} dort bleiben: { $steps }
alarm-can-come-in = { $n ->
    [one] { $who } kann allein
   *[other] { $who } können jeweils allein
} hineinkommen: { $steps }
alarm-can-come-to-it = { $n ->
    [one] { $who } kann allein
   *[other] { $who } können jeweils allein
} dazu kommen: { $steps }
alarm-fills-own = { $n ->
    [one] { $who } kann allein den Sitz { $seat } besetzen, den eigenen
   *[other] { $who } können jeweils allein den Sitz { $seat } besetzen, den eigenen
}
alarm-comes-into = { $n ->
    [one] { $who } kann allein
   *[other] { $who } können jeweils allein
} Mitglied von { $seat } werden
alarm-takes-seat = { $n ->
    [one] { $who } kann allein
   *[other] { $who } können jeweils allein
} den Sitz { $seat } einnehmen
alarm-steps-of = { $who } { $steps }
step-then = { $before }, dann { $after }
step-joins = tritt { $name } bei
step-takes-seat = nimmt den Sitz { $name } ein
step-removes = entfernt { $who } aus { $from }
step-remakes = löst { $name } auf und gründet es neu
step-rewrites = ändert die Regeln von { $name }
step-rewrites-rules = ändert die Regeln
step-rewrites-all = ändert die Regeln der Organisation
step-leaves = gibt den Sitz { $name } auf

## Der Satz an der Spitze

says-of = { $who } { $does }
headline-gain-and-loss = { $first }; { $second }
headline-alarms = { $first }, und { $second }
headline-nobody = Niemand gewinnt oder verliert vorerst ein Recht.

## Was in der Geschichte so heißt

lapse-subject = Daten in den Einträgen sind abgelaufen oder haben begonnen
