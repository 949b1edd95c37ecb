//! Laws of the comparison, on organisations that nobody thought of: nothing between equals, the
//! way back mirrors the way there, form is no content, names are no content, and nothing is lost.

use std::collections::{BTreeMap, BTreeSet};

use polity::model::{Id, Right};
use polity::power::{Origin, Powers};
use polity::shift::{
    AlarmKind, Comparison, Effect, Party, Shift, ShiftKind, Tense, compare, headline, lines,
};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::support::organisation::{Form, Loading, Plan, SLUGS, plan, plans};

/// What a shift says, apart from where it is written.
fn said(shift: &Shift, mirrored: bool) -> String {
    let swap = |a: String, b: String| if mirrored { (b, a) } else { (a, b) };
    let party = |party: &Option<Party>| {
        party.as_ref().map_or(String::new(), |party| {
            format!("{} {:?} {}", party.actor, party.people, party.alone)
        })
    };
    let (kind, effect) = if mirrored {
        let effect = match shift.effect {
            Effect::Centralises => Effect::Distributes,
            Effect::Distributes => Effect::Centralises,
            Effect::Neither => Effect::Neither,
        };
        (shift.kind.opposite(), effect)
    } else {
        (shift.kind, shift.effect)
    };
    let (gains, loses) = swap(format!("{:?}", shift.gains), format!("{:?}", shift.loses));
    let (before, after) = swap(format!("{:?}", shift.before), format!("{:?}", shift.after));
    let mut from = party(&shift.from);
    let mut to = party(&shift.to);
    // What only one side has, and what stays where it is, has one party either way.
    if shift.from.is_some() && shift.to.is_some() {
        (from, to) = swap(from, to);
    } else {
        (from, to) = (format!("{from}{to}"), String::new());
    }
    let right = shift.right.map(Right::word);
    format!(
        "{} {right:?} {} {:?}: {from} → {to}, {before} → {after}, +{gains} -{loses}, {}",
        kind.word(),
        shift.object,
        shift.act,
        effect.word(),
    )
}

fn all(comparison: &Comparison, mirrored: bool) -> BTreeSet<String> {
    let shifts = comparison.shifts.iter();
    shifts.map(|shift| said(shift, mirrored)).collect()
}

fn between(base: &Loading, head: &Loading) -> Comparison {
    compare(base.side(), head.side())
}

/// Who settles, acts on or checks which domain, by records: a wider domain holds those inside it.
fn facts(powers: &Powers) -> BTreeSet<(Id, &'static str, &'static str)> {
    let mut facts = BTreeSet::new();
    for power in powers.all.iter().filter(|p| p.origin == Origin::Declared) {
        for slug in SLUGS {
            let inside = slug
                .strip_prefix(&*power.key.object)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let right = match power.key.right {
                Right::Joint => Right::Decide,
                right => right,
            };
            if inside {
                let people = power.people.iter();
                facts.extend(people.map(|person| (person.clone(), right.word(), slug)));
            }
        }
    }
    facts
}

fn gainers(comparison: &Comparison) -> BTreeSet<&Id> {
    comparison.shifts.iter().flat_map(|s| &s.gains).collect()
}

fn losers(comparison: &Comparison) -> BTreeSet<&Id> {
    comparison.shifts.iter().flat_map(|s| &s.loses).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_changes_hands_between_equals(plan in plan()) {
        let (one, other) = (Loading::of(&plan, Form::plain()), Loading::of(&plan, Form::plain()));
        let comparison = between(&one, &other);
        prop_assert!(comparison.shifts.is_empty(), "{:?}", all(&comparison, false));
        prop_assert!(comparison.alarms.is_empty(), "{:?}", comparison.alarms);
        prop_assert_eq!(headline(&comparison, Tense::Proposal), None);
    }

    #[test]
    fn the_way_back_mirrors_the_way_there((old, new) in plans()) {
        let (old, new) = (Loading::of(&old, Form::plain()), Loading::of(&new, Form::plain()));
        let there = all(&between(&old, &new), false);
        let back = all(&between(&new, &old), true);
        let only_there: Vec<_> = there.difference(&back).collect();
        let only_back: Vec<_> = back.difference(&there).collect();
        prop_assert!(
            only_there.is_empty() && only_back.is_empty(),
            "only there: {only_there:#?}\nonly back: {only_back:#?}"
        );
    }

    #[test]
    fn form_is_no_content((old, new) in plans(), form in Form::any()) {
        let [was, was_too] = [Form::plain(), form].map(|form| Loading::of(&old, form));
        let rewritten = between(&was, &was_too);
        prop_assert!(rewritten.shifts.is_empty(), "{:?}", all(&rewritten, false));
        let [is, is_too] = [Form::plain(), form].map(|form| Loading::of(&new, form));
        let (plain, other) = (between(&was, &is), between(&was_too, &is_too));
        prop_assert_eq!(all(&plain, false), all(&other, false));
        let words = |comparison: &Comparison| {
            (lines(comparison), headline(comparison, Tense::Proposal))
        };
        // One file for several records groups nothing else together here: every record has its own.
        prop_assert_eq!(words(&plain).1, words(&other).1);
        prop_assert_eq!(
            plain.alarms.iter().map(|alarm| &alarm.proposal).collect::<Vec<_>>(),
            other.alarms.iter().map(|alarm| &alarm.proposal).collect::<Vec<_>>()
        );
    }

    #[test]
    fn names_are_no_content((old, new) in plans()) {
        let was = Loading::of(&old, Form::plain());
        let renamed = Loading::of(&old, Form::renamed());
        let comparison = between(&was, &renamed);
        prop_assert!(comparison.shifts.is_empty(), "{:#?}", all(&comparison, false));
        prop_assert!(comparison.alarms.is_empty(), "{:?}", comparison.alarms);
        let back = between(&renamed, &was);
        prop_assert!(back.shifts.is_empty(), "back: {:#?}", all(&back, false));
        // And whatever else changed at the same time is told as if nothing had been renamed.
        let plain = between(&was, &Loading::of(&new, Form::plain()));
        let other = between(&was, &Loading::of(&new, Form::renamed()));
        let count = |comparison: &Comparison| {
            let mut kinds: BTreeMap<&str, (usize, usize, usize)> = BTreeMap::new();
            for shift in &comparison.shifts {
                let count = kinds.entry(shift.kind.word()).or_default();
                count.0 += 1;
                count.1 += shift.gains.len();
                count.2 += shift.loses.len();
            }
            let alarms: Vec<AlarmKind> = comparison.alarms.iter().map(|alarm| alarm.kind).collect();
            (kinds, alarms)
        };
        prop_assert_eq!(
            count(&plain),
            count(&other),
            "{:#?}\n{:#?}",
            all(&plain, false),
            all(&other, false)
        );
    }

    #[test]
    fn nothing_is_lost_on_the_way((a, c) in plans(), b in plan()) {
        let [a, b, c] = [&a, &b, &c].map(|plan: &Plan| Loading::of(plan, Form::plain()));
        let (at_a, at_b, at_c) = (facts(&a.powers), facts(&b.powers), facts(&c.powers));
        let (ab, bc, ac) = (between(&a, &b), between(&b, &c), between(&a, &c));
        for (from, to, comparison) in [(&at_a, &at_b, &ab), (&at_b, &at_c, &bc), (&at_a, &at_c, &ac)] {
            for fact in to.difference(from) {
                prop_assert!(gainers(comparison).contains(&fact.0), "gained in silence: {fact:?}");
            }
            for fact in from.difference(to) {
                prop_assert!(losers(comparison).contains(&fact.0), "lost in silence: {fact:?}");
            }
        }
        // What is gained over both steps is gained in one of them.
        let gained: BTreeSet<_> = at_c.difference(&at_a).collect();
        let by_steps: BTreeSet<_> = at_b.difference(&at_a).chain(at_c.difference(&at_b)).collect();
        prop_assert!(gained.is_subset(&by_steps));
        for fact in gained {
            let told = gainers(&ab).contains(&fact.0) || gainers(&bc).contains(&fact.0);
            prop_assert!(told, "gained in neither step: {fact:?}");
        }
    }

    #[test]
    fn whoever_gains_can_do_it_afterwards((old, new) in plans()) {
        let (old, new) = (Loading::of(&old, Form::plain()), Loading::of(&new, Form::plain()));
        let mut comparison = between(&old, &new);
        comparison.explain(old.side(), new.side());
        let after = facts(&new.powers);
        for shift in &comparison.shifts {
            let Some(right) = shift.right else { continue };
            let right = if right == Right::Joint { Right::Decide } else { right };
            // A right over a part of its domain is told of the whole.
            let over = shift.after.as_deref().filter(|after| SLUGS.contains(after));
            let over = over.unwrap_or(shift.object.as_str());
            let slug = SLUGS.iter().find(|slug| **slug == over);
            let (Some(slug), true) = (slug, shift.cause.is_none()) else { continue };
            for person in &shift.gains {
                let fact = (person.clone(), right.word(), *slug);
                prop_assert!(after.contains(&fact), "{fact:?} by {}", shift.summary());
            }
            // And the way to it is known.
            for why in &shift.why {
                let known = why.person.is_none() || why.steps.len() > 1;
                prop_assert!(known, "{}", shift.summary());
            }
            let ways = shift.gains.len().min(8);
            prop_assert!(shift.why.len() >= ways, "{}: {:?}", shift.summary(), shift.why);
        }
    }

    #[test]
    fn alarms_ring_one_way_only((old, new) in plans()) {
        let (old, new) = (Loading::of(&old, Form::plain()), Loading::of(&new, Form::plain()));
        let there = between(&old, &new);
        let back = between(&new, &old);
        for alarm in &there.alarms {
            let same = back.alarms.iter().find(|other| {
                let about = (other.kind, &other.over, &other.words);
                let people = alarm.people.is_empty()
                    || other.people.iter().any(|id| alarm.people.contains(id));
                about == (alarm.kind, &alarm.over, &alarm.words) && people
            });
            prop_assert!(same.is_none(), "{alarm:?} and back {same:?}");
            if alarm.kind == AlarmKind::Concentrated {
                prop_assert!(alarm.before > alarm.after);
            }
        }
        prop_assert!(there.alarms.is_sorted_by_key(|alarm| alarm.kind));
    }

    #[test]
    fn the_headline_is_short_and_the_order_holds((old, new) in plans()) {
        let (old, new) = (Loading::of(&old, Form::plain()), Loading::of(&new, Form::plain()));
        let comparison = between(&old, &new);
        for tense in [Tense::Proposal, Tense::History] {
            let Some(text) = headline(&comparison, tense) else {
                prop_assert!(comparison.shifts.is_empty());
                continue;
            };
            prop_assert!(text.ends_with('.') && !text.ends_with(".."), "{text}");
        }
        let mut numbers: Vec<usize> = Vec::new();
        for line in lines(&comparison) {
            prop_assert!(!line.who.is_empty() && !line.phrases.is_empty());
            numbers.extend(line.phrases.iter().map(|phrase| phrase.shift));
        }
        prop_assert!(numbers.iter().all(|number| (1..=comparison.shifts.len()).contains(number)));
        let ids: BTreeSet<String> = comparison.shifts.iter().map(Shift::id).collect();
        let summaries: Vec<String> = comparison.shifts.iter().map(Shift::summary).collect();
        prop_assert_eq!(ids.len(), summaries.len(), "two shifts with one id: {:#?}", summaries);
    }
}

#[test]
fn the_organisations_meet_every_kind_of_shift_and_alarm() {
    let mut runner = TestRunner::deterministic();
    let (mut shifts, mut alarms) = (BTreeSet::new(), BTreeSet::new());
    for _ in 0..1500 {
        let (old, new) = plans().new_tree(&mut runner).unwrap().current();
        let (old, new) = (
            Loading::of(&old, Form::plain()),
            Loading::of(&new, Form::plain()),
        );
        let comparison = between(&old, &new);
        shifts.extend(comparison.shifts.iter().map(|shift| shift.kind));
        alarms.extend(comparison.alarms.iter().map(|alarm| alarm.kind));
        if shifts.len() == ShiftKind::ALL.len() && alarms.len() == AlarmKind::ALL.len() {
            return;
        }
    }
    let missing = ShiftKind::ALL.iter().filter(|kind| !shifts.contains(kind));
    let silent = AlarmKind::ALL.iter().filter(|kind| !alarms.contains(kind));
    panic!(
        "never met: {:?} {:?}",
        missing.collect::<Vec<_>>(),
        silent.collect::<Vec<_>>()
    );
}
