//! Units.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Cap, Date, Envelope, Id, Kind, Mandate, Object, OneOrMany, Period, RecordData, Text, Weight,
};
use crate::source::{At, Node, Span, TypeFault, read_part};

/// A continuing group with a mandate: circle, team, board, assembly.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// What it is for and may do.
    #[serde(skip)]
    pub mandate: Mandate,
    /// The house word for it.
    #[serde(default, rename = "type")]
    pub unit_type: Option<Text>,
    /// The unit that gave the mandate; none for the root.
    #[serde(default)]
    pub parent: Option<At<Id>>,
    /// Whether it may advise only.
    #[serde(default)]
    pub advisory: bool,
    /// How one becomes a member.
    #[serde(default)]
    pub membership: Option<Membership>,
    /// The members, where they are listed.
    #[serde(default)]
    pub members: Vec<At<Member>>,
    /// How many members it should have.
    #[serde(default)]
    pub size: Option<At<Size>>,
    /// Methods by class of decision; `default` for the rest.
    #[serde(default)]
    pub decides_by: BTreeMap<Object, At<Id>>,
    /// The conflict ladder.
    #[serde(default)]
    pub disputes: Option<At<Id>>,
    /// Its rhythm.
    #[serde(default)]
    pub meets: Vec<Meeting>,
    /// Units that it serves or spans.
    #[serde(default)]
    pub stakeholders: Vec<At<Id>>,
    /// Whether two distinct people link it upwards, chosen from both sides.
    #[serde(default)]
    pub double_link: bool,
    /// The most seats of one affiliation.
    #[serde(default)]
    pub affiliation_cap: Option<Cap>,
    /// When it ends.
    #[serde(default)]
    pub exit: Option<Text>,
}

impl RecordData for Unit {
    const KIND: Kind = Kind::Unit;
    fn read(node: &Node) -> Result<Self, TypeFault> {
        let unit: Unit = read_part(node, |key| {
            !Envelope::KEYS.contains(&key) && !Mandate::KEYS.contains(&key)
        })?;
        let mandate = read_part(node, |key| Mandate::KEYS.contains(&key))?;
        let members = unit.members.into_iter().map(|mut member| {
            if member.value.person.span == Span::default() {
                member.value.person.span = member.span;
            }
            member
        });
        Ok(Unit {
            mandate,
            members: members.collect(),
            ..unit
        })
    }
}

/// How one becomes a member and stops being one.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// The kind of rule.
    pub rule: MembershipRule,
    /// Who lets in.
    #[serde(default)]
    pub admit: Option<Admission>,
    /// Who puts out.
    #[serde(default)]
    pub remove: Option<Admission>,
    /// Who qualifies.
    #[serde(default)]
    pub criteria: Option<Text>,
    /// Whose delegates form it.
    #[serde(default)]
    pub of: Vec<At<Id>>,
    /// How many members there are where they are not listed.
    #[serde(default)]
    pub count: Option<u64>,
    /// What a vote weighs.
    #[serde(default)]
    pub weight: Weight,
    /// Where the list is kept.
    #[serde(default)]
    pub source: Option<Text>,
    /// When a member counts as active.
    #[serde(default)]
    pub active_if: Option<Text>,
    /// How long before one may return.
    #[serde(default)]
    pub cooldown: Option<Period>,
}

/// Kinds of membership rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MembershipRule {
    /// Whoever comes.
    Open,
    /// Whom the members or somebody else invites.
    Invited,
    /// Whom an electorate chooses.
    Elected,
    /// Whom a superior chooses.
    Appointed,
    /// Representatives of other units.
    Delegates,
    /// Holders of other seats.
    ExOfficio,
    /// Owners of shares.
    Shares,
    /// Owners of tokens.
    Tokens,
    /// Whom the lot finds.
    Lot,
}

/// Who decides on a membership, and how.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Admission {
    /// Who.
    pub by: OneOrMany,
    /// How.
    #[serde(default)]
    pub method: Option<At<Id>>,
}

/// One member of a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Who.
    pub person: At<Id>,
    /// First day.
    pub since: Option<At<Date>>,
    /// Last day.
    pub until: Option<At<Date>>,
    /// The unit through which the person is a member, where it is not listed by name.
    pub through: Option<Id>,
}

impl Member {
    /// Whether the membership holds on a day.
    pub fn holds(&self, on: Date) -> bool {
        self.since.is_none_or(|since| *since <= on) && self.until.is_none_or(|until| *until >= on)
    }
}

impl<'de> Deserialize<'de> for Member {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Dated {
            person: At<Id>,
            #[serde(default)]
            since: Option<At<Date>>,
            #[serde(default)]
            until: Option<At<Date>>,
        }
        super::words::text_or(
            deserializer,
            "a person's id, or a mapping with `person`",
            |person: Id| Member {
                // `Unit::read` puts the place of the whole entry here.
                person: At::new(person, Span::default()),
                since: None,
                until: None,
                through: None,
            },
            |dated: Dated| Member {
                person: dated.person,
                since: dated.since,
                until: dated.until,
                through: None,
            },
        )
    }
}

/// Bounds on the number of members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// At least.
    #[serde(default)]
    pub min: Option<u64>,
    /// At most.
    #[serde(default)]
    pub max: Option<u64>,
}

/// A regular meeting.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Which.
    pub what: Text,
    /// How often.
    #[serde(default)]
    pub every: Option<Period>,
    /// At what time of day.
    #[serde(default)]
    pub time: Option<Text>,
    /// In which IANA time zone.
    #[serde(default)]
    pub timezone: Option<Text>,
}
