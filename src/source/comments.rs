//! The comments of a YAML text, for telling that none got lost.

use granit_parser::{Event, Options, Parser};

use super::yaml::MAX_DEPTH;

/// The comments in the order of the text, without their marks and the space around them; those up
/// to a fault, where there is one.
pub(super) fn comments(text: &str) -> Vec<String> {
    let mut options = Options::default();
    options.flow_nesting_limit = MAX_DEPTH;
    options.block_nesting_limit = MAX_DEPTH;
    options.set_emit_comments(true);
    let mut parser = Parser::new_from_str_with_options(text, options);
    let mut comments = Vec::new();
    while let Some(Ok((event, _))) = parser.next_event() {
        if let Event::Comment(comment, _) = event {
            comments.push(comment.trim().to_owned());
        }
    }
    comments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_comments_are_comments() {
        let text = "# one\na: 'x # y' # two\nb: |\n  # no\nc: [1, # three\n  2]\n# four\n";
        assert_eq!(comments(text), ["one", "two", "three", "four"]);
    }
}
