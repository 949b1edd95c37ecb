# The page of a unit.

unit = Unit
unit-advisory = { $unit }, advisory

## Its parts

unit-on-this-page = On this page
unit-people = People
unit-inside = Inside it
unit-inside-none = It has no units and no roles inside it.
unit-powers = What it may do
unit-powers-none = No record gives it a power of its own.
unit-powers-implied = By default
unit-powers-implied-why = These follow because no record says otherwise.
unit-answers = What it answers for
unit-links = Links to others
unit-policies-own = It adopted
unit-policies-none = It has adopted no policy.
unit-policies-of-others = It is bound by
unit-decisions-none = No decision of it is recorded.

## Facts

fact-part-of = Part of
unit-nothing-above = Nothing above it
unit-advises = Nothing: it advises
unit-decides-rules = Its rules: { $method }
unit-decides-removal = Ending a term or membership early: { $method }
unit-decides-topic = { $topic }: { $method }
fact-members = Members
fact-size = Size
size-between = { $min } to { $max ->
    [one] { $max } person
   *[other] { $max } people
}
size-from = { $min ->
    [one] At least { $min } person
   *[other] At least { $min } people
}
size-to = { $max ->
    [one] At most { $max } person
   *[other] At most { $max } people
}
fact-meets = Meets
meets-every = { $what }, { $every }
meets-at = { $what } at { $time }
meets-every-at = { $what }, { $every } at { $time }
meets-zone = { $time } ({ $zone })
fact-in-conflict = In a conflict
fact-ends-when = Ends when

## Who is a member

membership-open = Whoever comes
membership-invited = By invitation
membership-elected = Elected
membership-appointed = Appointed
membership-delegates = Delegates of other units
membership-ex-officio = Holders of certain seats
membership-shares = Owners of shares
membership-tokens = Owners of tokens
membership-lot = Drawn by lot
membership-criteria = { $rule }: { $criteria }
membership-sent-by = Sent by { $units }
membership-admitted-by = Admitted by { $who }
membership-put-out-by = Put out by { $who }
membership-put-out-nobody = Nobody can put a member out: no rule is written
membership-votes-by-shares = Votes weigh by shares
membership-votes-by-tokens = Votes weigh by tokens
membership-active = Counts as active: { $when }
membership-may-return = May return after { $period }
membership-kept-at = The list is kept at { $place }

## Who is in it

unit-people-now = People in { $unit }
unit-people-other = Members of { $unit } at other times
unit-earlier = Members before and members to come
unit-unlisted = The members are not listed one by one.
unit-nobody = Nobody is in it at present.
unit-member = Member
unit-member-through = Member through { $unit }
unit-seat-for = for { $unit }
unit-seat-for-voice = for { $unit }, no vote
unit-seat-for-observer = for { $unit }, listens

## What is inside it

unit-units = Units inside it
unit-roles = Roles in it

## Links to others

fact-sits-elsewhere = Sits elsewhere
sits-in-member = { $role } sits in { $unit }, with voice and vote
sits-in-voice = { $role } sits in { $unit }, with a voice
sits-in-observer = { $role } sits in { $unit }, as an observer
fact-sits-here = Sits here
sits-here-member = { $role } of { $unit }, with voice and vote
sits-here-voice = { $role } of { $unit }, with a voice
sits-here-observer = { $role } of { $unit }, as an observer
fact-double-link = Double link
double-link = Two different people link it upwards, one chosen from above and one by itself
fact-needed-by = Needed by
fact-stakeholders = Serves

## Its policies

unit-adopted = Policies that it adopted
unit-binding = Policies of others that bind it

## Columns

column-seat = Seat
column-unit = Unit
column-role = Role
column-purpose = Purpose
column-people = People
column-held-by = Held by
column-policy = Policy
column-adopted-by = Adopted by
column-review = Review
