//! A few names that many are held against.

use rustc_hash::FxHashSet;

use crate::model::Id;

/// A set of names. Most of those that are not in it are told apart by their length alone.
#[derive(Debug, Default)]
pub(super) struct Names {
    all: FxHashSet<Id>,
    /// A bit for each length, modulo 64.
    lengths: u64,
}

impl Names {
    fn length(name: &str) -> u64 {
        1 << (name.len() % 64)
    }

    /// Adds a name; whether it is new.
    pub(super) fn insert(&mut self, name: Id) -> bool {
        self.lengths |= Names::length(&name);
        self.all.insert(name)
    }

    /// Whether a name is among these.
    pub(super) fn contains(&self, name: &Id) -> bool {
        self.lengths & Names::length(name) != 0 && self.all.contains(name)
    }

    /// Takes a name out; whether it was there.
    pub(super) fn remove(&mut self, name: &Id) -> bool {
        self.lengths & Names::length(name) != 0 && self.all.remove(name)
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// All of them, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Id> {
        self.all.iter()
    }
}

impl Extend<Id> for Names {
    fn extend<T: IntoIterator<Item = Id>>(&mut self, names: T) {
        for name in names {
            self.insert(name);
        }
    }
}

impl FromIterator<Id> for Names {
    fn from_iter<T: IntoIterator<Item = Id>>(names: T) -> Self {
        let mut all = Names::default();
        all.extend(names);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_one_length_are_told_apart() {
        let long = "x".repeat(66);
        let mut names: Names = ["ab", "cde"].into_iter().map(Id::of).collect();
        assert!(names.contains(&Id::of("ab")) && names.contains(&Id::of("cde")));
        assert!(!names.contains(&Id::of("ba")) && !names.contains(&Id::of("a")));
        assert!(!names.contains(&Id::of(&long)), "66 counts as 2");
        assert!(names.insert(Id::of(&long)) && !names.insert(Id::of(&long)));
        assert!(names.remove(&Id::of("ab")) && !names.remove(&Id::of("ab")));
        assert!(names.contains(&Id::of(&long)) && !names.contains(&Id::of("ab")));
        assert_eq!((names.len(), names.is_empty()), (2, false));
    }
}
