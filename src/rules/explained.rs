//! What is to be told of a rule: its page, and what holds for every rule below it.

use crate::diag::{Level, RuleInfo};
use crate::model::Format;

use super::formats_of;

/// The page of a rule in Markdown, without its title: what it finds, why, how to mend it, for which
/// formats, and how it is weighed or turned off.
pub fn explained(info: &RuleInfo) -> String {
    let mut page = format!("{}\n", info.page.trim_end());
    if let Some(formats) = formats(info) {
        page.push_str(&format!("\n{formats}\n"));
    }
    let weight = info.severity.word();
    let usual = match info.level {
        Level::Rules => format!("Its findings weigh `{weight}`"),
        Level::Smells => format!("A smell: told with `--level smells` alone, as `{weight}`"),
    };
    if info.essential {
        page.push_str(&format!(
            "\n{usual}. A record that it concerns is not read, so it can be neither waived nor turned off.\n"
        ));
    } else {
        page.push_str(&format!(
            "\n{usual}; `{} = \"off\"`, or another weight, under `[rules]` in\n`polity.toml` says \
             otherwise. To bear one finding for a while, with a reason and an end, use `[[waive]]`\n\
             there, or `x-waive` in the record.\n",
            info.id
        ));
    }
    page
}

/// In which formats the rule is looked for, where not in all.
fn formats(info: &RuleInfo) -> Option<String> {
    let formats = formats_of(info.id);
    let words: Vec<&str> = formats.iter().map(|format| format.word()).collect();
    match (words.split_last()?, formats.as_slice()) {
        (_, all) if all.len() == Format::ALL.len() => None,
        (_, [Format::Native]) => Some(
            "Looked for in Polity's own records (`native`) alone: other formats do not say what it \
             asks for."
                .to_owned(),
        ),
        ((last, []), _) => Some(format!("Looked for in records of the format `{last}` alone.")),
        ((last, first), _) => Some(format!(
            "Looked for in records of the formats `{}` and `{last}` alone.",
            first.join("`, `")
        )),
    }
}
