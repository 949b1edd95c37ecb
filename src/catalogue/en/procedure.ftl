# Ways of deciding, on pages and in the terminal.

## What the families are called

method-holder = Holder decides
method-advice = Advice process
method-consent = Consent
method-consensus = Consensus
method-lazy-consensus = Lazy consensus
method-majority = Majority vote
method-ranked = Ranked ballots
method-score = Scoring
method-joint = Joint decision
method-lot = Drawing lots
method-emergent = Emergence
method-ladder = Ladder

## When a decision passes. Each begins with a small letter, as it also stands inside sentences.

passes-holder = the holder of the seat decides alone
passes-advice = the holder decides, after asking those affected and those who know
passes-consent = no qualified objection remains
passes-consensus = everybody agrees or stands aside
passes-lazy-consensus = nobody has objected when the period ends
passes-majority = more than half of the votes cast are in favour
passes-ranked = an option wins when the ranked ballots are counted
passes-score = an option has the best score
passes-joint = every one of the named actors agrees
passes-lot = the lot is drawn
passes-emergent = people follow of their own accord
passes-ladder = one of the steps settles it
passes-more-than = more than { $part ->
    [half] half
    [third] a third
    [two-thirds] two thirds
    [quarter] a quarter
    [three-quarters] three quarters
    [three-fifths] three fifths
    [four-fifths] four fifths
   *[other] { $part }
} of { $base ->
    [cast] the votes cast
    [present] those present
    [seats] all seats
   *[eligible] all who may vote
} are in favour
passes-at-least = at least { $part ->
    [half] half
    [third] a third
    [two-thirds] two thirds
    [quarter] a quarter
    [three-quarters] three quarters
    [three-fifths] three fifths
    [four-fifths] four fifths
   *[other] { $part }
} of { $base ->
    [cast] the votes cast
    [present] those present
    [seats] all seats
   *[eligible] all who may vote
} are in favour

## Who must take part: by itself, and as a clause after when a decision passes

quorum-people = { $n ->
    [one] At least { $n } person
   *[other] At least { $n } people
}
quorum-all = All
quorum-all-but = { $n ->
    [1] All but one
   *[other] All but { $n }
}
percent = { $number }%
quorum-percent = { $percent } of those entitled
quorum-formula = { $formula } of n, those entitled,
passes-and-people = { $n ->
    [one] { $passes } and at least { $n } person takes part
   *[other] { $passes } and at least { $n } people take part
}
passes-and-all = { $passes } and all take part
passes-and-all-but = { $n ->
    [1] { $passes } and all but one take part
   *[other] { $passes } and all but { $n } take part
}
passes-and-percent = { $passes } and { $percent } of those entitled take part
passes-and-formula = { $passes } and { $formula } of n, those entitled, take part

## A method with what it takes, for the middle of a sentence

method-in-full = { $method }, which passes when { $passes }
method-in-full-alone = { $method }: { $passes }

## What comes before, and how long it takes

sponsors = { $n ->
    [one] { $n } supporter
   *[other] { $n } supporters
}
sponsors-formula = support of { $formula }
period-least = { $period } at least
period-most = { $period } at most
period-vote = voting { $period }
