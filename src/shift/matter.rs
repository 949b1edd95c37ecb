//! What a power is about, whoever holds it.

use crate::model::{Object, Right, Text};
use crate::power::{Act, PowerKey};

/// A right over an object under a condition. To decide alone and to decide jointly are one matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Matter {
    pub(super) right: Right,
    pub(super) object: Object,
    pub(super) act: Act,
    pub(super) when: Option<Text>,
}

impl Matter {
    /// The matter of a power.
    pub(super) fn of(key: &PowerKey) -> Self {
        Matter {
            right: match key.right {
                Right::Joint => Right::Decide,
                right => right,
            },
            object: key.object.clone(),
            act: key.act,
            when: key.when.clone(),
        }
    }
}
