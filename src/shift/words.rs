//! Shifts in words: the sentence on top, and what each person or body gains and loses.
//!
//! Names are repeated and pronouns left out: nobody's gender is known here. "Would" tells of a
//! proposal, the present tense of what is merged.

use std::collections::BTreeMap;

use crate::model::{Actor, Id, Right};
use crate::power::Act;

use super::access::is_access_level;
use super::sides::listed;
use super::{Comparison, Party, Shift, ShiftKind};

/// Whether a comparison tells of a proposal or of history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tense {
    /// "would decide".
    Proposal,
    /// "decides".
    History,
}

/// A verb and what follows, in both forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    /// As in "decides money".
    pub present: String,
    /// As in "decide money".
    pub plain: String,
    /// The present tense of several: "decide money", "may remove the treasurer".
    pub plural: String,
}

impl Words {
    fn new(present: &str, plain: &str, rest: &str) -> Self {
        let join = |verb: &str| {
            if rest.is_empty() {
                verb.to_owned()
            } else {
                format!("{verb} {rest}")
            }
        };
        let plural = match present {
            "is no longer" => "are no longer",
            _ if present.starts_with("may ") => present,
            _ => plain,
        };
        Words {
            present: join(present),
            plain: join(plain),
            plural: join(plural),
        }
    }

    fn no_longer(&self) -> Self {
        let not = |words: &str| match words.strip_prefix("may ") {
            Some(act) => format!("may no longer {act}"),
            None => format!("no longer {words}"),
        };
        Words {
            present: not(&self.present),
            plain: not(&self.plain),
            plural: not(&self.plural),
        }
    }

    fn and(mut self, rest: &str) -> Self {
        if !rest.is_empty() {
            self.present.push_str(rest);
            self.plain.push_str(rest);
            self.plural.push_str(rest);
        }
        self
    }
}

/// What a right over an object lets its holder do.
pub(super) fn right_words(right: Right, object: &str, act: Act, name: Option<&str>) -> Words {
    let id = object.split_once('/').map_or(object, |(_, id)| id);
    let name = name.unwrap_or(id);
    let root = object.split_once('/').map_or("", |(root, _)| root);
    if matches!(right, Right::Decide | Right::Joint) {
        let together = if right == Right::Joint {
            " together with others"
        } else {
            ""
        };
        let words = match (root, act) {
            ("seats", Act::Remove) => Words::new("may remove", "be able to remove", name),
            ("seats", _) => Words::new("chooses", "choose", name),
            ("membership", Act::Remove) => Words::new(
                "may end",
                "be able to end",
                &format!("memberships of {name}"),
            ),
            ("membership", _) => Words::new("admits", "admit", &format!("members of {name}")),
            ("rules", _) if id == "organisation" => {
                Words::new("writes", "write", "the rules of the organisation")
            }
            ("rules", _) => Words::new("writes", "write", &format!("the rules of {name}")),
            ("structure", _) => {
                Words::new("sets", "set", &format!("the mandate and borders of {name}"))
            }
            _ if object == "residual" => Words::new("decides", "decide", "what nobody else holds"),
            _ => Words::new("decides", "decide", object),
        };
        return words.and(together);
    }
    match right {
        Right::Veto => Words::new("may block", "be able to block", object),
        Right::Override => Words::new("may override", "be able to override", object),
        Right::Propose => Words::new("may propose on", "be able to propose on", object),
        Right::Advise => Words::new("advises on", "advise on", object),
        Right::Audit => Words::new("audits", "audit", object),
        _ if root == "permissions" => Words::new(
            "has",
            "have",
            &format!("the permission {}", id.replace('/', ".")),
        ),
        _ => Words::new("may act on", "be able to act on", object),
    }
}

/// A level of access to a repository.
pub(super) fn access_words(level: &str, object: &str) -> Words {
    let of = object.strip_prefix("repos/").unwrap_or(object);
    Words::new("has", "have", &format!("{level} access to {of}"))
}

/// What one shift means for those on one line, in words without the names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// As in "decides money/operations alone (was 1 of 5)".
    pub text: String,
    /// The number of the shift, from 1.
    pub shift: usize,
}

/// Some people or a body, and what they gain or lose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Whether they gain.
    pub gains: bool,
    /// Names as people read them: "Ines Duarte", or "Steering (6)" for a body.
    pub who: Vec<String>,
    /// What.
    pub phrases: Vec<Phrase>,
}

/// A phrase, and the same for several.
type Said = (Phrase, String);

/// Who gains and who loses, gains first, those with the weightiest shift first. Those who gain or
/// lose the same share a line.
pub fn lines(comparison: &Comparison) -> Vec<Line> {
    let mut by_who: Vec<(bool, String, Vec<Said>)> = Vec::new();
    let mut index: BTreeMap<(bool, String), usize> = BTreeMap::new();
    for (number, shift) in comparison.shifts.iter().enumerate() {
        for (gains, who, words) in effects(comparison, shift) {
            let at = *index.entry((gains, who.clone())).or_insert_with(|| {
                by_who.push((gains, who, Vec::new()));
                by_who.len() - 1
            });
            let phrase = Phrase {
                text: words.present,
                shift: number + 1,
            };
            if !by_who[at]
                .2
                .iter()
                .any(|(known, _)| known.text == phrase.text)
            {
                by_who[at].2.push((phrase, words.plural));
            }
        }
    }
    let mut merged: Vec<(bool, Vec<String>, Vec<Said>)> = Vec::new();
    let mut same: BTreeMap<(bool, Vec<String>), usize> = BTreeMap::new();
    for (gains, who, phrases) in by_who {
        let texts = phrases
            .iter()
            .map(|(phrase, _)| phrase.text.clone())
            .collect();
        let at = *same.entry((gains, texts)).or_insert(merged.len());
        match merged.get_mut(at) {
            Some((_, names, _)) => names.push(who),
            None => merged.push((gains, vec![who], phrases)),
        }
    }
    let mut lines: Vec<Line> = merged
        .into_iter()
        .map(|(gains, who, phrases)| {
            let several = who.len() > 1;
            let phrases = phrases.into_iter().map(|(phrase, plural)| Phrase {
                text: if several { plural } else { phrase.text },
                shift: phrase.shift,
            });
            Line {
                gains,
                phrases: phrases.collect(),
                who,
            }
        })
        .collect();
    lines.sort_by_key(|line| !line.gains);
    lines
}

/// The names under which a shift's people stand: each of a few by name, a whole body and many
/// people as their body.
fn who(comparison: &Comparison, people: &[Id], party: Option<&Party>) -> Vec<String> {
    const FEW: usize = 4;
    let whole_body = party.is_some_and(|party| {
        matches!(party.actor, Actor::Unit(_)) && !party.method.is_empty() && party.people == people
    });
    if people.len() <= 1 || (people.len() <= FEW && !whole_body) {
        return people
            .iter()
            .map(|id| comparison.name(id).to_owned())
            .collect();
    }
    match party {
        Some(party) => vec![format!("{} ({})", party.name, people.len())],
        None => vec![format!("{} people", people.len())],
    }
}

/// Who gains and who loses by one shift, and what.
fn effects(comparison: &Comparison, shift: &Shift) -> Vec<(bool, String, Words)> {
    let mut effects = Vec::new();
    let mut add = |gains: bool, people: &[Id], party: Option<&Party>, words: &Words| {
        for who in who(comparison, people, party) {
            effects.push((gains, who, words.clone()));
        }
    };
    let (from, to) = (shift.from.as_ref(), shift.to.as_ref());
    let able = |party: Option<&Party>| {
        let name = shift.object_name.as_deref();
        let right = shift.right.unwrap_or(Right::Decide);
        let words = right_words(right, &shift.object, shift.act, name);
        let through = match party.map(|party| &party.actor) {
            // A body acts as one: its people share the right.
            Some(Actor::Unit(_)) => " in common",
            _ => "",
        };
        let exclusive = matches!(right, Right::Decide | Right::Joint | Right::Veto);
        words.and(
            if exclusive && party.is_some_and(|p| p.people.len() > 1 && !p.alone) {
                through
            } else {
                ""
            },
        )
    };
    let bounded = |words: Words, bound: &Option<String>| match bound {
        Some(bound) => match bound.strip_prefix("up to ").filter(|b| is_access_level(b)) {
            Some(level) => access_words(level, &shift.object),
            None => words.and(&format!(" {bound}")),
        },
        None => words,
    };
    let because = |words: Words| match &shift.cause {
        Some(cause) => words.and(&format!(" ({cause})")),
        None => words,
    };
    match shift.kind {
        ShiftKind::Moved
        | ShiftKind::Granted
        | ShiftKind::Revoked
        | ShiftKind::Delegated
        | ShiftKind::Recalled
        | ShiftKind::Shielded
        | ShiftKind::Exposed
        | ShiftKind::TakenAlone
        | ShiftKind::Shared => {
            if let Some(to) = to {
                let mut words = bounded(able(Some(to)), &shift.after);
                let crowd = from.map_or(0, |from| from.people.len());
                if crowd > 1 && to.people.len() == 1 {
                    let was = if from.is_some_and(|f| f.people.contains(&to.people[0])) {
                        format!(" alone (was 1 of {crowd})")
                    } else {
                        format!(" alone ({crowd} people did)")
                    };
                    words = words.and(&was);
                }
                let body = matches!(to.actor, Actor::Unit(_)) && to.people.len() > 1;
                if body && !shift.gains.is_empty() {
                    // Some of them may have had it before, but now it is theirs together.
                    add(true, &to.people, Some(to), &words);
                } else if to.people.is_empty() {
                    // Nobody is there to gain it, but the body is.
                    effects.push((true, format!("{} (vacant)", to.name), words));
                } else {
                    add(true, &shift.gains, Some(to), &words);
                }
            }
            let mut add = |people: &[Id], words: &Words| {
                for who in who(comparison, people, from) {
                    effects.push((false, who, words.clone()));
                }
            };
            if let Some(from) = from {
                let words = bounded(able(Some(from)), &shift.before);
                let still = |id: &&Id| to.is_some_and(|to| to.people.contains(id));
                let sharing: Vec<Id> = shift.loses.iter().filter(still).cloned().collect();
                let out: Vec<Id> = shift
                    .loses
                    .iter()
                    .filter(|id| !still(id))
                    .cloned()
                    .collect();
                add(&out, &words.no_longer());
                add(&sharing, &words.and(" alone").no_longer());
            }
        }
        ShiftKind::Widened | ShiftKind::Narrowed | ShiftKind::Eased | ShiftKind::Hardened => {
            let before = shift.before.as_deref().unwrap_or("without a limit");
            let after = shift.after.as_deref().unwrap_or("without a limit");
            let words = match after.strip_prefix("up to ").filter(|b| is_access_level(b)) {
                Some(level) => access_words(level, &shift.object)
                    .and(&format!(" (was {})", before.trim_start_matches("up to "))),
                None => able(None).and(&format!(" {after} (was {before})")),
            };
            add(!shift.gains.is_empty(), &shift.gains, to, &words);
            if shift.gains.is_empty() {
                for who in who(comparison, &shift.loses, to) {
                    effects.push((false, who, words.clone()));
                }
            }
        }
        ShiftKind::Prolonged | ShiftKind::Shortened => {
            let role = shift.object_name.as_deref().unwrap_or(&shift.object);
            let words = Words::new(
                "holds",
                "hold",
                &format!(
                    "{role} for {} (was {})",
                    shift.after.as_deref().unwrap_or_default(),
                    shift.before.as_deref().unwrap_or_default()
                ),
            );
            add(shift.kind == ShiftKind::Prolonged, &shift.gains, to, &words);
            for who in who(comparison, &shift.loses, to) {
                effects.push((false, who, words.clone()));
            }
        }
        ShiftKind::Seated | ShiftKind::Unseated => {
            let name = shift.object_name.as_deref().unwrap_or(&shift.object);
            let party = if shift.kind == ShiftKind::Seated {
                to
            } else {
                from
            };
            let is_role = party.is_some_and(|party| matches!(party.actor, Actor::Role(_)));
            let deputy = shift.after.as_deref().or(shift.before.as_deref()) == Some("deputy");
            let rest = if deputy {
                format!("deputy of {name}")
            } else {
                name.to_owned()
            };
            let words = match (shift.kind == ShiftKind::Seated, is_role) {
                (true, true) => Words::new("becomes", "become", &rest),
                (true, false) => Words::new("joins", "join", &rest),
                (false, true) => Words::new("is no longer", "no longer be", &rest),
                (false, false) => Words::new("leaves", "leave", &rest),
            };
            let words = match (&shift.detail, shift.kind) {
                (Some(detail), ShiftKind::Seated) => words.and(&format!(" ({detail})")),
                _ => words,
            };
            let words = because(words);
            add(true, &shift.gains, party, &words);
            for who in who(comparison, &shift.loses, party) {
                effects.push((false, who, words.clone()));
            }
        }
        ShiftKind::Silent => {
            let words = able(None);
            add(true, &shift.gains, to, &because(words.clone()));
            for who in who(comparison, &shift.loses, from) {
                effects.push((false, who, because(words.no_longer())));
            }
        }
    }
    effects
}

/// The sentence about people that stands above everything; none where nothing changed hands.
///
/// The worst concentration or orphaned domain if there is one, else the largest gain and the
/// largest loss. At most 180 characters: beyond that only its first half is kept.
pub fn headline(comparison: &Comparison, tense: Tense) -> Option<String> {
    const LONGEST: usize = 180;
    let mut clauses: Vec<String> = Vec::new();
    for shift in &comparison.shifts {
        clauses.extend(alarm(comparison, shift, tense));
    }
    clauses.truncate(2);
    if clauses.is_empty() {
        let verb = |words: &Words, several: bool| match tense {
            Tense::Proposal => format!("would {}", words.plain),
            Tense::History if several => words.plural.clone(),
            Tense::History => words.present.clone(),
        };
        let mut said: Option<(usize, String)> = None;
        let mut order: Vec<usize> = (0..comparison.shifts.len()).collect();
        order.sort_by_key(|number| std::cmp::Reverse(weight(&comparison.shifts[*number])));
        let mut first = |gains: bool| {
            for number in order.iter().copied() {
                let shift = &comparison.shifts[number];
                let of_shift = effects(comparison, shift);
                let names: Vec<String> = of_shift
                    .iter()
                    .filter(|(side, _, _)| *side == gains)
                    .map(|(_, who, _)| who.clone())
                    .collect();
                let words = of_shift.iter().find(|(side, _, _)| *side == gains);
                if let Some((_, _, words)) = words {
                    let clause = format!("{} {}", listed(&names, 3), verb(words, names.len() > 1));
                    if said.as_ref().is_none_or(|(_, text)| *text != clause) {
                        said = Some((number, clause.clone()));
                        return Some(clause);
                    }
                }
            }
            None
        };
        clauses.extend(first(true));
        clauses.extend(first(false));
    }
    let whole = clauses.join("; ");
    let text = match clauses.first() {
        Some(first) if whole.chars().count() > LONGEST => first.clone(),
        Some(_) => whole,
        None => return None,
    };
    Some(format!("{}.", text.trim_end_matches('.')))
}

/// How much a shift weighs for the headline: binding rights first, then seats that records name,
/// then how many people it concerns.
fn weight(shift: &Shift) -> (bool, bool, usize) {
    let binds = shift.right.is_some_and(Right::binds) && shift.kind != ShiftKind::Silent;
    let people = shift.gains.len().max(shift.loses.len());
    (binds, shift.cause.is_none(), people)
}

/// The clause for a shift that leaves a matter to one person, or to nobody.
fn alarm(comparison: &Comparison, shift: &Shift, tense: Tense) -> Option<String> {
    let decides = shift.right == Some(Right::Decide) && shift.act == Act::Any;
    if !decides || !matches!(shift.kind, ShiftKind::Moved | ShiftKind::Silent) {
        return None;
    }
    let (from, to) = (shift.from.as_ref()?, shift.to.as_ref()?);
    let name = shift.object_name.as_deref();
    let words = right_words(Right::Decide, &shift.object, shift.act, name);
    match (&from.people[..], &to.people[..]) {
        ([_, _, ..], [one]) => {
            let crowd = from.people.len();
            let one = comparison.name(one);
            Some(match tense {
                Tense::Proposal => {
                    format!(
                        "{one} alone would {} ({crowd} people do today)",
                        words.plain
                    )
                }
                Tense::History => format!("{one} alone {} ({crowd} people did)", words.present),
            })
        }
        ([_, ..], []) => Some(match tense {
            Tense::Proposal => format!("nobody could decide {}", shift.object),
            Tense::History => format!("nobody can decide {}", shift.object),
        }),
        _ => None,
    }
}

impl Shift {
    /// The shift in one line without its kind: "money/operations: coordination → treasurer".
    pub fn summary(&self) -> String {
        let people = self.gains.iter().chain(&self.loses);
        let people: Vec<String> = people.map(Id::to_string).collect();
        let side = |party: &Option<Party>| {
            party
                .as_ref()
                .map_or_else(|| "nobody".to_owned(), |p| p.actor.to_string())
        };
        let act = match self.act {
            Act::Any => "",
            Act::Choose => " (choose)",
            Act::Remove => " (remove)",
        };
        let right = self.right.map_or("", Right::word);
        let bound = |bound: &Option<String>| {
            bound
                .as_ref()
                .map_or_else(String::new, |bound| format!(" {bound}"))
        };
        let text = match self.kind {
            ShiftKind::Moved
            | ShiftKind::Delegated
            | ShiftKind::Recalled
            | ShiftKind::Shielded
            | ShiftKind::Exposed
            | ShiftKind::TakenAlone
            | ShiftKind::Shared => format!(
                "{}{act}: {right}, {}{} → {}{}",
                self.object,
                side(&self.from),
                bound(&self.before),
                side(&self.to),
                bound(&self.after)
            ),
            ShiftKind::Granted => {
                format!(
                    "{}{act}: {right}{} → {}",
                    self.object,
                    bound(&self.after),
                    side(&self.to)
                )
            }
            ShiftKind::Revoked => format!(
                "{}{act}: {right}{}, no longer {}",
                self.object,
                bound(&self.before),
                side(&self.from)
            ),
            ShiftKind::Widened | ShiftKind::Narrowed | ShiftKind::Eased | ShiftKind::Hardened => {
                let or_none =
                    |bound: &Option<String>| bound.clone().unwrap_or_else(|| "no limit".to_owned());
                format!(
                    "{}{act}: {right}, {}: {} → {}",
                    self.object,
                    side(&self.to),
                    or_none(&self.before),
                    or_none(&self.after)
                )
            }
            ShiftKind::Prolonged | ShiftKind::Shortened => format!(
                "{}: term {} → {}",
                side(&self.to),
                self.before.as_deref().unwrap_or_default(),
                self.after.as_deref().unwrap_or_default()
            ),
            ShiftKind::Seated => {
                let role = self.after.as_deref().filter(|word| *word != "holder");
                let role = role.map_or_else(String::new, |word| format!(" as {word}"));
                format!("{}: {}{role}", side(&self.to), listed(&people, 5))
            }
            ShiftKind::Unseated => {
                let role = self.before.as_deref().filter(|word| *word != "holder");
                let role = role.map_or_else(String::new, |word| format!(" as {word}"));
                format!("{}: {}{role}", side(&self.from), listed(&people, 5))
            }
            ShiftKind::Silent => format!(
                "{}{act}: {right}, {}",
                self.object,
                side(&self.from.clone().or(self.to.clone()))
            ),
        };
        match &self.cause {
            Some(cause) => format!("{text} ({cause})"),
            None => text,
        }
    }
}
