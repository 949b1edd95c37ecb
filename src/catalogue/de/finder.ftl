# Wer entscheidet?

part-finder = Wer entscheidet?
finder-lead = Schreiben, worum es geht, oder die Themen durchsehen. Was niemandem gegeben ist, fällt zu: { $residual }.
finder-lead-nobody = Schreiben, worum es geht, oder die Themen durchsehen. Kein Eintrag sagt, wer entscheidet, was niemandem gegeben ist.
finder-question = Worum geht es?
finder-search = Suchen
finder-none = Die Einträge nennen noch kein Thema.

## Was die Suche fand

finder-found = { $n } von { $all } Themen passen
finder-found-one = 1 von { $all } Themen passt
finder-found-all = { $n ->
    [one] { $n } Thema
   *[other] { $n } Themen
}
finder-nothing = Nichts passt zu „{ $query }“. Was niemand innehat, fällt zu: { $residual }.
finder-nothing-nobody = Nichts passt zu „{ $query }“, und kein Eintrag sagt, wer das Übrige entscheidet.
finder-nearest = Die nächsten Themen:
finder-applies = für { $amount }

## Wer entscheidet

finder-decides = { $who }
finder-together = Nur gemeinsam: { $who }
finder-claimed = Beansprucht von { $who }
finder-above = Darüber: { $who }
finder-residual = { $who }, weil es sonst niemand innehat
finder-above-residual = Darüber: { $who }, weil es sonst niemand innehat
finder-nobody-decides = Niemand
finder-up-to = { $who }, bis { $amount }
finder-as-part = { $who } (als Teil von { $domain })
finder-people = { $holder } ({ $people })
finder-by-deputy = { $holder } (zurzeit die Vertretung: { $people })
finder-by-other = { $holder } (unbesetzt; zurzeit handelt { $other })
finder-falls = niemandem gegeben
finder-nobody = niemand entscheidet
finder-rivals = doppelt beansprucht
people = { $n ->
    [one] { $n } Person
   *[other] { $n } Personen
}
finder-periods = { $how } ({ $periods })

## Was noch zu wissen ist

fact-must-be-asked = Zu fragen sind
fact-objection = Einwand oder Einspruch
finder-block = { $who } kann es aufhalten
finder-replace = { $who } kann den Beschluss ersetzen
finder-ladder = Ein Konflikt geht diesen Weg: { $ladder }
fact-inspected-by = Geprüft von
fact-policies = Regeln, die gelten
fact-last-decisions = Letzte Beschlüsse
fact-propose = Etwas vorschlagen
finder-propose = Es einbringen bei { $to }
finder-propose-by = Es einbringen bei { $to }; vorschlagen darf { $by }

## Wo die Einträge keine Themen nennen

finder-part = Wer entscheidet? { $group }
finder-part-letter = Wer entscheidet? { $group }: { $letter }
finder-works = Daran arbeiten darf: { $who }
finder-works-level = Daran arbeiten darf, bis { $level }: { $who }
finder-heard = Gehört wird: { $who }
finder-unit-rules = Wie dort gearbeitet wird, entscheidet: { $who }
finder-unit-joins = Nimmt Menschen auf
finder-unit-mandate = Entscheidet über den Auftrag
finder-unit-roles = Rollen darin
finder-unit-role = { $role }, besetzt durch { $who }
finder-unit-things = Arbeitet an
finder-unit-page = Mehr dazu
