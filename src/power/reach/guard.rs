//! Guards: whether those of a coalition who sit in the bodies concerned can use a power.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::doubt::Doubt;
use super::formula::{Clause, Formula};

/// How many of a body belong to the coalition, and how many do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Heads {
    pub(super) inside: usize,
    pub(super) outside: usize,
}

/// Where the heads are counted: one state of the organisation, seen by one coalition.
pub(super) trait View {
    fn heads(&self, body: usize) -> Heads;
}

/// How to read what is not certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Only what surely holds: what it finds, the coalition can do.
    Sure,
    /// Seats, caps and clashes are left aside, all else must be sure: what a search may confirm.
    Readable,
    /// Whatever cannot be excluded while everybody stays where they are.
    Standing,
    /// Whatever cannot be excluded: what it does not find, the coalition cannot do.
    Possible,
}

/// A monotone test of who sits where: it never gets harder with more of the coalition inside or
/// with fewer others.
#[derive(Debug, Clone)]
pub(super) enum Guard {
    /// Never met.
    Never,
    /// Met by anybody.
    Always,
    /// One of the coalition sits there.
    One(usize),
    /// The coalition carries a vote there, whatever the others do: vote against, stay away.
    Vote {
        body: usize,
        clauses: Vec<Clause>,
        /// Quorum and sponsors: so many of the coalition itself.
        least: Vec<Formula>,
    },
    /// All of them.
    All(Vec<Guard>),
    /// One of them.
    Any(Vec<Guard>),
    /// Met where this reading of the records is right.
    Doubtful(Doubt, Box<Guard>),
    /// The others do not meet it: they cannot block.
    Unblocked(Box<Guard>),
    /// The first body that is not vacant uses the power: the holder, deputies, delegators.
    Chain(Vec<(usize, Arc<Guard>)>),
}

/// How the uncertain is read, and for whom.
#[derive(Debug, Clone, Copy)]
struct Reading {
    possible: bool,
    /// Whether those inside could leave a body when that helps.
    leaving: bool,
    /// Asks for the others instead of the coalition.
    swapped: bool,
}

impl Reading {
    fn of_the_others(self) -> Self {
        Reading {
            possible: !self.possible,
            leaving: !self.leaving,
            swapped: !self.swapped,
        }
    }
}

impl Guard {
    /// Everybody in the body must be of the coalition.
    pub(super) fn whole(body: usize) -> Self {
        Guard::Vote {
            body,
            clauses: vec![Clause::NoObjection],
            least: Vec::new(),
        }
    }

    /// Surely met by all of the body together, possibly by fewer.
    pub(super) fn unclear(body: usize, doubt: Doubt) -> Self {
        Guard::Any(vec![
            Guard::whole(body),
            Guard::Doubtful(doubt, Box::new(Guard::One(body))),
        ])
    }

    /// Whether the coalition meets it.
    pub(super) fn is_met(&self, view: &impl View, mode: Mode) -> bool {
        self.eval(
            view,
            Reading {
                possible: matches!(mode, Mode::Standing | Mode::Possible),
                leaving: matches!(mode, Mode::Readable | Mode::Possible),
                swapped: false,
            },
        )
    }

    fn eval(&self, view: &impl View, how: Reading) -> bool {
        let heads = |body: usize| {
            let heads = view.heads(body);
            if how.swapped {
                Heads {
                    inside: heads.outside,
                    outside: heads.inside,
                }
            } else {
                heads
            }
        };
        match self {
            Guard::Never => false,
            Guard::Always => true,
            Guard::One(body) => heads(*body).inside > 0,
            Guard::Vote {
                body,
                clauses,
                least,
            } => {
                let Heads { inside, outside } = heads(*body);
                let carries = |inside: usize| {
                    clauses.iter().all(|clause| clause.is_met(inside, outside))
                        && least
                            .iter()
                            .all(|least| least.is_met(inside, inside + outside))
                };
                // A formula may ask for more the more there are.
                carries(inside) || (how.leaving && !least.is_empty() && (1..inside).any(carries))
            }
            Guard::All(guards) => guards.iter().all(|guard| guard.eval(view, how)),
            Guard::Any(guards) => guards.iter().any(|guard| guard.eval(view, how)),
            Guard::Doubtful(_, guard) => how.possible && guard.eval(view, how),
            Guard::Unblocked(guard) => !guard.eval(view, how.of_the_others()),
            Guard::Chain(links) => {
                for (body, guard) in links {
                    if guard.eval(view, how) {
                        return true;
                    }
                    let Heads { inside, outside } = heads(*body);
                    if outside > 0 || (inside > 0 && !how.leaving) {
                        return false;
                    }
                }
                false
            }
        }
    }

    /// Adds what is doubtful in the way the coalition possibly meets it; nothing where it surely
    /// does.
    pub(super) fn doubts(&self, view: &impl View, into: &mut BTreeSet<Doubt>) {
        if self.is_met(view, Mode::Sure) {
            return;
        }
        match self {
            Guard::Never | Guard::Always | Guard::One(_) | Guard::Vote { .. } => {}
            Guard::All(guards) => {
                for guard in guards {
                    guard.doubts(view, into);
                }
            }
            Guard::Any(guards) => {
                let met = guards.iter().find(|g| g.is_met(view, Mode::Possible));
                if let Some(guard) = met {
                    guard.doubts(view, into);
                }
            }
            Guard::Doubtful(doubt, guard) => {
                into.insert(doubt.clone());
                guard.doubts(view, into);
            }
            Guard::Unblocked(_) => {
                into.insert(Doubt::Veto);
            }
            Guard::Chain(links) => {
                let met = links
                    .iter()
                    .position(|(_, g)| g.is_met(view, Mode::Possible));
                if let Some(met) = met {
                    links[met].1.doubts(view, into);
                    if links[..met].iter().any(|(b, _)| view.heads(*b).inside > 0) {
                        into.insert(Doubt::Vacancy);
                    }
                }
            }
        }
    }

    /// The bodies by which the coalition meets it here; none where it does not.
    pub(super) fn support(&self, view: &impl View, mode: Mode, into: &mut BTreeSet<usize>) {
        match self {
            Guard::Any(guards) => {
                if let Some(met) = guards.iter().find(|guard| guard.is_met(view, mode)) {
                    met.support(view, mode, into);
                }
            }
            Guard::All(guards) => {
                for guard in guards {
                    guard.support(view, mode, into);
                }
            }
            Guard::Chain(links) => {
                let met = links.iter().position(|(_, guard)| guard.is_met(view, mode));
                if let Some(met) = met {
                    into.extend(links[..met].iter().map(|(body, _)| *body));
                    links[met].1.support(view, mode, into);
                }
            }
            Guard::Doubtful(_, guard) => guard.support(view, mode, into),
            _ => self.bodies(into),
        }
    }

    /// The bodies whose heads it counts.
    pub(super) fn bodies(&self, into: &mut BTreeSet<usize>) {
        match self {
            Guard::Never | Guard::Always => {}
            Guard::One(body) | Guard::Vote { body, .. } => {
                into.insert(*body);
            }
            Guard::Chain(links) => {
                for (body, guard) in links {
                    into.insert(*body);
                    guard.bodies(into);
                }
            }
            Guard::All(guards) | Guard::Any(guards) => {
                for guard in guards {
                    guard.bodies(into);
                }
            }
            Guard::Doubtful(_, guard) | Guard::Unblocked(guard) => guard.bodies(into),
        }
    }
}
