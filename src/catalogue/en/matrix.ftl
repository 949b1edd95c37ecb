# Topics against those who have a say on them.

matrix = Who decides what, at a glance
matrix-lead = Every topic against everybody who has a say on it. An empty cell means no say.
matrix-table = Topics and who has a say on them
matrix-topic = Topic
matrix-sheet = This as a spreadsheet (CSV)
matrix-none = Nobody has a say on anything that the records name.
matrix-parts = It is too large for one page, so each part has its own.
matrix-part = { $topic }, { $n }
matrix-of = Who decides what: { $topic }
matrix-size = { $topics ->
    [one] { $topics } topic
   *[other] { $topics } topics
} and { $holders ->
    [one] { $holders } holder
   *[other] { $holders } holders
}
matrix-root-seats = Seats
matrix-root-membership = Memberships
matrix-root-structure = Mandates and borders
matrix-root-rules = Rules
matrix-root-repos = Repositories
matrix-root-permissions = Permissions

## What one may do on a topic

say-decides = decides
say-removes = removes
say-chooses = chooses
say-admits = admits
say-blocks = may block
say-overrules = may overrule
say-proposes = may propose
say-advises = is heard
say-may = may
say-executes = carries out
say-inspects = inspects
say-access = { $level } access
say-shared = { $says } with others
say-up-to = { $says } up to { $amount }
say-rest = { $says } the rest
say-above = { $says } above that
say-sometimes = { $says } in some cases
say-implied = { $says } (default)
