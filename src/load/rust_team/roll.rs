//! Lists of people whose names are numbered, so that hundreds of them are told apart quickly.

use rustc_hash::FxHashMap as HashMap;

use crate::model::Id;

/// The numbers of names, the same in all files that are kept together.
#[derive(Debug, Default)]
pub(in crate::load) struct Numbers {
    known: HashMap<Id, u32>,
}

impl Numbers {
    fn number(&mut self, name: &Id) -> u32 {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        // There are fewer names than a disk has bytes for, by far.
        let number = u32::try_from(self.known.len()).unwrap_or(u32::MAX);
        self.known.insert(name.clone(), number);
        number
    }
}

/// People in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Roll {
    names: Vec<Id>,
    numbers: Vec<u32>,
}

impl Roll {
    pub(super) fn new(names: Vec<Id>, numbers: &mut Numbers) -> Self {
        let numbers = names.iter().map(|name| numbers.number(name)).collect();
        Roll { names, numbers }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    pub(super) fn contains(&self, name: &Id) -> bool {
        self.names.contains(name)
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Id> {
        self.names.iter()
    }

    /// The names with their numbers.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u32, &Id)> {
        self.numbers.iter().copied().zip(&self.names)
    }
}

impl<'r> IntoIterator for &'r Roll {
    type Item = &'r Id;
    type IntoIter = std::slice::Iter<'r, Id>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A set of numbers.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<u64>);

impl Marks {
    /// Adds a number; whether it is new.
    pub(super) fn insert(&mut self, number: u32) -> bool {
        let (at, bit) = Marks::place(number);
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        let is_new = self.0[at] & bit == 0;
        self.0[at] |= bit;
        is_new
    }

    /// Whether a number is among these.
    pub(super) fn contains(&self, number: u32) -> bool {
        let (at, bit) = Marks::place(number);
        self.0.get(at).is_some_and(|marks| marks & bit != 0)
    }

    fn place(number: u32) -> (usize, u64) {
        ((number / 64) as usize, 1 << (number % 64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number_wherever_it_stands() {
        let mut numbers = Numbers::default();
        let mut roll = |names: &[&str]| {
            let names = names.iter().map(Id::of);
            Roll::new(names.collect(), &mut numbers)
        };
        let (one, other) = (roll(&["ann", "bo", "ann"]), roll(&["bo", "cy"]));
        let of = |roll: &Roll| -> Vec<u32> { roll.numbered().map(|(number, _)| number).collect() };
        assert_eq!((of(&one), of(&other)), (vec![0, 1, 0], vec![1, 2]));
    }

    #[test]
    fn marks_are_a_set() {
        let mut marks = Marks::default();
        assert!(marks.insert(64) && marks.insert(0) && !marks.insert(64));
        assert!(marks.contains(64) && !marks.contains(63) && !marks.contains(1000));
    }
}
