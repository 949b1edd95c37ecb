//! The votes, counted again, and how many took part.

use super::Checked;
use crate::diag::Finding;
use crate::model::{CountOrFormula, DecisionState, Family, Method, Record};
use crate::power::game::{Count, people_asked};
use crate::source::Place;

impl<'c> Checked<'c> {
    /// The votes, counted again.
    pub(super) fn votes(&self) -> Option<Finding> {
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

    pub(super) fn quorum(&self) -> Option<Finding> {
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
}
