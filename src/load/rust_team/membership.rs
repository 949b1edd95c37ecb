//! Who belongs to a team through other teams.
//!
//! The members of a team are those it lists, the members of the teams it includes (and of those
//! that they include, and so on), and those that its `include-…` keys bring in. Teams that include
//! one another in a circle all have the same members. Alumni are people who left some team and are
//! in none now.

use std::cell::{Cell, OnceCell};

use super::roll::{Marks, Roll};
use super::team::{Include, TeamFile, TeamKind};
use crate::model::{Id, Member};
use crate::source::{At, Span};

/// How many steps are taken for all teams together. rust-lang/team needs some thousand; without a
/// limit, a few short files could stand for billions of memberships.
const MAX_STEPS: usize = 2_000_000;

/// One way by which people come into a team.
struct Way<'a> {
    through: &'a Id,
    group: Group<'a>,
}

enum Group<'a> {
    /// All members of the team with this number.
    Members(usize),
    /// Those who lead a team.
    Leads(&'a Roll),
    /// Those who left one.
    Former(&'a [Numbered<'a>]),
}

/// Somebody by number and name.
type Numbered<'f> = (u32, &'f Id);

/// Former members, under the team that they left.
type Alumni<'f> = Vec<(&'f Id, Vec<Numbered<'f>>)>;

/// The teams at one point in time, sorted by name.
pub(super) struct Memberships<'f> {
    teams: Vec<&'f TeamFile>,
    archived: Vec<&'f TeamFile>,
    /// Found when a team asks for them.
    alumni: OnceCell<Alumni<'f>>,
    finds_alumni: Cell<bool>,
    steps: Cell<usize>,
}

impl<'f> Memberships<'f> {
    pub(super) fn new(teams: Vec<&'f TeamFile>, archived: Vec<&'f TeamFile>) -> Self {
        Memberships {
            teams,
            archived,
            alumni: OnceCell::new(),
            finds_alumni: Cell::new(false),
            steps: Cell::new(MAX_STEPS),
        }
    }

    /// All former members; none while they are being found, for they count nowhere else.
    fn alumni(&self) -> &Alumni<'f> {
        const NONE: &Alumni<'_> = &Vec::new();
        if self.finds_alumni.get() {
            return NONE;
        }
        self.alumni.get_or_init(|| {
            self.finds_alumni.set(true);
            let found = self.find_alumni();
            self.finds_alumni.set(false);
            found
        })
    }

    /// Whether the limit was reached, so that members are missing.
    pub(super) fn is_incomplete(&self) -> bool {
        self.steps.get() == 0
    }

    /// The members of a team that it does not list, each once, placed at the key that brings them.
    pub(super) fn through_others(&self, team: &TeamFile) -> Vec<At<Member>> {
        let mut known = Marks::default();
        for (number, _) in team.listed.numbered() {
            known.insert(number);
        }
        let mut members = Vec::new();
        let mut people: Vec<Numbered<'_>> = Vec::new();
        for include in &team.includes {
            for way in self.ways(team, include) {
                people.clear();
                match way.group {
                    Group::Members(team) => self.reach(vec![team], &mut people),
                    Group::Leads(leads) => people.extend(leads.numbered()),
                    Group::Former(former) => people.extend(former),
                }
                for (number, person) in &people {
                    if self.step() && known.insert(*number) {
                        members.push(member(person, way.through, include.span));
                    }
                }
            }
        }
        members
    }

    /// Takes one step if there is one left.
    fn step(&self) -> bool {
        let left = self.steps.get();
        self.steps.set(left.saturating_sub(1));
        left > 0
    }

    fn ways(&self, of: &TeamFile, include: &Include) -> Vec<Way<'_>> {
        let others = self.teams.iter().enumerate();
        let others = others.filter(|(_, team)| team.record.id != of.record.id && self.step());
        let members_of = |at: usize| Way {
            through: &self.teams[at].record.id,
            group: Group::Members(at),
        };
        match include {
            Include::Team(name) => {
                let team = self.teams.binary_search_by(|team| team.record.id.cmp(name));
                team.ok().map(members_of).into_iter().collect()
            }
            Include::Leads(kind) => others
                .filter(|(_, team)| team.kind == *kind)
                .map(|(_, team)| Way {
                    through: &team.record.id,
                    group: Group::Leads(&team.leads),
                })
                .collect(),
            Include::AllTeamMembers => others
                .filter(|(_, team)| team.kind == TeamKind::Team && !gathers_alumni(team))
                .map(|(at, _)| members_of(at))
                .collect(),
            Include::AllAlumni => self
                .alumni()
                .iter()
                .map(|(through, people)| Way {
                    through,
                    group: Group::Former(people),
                })
                .collect(),
        }
    }

    /// Adds the members of some teams together; may name a person more than once.
    fn reach<'m>(&'m self, teams: Vec<usize>, people: &mut Vec<Numbered<'m>>) {
        let mut seen = vec![false; self.teams.len()];
        for at in &teams {
            seen[*at] = true;
        }
        let mut open = teams;
        while let Some(at) = open.pop() {
            let team = self.teams[at];
            if !self.step() {
                break;
            }
            people.extend(team.listed.numbered());
            for way in team
                .includes
                .iter()
                .flat_map(|include| self.ways(team, include))
            {
                match way.group {
                    Group::Members(next) if !seen[next] => {
                        seen[next] = true;
                        open.push(next);
                    }
                    Group::Members(_) => {}
                    Group::Leads(leads) => people.extend(leads.numbered()),
                    Group::Former(former) => people.extend(former),
                }
            }
        }
    }

    /// People who left a team, or stood in one that is archived, and are in no team now.
    fn find_alumni(&self) -> Alumni<'f> {
        let numbers = 0..self.teams.len();
        let current = numbers
            .filter(|at| !gathers_alumni(self.teams[*at]))
            .collect();
        let mut people = Vec::new();
        self.reach(current, &mut people);
        let mut current = Marks::default();
        for (number, _) in people {
            current.insert(number);
        }
        let former = |people: &'f Roll| -> Vec<Numbered<'f>> {
            let people = people.numbered();
            people
                .filter(|(person, _)| !current.contains(*person))
                .collect()
        };
        let left = self.teams.iter().chain(&self.archived);
        let left = left.map(|team| (&team.record.id, former(&team.alumni)));
        let ended = self.archived.iter();
        let ended = ended.map(|team| (&team.record.id, former(&team.listed)));
        left.chain(ended).collect()
    }
}

/// Whether a team takes in all former members.
pub(super) fn gathers_alumni(team: &TeamFile) -> bool {
    let mut includes = team.includes.iter();
    includes.any(|include| **include == Include::AllAlumni)
}

fn member(person: &Id, through: &Id, span: Span) -> At<Member> {
    let member = Member {
        person: At::new(person.clone(), span),
        since: None,
        until: None,
        through: Some(through.clone()),
    };
    At::new(member, span)
}
