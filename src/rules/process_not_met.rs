//! Decisions whose facts contradict the method that they name.

use std::collections::{BTreeMap, BTreeSet};

use super::procedure::{Procedure, place_in};
use super::settled::{id_of, settled, tallied};
use super::shared::Fields;
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{
    CountOrFormula, Date, Decision, DecisionState, Family, Format, Governance, Id, Method, Record,
};
use crate::power::game::{Count, is_readable, people_asked, votes_asked};
use crate::source::Place;

const ID: &str = "process-not-met";
const WHY: &str =
    "those who lost accept a result because the rules were kept, and for no other reason";

pub(super) struct ProcessNotMet;

impl Rule for ProcessNotMet {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "the count, the days or the sponsors of a decision contradict its method",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("process-not-met.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings = Vec::new();
        let mut unread: BTreeSet<&Id> = BTreeSet::new();
        let changed = first_changes(governance);
        for decision in settled(governance) {
            let Some(checked) = Checked::of(context, decision) else {
                continue;
            };
            findings.extend(checked.days());
            findings.extend(checked.votes());
            findings.extend(checked.quorum());
            findings.extend(checked.sponsors());
            findings.extend(checked.amendments(&changed));
            let pass = checked.procedure.first(|method| method.pass.as_ref());
            if let Some((pass, method)) = pass.filter(|(pass, _)| !is_readable(pass))
                && checked.procedure.counts_votes()
                && unread.insert(&method.id)
            {
                findings.push(cannot_recount(context, method, pass, decision));
            }
        }
        findings
    }

    /// No other format keeps decisions.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// The day of the first adopted decision that names each policy among its changes.
fn first_changes(governance: &Governance) -> BTreeMap<&str, Date> {
    let mut first: BTreeMap<&str, Date> = BTreeMap::new();
    for decision in super::settled::adopted(governance) {
        let Some(day) = decision.data.decided else {
            continue;
        };
        for changed in &decision.data.changes {
            let known = first.entry(id_of(changed)).or_insert(*day);
            *known = (*known).min(*day);
        }
    }
    first
}

/// A decision with what its method asks for.
struct Checked<'c> {
    context: &'c Context<'c>,
    decision: &'c Record<Decision>,
    method: &'c Id,
    procedure: Procedure<'c>,
    counts: Vec<Count>,
}

impl<'c> Checked<'c> {
    fn of(context: &'c Context<'c>, decision: &'c Record<Decision>) -> Option<Self> {
        let method = decision.data.method.as_ref()?;
        let procedure = Procedure::of(&context.loaded.governance, method)?;
        Some(Checked {
            counts: tallied(&decision.data, &procedure),
            context,
            decision,
            method,
            procedure,
        })
    }

    fn finding(&self, place: Place, what: &str) -> Finding {
        let decision = self.decision;
        let message = shared::fitting(format!("{}: {what}", decision.name()), || {
            format!("`{}`: {what}", decision.id)
        });
        Finding::new(ID, Severity::Error, place, message)
            .why(WHY)
            .record(decision.reference())
    }

    fn is(&self, state: DecisionState) -> bool {
        *self.decision.data.state == state
    }

    fn fields(&self) -> Fields {
        Fields::of(self.context, self.decision)
    }

    fn place_of(&self, path: &[&str]) -> Place {
        let place = self.fields().value_at(path);
        place.unwrap_or_else(|| self.decision.head_place())
    }

    fn place_in(&self, method: &Record<Method>, field: &str) -> Place {
        place_in(self.context, method, field)
    }

    /// Decided before it was put, or sooner than the method allows.
    fn days(&self) -> Option<Finding> {
        let data = &self.decision.data;
        let decided = data.decided?;
        let place = self.decision.place(decided.span);
        let begun = data
            .opened
            .map_or(data.proposed.at, |day| day.min(data.proposed.at));
        if *decided < data.proposed.at || data.opened.is_some_and(|opened| opened > *decided) {
            let (day, words) = match data.opened {
                Some(opened) if opened > *decided => (opened, "opened"),
                _ => (data.proposed.at, "proposed"),
            };
            return Some(
                self.finding(place, &format!("decided before it was {words}"))
                    .label(format!("but {words} on {day}"))
                    .fix("correct the day that is wrong"),
            );
        }
        let periods = [
            (
                self.procedure.first(|method| method.min_period),
                begun,
                "min_period",
                "proposed",
            ),
            (
                self.procedure
                    .first(|method| method.vote_period)
                    .filter(|_| data.opened.is_some()),
                data.opened.unwrap_or(begun),
                "vote_period",
                "opened",
            ),
        ];
        for (period, start, field, verb) in periods {
            let Some((period, method)) = period else {
                continue;
            };
            let due = start.plus(period);
            if *decided >= due {
                continue;
            }
            return Some(
                self.finding(place, &format!("decided before {due}"))
                    .label(format!(
                        "{verb} on {start}; `{}` asks for {period}",
                        self.method
                    ))
                    .related(self.place_in(method, field), "so long at least")
                    .fix("decide again after the time that is due, or correct the days"),
            );
        }
        None
    }

    /// The votes, counted again.
    fn votes(&self) -> Option<Finding> {
        let data = &self.decision.data;
        for (number, count) in self.counts.iter().enumerate() {
            let eligible = count
                .eligible
                .filter(|eligible| count.present() > *eligible);
            if let Some(eligible) = eligible {
                let what = format!("{} votes of {eligible} people", count.present());
                return Some(
                    self.finding(self.line_place(number), &what)
                        .label(format!("{} votes", count.present()))
                        .related(self.place_of(&["eligible"]), "who could vote")
                        .fix("count again, and correct the number that is wrong"),
                );
            }
        }
        let pass = self.procedure.pass()?;
        let written = self.procedure.first(|method| method.pass.as_ref());
        let results: Vec<Option<bool>> =
            self.counts.iter().map(|count| count.passes(pass)).collect();
        let casting = self
            .procedure
            .first(|method| method.casting_vote.as_ref())
            .is_some();
        let tied = casting && self.counts.iter().any(Count::is_tied);
        let finding = if self.is(DecisionState::Adopted)
            && !results.is_empty()
            && results.iter().all(|result| *result == Some(false))
            && !tied
            && !self.has_open_objection()
        {
            let most = self
                .counts
                .iter()
                .enumerate()
                .max_by_key(|(_, count)| count.in_favour);
            let (number, count) = most?;
            self.finding(self.line_place(number), "adopted with too few votes")
                .label(format!(
                    "{} for, {} against; it takes `{pass}`",
                    count.in_favour, count.against
                ))
                .fix("correct the tally or the state, or put it to the vote again")
        } else if self.is(DecisionState::Rejected)
            && self.procedure.family == Family::Majority
            && results == [Some(true)]
            && self.quorum_gap().is_none()
            && data.objections.is_empty()
            && self
                .procedure
                .first(|method| method.veto.as_ref())
                .is_none()
        {
            let count = self.counts.first()?;
            self.finding(
                self.decision.place(data.state.span),
                "rejected with enough votes",
            )
            .label(format!(
                "{} for, {} against; it takes `{pass}`",
                count.in_favour, count.against
            ))
            .related(self.line_place(0), "the count")
            .fix("correct the tally or the state, or write what else stood against it")
        } else {
            return None;
        };
        Some(match written {
            Some((_, method)) => finding.related(self.place_in(method, "pass"), "what it takes"),
            None => finding,
        })
    }

    /// The place of a line of the tally that has votes.
    fn line_place(&self, number: usize) -> Place {
        let fields = self.fields();
        let lines = fields
            .value(&["tally"])
            .map_or(&[][..], |list| list.items());
        let counted = lines
            .iter()
            .filter(|line| line.get("for").or(line.get("above_default")).is_some())
            .nth(number);
        counted.map_or_else(
            || self.decision.head_place(),
            |line| fields.place(line.span),
        )
    }

    /// Whether `open-objection` tells of somebody who is against it.
    fn has_open_objection(&self) -> bool {
        let mut objections = self.decision.data.objections.iter();
        self.procedure.seeks_agreement()
            && objections
                .any(|objection| objection.resolved.is_none() && objection.valid != Some(false))
    }

    /// How many took part at most, and how many had to, where those are more.
    fn quorum_gap(&self) -> Option<(u64, u64, &'c Record<Method>)> {
        let (quorum, method) = self.procedure.first(|method| method.quorum.as_ref())?;
        let eligible = self.decision.data.eligible;
        let asked = match (quorum, eligible) {
            (_, Some(n)) => people_asked(quorum, n)?,
            (CountOrFormula::Count(_), None) => people_asked(quorum, 0)?,
            (CountOrFormula::Formula(_), None) => return None,
        };
        if self.counts.is_empty() {
            return None;
        }
        // Who votes for one of several options may or may not be counted with the others.
        let present = self.counts.iter().map(Count::present);
        let present = present.fold(0, u64::saturating_add);
        (present < asked).then_some((present, asked, method))
    }

    fn quorum(&self) -> Option<Finding> {
        if !self.is(DecisionState::Adopted) {
            return None;
        }
        let (present, asked, method) = self.quorum_gap()?;
        let finding = self
            .finding(
                self.line_place(0),
                &format!("{present} took part, {asked} had to"),
            )
            .label(format!("{present} took part"))
            .related(self.place_in(method, "quorum"), "how many must take part");
        let finding = match self.decision.data.eligible {
            Some(n) => finding.related(self.place_of(&["eligible"]), format!("of {n} people")),
            None => finding,
        };
        Some(finding.fix("correct the count, or put it to those who were not heard"))
    }

    fn sponsors(&self) -> Option<Finding> {
        let data = &self.decision.data;
        let (asked, method) = self.procedure.first(|method| method.sponsors.as_ref())?;
        let is_count = matches!(asked, CountOrFormula::Count(_));
        let n = data.eligible.or(is_count.then_some(0))?;
        let asked = people_asked(asked, n)?;
        let mut sponsors: BTreeSet<&Id> = data
            .proposed
            .sponsors
            .iter()
            .map(|sponsor| &sponsor.value)
            .collect();
        if sponsors.is_empty() || !self.is(DecisionState::Adopted) {
            return None;
        }
        // Whether who proposes counts too is for each method to say; where it would be enough, it
        // is.
        sponsors.insert(&data.proposed.by.value);
        let have = u64::try_from(sponsors.len()).unwrap_or(u64::MAX);
        (have < asked).then(|| {
            let place = self.place_of(&["proposed", "sponsors"]);
            self.finding(place, &format!("{have} support it, {asked} have to"))
                .label(format!("{have} with the one who proposes it"))
                .related(
                    self.place_in(method, "sponsors"),
                    "how many must support it",
                )
                .fix("name the others, or put it again with their support")
        })
    }

    /// Changes of a policy by a method that asks for less than the policy does.
    fn amendments(&self, first: &BTreeMap<&str, Date>) -> Vec<Finding> {
        let governance = &self.context.loaded.governance;
        let data = &self.decision.data;
        let Some(decided) = data.decided.filter(|_| self.is(DecisionState::Adopted)) else {
            return Vec::new();
        };
        let mut findings = Vec::new();
        for changed in &data.changes {
            let Some(policy) = governance.policies.get(id_of(changed)) else {
                continue;
            };
            // To adopt a policy is not to amend it.
            let is_new = first
                .get(policy.id.as_str())
                .is_none_or(|first| *first >= *decided)
                && policy.envelope.since.is_none_or(|since| *since >= *decided);
            let Some(due) = policy
                .data
                .amend
                .as_ref()
                .and_then(|amend| amend.method.as_ref())
            else {
                continue;
            };
            let asked = Procedure::of(governance, due);
            if is_new
                || *self.method == due.value
                || !asked.is_some_and(|asked| asks_less(&self.procedure, &asked))
            {
                continue;
            }
            let what = format!("changed by {} and not {}", self.method, due.value);
            let message = shared::fitting(format!("{} was {what}", policy.name()), || {
                format!("`{}` was {what}", policy.id)
            });
            let message = shared::fitting(message, || {
                format!("`{}` was changed by less than it asks for", policy.id)
            });
            let place = data
                .method
                .as_ref()
                .map_or(self.decision.head_place(), |method| {
                    self.decision.place(method.span)
                });
            findings.push(
                Finding::new(ID, Severity::Error, place, message)
                    .label("asks for less")
                    .related(policy.place(due.span), "how it is amended")
                    .related(self.decision.place(changed.span), "what was changed")
                    .why("a rule that is hard to change is only as hard as the easiest way around it")
                    .fix(format!("decide it again by `{}`, or undo the change", due.value))
                    .record(self.decision.reference()),
            );
        }
        findings
    }
}

/// How many people are thought of: in a small body two parts may come to the same number of votes.
const MANY: u64 = 1000;

/// Whether a method asks for less agreement than another in some respect.
fn asks_less(used: &Procedure<'_>, due: &Procedure<'_>) -> bool {
    let rank = |procedure: &Procedure<'_>| match procedure.family {
        Family::Holder | Family::Advice | Family::Emergent => Some(0),
        Family::LazyConsensus => Some(1),
        Family::Majority | Family::Ranked | Family::Score => Some(2),
        Family::Consent | Family::Consensus | Family::Joint => Some(3),
        Family::Lot | Family::Ladder => None,
    };
    let (Some(used_rank), Some(due_rank)) = (rank(used), rank(due)) else {
        return false;
    };
    if used_rank != due_rank {
        return used_rank < due_rank;
    }
    let votes = |procedure: &Procedure<'_>| votes_asked(procedure.pass()?, MANY);
    let quorum = |procedure: &Procedure<'_>| {
        let quorum = procedure.first(|method| method.quorum.as_ref());
        quorum.map_or(Some(0), |(quorum, _)| people_asked(quorum, MANY))
    };
    let days = |procedure: &Procedure<'_>| {
        let period = procedure.first(|method| method.min_period);
        period.map_or(0.0, |(period, _)| period.approximate_days())
    };
    let less = |used: Option<u64>, due: Option<u64>| matches!((used, due), (Some(used), Some(due)) if used < due);
    less(votes(used), votes(due)) || less(quorum(used), quorum(due)) || days(used) < days(due)
}

/// An expression by which votes were counted, and which cannot be read.
fn cannot_recount(
    context: &Context<'_>,
    method: &Record<Method>,
    pass: &str,
    decision: &Record<Decision>,
) -> Finding {
    let message = shared::fitting(
        format!("votes by {} cannot be counted again", method.name()),
        || format!("votes by `{}` cannot be counted again", method.id),
    );
    let place = decision.data.method.as_ref();
    let place = place.map_or(decision.head_place(), |method| decision.place(method.span));
    Finding::new(
        ID,
        Severity::Info,
        place_in(context, method, "pass"),
        message,
    )
    .label(format!("`{pass}` is no expression that can be read"))
    .related(place, "decided by it")
    .why(WHY)
    .fix("write it as in `> 1/2 of cast`, `>= 2/3 of eligible` or `for > against`")
    .record(method.reference())
}
