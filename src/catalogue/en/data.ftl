# What lies beside the pages: feeds, data, addresses.

feed-power = { $organisation }: power over time
feed-decisions = { $organisation }: decisions
feed-gains = Gains: { $who }: { $what }
feed-loses = Loses: { $who }: { $what }
feed-more = { $n ->
    [one] And one more line.
   *[other] And { $n } more lines.
}
feed-concealed = It concerns somebody whose record is not public.
feed-state = State: { $state }
feed-link = Follow this in a feed reader

## Pages that have moved

moved = This page has moved
moved-to = It is now { $record }.
