//! Terms that ran out, run too long, or are one too many.

use std::collections::BTreeSet;

use super::seats::Seats;
use super::terms::{counted, is_over, slack_after, timed};
use super::{Context, Rule, shared};
use crate::diag::{Finding, Level, RuleInfo, Severity};
use crate::model::{Actor, Capacity, Date, Holder, Record, Role, Selection};
use crate::source::{At, Place};

const ID: &str = "term-breached";
const WHY: &str = "after its last day a seat has no mandate, whoever still sits in it";

pub(super) struct TermBreached;

impl Rule for TermBreached {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a term ran out, runs longer than allowed, or is one too many",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("term-breached.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let given = shared::given(context);
        let deciders: BTreeSet<&Actor> = given.map(|power| &power.key.holder).collect();
        let mut findings = Vec::new();
        for role in governance.roles.values() {
            let actor = Actor::Role(role.id.clone());
            if !governance.actor_in_force(&actor, context.as_of) {
                continue;
            }
            let case = Case {
                context,
                role,
                deciders: &deciders,
            };
            let seats = Seats::of(role, context.as_of);
            findings.extend(
                seats
                    .reversed
                    .iter()
                    .filter_map(|holder| case.reversed(holder)),
            );
            findings.extend(
                seats
                    .lapsed
                    .iter()
                    .filter_map(|holder| case.ran_out(holder, Severity::Error)),
            );
            if let Some(deputy) = seats.lapsed_deputy.filter(|_| seats.lapsed.is_empty()) {
                let is_alone = seats.current.is_empty();
                let severity = if is_alone {
                    Severity::Error
                } else {
                    Severity::Warning
                };
                findings.extend(case.ran_out(deputy, severity));
            }
            if let Some(selection) = &role.data.selection {
                findings.extend(case.too_long(selection));
                findings.extend(case.too_many(selection));
            }
        }
        findings
    }
}

/// One role on the day of the check.
struct Case<'c> {
    context: &'c Context<'c>,
    role: &'c Record<Role>,
    /// Everybody who was given something to decide.
    deciders: &'c BTreeSet<&'c Actor>,
}

impl Case<'_> {
    /// A finding about a holder: `{name}{what as the role}`.
    fn finding(
        &self,
        severity: Severity,
        place: Place,
        holder: &Holder,
        words: impl Fn(&str, &str) -> String,
    ) -> Finding {
        let governance = &self.context.loaded.governance;
        let deputy = if holder.capacity == Capacity::Deputy {
            "deputy "
        } else {
            ""
        };
        let name = governance.person_name(&holder.person);
        let role = format!("{deputy}{}", self.role.name());
        let message = shared::fitting(words(name, &role), || {
            words(&holder.person, &format!("{deputy}{}", self.role.id))
        });
        Finding::new(ID, severity, place, message).record(self.role.reference())
    }

    fn reversed(&self, holder: &Holder) -> Option<Finding> {
        let (since, until) = (holder.since?, holder.until?);
        let place = self.role.place(until.span);
        let words =
            |name: &str, role: &str| format!("{name}'s seat as {role} ends before it begins");
        Some(
            self.finding(Severity::Error, place, holder, words)
                .label("the last day")
                .related(self.role.place(since.span), "the first day")
                .why("between these days lies no day, so nobody sits in this seat")
                .fix("correct one of the two days"),
        )
    }

    fn ran_out(&self, holder: &Holder, severity: Severity) -> Option<Finding> {
        let until = holder.until?;
        let ago = until.days_until(self.context.as_of);
        let days = shared::counted(usize::try_from(ago).unwrap_or(0), "day");
        let actor = Actor::Role(self.role.id.clone());
        let place = self.role.place(until.span);
        let words = |name: &str, role: &str| format!("{name}'s term as {role} ended on {}", *until);
        let finding = self
            .finding(severity, place, holder, words)
            .why(WHY)
            .fix(self.successor());
        let is_vacant = self.context.powers.roster.people(&actor).is_empty();
        let decides = self.deciders.contains(&actor);
        let meanwhile = shared::answers_for(self.context, &actor).filter(|_| is_vacant && decides);
        Some(match meanwhile {
            Some((other, place)) => {
                let other = self.context.loaded.governance.actor_name(&other);
                finding
                    .label(format!(
                        "{days} ago, and nobody followed: until then {other} decides"
                    ))
                    .related(place, "who decides until then")
            }
            None => finding.label(format!("{days} ago, and nobody followed")),
        })
    }

    fn successor(&self) -> String {
        let selection = self.role.data.selection.as_ref();
        let by = selection.and_then(|selection| selection.by.as_ref());
        let by = by.iter().flat_map(|by| by.iter());
        let by: Vec<String> = by.map(|id| format!("`{id}`")).collect();
        if by.is_empty() {
            "choose somebody for the next term, and write it down".to_owned()
        } else {
            format!(
                "let {} choose somebody for the next term",
                shared::listed(&by)
            )
        }
    }

    /// Those who sit, or are about to, for longer than the role's term.
    fn too_long(&self, selection: &Selection) -> Vec<Finding> {
        let Some(term) = selection.term else {
            return Vec::new();
        };
        let on = self.context.as_of;
        let rule = self.role.place(term.span);
        let bound = |since: Date| slack_after(since.plus(term.value));
        let mut findings = Vec::new();
        for holder in timed(self.role).filter(|holder| !is_over(holder, on)) {
            let Some(since) = holder.since else {
                continue;
            };
            let finding = match holder.until {
                Some(until) if *until > bound(*since) => {
                    let words = |name: &str, role: &str| {
                        format!("{name}'s seat as {role} is longer than a term")
                    };
                    let place = self.role.place(until.span);
                    self.finding(Severity::Error, place, holder, words)
                        .label(format!("{} to {}", *since, *until))
                        .fix("shorten the seat to its term, and choose again at the end")
                }
                None if on > bound(*since) => {
                    let end = since.plus(term.value);
                    let words = |name: &str, role: &str| {
                        format!("{name}'s term as {role} ended about {end}")
                    };
                    let place = self.role.place(since.span);
                    self.finding(Severity::Error, place, holder, words)
                        .label("seated since then, with no end written")
                        .fix(self.successor())
                }
                _ => continue,
            };
            let length = format!("a term is {}", term.value);
            let why = "a term that may be overrun gives nobody the chance to choose again";
            findings.push(finding.why(why).related(rule, length));
        }
        findings
    }

    /// Those who sit, or are about to, for one more term than the role allows.
    fn too_many(&self, selection: &Selection) -> Vec<Finding> {
        let mut findings = Vec::new();
        for terms in counted(self.role, selection.cooldown) {
            let first = terms.iter().find_map(|term| {
                let limits = [
                    (selection.max_terms, term.in_a_row, " in a row"),
                    (selection.lifetime_terms, term.in_all, ""),
                ];
                let mut limits = limits.into_iter();
                let (limit, count, how) = limits
                    .find(|(limit, count, _)| limit.is_some_and(|limit| *count > limit.get()))?;
                let is_past = is_over(term.holder, self.context.as_of);
                (!is_past).then_some((term.holder, limit?, count, how))
            });
            findings.extend(
                first.map(|(holder, limit, count, how)| {
                    self.one_too_many(holder, limit, count, how)
                }),
            );
        }
        findings
    }

    fn one_too_many(
        &self,
        holder: &Holder,
        limit: At<std::num::NonZeroU64>,
        count: u64,
        how: &str,
    ) -> Finding {
        let place = self
            .role
            .place(holder.since.map_or(holder.person.span, |since| since.span));
        let words = |name: &str, role: &str| {
            format!(
                "{name} is in term {count}{how} as {role}, {} allowed",
                limit.value
            )
        };
        self.finding(Severity::Error, place, holder, words)
            .label(format!("term {count}{how}"))
            .related(self.role.place(limit.span), "the limit")
            .why("a limit on terms that is not kept turns a seat into a possession")
            .fix("let somebody else be chosen, or let those above change the limit first")
    }
}
