# Who gained and who lost between two days.

compare = Compare two days
compare-lead = Who gained and who lost between two days, in the end: what somebody gained and lost again in between is left out.
compare-from = From
compare-to = To
compare-button = Compare
compare-failed = The changes could not be loaded. The comparisons year by year are complete without them.
compare-changes = { $n ->
    [one] { $n } change of power lies between the two days.
   *[other] { $n } changes of power lie between the two days.
}
# $n is put in by the script, for more than one
compare-changes-many = { $n } changes of power lie between the two days.
compare-count = { $n ->
    [one] { $n } change
   *[other] { $n } changes
}
compare-none = No change of power lies between the two days.
compare-nobody = In the end nobody gained or lost anything.
compare-years = Year by year
compare-span = From { $from } to { $to }
compare-part = Part { $n }
compare-part-of = { $heading }, part { $n }
compare-parts = Parts of this comparison
compare-by-person = By person
compare-by-thing = By topic
compare-deputy = Deputy seat of { $seat }
compare-bound = { $what } ({ $bounds })
compare-access = Has access to { $what }
compare-seat-in = { $seat } of { $unit }
column-gains = Gains
column-loses = Loses
compare-how = How this is counted
compare-how-days = It is put together from the shifts of each change after the first day and up to the end of the second, not from the records on the two days.
compare-how-seats = What a seat allows comes and goes with the seat, and only the seat is told.
compare-how-names = A person, role or topic that got another id in between counts as another one.
compare-how-bounds = Where a limit, a method or a term went up and down in between, the last change tells whether it is a gain or a loss; what it was and is stands beside it.
