//! From a power to the people who must agree that it be used, by the method of each party.

use std::collections::BTreeSet;

use crate::model::{Actor, Family, Governance, Id, Method, Right, Text, Weight};
use crate::power::{People, Power, PowerKey, Powers, StandIn, default_method};

use super::need::{self, Need};
use super::{Scheme, TooLarge};

/// Why a power has no game that could be read off its method. Its shares are then taken as equal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Why {
    /// Nobody can exercise it.
    #[error("nobody can exercise it")]
    Nobody,
    /// The method is not known.
    #[error("the method `{0}` is not known")]
    Unknown(Id),
    /// No vote settles it: chance, custom or a ladder of steps does.
    #[error("no vote settles it, but {}", match .0 {
        Family::Lot => "the lot",
        Family::Emergent => "whom people follow",
        _ => "a ladder of steps",
    })]
    NoVote(Family),
    /// The method lets one person decide, and the holder is a unit.
    #[error("one person decides, and no record says which member of the unit that is")]
    OneOfUnit,
    /// What a vote weighs is kept elsewhere.
    #[error("votes weigh by {}, which the records do not hold", match .0 {
        Weight::Tokens => "tokens",
        _ => "shares",
    })]
    Weights(Weight),
    /// A joint right that names no partner and has none.
    #[error("it is joint, and nobody shares it")]
    NoPartner,
    /// An expression that cannot be read.
    #[error("`{text}` ({field}) cannot be read")]
    Unreadable {
        /// The field of the method.
        field: &'static str,
        /// What it says.
        text: Text,
    },
    /// There are too many coalitions.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
}

/// Who must agree that a power be used.
///
/// - `execute`, `propose`, `advise`, `audit`: each person alone.
/// - `holder`, `advice`: each holder of the role alone; what stands in for a vacant role decides
///   by its own method.
/// - `consent`, `consensus`, `lazy-consensus`: everybody, unless `if_stuck` names a method by
///   which the same people then decide.
/// - `majority`, `ranked`, `score`: what `pass` says, more than half if nothing. (Who can place an
///   option first on more than half of the ballots can make it win by every ranked count in use,
///   and by scores.)
/// - `joint`, and rights with co-deciders: every party, each by its own method.
///
/// A quorum must be in reach without those who are against. A veto is a party that must agree,
/// unless `override` lets the vote pass all the same; where the deciding unit itself has it, each
/// member has. A casting vote counts at a tie. `electors` count where they are the id of an actor
/// or person; other words cannot be read and leave the vote with the holder. Gates that come
/// before the vote, such as sponsors and periods, are left out.
///
/// # Errors
///
/// [`Why`] the method gives no game.
pub fn scheme(governance: &Governance, powers: &Powers, power: &Power) -> Result<Scheme, Why> {
    let reading = Reading { governance, powers };
    let partners = reading.partners(power);
    if power.key.right == Right::Joint && partners.is_empty() {
        return Err(Why::NoPartner);
    }
    let mut parties = vec![reading.party(power, !partners.is_empty())?];
    for partner in &partners {
        parties.push(reading.partner(power, partner)?);
    }
    Ok(Scheme::all(parties))
}

/// How many votes in a row are read, each for the case that the one before is stuck.
const FALLBACKS: usize = 8;

struct Reading<'g> {
    governance: &'g Governance,
    powers: &'g Powers,
}

/// The people of one party, and how they decide.
struct Party<'p> {
    key: &'p PowerKey,
    people: People,
}

impl Reading<'_> {
    /// The other parties of a power: its co-deciders, or where a joint right names none, the
    /// others who have it.
    fn partners(&self, power: &Power) -> Vec<Actor> {
        if power.with.is_empty() && power.key.right == Right::Joint {
            let others = self.powers.over(&power.key.object).filter(|other| {
                let (a, b) = (&other.key, &power.key);
                a.right == b.right && a.act == b.act && a.when == b.when && a.holder != b.holder
            });
            return others.map(|other| other.key.holder.clone()).collect();
        }
        let others = power.with.iter().filter_map(|id| {
            let actor = self.governance.actor_or_person(id)?;
            (actor != power.key.holder).then_some(actor)
        });
        others.collect()
    }

    /// The say of the holder of a power.
    fn party(&self, power: &Power, joint: bool) -> Result<Scheme, Why> {
        let people = &power.people;
        if people.is_empty() {
            return Err(Why::Nobody);
        }
        let alone = matches!(power.family, Some(Family::Holder | Family::Advice));
        let method = match &power.stand_in {
            _ if joint && power.family == Some(Family::Joint) => self.own_method(&power.key),
            Some(StandIn::Delegator(actor)) if alone => self.own_method(&PowerKey {
                holder: actor.clone(),
                ..power.key.clone()
            }),
            _ => power.method.clone(),
        };
        let key = match &power.stand_in {
            Some(StandIn::Delegator(actor)) => &PowerKey {
                holder: actor.clone(),
                ..power.key.clone()
            },
            _ => &power.key,
        };
        let party = Party {
            key,
            people: People::clone(people),
        };
        self.decides(&party, &method)
    }

    /// The say of a co-decider.
    fn partner(&self, power: &Power, partner: &Actor) -> Result<Scheme, Why> {
        let key = PowerKey {
            holder: partner.clone(),
            ..power.key.clone()
        };
        if let Some(own) = self.powers.get(&key) {
            return self.party(own, true);
        }
        self.actor(key)
    }

    /// The say of an actor by its own method.
    fn actor(&self, key: PowerKey) -> Result<Scheme, Why> {
        let (people, stand_in) = self.powers.roster.able(self.governance, &key);
        let key = match stand_in {
            Some(StandIn::Delegator(holder)) => PowerKey { holder, ..key },
            _ => key,
        };
        let method = self.own_method(&key);
        let party = Party { key: &key, people };
        self.decides(&party, &method)
    }

    fn own_method(&self, key: &PowerKey) -> Id {
        default_method(self.governance, key)
    }

    /// How a party decides by a method, vetoes and all.
    fn decides(&self, party: &Party<'_>, method: &Id) -> Result<Scheme, Why> {
        if party.people.is_empty() {
            return Err(Why::Nobody);
        }
        if !party.key.right.binds() {
            return Ok(Scheme::of(&party.people, Need::Anyone));
        }
        let terms = Terms::of(self.governance, method);
        let Some(terms) = terms else {
            return one(&party.people).ok_or_else(|| Why::Unknown(method.clone()));
        };
        let votes = self.votes(party, method, terms.clone())?;
        self.with_vetoes(party, &terms, votes)
    }

    /// What the votes take, the first and those that follow where it is stuck.
    fn votes(&self, party: &Party<'_>, method: &Id, terms: Terms<'_>) -> Result<Scheme, Why> {
        let mut seen = BTreeSet::from([method.clone()]);
        let mut votes = vec![self.vote(party, &terms)?];
        let mut terms = terms;
        while let Some(fallback) = self.fallback(party, &terms, &mut seen)
            && votes.len() < FALLBACKS
        {
            votes.push(self.vote(party, &fallback)?);
            terms = fallback;
        }
        Ok(Scheme::any(votes))
    }

    /// What one vote takes.
    fn vote(&self, party: &Party<'_>, terms: &Terms<'_>) -> Result<Scheme, Why> {
        let family = terms.family;
        let people = match family {
            Family::Holder | Family::Advice => People::clone(&party.people),
            _ => self.electors(party, terms),
        };
        if people.is_empty() {
            return Err(Why::Nobody);
        }
        let mut needs = match family {
            Family::Holder | Family::Advice => {
                return if matches!(party.key.holder, Actor::Unit(_)) {
                    one(&people).ok_or(Why::OneOfUnit)
                } else {
                    Ok(Scheme::of(&people, Need::Anyone))
                };
            }
            Family::Lot | Family::Emergent | Family::Ladder => {
                return one(&people).ok_or(Why::NoVote(family));
            }
            Family::Joint => vec![Need::Everyone],
            _ => match terms.first(|method| method.pass.as_ref()) {
                Some(text) => self.read_pass("pass", text, party)?,
                None if matches!(family, Family::Majority | Family::Ranked | Family::Score) => {
                    vec![Need::majority()]
                }
                None => vec![Need::Everyone],
            },
        };
        let weight = self.weight(party, terms);
        if weight != Weight::Person && people.len() > 1 && needs.iter().any(Need::weighs) {
            return Err(Why::Weights(weight));
        }
        let tied = needs.iter().position(|need| need.tied().is_some());
        let casting = terms
            .first(|method| method.casting_vote.as_ref())
            .filter(|_| tied.is_some())
            .and_then(|id| self.governance.actor_or_person(id))
            .and_then(|actor| self.chair(&actor));
        let mut quorum = None;
        if let Some(text) = terms.first(|method| method.quorum.as_ref()) {
            quorum = Some(need::quorum(text).ok_or_else(|| Why::Unreadable {
                field: "quorum",
                text: match text {
                    crate::model::CountOrFormula::Formula(text) => text.clone(),
                    crate::model::CountOrFormula::Count(count) => Text::of(count.to_string()),
                },
            })?);
        }
        let all = |needs: &[Need]| {
            let needs = needs.iter().chain(&quorum);
            Scheme::all(needs.map(|need| Scheme::of(&people, need.clone())))
        };
        let mut scheme = all(&needs);
        if let (Some(chair), Some(at)) = (casting, tied) {
            if let Some(need) = needs[at].tied() {
                needs[at] = need;
            }
            scheme = Scheme::any([scheme, Scheme::all([all(&needs), chair])]);
        }
        Ok(scheme)
    }

    /// The casting vote of an actor: any holder of a role, all members of a unit. `None` where it
    /// is vacant: a tie then stays a tie.
    fn chair(&self, actor: &Actor) -> Option<Scheme> {
        let people = self.powers.roster.people(actor);
        let need = match actor {
            Actor::Unit(_) => Need::Everyone,
            Actor::Role(_) | Actor::Person(_) => Need::Anyone,
        };
        (!people.is_empty()).then(|| Scheme::of(people, need))
    }

    /// The method by which the same people decide if they do not agree.
    fn fallback(
        &self,
        party: &Party<'_>,
        terms: &Terms<'_>,
        seen: &mut BTreeSet<Id>,
    ) -> Option<Terms<'_>> {
        let agree = matches!(
            terms.family,
            Family::Consent | Family::Consensus | Family::LazyConsensus
        );
        let id = terms.first(|method| method.if_stuck.as_ref())?;
        if !agree || self.governance.actor_or_person(id).is_some() || !seen.insert(id.value.clone())
        {
            return None;
        }
        let fallback = Terms::of(self.governance, id)?;
        let electors = fallback.first(|method| method.electors.as_ref());
        let same = electors.is_none_or(|text| text.trim() == party.key.holder.id().as_str());
        same.then_some(fallback)
    }

    /// Whose votes count.
    fn electors(&self, party: &Party<'_>, terms: &Terms<'_>) -> People {
        let named = terms
            .first(|method| method.electors.as_ref())
            .and_then(|text| self.governance.actor_or_person(text.trim()))
            .filter(|actor| *actor != party.key.holder);
        match named {
            Some(actor) => People::clone(self.powers.roster.people(&actor)),
            None => People::clone(&party.people),
        }
    }

    fn weight(&self, party: &Party<'_>, terms: &Terms<'_>) -> Weight {
        let own = terms.chain.iter().map(|method| method.weight);
        let of_unit = match &party.key.holder {
            Actor::Unit(id) => self.governance.units.get(id),
            _ => None,
        };
        let of_unit = of_unit
            .and_then(|unit| unit.data.membership.as_ref())
            .map(|membership| membership.weight);
        own.chain(of_unit)
            .find(|weight| *weight != Weight::Person)
            .unwrap_or_default()
    }

    fn read_pass(
        &self,
        field: &'static str,
        text: &Text,
        party: &Party<'_>,
    ) -> Result<Vec<Need>, Why> {
        need::pass(text, self.seats(&party.key.holder)).ok_or_else(|| Why::Unreadable {
            field,
            text: text.clone(),
        })
    }

    /// The number of seats of a role, where it is fixed.
    fn seats(&self, holder: &Actor) -> u64 {
        let Actor::Role(id) = holder else {
            return 0;
        };
        let seats = self.governance.roles.get(id);
        let seats = seats.and_then(|role| role.data.seats.as_ref());
        let (min, max) = seats.map_or((1, 1), |seats| {
            (seats.min.unwrap_or(1), seats.max.unwrap_or(1))
        });
        if min == max { max } else { 0 }
    }

    /// A vote that some can stop, and that may overrule them.
    fn with_vetoes(
        &self,
        party: &Party<'_>,
        terms: &Terms<'_>,
        votes: Scheme,
    ) -> Result<Scheme, Why> {
        let Some(veto) = terms.first(|method| method.veto.as_ref()) else {
            return Ok(votes);
        };
        let mut parts = vec![votes];
        for id in veto.by.iter() {
            let Some(actor) = self.governance.actor_or_person(id) else {
                continue;
            };
            if actor == party.key.holder {
                parts.push(Scheme::of(&party.people, Need::Everyone));
                continue;
            }
            let key = PowerKey {
                holder: actor,
                ..party.key.clone()
            };
            let (people, _) = self.powers.roster.able(self.governance, &key);
            let method = self.own_method(&key);
            let vetoer = Party { key: &key, people };
            let Some(terms) = Terms::of(self.governance, &method) else {
                continue;
            };
            match self.votes(&vetoer, &method, terms) {
                Ok(vote) => parts.push(vote.against()),
                // Who cannot act cannot stop anything.
                Err(Why::Nobody) => {}
                Err(why) => return Err(why),
            }
        }
        let checked = Scheme::all(parts);
        let Some(text) = &veto.overridden_by else {
            return Ok(checked);
        };
        let needs = self.read_pass("veto.override", text, party)?;
        let people = self.electors(party, terms);
        let weight = self.weight(party, terms);
        if weight != Weight::Person && people.len() > 1 && needs.iter().any(Need::weighs) {
            return Err(Why::Weights(weight));
        }
        let over = Scheme::all(needs.into_iter().map(|need| Scheme::of(&people, need)));
        Ok(Scheme::any([checked, over]))
    }
}

/// The say of the only person there is.
fn one(people: &People) -> Option<Scheme> {
    (people.len() == 1).then(|| Scheme::of(people, Need::Everyone))
}

/// A method with what it takes over from those that it extends.
#[derive(Clone)]
struct Terms<'g> {
    family: Family,
    /// The method itself and those that it extends, nearest first; none of a built-in one.
    chain: Vec<&'g Method>,
}

impl<'g> Terms<'g> {
    fn of(governance: &'g Governance, id: &str) -> Option<Self> {
        let chain = governance.method_chain(id);
        let chain = chain.into_iter().map(|method| &*method.data).collect();
        Some(Terms {
            family: governance.family(id)?,
            chain,
        })
    }

    /// The first value that the method or one that it extends gives.
    fn first<V>(&self, value: impl Fn(&'g Method) -> Option<V>) -> Option<V> {
        self.chain.iter().find_map(|method| value(method))
    }
}
