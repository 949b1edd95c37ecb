//! Who holds a power, as the parties of a shift, and what passes from one to the other.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Actor, Id, Right};
use crate::power::{People, Power};

use super::sides::{Both, names};
use super::{Effect, Party, Saying, SideName};

/// One or several powers that are exercised together, as one party.
pub(super) struct Hold<'p> {
    side: SideName,
    powers: Vec<&'p Power>,
    /// The people, by their ids of the head.
    pub(super) people: People,
    /// Whether each of them may act without the others.
    pub(super) alone: bool,
}

impl<'p> Hold<'p> {
    /// One power.
    pub(super) fn one(both: &Both<'_>, side: SideName, power: &'p Power) -> Self {
        Hold::together(both, side, vec![power])
    }

    /// Several powers: none of them suffices, or each.
    pub(super) fn together(both: &Both<'_>, side: SideName, powers: Vec<&'p Power>) -> Self {
        let people = match &powers[..] {
            [power] => people_of(both, side, power),
            several => {
                let all = several.iter().map(|power| people_of(both, side, power));
                let mut people: BTreeSet<Id> = BTreeSet::new();
                all.for_each(|one| people.extend(one.iter().cloned()));
                Arc::new(people)
            }
        };
        let joint = powers.iter().any(|power| power.key.right == Right::Joint);
        let mut each = powers.iter();
        // Whoever fills all the seats alone needs nobody else.
        let alone = people.len() == 1
            || (!powers.is_empty() && !joint && each.all(|power| power.is_exercised_alone()));
        Hold {
            side,
            powers,
            people,
            alone,
        }
    }

    /// The party that people read of.
    pub(super) fn party(&self, both: &Both<'_>) -> Option<Party> {
        let [first, rest @ ..] = &self.powers[..] else {
            return None;
        };
        let governance = both.side(self.side).governance;
        let name = |power: &Power| -> Saying {
            match &power.key.holder {
                role @ Actor::Role(_) => match self.side {
                    SideName::Base => both.actor_name(&both.identity.actor(role)),
                    SideName::Head => both.actor_name(role),
                },
                other => governance.actor_name(other).into(),
            }
        };
        let mut all = vec![name(first)];
        all.extend(rest.iter().map(|power| name(power)));
        let method = governance.methods.get(&first.method);
        Some(Party {
            actor: first.key.holder.clone(),
            name: Saying::listed(all, 3),
            people: names(&self.people),
            method: method.map_or_else(|| first.method.to_string(), |m| m.name().to_owned()),
            alone: self.alone,
        })
    }

    /// With whom the first holder must act, or who else may, in words; nothing where it alone is
    /// asked.
    pub(super) fn jointly(&self) -> Option<Saying> {
        let [first, rest @ ..] = &self.powers[..] else {
            return None;
        };
        let mut others: Vec<String> = rest.iter().map(|p| p.key.holder.to_string()).collect();
        for id in &first.with {
            if !others.iter().any(|known| known == id.as_str()) {
                others.push(id.to_string());
            }
        }
        others.sort();
        if others.is_empty() {
            return None;
        }
        let others = Saying::listed(others.into_iter().map(Saying::from).collect(), 3);
        let mut powers = self.powers.iter();
        let (english, key) = if powers.any(|power| power.key.right == Right::Joint) {
            (format!("jointly with {others}"), "bound-jointly")
        } else {
            (format!("as well as {others}"), "bound-as-well")
        };
        Some(Saying::new(english, key, [("who", others.into())]))
    }

    /// Whether several bodies must agree, and more than one person stands behind them.
    fn is_bound(&self) -> bool {
        let joint = self.powers.iter().any(|p| p.key.right == Right::Joint);
        joint && self.people.len() > 1
    }

    /// Who gains and who loses where this passes to another: those who could not and now can, or
    /// needed others and now do not; and the other way round.
    pub(super) fn passes_to(&self, to: &Hold<'_>) -> (Vec<Id>, Vec<Id>) {
        let more = |here: &Hold<'_>, there: &Hold<'_>| {
            let alone = there.alone && !here.alone;
            let free = here.is_bound() && !there.is_bound();
            let freed = !there.powers.is_empty() && (alone || free);
            let people = there.people.iter();
            people
                .filter(|id| freed || !here.people.contains(*id))
                .cloned()
                .collect()
        };
        (more(self, to), more(to, self))
    }

    /// Whether what passes from this to another comes to fewer people or to more.
    pub(super) fn effect(&self, to: &Hold<'_>) -> Effect {
        match by_count(self.people.len(), to.people.len()) {
            Effect::Neither if to.alone && !self.alone => Effect::Centralises,
            Effect::Neither if self.alone && !to.alone => Effect::Distributes,
            effect => effect,
        }
    }
}

/// The people who can exercise a power, by their ids of the head.
pub(super) fn people_of(both: &Both<'_>, side: SideName, power: &Power) -> People {
    match side {
        SideName::Base => both.today(&power.people),
        SideName::Head => Arc::clone(&power.people),
    }
}

/// The people who can exercise a power on both sides: they gain by its growth and lose by its
/// decline, while those who came or left are told by their seats.
pub(super) fn stayed(both: &Both<'_>, base: &Power, head: &Power) -> Vec<Id> {
    let before = both.today(&base.people);
    let stayed = head.people.iter().filter(|id| before.contains(*id));
    stayed.cloned().collect()
}

/// Fewer people than before centralise, more distribute.
pub(super) fn by_count(before: usize, after: usize) -> Effect {
    match after.cmp(&before) {
        std::cmp::Ordering::Less => Effect::Centralises,
        std::cmp::Ordering::Equal => Effect::Neither,
        std::cmp::Ordering::Greater => Effect::Distributes,
    }
}
