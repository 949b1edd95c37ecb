# The policies, and the page of each.

policies-lead = The standing rules, who made them, and when they are looked at again.
policies-counted = { $n ->
    [one] { $n } policy is
   *[other] { $n } policies are
} in force.
policies-none = No policy is in force.
policies-in-force = Policies in force
policies-not-in-force = Policies not in force
policies-by-topic = Policies by topic
by-topic = By topic
not-in-force = Not in force
review-unset = no date set
column-policies = Policies
column-topic = Topic
column-about = About

## Sorts of policy

policy-form-constitution = constitution
policy-form-bylaw = by-law
policy-form-charter = charter
policy-form-principle = principle
policy-form-strategy = strategy
policy-form-policy = policy
policy-form-process = process
policy-form-code = code of conduct

## Facts

fact-why = Why
adopted-by-decision = { $who }, by { $decision }
adopted-without-decision = { $who } (no decision is named)
review-none = No date is set
fact-about = About
fact-binds = Binds
binds-everyone = Everyone
binds-inside = { $unit } and everything inside it
fact-owner = Owner
owner-none = Nobody is named
fact-changed-by = Changed by
fact-emergency = Emergency
emergency = Yes: it exists only as long as the emergency
fact-exception-from = Exception from
fact-replaced-by = Replaced by

## What it says

policy-allows = What it allows
policy-restricts = What it restricts
grant = { $who } { $power }
grant-up-to = { $grant }, up to { $amount }
grant-when = { $grant }, when { $case }
restriction = { $grant }. { $text }
policy-text = Text
policy-contents = Contents of the text
policy-no-text = The record has no text besides these facts.
policy-evaluation = How we will know whether it works
