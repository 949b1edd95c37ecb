//! What changed between two texts, word by word, block by block.

use serde::Serialize;
use similar::{ChangeTag, DiffOp, TextDiff};

use super::markdown::{Block, Shape, blocks};

/// The most bytes of two texts that are compared.
const MOST_BYTES: usize = 160 * 1024;
/// The most words of two blocks that are matched one by one.
const MOST_WORDS: usize = 6_000;
/// So many words that stayed between changes are told as changed too: what is left of a sentence
/// that was written anew is harder to read than the sentence.
const FEW: usize = 2;
/// Blocks of which less than one word in so many stayed are told whole.
const MOST_CHANGED: usize = 3;

/// Stands for the end of a block among words.
const END: &str = "\n";

/// A block of the newer text, or one that went.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Changed {
    pub shape: Shape,
    pub runs: Vec<Run>,
    /// How many blocks before this one stayed as they were and are not shown.
    pub unchanged: usize,
}

/// Words that stayed, came or went together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Run {
    pub tag: Tag,
    pub text: String,
}

/// What became of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Tag {
    Same,
    Del,
    Ins,
}

impl From<ChangeTag> for Tag {
    fn from(tag: ChangeTag) -> Self {
        match tag {
            ChangeTag::Equal => Tag::Same,
            ChangeTag::Delete => Tag::Del,
            ChangeTag::Insert => Tag::Ins,
        }
    }
}

/// The blocks that differ, each behind its heading, and how many stayed at the end; none where the
/// texts are too long for that.
pub(super) fn changed_words(old: &str, new: &str) -> Option<(Vec<Changed>, usize)> {
    if old.len() + new.len() > MOST_BYTES {
        return None;
    }
    let (old, new) = (blocks(old), blocks(new));
    let texts = |blocks: &[Block]| -> Vec<String> {
        let shaped = blocks.iter();
        shaped
            .map(|block| format!("{:?} {}", block.shape, block.text))
            .collect()
    };
    let (old_texts, new_texts) = (texts(&old), texts(&new));
    let (old_texts, new_texts): (Vec<&str>, Vec<&str>) = (
        old_texts.iter().map(String::as_str).collect(),
        new_texts.iter().map(String::as_str).collect(),
    );
    let diff = TextDiff::from_slices(&old_texts, &new_texts);
    let mut changed: Vec<Changed> = Vec::new();
    let mut unchanged = 0;
    for op in diff.ops() {
        let (old, new) = (&old[op.old_range()], &new[op.new_range()]);
        let told = match op {
            DiffOp::Equal { .. } => {
                unchanged += new.len();
                // The heading under which the next change stands.
                let heading = new.iter().rposition(|block| block.shape == Shape::Heading);
                let Some(at) = heading else { continue };
                let is_last =
                    op.new_range().end == new_texts.len() && op.old_range().end == old_texts.len();
                if is_last {
                    continue;
                }
                unchanged -= new.len() - at;
                let mut heading = whole(Tag::Same, &new[at]);
                heading.unchanged = std::mem::take(&mut unchanged);
                changed.push(heading);
                unchanged = new.len() - at - 1;
                continue;
            }
            DiffOp::Delete { .. } => old.iter().map(|block| whole(Tag::Del, block)).collect(),
            DiffOp::Insert { .. } => new.iter().map(|block| whole(Tag::Ins, block)).collect(),
            DiffOp::Replace { .. } => replaced(old, new),
        };
        for mut block in told {
            block.unchanged = std::mem::take(&mut unchanged);
            changed.push(block);
        }
    }
    Some((changed, unchanged))
}

fn whole(tag: Tag, block: &Block) -> Changed {
    Changed {
        shape: block.shape,
        runs: vec![Run {
            tag,
            text: block.text.clone(),
        }],
        unchanged: 0,
    }
}

/// Blocks in the place of others, word by word where they are alike.
fn replaced(old: &[Block], new: &[Block]) -> Vec<Changed> {
    let apart = || {
        let went = old.iter().map(|block| whole(Tag::Del, block));
        let came = new.iter().map(|block| whole(Tag::Ins, block));
        went.chain(came).collect()
    };
    let (before, after) = (tokens(old), tokens(new));
    if before.len() + after.len() > MOST_WORDS {
        return apart();
    }
    let diff = TextDiff::from_slices(&before, &after);
    let words: Vec<(Tag, &str)> = diff
        .iter_all_changes()
        .map(|change| (Tag::from(change.tag()), change.value()))
        .collect();
    // Of the shorter side, lest a paragraph that grew is told anew; ends are no words.
    let count = |wanted: fn(Tag) -> bool| {
        let words = words.iter();
        words
            .filter(|(tag, word)| *word != END && wanted(*tag))
            .count()
    };
    let shorter = count(|tag| tag != Tag::Ins).min(count(|tag| tag != Tag::Del));
    if count(|tag| tag == Tag::Same) * MOST_CHANGED < shorter {
        return apart();
    }
    let mut told: Vec<Changed> = Vec::new();
    let mut runs: Vec<Run> = Vec::new();
    let mut shapes = new.iter().map(|block| block.shape);
    for (tag, word) in gathered(&words) {
        if word == END {
            if tag != Tag::Del {
                told.push(Changed {
                    shape: shapes.next().unwrap_or(Shape::Text),
                    runs: std::mem::take(&mut runs),
                    unchanged: 0,
                });
            }
            continue;
        }
        match runs.last_mut().filter(|run| run.tag == tag) {
            Some(run) => {
                run.text.push(' ');
                run.text.push_str(word);
            }
            None => runs.push(Run {
                tag,
                text: word.to_owned(),
            }),
        }
    }
    if !runs.is_empty() {
        // Words that went after the last block.
        told.push(Changed {
            shape: Shape::Text,
            runs,
            unchanged: 0,
        });
    }
    told
}

fn tokens(blocks: &[Block]) -> Vec<&str> {
    let words = blocks
        .iter()
        .flat_map(|block| block.text.split(' ').chain([END]));
    words.filter(|word| !word.is_empty()).collect()
}

/// The same words with the few between changes told as changed, and in each change what went before
/// what came.
fn gathered<'w>(words: &[(Tag, &'w str)]) -> Vec<(Tag, &'w str)> {
    let mut told = Vec::with_capacity(words.len());
    let (mut went, mut came) = (Vec::new(), Vec::new());
    let runs: Vec<&[(Tag, &str)]> = words
        .chunk_by(|a, b| (a.0 == Tag::Same) == (b.0 == Tag::Same))
        .collect();
    for (at, run) in runs.iter().enumerate() {
        let is_same = run[0].0 == Tag::Same;
        let between = at > 0 && at + 1 < runs.len();
        let is_few = run.len() <= FEW && run.iter().all(|(_, word)| *word != END);
        if is_same && !(between && is_few) {
            told.append(&mut went);
            told.append(&mut came);
            told.extend(run.iter().copied());
            continue;
        }
        for (tag, word) in *run {
            if *tag != Tag::Ins {
                went.push((Tag::Del, *word));
            }
            if *tag != Tag::Del {
                came.push((Tag::Ins, *word));
            }
        }
    }
    told.append(&mut went);
    told.append(&mut came);
    told
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(old: &str, new: &str) -> Vec<String> {
        let (changed, rest) = changed_words(old, new).expect("short texts");
        let mut lines: Vec<String> = changed
            .iter()
            .map(|block| {
                let runs = block.runs.iter().map(|run| match run.tag {
                    Tag::Same => run.text.clone(),
                    Tag::Del => format!("[-{}-]", run.text),
                    Tag::Ins => format!("{{+{}+}}", run.text),
                });
                let runs: Vec<String> = runs.collect();
                format!("{}|{:?}|{}", block.unchanged, block.shape, runs.join(" "))
            })
            .collect();
        lines.push(rest.to_string());
        lines
    }

    #[test]
    fn words_are_told_under_their_heading_and_reflow_is_no_change() {
        let old = "# Spending\n\nFirst.\n\n## Who pays\n\nStays\nas it is.\n\nThe treasurer may spend up to 500 EUR for any one thing.\n\n## End\n\nLast.\n";
        let new = "# Spending\n\nFirst.\n\n## Who pays\n\nStays as\nit is.\n\nThe treasurer may spend up to 900 EUR for any one thing.\n\n## End\n\nLast.\n";
        assert_eq!(
            told(old, new),
            [
                "2|Heading|Who pays",
                "1|Text|The treasurer may spend up to [-500-] {+900+} EUR for any one thing.",
                "2"
            ]
        );
        assert_eq!(told(old, old), ["7"]);
    }

    #[test]
    fn blocks_come_and_go_whole_and_a_new_sentence_is_not_cut_up() {
        assert_eq!(
            told("One.\n\nTwo.\n", "One.\n\n- Item with **words**\n"),
            ["1|Text|[-Two.-]", "0|Item|{+Item with words+}", "0"]
        );
        assert_eq!(told("One.\n\nTwo.\n", "One.\n"), ["1|Text|[-Two.-]", "0"]);
        assert_eq!(
            told(
                "All members meet in May and vote on the plan for the year.",
                "All members gather in June and vote on the plan for the year."
            ),
            [
                "0|Text|All members [-meet in May-] {+gather in June+} and vote on the plan for the year.",
                "0"
            ]
        );
    }

    #[test]
    fn a_paragraph_cut_in_two_keeps_its_words() {
        assert_eq!(
            told(
                "One two three four five six seven eight.",
                "One two three four.\n\nFive six seven eight."
            ),
            [
                "0|Text|One two three [-four five-] {+four.+}",
                "0|Text|{+Five+} six seven eight.",
                "0"
            ]
        );
    }

    #[test]
    fn huge_texts_are_not_compared_and_many_words_are_told_whole() {
        assert_eq!(changed_words(&"x ".repeat(100_000), ""), None);
        let many = |word: &str| -> String {
            let words = (0..4_000).map(|n| format!("{word}{n} "));
            words.collect()
        };
        let (changed, _) = changed_words(&many("a"), &many("b")).expect("not too long");
        assert_eq!(changed.len(), 2);
    }
}
