//! Small groups with large effect: who together could decide everything, and whose loss would leave
//! most of it without anybody.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Id;
use crate::power::game::{Demand, Group, Scheme};

/// The most times that a search looks at a power: some tenths of a second.
const LOOKS: usize = 4_000_000;

/// A group of people with some property.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The people, sorted.
    pub people: Vec<Id>,
    /// Whether no smaller group has it. Otherwise the search was too large, and their number is an
    /// upper bound.
    pub least: bool,
}

/// A smallest group that can use every one of these powers, those that nobody can use left aside;
/// `None` where none is left.
///
/// Finding it is hard in general. Whoever can block a power belongs to it; the others are added
/// greedily, and then all smaller groups are tried, people who belong to the same bodies taken as
/// one kind, up to four million looks at a power.
pub fn smallest_group(schemes: &[Scheme]) -> Option<Found> {
    let field = Field::new(schemes);
    let everybody = field.everybody();
    let demands: BTreeSet<&Demand> = field
        .demands
        .iter()
        .filter(|demand| demand.missing(&everybody) == 0)
        .collect();
    let demands: Vec<&Demand> = demands.into_iter().collect();
    if demands.is_empty() {
        return None;
    }
    let missing = |members: &Group| -> Vec<u64> {
        let missing = demands.iter().map(|demand| demand.missing(members));
        missing.collect()
    };
    // Nothing without those who block.
    let mut needed = Group::none(field.players.len());
    let touching = touching(field.players.len(), &demands);
    for (player, own) in touching.iter().enumerate() {
        let mut others = everybody.clone();
        others.remove(player);
        if own.iter().any(|at| demands[*at].missing(&others) > 0) {
            needed.insert(player);
        }
    }
    // Greedy: whoever brings all demands closest to being met.
    let mut members = needed.clone();
    let mut greedy = 0;
    let mut open = missing(&members);
    while open.iter().any(|missing| *missing > 0) {
        // How much nearer, and how many demands met; only those that name a person change by them.
        let mut best: Option<((u64, usize), usize)> = None;
        for player in (0..field.players.len()).filter(|player| !members.contains(*player)) {
            let mut with = members.clone();
            with.insert(player);
            let (mut nearer, mut met) = (0, 0);
            for at in &touching[player] {
                let left = demands[*at].missing(&with);
                nearer = open[*at].saturating_sub(left).saturating_add(nearer);
                met += usize::from(open[*at] > 0 && left == 0);
            }
            if best.is_none_or(|(most, _)| (nearer, met) > most) {
                best = Some(((nearer, met), player));
            }
        }
        let (_, player) = best?;
        members.insert(player);
        for at in &touching[player] {
            open[*at] = demands[*at].missing(&members);
        }
        greedy += 1;
    }
    let mut search = Search::new(&field, needed);
    for size in 0..greedy {
        let enough = |members: &Group, left: usize| {
            let missing = missing(members).into_iter().max().unwrap_or(0);
            if missing > left as u64 {
                Step::Never
            } else if missing == 0 {
                Step::Found
            } else {
                Step::Open
            }
        };
        match search.of_size(size, &enough) {
            Ok(None) => {}
            Ok(Some(found)) => return Some(field.found(&found, true)),
            Err(TooLong) => return Some(field.found(&members, false)),
        }
    }
    Some(field.found(&members, true))
}

/// The bus factor: a smallest group without whom more than half of these powers have nobody left
/// who can use them, though fewer members now suffice for a majority of them (after Avelino and
/// others 2016, for files and authors). Powers that nobody can use now count as lost from the
/// start, so that the group may be empty. `None` without any power.
///
/// The search is that of [`smallest_group`]; its greedy start takes away whoever is needed most.
pub fn bus_factor(schemes: &[Scheme]) -> Option<Found> {
    if schemes.is_empty() {
        return None;
    }
    let field = Field::new(schemes);
    let lost = |gone: &Group| {
        let lost = field.demands.iter().filter(|demand| !demand.survives(gone));
        lost.count()
    };
    let enough = |gone: &Group| 2 * lost(gone) > field.demands.len();
    let all: Vec<&Demand> = field.demands.iter().collect();
    let touching = touching(field.players.len(), &all);
    let mut gone = Group::none(field.players.len());
    let mut greedy = 0;
    while !enough(&gone) {
        let living: Vec<bool> = all.iter().map(|demand| demand.survives(&gone)).collect();
        let mut best: Option<((usize, usize), usize)> = None;
        for player in (0..field.players.len()).filter(|player| !gone.contains(*player)) {
            let mut without = gone.clone();
            without.insert(player);
            // Only demands that name a person are lost by losing them.
            let own = touching[player].iter().filter(|at| living[**at]);
            let (mut dead, mut named) = (0, 0);
            for at in own {
                named += 1;
                dead += usize::from(!all[*at].survives(&without));
            }
            if best.is_none_or(|(most, _)| (dead, named) > most) {
                best = Some(((dead, named), player));
            }
        }
        gone.insert(best?.1);
        greedy += 1;
    }
    let mut search = Search::new(&field, Group::none(field.players.len()));
    for size in 0..greedy {
        let step = |gone: &Group, _: usize| {
            if enough(gone) {
                Step::Found
            } else {
                Step::Open
            }
        };
        match search.of_size(size, &step) {
            Ok(None) => {}
            Ok(Some(found)) => return Some(field.found(&found, true)),
            Err(TooLong) => return Some(field.found(&gone, false)),
        }
    }
    Some(field.found(&gone, true))
}

/// For each person, the numbers of the demands that name them.
fn touching(players: usize, demands: &[&Demand]) -> Vec<Vec<usize>> {
    let mut touching = vec![Vec::new(); players];
    for (at, demand) in demands.iter().enumerate() {
        for body in demand.bodies() {
            for player in body.players() {
                let own: &mut Vec<usize> = &mut touching[player];
                if own.last() != Some(&at) {
                    own.push(at);
                }
            }
        }
    }
    touching
}

/// Schemes over numbered people.
struct Field {
    players: Vec<Id>,
    demands: Vec<Demand>,
}

impl Field {
    fn new(schemes: &[Scheme]) -> Self {
        let people: BTreeSet<Id> = schemes.iter().flat_map(Scheme::people).collect();
        let players: Vec<Id> = people.into_iter().collect();
        let demands = schemes.iter().map(|scheme| scheme.demand(&players));
        Field {
            demands: demands.collect(),
            players,
        }
    }

    fn everybody(&self) -> Group {
        let mut everybody = Group::none(self.players.len());
        (0..self.players.len()).for_each(|player| everybody.insert(player));
        everybody
    }

    fn found(&self, group: &Group, least: bool) -> Found {
        let members = self.players.iter().enumerate();
        let members = members.filter(|(player, _)| group.contains(*player));
        Found {
            people: members.map(|(_, id)| id.clone()).collect(),
            least,
        }
    }

    /// People who belong to the same bodies, and so can stand for each other.
    fn kinds(&self) -> Vec<Vec<usize>> {
        let mut bodies: Vec<&Group> = self.demands.iter().flat_map(Demand::bodies).collect();
        bodies.sort();
        bodies.dedup();
        let mut kinds: BTreeMap<Vec<bool>, Vec<usize>> = BTreeMap::new();
        for player in 0..self.players.len() {
            let of = bodies.iter().map(|body| body.contains(player)).collect();
            kinds.entry(of).or_default().push(player);
        }
        // Those in most bodies first.
        let mut kinds: Vec<(usize, Vec<usize>)> = kinds
            .into_iter()
            .map(|(of, players)| (of.iter().filter(|is| **is).count(), players))
            .collect();
        kinds.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        kinds.into_iter().map(|(_, players)| players).collect()
    }
}

/// What a group is worth to a search.
enum Step {
    /// It has the property.
    Found,
    /// Larger ones may have it.
    Open,
    /// None that is large enough to be looked at has it.
    Never,
}

/// A search has looked at as many groups as it may.
struct TooLong;

/// A search of groups by size.
struct Search {
    /// Who belongs to every group.
    start: Group,
    kinds: Vec<Vec<usize>>,
    steps: usize,
    most: usize,
}

impl Search {
    fn new(field: &Field, start: Group) -> Self {
        let mut kinds = field.kinds();
        for kind in &mut kinds {
            kind.retain(|player| !start.contains(*player));
        }
        kinds.retain(|kind| !kind.is_empty());
        Search {
            start,
            kinds,
            steps: 0,
            most: LOOKS / field.demands.len().max(1),
        }
    }

    /// A group of so many further people with the property.
    fn of_size(
        &mut self,
        size: usize,
        step: &dyn Fn(&Group, usize) -> Step,
    ) -> Result<Option<Group>, TooLong> {
        let mut group = self.start.clone();
        let found = self.kind(0, size, &mut group, step)?;
        Ok(found.then_some(group))
    }

    fn kind(
        &mut self,
        kind: usize,
        left: usize,
        group: &mut Group,
        step: &dyn Fn(&Group, usize) -> Step,
    ) -> Result<bool, TooLong> {
        self.steps += 1;
        if self.steps > self.most {
            return Err(TooLong);
        }
        match step(group, left) {
            Step::Found => return Ok(true),
            Step::Never => return Ok(false),
            Step::Open => {}
        }
        let Some(members) = self.kinds.get(kind).cloned() else {
            return Ok(false);
        };
        let most = left.min(members.len());
        for member in &members[..most] {
            group.insert(*member);
        }
        for count in (0..=most).rev() {
            if self.kind(kind + 1, left - count, group, step)? {
                return Ok(true);
            }
            if count > 0 {
                group.remove(members[count - 1]);
            }
        }
        Ok(false)
    }
}
