//! Shielded and exposed: a seat can no longer be ended, or only by more agreement; or the other
//! way round. Removal that passes from one to another is a move.

use std::collections::BTreeSet;

use crate::model::{Actor, Id};
use crate::power::Power;
use crate::shift::about::about;
use crate::shift::found::{Cause, Found};
use crate::shift::hands::settling;
use crate::shift::pairs::Pairs;
use crate::shift::parties::Hold;
use crate::shift::sides::{Both, ordered};
use crate::shift::{Effect, Matter, Shift, ShiftKind, SideName};

use super::{Change, shared};

/// What happened to the way out of a seat, where it was dropped or written, or where others must
/// now agree or no longer need to.
pub(super) fn removal<'s>(
    both: &Both<'s>,
    pairs: &Pairs<'s>,
    matter: &Matter,
    change: &Change<'s>,
) -> Option<Found> {
    let (base, head) = settling(both, pairs, matter);
    let holders = |powers: &[&Power], side: SideName| -> BTreeSet<Actor> {
        let holders = powers.iter().map(|power| &power.key.holder);
        match side {
            SideName::Base => holders.map(|actor| both.identity.actor(actor)).collect(),
            SideName::Head => holders.cloned().collect(),
        }
    };
    let (was, is) = (
        holders(&base, SideName::Base),
        holders(&head, SideName::Head),
    );
    let harder = is.is_empty() || (!was.is_empty() && was.is_subset(&is));
    let easier = was.is_empty() || (!is.is_empty() && is.is_subset(&was));
    if harder == easier {
        return None;
    }
    let kind = if harder {
        ShiftKind::Shielded
    } else {
        ShiftKind::Exposed
    };
    let (base, head) = shared::staying_first(both, &base, &head);
    let from = Hold::together(both, SideName::Base, base.clone());
    let to = Hold::together(both, SideName::Head, head.clone());
    let (gains, loses) = from.passes_to(&to);
    // That one cannot end one's own seat is no loss.
    let seated = seated(both, matter);
    let others = |people: Vec<Id>| {
        people
            .into_iter()
            .filter(|id| !seated.contains(id))
            .collect()
    };
    let mut places: Vec<_> = change
        .come
        .iter()
        .map(|p| (SideName::Head, p.place))
        .collect();
    places.extend(change.gone.iter().map(|(_, p)| (SideName::Base, p.place)));
    let power = *head.first().or(base.first())?;
    let shift = Shift {
        right: Some(matter.right),
        before: from.jointly(),
        after: to.jointly(),
        from: from.party(both),
        to: to.party(both),
        gains: others(gains),
        loses: others(loses),
        effect: effect(kind),
        places: ordered(
            places
                .iter()
                .map(|(side, p)| both.place(*side, *p))
                .collect(),
        ),
        ..about(both, kind, power, matter.object.clone())
    };
    Some(Found::at(shift, &places).or(written(both, &matter.object)))
}

/// Fewer can end a seat, or need more agreement for it: that centralises.
pub(super) fn effect(kind: ShiftKind) -> Effect {
    match kind {
        ShiftKind::Shielded => Effect::Centralises,
        ShiftKind::Exposed => Effect::Distributes,
        _ => Effect::Neither,
    }
}

/// Who sits there before or after.
fn seated(both: &Both<'_>, matter: &Matter) -> BTreeSet<Id> {
    let Some((root, id)) = matter.object.split_once('/') else {
        return BTreeSet::new();
    };
    let actor = match root {
        "seats" => Actor::Role(Id::of(id)),
        _ => return BTreeSet::new(),
    };
    let mut all = (**both.head.powers.roster.people(&actor)).clone();
    if let Some(was) = both.was(&actor) {
        let before = both.today(both.base.powers.roster.people(&was));
        all.extend(before.iter().cloned());
    }
    all
}

/// The `removal` of a role, where its method alone may have changed.
pub(super) fn written(both: &Both<'_>, object: &str) -> Vec<Cause> {
    let Some(("seats", id)) = object.split_once('/') else {
        return Vec::new();
    };
    [SideName::Head, SideName::Base]
        .into_iter()
        .filter_map(|side| {
            let role = both.side(side).governance.roles.get(id)?;
            let removal = role.data.removal.as_ref()?;
            Some(Cause::entry(side, role.place(removal.span)))
        })
        .collect()
}
