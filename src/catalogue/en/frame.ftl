# What stands around every page, and in many.

## Header and footer

this-organisation = this organisation
skip = Skip to the content
handbook = Handbook
crumbs = Where this page lies
part-units = Units
part-roles = Roles
part-people = People
part-policies = Policies
part-decisions = Decisions
part-power = Power over time
source = The record of this page is { $path }.
shows = Shows { $organisation } as of { $day }, built from { $commit }.
shows-uncommitted = Shows { $organisation } as of { $day }, built from files that are not committed yet.
made-with = Made with Polity.

## The head of a record

in-force-from = in force from { $day }
ended-on = ended on { $day }
status-draft = draft, not in force
status-suspended = suspended
status-retired = retired
not-public = not public

## Facts that every record may have

fact-adopted-by = Adopted by
fact-review = Review
fact-in-force-since = In force since
fact-in-force-until = In force until
fact-replaces = Replaces
adopted-by = { $decision }, { $day }
deadline = { $day } ({ $due })

## Sections that many pages end with

means = Goals, means and measures
agreements = Agreements
in-its-own-words = In its own words
gains = gains
loses = loses

## Findings

findings = Open findings
finding-why = Why it matters: { $why }
finding-fix = To mend it: { $fix }
finding-rule = Rule { $rule } · { $place }
finding-place = { $path }, line { $line }
severity-error = error
severity-warning = warning
severity-info = info

## Mandates

fact-serves = Goals it serves
fact-means = Means
fact-support = Support owed to it
fact-measured-by = Measured by
delivers = { $what }, to { $to }
budget = Budget of { $amount }
budget-period = { $budget } for { $period }
budget-purpose = { $budget }, for { $purpose }
metric-target = { $metric }: { $target }
metric-rhythm = { $metric }, { $every }
metric-by = { $metric }, by { $who }

## Seats

member-of = Member of { $unit }
seat-as = { $seat }, { $capacity }
capacity-holder = holder
capacity-deputy = deputy
capacity-trainee = trainee
capacity-emeritus = emeritus
vacant = vacant
chosen-elected = Elected
chosen-appointed = Appointed
chosen-co-opted = Co-opted
chosen-ex-officio = By another seat
chosen-lot = By lot
chosen-self-selected = By oneself
chosen-emergent = By being followed
chosen-acting = For the time being
chosen-founder = Founder

## Columns

column-agreement = Agreement
column-with = With
column-renewal = To be renewed
column-person = Person
column-since = Since
column-until = Until
column-how-chosen = How chosen
column-decision = By decision
