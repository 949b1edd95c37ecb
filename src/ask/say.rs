//! Whose say settles a power, and whose stops it. The one place where that is judged.

use crate::model::Family;
use crate::power::{People, Power};

use super::Records;

/// Who can exercise a power without the others, and who can keep it from being exercised.
#[derive(Debug, Clone, Default)]
pub struct Say {
    /// Those who can settle the matter alone.
    pub alone: People,
    /// Those without whom, or against whom, nothing is settled; none where that is not known.
    pub block: Option<People>,
}

/// Whose say counts in a power.
pub fn say(records: &Records<'_>, power: &Power) -> Say {
    let _ = records;
    let nobody = People::default();
    let all = || power.people.clone();
    if power.is_exercised_alone() {
        let only = power.people.len() == 1 && power.key.right.binds();
        return Say {
            alone: all(),
            block: Some(if only { all() } else { nobody }),
        };
    }
    let block = match power.family {
        Some(Family::Consent | Family::Consensus | Family::LazyConsensus) => Some(all()),
        _ => None,
    };
    Say {
        alone: nobody,
        block,
    }
}
