# How the power to decide is spread, in counts of people.

spread-by-one = { $one ->
    [one] { $one } of { $topics ->
        [one] { $topics } topic
       *[other] { $topics } topics
    } is decided by one person.
   *[other] { $one } of { $topics ->
        [one] { $topics } topic
       *[other] { $topics } topics
    } are decided by one person.
}
spread-alone = { $n ->
    [0] Nobody can settle anything without somebody else.
    [one] { $n } of { spread-people } settles something that nobody else has a say in.
   *[other] { $n } of { spread-people } each settle something that nobody else has a say in.
}
spread-whole-alone = One person could decide everything alone.
spread-whole = It takes { $n } of { spread-people } to decide everything.
spread-whole-at-most = It takes at most { $n } of { spread-people } to decide everything.
spread-half = { $n ->
    [one] { $n } of { spread-people } holds more than half of the power to decide.
   *[other] { $n } of { spread-people } hold more than half of the power to decide.
}
spread-unused = { $n ->
    [one] Nobody can use { $n } power to decide.
   *[other] Nobody can use { $n } powers to decide.
}
spread-people = { $people ->
    [one] { $people } person
   *[other] { $people } people
}
