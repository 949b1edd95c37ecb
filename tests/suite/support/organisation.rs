//! Organisations that nobody thought of: a plan of units, roles, people and their powers, written
//! down in one of many forms.

use polity::load::{Cache, Loaded, load};
use polity::model::Date;
use polity::power::{Powers, powers};
use polity::shift::Side;
use polity::tree::MemoryTree;
use proptest::collection::{btree_set, vec};
use proptest::option::of;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::TODAY;

/// The vocabulary.
pub const SLUGS: [&str; 5] = ["code", "code/docs", "money", "money/ops", "space"];

const UNITS: usize = 4;
const ROLES: usize = 4;
const PEOPLE: usize = 7;

/// An organisation, apart from how it is written.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    units: Vec<UnitPlan>,
    roles: Vec<RolePlan>,
    away: BTreeSet<usize>,
    /// The unit that decides the rest.
    residual: usize,
    /// The method of the organisation's own making.
    vote: (u8, Option<u8>),
}

#[derive(Debug, Clone, PartialEq)]
struct UnitPlan {
    /// A unit before it; the first has none.
    parent: usize,
    members: BTreeSet<usize>,
    domains: BTreeSet<usize>,
    method: Option<&'static str>,
    retired: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct RolePlan {
    exists: bool,
    unit: usize,
    powers: BTreeMap<(&'static str, usize), LinePlan>,
    selection: Option<(usize, Option<u8>)>,
    removal: Option<(BTreeSet<usize>, &'static str)>,
    holders: BTreeMap<usize, SeatPlan>,
}

#[derive(Debug, Clone, PartialEq)]
struct LinePlan {
    up_to: Option<u16>,
    /// With which role, for a joint right.
    with: usize,
    when: bool,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct SeatPlan {
    deputy: bool,
    until: Option<&'static str>,
}

fn unit() -> impl Strategy<Value = UnitPlan> {
    let method = of(prop::sample::select(vec![
        "majority", "consent", "vote", "advice",
    ]));
    (
        0..UNITS,
        btree_set(0..PEOPLE, 0..4),
        btree_set(0..SLUGS.len(), 0..2),
        method,
        prop::bool::weighted(0.08),
    )
        .prop_map(|(parent, members, domains, method, retired)| UnitPlan {
            parent,
            members,
            domains,
            method,
            retired,
        })
}

fn role() -> impl Strategy<Value = RolePlan> {
    let right = prop::sample::select(vec![
        "decide", "decide", "joint", "veto", "execute", "audit", "override",
    ]);
    let line = (
        of(prop::sample::select(vec![100_u16, 500])),
        0..ROLES,
        prop::bool::weighted(0.1),
    )
        .prop_map(|(up_to, with, when)| LinePlan { up_to, with, when });
    let powers = vec(((right, 0..SLUGS.len()), line), 0..3);
    let seat = (
        prop::bool::weighted(0.2),
        prop::sample::select(vec![
            None,
            None,
            Some("2026-01-01"),
            Some("2027-06-30"),
            Some("2029-06-30"),
        ]),
    )
        .prop_map(|(deputy, until)| SeatPlan { deputy, until });
    let holders = vec((0..PEOPLE, seat), 0..3);
    let method = prop::sample::select(vec!["consent", "majority", "vote"]);
    (
        prop::bool::weighted(0.9),
        0..UNITS,
        powers,
        of((0..UNITS, of(1_u8..4))),
        of((btree_set(0..UNITS, 1..3), method)),
        holders,
    )
        .prop_map(
            |(exists, unit, powers, selection, removal, holders)| RolePlan {
                exists,
                unit,
                powers: powers.into_iter().collect(),
                selection,
                removal,
                holders: holders.into_iter().collect(),
            },
        )
}

/// One organisation.
pub fn plan() -> impl Strategy<Value = Plan> {
    (
        vec(unit(), UNITS),
        vec(role(), ROLES),
        btree_set(0..PEOPLE, 0..2),
        0..UNITS,
        (1_u8..4, of(2_u8..4)),
    )
        .prop_map(|(units, roles, away, residual, vote)| Plan {
            units,
            roles,
            away,
            residual,
            vote,
        })
}

/// An organisation, and what became of it: a few records are other ones.
pub fn plans() -> impl Strategy<Value = (Plan, Plan)> {
    (
        plan(),
        plan(),
        vec(prop::bool::weighted(0.25), UNITS + ROLES + 3),
    )
        .prop_map(|(old, other, turn)| {
            let mut new = old.clone();
            let (units, rest) = turn.split_at(UNITS);
            let (roles, rest) = rest.split_at(ROLES);
            for (at, _) in units.iter().enumerate().filter(|(_, turn)| **turn) {
                new.units[at] = other.units[at].clone();
            }
            for (at, _) in roles.iter().enumerate().filter(|(_, turn)| **turn) {
                new.roles[at] = other.roles[at].clone();
            }
            if rest[0] {
                new.away = other.away;
            }
            if rest[1] {
                new.residual = other.residual;
            }
            if rest[2] {
                new.vote = other.vote;
            }
            (old, new)
        })
}

/// How a plan is written down.
#[derive(Debug, Clone, Copy)]
pub struct Form {
    /// Lists and keys the other way round.
    backwards: bool,
    /// One line an item.
    block: bool,
    comments: bool,
    /// Roles and units in folders of their units.
    nested: bool,
    /// Other ids, with the former ones as aliases.
    renamed: bool,
}

impl Form {
    /// The form in which most would write it.
    pub fn plain() -> Self {
        Form {
            backwards: false,
            block: false,
            comments: false,
            nested: false,
            renamed: false,
        }
    }

    /// The same under other ids.
    pub fn renamed() -> Self {
        Form {
            renamed: true,
            ..Form::plain()
        }
    }

    /// Any form with the same ids.
    pub fn any() -> impl Strategy<Value = Self> {
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
            |(backwards, block, comments, nested)| Form {
                backwards,
                block,
                comments,
                nested,
                renamed: false,
            },
        )
    }

    fn id(self, kind: &str, number: usize) -> String {
        if self.renamed {
            format!("new-{kind}{number}")
        } else {
            format!("{kind}{number}")
        }
    }

    fn list(self, mut items: Vec<String>) -> String {
        if self.backwards {
            items.reverse();
        }
        if self.block && !items.is_empty() {
            let items = items.iter().map(|item| format!("\n  - {item}"));
            items.collect()
        } else {
            format!(" [{}]", items.join(", "))
        }
    }

    fn record(self, kind: &str, number: usize, mut lines: Vec<String>) -> String {
        lines.insert(0, format!("name: {} {number}", kind.to_uppercase()));
        if self.renamed {
            lines.push(format!("aliases: [{kind}{number}]"));
        }
        if self.backwards {
            lines.reverse();
        }
        let mut text = String::new();
        for line in lines {
            if self.comments {
                let _ = writeln!(text, "# {kind} {number}");
            }
            let _ = writeln!(text, "{line}");
        }
        text
    }
}

impl Plan {
    fn tree(&self, form: Form) -> MemoryTree {
        let mut tree = MemoryTree::new("plan");
        let id = |kind: &str, number: usize| form.id(kind, number);
        let words: Vec<String> = SLUGS
            .iter()
            .map(|slug| format!("{slug}: what it is"))
            .collect();
        let org = vec![
            "vision: V".to_owned(),
            format!("root: {}", id("unit", 0)),
            format!("residual: {}", id("unit", self.residual)),
            format!("domains: {{{}}}", words.join(", ")),
        ];
        tree = tree.with(
            "org.yaml",
            Form {
                renamed: false,
                ..form
            }
            .record("org", 0, org),
        );
        for number in 0..PEOPLE {
            let mut lines = Vec::new();
            if self.away.contains(&number) {
                lines.push("activity: leave".to_owned());
            }
            tree = tree.with(
                format!("people/{}.yaml", id("p", number)),
                form.record("p", number, lines),
            );
        }
        let folder = |unit: usize| {
            if form.nested {
                format!("units/{}/", id("unit", unit))
            } else {
                String::new()
            }
        };
        for (number, unit) in self.units.iter().enumerate() {
            let path = if form.nested {
                format!("units/area-{number}/{}.yaml", id("unit", number))
            } else {
                format!("units/{}.yaml", id("unit", number))
            };
            tree = tree.with(path, form.record("unit", number, unit.lines(number, form)));
        }
        for (number, role) in self
            .roles
            .iter()
            .enumerate()
            .filter(|(_, role)| role.exists)
        {
            let path = format!("{}roles/{}.yaml", folder(role.unit), id("role", number));
            tree = tree.with(path, form.record("role", number, role.lines(form)));
        }
        let (share, days) = self.vote;
        let mut vote = vec![
            "family: majority".to_owned(),
            format!("pass: \">= {share}/4 of cast\""),
        ];
        vote.extend(days.map(|days| format!("min_period: P{days}D")));
        tree.with(
            "methods/vote.yaml",
            Form {
                renamed: false,
                ..form
            }
            .record("vote", 0, vote),
        )
    }
}

impl UnitPlan {
    fn lines(&self, number: usize, form: Form) -> Vec<String> {
        let mut lines = vec!["purpose: P".to_owned()];
        if number > 0 {
            // Parents come before their children, so that there is no circle.
            lines.push(format!(
                "parent: {}",
                form.id("unit", self.parent.min(number - 1))
            ));
        }
        let members = self.members.iter().map(|person| form.id("p", *person));
        lines.push(format!("members:{}", form.list(members.collect())));
        let domains = self.domains.iter().map(|slug| SLUGS[*slug].to_owned());
        lines.push(format!("domains:{}", form.list(domains.collect())));
        if let Some(method) = self.method {
            lines.push(format!("decides_by: {{default: {method}}}"));
        }
        if self.retired && number > 0 {
            lines.push("status: retired".to_owned());
        }
        lines
    }
}

impl RolePlan {
    fn lines(&self, form: Form) -> Vec<String> {
        let mut lines = vec![
            format!("unit: {}", form.id("unit", self.unit)),
            "accountabilities: [A]".to_owned(),
        ];
        let powers = self.powers.iter().map(|((right, slug), line)| {
            let mut text = format!("{{right: {right}, over: {}", SLUGS[*slug]);
            if let Some(up_to) = line.up_to {
                let _ = write!(text, ", up_to: {up_to} EUR");
            }
            if *right == "joint" {
                let _ = write!(text, ", with: [{}]", form.id("role", line.with));
            }
            if line.when {
                text.push_str(", when: at night");
            }
            text + "}"
        });
        lines.push(format!("powers:{}", form.list(powers.collect())));
        if let Some((by, term)) = &self.selection {
            let term = term.map_or(String::new(), |years| format!(", term: P{years}Y"));
            lines.push(format!("selection: {{by: {}{term}}}", form.id("unit", *by)));
        }
        if let Some((by, method)) = &self.removal {
            let mut by: Vec<String> = by.iter().map(|unit| form.id("unit", *unit)).collect();
            if form.backwards {
                by.reverse();
            }
            lines.push(format!(
                "removal: {{by: [{}], method: {method}}}",
                by.join(", ")
            ));
        }
        let holders = self.holders.iter().map(|(person, seat)| {
            let mut text = format!("{{person: {}, since: 2025-01-01", form.id("p", *person));
            if let Some(until) = seat.until {
                let _ = write!(text, ", until: {until}");
            }
            if seat.deputy {
                text.push_str(", as: deputy");
            }
            text + "}"
        });
        lines.push(format!("holders:{}", form.list(holders.collect())));
        lines
    }
}

/// A plan that was written down, read and evaluated.
pub struct Loading {
    pub loaded: Loaded,
    pub powers: Powers,
}

impl Loading {
    pub fn of(plan: &Plan, form: Form) -> Self {
        let tree = plan.tree(form);
        let loaded = load(&tree, None, &mut Cache::default()).unwrap();
        let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
        assert!(messages.is_empty(), "{messages:?}");
        let powers = powers(&loaded.governance, Date::parse(TODAY).unwrap());
        Loading { loaded, powers }
    }

    pub fn side(&self) -> Side<'_> {
        Side {
            governance: &self.loaded.governance,
            sources: &self.loaded.sources,
            powers: &self.powers,
        }
    }
}
