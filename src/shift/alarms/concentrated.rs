//! Concentrated: a matter that several people decided is one person's.
//!
//! Only what both sides give to somebody by name: a part that a body delegates, and what was
//! nobody's in particular, is no concentration.

use crate::model::Object;
use crate::power::{Origin, Power};
use crate::shift::hands::{Hands, crowd, hands};
use crate::shift::sides::Both;
use crate::shift::tell::{Form, right_words};
use crate::shift::{Alarm, AlarmKind, Saying, SideName};

use super::{blank, deciding, is_domain};

pub(super) fn alarms(both: &Both<'_>) -> Vec<Alarm> {
    let objects = both.head.powers.objects();
    objects.filter_map(|object| alarm(both, object)).collect()
}

fn alarm(both: &Both<'_>, object: &Object) -> Option<Alarm> {
    let named = is_domain(object) || object.as_str() == "residual" || object.starts_with("rules/");
    if !named {
        return None;
    }
    let head = declared(deciding(both.head.powers, object));
    let first = head.first()?;
    let Hands::One(one) = hands(both, SideName::Head, &head) else {
        return None;
    };
    let base = declared(deciding(both.base.powers, object));
    if hands(both, SideName::Base, &base) != Hands::Several {
        return None;
    }
    let number = crowd(both, SideName::Base, &base).len();
    let name = both.object_name(object);
    let words = right_words(first.key.right, object, first.key.act, name.as_ref());
    let who = both.actor_name(&crate::model::Actor::Person(one.clone()));
    let does = words.saying(Form::One);
    Some(Alarm {
        name,
        people: vec![one],
        before: Some(number),
        after: Some(1),
        words: Saying::new(
            format!("{number} people → 1"),
            "alarm-many-to-one",
            [("n", number.into())],
        ),
        proposal: format!(
            "{who} alone {} ({number} people do today)",
            words.proposed()
        ),
        present: Saying::new(
            format!("{who} alone {does} ({number} people did)"),
            "alarm-decides-alone",
            [
                ("who", (&who).into()),
                ("does", (&does).into()),
                ("n", number.into()),
            ],
        ),
        place: Some(both.place(SideName::Head, first.place)),
        ..blank(AlarmKind::Concentrated, object.clone())
    })
}

/// Those that records declare.
fn declared(powers: Vec<&Power>) -> Vec<&Power> {
    let declared = powers.into_iter();
    declared
        .filter(|power| power.origin == Origin::Declared)
        .collect()
}
