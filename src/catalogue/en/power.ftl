# Power over time: the changes of who may do what.

power-lead = Who gained and who lost the power to do something, change by change, the newest first.
power-incomplete = The history is not complete.
history-outside = This folder is not in a Git repository, so no history is known.
history-unborn = The repository has no commit yet.
history-shallow = This clone is shallow: older history is not in it.
power-spread = How the power to decide is spread
power-counted = On { $day }, counted over everybody who can act:
power-spread-then = How the power to decide was spread
counted-on = On
counted-by-one = Topics that one person decides
counted-alone = People who settle something that nobody else has a say in
counted-half = The fewest people with more than half of the power
counted-of = { $n } of { $all }
counted-change = { $was } → { $is }
counted-same = { $is }, as before
power-by-year = Power over time by year
power-of-part = Power over time: { $time }
power-none = The history of these records shows no change of power.
power-silent = { $n ->
    [one] { $n } other change of the records moved no power and is not listed.
   *[other] { $n } other changes of the records moved no power and are not listed.
}
not-read = not read
not-read-why = The records of this change could not be read: { $trouble }

## Who gains and who loses; what they gain and lose comes in English

told-of = { $over }: { $words }
phrases-more = and { $n } more
rest-gains = And { $gains ->
    [one] { $gains } more gain
   *[other] { $gains } more gains
}.
rest-losses = And { $losses ->
    [one] { $losses } more loss
   *[other] { $losses } more losses
}.
rest-gains-and-losses = And { $gains ->
    [one] { $gains } more gain
   *[other] { $gains } more gains
} and { $losses ->
    [one] { $losses } more loss
   *[other] { $losses } more losses
}.

## Alarms

alarm-unremovable = unremovable
alarm-concentrated = concentrated
alarm-orphaned = orphaned
alarm-unbounded = unbounded
alarm-self-appointing = self-appointing
alarm-unaudited = unaudited
