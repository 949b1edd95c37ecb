//! The example organisation is clean, rich, and tells its story in the project's own history.

use polity::load::{Cache, load};
use polity::tree::WorkTree;

use crate::support::{Sandbox, project};

#[test]
fn the_example_is_clean_and_rich() {
    let folder = project("governance-example");
    let loaded = load(
        &WorkTree::open(&folder).unwrap(),
        None,
        &mut Cache::default(),
    )
    .unwrap();
    let governance = &loaded.governance;
    assert!(governance.people.len() >= 20);
    assert!(governance.units.len() >= 6);
    assert!(governance.roles.len() >= 15);
    assert!(governance.policies.len() >= 6);
    assert!(governance.decisions.len() >= 10);
    assert!(governance.agreements.len() >= 2);
    assert!(!governance.methods.is_empty());
    // The days on which nothing in it has run out.
    let sandbox = Sandbox::bare_folder();
    for day in ["2026-11-22", "2027-04-30"] {
        let run = sandbox.polity(&["check", folder.to_str().unwrap(), "--as-of", day]);
        assert_eq!(run.code, 0, "{}", run.transcript());
        assert!(run.stdout.contains("nothing found"), "{}", run.transcript());
    }
}

#[test]
fn the_example_shows_every_right() {
    let folder = project("governance-example");
    let loaded = load(
        &WorkTree::open(&folder).unwrap(),
        None,
        &mut Cache::default(),
    )
    .unwrap();
    let day = polity::model::Date::parse("2026-11-23").unwrap();
    let powers = polity::power::powers(&loaded.governance, day);
    let rights: std::collections::BTreeSet<&str> = powers
        .all
        .iter()
        .map(|power| power.key.right.word())
        .collect();
    assert_eq!(
        rights.into_iter().collect::<Vec<_>>(),
        [
            "advise", "audit", "decide", "execute", "joint", "override", "propose", "veto"
        ]
    );
}
