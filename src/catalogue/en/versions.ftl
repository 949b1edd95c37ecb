# The versions of a policy, and what changed between them.

versions = Versions
version-numbered = Version { $n }
version-of-policy = Version { $n } of this policy
version-title = { $name }, version { $n }
version-line = { $version }, from { $day }
version-adopted = { $line }, adopted by { $decision }
version-latest-changes = What changed in the latest version
version-not-committed = Not committed yet
version-status-active = in force

## When it was in force

version-then = Version { $n }, in force { $from } – { $to }.
version-then-draft = Version { $n }, a draft { $from } – { $to }.
version-then-suspended = Version { $n }, suspended { $from } – { $to }.
version-then-retired = Version { $n }, out of force { $from } – { $to }.
version-superseded = Superseded by { $next }; the current one is { $current }.
version-superseded-by-current = Superseded by { $next }, the current one.
version-now = Version { $n }, in force since { $from }.
version-now-draft = Version { $n }, a draft since { $from }.
version-now-suspended = Version { $n }, suspended since { $from }.
version-now-retired = Version { $n }, out of force since { $from }.
version-is-current = This is the current version; see { $policy }.

## What changed

version-changes = Changes from version { $old } to version { $new }
version-changes-to-current = Changes from version { $old } to version { $new }, the current one
versions-compared-of = { $name }: changes from version { $old } to version { $new }
version-compare = Compare this version with
version-fields-changed = Fields that changed
version-binding = What it binds
version-unchanged = { $n ->
    [one] { $n } paragraph unchanged
   *[other] { $n } paragraphs unchanged
}
version-text-same = The text stayed the same.
version-marks-changed = Only links, emphasis or the order of fields changed.
version-too-long = The texts are too long to be compared word by word.
words-added = [added:
words-removed = [removed:
words-end = ]
column-field = Field
column-before = Before
column-after = After
column-said = What it says
