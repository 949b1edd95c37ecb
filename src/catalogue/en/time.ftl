# Days, rhythms and deadlines.

## Months

month-name = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}

month-of-year = { month-name } { $year }

## A day in full and in few letters

day-long = { $day } { month-name } { $year }
day-short = { $day } { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
} { $year }

## Lengths of time, rhythms and deadlines

years = { $n ->
    [one] { $n } year
   *[other] { $n } years
}
months = { $n ->
    [one] { $n } month
   *[other] { $n } months
}
days = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
every-years = { $n ->
    [one] every year
   *[other] every { $n } years
}
every-months = { $n ->
    [one] every month
   *[other] every { $n } months
}
every-days = { $n ->
    [one] every day
   *[other] every { $n } days
}
every = every { $period }
overdue = overdue by { days }
due-today = due today
due-in = due in { days }
days-left = { days } left
last-day = last day

## Lists

list-middle = { $before }, { $after }
list-last = { $before } and { $after }
list-clause = { $before }; { $after }
