//! What a unit or role has, or is spared, that it had not or was not before.

use std::collections::BTreeSet;

use crate::model::{
    Actor, Governance, Mandate, Period, PowerLine, Record, Right, Role, Text, Unit,
};
use crate::rules::change::Change;
use crate::rules::renames::Objects;
use crate::rules::shared;
use crate::source::{Place, Span};

/// What an actor has or is spared that it had or was not before.
#[derive(Default)]
pub(super) struct More(pub Vec<(String, Place)>);

impl More {
    fn mandate(
        &mut self,
        objects: &Objects<'_>,
        (old, new): (&Mandate, &Mandate),
        place: impl Fn(Span) -> Place,
        head: Place,
    ) {
        let decided = |object: &str| {
            let lies = |outer: &str| {
                object
                    .strip_prefix(outer)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            };
            old.domains.iter().any(|domain| lies(domain))
                || old.powers.iter().any(|line| {
                    line.right == Right::Decide
                        && lies(&line.over)
                        && line.up_to.is_none()
                        && line.when.is_none()
                })
        };
        for domain in &new.domains {
            if !decided(domain) {
                self.0
                    .push((format!("now decides {}", domain.value), place(domain.span)));
            }
        }
        let had = old.powers.iter();
        let had: Vec<_> = had
            .map(|line| (line, objects.now(&line.over.value)))
            .collect();
        for line in &new.powers {
            if !(line.right.binds() || line.right == Right::Execute) {
                continue;
            }
            let words = format!("{} {}", line.right.word(), line.over.value);
            let mut same = had
                .iter()
                .filter(|(old, over)| old.right == line.right && line.over.lies_in(over));
            match same.next() {
                Some((old, _)) => self.line(old, line, &words, place(line.span)),
                None if decided(&line.over) => {}
                None => self.0.push((format!("may now {words}"), place(line.span))),
            }
        }
        let kept: BTreeSet<&str> = new.limits.iter().map(Text::as_str).collect();
        let gone = old
            .limits
            .iter()
            .filter(|limit| !kept.contains(limit.as_str()))
            .count();
        // A limit in other words stays one.
        if new.limits.len() < old.limits.len() && gone > 0 {
            let gone = old.limits.len() - new.limits.len();
            self.0
                .push((format!("{} fewer", shared::counted(gone, "limit")), head));
        }
    }

    fn line(&mut self, old: &PowerLine, new: &PowerLine, words: &str, place: Place) {
        match (&old.up_to, &new.up_to) {
            (Some(before), None) => {
                self.0.push((
                    format!("may {words} without the limit of {}", before.value),
                    place,
                ));
            }
            (Some(before), Some(now)) if now.value.exceeds(&before.value) => {
                let words = format!("may {words} up to {}, was {}", now.value, before.value);
                self.0.push((words, place));
            }
            _ => {}
        }
        if old.when.is_some() && new.when.is_none() {
            self.0
                .push((format!("may {words} without a condition"), place));
        }
        if old.override_by.is_some() && new.override_by.is_none() {
            self.0.push((
                format!("nobody can overrule it on {}", new.over.value),
                place,
            ));
        }
    }

    pub(super) fn unit(
        mut self,
        objects: &Objects<'_>,
        (old, new): (&Record<Unit>, &Record<Unit>),
    ) -> Self {
        let head = new.head_place();
        let mandates = (&old.data.mandate, &new.data.mandate);
        self.mandate(objects, mandates, |span| new.place(span), head);
        if old.data.advisory && !new.data.advisory {
            self.0.push(("no longer advises only".to_owned(), head));
        }
        let most = |unit: &Record<Unit>| unit.data.size.and_then(|size| size.max);
        match (most(old), most(new)) {
            (Some(before), Some(now)) if now > before => {
                let place = new.data.size.map_or(head, |size| new.place(size.span));
                self.0
                    .push((format!("may have {now} members, was {before}"), place));
            }
            (Some(before), None) => self
                .0
                .push((format!("may have more than {before} members"), head)),
            _ => {}
        }
        self
    }

    pub(super) fn role(
        mut self,
        change: &Change<'_>,
        objects: &Objects<'_>,
        (old, new): (&Record<Role>, &Record<Role>),
    ) -> Self {
        let head = new.head_place();
        let mandates = (&old.data.mandate, &new.data.mandate);
        self.mandate(objects, mandates, |span| new.place(span), head);
        let selection = |role: &Record<Role>| {
            role.data
                .selection
                .clone()
                .map(|at| at.value)
                .unwrap_or_default()
        };
        let (was, is) = (selection(old), selection(new));
        let days = |period: Period| period.approximate_days();
        let at = new
            .data
            .selection
            .as_ref()
            .map_or(head, |selection| new.place(selection.span));
        match (was.term, is.term) {
            (Some(before), Some(now)) if days(*now) > days(*before) => {
                self.0.push((
                    format!("a term of {}, was {}", now.value, before.value),
                    new.place(now.span),
                ));
            }
            (Some(before), None) => self.0.push((format!("no term, was {}", before.value), at)),
            _ => {}
        }
        let terms = [
            (was.max_terms, is.max_terms, "in a row"),
            (was.lifetime_terms, is.lifetime_terms, "in all"),
        ];
        for (before, now, words) in terms {
            match (before, now) {
                (Some(before), Some(now)) if *now > *before => {
                    let text = format!("{} terms {words}, was {}", now.value, before.value);
                    self.0.push((text, new.place(now.span)));
                }
                (Some(before), None) => {
                    self.0.push((
                        format!("no limit of terms {words}, was {}", before.value),
                        at,
                    ));
                }
                _ => {}
            }
        }
        if let Some(before) = was.cooldown
            && is.cooldown.is_none_or(|now| days(now) < days(before))
        {
            self.0
                .push((format!("a pause of less than {before} between terms"), at));
        }
        let most = |role: &Record<Role>| match &role.data.seats {
            Some(seats) => seats.max,
            None => Some(1),
        };
        if let Some(before) = most(old)
            && most(new).is_none_or(|now| now > before)
        {
            let place = new
                .data
                .seats
                .as_ref()
                .map_or(head, |seats| new.place(seats.span));
            self.0.push((
                format!(
                    "more than {}",
                    shared::counted(usize::try_from(before).unwrap_or(usize::MAX), "seat")
                ),
                place,
            ));
        }
        let by_others = |governance: &Governance, role: &Record<Role>| {
            let itself = Actor::Role(role.id.clone());
            role.data.removal.as_ref().is_some_and(|removal| {
                let mut by = removal.by.iter();
                by.any(|id| governance.actor_or_person(id).as_ref() != Some(&itself))
            })
        };
        // That nobody at all can is told of with those who could.
        if let Some(removal) = &new.data.removal
            && by_others(change.before, old)
            && !by_others(change.now, new)
        {
            self.0.push((
                "nobody else can end the seat".to_owned(),
                new.place(removal.span),
            ));
        }
        self
    }
}
