//! Validation errors in the reader's words, at the node or key they concern.

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind};
use serde_json::Value as Json;

use crate::diag::{Finding, Severity, did_you_mean, nearest};
use crate::source::{Node, Place, SourceId, Span, Value};

/// A key that the format does not know.
pub const UNKNOWN_FIELD: &str = "unknown-field";
/// A key that must be there and is not.
pub const MISSING_FIELD: &str = "missing-field";
/// A value of another shape than the format wants.
pub const SCHEMA_MISMATCH: &str = "schema-mismatch";

/// The finding, or the findings where one error names several keys.
pub(super) fn explain(
    error: &ValidationError<'_>,
    schema: &Json,
    what: &str,
    root: &Node,
    source: SourceId,
) -> Vec<Finding> {
    let pointer = error.instance_path().to_string();
    let (node, key) = root.pointer(&pointer);
    let at = |span: Span| Place { source, span };
    let schema_path = error.schema_path().to_string();
    // What the reader calls the thing: its field, or the record itself.
    let owner = match key {
        Some(key) => format!("`{}`", key.name),
        None if pointer.is_empty() => format!("this {what}"),
        None => parent_words(root, &pointer),
    };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected
            .iter()
            .filter_map(|name| node.entry(name))
            .map(|(key, _)| {
                let known = fields(schema, &schema_path);
                let suggestion = did_you_mean(&key.name, known.iter().map(String::as_str));
                let label = match &suggestion {
                    Some(suggestion) => suggestion.clone(),
                    None => "no field of this name".to_owned(),
                };
                let place = if pointer.is_empty() {
                    format!("a {what}")
                } else {
                    parent_words(root, &pointer)
                };
                Finding::new(
                    UNKNOWN_FIELD,
                    Severity::Error,
                    at(key.span),
                    format!("`{}` is not a field of {place}", key.name),
                )
                .label(label)
                .fix(match suggestion {
                    Some(_) => "correct the spelling, or start your own keys with `x-`".to_owned(),
                    None => format!(
                        "fields here: {}; start your own keys with `x-`",
                        listed(&known)
                    ),
                })
            })
            .collect(),
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let known = fields(schema, &schema_path);
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            let misspelt = node.entries().iter().any(|(key, _)| {
                let word = key.name.as_str();
                !known.contains(&word) && nearest(word, known.iter().copied()) == Some(name)
            });
            if misspelt {
                // One cause, one finding: the unknown field says it.
                return Vec::new();
            }
            let place = if pointer.is_empty() {
                format!("this {what}")
            } else {
                parent_words(root, &pointer)
            };
            let span = if pointer.is_empty() {
                node.entries()
                    .first()
                    .map_or(node.span, |(key, _)| key.span)
            } else {
                key.map_or(node.span, |key| key.span)
            };
            let finding = Finding::new(
                MISSING_FIELD,
                Severity::Error,
                at(span),
                format!("{place} has no `{name}`"),
            )
            .label(format!("`{name}` is required here"));
            vec![match description(schema, &schema_path, name) {
                Some(words) => finding.fix(format!("add `{name}:` ({})", lower_first(&words))),
                None => finding.fix(format!("add `{name}:`")),
            }]
        }
        other => {
            let (message, label, fix) = mismatch(other, &schema_path, &owner, node);
            // An empty value has no bytes of its own: its key is what the reader sees.
            let span = match key {
                Some(key) if node.value == Value::Null && node.span.start == node.span.end => {
                    key.span
                }
                _ => node.span,
            };
            let span = match other {
                ValidationErrorKind::PropertyNames { error } => error
                    .instance()
                    .as_str()
                    .and_then(|name| node.entry(name))
                    .map_or(span, |(key, _)| key.span),
                _ => span,
            };
            vec![
                Finding::new(SCHEMA_MISMATCH, Severity::Error, at(span), message)
                    .label(label)
                    .maybe_fix(fix),
            ]
        }
    }
}

type Words = (String, String, Option<String>);

fn mismatch(error: &ValidationErrorKind, schema_path: &str, owner: &str, node: &Node) -> Words {
    let found = node.described();
    match error {
        ValidationErrorKind::Type { kind } => {
            let wanted = type_words(kind);
            if node.value == Value::Null {
                return (
                    format!("{owner} is empty"),
                    format!("{wanted} is due here"),
                    Some("write a value, or delete the line".to_owned()),
                );
            }
            let fix = match &node.value {
                Value::Bool(_) | Value::Integer(_) | Value::Float(_) if wanted.contains("text") => {
                    Some("put it in quotation marks".to_owned())
                }
                Value::Text(text) if wanted.contains("true or false") => {
                    match text.to_ascii_lowercase().as_str() {
                        "yes" | "y" | "on" => Some("write `true`".to_owned()),
                        "no" | "n" | "off" => Some("write `false`".to_owned()),
                        _ => None,
                    }
                }
                Value::Text(_) if wanted == "a list" => {
                    Some("put it in brackets: `[…]`".to_owned())
                }
                _ => None,
            };
            (
                format!("{owner} must be {wanted}"),
                format!("found {found}"),
                fix,
            )
        }
        ValidationErrorKind::Enum { options } => {
            let known: Vec<String> = options
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|option| option.as_str().map(str::to_owned))
                .collect();
            let near = node
                .text()
                .and_then(|text| did_you_mean(text, known.iter().map(String::as_str)));
            (
                format!("{owner} cannot be {found}"),
                near.unwrap_or_else(|| "not one of the words for this".to_owned()),
                Some(format!("write one of: {}", listed(&known))),
            )
        }
        ValidationErrorKind::Constant { expected_value } => (
            format!("{owner} must be {expected_value}"),
            format!("found {found}"),
            None,
        ),
        ValidationErrorKind::PropertyNames { error } => {
            let name = error.instance().as_str().unwrap_or_default().to_owned();
            let what = wanted_text(schema_path, error);
            (
                format!("the key `{name}` does not fit here"),
                format!("must be {what}"),
                None,
            )
        }
        ValidationErrorKind::Not { .. } if schema_path.contains("/idShape/") => {
            let text = node.text().unwrap_or_default();
            let like = if text.bytes().all(|b| b.is_ascii_digit()) {
                "a number"
            } else if text.bytes().next().is_some_and(|b| b.is_ascii_digit()) {
                "a date"
            } else {
                "true or false"
            };
            (
                format!("{owner} looks like {like}: {found}"),
                "YAML tools will not read this as an id".to_owned(),
                Some("add a letter, as in `d-2026-014`".to_owned()),
            )
        }
        ValidationErrorKind::Pattern { .. }
        | ValidationErrorKind::Format { .. }
        | ValidationErrorKind::MinLength { .. } => {
            if node.text().is_some_and(|text| text.trim().is_empty()) {
                return (
                    format!("{owner} is blank"),
                    "a text is due here".to_owned(),
                    Some("write a value, or delete the line".to_owned()),
                );
            }
            let shape = shape(schema_path);
            let message = match shape {
                Some("date") if is_date_shaped(node.text().unwrap_or_default()) => {
                    format!("{owner} names a day that does not exist: {found}")
                }
                Some(shape) => format!("{owner} is not {}: {found}", shape_words(shape)),
                None => format!("{owner} does not have the right form: {found}"),
            };
            let (label, fix) = match shape {
                Some("date") => (
                    "not a day of the calendar",
                    Some("write a day as 2026-03-01"),
                ),
                Some("duration") => (
                    "not a length of time",
                    Some("write P1Y (a year), P6M (six months) or P14D (14 days)"),
                ),
                Some("slug") => (
                    "a domain is lower-case words joined by hyphens, nested by `/`",
                    None,
                ),
                Some("idShape" | "id") => ("letters and digits joined by single hyphens", None),
                Some("language") => ("as in `en` or `pt-BR`", None),
                _ => ("this text", None),
            };
            (message, label.to_owned(), fix.map(str::to_owned))
        }
        ValidationErrorKind::MaxLength { limit } => (
            format!("{owner} is longer than {limit} characters"),
            String::new(),
            Some("shorten it".to_owned()),
        ),
        ValidationErrorKind::Minimum { limit } => (
            format!("{owner} must be {limit} or more"),
            format!("found {found}"),
            None,
        ),
        ValidationErrorKind::ExclusiveMinimum { limit } => (
            format!("{owner} must be more than {limit}"),
            format!("found {found}"),
            None,
        ),
        ValidationErrorKind::MinItems { limit } => (
            format!(
                "{owner} needs at least {limit} {}",
                if *limit == 1 { "entry" } else { "entries" }
            ),
            format!("found {}", node.items().len()),
            None,
        ),
        other => (
            format!("{owner} does not fit the schema (`{}`)", other.keyword()),
            format!("found {found}"),
            None,
        ),
    }
}

/// The words for the object at the end of a pointer: "`selection`", or "an entry of `powers`".
fn parent_words(root: &Node, pointer: &str) -> String {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    if last.parse::<usize>().is_ok() {
        let list = &pointer[..pointer.len() - last.len() - 1];
        match root.pointer(list).1 {
            Some(key) => format!("an entry of `{}`", key.name),
            None => "an entry of the list".to_owned(),
        }
    } else {
        format!("`{last}`")
    }
}

fn type_words(kind: &TypeKind) -> String {
    let words: Vec<String> = match kind {
        TypeKind::Single(one) => vec![type_word(&one.to_string())],
        TypeKind::Multiple(many) => many.iter().map(|one| type_word(&one.to_string())).collect(),
    };
    words.join(" or ")
}

fn type_word(name: &str) -> String {
    match name {
        "string" => "a text",
        "array" => "a list",
        "object" => "a mapping",
        "boolean" => "true or false",
        "integer" => "a whole number",
        "number" => "a number",
        _ => "nothing",
    }
    .to_owned()
}

/// The definition that a keyword belongs to, by its path in the schema.
fn shape(schema_path: &str) -> Option<&str> {
    let rest = schema_path.split("/definitions/").last()?;
    let name = rest.split('/').next()?;
    (name != schema_path).then_some(name)
}

fn shape_words(shape: &str) -> &'static str {
    match shape {
        "date" => "a date",
        "duration" => "a length of time",
        "slug" => "a domain",
        "over" => "something a right can be about",
        "id" | "idShape" | "oneOrManyIds" | "member" => "an id",
        "language" => "a language tag",
        _ => "a text of the right form",
    }
}

fn wanted_text(schema_path: &str, error: &ValidationError<'_>) -> String {
    let inner = error.schema_path().to_string();
    match shape(&inner).or_else(|| shape(schema_path)) {
        Some(shape) => shape_words(shape).to_owned(),
        None => "lower-case words joined by hyphens, nested by `/`".to_owned(),
    }
}

fn is_date_shaped(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

/// The names of the fields that the object of a keyword has.
fn fields(schema: &Json, keyword_path: &str) -> Vec<String> {
    object_of(schema, keyword_path)
        .and_then(|object| object["properties"].as_object())
        .map(|fields| fields.keys().cloned().collect())
        .unwrap_or_default()
}

fn description(schema: &Json, keyword_path: &str, field: &str) -> Option<String> {
    let field = &object_of(schema, keyword_path)?["properties"][field];
    let words = field["description"].as_str()?;
    Some(words.trim_end_matches('.').to_owned())
}

fn object_of<'s>(schema: &'s Json, keyword_path: &str) -> Option<&'s Json> {
    let (object, _) = keyword_path.rsplit_once('/')?;
    schema.pointer(object)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_lowercase().chain(chars).collect(),
        None => String::new(),
    }
}

fn listed(words: &[String]) -> String {
    const MOST: usize = 12;
    let mut shown: Vec<&str> = words.iter().take(MOST).map(String::as_str).collect();
    if words.len() > MOST {
        shown.push("…");
    }
    shown.join(", ")
}

#[cfg(test)]
mod tests {
    use crate::model::Kind;
    use crate::schema::check;
    use crate::source::{Source, Sources, parse_yaml};
    use std::sync::Arc;

    /// The findings of a role, as `line:column marked: message (label) [fix]`.
    fn findings(text: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let source = sources.add(Arc::new(Source::new("roles/x.yaml", text)));
        let root = parse_yaml(text).root.expect("parses");
        check(Kind::Role, &root, source)
            .iter()
            .map(|finding| {
                let place = finding.primary.place;
                let (_, at) = sources.locate(place);
                format!(
                    "{}:{} {:?}: {} ({}) [{}]",
                    at.line,
                    at.column,
                    sources.get(place.source).slice(place.span),
                    finding.message,
                    finding.primary.text,
                    finding.fix.as_deref().unwrap_or_default()
                )
            })
            .collect()
    }

    #[test]
    fn faults_are_told_in_the_readers_words() {
        insta::assert_debug_snapshot!(
            [
                "name: A\n",
                "name: A\nunit: b\npurpos: c\nzzz: d\n",
                "name: 2026\nunit: 2026-01-01\n",
                "name: A\nunit: b\nuntil: 2026-13-40\nsince: soon\n",
                "name: A\nunit: b\nkey: yes\npurpose:\nlimits: none\n",
                "name: A\nunit: b\nstatus: retird\npowers: [{right: decides, over: x}, {over: y, rigt: z}]\n",
                "name: A\nunit: b\nseats: {min: -1, max: two}\nselection: {by: [], term: 1 year}\n",
                "name: A\nunit: b\ndomains: [Money, a//b]\nholders: [ann]\n",
                "name: ' '\nunit: yes\nremoval: {method: x}\n",
            ]
            .map(|text| (text, findings(text)))
        );
    }
}
