# Die Seite einer Rolle.

role-in = Rolle in { $unit }
role = Rolle

## Angaben in der Reihenfolge, in der nach ihnen gefragt wird

fact-decides = Entscheidet
decides-nothing = Nichts allein
joint-with = { $object }, nur gemeinsam mit { $others }
fact-decides-how = Entscheidet wie
holder-alone = Wer die Rolle innehat, entscheidet allein
fact-limits = Grenzen
limit-up-to = { $object }: bis { $amount }
fact-chosen-by = Gewählt von
who-by-method = { $who }, Verfahren: { $method }
chosen-by-default = { $who } (von selbst so: keine Regel zur Wahl ist aufgeschrieben)
chosen-by-nobody = Niemand. Keine Regel zur Wahl ist aufgeschrieben.
chosen-from = Aus { $body }
chosen-if-stuck = Wenn das scheitert: { $next }
fact-removed-by = Abberufen von
removed-for = { $who }, aus diesem Grund: { $reasons }
nobody = Niemand
removed-by-nobody = { $nobody } Kein Weg zur Abberufung ist aufgeschrieben.
fact-term = Amtszeit
term-endless = Kein Ende ist bestimmt
term-not-twice = nicht zweimal nacheinander
term-in-a-row = höchstens { $n } nacheinander
term-in-all = höchstens { $n } insgesamt
term-pause = danach Pause: { $pause }
term-groups = die Sitze werden in { $n } Gruppen neu besetzt
fact-key-role = Schlüsselrolle
key-role = Ja: sie braucht eine Vertretung oder jemanden in Einarbeitung
fact-deputy = Vertretung
deputy-none = niemand
deputy-trainee = { $person } (in Einarbeitung)
fact-time = Zeitbedarf
fact-seats = Sitze
seats-between = { $min } bis { $max }
seats-from = { $min } oder mehr
seats-may-be-empty = { $seats }; sie darf unbesetzt sein
fact-link = Verbindung
speaks-for = Spricht für { $unit } in { $other }, { $voice }
voice-member = mit Rede- und Stimmrecht
voice-voice = mit Rede- und ohne Stimmrecht
voice-observer = beobachtend
fact-not-together = Nicht zusammen mit
fact-requires = Setzt voraus
fact-template = Auftrag übernommen von
fact-delivers = Liefert
fact-depends-on = Hängt ab von

## Wer sie innehat

role-holders = Wer sie innehat
role-holders-now = Wer { $role } jetzt innehat
role-holders-coming = Wer { $role } innehaben wird
role-holders-earlier = Wer { $role } früher innehatte
role-coming = Gewählt, noch nicht im Amt
role-earlier = Früher
role-kept-at = Wer sie innehat, steht hier: { $place }.
role-vacant = { $vacant } Niemand hat diese Rolle inne.
role-seat-vacant = { $vacant } Ein Sitz, der besetzt sein muss, ist leer.
role-nobody-now = Zurzeit hat niemand diese Rolle inne.

## Ihre Arbeit und ihre Befugnisse

role-answers = Wofür sie einsteht
role-answers-nothing = Für sie ist keine laufende Arbeit aufgeschrieben.
role-powers = Was sie darf
role-powers-none = Kein Eintrag gibt ihr eine eigene Befugnis.
role-powers-implied = Von selbst
role-powers-implied-why = Das gilt, weil kein Eintrag etwas anderes sagt.
last-decisions = Letzte Beschlüsse
