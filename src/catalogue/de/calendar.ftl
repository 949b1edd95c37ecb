# Der Kalender.

calendar = Kalender
calendar-lead = Amtszeiten, die enden, Überprüfungen und Erneuerungen, die fällig sind, Abstimmungen, die schließen.
calendar-file = Dasselbe als Datei für den Kalender (.ics)
calendar-past = Überfällig
calendar-none = Es steht nichts an.
calendar-more = { $n ->
    [one] Und { $n } späterer Tag, in der Datei für den Kalender.
   *[other] Und { $n } spätere Tage, in der Datei für den Kalender.
}
calendar-term-ends = Die Amtszeit von { $person } als { $seat } endet
calendar-term-begins = { $person } übernimmt { $seat }
calendar-membership-ends = Die Mitgliedschaft von { $person } in { $seat } endet
calendar-membership-begins = { $person } wird Mitglied von { $seat }
calendar-review = Überprüfung von { $record } ist fällig
calendar-ends = { $record } endet
calendar-begins = { $record } beginnt
calendar-renewal = { $agreement } ist zu erneuern
calendar-effect = { $decision } wird wirksam
calendar-closes = Die Abstimmung über { $decision } schließt
calendar-goal = Ziel: { $goal }
column-day = Tag
column-event = Was
column-acts = Wer handelt

## Treffen

calendar-meetings = Regelmäßige Treffen
calendar-meetings-why = Die Einträge nennen, wie oft sie stattfinden, nicht die Tage.
calendar-more-meetings = { $n ->
    [one] Und { $n } weiteres Treffen.
   *[other] Und { $n } weitere Treffen.
}
meeting-in-zone = { $time } ({ $zone })
column-meeting = Treffen
column-rhythm = Wie oft
column-time = Um
