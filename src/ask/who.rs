//! Who settles a matter: the first to ask, whoever decides above its limit, and who has another say.

use std::collections::BTreeSet;

use crate::model::{Actor, Amount, Format, Id, Kind, Object, Right};
use crate::power::{Act, Decider, Power, PowerKey};

use super::{Records, around};

/// With how many others each claimant of one object is compared.
const MOST_RIVALS: usize = 50;

/// How the powers of one stage stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// One holds it.
    One,
    /// Each of several may, by an allowance or a template of its own.
    Each,
    /// They decide together.
    Together,
    /// More than one claims it, and neither has it from the other.
    Rivals,
    /// Nobody holds it: the residual decider does.
    Residual,
    /// Nobody holds it, and no residual decider is named.
    Nobody,
}

/// Those who decide up to some limit, or without one.
#[derive(Debug, Clone)]
pub struct Stage<'g> {
    /// The object that they hold: the one that was asked for, or a wider one.
    pub at: Object,
    /// How they stand to each other.
    pub claim: Claim,
    /// Their powers.
    pub powers: Vec<&'g Power>,
}

/// One question of an object and who settles it. Seats and memberships have two: who comes in, and
/// who goes out.
#[derive(Debug, Clone)]
pub struct Matter<'g> {
    /// In, out, or whatever the right says.
    pub act: Act,
    /// The first to ask first; each later one decides above the limits of the one before.
    pub stages: Vec<Stage<'g>>,
    /// Those who decide in some case only.
    pub sometimes: Vec<&'g Power>,
}

impl<'g> Matter<'g> {
    /// The powers of the first stage.
    pub fn first(&self) -> &[&'g Power] {
        self.stages.first().map_or(&[], |stage| &stage.powers)
    }
}

/// Who has which say on one object.
#[derive(Debug, Clone)]
pub struct Card<'g> {
    /// What was asked for.
    pub object: Object,
    /// The wider domain in which it lies, where no record names it.
    pub wider: Option<Object>,
    /// Who settles it; empty where only some other right was asked for.
    pub matters: Vec<Matter<'g>>,
    /// Other rights over it, over what lies around it, and over those who decide; by right.
    pub others: Vec<&'g Power>,
    /// Policies in force that are about it.
    pub policies: Vec<&'g Id>,
}

/// Who has which say on an object; `right` asks for one right alone.
pub fn who<'g>(records: &Records<'g>, object: &str, right: Option<Right>) -> Card<'g> {
    let decides = matches!(right, None | Some(Right::Decide | Right::Joint));
    let acts: &[Act] = match object.split_once('/') {
        Some(("seats" | "membership", _)) => &[Act::Choose, Act::Remove],
        // Nobody decides a unit or a role as such; others may have a say on what it does. And on
        // access nobody decides in the records of a forge.
        _ if is_actor(records, object) || is_access(records, object) => &[],
        _ => &[Act::Any],
    };
    let acts = if decides { acts } else { &[] };
    // Other formats do not tell how people are put out, which does not mean that nobody can.
    let tells = records.governance.format == Format::Native;
    let mut matters: Vec<Matter<'g>> = acts
        .iter()
        .map(|act| matter(records, object, *act))
        .filter(|matter| tells || matter.act != Act::Remove || !matter.stages.is_empty())
        .collect();
    if right.is_some() {
        for matter in &mut matters {
            let fits = |power: &&Power| Some(power.key.right) == right;
            matter.sometimes.retain(fits);
            for stage in &mut matter.stages {
                stage.powers.retain(fits);
            }
            matter.stages.retain(|stage| !stage.powers.is_empty());
        }
        matters.retain(|matter| !matter.stages.is_empty() || !matter.sometimes.is_empty());
    }
    let deciders: Vec<&Id> = matters
        .iter()
        .flat_map(|matter| &matter.stages)
        .flat_map(|stage| &stage.powers)
        .map(|power| power.key.holder.id())
        .collect();
    let mut others: Vec<&'g Power> = Vec::new();
    let mut seen: BTreeSet<&PowerKey> = BTreeSet::new();
    let on_object = around(object).flat_map(|at| records.powers.over(at));
    let on_deciders = deciders.iter().flat_map(|id| records.powers.over(id));
    for power in on_object.chain(on_deciders) {
        let own = !matches!(power.key.right, Right::Decide | Right::Joint);
        let asked = right.is_none_or(|right| right == power.key.right);
        if own && asked && seen.insert(&power.key) {
            others.push(power);
        }
    }
    others.sort_by_key(|power| power.key.right);
    Card {
        object: Object::of(object),
        wider: wider(records, object),
        matters,
        others,
        policies: records.policies_about(object).into_iter().collect(),
    }
}

/// Whether an object is a unit or role and no domain.
fn is_actor(records: &Records<'_>, object: &str) -> bool {
    let org = records.governance.org.as_ref();
    let is_domain = org.is_some_and(|org| org.data.domains.contains_key(object));
    let held = matches!(records.powers.decider(object), Decider::Held(_));
    records.governance.actor(object).is_some() && !is_domain && !held
}

/// Whether an object is access to something, on which nobody decides by the records.
fn is_access(records: &Records<'_>, object: &str) -> bool {
    matches!(object.split_once('/'), Some(("repos" | "permissions", _)))
        && !matches!(records.powers.decider(object), Decider::Held(_))
}

/// Whether a power lets its holder put people out.
pub(super) fn puts_out(power: &Power) -> bool {
    matches!(power.key.right, Right::Decide | Right::Joint) && power.key.act != Act::Choose
}

/// Who settles one question, from the first to ask to the one without a limit.
pub(super) fn matter<'g>(records: &Records<'g>, object: &str, act: Act) -> Matter<'g> {
    let mut stages: Vec<Stage<'g>> = Vec::new();
    let mut sometimes: Vec<&'g Power> = Vec::new();
    let mut settled = false;
    for at in around(object) {
        let held = records.powers.over(at).filter(|power| {
            let fits = match act {
                Act::Remove => power.key.act != Act::Choose,
                Act::Any | Act::Choose => power.key.act != Act::Remove,
            };
            fits && matches!(power.key.right, Right::Decide | Right::Joint)
        });
        let (held, when): (Vec<&Power>, Vec<&Power>) =
            held.partition(|power| power.key.when.is_none());
        sometimes.extend(when);
        let (mut limited, whole): (Vec<&Power>, Vec<&Power>) =
            held.into_iter().partition(|power| power.up_to.is_some());
        limited.sort_by(|a, b| {
            let most = |power: &Power| power.up_to.as_ref().and_then(Amount::parts);
            let (a, b) = (
                most(a).map(|(number, _)| number),
                most(b).map(|(number, _)| number),
            );
            a.unwrap_or(f64::MAX).total_cmp(&b.unwrap_or(f64::MAX))
        });
        let mut stage = |claim: Claim, powers: Vec<&'g Power>| {
            if !powers.is_empty() {
                stages.push(Stage {
                    at: Object::of(at),
                    claim,
                    powers,
                });
            }
        };
        let together = |powers: &[&Power]| {
            let joint = |power: &&Power| power.key.right == Right::Joint;
            powers.iter().all(joint)
        };
        let claim = match limited.len() {
            0 | 1 => Claim::One,
            _ if together(&limited) => Claim::Together,
            _ => Claim::Each,
        };
        stage(claim, limited);
        settled = !whole.is_empty();
        let (joint, sole): (Vec<&Power>, Vec<&Power>) =
            whole.into_iter().partition(|power| together(&[power]));
        let claim = if joint.len() == 1 && joint[0].with.is_empty() {
            Claim::One
        } else {
            Claim::Together
        };
        stage(claim, joint);
        // Whoever has handed it on answers for it, and is asked after the receiver.
        let (givers, takers): (Vec<&Power>, Vec<&Power>) = sole.iter().partition(|giver| {
            let takes = |taker: &&&Power| {
                taker.key.holder != giver.key.holder
                    && records.claims.is_delegation(giver, taker)
                    && !records.claims.is_delegation(taker, giver)
            };
            sole.iter().take(MOST_RIVALS).any(|taker| takes(&taker))
        });
        let rivals = takers.iter().enumerate().any(|(index, one)| {
            let others = &takers[..index.min(MOST_RIVALS)];
            others
                .iter()
                .any(|other| records.claims.overlap(one, other))
        });
        let claim = match takers.len() {
            0 | 1 => Claim::One,
            _ if rivals => Claim::Rivals,
            _ => Claim::Each,
        };
        stage(claim, takers);
        let claim = if givers.len() > 1 {
            Claim::Each
        } else {
            Claim::One
        };
        stage(claim, givers);
        if settled {
            break;
        }
    }
    // Nobody may be put out by the residual decider alone: without a path there is none.
    if !settled && act != Act::Remove {
        let residual = records.powers.over("residual");
        let residual = residual.filter(|power| power.key.right == Right::Decide);
        let powers: Vec<&Power> = residual.collect();
        stages.push(Stage {
            at: Object::of("residual"),
            claim: if powers.is_empty() {
                Claim::Nobody
            } else {
                Claim::Residual
            },
            powers,
        });
    }
    Matter {
        act,
        stages,
        sometimes,
    }
}

/// The nearest domain around an object that some record names, where none names the object.
fn wider(records: &Records<'_>, object: &str) -> Option<Object> {
    if super::topic::is_known(records, object) {
        return None;
    }
    let known = around(object).find(|at| super::topic::is_known(records, at))?;
    Some(Object::of(known))
}

/// The kinds of record that are asked for by name.
pub(super) const KINDS: [Kind; 3] = [Kind::Unit, Kind::Role, Kind::Policy];

/// The objects of an actor: its seats, its membership, its rules.
pub(super) fn objects_of(records: &Records<'_>, actor: &Actor) -> Vec<String> {
    let id = actor.id();
    let mut objects = Vec::new();
    if records.powers.over(id).next().is_some() {
        objects.push(id.to_string());
    }
    match actor {
        Actor::Role(_) => objects.push(format!("seats/{id}")),
        Actor::Unit(_) => {
            objects.extend(["membership", "structure", "rules"].map(|root| format!("{root}/{id}")));
        }
        Actor::Person(_) => {}
    }
    objects
}
