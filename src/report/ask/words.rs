//! Powers in plain words for a terminal.

use super::AskReport;
use crate::catalogue::Catalogue;
use crate::model::{Actor, Amount, Id, Right};
use crate::power::{Act, People, Power, StandIn};
use crate::wording::{
    Bound, Matter, Phrase, Target, Terms, bounds, capital, count, listed, method_name, noun,
    phrase, phrase_of,
};

/// Up to so many people are named one by one.
const FEW: usize = 3;

impl AskReport<'_> {
    pub(super) fn name<'n>(&'n self, actor: &'n Actor) -> &'n str {
        self.records.governance.actor_name(actor)
    }

    pub(super) fn person<'n>(&'n self, id: &'n str) -> &'n str {
        self.records.governance.person_name(id)
    }

    /// A unit, role or person by its id alone.
    pub(super) fn who(&self, id: &str) -> String {
        let governance = self.records.governance;
        match governance.actor_or_person(id) {
            Some(actor) => governance.actor_name(&actor).to_owned(),
            None => id.to_owned(),
        }
    }

    pub(super) fn all(&self, ids: &[Id]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.who(id)).collect();
        listed(&names)
    }

    /// A few people by name, many as their number.
    pub(super) fn people(&self, people: &People) -> String {
        if people.len() <= FEW {
            let names: Vec<String> = people
                .iter()
                .map(|id| self.records.governance.person_name(id).to_owned())
                .collect();
            listed(&names)
        } else {
            count(people.len(), "person", "people")
        }
    }

    /// The holder of a power and the people behind it: "Treasurer: Rahel Tesfai", "Board (8
    /// people)", "Lead (vacant)".
    pub(super) fn party(&self, power: &Power) -> String {
        let governance = self.records.governance;
        let holder = &power.key.holder;
        let name = governance.actor_name(holder);
        let listed_elsewhere = || {
            let Actor::Unit(id) = holder else { return None };
            governance.units.get(id)?.data.membership.as_ref()?.count
        };
        let vacant = match holder {
            Actor::Role(_) => "vacant",
            _ => "nobody there",
        };
        match (&power.stand_in, holder) {
            (None, Actor::Person(_)) => name.to_owned(),
            (None, Actor::Unit(_)) if power.people.len() > FEW => {
                format!("{name} ({})", self.people(&power.people))
            }
            (None, _) => format!("{name}: {}", self.people(&power.people)),
            (Some(_), _) if listed_elsewhere().is_some() => {
                let number = listed_elsewhere().unwrap_or_default();
                format!("{name} ({number} people, listed elsewhere)")
            }
            (Some(StandIn::Deputies), _) => {
                format!("{name} ({vacant}); deputy: {}", self.people(&power.people))
            }
            (Some(StandIn::Delegator(other)), _) => {
                let other = governance.actor_name(other);
                format!("{name} ({vacant}); {other} acts")
            }
            (Some(StandIn::Nobody), _) => format!("{name} ({vacant}, and nobody stands in)"),
        }
    }

    /// What a power allows: "decides money", "has write access to rust-lang/rust".
    pub(super) fn allows(&self, power: &Power) -> String {
        let (words, target) = phrase_of(self.records.governance, power);
        words.say(Catalogue::english(), &self.target(&target))
    }

    /// What a right over an object allows: "may block garden".
    pub(super) fn right_over(&self, right: Right, object: &str) -> String {
        let (words, target) = phrase(self.records.governance, right, object, Act::Any);
        words.say(Catalogue::english(), &self.target(&target))
    }

    /// What a power leads to: "money", "rust-lang/rust".
    pub(super) fn target_of(&self, power: &Power) -> String {
        let (_, target) = phrase_of(self.records.governance, power);
        self.target(&target)
    }

    /// What leads to the object of a power after its label, and the object: "who is " and a seat.
    /// Either may be empty.
    pub(super) fn noun_in_parts(&self, power: &Power) -> (String, String) {
        let governance = self.records.governance;
        let (words, target) = noun(governance, &power.key.object, power.key.act);
        let between = match (power.key.right, &target) {
            (Right::Override, Target::Actor(_)) => "decisions of ".to_owned(),
            (Right::Audit, Target::Actor(_)) => "the work of ".to_owned(),
            // The object says all, as a topic does.
            _ if words == Phrase::Object(Matter::Residual) => {
                return (String::new(), words.say(Catalogue::english(), ""));
            }
            _ => words.say(Catalogue::english(), ""),
        };
        (between, self.target(&target))
    }

    /// What a power is about: "money", "the work of Audit Committee".
    pub(super) fn matter_of(&self, power: &Power) -> String {
        let governance = self.records.governance;
        let (_, target) = phrase_of(governance, power);
        let words = self.target(&target);
        match (power.key.right, target) {
            (Right::Override, Target::Actor(_)) => format!("decisions of {words}"),
            (_, Target::Actor(_)) => format!("the work of {words}"),
            _ => self.object(&power.key.object, power.key.act),
        }
    }

    fn target(&self, target: &Target<'_>) -> String {
        let governance = self.records.governance;
        match target {
            Target::Domain(slug, _) => (*slug).to_owned(),
            Target::Seat(id) => governance
                .roles
                .get(*id)
                .map_or_else(|| self.who(id), |role| role.name().to_owned()),
            Target::Unit(id) => governance
                .units
                .get(*id)
                .map_or((*id).to_owned(), |unit| unit.name().to_owned()),
            Target::Policy(id) => governance
                .policies
                .get(*id)
                .map_or((*id).to_owned(), |policy| policy.name().to_owned()),
            Target::Actor(id) => self.who(id),
            Target::Nothing => String::new(),
            Target::Code(text) => text.clone(),
        }
    }

    /// An object in words: "money/operations", "who is Treasurer".
    pub(super) fn object(&self, object: &str, act: Act) -> String {
        let (words, target) = noun(self.records.governance, object, act);
        words.say(Catalogue::english(), &self.target(&target))
    }

    /// The conditions of a power but those that are told by themselves. `in_full` adds what the
    /// method demands.
    pub(super) fn how(&self, power: &Power, alone: bool, in_full: bool) -> Vec<String> {
        let governance = self.records.governance;
        let line = self.records.line_of(power);
        let policy = self.records.policy_of(power);
        bounds(power, line, policy, alone)
            .into_iter()
            .filter_map(|bound| {
                Some(match bound {
                    Bound::Together(others) => format!("only together with {}", self.all(others)),
                    Bound::Alone => match power.stand_in {
                        None | Some(StandIn::Deputies) => "alone".to_owned(),
                        Some(StandIn::Delegator(_) | StandIn::Nobody) => return None,
                    },
                    Bound::Method(method) => {
                        let words = Catalogue::english();
                        let name = method_name(words, governance, method);
                        let terms = Terms::of(words, governance, method).filter(|_| in_full);
                        match terms.as_ref().map(Terms::in_full) {
                            Some((key, passes)) => {
                                let values =
                                    [("method", (&*name).into()), ("passes", passes.into())];
                                format!("by {}", words.say(key, &values))
                            }
                            None => format!("by {name}"),
                        }
                    }
                    Bound::UpTo(amount) => format!("up to {amount}"),
                    Bound::Hearing(others) => format!("after hearing {}", self.all(others)),
                    Bound::When(when) => format!("when {when}"),
                    Bound::OverriddenBy(by) => format!("{} may overrule", self.who(by)),
                    Bound::EscalatesTo(to) => format!("{} decides if stuck", self.who(to)),
                    Bound::NotDelegable => "may not be handed on".to_owned(),
                    Bound::GivenBy(policy) => {
                        let policy = governance.policies.get(policy)?;
                        format!("given by {}", policy.name())
                    }
                    // Whoever stands in is named with the holder.
                    Bound::Holder | Bound::ByDeputy | Bound::ByDelegator(_) | Bound::ByNobody => {
                        return None;
                    }
                })
            })
            .collect()
    }

    /// Up to which amount, for a sentence: " up to 2500 EUR".
    pub(super) fn limit(amount: Option<&Amount>) -> String {
        amount.map_or_else(String::new, |amount| format!(" up to {amount}"))
    }
}

/// The label of a right that settles nothing.
pub(super) fn label(right: Right) -> &'static str {
    match right {
        Right::Decide | Right::Joint => "Decides",
        Right::Veto => "May block",
        Right::Override => "May overrule",
        Right::Propose => "May propose",
        Right::Advise => "Is heard",
        Right::Execute => "Carries out",
        Right::Audit => "Inspects",
    }
}

/// Clauses as a sentence.
pub(super) fn sentence(clauses: &[String]) -> String {
    format!("{}.", capital(&clauses.join("; ")))
}
