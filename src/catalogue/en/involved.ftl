# Get involved.

involved = Get involved
involved-lead = Free seats, how to object, and whom to ask.
involved-vacancies = Free seats
involved-no-vacancy = No seat is free at present.
involved-more = { $n ->
    [one] And { $n } more.
   *[other] And { $n } more.
}
involved-behind = Who stands behind key roles
involved-behind-why = A deputy acts when the holder cannot. A trainee learns the role without its powers: a good way to begin.
involved-missing = missing
involved-open = Groups that anyone may join
column-time-needed = Time needed
column-deputy = Deputy
column-trainee = Trainee
column-criteria = Who may join

## Objections, appeals and conflicts

involved-objecting = How to object
involved-object = An objection is raised while a decision is open: { $open }.
involved-open-decisions = { $n ->
    [0] none is open now
    [one] { $n } decision open
   *[other] { $n } decisions open
}
involved-test = An objection under { $method } counts if all of this holds: { $tests }.
involved-consent = One qualified objection stops a proposal under { $method }.
involved-appeal = Where to appeal
column-decider = Who decides
column-overridden-by = Who may replace the decision
column-escalated-to = Where it goes when stuck
involved-conflict = What to do in a conflict
involved-no-ladder = No steps for a conflict are recorded.
involved-ladders = Other steps for a conflict

## Whom to ask

involved-write = Who to write to
involved-ask = For a matter of your own, look it up: { $finder }
involved-residual = What nobody has been given falls to { $who }.
involved-contacts = Seats to turn to
