//! TOML 1.1 into the [`Node`] tree. The only importer of the TOML parser.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Fault, FaultKind, Key, Node, Parsed, Span, Value};

/// Parses one TOML document. Dates and times become text.
pub fn parse_toml(text: &str) -> Parsed {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut faults: Vec<Fault> = errors.iter().map(|error| fault(text, error)).collect();
    // Each bracket of many that stay open is told at the same place, the end.
    faults.dedup();
    let root = if faults.is_empty() {
        let span = Span::new(0, text.trim_end().len());
        Some(Node {
            span,
            value: map(table.into_inner(), text),
        })
    } else {
        None
    };
    Parsed { root, faults }
}

fn fault(text: &str, error: &toml::de::Error) -> Fault {
    let range = error.span().unwrap_or(0..0);
    let span = Span::new(range.start.min(text.len()), range.end.min(text.len()));
    let message = error.message();
    if message == "duplicate key" {
        let name = text.get(span.start..span.end).unwrap_or_default();
        return Fault::new(
            FaultKind::DuplicateKey,
            span,
            format!("`{name}` is written twice"),
        )
        .label("the second one")
        .fix("keep one of the two");
    }
    let line = message.lines().next().unwrap_or_default();
    Fault::new(
        FaultKind::Syntax,
        span,
        format!("not readable as TOML: {line}"),
    )
    .label("reading stops here")
}

fn map(table: DeTable<'_>, text: &str) -> Value {
    let entries = table.into_iter().map(|(key, value)| {
        let span = key.span();
        let key = Key {
            name: key.into_inner().into_owned(),
            span: Span::new(span.start, span.end),
        };
        (key, node(value, text))
    });
    let mut entries: Vec<_> = entries.collect();
    // The parser sorts by name; people read in the order of the text.
    entries.sort_by_key(|(key, _)| key.span);
    Value::Map(entries)
}

fn node(value: Spanned<DeValue<'_>>, text: &str) -> Node {
    let range = value.span();
    let span = Span::new(range.start, range.end);
    let value = match value.into_inner() {
        DeValue::String(text) => Value::Text(text.into_owned()),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Text(number.as_str().to_owned()),
        },
        DeValue::Float(number) => match number.as_str().parse::<f64>() {
            Ok(number) if number.is_finite() => Value::Float(number),
            _ => Value::Text(number.as_str().to_owned()),
        },
        DeValue::Boolean(value) => Value::Bool(value),
        DeValue::Datetime(value) => Value::Text(value.to_string()),
        DeValue::Array(items) => {
            Value::List(items.into_iter().map(|item| node(item, text)).collect())
        }
        DeValue::Table(table) => map(table, text),
    };
    Node { span, value }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Source;

    #[test]
    fn keeps_places_and_the_order_of_the_text() {
        let text = "z = 1\n[a]\nkey = [\"x\", { y = true }]\n";
        let root = parse_toml(text).root.expect("parses");
        let names: Vec<_> = root.entries().iter().map(|(key, _)| &key.name).collect();
        assert_eq!(names, ["z", "a"]);
        let (item, _) = root.pointer("/a/key/1");
        assert_eq!(&text[item.span.start..item.span.end], "{ y = true }");
    }

    #[test]
    fn reads_inline_tables_over_several_lines() {
        let text = "[[r]]\nq = {\n  on = true,\n  m = \"merge\",\n}\n";
        let root = parse_toml(text).root.expect("TOML 1.1");
        assert_eq!(root.pointer("/r/0/q/m").0.text(), Some("merge"));
    }

    #[test]
    fn a_broken_file_says_where() {
        let text = "a = 1\nb = \nc = 2\n";
        let parsed = parse_toml(text);
        assert!(parsed.root.is_none());
        let at = Source::new("x", text).position(parsed.faults[0].span.start);
        assert_eq!(at.line, 2);
        let twice = parse_toml("a = 1\na = 2\n");
        assert_eq!(twice.faults[0].kind, FaultKind::DuplicateKey);
        assert_eq!(twice.faults[0].message, "`a` is written twice");
    }
}
