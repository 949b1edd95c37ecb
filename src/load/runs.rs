//! A list sorted by path, in runs that neighbours in history share: what a commit leaves alone is
//! neither copied nor looked at.

use std::collections::HashSet;
use std::rc::Rc;

/// How long a run is at first.
const RUN: usize = 64;

type Item<T> = (Rc<str>, T);

/// Values by path.
#[derive(Debug)]
pub(super) struct Runs<T> {
    /// None of them empty.
    runs: Vec<Rc<Vec<Item<T>>>>,
}

impl<T> Clone for Runs<T> {
    fn clone(&self) -> Self {
        Runs {
            runs: self.runs.clone(),
        }
    }
}

impl<T: Clone> Runs<T> {
    /// The list of these items, in any order; of each path there must be one.
    pub(super) fn of(mut items: Vec<Item<T>>) -> Self {
        items.sort_by(|a, b| a.0.cmp(&b.0));
        let runs = items.chunks(RUN);
        Runs {
            runs: runs.map(|run| Rc::new(run.to_vec())).collect(),
        }
    }

    /// All of them in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Item<T>> {
        self.runs.iter().flat_map(|run| run.iter())
    }

    /// The run in which a path stands or would, and its place there.
    fn place(&self, path: &str) -> (usize, Result<usize, usize>) {
        let after = self.runs.partition_point(|run| &*run[0].0 <= path);
        let at = after.saturating_sub(1);
        let place = self.runs.get(at).map_or(Err(0), |run| {
            run.binary_search_by(|(known, _)| (**known).cmp(path))
        });
        (at, place)
    }

    /// What stands at a path.
    pub(super) fn get(&self, path: &str) -> Option<&T> {
        let (at, place) = self.place(path);
        Some(&self.runs[at][place.ok()?].1)
    }

    /// Puts something at a path; what stood there is returned.
    pub(super) fn put(&mut self, path: &str, value: T) -> Option<T> {
        let (at, place) = self.place(path);
        if self.runs.is_empty() {
            self.runs.push(Rc::new(vec![(Rc::from(path), value)]));
            return None;
        }
        let run = Rc::make_mut(&mut self.runs[at]);
        match place {
            Ok(place) => Some(std::mem::replace(&mut run[place].1, value)),
            Err(place) => {
                run.insert(place, (Rc::from(path), value));
                if run.len() > 2 * RUN {
                    let rest = run.split_off(RUN);
                    self.runs.insert(at + 1, Rc::new(rest));
                }
                None
            }
        }
    }

    /// Takes away what stands at a path.
    pub(super) fn remove(&mut self, path: &str) -> Option<T> {
        let (at, place) = self.place(path);
        let place = place.ok()?;
        let run = Rc::make_mut(&mut self.runs[at]);
        let (_, value) = run.remove(place);
        if run.is_empty() {
            self.runs.remove(at);
        }
        Some(value)
    }

    /// What stands in runs of this list that the other does not share; in order.
    pub(super) fn apart_from<'r>(&'r self, other: &Self) -> Vec<&'r Item<T>> {
        let address = |run: &Rc<Vec<Item<T>>>| Rc::as_ptr(run);
        let shared: HashSet<_> = other.runs.iter().map(address).collect();
        let own = self
            .runs
            .iter()
            .filter(|run| !shared.contains(&address(run)));
        own.flat_map(|run| run.iter()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn runs_hold_what_a_map_holds() {
        let path = |number: usize| format!("{:03}", number * 7919 % 400);
        let mut map: BTreeMap<String, usize> = BTreeMap::new();
        let mut runs: Runs<usize> = Runs::of(Vec::new());
        for number in 0..3000 {
            let path = path(number);
            if number % 3 == 0 && number > 900 {
                assert_eq!(runs.remove(&path), map.remove(&path));
            } else {
                assert_eq!(runs.put(&path, number), map.insert(path.clone(), number));
            }
            assert_eq!(runs.get(&path), map.get(&path));
        }
        assert!(runs.runs.len() > 2);
        let listed: Vec<(&str, usize)> = runs.iter().map(|(path, n)| (&**path, *n)).collect();
        let known: Vec<(&str, usize)> = map.iter().map(|(path, n)| (path.as_str(), *n)).collect();
        assert_eq!(listed, known);
        while let Some(path) = map.keys().next().cloned() {
            assert_eq!(runs.remove(&path), map.remove(&path));
        }
        assert_eq!(runs.iter().count(), 0);
    }

    #[test]
    fn what_a_neighbour_shares_is_not_looked_at() {
        let items = (0..1000).map(|number| (Rc::from(format!("{number:03}")), number));
        let before = Runs::of(items.collect());
        let mut after = before.clone();
        after.put("500", 0);
        assert!(after.apart_from(&after.clone()).is_empty());
        let apart = after.apart_from(&before);
        assert!(apart.len() <= RUN && apart.iter().any(|(path, _)| &**path == "500"));
        assert_eq!(before.get("500"), Some(&500));
    }
}
