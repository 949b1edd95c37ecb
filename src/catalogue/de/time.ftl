# Tage, Rhythmen und Fristen.

## Monate

month-name = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}

month-of-year = { month-name } { $year }

## Ein Tag ausgeschrieben und kurz

day-long = { $day }. { month-name } { $year }
day-short = { $day }. { $month ->
    [1] Jan.
    [2] Feb.
    [3] März
    [4] Apr.
    [5] Mai
    [6] Juni
    [7] Juli
    [8] Aug.
    [9] Sep.
    [10] Okt.
    [11] Nov.
   *[12] Dez.
} { $year }

## Dauer, Rhythmen und Fristen

years = { $n ->
    [one] { $n } Jahr
   *[other] { $n } Jahre
}
months = { $n ->
    [one] { $n } Monat
   *[other] { $n } Monate
}
days = { $n ->
    [one] { $n } Tag
   *[other] { $n } Tage
}
every-years = { $n ->
    [one] jedes Jahr
   *[other] alle { $n } Jahre
}
every-months = { $n ->
    [one] jeden Monat
   *[other] alle { $n } Monate
}
every-days = { $n ->
    [one] jeden Tag
   *[other] alle { $n } Tage
}
every = alle { $period }
overdue = seit { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
} überfällig
due-today = heute fällig
due-in = fällig in { $n ->
    [one] { $n } Tag
   *[other] { $n } Tagen
}
days-left = noch { days }
last-day = letzter Tag

## Aufzählungen

list-middle = { $before }, { $after }
list-last = { $before } und { $after }
list-clause = { $before }; { $after }
