//! The order of keys in a mapping, and in whatever stands in it.

/// Which keys come first, and in which order those of the values come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct KeyOrder {
    /// The keys that are known, in order, with the order inside their values. Others come behind
    /// them and stay among each other as they are.
    pub keys: Vec<(String, KeyOrder)>,
    /// The order inside the items of a list, and inside the values of keys that are not known.
    pub items: Option<Box<KeyOrder>>,
}

impl KeyOrder {
    /// The place of a key; past all known ones for others.
    pub(super) fn rank(&self, key: &str) -> usize {
        let known = self.keys.iter().position(|(known, _)| known == key);
        known.unwrap_or(self.keys.len())
    }

    /// The order inside the value of a key.
    pub(super) fn of(&self, key: &str) -> Option<&KeyOrder> {
        let known = self.keys.iter().find(|(known, _)| known == key);
        known.map(|(_, order)| order).or(self.items.as_deref())
    }
}
