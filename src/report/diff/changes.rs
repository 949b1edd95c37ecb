//! How many records differ, and how: what to say where they move no power.

use super::counted;
use crate::report::text::grouped;

/// Records that differ between two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Changes {
    /// Their file or id is another.
    pub renamed: usize,
    /// Their text is another.
    pub edited: usize,
    /// They are new.
    pub added: usize,
    /// They are gone.
    pub removed: usize,
}

impl Changes {
    /// How many in all.
    pub fn total(self) -> usize {
        self.renamed + self.edited + self.added + self.removed
    }

    /// Why nothing changed hands, in words.
    pub(super) fn no_shift(self) -> String {
        if self.total() == 0 {
            return "no record changed".to_owned();
        }
        format!(
            "{} changed, nobody gained or lost a right ({})",
            counted(self.total(), "record"),
            self.parts("editorial")
        )
    }

    /// How many changed, and how: "3 changed (2 renames, 1 edited)".
    pub fn words(self) -> String {
        match self.total() {
            0 => "none changed".to_owned(),
            total => format!("{} changed ({})", grouped(total), self.parts("edited")),
        }
    }

    /// `edited` is the word for records under the same name with another text.
    fn parts(self, edited: &str) -> String {
        let parts = [
            (self.renamed, "rename", "renames"),
            (self.edited, edited, edited),
            (self.added, "new", "new"),
            (self.removed, "gone", "gone"),
        ];
        let parts: Vec<String> = parts
            .iter()
            .filter(|(number, _, _)| *number > 0)
            .map(|(number, one, many)| {
                let word = if *number == 1 { one } else { many };
                format!("{} {word}", grouped(*number))
            })
            .collect();
        parts.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_moves_no_power_is_counted_by_sort() {
        let changes = Changes {
            renamed: 2,
            edited: 1,
            ..Changes::default()
        };
        assert_eq!(
            changes.no_shift(),
            "3 records changed, nobody gained or lost a right (2 renames, 1 editorial)"
        );
        assert_eq!(Changes::default().no_shift(), "no record changed");
        let one = Changes {
            added: 1,
            ..Changes::default()
        };
        assert_eq!(
            one.no_shift(),
            "1 record changed, nobody gained or lost a right (1 new)"
        );
    }
}
