//! From when on a pattern is a smell.

use serde::Deserialize;

use crate::model::Period;

/// The table `[limits]`; what it leaves out is as by default.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Limits {
    /// How far back smells look at decisions, elections and newcomers.
    pub window: Period,
    /// How many seats one person may hold.
    pub seats_per_person: usize,
    /// How many times the usual number of seats one person may hold.
    pub seats_times_median: usize,
    /// Which share of the rights to decide one person may use alone, in percent.
    pub rights_share: usize,
    /// From how many decisions by others on the domain of a role on the role counts as idle.
    pub idle_decisions: usize,
    /// How many bodies, none above the other, may decide on one domain in the window.
    pub deciders_per_domain: usize,
    /// From which term in a row on the same people in a body count as a closed circle.
    pub terms_unchanged: usize,
    /// From how many elections in a row without a choice on.
    pub uncontested_elections: usize,
    /// How long somebody may act in a seat for the time being.
    pub acting: Period,
    /// From how many holders in a row on who came without the vote that fills the seat.
    pub unelected_in_a_row: usize,
    /// Which share of the policies may be past their review or without an owner, in percent.
    pub policies_overdue: usize,
    /// Which share of the mandates may name no decision, in percent.
    pub mandates_undecided: usize,
    /// From how many decisions on that one person proposed and took alone, in the window.
    pub own_proposals: usize,
    /// In which share of a body's decisions somebody without a seat or say may be asked, in percent.
    pub outside_consultations: usize,
    /// Which share of what is passed up may reach one body, in percent.
    pub escalations_share: usize,
    /// From which share of the proposals of a body on that another confirms, in percent.
    pub proposals_confirmed: usize,
    /// From how many proposals on their share counts.
    pub proposals_counted: usize,
    /// From how many like decisions on that no policy covers, in the window.
    pub like_decisions: usize,
    /// From how many exceptions to one policy on.
    pub policy_exceptions: usize,
    /// By how many points of the rights to decide a body may grow in one change, and in the window.
    pub share_gained: usize,
    /// From which share of units that share people on it tells of one that does not, in percent.
    pub units_connected: usize,
    /// From how many hours between the clocks of its people on a unit should meet by several.
    pub hours_apart: usize,
    /// Which share of the key roles should have a deputy or trainee, in percent.
    pub key_roles_covered: usize,
    /// Which share of a unit one employer may have, in percent.
    pub affiliation_share: usize,
    /// How many policies one domain may have.
    pub policies_per_domain: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            window: Period::YEAR,
            seats_per_person: 5,
            seats_times_median: 3,
            rights_share: 15,
            idle_decisions: 3,
            deciders_per_domain: 1,
            terms_unchanged: 3,
            uncontested_elections: 3,
            acting: Period::HALF_A_YEAR,
            unelected_in_a_row: 2,
            policies_overdue: 25,
            mandates_undecided: 50,
            own_proposals: 3,
            outside_consultations: 10,
            escalations_share: 40,
            proposals_confirmed: 95,
            proposals_counted: 10,
            like_decisions: 3,
            policy_exceptions: 2,
            share_gained: 10,
            units_connected: 50,
            hours_apart: 8,
            key_roles_covered: 50,
            affiliation_share: 50,
            policies_per_domain: 8,
        }
    }
}
