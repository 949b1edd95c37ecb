# The first page.

home-heading = How { $organisation } is run

## How decisions are made

home-how = How decisions are made
home-how-unsaid = The records do not say who decides what nobody has been given.
home-methods = All ways of deciding, side by side
home-residual = What nobody has been given is decided by { $who }.
home-default-method = Where its page says nothing else, a unit decides by { $method }.
home-decides-by = { $unit } decides by { $method }.
home-rules-by = The rules themselves change by { $method }.
home-disputes = A conflict goes up { $ladder }, step by step.

## What changed last, what is open, what is vacant

home-last-change = Last change of power
home-no-change = The history of these records shows no change of power.
home-incomplete = The history is not complete. { $why }
home-open = Open decisions
home-none-open = No decision is open.
home-open-since = open since { $day }
home-open-since-by = { $who }, open since { $day }
home-proposed = proposed on { $day }
home-proposed-by = { $who }, proposed on { $day }
home-all-decisions = All decisions
home-vacant = Vacant seats
home-all-filled = Every seat that must be filled is filled.
home-all-roles = All roles
home-more = And { $n } more.

## What the organisation stands for

home-goals = Goals
home-goal-by = { $goal }, by { $day }
home-values = What we hold to
home-law = What binds us from outside

## How much there is

home-extent = In this handbook
home-hidden = { $n ->
    [one] One record is not public and is left out.
   *[other] { $n } records are not public and are left out.
}
count-units = { $n ->
    [one] { $n } unit
   *[other] { $n } units
}
count-roles = { $n ->
    [one] { $n } role
   *[other] { $n } roles
}
count-people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
count-policies = { $n ->
    [one] { $n } policy
   *[other] { $n } policies
}
count-decisions = { $n ->
    [one] { $n } decision
   *[other] { $n } decisions
}
count-methods = { $n ->
    [one] { $n } method
   *[other] { $n } methods
}
count-agreements = { $n ->
    [one] { $n } agreement
   *[other] { $n } agreements
}
