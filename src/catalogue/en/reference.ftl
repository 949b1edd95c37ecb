# The reference.

reference = Reference
reference-page = { $page }: { $says }
more-pages = More

## Rules of the check

rules-title = Rules of the check
rules-lead = What is looked for in the records, why it matters, and how to mend it.
rule-title = Rule { $rule }
rule-kicker = Rule of the check
column-rule = Rule
column-weight = Weight
column-finds = What it finds

## Kinds of shift

shifts-title = Kinds of power shift
shifts-lead = What a change can do to who decides what, how, and for how long.
column-sort = Kind
column-says = What it says
column-direction = Direction
column-backwards = The other way round
direction-centralises = towards fewer people
direction-distributes = towards more people
direction-either = either way
shift-either-way = the same
shift-says-moved = The same right has another holder.
shift-says-shielded = A seat can no longer be ended early, or by fewer than before.
shift-says-taken-alone = A right that several shared is one person's alone.
shift-says-granted = A right that nobody had on this matter in this way.
shift-says-revoked = A right that its holder no longer has.
shift-says-delegated = A body lets one below it decide in its place.
shift-says-recalled = A body takes back what one below it decided.
shift-says-shared = A right that one person had alone is several people's.
shift-says-exposed = A seat can be ended early that could not be, or by more than before.
shift-says-widened = The bound of a right grew.
shift-says-narrowed = The bound of a right shrank.
shift-says-eased = The method of a right asks for less.
shift-says-hardened = The method of a right asks for more.
shift-says-prolonged = Terms of a role got longer.
shift-says-shortened = Terms of a role got shorter.
shift-says-seated = A person has a seat.
shift-says-unseated = A person no longer has a seat.
shift-says-silent = The same text has another effect, because something it rests on changed.

## Glossary

glossary = Glossary
glossary-lead = The words of this handbook, what they mean, and what they are called here.
column-term = Word
column-means = Meaning
column-here = Called here
term-unit = Unit
means-unit = A continuing group with a mandate.
term-role = Role
means-role = A seat or set of seats, defined apart from who fills it.
term-holder = Holder
means-holder = A person in a seat.
term-deputy = Deputy
means-deputy = Stands in for the holder, with the powers of the seat.
term-trainee = Trainee
means-trainee = Learns a role without its powers.
term-mandate = Mandate
means-mandate = What a unit or role is for and may do.
term-accountability = Accountability
means-accountability = An ongoing activity that others may expect.
term-domain = Topic
means-domain = A thing, process or subject that somebody controls.
term-right = Right
means-right = Permission to do one kind of act on a topic: decide, veto, be asked and so on.
term-delegation = Delegation
means-delegation = Giving part of one's right to another while staying accountable for it.
term-residual = Residual power
means-residual = Whatever nobody else holds.
term-limit = Limit
means-limit = A bound on a right, such as an amount.
term-policy = Policy
means-policy = A standing rule that a unit or role adopted inside its topics.
term-constitution = Constitution
means-constitution = A policy that binds those who make rules and is harder to change.
term-agreement = Agreement
means-agreement = A rule that parties make for themselves; it binds only them.
term-decision = Decision
means-decision = A question with its decider, method, date and outcome.
term-driver = Driver
means-driver = The situation that made something necessary.
term-method = Method
means-method = A named procedure by which a decision becomes valid.
term-objection = Objection
means-objection = A reasoned claim that a proposal does harm.
term-quorum = Quorum
means-quorum = How many must take part at least.
term-shift = Power shift
means-shift = A change in who may do what, how, or for how long.
term-finding = Finding
means-finding = Something that a rule of the check found in the records.
