//! Names that lead nowhere.

use std::collections::BTreeMap;

use super::{Context, Rule, shared};
use crate::diag::{Edit, Finding, Level, RuleInfo, Severity, nearest};
use crate::model::{Format, Governance, Id, Kind, Reference, Wants, references};
use crate::source::{Splice, replace};

const ID: &str = "dangling-reference";
/// For how many different names a near one is looked for; the search compares with every name.
pub(super) const MOST_SUGGESTIONS: usize = 200;
const WHY: &str = "a name that leads nowhere binds nobody, or whoever takes the name next";

pub(super) struct DanglingReference;

impl Rule for DanglingReference {
    fn info(&self) -> RuleInfo {
        RuleInfo {
            id: ID,
            summary: "a record names a person, unit, role, method, domain or decision that is not there",
            severity: Severity::Error,
            level: Level::Rules,
            essential: false,
            page: include_str!("dangling-reference.md"),
        }
    }

    fn check(&self, context: &Context<'_>) -> Vec<Finding> {
        let governance = &context.loaded.governance;
        let mut findings: Vec<Finding> = Vec::new();
        let mut near = Near::new(governance);
        // A name that one record misspells five times is one finding with five places.
        let mut said: BTreeMap<(String, String), usize> = BTreeMap::new();
        for reference in references(governance) {
            // The default constitution gives this object, no record does.
            if reference.resolves(governance) || reference.id == "rules/organisation" {
                continue;
            }
            let key = (reference.from.clone(), reference.id.clone());
            let edit = renaming(context, &reference);
            if let Some(index) = said.get(&key) {
                let finding = &mut findings[*index];
                shared::and_here(finding, reference.place);
                // All of its places are mended, or none.
                match edit {
                    Some(edit) if finding.is_fixable() => finding.edits.push(edit),
                    _ => finding.edits.clear(),
                }
                continue;
            }
            said.insert(key, findings.len());
            let mut finding = dangling(governance, &reference, &mut near);
            finding.edits.extend(edit);
            findings.push(finding);
        }
        for grant in &governance.grants {
            let (kind, id) = (grant.holder.kind(), grant.holder.id());
            if !governance.has(kind, id) {
                let reference = Reference {
                    from: String::new(),
                    place: grant.place,
                    id: id.to_string(),
                    wants: Wants::One(kind),
                };
                let mut finding = dangling(governance, &reference, &mut near);
                finding.record = None;
                findings.push(finding);
            }
        }
        findings
    }
}

/// Writes the new id for a former one, where it is certain which one that is.
fn renaming(context: &Context<'_>, reference: &Reference) -> Option<Edit> {
    let Reference { id, place, .. } = reference;
    let (wants, name, prefix) = narrowed(reference.wants, id);
    let now = match renamed(&context.loaded.governance, wants, name)[..] {
        [now] => format!("{prefix}{now}"),
        _ => return None,
    };
    let source = context.loaded.sources.get(place.source);
    let Splice { text, .. } = replace(source, place.span, id, &now)?;
    let place = *place;
    Some(Edit { place, text })
}

fn dangling(governance: &Governance, reference: &Reference, near: &mut Near<'_>) -> Finding {
    let Reference { id, wants, .. } = reference;
    let (wants, name, prefix) = narrowed(*wants, id);
    let message = match wants {
        Wants::Domain => format!("`{id}` is not a domain of this organisation"),
        Wants::Object => format!("`{id}` is neither a domain nor a unit or role"),
        _ => format!("{} is called `{name}`", nobody(wants)),
    };
    let finding = Finding::new(ID, Severity::Error, reference.place, message)
        .why(WHY)
        .record(reference.from.clone());
    if let Some(now) = renamed(governance, wants, name).first() {
        return finding
            .label(format!("`{now}` was called so before"))
            .fix(format!("write `{prefix}{now}`"));
    }
    if let Some(near) = near.to(name, wants) {
        return finding
            .label(format!("did you mean `{prefix}{near}`?"))
            .fix(format!("write `{prefix}{near}`, if that is meant"));
    }
    if let Some(kind) = Kind::ALL
        .into_iter()
        .find(|kind| governance.has(*kind, name))
    {
        return finding
            .label(format!("`{name}` is a {kind}"))
            .fix(format!("name {} here", due(wants)));
    }
    let fix = match (wants, governance.format) {
        (Wants::Domain | Wants::Object, _) => {
            format!("add `{id}: …` to the `domains` of org.yaml, or correct the word")
        }
        (Wants::Goal, _) => "add the goal to org.yaml, or take the name out".to_owned(),
        (Wants::One(kind), Format::Native) => {
            let folder = kind.folder();
            format!("add {folder}/{name}.yaml, or take the name out")
        }
        _ => "add the record, or take the name out".to_owned(),
    };
    finding.label("named here and defined nowhere").fix(fix)
}

/// Near names, each searched once.
struct Near<'g> {
    governance: &'g Governance,
    found: BTreeMap<String, Option<&'g str>>,
}

impl<'g> Near<'g> {
    fn new(governance: &'g Governance) -> Self {
        Near {
            governance,
            found: BTreeMap::new(),
        }
    }

    fn to(&mut self, name: &str, wants: Wants) -> Option<&'g str> {
        let key = format!("{wants:?} {name}");
        if let Some(known) = self.found.get(&key) {
            return *known;
        }
        if self.found.len() >= MOST_SUGGESTIONS {
            return None;
        }
        let near = nearest(name, self.governance.names_for(wants));
        self.found.insert(key, near);
        near
    }
}

/// A reserved object such as `seats/treasurer` names a record of one kind behind the slash.
fn narrowed(wants: Wants, id: &str) -> (Wants, &str, &'static str) {
    if wants == Wants::Object {
        for (prefix, kind) in [
            ("seats/", Wants::One(Kind::Role)),
            ("membership/", Wants::One(Kind::Unit)),
            ("structure/", Wants::One(Kind::Unit)),
            ("rules/", Wants::One(Kind::Policy)),
        ] {
            if let Some(name) = id.strip_prefix(prefix) {
                return (kind, name, prefix);
            }
        }
    }
    (wants, id, "")
}

/// The subject of "… is called `x`".
fn nobody(wants: Wants) -> String {
    match wants {
        Wants::One(kind) => format!("no {kind}"),
        Wants::Actor => "no unit or role".to_owned(),
        Wants::ActorOrPerson | Wants::Changer | Wants::Object => {
            "no unit, role or person".to_owned()
        }
        Wants::Method => "no method".to_owned(),
        Wants::MethodOrActor => "no method, unit or role".to_owned(),
        Wants::Goal => "no goal".to_owned(),
        Wants::Domain => "no domain".to_owned(),
    }
}

/// What is due, with its article.
fn due(wants: Wants) -> String {
    match wants {
        Wants::One(kind) => format!("a {kind}"),
        other => nobody(other).replacen("no ", "a ", 1),
    }
}

/// The ids that records of the kinds in question have now, where they had this one before.
fn renamed<'g>(governance: &'g Governance, wants: Wants, name: &str) -> Vec<&'g Id> {
    let kinds: &[Kind] = match &wants {
        Wants::One(kind) => std::slice::from_ref(kind),
        Wants::Actor => &[Kind::Unit, Kind::Role],
        Wants::Method => &[Kind::Method],
        Wants::MethodOrActor => &[Kind::Method, Kind::Unit, Kind::Role],
        Wants::Domain | Wants::Goal => &[],
        _ => &[Kind::Unit, Kind::Role, Kind::Person],
    };
    macro_rules! bearers {
        ($records:expr) => {
            $records
                .values()
                .filter(|record| {
                    record
                        .envelope
                        .aliases
                        .iter()
                        .any(|alias| alias.as_str() == name)
                })
                .map(|record| &record.id)
                .collect::<Vec<_>>()
        };
    }
    let found = kinds.iter().flat_map(|kind| match kind {
        Kind::Org => Vec::new(),
        Kind::Person => bearers!(governance.people),
        Kind::Unit => bearers!(governance.units),
        Kind::Role => bearers!(governance.roles),
        Kind::Method => bearers!(governance.methods),
        Kind::Policy => bearers!(governance.policies),
        Kind::Agreement => bearers!(governance.agreements),
        Kind::Decision => bearers!(governance.decisions),
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::config::Config;
    use crate::load::Loaded;
    use crate::model::{Actor, Date, Grant, PowerLine, Right};
    use crate::power::powers;
    use crate::source::{Place, Source, Sources, Span};

    /// Access to a repository, as rust-lang/team writes it, for those of whom no file tells.
    #[test]
    fn access_for_nobody_is_told() {
        let mut sources = Sources::default();
        let text = "[access.teams]\nlang = 'write'\n";
        let source = sources.add(Arc::new(Source::new("repos/rust.toml", text)));
        let place = Place {
            source,
            span: Span::new(15, 19),
        };
        let mut governance = Governance::empty(Format::RustTeam);
        let unread = (Kind::Unit, Id::of("infra"));
        governance.unread.insert(unread);
        let line = Arc::new(PowerLine::plain(Right::Execute, "repos/rust", place.span));
        let holders = [
            Actor::Unit(Id::of("lang")),
            Actor::Unit(Id::of("infra")),
            Actor::Person(Id::of("ferris")),
        ];
        governance.grants = holders
            .map(|holder| Grant {
                holder,
                line: Arc::clone(&line),
                place,
            })
            .into();
        let as_of = Date::parse("2026-09-14").expect("a day");
        let powers = powers(&governance, as_of);
        let loaded = Loaded {
            governance,
            sources,
            findings: Vec::new(),
            files: 1,
            config: Config::default(),
            paths: std::collections::BTreeSet::new(),
        };
        let context = Context {
            loaded: &loaded,
            powers: &powers,
            as_of,
            base: None,
            earlier: None,
        };
        let findings = super::super::run(&context, super::super::Demand::default()).findings;
        let messages: Vec<&str> = findings.iter().map(|f| f.message.as_str()).collect();
        // Of the team whose file cannot be read, its own finding tells.
        assert_eq!(
            messages,
            ["no person is called `ferris`", "no unit is called `lang`"]
        );
        assert!(
            findings
                .iter()
                .all(|finding| finding.primary.place == place)
        );
        assert!(findings.iter().all(|finding| finding.record.is_none()));
    }
}
