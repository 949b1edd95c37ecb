# The calendar.

calendar = Calendar
calendar-lead = Terms that end, reviews and renewals that are due, votes that close.
calendar-file = The same as a file for your calendar (.ics)
calendar-past = Past due
calendar-none = Nothing is coming up.
calendar-more = { $n ->
    [one] And { $n } later day, in the file for calendars.
   *[other] And { $n } later days, in the file for calendars.
}
calendar-term-ends = The term of { $person } as { $seat } ends
calendar-term-begins = { $person } becomes { $seat }
calendar-membership-ends = The membership of { $person } in { $seat } ends
calendar-membership-begins = { $person } becomes a member of { $seat }
calendar-review = Review of { $record } is due
calendar-ends = { $record } ends
calendar-begins = { $record } begins
calendar-renewal = { $agreement } is to be renewed
calendar-effect = { $decision } takes effect
calendar-closes = Voting on { $decision } closes
calendar-goal = Goal: { $goal }
column-day = Day
column-event = What
column-acts = Who acts

## Meetings

calendar-meetings = Regular meetings
calendar-meetings-why = The records name how often they are held, not the days.
calendar-more-meetings = { $n ->
    [one] And { $n } more meeting.
   *[other] And { $n } more meetings.
}
meeting-in-zone = { $time } ({ $zone })
column-meeting = Meeting
column-rhythm = How often
column-time = At
