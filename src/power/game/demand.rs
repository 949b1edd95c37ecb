//! Schemes over numbered people, for the search of groups.

/// A set of numbered people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::power) struct Group(Vec<u64>);

impl Group {
    /// Nobody of `players`.
    pub(in crate::power) fn none(players: usize) -> Self {
        Group(vec![0; players.div_ceil(64)])
    }

    pub(in crate::power) fn insert(&mut self, player: usize) {
        self.0[player / 64] |= 1 << (player % 64);
    }

    pub(in crate::power) fn remove(&mut self, player: usize) {
        self.0[player / 64] &= !(1 << (player % 64));
    }

    pub(in crate::power) fn contains(&self, player: usize) -> bool {
        self.0[player / 64] >> (player % 64) & 1 == 1
    }

    /// Who belongs to it, ascending.
    pub(in crate::power) fn players(&self) -> impl Iterator<Item = usize> + '_ {
        let words = self.0.iter().enumerate().filter(|(_, word)| **word != 0);
        words.flat_map(|(at, word)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| at * 64 + bit)
        })
    }

    fn shared(&self, other: &Group) -> u64 {
        let words = self.0.iter().zip(&other.0);
        words.map(|(a, b)| u64::from((a & b).count_ones())).sum()
    }

    fn len(&self) -> u64 {
        self.0.iter().map(|word| u64::from(word.count_ones())).sum()
    }
}

/// What it takes, over numbered people.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::power) enum Demand {
    /// So many of a body.
    Of {
        body: Group,
        least: u64,
        /// Whether the body can still decide with so many members left.
        able: Vec<bool>,
    },
    /// All of them.
    All(Vec<Demand>),
    /// One of them.
    Any(Vec<Demand>),
}

impl Demand {
    /// How many more people it takes at least once these agree; 0 if and only if they suffice.
    pub(in crate::power) fn missing(&self, members: &Group) -> u64 {
        match self {
            Demand::Of { body, least, .. } => least.saturating_sub(body.shared(members)),
            Demand::All(parts) => {
                let missing = parts.iter().map(|part| part.missing(members));
                missing.max().unwrap_or(0)
            }
            Demand::Any(parts) => {
                let missing = parts.iter().map(|part| part.missing(members));
                missing.min().unwrap_or(u64::MAX)
            }
        }
    }

    /// Whether those who are left can still decide once these are gone for good.
    pub(in crate::power) fn survives(&self, gone: &Group) -> bool {
        match self {
            Demand::Of { body, able, .. } => {
                let left = body.len() - body.shared(gone);
                usize::try_from(left)
                    .ok()
                    .and_then(|left| able.get(left))
                    .is_some_and(|able| *able)
            }
            Demand::All(parts) => parts.iter().all(|part| part.survives(gone)),
            Demand::Any(parts) => parts.iter().any(|part| part.survives(gone)),
        }
    }

    /// The bodies that it names, one after the other.
    pub(in crate::power) fn bodies(&self) -> Vec<&Group> {
        match self {
            Demand::Of { body, .. } => vec![body],
            Demand::All(parts) | Demand::Any(parts) => {
                parts.iter().flat_map(Demand::bodies).collect()
            }
        }
    }
}
