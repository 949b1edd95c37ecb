//! Text that wants to be more than text, in every place where a record, a commit or a finding has one.

use super::*;

/// What a test puts in the place of a text; their sources are named beside them.
fn vectors() -> Vec<String> {
    let told = include_str!("../../fixtures/handbook/vectors.json");
    let told: Vec<serde_json::Value> = serde_json::from_str(told).unwrap();
    let vector = |told: &serde_json::Value| match told.as_str() {
        Some(text) => text.to_owned(),
        None => {
            let times = usize::try_from(told["times"].as_u64().unwrap()).unwrap();
            told["text"].as_str().unwrap().repeat(times)
        }
    };
    told.iter().map(vector).collect()
}

/// The elements of each page, with the names of their attributes.
fn skeleton(files: &Files) -> BTreeMap<String, Vec<String>> {
    pages(files)
        .map(|(path, html)| {
            // Where a path may break is a matter of its slashes.
            let tags = tags(path, html).into_iter();
            // And so is whether a name has room on the map.
            let tags = tags.filter(|tag| !["wbr", "text", "/text"].contains(&tag.name));
            let tags = tags.map(|tag| {
                let names: Vec<&str> = tag.attributes.iter().map(|(name, _)| *name).collect();
                format!("{} {}", tag.name, names.join(" "))
            });
            (path.to_owned(), tags.collect())
        })
        .collect()
}

/// The text without the characters by which it would be more than one. What else a page makes of a
/// text, such as initials of its words, it makes of both.
fn tamed(text: &str) -> String {
    let tamed = text.replace(|c| "<>\"'&`{}#%:".contains(c), "*");
    // What leads elsewhere as it should goes on to do so.
    let tamed = tamed.replace("https*//", "https://");
    tamed.replace("mailto*", "mailto:")
}

#[test]
fn hostile_text_changes_nothing_but_words() {
    for hostile in vectors() {
        let files = whole(&hostile);
        check(&files);
        let plain = skeleton(&whole(&tamed(&hostile)));
        let found = skeleton(&files);
        assert!(found.keys().eq(plain.keys()), "{hostile}");
        for (path, tags) in &plain {
            let at = tags.iter().zip(&found[path]).position(|(a, b)| a != b);
            let at = at.unwrap_or(tags.len());
            let near = |tags: &[String]| {
                let some = tags[at.saturating_sub(8)..].iter().take(12);
                some.cloned().collect::<Vec<_>>()
            };
            assert!(
                *tags == found[path],
                "{hostile:.40} changes {path}: {:?} became {:?}",
                near(tags),
                near(&found[path])
            );
        }
    }
}

/// The organisation with a text for the body of each record that has one.
fn with_body(body: &str) -> Files {
    let mut tree = MemoryTree::new("test");
    for (path, record) in RECORDS {
        let record = filled(record, "text");
        let record = match record.rsplit_once("---\n") {
            Some((head, _)) if record.starts_with("---") => format!("{head}---\n{body}"),
            _ => record,
        };
        tree = tree.with(*path, record);
    }
    let now = read(&tree);
    assert!(now.0.findings.is_empty(), "{:#?}", now.0.findings);
    site(&now, &[], &[])
}

#[test]
fn hostile_bodies_stay_inside_their_place() {
    let body = "# <script>x</script>\n\n<iframe src=//evil.example></iframe>\n\n\
        [a](javascript:alert(1)) [b](//evil.example) [c](../../../etc/passwd) ![d](https://x.example/p.png)\n\n\
        </main></body>\n\n## main {#main}\n\n## people\n\n### text\n\n[up](#main) [gone](#nowhere)\n\n\
        | <b> | \" onx=\" |\n| - | - |\n| </table> | `</td>` |\n\n\
        - [ ] <input>\n\n[^1]: note </div>\n\nSee[^1].\n\n> <details open>\n\n```\"><script>\n</code>\n```\n";
    check(&with_body(body));
}

/// Each alone, so that none is tamed by what stands around it.
#[test]
fn every_hostile_text_is_tame_as_a_body() {
    for hostile in vectors() {
        let files = with_body(&hostile);
        check(&files);
    }
}
