# The page of the agreements.

agreements-lead = What people and units promise one another. An agreement binds only those who made it.
agreement = agreement
agreement-text = The text of this agreement

## Sorts of agreement

agreement-form-clou = letter of understanding
agreement-form-mou = memorandum of understanding
agreement-form-service = service agreement
agreement-form-relational = how we work together
agreement-form-stake = stake
agreement-form-contract = contract
agreement-form-sponsorship = sponsorship

## Facts

fact-between = Between
signed-on = { $who }, signed { $day }
not-signed = { $who }, not signed
fact-to-be-renewed-by = To be renewed by

## Promises

promises-in = Promises in { $agreement }
column-promise = Promise
column-to = To
column-right = With the right to
column-hours = Hours a week
column-measured-by = Measured by
promised-right = { $right } { $object }
right-to-decide = decide
right-to-joint = joint
right-to-veto = veto
right-to-override = override
right-to-propose = propose
right-to-advise = advise
right-to-execute = execute
right-to-audit = audit
at-stake = at stake: { $stake }
