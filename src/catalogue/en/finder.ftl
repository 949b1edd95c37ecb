# Who decides?

part-finder = Who decides?
finder-lead = Type what you want to do, or look through the topics. What nobody has been given falls to { $residual }.
finder-lead-nobody = Type what you want to do, or look through the topics. No record says who decides what nobody has been given.
finder-question = What is it about?
finder-search = Find
finder-none = The records name no topic yet.

## What the search found

finder-found = { $n } of { $all } topics match
finder-found-one = 1 of { $all } topics matches
finder-found-all = { $n ->
    [one] { $n } topic
   *[other] { $n } topics
}
finder-nothing = Nothing matches “{ $query }”. What nobody holds falls to { $residual }.
finder-nothing-nobody = Nothing matches “{ $query }”, and no record says who decides the rest.
finder-nearest = Nearest topics:
finder-applies = for { $amount }

## Who decides

finder-decides = { $who }
finder-together = Only together: { $who }
finder-claimed = Claimed by { $who }
finder-above = Above that: { $who }
finder-residual = { $who }, because nobody else holds it
finder-above-residual = Above that: { $who }, because nobody else holds it
finder-nobody-decides = Nobody
finder-up-to = { $who }, up to { $amount }
finder-as-part = { $who } (as part of { $domain })
finder-people = { $holder } ({ $people })
finder-by-deputy = { $holder } (for now the deputy: { $people })
finder-by-other = { $holder } (vacant; { $other } acts for now)
finder-falls = held by nobody
finder-nobody = nobody decides
finder-rivals = two claim it
people = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
finder-periods = { $how } ({ $periods })

## What else to know

fact-must-be-asked = Must be asked
fact-objection = Objection or appeal
finder-block = { $who } may block it
finder-replace = { $who } may replace the decision
finder-ladder = A conflict goes up { $ladder }
fact-inspected-by = Inspected by
fact-policies = Policies that bind
fact-last-decisions = Last decisions
fact-propose = To propose something
finder-propose = Bring it to { $to }
finder-propose-by = Bring it to { $to }; { $by } may propose

## Where the records name no topics

finder-part = Who decides? { $group }
finder-part-letter = Who decides? { $group }: { $letter }
finder-works = { $who } may work on it
finder-works-level = { $who } may work on it, up to { $level }
finder-heard = { $who } is heard on it
finder-unit-rules = { $who } decides how it works
finder-unit-joins = Lets people in
finder-unit-mandate = Decides on its mandate
finder-unit-roles = Roles
finder-unit-role = { $role }, filled by { $who }
finder-unit-things = Works on
finder-unit-page = More about it
