//! The time that a method leaves, and the support that it asks for before anything is decided.

use std::collections::BTreeSet;

use super::Checked;
use crate::diag::Finding;
use crate::model::{CountOrFormula, DecisionState, Id};
use crate::power::game::people_asked;

impl Checked<'_> {
    /// Decided before it was put, or sooner than the method allows.
    pub(super) fn days(&self) -> Option<Finding> {
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

    pub(super) fn sponsors(&self) -> Option<Finding> {
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
}
