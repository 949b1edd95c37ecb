//! Seats with rights that nobody can end before their time.

use super::seat_rights::{MOST_RIGHTS, SeatRights};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Format, Record, Role};
use crate::power::Act;
use crate::source::Place;

const ID: &str = "no-removal-path";
/// A term up to this bounds the harm: a leap year.
const SHORT_TERM_DAYS: f64 = 366.0;

pub(super) struct NoRemovalPath;

impl Rule for NoRemovalPath {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "nobody can end a seat that holds rights",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("no-removal-path.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let patterns = shared::patterns(governance);
        let all_rights = SeatRights::of_all(context);
        let roles = governance.roles.values();
        let roles = roles.filter(|role| !patterns.contains(&role.id));
        roles
            .filter_map(|role| found(context, &all_rights, role))
            .collect()
    }

    /// Removal from teams of rust-lang/team is a matter of its policies, which are kept elsewhere.
    fn applies(&self, format: Format) -> bool {
        format == Format::Native
    }
}

/// Whether it is told of a role that nobody else can end its seat.
pub(super) fn tells_of(context: &Context<'_>, role: &str) -> bool {
    let governance = &context.loaded.governance;
    let role = governance.roles.get(role);
    role.is_some_and(|role| found(context, &SeatRights::of_all(context), role).is_some())
}

fn found(
    context: &Context<'_>,
    all_rights: &SeatRights<'_>,
    role: &Record<Role>,
) -> Option<Finding> {
    if !shared::is_live(&role.envelope, context.as_of) {
        return None;
    }
    let rights = all_rights.of(role);
    if rights.is_empty() {
        return None;
    }
    unremovable(role, &rights, path(context, role))
}

/// What the record says of ending the seat.
#[derive(Clone, Copy)]
enum Path {
    /// Somebody else can.
    Others,
    /// Only the holder.
    Itself(Place),
    /// Nothing is written.
    None,
}

fn path(context: &Context<'_>, role: &Record<Role>) -> Path {
    let itself = Actor::Role(role.id.clone());
    if let Some(removal) = &role.data.removal {
        let governance = &context.loaded.governance;
        let mut by = removal.by.iter();
        let only_itself = by.all(|id| governance.actor_or_person(id).as_ref() == Some(&itself));
        return match removal.by.iter().next() {
            Some(first) if only_itself => Path::Itself(role.place(first.span)),
            _ => Path::Others,
        };
    }
    // A mandate or policy elsewhere may give somebody the seats of this role.
    let elsewhere = context
        .powers
        .over(&format!("seats/{}", role.id))
        .any(|power| {
            power.key.right.binds() && power.key.act != Act::Choose && power.key.holder != itself
        });
    if elsewhere { Path::Others } else { Path::None }
}

fn unremovable(role: &Record<Role>, rights: &[(String, Place)], path: Path) -> Option<Finding> {
    let name = role.name();
    let selection = role.data.selection.as_ref();
    let term = selection.and_then(|selection| selection.term);
    let (message, place, label) = match path {
        Path::Others => return None,
        Path::Itself(place) => (
            shared::fitting(format!("only {name} can end the seat of {name}"), || {
                format!("only `{0}` can end the seat of `{0}`", role.id)
            }),
            place,
            "removed by the holder alone".to_owned(),
        ),
        Path::None => {
            let (span, label) = match (term, selection) {
                (Some(term), _) => (
                    term.span,
                    format!("for {}, no `removal` written", term.value),
                ),
                (None, Some(selection)) => (
                    selection.span,
                    "without a term, no `removal` written".to_owned(),
                ),
                (None, None) => (role.head, "no `removal` written".to_owned()),
            };
            let message = shared::fitting(format!("nobody can end the seat of {name}"), || {
                format!("nobody can end the seat of `{}`", role.id)
            });
            (message, role.place(span), label)
        }
    };
    let is_short = term.is_some_and(|term| term.value.approximate_days() <= SHORT_TERM_DAYS);
    let severity = if is_short {
        Severity::Warning
    } else {
        Severity::Error
    };
    let mut finding = Finding::new(ID, severity, place, message).label(label);
    for (words, place) in rights.iter().take(MOST_RIGHTS) {
        finding = finding.related(*place, words);
    }
    Some(
        finding
            .why("power that cannot be taken back is given away, not delegated")
            .fix(remedy(role))
            .record(role.reference()),
    )
}

/// The line to write: whoever fills the seat, or else its unit, can end it.
fn remedy(role: &Record<Role>) -> String {
    let selection = role.data.selection.as_ref();
    let selectors = selection.and_then(|selection| selection.by.as_ref());
    let others: Vec<&str> = selectors
        .iter()
        .flat_map(|by| by.iter())
        .map(|id| id.as_str())
        .filter(|id| *id != role.id.as_str())
        .collect();
    let by = match others[..] {
        [] => role.data.unit.to_string(),
        [one] => one.to_owned(),
        _ => format!("[{}]", others.join(", ")),
    };
    let method = selection.and_then(|selection| selection.method.as_ref());
    let method = method.filter(|_| !others.is_empty());
    let method = method.map_or_else(String::new, |method| format!(", method: {}", method.value));
    format!(
        "add `removal: {{by: {by}{method}}}` {}",
        shared::MOVES_POWER
    )
}
