//! Policies and decisions.

use super::piece::{Piece, object};
use super::{Api, Refer};
use crate::model::{Decision, Kind, Policy, Record};
use crate::site::SiteError;
use crate::site::book::decision_date;

pub(super) fn add(api: &mut Api<'_, '_, '_, '_>) -> Result<(), SiteError> {
    let governance = &api.book.governance;
    api.records("policies", governance.policies.values(), policy)?;
    let mut decisions: Vec<_> = governance.decisions.values().collect();
    decisions.sort_by(|a, b| (decision_date(b), &b.id).cmp(&(decision_date(a), &a.id)));
    api.records("decisions", decisions.into_iter(), decision)
}

fn policy(refer: &Refer<'_, '_>, record: &Record<Policy>) -> Piece {
    let data = &record.data;
    let domains = data.domains.iter().map(|domain| &domain.value);
    let restricts = data.restricts.iter().filter_map(|restriction| {
        Some(object!({
            "of": refer.who(&restriction.of)?,
            "right": restriction.right,
            "over": restriction.over.value,
            "text": restriction.text,
        }))
    });
    object!({
        "form": data.form.word(),
        "adopted_by": refer.who(&data.adopted_by),
        "domains": domains.collect::<Vec<_>>(),
        "applies_to": refer.all(&data.applies_to),
        "driver": data.driver,
        "owner": data.owner.as_ref().and_then(|id| refer.who(id)),
        "restricts": restricts.collect::<Vec<_>>(),
        "evaluation": data.evaluation,
        "emergency": data.emergency,
        "exception_of": data.exception_of.as_ref().and_then(|id| refer.record(Kind::Policy, id)),
    })
}

fn decision(refer: &Refer<'_, '_>, record: &Record<Decision>) -> Piece {
    let data = &record.data;
    let domains = data.domains.iter().map(|domain| &domain.value);
    let tally = data.tally.iter().map(|line| {
        object!({
            "option": line.option,
            "for": line.in_favour,
            "against": line.against,
            "abstain": line.abstain,
            "above_default": line.above_default,
            "below_default": line.below_default,
        })
    });
    let objections = data.objections.iter().map(|objection| {
        object!({
            "by": refer.who(&objection.by),
            "text": objection.text,
            "valid": objection.valid,
            "resolved": objection.resolved,
        })
    });
    let recused = data.recused.iter().filter_map(|recusal| {
        Some(object!({"person": refer.person(&recusal.person)?, "why": recusal.why}))
    });
    let elects = data.elects.iter().filter_map(|election| {
        Some(object!({
            "role": refer.record(Kind::Role, &election.role)?,
            "person": refer.person(&election.person)?,
            "until": election.until,
        }))
    });
    let changes = refer.book.changed_by(&record.id);
    let changes = changes.filter_map(|(kind, id)| {
        let named = refer.record(*kind, id)?;
        Some(object!({"kind": kind.word()}).and(&named))
    });
    object!({
        "type": data.decision_type.word(),
        "state": data.state.word(),
        "date": decision_date(record),
        "by": data.by.as_ref().and_then(|id| refer.who(id)),
        "domains": domains.collect::<Vec<_>>(),
        "method": refer.method(data.method.as_ref()),
        "driver": data.driver,
        "proposed": object!({
            "by": refer.who(&data.proposed.by),
            "at": data.proposed.at,
            "sponsors": refer.all(&data.proposed.sponsors),
        }),
        "opened": data.opened,
        "decided": data.decided.map(|day| day.value),
        "effective": data.effective,
        "consulted": refer.all(&data.consulted),
        "eligible": data.eligible,
        "tally": tally.collect::<Vec<_>>(),
        "objections": objections.collect::<Vec<_>>(),
        "recused": recused.collect::<Vec<_>>(),
        "reversible": data.reversible,
        "outcome": data.outcome,
        "elects": elects.collect::<Vec<_>>(),
        "changes": changes.collect::<Vec<_>>(),
        "overrides": data.overrides.as_ref().and_then(|id| refer.record(Kind::Decision, id)),
        "minutes": data.minutes,
    })
}
