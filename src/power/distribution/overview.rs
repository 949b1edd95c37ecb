//! The distribution of power in a whole organisation.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{Actor, Governance, Id, Object, Right};
use crate::power::game::{Exact, Scheme, Standing, Why, scheme, without_game};
use crate::power::{Act, People, Power, Powers, StandIn};

use super::{Distribution, Found, Population, bus_factor, smallest_group};

/// How the power to decide is spread over the people of an organisation.
#[derive(Debug)]
pub struct Overview<'p> {
    /// For each person who can act, the sum of Banzhaf's absolute index over all powers to decide,
    /// one part for each power; equal shares where a power has no game. A joint power counts once.
    pub authority: BTreeMap<Id, Exact>,
    /// Powers to decide that one person can use and nobody else has a say in.
    pub single: Vec<&'p Power>,
    /// For each domain that somebody can decide on, everybody who has a part in it.
    pub deciders: BTreeMap<&'p Object, BTreeSet<Id>>,
    /// Powers to decide that nobody can use: vacant, or with a threshold beyond reach.
    pub nobody: Vec<&'p Power>,
    /// Powers to decide whose shares are not computed, and why.
    pub not_computed: Vec<(&'p Power, Why)>,
    /// What it takes to use each of the powers to decide.
    all: Vec<Scheme>,
    /// What it takes to decide on each domain.
    domains: Vec<Scheme>,
}

/// How the power to decide is spread, in counts alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Everybody who can act.
    pub people: usize,
    /// Those who can settle something that nobody else has a say in.
    pub alone: usize,
    /// The fewest who hold more than half of the power; none where nobody has any.
    pub half: Option<usize>,
    /// The domains that somebody decides on.
    pub topics: usize,
    /// Those that one person decides on.
    pub one: usize,
}

impl Overview<'_> {
    /// Adds what so many powers of one kind give to each person.
    fn add(&mut self, standing: &Standing, times: u64) {
        let times = Exact::from(times);
        // Those who stand alike follow each other, and most people are counted here once.
        let mut last: Option<(&Exact, Exact)> = None;
        for position in standing.positions.iter().filter(|_| !times.is_zero()) {
            let indices = position.indices.as_ref();
            let index = indices.map(|indices| &indices.banzhaf);
            let Some(index) = index.or(position.share.as_ref()) else {
                continue;
            };
            let part = match last.take() {
                Some((known, part)) if known == index => part,
                _ => index * &times,
            };
            let person = position.person.clone();
            let sum = self.authority.entry(person).or_insert_with(Exact::zero);
            *sum = if sum.is_zero() {
                part.clone()
            } else {
                &*sum + &part
            };
            last = Some((index, part));
        }
    }

    /// The counts that tell one day from another.
    pub fn counts(&self) -> Counts {
        let (one, topics) = self.decided_by_one();
        let half = Exact::ratio(1, 2);
        let holders = self.distribution(Population::Everybody).zip(half);
        Counts {
            people: self.authority.len(),
            alone: self.deciding_alone().len(),
            half: holders.and_then(|(all, half)| all.nakamoto(&half)),
            topics,
            one,
        }
    }

    /// The distribution of authority; `None` where nobody has any.
    pub fn distribution(&self, population: Population) -> Option<Distribution> {
        Distribution::new(population, self.authority.values().cloned())
    }

    /// A smallest group that could use all powers to decide: a search, see [`smallest_group`].
    pub fn whole(&self) -> Option<Found> {
        smallest_group(&self.all)
    }

    /// A smallest group without whom more than half of all domains lose their deciders: a search,
    /// see [`bus_factor`].
    pub fn bus_factor(&self) -> Option<Found> {
        bus_factor(&self.domains)
    }

    /// Everybody who can settle something that nobody else has a say in.
    pub fn deciding_alone(&self) -> BTreeSet<&Id> {
        let people = self.single.iter().flat_map(|power| power.people.iter());
        people.collect()
    }

    /// How many domains one person decides on, and how many somebody does.
    pub fn decided_by_one(&self) -> (usize, usize) {
        let one = self.deciders.values().filter(|people| people.len() == 1);
        (one.count(), self.deciders.len())
    }
}

/// The distribution of the powers to decide, alone or jointly, without special condition.
pub fn overview<'p>(governance: &Governance, powers: &'p Powers) -> Overview<'p> {
    let everybody = governance.people.keys().filter(|id| {
        let actor = Actor::Person((*id).clone());
        !powers.roster.people(&actor).is_empty()
    });
    let mut view = Overview {
        authority: everybody.map(|id| (id.clone(), Exact::zero())).collect(),
        single: Vec::new(),
        deciders: BTreeMap::new(),
        nobody: Vec::new(),
        not_computed: Vec::new(),
        all: Vec::new(),
        domains: Vec::new(),
    };
    // With how often each counts: most powers are used as others are.
    let mut known: BTreeMap<(Scheme, People), (Standing, u64)> = BTreeMap::new();
    let mut others: Vec<(Standing, u64)> = Vec::new();
    let mut joint: BTreeSet<(&str, Act, Vec<Id>)> = BTreeSet::new();
    let mut all: BTreeSet<Scheme> = BTreeSet::new();
    let mut domains: BTreeMap<&str, Vec<Scheme>> = BTreeMap::new();
    let deciding = powers.all.iter().filter(|power| {
        matches!(power.key.right, Right::Decide | Right::Joint) && power.key.when.is_none()
    });
    for power in deciding {
        let object = power.key.object.as_str();
        let domain = is_domain(object).then(|| domains.entry(object).or_default());
        let (standing, times) = match scheme(governance, powers, power) {
            Ok(scheme) => {
                let nobody = || without_game(power, Why::Nobody);
                let own = !matches!(power.stand_in, Some(StandIn::Delegator(_)));
                if let Some(domain) = domain.filter(|_| own) {
                    domain.push(scheme.clone());
                }
                let key = (scheme, People::clone(&power.people));
                match known.entry(key) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => {
                        let (scheme, people) = new.key();
                        all.insert(scheme.clone());
                        let standing = scheme.standing(people).unwrap_or_else(nobody);
                        new.insert((standing, 0))
                    }
                }
            }
            Err(why) => others.push_mut((without_game(power, why), 0)),
        };
        if standing.body.never_passes || standing.why == Some(Why::Nobody) {
            view.nobody.push(power);
            continue;
        }
        if let Some(why) = &standing.why {
            view.not_computed.push((power, why.clone()));
        }
        if standing.positions.len() == 1 {
            view.single.push(power);
        }
        let people = standing.positions.iter().map(|p| p.person.clone());
        if is_domain(object) && object != "residual" {
            let deciders = view.deciders.entry(&power.key.object).or_default();
            deciders.extend(people.clone());
        }
        if power.key.right == Right::Joint
            && !joint.insert((object, power.key.act, people.collect()))
        {
            continue;
        }
        *times += 1;
    }
    for (standing, times) in known.into_values().chain(others) {
        view.add(&standing, times);
    }
    view.all = all.into_iter().collect();
    view.domains = domains.into_values().map(Scheme::any).collect();
    view
}

/// Whether an object is a domain of the organisation's own, or what is left of them all.
fn is_domain(object: &str) -> bool {
    let reserved = ["seats", "membership", "rules", "structure"];
    let first = object.split('/').next().unwrap_or_default();
    !reserved.contains(&first)
}
