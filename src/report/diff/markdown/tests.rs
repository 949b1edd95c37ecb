//! Comments are safe, short enough, and one heading each.
#![cfg(test)]

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;
use crate::model::{Id, Object, Right};
use crate::report::diff::Filter;
use crate::report::diff::fixture::{alarm, ids, reported, role, shift, streamlined, unit};
use crate::shift::{AlarmKind, Shift, ShiftKind};

fn comment(comparison: &Comparison, links: Option<Links<'_>>) -> String {
    let mut out = Vec::new();
    reported(comparison, &Filter::default(), |report| {
        write(&mut out, report, links).expect("a vector takes all");
    });
    String::from_utf8(out).expect("text")
}

/// What a forge makes of a comment.
struct Shown {
    headings: usize,
    links: Vec<String>,
    /// Cells of each row of each table.
    rows: Vec<usize>,
    html: Vec<String>,
    /// Text outside of code, where a forge looks for names and issues.
    text: String,
}

fn shown(comment: &str) -> Shown {
    let mut shown = Shown {
        headings: 0,
        links: Vec::new(),
        rows: Vec::new(),
        html: Vec::new(),
        text: String::new(),
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut cells = 0;
    for event in Parser::new_ext(comment, options) {
        match event {
            Event::Start(Tag::Heading { .. }) => shown.headings += 1,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                shown.links.push(dest_url.to_string());
            }
            Event::Start(Tag::TableRow | Tag::TableHead) => cells = 0,
            Event::Start(Tag::TableCell) => cells += 1,
            Event::End(TagEnd::TableRow | TagEnd::TableHead) => shown.rows.push(cells),
            Event::Html(html) | Event::InlineHtml(html) => {
                shown.html.push(html.trim().to_string());
            }
            Event::Text(text) => shown.text.push_str(&text),
            Event::End(_) => shown.text.push(' '),
            _ => {}
        }
    }
    shown
}

#[test]
fn the_example_reads_as_it_should() {
    let comparison = streamlined();
    let pages: BTreeMap<Actor, String> = [
        (Actor::Person(Id::of("ines")), "people/ines.html".to_owned()),
        (
            Actor::Unit(Id::of("steering")),
            "units/steering.html".to_owned(),
        ),
        (
            Actor::Role(Id::of("release-lead")),
            "roles/release-lead.html".to_owned(),
        ),
    ]
    .into();
    let links = Links {
        site: "https://tidepool.example",
        pages: &pages,
    };
    insta::assert_snapshot!("example", comment(&comparison, Some(links)));
    assert!(shown(&comment(&comparison, None)).links.is_empty());
}

/// Many shifts between people whose names are `name`.
fn many(number: usize, name: &str) -> Comparison {
    let mut comparison = Comparison::nothing(streamlined().as_of);
    for at in 0..number {
        let (giver, taker) = (format!("giver-{at}"), format!("taker-{at}"));
        for id in [&giver, &taker] {
            comparison.names.insert(Id::of(id), format!("{at}{name}"));
        }
        comparison.shifts.push(Shift {
            object_name: Some(name.into()),
            object: Object::of(format!("code/{name}-{at}")),
            right: Some(Right::Decide),
            from: Some(unit(&format!("unit-{at}"), name, &giver)),
            to: Some(role(&format!("role-{at}"), name, &taker)),
            before: Some(format!("up to {name}").into()),
            after: Some(format!("up to {name}{name}").into()),
            detail: Some(name.repeat(4).into()),
            cause: Some(name.into()),
            gains: ids(&taker),
            loses: ids(&giver),
            places: vec![crate::report::diff::fixture::place(&format!("roles/{name}.yaml"), 1); 4],
            ..shift(ShiftKind::Moved, "x")
        });
        let words = name.repeat(2);
        let mut alarm = alarm(AlarmKind::Concentrated, &format!("code/{name}"), &words);
        alarm.name = Some(name.into());
        comparison.alarms.push(alarm);
    }
    comparison
}

#[test]
fn five_thousand_shifts_fit_a_comment() {
    for name in ["n".repeat(80), "\u{1f469}".repeat(80), "@|#<".repeat(20)] {
        let text = comment(&many(5_000, &name), None);
        let units = text.encode_utf16().count();
        assert!(units <= MOST_UNITS, "{units}");
        assert_eq!(shown(&text).headings, 1);
        assert!(text.contains("5\u{202f}000 shifts"), "{text}");
    }
}

#[test]
fn each_step_leaves_out_more() {
    let comparison = many(150, "Somebody");
    let (mut last, mut texts) = (usize::MAX, Vec::new());
    reported(&comparison, &Filter::default(), |report| {
        let view = report.view();
        let comment = Comment {
            report,
            names: Names::new(&view.comparison),
            lines: view.lines(),
            view: &view,
            links: None,
        };
        for level in LEVELS {
            let text = comment.text(level);
            let units = text.encode_utf16().count();
            assert!(units < last, "{level:?}: {units} after {last}");
            assert_eq!(shown(&text).headings, 1);
            last = units;
            texts.push(text);
        }
    });
    assert!(texts[1].contains("and 50 more in the JSON"), "{}", texts[1]);
    assert!(texts[2].contains("and 293 more |"), "{}", texts[2]);
    assert!(texts[3].contains("1 person"), "{}", texts[3]);
    assert!(!texts[4].contains('|'), "{}", texts[4]);
    for text in &texts {
        assert!(text.contains("150 shifts"), "{text}");
    }
}

#[test]
fn nothing_that_cannot_be_told_is_called_no_change() {
    let why = CannotTell {
        reason: "`@evil` names no commit".to_owned(),
        hints: vec!["did you mean `main`?".to_owned()],
        base: None,
        head: None,
    };
    let mut out = Vec::new();
    cannot_tell(&mut out, &why).expect("a vector takes all");
    insta::assert_snapshot!("cannot-tell", String::from_utf8(out).expect("text"));
}

fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "@octocat",
        "#12",
        "|",
        "<b>",
        "</details>",
        "-->",
        "<!--",
        "&lt;",
        "[x](https://e.vil)",
        "![i](y)",
        "`",
        "``",
        "*",
        "_",
        "~~",
        "\\",
        "\n",
        "\n\n# H\n",
        "\u{202e}",
        "\0",
        "www.e.vil",
        "https://e.vil",
        "GH-7",
        "a",
        "é",
        " ",
        "$x$",
        "\u{2028}",
        "---",
        "1.",
        "é@é",
        "up to ",
    ]);
    prop::collection::vec(pieces, 1..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_of_records_stays_text(name in hostile()) {
        let plain = shown(&comment(&many(3, "Somebody"), None));
        let text = comment(&many(3, &name), None);
        let shown = shown(&text);
        prop_assert_eq!(shown.headings, 1, "{}", text);
        prop_assert!(shown.links.is_empty(), "{}", text);
        prop_assert!(shown.rows.iter().all(|cells| [3, 4].contains(cells)), "{}", text);
        prop_assert_eq!(&shown.html, &plain.html, "{}", text);
        // Neither in the source nor in what a forge looks through for names and issues.
        prop_assert!(!text.contains('@'), "{}", text);
        for (at, _) in shown.text.match_indices(['@', '#']) {
            // The head of the first column is a lone `#`.
            prop_assert!(shown.text[at + 1..].starts_with(['\u{200b}', ' ']), "{}", text);
        }
        for word in ["https://", "www.", "GH-7", "\u{202e}"] {
            prop_assert!(!shown.text.contains(word), "{}", text);
        }
    }
}
