# What a change of power says: who gains or loses what, why, and what is alarming about it.
# Terminals say the same without asking for it here.

## What somebody does, who does it no longer, and what is lost with it

does-remove = { $form ->
    [several] may remove { $what }
    [no-longer] may no longer remove { $what }
    [no-longer-several] may no longer remove { $what }
    [lost] the right to remove { $what }
   *[one] may remove { $what }
}
does-choose = { $form ->
    [several] choose { $what }
    [no-longer] no longer chooses { $what }
    [no-longer-several] no longer choose { $what }
    [lost] the right to choose { $what }
   *[one] chooses { $what }
}
does-expel = { $form ->
    [several] may end memberships of { $what }
    [no-longer] may no longer end memberships of { $what }
    [no-longer-several] may no longer end memberships of { $what }
    [lost] the right to end memberships of { $what }
   *[one] may end memberships of { $what }
}
does-admit = { $form ->
    [several] admit members of { $what }
    [no-longer] no longer admits members of { $what }
    [no-longer-several] no longer admit members of { $what }
    [lost] the right to admit members of { $what }
   *[one] admits members of { $what }
}
does-write-all = { $form ->
    [several] write the rules of the organisation
    [no-longer] no longer writes the rules of the organisation
    [no-longer-several] no longer write the rules of the organisation
    [lost] the right to write the rules of the organisation
   *[one] writes the rules of the organisation
}
does-write = { $form ->
    [several] write the rules of { $what }
    [no-longer] no longer writes the rules of { $what }
    [no-longer-several] no longer write the rules of { $what }
    [lost] the right to write the rules of { $what }
   *[one] writes the rules of { $what }
}
does-set = { $form ->
    [several] set the mandate and borders of { $what }
    [no-longer] no longer sets the mandate and borders of { $what }
    [no-longer-several] no longer set the mandate and borders of { $what }
    [lost] the right to set the mandate and borders of { $what }
   *[one] sets the mandate and borders of { $what }
}
does-decide-rest = { $form ->
    [several] decide what nobody else holds
    [no-longer] no longer decides what nobody else holds
    [no-longer-several] no longer decide what nobody else holds
    [lost] what nobody else holds
   *[one] decides what nobody else holds
}
does-decide = { $form ->
    [several] decide { $what }
    [no-longer] no longer decides { $what }
    [no-longer-several] no longer decide { $what }
    [lost] { $what }
   *[one] decides { $what }
}
does-block = { $form ->
    [several] may block { $what }
    [no-longer] may no longer block { $what }
    [no-longer-several] may no longer block { $what }
    [lost] the right to block { $what }
   *[one] may block { $what }
}
does-override = { $form ->
    [several] may override { $what }
    [no-longer] may no longer override { $what }
    [no-longer-several] may no longer override { $what }
    [lost] the right to override { $what }
   *[one] may override { $what }
}
does-propose = { $form ->
    [several] may propose on { $what }
    [no-longer] may no longer propose on { $what }
    [no-longer-several] may no longer propose on { $what }
    [lost] the right to propose on { $what }
   *[one] may propose on { $what }
}
does-advise = { $form ->
    [several] advise on { $what }
    [no-longer] no longer advises on { $what }
    [no-longer-several] no longer advise on { $what }
    [lost] the right to advise on { $what }
   *[one] advises on { $what }
}
does-audit = { $form ->
    [several] audit { $what }
    [no-longer] no longer audits { $what }
    [no-longer-several] no longer audit { $what }
    [lost] the right to audit { $what }
   *[one] audits { $what }
}
does-permission = { $form ->
    [several] have the permission { $what }
    [no-longer] no longer has the permission { $what }
    [no-longer-several] no longer have the permission { $what }
    [lost] the permission { $what }
   *[one] has the permission { $what }
}
does-access = { $form ->
    [several] have { $level } access to { $what }
    [no-longer] no longer has { $level } access to { $what }
    [no-longer-several] no longer have { $level } access to { $what }
    [lost] { $level } access to { $what }
   *[one] has { $level } access to { $what }
}
does-act = { $form ->
    [several] may act on { $what }
    [no-longer] may no longer act on { $what }
    [no-longer-several] may no longer act on { $what }
    [lost] the right to act on { $what }
   *[one] may act on { $what }
}
does-spend = { $form ->
    [several] may spend { $amount } on { $what }
    [no-longer] may no longer spend { $amount } on { $what }
    [no-longer-several] may no longer spend { $amount } on { $what }
    [lost] the right to spend { $amount } on { $what }
   *[one] may spend { $amount } on { $what }
}

## Seats and how long they last

does-become = { $form ->
    [several] become { $what }
   *[one] becomes { $what }
}
does-join = { $form ->
    [several] join { $what }
   *[one] joins { $what }
}
does-leave-seat = { $form ->
    [several] are no longer { $what }
   *[one] is no longer { $what }
}
does-leave = { $form ->
    [several] leave { $what }
   *[one] leaves { $what }
}
does-stay = { $form ->
    [several] stay in { $what } { $is } (was { $was })
   *[one] stays in { $what } { $is } (was { $was })
}
does-hold = { $form ->
    [several] hold { $what } { $is } (was { $was })
   *[one] holds { $what } { $is } (was { $was })
}
does-hold-for = { $form ->
    [several] hold { $what } for { $is } (was { $was })
   *[one] holds { $what } for { $is } (was { $was })
}
term-limits = { $what } for { $is } (was { $was })
term-plainly = term { $term }
term-as = term as { $what } { $term }
loses-seat = the seat of { $seat }
loses-deputy-seat = the deputy seat of { $seat }
loses-membership = membership of { $seat }
loses-with-seat = { $detail } (no longer { $what })
loses-with-membership = { $detail } (no longer in { $what })
loses-consent = consent on { $what }
loses-vote = a vote on { $what }
loses-say = a say on { $what }

## What is said behind that

and-together = { $what } together with others
and-in-common = { $what } in common
and-bound = { $what } { $bound }
and-turned = { $what } { $is } (was { $was })
and-was = { $what } (was { $was })
and-alone = { $form ->
    [lost] { $what } alone
   *[no-longer] { $what } alone
}
and-alone-of = { $what } alone (was 1 of { $n })
and-alone-after = { $what } alone ({ $n } people did)
and-without-others = { $form ->
    [lost] { $what } without others
   *[no-longer] { $what } without others
}
and-detail = { $what } ({ $detail })
and-clause = { $what }, { $cause }
and-cause = { $what } ({ $cause })

## Names, days and amounts

said = { $what }
said-crowd = { $name } ({ $people })
said-vacant = { $name } (vacant)
said-deputy = deputy of { $seat }
said-role-of = { $role } of { $unit }
said-until = to { $day }
said-any-amount = any amount
said-no-limit = without a limit
amount-of-money = { $number } { $unit }
digits-group = { $before } { $after }
digits-part = { $before }.{ $after }

## Bounds

bound-up-to-when = up to { $amount }, when { $when }
bound-as-well = as well as { $who }
bound-jointly = jointly with { $who }
method-called = { $method }
bound-by = by { method-called }
bound-by-asking = by { method-called }: { $asks }
asks-kind = { method-called }
asks-pass = passing at { $pass }
asks-pass-plainly = passing as its kind does
asks-none = none
asks-quorum = quorum { $what }
asks-sponsors = sponsors { $what }
asks-discussion = discussion { $what }
stay-without-end = no end
stay-without-term = no term
stay-in-a-row = at most { $n ->
    [one] { $n } term
   *[other] { $n } terms
} in a row
stay-any-in-a-row = any number of terms in a row
stay-ever = at most { $n ->
    [one] { $n } term
   *[other] { $n } terms
} ever
stay-any-ever = any number of terms ever
stay-pause = a pause of { $period }
stay-without-pause = no pause

## Why it came about, and what comes with it

delegated-by = delegated by { $who }
delegated-to = delegated to { $who }
taken-back-from = taken back from { $who }
taken-back-by = taken back by { $who }
cause-default = by the default constitution
cause-method = the method { $method } is defined anew
cause-through = through { $unit }
cause-not-in-force = no longer in force
cause-deputy = the deputy of { $holder } stands in
cause-falls = { $holder } cannot act, so it falls to { $to }
cause-nobody-stands-in = { $holder } cannot act, and nobody stands in
cause-acts-again = { $holder } can act again
cause-people-behind = the people behind { $holder } changed
cause-nobody-else = because nobody else holds it
cause-somebody = somebody holds it now
cause-back = { $n ->
    [one] { $who } is
   *[other] { $who } are
} back
cause-away = { $n ->
    [one] { $who } is
   *[other] { $who } are
} away
detail-seat = seat
detail-in-place = in place of { $who }

## What a reader must not miss

alarm-many-to-one = { $n } people → 1
alarm-decides-alone = { $who } alone { $does } ({ $n } people did)
alarm-no-holder = no holder, no deputy
alarm-nobody-in = nobody in { $unit } can act
alarm-nobody-acts = nobody can act
alarm-nobody-holds-it = nobody holds it
alarm-nobody-holds = { $at ->
    [inside] nobody
   *[start] Nobody
} holds { $what }
alarm-nobody-audits-it = nobody audits it
alarm-nobody-audits = { $at ->
    [inside] nobody
   *[start] Nobody
} audits { $what }
alarm-nobody-overrides-it = nobody can override it
alarm-nobody-overrides = { $at ->
    [inside] nobody
   *[start] Nobody
} can override { $what }
alarm-no-limit = no limit (was { $was })
alarm-spends-any = { $n ->
    [one] { $who } may
   *[other] { $who } may
} spend any amount on { $what }
alarm-acts-without-limit = { $n ->
    [one] { $who } may
   *[other] { $who } may
} act without a limit on { $what }
alarm-decides-without-limit = { $n ->
    [one] { $who } may
   *[other] { $who } may
} decide without a limit on { $what }
alarm-no-removal = `removal` is gone
alarm-dead-removal = nobody can exercise its `removal`
alarm-own-consent = it takes the consent of { $who }
alarm-seat-runs-to = the seat runs to { $day }
alarm-seat-without-end = the seat has no end
alarm-member-of = a member of { $unit }
alarm-nobody-removes = { $at ->
    [inside] nobody
   *[start] Nobody
} can remove { $who }
alarm-nobody-removes-before = { $at ->
    [inside] nobody
   *[start] Nobody
} can remove { $who } before { $day }
alarm-chooses-who = { $n ->
    [one] { $who } alone chooses
   *[other] { $who } each alone choose
} who sits there
alarm-can-stay = { $n ->
    [one] { $who } alone
   *[other] { $who } each alone
} can stay there: { $steps }
alarm-can-come-in = { $n ->
    [one] { $who } alone
   *[other] { $who } each alone
} can come in: { $steps }
alarm-can-come-to-it = { $n ->
    [one] { $who } alone
   *[other] { $who } each alone
} can come to it: { $steps }
alarm-fills-own = { $n ->
    [one] { $who } alone can fill the seat of { $seat }, which is { $who }'s own
   *[other] { $who } each alone can fill the seat of { $seat }, which is their own
}
alarm-comes-into = { $n ->
    [one] { $who } alone
   *[other] { $who } each alone
} can come into { $seat }
alarm-takes-seat = { $n ->
    [one] { $who } alone
   *[other] { $who } each alone
} can take the seat of { $seat }
alarm-steps-of = { $who } { $steps }
step-then = { $before }, then { $after }
step-joins = joins { $name }
step-takes-seat = takes the seat of { $name }
step-removes = removes { $who } from { $from }
step-remakes = dissolves { $name } and founds it anew
step-rewrites = changes the rules of { $name }
step-rewrites-rules = changes the rules
step-rewrites-all = changes the rules of the organisation
step-leaves = gives up the seat of { $name }

## The sentence on top

says-of = { $who } { $does }
headline-gain-and-loss = { $first }; { $second }
headline-alarms = { $first }, and { $second }
headline-nobody = Nobody gains or loses a right for now.

## What is called so in the history

lapse-subject = Dates in the records ran out or began
