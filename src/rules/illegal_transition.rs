//! Decisions whose state went a way that decisions do not go.

use super::change::{Change, ChangeRule};
use super::{renames, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{DecisionState, Status};

const ID: &str = "illegal-transition";

pub(super) struct IllegalTransition;

impl ChangeRule for IllegalTransition {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a change takes a decision from one state to another that cannot follow it",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("illegal-transition.md"),
        }
    }

    fn compare(&self, change: &Change<'_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (old, decision) in renames::pairs(&change.before.decisions, &change.now.decisions) {
            let (was, is) = (*old.data.state, *decision.data.state);
            // Of a draft nobody was told anything yet.
            if old.envelope.status == Status::Draft || follows(was, is) {
                continue;
            }
            let name = decision.name();
            let words = format!("goes from {} to {}", was.word(), is.word());
            let message = shared::fitting(format!("{name} {words}"), || {
                format!("`{}` {words}", decision.id)
            });
            findings.push(
                Finding::new(
                    ID,
                    Severity::Error,
                    decision.place(decision.data.state.span),
                    message,
                )
                .label(format!("was {}", was.word()))
                .why("people act on what was decided; a result that changes later binds nobody")
                .fix(way_out(was))
                .record(decision.reference()),
            );
        }
        findings
    }
}

/// Whether a state may follow another.
fn follows(was: DecisionState, is: DecisionState) -> bool {
    use DecisionState::{Adopted, Lapsed, Open, Overturned, Proposed, Rejected, Withdrawn};
    was == is
        || match was {
            Proposed => is != Overturned,
            Open => !matches!(is, Proposed | Overturned),
            Adopted | Rejected => is == Overturned,
            // What nobody decided may be taken up again.
            Withdrawn | Lapsed => matches!(is, Proposed | Open),
            Overturned => false,
        }
}

fn way_out(was: DecisionState) -> &'static str {
    if was.is_pending() {
        "record how it was settled first"
    } else {
        "leave it as it was, and record a decision of its own that overrides it"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_settled_stays_so_until_it_is_overturned() {
        use DecisionState::{Adopted, Lapsed, Open, Overturned, Proposed, Rejected, Withdrawn};
        let all = [
            Proposed, Open, Adopted, Rejected, Withdrawn, Lapsed, Overturned,
        ];
        let next = |was| -> Vec<DecisionState> {
            let others = all.into_iter().filter(|is| *is != was);
            others.filter(|is| follows(was, *is)).collect()
        };
        assert_eq!(next(Proposed), [Open, Adopted, Rejected, Withdrawn, Lapsed]);
        assert_eq!(next(Open), [Adopted, Rejected, Withdrawn, Lapsed]);
        assert_eq!(next(Adopted), [Overturned]);
        assert_eq!(next(Rejected), [Overturned]);
        assert_eq!(next(Withdrawn), [Proposed, Open]);
        assert_eq!(next(Lapsed), [Proposed, Open]);
        assert_eq!(next(Overturned), []);
    }
}
