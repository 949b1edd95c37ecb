//! The organisation: what it is for, its topics, its methods and agreements.

use super::piece::{Piece, list, object, piece};
use super::{Api, Refer, document, period};
use crate::model::{Agreement, AgreementForm, CountOrFormula, Kind, Method, Record};
use crate::site::SiteError;

pub(super) fn add(api: &mut Api<'_, '_, '_, '_>) -> Result<(), SiteError> {
    let refer = Refer { book: api.book };
    let governance = &api.book.governance;
    let methods = governance.methods.values();
    let methods = methods.map(|record| method(&refer, record));
    let agreements = governance.agreements.values();
    let agreements = agreements.map(|record| agreement(&refer, record));
    let record = governance.org.as_ref().map(|org| {
        let data = &org.data;
        let goals = data
            .goals
            .iter()
            .map(|goal| object!({"id": goal.id.value, "text": goal.text, "until": goal.until}));
        let domains = data.domains.iter();
        let domains =
            domains.map(|(slug, words)| object!({"id": slug, "description": words.value}));
        refer.head(org).and(&object!({
            "vision": data.vision,
            "values": data.values,
            "law": data.law,
            "language": data.language,
            "goals": goals.collect::<Vec<_>>(),
            "domains": domains.collect::<Vec<_>>(),
            "root": refer.who(&data.root),
            "residual": refer.who(&data.residual),
            "text": api.book.own_text(org),
        }))
    });
    let content = vec![
        ("record", record.unwrap_or_else(|| piece(&()))),
        ("methods", list(methods)),
        ("agreements", list(agreements)),
        ("not_public", piece(&api.book.hidden())),
    ];
    api.write(document("org"), "org", &content)
}

fn method(refer: &Refer<'_, '_>, record: &Record<Method>) -> Piece {
    let data = &record.data;
    let number = |number: &Option<CountOrFormula>| match number {
        Some(CountOrFormula::Count(count)) => Some(count.to_string()),
        Some(CountOrFormula::Formula(text)) => Some(text.to_string()),
        None => None,
    };
    let ladder = data.ladder.iter().map(|step| {
        object!({
            "step": step.step,
            "who": step.who,
            "within": period(step.within),
            "binding": step.binding,
        })
    });
    refer.head(record).and(&object!({
        "family": data.family.word(),
        "extends": refer.method(data.extends.as_ref()),
        "electors": data.electors,
        "pass": data.pass,
        "quorum": number(&data.quorum),
        "sponsors": number(&data.sponsors),
        "min_period": period(data.min_period),
        "max_period": period(data.max_period),
        "vote_period": period(data.vote_period),
        "secret": data.secret,
        "ladder": ladder.collect::<Vec<_>>(),
    }))
}

fn agreement(refer: &Refer<'_, '_>, record: &Record<Agreement>) -> Piece {
    let data = &record.data;
    let parties = data.parties.iter().filter_map(|party| {
        let who = refer.who(&party.actor)?;
        Some(object!({"who": who, "signed": party.signed}))
    });
    let commitments = data.commitments.iter().map(|commitment| {
        object!({
            "by": refer.who(&commitment.by),
            "what": commitment.what,
            "to": commitment.to.as_ref().and_then(|id| refer.who(id)),
            "right": commitment.right,
            "over": commitment.over.as_ref().map(|over| &over.value),
        })
    });
    refer.head(record).and(&object!({
        "form": data.form.map(AgreementForm::word),
        "mission": data.mission,
        "parties": parties.collect::<Vec<_>>(),
        "commitments": commitments.collect::<Vec<_>>(),
        "renew_by": data.renew_by.value,
        "disputes": data.disputes.as_ref().and_then(|id| refer.record(Kind::Method, id)),
    }))
}
