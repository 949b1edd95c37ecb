//! The organisation: what it is for, its topics, its methods and agreements.

use serde_json::{Map, Value as Json, json};

use super::{Api, Refer, document, period, piece};
use crate::model::{Agreement, AgreementForm, CountOrFormula, Kind, Method, Record};
use crate::site::SiteError;

pub(super) fn add(api: &mut Api<'_, '_, '_, '_>) -> Result<(), SiteError> {
    let refer = Refer { book: api.book };
    let governance = &api.book.governance;
    let methods = governance.methods.values();
    let methods: Vec<Json> = methods.map(|record| method(&refer, record)).collect();
    let agreements = governance.agreements.values();
    let agreements: Vec<Json> = agreements.map(|record| agreement(&refer, record)).collect();
    let record = governance.org.as_ref().map(|org| {
        let data = &org.data;
        let goals = data
            .goals
            .iter()
            .map(|goal| json!({"id": goal.id.value, "text": goal.text, "until": goal.until}));
        let domains = data.domains.iter();
        let domains = domains.map(|(slug, words)| json!({"id": slug, "description": words.value}));
        merged(
            refer.head(org),
            json!({
                "vision": data.vision,
                "values": data.values,
                "law": data.law,
                "language": data.language,
                "goals": goals.collect::<Vec<_>>(),
                "domains": domains.collect::<Vec<_>>(),
                "root": refer.who(&data.root),
                "residual": refer.who(&data.residual),
                "text": api.book.own_text(org),
            }),
        )
    });
    let content = vec![
        ("record", piece(&record)),
        ("methods", piece(&methods)),
        ("agreements", piece(&agreements)),
        ("not_public", piece(&api.book.hidden())),
    ];
    api.write(document("org"), "org", &content)
}

fn merged(head: Json, more: Json) -> Json {
    let mut all = Map::new();
    for part in [head, more] {
        if let Json::Object(part) = part {
            all.extend(part);
        }
    }
    Json::Object(all)
}

fn method(refer: &Refer<'_, '_>, record: &Record<Method>) -> Json {
    let data = &record.data;
    let number = |number: &Option<CountOrFormula>| match number {
        Some(CountOrFormula::Count(count)) => json!(count.to_string()),
        Some(CountOrFormula::Formula(text)) => json!(text),
        None => Json::Null,
    };
    let ladder = data.ladder.iter().map(|step| {
        json!({
            "step": step.step,
            "who": step.who,
            "within": period(step.within),
            "binding": step.binding,
        })
    });
    merged(
        refer.head(record),
        json!({
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
        }),
    )
}

fn agreement(refer: &Refer<'_, '_>, record: &Record<Agreement>) -> Json {
    let data = &record.data;
    let parties = data.parties.iter().filter_map(|party| {
        let who = refer.who(&party.actor)?;
        Some(json!({"who": who, "signed": party.signed}))
    });
    let commitments = data.commitments.iter().map(|commitment| {
        json!({
            "by": refer.who(&commitment.by),
            "what": commitment.what,
            "to": commitment.to.as_ref().and_then(|id| refer.who(id)),
            "right": commitment.right,
            "over": commitment.over.as_ref().map(|over| &over.value),
        })
    });
    merged(
        refer.head(record),
        json!({
            "form": data.form.map(AgreementForm::word),
            "mission": data.mission,
            "parties": parties.collect::<Vec<_>>(),
            "commitments": commitments.collect::<Vec<_>>(),
            "renew_by": data.renew_by.value,
            "disputes": data.disputes.as_ref().and_then(|id| refer.record(Kind::Method, id)),
        }),
    )
}
