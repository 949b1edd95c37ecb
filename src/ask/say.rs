//! Whose say settles a power, and whose stops it. The one place where that is judged.

use crate::power::game::{facts, scheme};
use crate::power::{People, Power};

use super::Records;

/// Who can exercise a power without the others, and who can keep it from being exercised.
#[derive(Debug, Clone, Default)]
pub struct Say {
    /// Those who can settle the matter alone.
    pub alone: People,
    /// Those without whom nothing is settled; none where that is not known.
    pub block: Option<People>,
}

/// Whose say counts in a power.
pub fn say(records: &Records<'_>, power: &Power) -> Say {
    // Whoever may propose, be heard, act or inspect needs nobody, and stops nobody from it.
    if !power.key.right.binds() {
        return Say {
            alone: People::clone(&power.people),
            block: Some(People::default()),
        };
    }
    let (governance, powers) = (records.governance, records.powers);
    let scheme = scheme(governance, powers, power);
    let is_known = scheme.is_ok() || power.people.len() == 1;
    let facts = match scheme {
        Ok(scheme) => scheme.facts(),
        Err(_) => facts(governance, powers, power),
    };
    Say {
        alone: facts.alone,
        block: is_known.then_some(facts.block),
    }
}
