//! The fenced YAML blocks of a Markdown file.

use crate::source::Span;

/// The bytes between the fences of every block that says it is YAML. A block that is never closed
/// runs to the end, as Markdown has it; fences inside other blocks are text.
pub(super) fn yaml_blocks(text: &str) -> Vec<Span> {
    let mut blocks = Vec::new();
    // The fence of the open block, and where its YAML starts if it is YAML.
    let mut open: Option<(Fence, Option<usize>)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match (&open, Fence::of(line)) {
            (None, Some((fence, info))) => {
                open = Some((fence, is_yaml(info).then_some(end)));
            }
            (Some((opening, start)), Some((fence, info))) if fence.closes(*opening, info) => {
                blocks.extend(start.map(|start| Span::new(start, at)));
                open = None;
            }
            _ => {}
        }
        at = end;
    }
    if let Some((_, Some(start))) = open {
        blocks.push(Span::new(start, text.len()));
    }
    blocks
}

fn is_yaml(info: &str) -> bool {
    let word = info.split_whitespace().next().unwrap_or_default();
    word.eq_ignore_ascii_case("yaml") || word.eq_ignore_ascii_case("yml")
}

/// A run of backticks or tildes that opens or closes a block.
#[derive(Debug, Clone, Copy)]
struct Fence {
    mark: char,
    length: usize,
}

impl Fence {
    /// The fence that a line is, and what follows it.
    fn of(line: &str) -> Option<(Fence, &str)> {
        let content = line.trim_start_matches(' ');
        if line.len() - content.len() > 3 {
            return None;
        }
        let mark = content.chars().next().filter(|c| matches!(c, '`' | '~'))?;
        let rest = content.trim_start_matches(mark);
        let length = content.len() - rest.len();
        let info = rest.trim();
        // Three backticks on both sides of a word are code in a line.
        let is_fence = length >= 3 && !(mark == '`' && info.contains('`'));
        is_fence.then_some((Fence { mark, length }, info))
    }

    fn closes(self, opening: Fence, info: &str) -> bool {
        self.mark == opening.mark && self.length >= opening.length && info.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> Vec<&str> {
        let found = yaml_blocks(text).into_iter();
        found.map(|span| &text[span.start..span.end]).collect()
    }

    #[test]
    fn only_blocks_that_say_yaml_count() {
        let text = "# T\n```\na: 1\n```\ntext\n```yaml \nb: 2\n```\n```yml\nc: 3\n```\n";
        assert_eq!(blocks(text), ["b: 2\n", "c: 3\n"]);
    }

    #[test]
    fn a_fence_inside_a_block_is_text() {
        let text = "````md\n```yaml\na: 1\n```\n````\n~~~yaml\nb: '\n```\n'\n~~~\n";
        assert_eq!(blocks(text), ["b: '\n```\n'\n"]);
        assert_eq!(blocks("say ```yaml a``` so\n```yaml\nc: 3"), ["c: 3"]);
        assert_eq!(blocks("    ```yaml\n    a: 1\n"), Vec::<&str>::new());
    }

    #[test]
    fn line_ends_of_other_systems_do_not_matter() {
        assert_eq!(blocks("```yaml\r\na: 1\r\n```\r\nb\r\n"), ["a: 1\r\n"]);
    }
}
