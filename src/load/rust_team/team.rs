//! `teams/**/*.toml`.

use std::sync::Arc;

use super::people::People;
use super::reader::{Listed, Reader};
use super::roll::{Numbers, Roll};
use super::{entries, permissions};
use crate::model::{Entry, Envelope, Id, Member, Record, RecordData, Role, Status, Text, Unit};
use crate::source::{At, Node, Span};

/// The id of the unit that teams without a parent belong to.
pub(super) const ROOT: &str = "project";

/// What a marker team is for, where its file does not say it: such teams need no description.
const MARKER_PURPOSE: &str = "Marks people for permissions and access";

/// What sort of team it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TeamKind {
    Team,
    WorkingGroup,
    ProjectGroup,
    MarkerTeam,
}

impl TeamKind {
    const ALL: [(&str, TeamKind); 4] = [
        ("team", TeamKind::Team),
        ("working-group", TeamKind::WorkingGroup),
        ("project-group", TeamKind::ProjectGroup),
        ("marker-team", TeamKind::MarkerTeam),
    ];

    fn word(self) -> &'static str {
        match self {
            TeamKind::Team => "team",
            TeamKind::WorkingGroup => "working group",
            TeamKind::ProjectGroup => "project group",
            TeamKind::MarkerTeam => "marker team",
        }
    }

    /// The key `kind`, or the flags `wg` and `marker-team` that came before it.
    fn read(root: &Node, reader: &mut Reader) -> TeamKind {
        if let Some(word) = reader.text(root, "kind") {
            let known = TeamKind::ALL.map(|(word, _)| word);
            if reader.one_of("`kind`", &word, &known) {
                let found = TeamKind::ALL
                    .into_iter()
                    .find(|(known, _)| *known == word.value);
                return found.map_or(TeamKind::Team, |(_, kind)| kind);
            }
        }
        if reader.flag(root, "wg").is_some() {
            TeamKind::WorkingGroup
        } else if reader.flag(root, "marker-team").is_some() {
            TeamKind::MarkerTeam
        } else {
            TeamKind::Team
        }
    }
}

/// Whom a team takes in without naming them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Include {
    /// The members of another team.
    Team(Id),
    /// The leads of all teams of a kind.
    Leads(TeamKind),
    /// The members of all teams proper.
    AllTeamMembers,
    /// All former members who are members of no team.
    AllAlumni,
}

/// A role of a team, before it is known whether its id is free.
#[derive(Debug)]
pub(super) struct Seat {
    /// `lead`, or the id that the team gives it.
    pub word: Id,
    /// The name of the team and the word.
    pub id: Id,
    pub span: Span,
    pub head: Span,
    pub envelope: Arc<Envelope>,
    pub role: Arc<Role>,
}

/// What the file of a team says.
#[derive(Debug)]
pub(super) struct TeamFile {
    /// Complete but for members through other teams.
    pub record: Record<Unit>,
    /// Its name alone, as of something that is no more.
    pub bare: Record<Unit>,
    pub kind: TeamKind,
    pub archived: bool,
    /// Whether its parent is the root unit.
    pub top: bool,
    /// The people named in `members`, whether or not that means anything now.
    pub listed: Roll,
    pub leads: Roll,
    pub alumni: Roll,
    pub includes: Vec<At<Include>>,
    /// What the file records directly.
    pub entries: Arc<[Entry]>,
    /// The role of the leads, where there are any.
    pub lead: Option<Seat>,
    pub roles: Vec<Seat>,
}

impl TeamFile {
    /// Everybody whom it names as a member, a lead or a former member.
    pub(super) fn named(&self) -> impl Iterator<Item = &Id> {
        self.listed.iter().chain(&self.leads).chain(&self.alumni)
    }

    pub(super) fn read(
        root: &Node,
        archived: bool,
        reader: &mut Reader,
        numbers: &mut Numbers,
    ) -> Option<TeamFile> {
        let Some(name) = root.get("name") else {
            reader.missing("name", "team", root);
            return None;
        };
        let id = reader.name("`name`", name)?;
        let kind = TeamKind::read(root, reader);
        let people = People::read(root, reader);

        let parent = root.get("subteam-of");
        let parent = parent.and_then(|parent| reader.name("`subteam-of`", parent));
        let top = parent.is_none();
        let parent = parent.unwrap_or_else(|| {
            let top_level = reader.flag(root, "top-level");
            At::new(Id::of(ROOT), top_level.unwrap_or(id.span))
        });

        let site = reader.table(root, "website");
        let title = site.and_then(|site| reader.text(site, "name"));
        let title = title.unwrap_or(At::new(id.as_str(), id.span));
        let mut envelope = Envelope::named(At::new(Text::of(title.value), title.span));
        envelope.id = Some(id.clone());
        let described = site.and_then(|site| reader.text(site, "description"));
        let marker = (kind == TeamKind::MarkerTeam).then_some(MARKER_PURPOSE);
        let purpose = described.map(|text| text.value).or(marker).map(Text::of);

        let mut unit = Unit {
            unit_type: Some(Text::of(kind.word())),
            parent: Some(parent),
            ..Unit::default()
        };
        unit.mandate.purpose = purpose;
        let mut lead = None;
        let mut roles = Vec::new();
        if archived {
            envelope.status = Status::Retired;
        } else {
            unit.members = people.members.iter().map(member).collect();
            unit.mandate.powers = permissions::read(root, "permissions", reader);
            lead = people.lead_role(root, &id, reader);
            roles = people.own_roles(root, &id, reader);
        }
        reader.concerns(Unit::KIND, &id);
        let record = Record {
            source: reader.source,
            span: root.span,
            head: id.span,
            body: None,
            envelope: Arc::new(envelope),
            data: Arc::new(unit),
            id: id.value,
        };
        let mut retired = Envelope::clone(&record.envelope);
        retired.status = Status::Retired;
        let bare = Record {
            id: record.id.clone(),
            envelope: Arc::new(retired),
            data: Arc::default(),
            ..record
        };
        let mut team = TeamFile {
            entries: Arc::from([]),
            kind,
            archived,
            top,
            listed: roll(&people.members, numbers),
            leads: roll(&people.leads, numbers),
            alumni: roll(&people.alumni, numbers),
            includes: people.includes,
            lead,
            roles,
            bare,
            record,
        };
        team.entries = entries::of_team(&team);
        Some(team)
    }
}

fn member(listed: &Listed) -> At<Member> {
    let person = listed.person.clone();
    let span = person.span;
    At::new(
        Member {
            person,
            since: None,
            until: None,
            through: None,
        },
        span,
    )
}

fn roll(listed: &[Listed], numbers: &mut Numbers) -> Roll {
    let names = listed.iter().map(|entry| entry.person.value.clone());
    Roll::new(names.collect(), numbers)
}
