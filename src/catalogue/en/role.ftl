# The page of a role.

role-in = Role in { $unit }
role = Role

## Facts, in the order in which they are asked

fact-decides = Decides
decides-nothing = Nothing on its own
joint-with = { $object }, only together with { $others }
fact-decides-how = Decides how
holder-alone = The holder decides alone
fact-limits = Limits
limit-up-to = { $object }: up to { $amount }
fact-chosen-by = Chosen by
who-by-method = { $who }, by { $method }
chosen-by-default = { $who } (by default: no rule of selection is written)
chosen-by-nobody = Nobody. No rule of selection is written.
chosen-from = From among { $body }
chosen-if-stuck = If that fails: { $next }
fact-removed-by = Removed by
removed-for = { $who }, for { $reasons }
nobody = Nobody
removed-by-nobody = { $nobody } No removal path is written.
fact-term = Term
term-endless = No end is set
term-not-twice = not twice in a row
term-in-a-row = at most { $n } in a row
term-in-all = at most { $n } in all
term-pause = then a pause of { $pause }
term-groups = seats fall due in { $n } groups
fact-key-role = Key role
key-role = Yes: it must have a deputy or a trainee
fact-deputy = Deputy
deputy-none = none
deputy-trainee = { $person } (trainee)
fact-time = Time
fact-seats = Seats
seats-between = { $min } to { $max }
seats-from = { $min } or more
seats-may-be-empty = { $seats }; it may stand empty
fact-link = Link
speaks-for = Speaks for { $unit } in { $other }, { $voice }
voice-member = with voice and vote
voice-voice = with a voice and no vote
voice-observer = as an observer
fact-not-together = Not together with
fact-requires = Requires
fact-template = Mandate taken from
fact-delivers = Delivers
fact-depends-on = Depends on

## Who holds it

role-holders = Who holds it
role-holders-now = Who holds { $role } now
role-holders-coming = Who will hold { $role }
role-holders-earlier = Who held { $role } before
role-coming = Chosen, not yet in the seat
role-earlier = Previous holders
role-kept-at = The holders are kept at { $place }.
role-vacant = { $vacant } Nobody holds this role.
role-seat-vacant = { $vacant } A seat that must be filled is empty.
role-nobody-now = Nobody holds this role at present.

## Its work and its powers

role-answers = What it answers for
role-answers-nothing = No ongoing work is written down for it.
role-powers = What it may do
role-powers-none = No record gives it a power of its own.
role-powers-implied = By default
role-powers-implied-why = These follow because no record says otherwise.
last-decisions = Last decisions
