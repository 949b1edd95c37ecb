# Wege zu entscheiden, auf Seiten und im Terminal.

## Wie die Arten von Verfahren heißen

method-holder = Einzelentscheidung
method-advice = Beratungsverfahren
method-consent = Konsent
method-consensus = Konsens
method-lazy-consensus = Stiller Konsens
method-majority = Mehrheitsbeschluss
method-ranked = Abstimmung nach Rangfolge
method-score = Abstimmung nach Punkten
method-joint = Gemeinsame Entscheidung
method-lot = Losentscheid
method-emergent = Folgen aus freien Stücken
method-ladder = Stufenleiter

## Wann ein Beschluss zustande kommt. Es beginnt klein, weil es auch mitten in Sätzen steht.

passes-holder = wer den Sitz innehat, entscheidet allein
passes-advice = wer den Sitz innehat, entscheidet, nachdem Betroffene und Kundige gefragt wurden
passes-consent = kein begründeter Einwand bleibt bestehen
passes-consensus = alle stimmen zu oder treten zur Seite
passes-lazy-consensus = bis zum Ablauf der Frist hat niemand Einwand erhoben
passes-majority = mehr als die Hälfte der abgegebenen Stimmen ist dafür
passes-ranked = eine Möglichkeit gewinnt bei der Auszählung der Rangfolgen
passes-score = eine Möglichkeit erreicht die höchste Punktzahl
passes-joint = alle Genannten stimmen zu
passes-lot = das Los ist gezogen
passes-emergent = andere folgen aus freien Stücken
passes-ladder = eine der Stufen klärt es
passes-more-than = mehr als { $part ->
    [half] die Hälfte
    [third] ein Drittel
    [two-thirds] zwei Drittel
    [quarter] ein Viertel
    [three-quarters] drei Viertel
    [three-fifths] drei Fünftel
    [four-fifths] vier Fünftel
   *[other] { $part }
} { $base ->
    [cast] der abgegebenen Stimmen
    [present] der Anwesenden
    [seats] aller Sitze
   *[eligible] aller Stimmberechtigten
} { $part ->
    [half] ist
    [third] ist
    [quarter] ist
   *[other] sind
} dafür
passes-at-least = mindestens { $part ->
    [half] die Hälfte
    [third] ein Drittel
    [two-thirds] zwei Drittel
    [quarter] ein Viertel
    [three-quarters] drei Viertel
    [three-fifths] drei Fünftel
    [four-fifths] vier Fünftel
   *[other] { $part }
} { $base ->
    [cast] der abgegebenen Stimmen
    [present] der Anwesenden
    [seats] aller Sitze
   *[eligible] aller Stimmberechtigten
} { $part ->
    [half] ist
    [third] ist
    [quarter] ist
   *[other] sind
} dafür

## Wer teilnehmen muss: für sich, und als Satzteil nach der Bedingung eines Beschlusses

quorum-people = { $n ->
    [one] Mindestens { $n } Person
   *[other] Mindestens { $n } Personen
}
quorum-all = Alle
quorum-all-but = { $n ->
    [1] Alle bis auf eine Person
   *[other] Alle bis auf { $n } Personen
}
percent = { $number } %
quorum-percent = { $percent } der Berechtigten
quorum-formula = { $formula } von n, der Zahl der Berechtigten
passes-and-people = { $n ->
    [one] { $passes }, und mindestens { $n } Person nimmt teil
   *[other] { $passes }, und mindestens { $n } Personen nehmen teil
}
passes-and-all = { $passes }, und alle nehmen teil
passes-and-all-but = { $n ->
    [1] { $passes }, und alle bis auf eine Person nehmen teil
   *[other] { $passes }, und alle bis auf { $n } Personen nehmen teil
}
passes-and-percent = { $passes }, und { $percent } der Berechtigten nehmen teil
passes-and-formula = { $passes }, und { $formula } von n, der Zahl der Berechtigten, nehmen teil

## Ein Verfahren mit seinen Bedingungen, für die Mitte eines Satzes

method-in-full = { $method } (Bedingung: { $passes })
method-in-full-alone = { $method } ({ $passes })

## Was vorausgeht, und wie lange es dauert

sponsors = { $n ->
    [one] { $n } unterstützende Person
   *[other] { $n } unterstützende Personen
}
sponsors-formula = Unterstützung von { $formula }
period-least = mindestens { $period }
period-most = höchstens { $period }
period-vote = Abstimmung { $period }
