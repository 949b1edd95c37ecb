# The page of one change of power.

change-of-power = Change of power
change-concealed = This change concerns people whose records are not public. Its details are left out.
change-told-by = All of it is told by { $command }.
change-of-nobody = Nobody gains or loses by it directly.
fact-date = Date
fact-message = Message
fact-cause = Cause
cause-lapse = a date in the records; no commit did it
fact-records-of = Records of
fact-commit = Commit
fact-written-by = Written by
fact-extent = Extent
extent-of-change = { $shifts ->
    [one] { $shifts } shift
   *[other] { $shifts } shifts
} of power in { $records ->
    [one] { $records } record
   *[other] { $records } records
}

## Sections that the page of a comparison has too

alarms = Alarms
alarms-of-change = What a reviewer must not miss
alarms-more = { $n ->
    [one] And { $n } more alarm.
   *[other] And { $n } more alarms.
}
column-alarm = Alarm
column-over = Over
who-gains-and-loses = Who gains and who loses
shifts = All shifts
shifts-of-change = All shifts of this change
shifts-more = { $n ->
    [one] And { $n } more shift.
   *[other] And { $n } more shifts.
}
column-shift = Shift
column-who-gains = Who gains
column-who-loses = Who loses
column-where = Where

## Shifts

shift-moved = moved
shift-shielded = shielded
shift-taken-alone = taken-alone
shift-granted = granted
shift-revoked = revoked
shift-delegated = delegated
shift-recalled = recalled
shift-shared = shared
shift-exposed = exposed
shift-widened = widened
shift-narrowed = narrowed
shift-eased = eased
shift-hardened = hardened
shift-prolonged = prolonged
shift-shortened = shortened
shift-seated = seated
shift-unseated = unseated
shift-silent = silent
shifted-term = Term of { $seat }
shifted-membership = Membership of { $seat }
shifted-seat = Seat of { $seat }
from-to = { $from } → { $to }
from-nobody = nobody → { $to }
to-nobody = { $from } → nobody
held-by = held by { $who }
was = was { $before }
people-noted = ({ count-people })
body-of-people = { $body } { $people }
stands-at = { $path }, line { $line }
stood-at = { $path }, was line { $line }
