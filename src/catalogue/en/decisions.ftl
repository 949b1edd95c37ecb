# The log of decisions, and the page of each.

decisions-lead = What was decided, by whom, and what is still open.
decisions-open = Open now
decisions-open-now = Decisions open now
decisions-none-open = No decision is open.
decisions-none = No decision is recorded.
decisions-by-year = Decisions by year
decisions-of-year = Decisions of { $year }
decisions-of-part = Decisions: { $time }
decisions-more = { $n ->
    [one] And { $n } more decision.
   *[other] And { $n } more decisions.
}
decisions-filtered = Decisions by state and year
column-changes-power = Changes power?
filter-text = Words
filter-year = Year
filter-power = Changes power
filter-any = any
filter-found = { $found } of { $all } decisions match.
# On a page that does not show all of them.
filter-found-here = { $found } of the { $all } decisions on this page match.
filter-rest = The others stand on the pages of their years
not-said = not said
column-matter = Decision
column-state = State
column-date = Date
column-by = By

## Where it stands

state-proposed = proposed
state-open = open
state-adopted = adopted
state-rejected = rejected
state-withdrawn = withdrawn
state-lapsed = lapsed
state-overturned = overturned

## Sorts of decision

decision-type-operational = Decision on a matter
decision-type-policy = Decision on a rule
decision-type-structural = Decision on structure
decision-type-election = Election
decision-type-removal = End of a term
decision-type-review = Review
decision-type-override = Replacement of a decision
decision-type-interpretation = Interpretation
decision-type-emergency = Emergency decision

## Facts

outcome-open = Not settled yet.
outcome-not-recorded = The outcome is not recorded.
fact-driver = Why it came up
fact-to-be-decided-by = To be decided by
fact-decided-by = Decided by
fact-how = How
could-take-part = { $n ->
    [one] { $n } person
   *[other] { $n } people
} could take part
fact-proposed-by = Proposed by
proposed-on = { $who }, { $day }
proposed-with-support = { $proposed }; supported by { $sponsors }
fact-opened = Opened
fact-decided = Decided
fact-in-effect-from = In effect from
fact-normally-decided-by = Would normally be decided by
fact-consulted = Consulted
fact-way-back = Way back
way-back-full = It can be undone at no cost
way-back-costly = It can be undone at a cost
way-back-none = It cannot be undone
fact-elects = Elects
elects = { $person } as { $role }
elects-until = { $seat }, until { $day }
fact-minutes = Minutes
fact-ballots = Ballots

## Votes

votes = Votes
option-proposal = The proposal
column-option = Option
column-for = For
column-against = Against
column-abstained = Abstained
column-above-default = Above default
column-below-default = Below default

## Objections and what follows

objections = Objections
objections-none-so-far = None so far.
objections-none = None is recorded.
objection-qualified = qualified
objection-not-qualified = not qualified
objection-not-tested = not tested
objection-resolved = Resolved: { $text }
objection-open = Not resolved yet.
objection-not-recorded = How it was resolved is not recorded.
recusals = Who stepped aside
recusal = { $person }: { $why }
put-into-force = What it put into force
record-of-kind = { $record } ({ $kind })
kind-org = org
kind-person = person
kind-unit = unit
kind-role = role
kind-method = method
kind-policy = policy
kind-agreement = agreement
kind-decision = decision
in-full = In full
