# The page of the methods.

methods-title = How decisions are made
methods-lead = A method says what it takes for a decision to be valid.
methods-none = No method is named in the records. A unit then decides by consent, and a role as its holder sees fit.
methods-side-by-side = Methods side by side
methods-built-in = Ways that need no record
methods-built-in-why = These are the plain forms, which the records name or fall back on.
methods-built-in-table = Methods that need no record
column-method = Method
column-passes-when = Passes when
column-quorum = Who must take part
column-duration = Time
column-if-stuck = If stuck
column-used-for = Used for

## One method

fact-passes-when = Passes when
fact-electors = Whose say counts
fact-quorum = Must take part
fact-sponsors = Opens with
fact-duration = Time
fact-weight = Votes weigh
weight-shares = By shares
weight-tokens = By tokens
fact-may-block = May block
veto-with-reason = { $who }, giving a reason
veto-overridden = { $who }; overridden by { $way }
fact-casting-vote = Breaks a tie
fact-abstentions = Abstentions
abstain-counts = Count among the votes cast
abstain-ignored = Do not count among the votes cast
fact-voting = Ballots
voting-secret = Secret
voting-open = Open
fact-default-option = Else
fact-objection-test = An objection counts if
fact-criteria = Scored by
fact-facilitator = Run by
fact-venue = Where
fact-rhythm = How often
fact-if-stuck = If stuck
fact-builds-on = Builds on
fact-used-for = Used for

## Its steps

method-its-steps = Steps
method-steps = Steps of { $method }
column-step = Step
column-who = Who
column-within = Within
column-binding = Binding
yes = Yes
no = No

## Who may change the records

change-rules = Who may change the records
column-records = Records
column-how = How
by-owner = Whoever owns it
by-delegator = Whoever gave the mandate
by-selector = Whoever fills the seat
by-self = The person concerned
