//! Ids out of the names that other formats give to things.

use crate::model::Id;

/// The words of a name in lower case, joined by hyphens: `Java Tools (CLI)` becomes
/// `java-tools-cli`. A name without letters and digits stays as it is.
pub(super) fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() {
        slug.push_str(name.trim());
    }
    slug
}

/// `wanted`, or the first of `wanted-2`, `wanted-3`, … that is not taken.
pub(super) fn free_id(wanted: &str, taken: impl Fn(&str) -> bool) -> Id {
    if !taken(wanted) {
        return Id::of(wanted);
    }
    let mut numbered = (2_u64..).map(|number| format!("{wanted}-{number}"));
    let free = numbered.find(|id| !taken(id));
    free.map_or_else(|| Id::of(wanted), Id::of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words_joined_by_hyphens() {
        assert_eq!(slug("Java Tools (CLI)"), "java-tools-cli");
        assert_eq!(slug("  .NET / Core  "), "net-core");
        assert_eq!(slug("Zoë Müller-Groß"), "zoë-müller-groß");
        assert_eq!(slug("***"), "***");
        assert_eq!(slug(""), "");
    }

    #[test]
    fn a_taken_id_gets_a_number() {
        assert_eq!(free_id("a", |id| id == "b").as_str(), "a");
        assert_eq!(free_id("a", |id| id == "a" || id == "a-2").as_str(), "a-3");
    }
}
