# Rights and powers, on pages and in the terminal.

## A right and what it is about. Each begins with a small letter, as it also stands inside sentences.

right-decide-seat = decides who is { $what }
right-decide-seat-end = decides on ending a term early as { $what }
right-decide-joining = decides who joins { $what }
right-decide-leaving = decides who must leave { $what }
right-decide-whole = decides the rules of the whole
right-decide-rules = decides the inner rules of { $what }
right-decide-policy = decides changes of { $what }
right-decide-structure = decides the mandate of { $what }
right-decide-residual = decides whatever nobody has been given
right-decide-topic = decides { $what }
right-decide-actor = decides { $what }
right-veto-seat = may block who is { $what }
right-veto-seat-end = may block ending a term early as { $what }
right-veto-joining = may block who joins { $what }
right-veto-leaving = may block who must leave { $what }
right-veto-whole = may block the rules of the whole
right-veto-rules = may block the inner rules of { $what }
right-veto-policy = may block changes of { $what }
right-veto-structure = may block the mandate of { $what }
right-veto-residual = may block whatever nobody has been given
right-veto-topic = may block { $what }
right-veto-actor = may block { $what }
right-override-seat = may replace decisions on who is { $what }
right-override-seat-end = may replace decisions on ending a term early as { $what }
right-override-joining = may replace decisions on who joins { $what }
right-override-leaving = may replace decisions on who must leave { $what }
right-override-whole = may replace decisions on the rules of the whole
right-override-rules = may replace decisions on the inner rules of { $what }
right-override-policy = may replace decisions on changes of { $what }
right-override-structure = may replace decisions on the mandate of { $what }
right-override-residual = may replace decisions on whatever nobody has been given
right-override-topic = may replace decisions on { $what }
right-override-actor = may replace decisions of { $what }
right-propose-seat = may propose who is { $what }
right-propose-seat-end = may propose ending a term early as { $what }
right-propose-joining = may propose who joins { $what }
right-propose-leaving = may propose who must leave { $what }
right-propose-whole = may propose the rules of the whole
right-propose-rules = may propose the inner rules of { $what }
right-propose-policy = may propose changes of { $what }
right-propose-structure = may propose the mandate of { $what }
right-propose-residual = may propose whatever nobody has been given
right-propose-topic = may propose { $what }
right-propose-actor = may propose { $what }
right-advise-seat = is heard on who is { $what }
right-advise-seat-end = is heard on ending a term early as { $what }
right-advise-joining = is heard on who joins { $what }
right-advise-leaving = is heard on who must leave { $what }
right-advise-whole = is heard on the rules of the whole
right-advise-rules = is heard on the inner rules of { $what }
right-advise-policy = is heard on changes of { $what }
right-advise-structure = is heard on the mandate of { $what }
right-advise-residual = is heard on whatever nobody has been given
right-advise-topic = is heard on { $what }
right-advise-actor = is heard on { $what }
right-execute-seat = carries out who is { $what }
right-execute-seat-end = carries out ending a term early as { $what }
right-execute-joining = carries out who joins { $what }
right-execute-leaving = carries out who must leave { $what }
right-execute-whole = carries out the rules of the whole
right-execute-rules = carries out the inner rules of { $what }
right-execute-policy = carries out changes of { $what }
right-execute-structure = carries out the mandate of { $what }
right-execute-residual = carries out whatever nobody has been given
right-execute-topic = carries out { $what }
right-execute-actor = carries out { $what }
right-audit-seat = inspects who is { $what }
right-audit-seat-end = inspects ending a term early as { $what }
right-audit-joining = inspects who joins { $what }
right-audit-leaving = inspects who must leave { $what }
right-audit-whole = inspects the rules of the whole
right-audit-rules = inspects the inner rules of { $what }
right-audit-policy = inspects changes of { $what }
right-audit-structure = inspects the mandate of { $what }
right-audit-residual = inspects whatever nobody has been given
right-audit-topic = inspects { $what }
right-audit-actor = inspects the work of { $what }

## What a right is about, by itself. Each begins as it does inside sentences.

object-seat = who is { $what }
object-seat-end = on ending a term early as { $what }
object-joining = who joins { $what }
object-leaving = who must leave { $what }
object-whole = the rules of the whole
object-rules = the inner rules of { $what }
object-policy = changes of { $what }
object-structure = the mandate of { $what }
object-residual = whatever nobody has been given
object-topic = { $what }
object-actor = { $what }

## Access, in the words of forges

access-permission = has the permission { $what }
access-repository = has { $level } access to { $what }

## The conditions of a power: clauses, set apart by semicolons

bound-together = only together with { $who }
bound-holder = by whoever holds it
bound-alone = alone
bound-method = by { $method }
bound-up-to = up to { $amount }
bound-hearing = after hearing { $who }
bound-when = when { $when }
bound-overridden-by = { $who } may replace the decision
bound-escalates-to = { $who } decides if this one cannot
bound-not-delegable = may not be handed on
bound-given-by = given by { $policy }
bound-by-deputy = exercised by the deputy, as nobody else is there
bound-by-delegator = exercised by { $who }, as nobody is there
bound-by-nobody = nobody can

## Tables of powers

powers-declared = Powers that records give
powers-implied = Powers that hold because no record says otherwise
powers-with = Powers that come with { $name }
powers-more = And { $n } more powers.
and-more = { $n } more
by-default = by default
power-alone = Alone
power-together = Together with { $who }
power-others = { $n ->
    [one] With { $n } other
   *[other] With { $n } others
}
column-what = What
column-with-whom = With whom
column-how-within = How and within what
