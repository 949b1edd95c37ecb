//! L4: the rules. Each is one file with its page beside it: what it finds, why that matters, an
//! example, and how to mend it.
//!
//! A rule looks at everything that was loaded, on one day, and returns what it finds in the
//! reader's words. One cause gives one finding: where two rules could speak, the page of each says
//! which one does. How much a finding weighs, and which are waived, the configuration says.

mod affiliation_cap;
mod altered_decision;
mod ambiguous_word;
mod bodies;
mod bot_in_office;
mod broken_supersession;
mod broken_syntax;
mod broken_tree;
mod captured_unit;
mod census;
mod change;
mod closed_shop;
mod competence;
mod contested_ground;
mod dangling_reference;
mod dead_link;
mod decided_by_vapour;
mod decision_incomplete;
mod differing_descriptions;
mod domain_overlap;
mod double_link_broken;
mod duplicate_entry;
mod duplicate_id;
mod duplicate_key;
mod emergency_without_sunset;
mod empty_bench;
mod empty_mandate;
mod escalation_magnet;
mod expired_waiver;
mod explained;
mod fingerprint;
mod forbidden_access;
mod forgotten_person;
mod form_mismatch;
mod hidden_hand;
mod hollow_role;
mod id_mismatch;
mod identity_swap;
mod illegal_transition;
mod incompatible_offices;
mod island;
mod last_holder_removed;
mod law_by_habit;
mod mass_removal;
mod missing_field;
mod missing_liaison;
mod no_deputy;
mod no_removal_path;
mod no_selection_path;
mod not_a_member;
mod not_recused;
mod one_clock;
mod open_objection;
mod orphan_domain;
mod over_delegation;
mod overstayer;
mod own_watchdog;
mod policy_adrift;
mod policy_sediment;
mod power_creep;
mod premature_reliance;
mod procedure;
mod process_not_met;
mod redundant_grant;
mod renames;
mod retired_still_armed;
mod review_overdue;
mod role_hoarding;
mod rubber_stamp;
mod schema_mismatch;
mod seat_bounds;
mod seat_rights;
mod seats;
mod self_appointment_loop;
mod self_written_mandate;
mod settled;
mod shared;
mod term_breached;
mod terms;
mod ultra_vires;
mod unbounded_money;
mod unconventional_name;
mod unfireable;
mod unknown_field;
mod unknown_kind;
mod unknown_permission;
mod unlisted_alumni;
mod unqualified_holder;
mod unreachable_quorum;
mod unreadable_file;
mod unreferenced_record;
mod unsorted_list;
mod unused_waiver;
mod waivers;
mod watcher_watched;
mod weakened_check;
mod zombie_policies;

use std::collections::BTreeMap;

use crate::config::Weight;
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::load::{self, Loaded};
use crate::model::{Date, Format, Id};
use crate::power::Powers;
use crate::source::At;

pub use explained::explained;
pub use fingerprint::{Fingerprint, fingerprints};
use waivers::Waivers;

/// What a rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'c> {
    /// The records, their files, and what loading found.
    pub loaded: &'c Loaded,
    /// The powers on the day of the check.
    pub powers: &'c Powers,
    /// That day.
    pub as_of: Date,
    /// What the records were before a change, where a change is checked.
    pub base: Option<Base<'c>>,
    /// What they were when the window of smells began, with the powers of that day, where history
    /// is looked at and reaches back so far.
    pub earlier: Option<Base<'c>>,
}

/// The records before a change, or at an earlier time.
#[derive(Debug, Clone, Copy)]
pub struct Base<'c> {
    /// The records and their files.
    pub loaded: &'c Loaded,
    /// The powers on the day of the check; of an earlier time, on that day.
    pub powers: &'c Powers,
}

/// What to look for, and what to let pass.
#[derive(Debug, Clone, Copy, Default)]
pub struct Demand {
    /// Whether smells count too.
    pub level: Level,
    /// Whether to tell what is waived as well.
    pub ignore_waivers: bool,
}

/// What the rules found.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// What is to be told, sorted by file, line and rule.
    pub findings: Vec<Finding>,
    /// What is borne for a while, in the same order.
    pub waived: Vec<Finding>,
    /// The rules that were run, in the order of [`RULES`].
    pub rules: Vec<RuleInfo>,
}

/// One rule.
pub trait Rule: Sync {
    /// What the rule is, with its page.
    fn info(&self) -> RuleInfo;

    /// What the rule finds, in any order.
    fn check(&self, context: &Context<'_>) -> Vec<Finding>;

    /// Whether the rule makes sense for records of a format. Other formats are silent on much that
    /// the native one asks for, and their silence is no fault.
    fn applies(&self, format: Format) -> bool {
        let _ = format;
        true
    }

    /// Whether it finds some of what it finds only where a change is checked.
    fn looks_at_changes(&self) -> bool {
        false
    }
}

/// All rules. The order matters: it is that of lists and of the handbook, and it goes from what
/// keeps a record from being read to what makes a readable one govern badly.
pub static RULES: &[&dyn Rule] = &[
    // Is it text that can be read?
    &unreadable_file::UnreadableFile,
    &broken_syntax::BrokenSyntax,
    &duplicate_key::DuplicateKey,
    &ambiguous_word::AmbiguousWord,
    // Is it a record?
    &unknown_kind::UnknownKind,
    &unknown_field::UnknownField,
    &missing_field::MissingField,
    &schema_mismatch::SchemaMismatch,
    // Do the records fit each other?
    &id_mismatch::IdMismatch,
    &unconventional_name::UnconventionalName,
    &duplicate_id::DuplicateId,
    &dangling_reference::DanglingReference,
    &broken_tree::BrokenTree,
    &duplicate_entry::DuplicateEntry,
    &differing_descriptions::DifferingDescriptions,
    &not_a_member::NotAMember,
    &forgotten_person::ForgottenPerson,
    &unlisted_alumni::UnlistedAlumni,
    &unsorted_list::UnsortedList,
    &retired_still_armed::RetiredStillArmed,
    &missing_liaison::MissingLiaison,
    &double_link_broken::DoubleLinkBroken,
    &broken_supersession::BrokenSupersession,
    &premature_reliance::PrematureReliance,
    &dead_link::DeadLink,
    // Is it clear who may do what?
    &empty_mandate::EmptyMandate,
    &unknown_permission::UnknownPermission,
    &redundant_grant::RedundantGrant,
    &forbidden_access::ForbiddenAccess,
    &form_mismatch::FormMismatch,
    &domain_overlap::DomainOverlap,
    &orphan_domain::OrphanDomain,
    &over_delegation::OverDelegation,
    &unbounded_money::UnboundedMoney,
    &policy_adrift::PolicyAdrift,
    &unreachable_quorum::UnreachableQuorum,
    // Are the seats filled, for a time, by people who can be replaced?
    &term_breached::TermBreached,
    &seat_bounds::SeatBounds,
    &no_deputy::NoDeputy,
    &no_selection_path::NoSelectionPath,
    &no_removal_path::NoRemovalPath,
    &self_appointment_loop::SelfAppointmentLoop,
    // Are they the right people for them?
    &unqualified_holder::UnqualifiedHolder,
    &affiliation_cap::AffiliationCap,
    &incompatible_offices::IncompatibleOffices,
    &watcher_watched::WatcherWatched,
    &bot_in_office::BotInOffice,
    // Was it decided by those who may, in the way they agreed?
    &decision_incomplete::DecisionIncomplete,
    &ultra_vires::UltraVires,
    &process_not_met::ProcessNotMet,
    &open_objection::OpenObjection,
    &not_recused::NotRecused,
    &emergency_without_sunset::EmergencyWithoutSunset,
    // Does the change keep what was decided, and who is who?
    &illegal_transition::IllegalTransition,
    &altered_decision::AlteredDecision,
    &self_written_mandate::SelfWrittenMandate,
    &mass_removal::MassRemoval,
    &last_holder_removed::LastHolderRemoved,
    &identity_swap::IdentitySwap,
    &weakened_check::WeakenedCheck,
    // Does anybody look at it again?
    &review_overdue::ReviewOverdue,
    &hollow_role::HollowRole,
    &contested_ground::ContestedGround,
    &role_hoarding::RoleHoarding,
    &closed_shop::ClosedShop,
    &overstayer::Overstayer,
    &unfireable::Unfireable,
    &zombie_policies::ZombiePolicies,
    &decided_by_vapour::DecidedByVapour,
    &own_watchdog::OwnWatchdog,
    &hidden_hand::HiddenHand,
    &escalation_magnet::EscalationMagnet,
    &rubber_stamp::RubberStamp,
    &law_by_habit::LawByHabit,
    &power_creep::PowerCreep,
    &island::Island,
    &one_clock::OneClock,
    &empty_bench::EmptyBench,
    &captured_unit::CapturedUnit,
    &policy_sediment::PolicySediment,
    &unreferenced_record::UnreferencedRecord,
    &expired_waiver::ExpiredWaiver,
    &unused_waiver::UnusedWaiver,
];

/// Runs the rules that the level, the format and the configuration ask for.
pub fn run(context: &Context<'_>, demand: Demand) -> Outcome {
    let format = context.loaded.governance.format;
    let runs = |rule: &&&dyn Rule| {
        let info = rule.info();
        let is_off = weights_for(context, info.id)
            .get(info.id)
            .is_some_and(|weight| weight.value == Weight::Off);
        rule.applies(format) && info.level <= demand.level && (info.essential || !is_off)
    };
    let mut outcome = Outcome::default();
    let mut findings = Vec::new();
    for rule in RULES.iter().filter(runs) {
        outcome.rules.push(rule.info());
        findings.extend(rule.check(context));
    }
    // Rules of which a format has its own form are told by whoever reads the format.
    let asked = |id: &str| outcome.rules.iter().any(|info| info.id == id);
    let mut remarks = load::remarks(context.loaded);
    remarks.retain(|finding| asked(finding.rule));
    findings.append(&mut remarks);
    // What loading found is never lost, should it bear the name of no rule here.
    let strangers = context.loaded.findings.iter();
    findings.extend(
        strangers
            .filter(|finding| find(finding.rule).is_none())
            .cloned(),
    );
    let waivers = Waivers::of(context);
    for finding in findings {
        let is_waived = waivers.waive(context, &finding);
        if is_waived && !demand.ignore_waivers {
            outcome.waived.push(finding);
        } else {
            outcome.findings.push(finding);
        }
    }
    let ran = |id: &str| outcome.rules.iter().any(|info| info.id == id);
    if ran(unused_waiver::ID) {
        // What a change may yet bring does not show where none is checked.
        let could_tell = |rule: &&&dyn Rule| context.base.is_some() || !rule.looks_at_changes();
        let told: Vec<&str> = RULES
            .iter()
            .filter(could_tell)
            .map(|rule| rule.info().id)
            .filter(|id| ran(id))
            .collect();
        let unused = waivers.unused(context, |id| told.contains(&id));
        outcome
            .findings
            .extend(unused_waiver::tell(context, &unused));
    }
    for finding in outcome.findings.iter_mut().chain(&mut outcome.waived) {
        finding.severity = weighed(context, finding);
    }
    sort(&mut outcome.findings);
    sort(&mut outcome.waived);
    outcome
}

/// The weights that count for a rule: those of the repository. Of the rule that tells where these
/// are loosened, those before the change.
fn weights_for<'c>(context: &Context<'c>, rule: &str) -> &'c BTreeMap<Id, At<Weight>> {
    let before = context.base.filter(|_| rule == weakened_check::ID);
    &before
        .map_or(context.loaded, |base| base.loaded)
        .config
        .weights
}

/// How much a finding weighs here: what is as heavy as is usual for its rule weighs what the
/// configuration says, and what is lighter, at most that.
fn weighed(context: &Context<'_>, finding: &Finding) -> Severity {
    let configured = weights_for(context, finding.rule)
        .get(finding.rule)
        .and_then(|weight| weight.severity());
    let (Some(configured), Some(info)) = (configured, find(finding.rule)) else {
        return finding.severity;
    };
    if info.essential {
        finding.severity
    } else if finding.severity == info.severity {
        configured
    } else {
        finding.severity.min(configured)
    }
}

fn sort(findings: &mut [Finding]) {
    findings.sort_by(|a, b| {
        (a.primary.place, a.rule, &a.message).cmp(&(b.primary.place, b.rule, &b.message))
    });
}

/// The rule with this id.
pub fn find(id: &str) -> Option<RuleInfo> {
    RULES
        .iter()
        .map(|rule| rule.info())
        .find(|info| info.id == id)
}

/// All rules, in the order of [`RULES`].
pub fn infos() -> Vec<RuleInfo> {
    RULES.iter().map(|rule| rule.info()).collect()
}

/// The rules that make sense for records of a format.
pub fn infos_for(format: Format) -> Vec<RuleInfo> {
    let rules = RULES.iter().filter(|rule| rule.applies(format));
    rules.map(|rule| rule.info()).collect()
}

/// The formats in whose records a rule makes sense.
pub fn formats_of(id: &str) -> Vec<Format> {
    let applies = |format: &Format| {
        let mut rules = RULES.iter();
        rules.any(|rule| rule.info().id == id && rule.applies(*format))
    };
    Format::ALL.into_iter().filter(applies).collect()
}
