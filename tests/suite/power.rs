//! The calculus: who may do what, on a day, by what is written and by the default constitution.

use polity::load::{Cache, load};
use polity::model::{Actor, Date, Id, Right};
use polity::power::{Act, Decider, Origin, Power, Powers, StandIn, path, powers};
use polity::tree::MemoryTree;

/// A small organisation: an assembly of everybody, a board that may spend, a crew below it.
fn organisation() -> MemoryTree {
    let mut tree = MemoryTree::new("memory");
    for (path, text) in [
        (
            "org.yaml",
            "name: O\nvision: V\nroot: assembly\nresidual: board\n\
             domains: {money: all of it, work: what is done, art: what is shown}\n",
        ),
        (
            "units/assembly.yaml",
            "name: Assembly\npurpose: P\nmembers: [ann, ben, cy, dee]\n",
        ),
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\nmembers: [ann, ben]\ndomains: [money]\n\
             decides_by: {default: majority, money/tools: advice, removal: consensus}\n",
        ),
        (
            "units/crew.yaml",
            "name: Crew\nparent: board\npurpose: P\nmembers:\n  - cy\n  - {person: dee, until: 2026-06-30}\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: board\npowers:\n  - {right: decide, over: money/tools, up_to: 100 EUR}\n  - {right: execute, over: work}\n\
             selection: {by: board, term: P1Y}\nremoval: {by: [assembly, board]}\n\
             holders:\n  - {person: ben, until: 2026-06-30}\n  - {person: ann, as: deputy}\n",
        ),
        (
            "roles/speaker.yaml",
            "name: Speaker\nunit: crew\naccountabilities: [Speaking]\n\
             represents: {in: board, as: member}\nholders: [{person: cy}]\n",
        ),
        (
            "policies/tools.md",
            "---\nname: Tools\nadopted_by: board\ndomains: [money]\n\
             grants: [{to: crew, right: propose, over: money/tools}]\n---\nText.\n",
        ),
    ] {
        tree = tree.with(path, text);
    }
    for person in ["ann", "ben", "cy", "dee"] {
        tree = tree.with(format!("people/{person}.yaml"), format!("name: {person}\n"));
    }
    tree
}

fn on(tree: &MemoryTree, day: &str) -> (polity::load::Loaded, Powers) {
    let loaded = load(tree, None, &mut Cache::default()).unwrap();
    let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
    let powers = powers(&loaded.governance, Date::parse(day).unwrap());
    (loaded, powers)
}

fn one<'p>(powers: &'p Powers, object: &str, right: Right, act: Act) -> &'p Power {
    let found: Vec<&Power> = powers
        .over(object)
        .filter(|power| power.key.right == right && power.key.act == act)
        .collect();
    assert_eq!(found.len(), 1, "{object}: {found:?}");
    found[0]
}

fn people(power: &Power) -> Vec<&str> {
    power.people.iter().map(Id::as_str).collect()
}

#[test]
fn declared_powers_carry_their_conditions_and_people() {
    let (_, powers) = on(&organisation(), "2026-03-01");
    let money = one(&powers, "money", Right::Decide, Act::Any);
    // The board is its members, the holders of its roles, and the crew's representative.
    assert_eq!(people(money), ["ann", "ben", "cy"]);
    assert_eq!(
        (money.method.as_str(), money.origin),
        ("majority", Origin::Declared)
    );
    assert!(!money.is_exercised_alone());
    let tools = one(&powers, "money/tools", Right::Decide, Act::Any);
    assert_eq!(people(tools), ["ben"]);
    assert_eq!(tools.up_to.as_ref().unwrap().to_string(), "100 EUR");
    assert!(tools.is_exercised_alone());
    let proposing = one(&powers, "money/tools", Right::Propose, Act::Any);
    assert_eq!(proposing.key.holder, Actor::Unit(Id::of("crew")));
}

#[test]
fn seats_are_filled_and_emptied_by_those_who_are_named() {
    let (_, powers) = on(&organisation(), "2026-03-01");
    let choosing = one(&powers, "seats/treasurer", Right::Decide, Act::Choose);
    assert_eq!(choosing.key.holder, Actor::Unit(Id::of("board")));
    // Several who remove do it together.
    let removing: Vec<_> = powers
        .over("seats/treasurer")
        .filter(|power| power.key.act == Act::Remove)
        .map(|power| {
            (
                power.key.right,
                power.key.holder.to_string(),
                power.method.to_string(),
            )
        })
        .collect();
    assert_eq!(
        removing,
        [
            (Right::Joint, "assembly".to_owned(), "consent".to_owned()),
            (Right::Joint, "board".to_owned(), "consensus".to_owned()),
        ]
    );
}

#[test]
fn what_is_not_written_follows_from_the_default_constitution() {
    let (_, powers) = on(&organisation(), "2026-03-01");
    let holder = |object: &str, act: Act| {
        let power = one(&powers, object, Right::Decide, act);
        assert_eq!(power.origin, Origin::Implied, "{object}");
        power.key.holder.to_string()
    };
    // A unit rules inside its borders, its parent rules the borders, the root rules itself.
    assert_eq!(holder("rules/crew", Act::Any), "crew");
    assert_eq!(holder("structure/crew", Act::Any), "board");
    assert_eq!(holder("structure/assembly", Act::Any), "assembly");
    assert_eq!(holder("membership/crew", Act::Choose), "crew");
    assert_eq!(holder("seats/speaker", Act::Choose), "crew");
    assert_eq!(holder("rules/tools", Act::Any), "board");
    assert_eq!(holder("rules/organisation", Act::Any), "assembly");
    // Consent, where no method is named anywhere.
    assert_eq!(
        one(&powers, "rules/crew", Right::Decide, Act::Any)
            .method
            .as_str(),
        "consent"
    );
    // What is declared is not implied a second time.
    assert_eq!(
        powers
            .over("seats/treasurer")
            .filter(|p| p.origin == Origin::Implied)
            .count(),
        0
    );
}

#[test]
fn the_narrowest_domain_decides_and_the_rest_is_residual() {
    let (_, powers) = on(&organisation(), "2026-03-01");
    let held = |object: &str| match powers.decider(object) {
        Decider::Held(powers) => powers.iter().map(|p| p.key.holder.to_string()).collect(),
        Decider::Residual(power) => vec![format!("residual {}", power.unwrap().key.holder)],
    };
    assert_eq!(held("money"), ["board"]);
    assert_eq!(held("money/travel"), ["board"]);
    assert_eq!(held("money/tools"), ["treasurer"]);
    assert_eq!(held("money/tools/saws"), ["treasurer"]);
    // To act is not to decide, and `moneybox` does not lie in `money`.
    assert_eq!(held("work"), ["residual board"]);
    assert_eq!(held("moneybox"), ["residual board"]);
}

#[test]
fn terms_end_and_deputies_stand_in() {
    let (_, powers) = on(&organisation(), "2026-07-01");
    let tools = one(&powers, "money/tools", Right::Decide, Act::Any);
    assert_eq!(
        (people(tools), &tools.stand_in),
        (vec!["ann"], &Some(StandIn::Deputies))
    );
    let proposing = one(&powers, "money/tools", Right::Propose, Act::Any);
    assert_eq!(people(proposing), ["cy"]);
    // The last day still counts.
    let (_, powers) = on(&organisation(), "2026-06-30");
    assert_eq!(
        people(one(&powers, "money/tools", Right::Decide, Act::Any)),
        ["ben"]
    );
}

#[test]
fn a_vacancy_passes_binding_powers_up_and_nothing_else() {
    let tree = organisation().with(
        "roles/treasurer.yaml",
        "name: Treasurer\nunit: board\npowers:\n  - {right: decide, over: money/tools}\n  - {right: execute, over: work}\n",
    );
    let (_, powers) = on(&tree, "2026-03-01");
    let tools = one(&powers, "money/tools", Right::Decide, Act::Any);
    assert_eq!(people(tools), ["ann", "ben", "cy"]);
    assert_eq!(
        tools.stand_in,
        Some(StandIn::Delegator(Actor::Unit(Id::of("board"))))
    );
    let acting = one(&powers, "work", Right::Execute, Act::Any);
    assert_eq!(
        (people(acting), &acting.stand_in),
        (vec![], &Some(StandIn::Nobody))
    );
}

#[test]
fn people_who_are_away_hold_nothing() {
    let tree = organisation().with("people/ben.yaml", "name: ben\nactivity: leave\n");
    let (_, powers) = on(&tree, "2026-03-01");
    assert_eq!(
        people(one(&powers, "money", Right::Decide, Act::Any)),
        ["ann", "cy"]
    );
    assert_eq!(
        people(one(&powers, "money/tools", Right::Decide, Act::Any)),
        ["ann"]
    );
}

#[test]
fn retired_units_hold_nothing() {
    let tree = organisation().with(
        "units/crew.yaml",
        "name: Crew\nparent: board\npurpose: P\nstatus: retired\nmembers: [cy, dee]\n",
    );
    let (_, powers) = on(&tree, "2026-03-01");
    let crew = Actor::Unit(Id::of("crew"));
    assert_eq!(powers.of_actor(&crew).count(), 0);
    assert_eq!(
        people(one(&powers, "money", Right::Decide, Act::Any)),
        ["ann", "ben"]
    );
}

#[test]
fn a_circle_of_parents_ends() {
    let tree = organisation().with("units/assembly.yaml", "name: A\npurpose: P\nparent: crew\n");
    let (loaded, powers) = on(&tree, "2026-03-01");
    assert!(!powers.all.is_empty());
    assert_eq!(loaded.governance.ancestors("crew").len(), 2);
}

#[test]
fn a_history_walk_may_keep_powers_between_dates_that_matter() {
    let (loaded, _) = on(&organisation(), "2026-03-01");
    let day = |text: &str| Date::parse(text).unwrap();
    let changes = |a: &str, b: &str| loaded.governance.changes_between(day(a), day(b));
    assert!(!changes("2026-03-01", "2026-06-30"));
    assert!(changes("2026-06-30", "2026-07-01"));
    assert!(!changes("2026-07-01", "2027-07-01"));
}

#[test]
fn a_deep_tree_with_nobody_in_it_passes_everything_to_the_only_one_who_can_act() {
    let mut tree = organisation();
    let depth = 3000;
    for number in 0..depth {
        let parent = if number == 0 {
            "board".to_owned()
        } else {
            format!("u{}", number - 1)
        };
        tree = tree.with(
            format!("units/u{number}.yaml"),
            format!("name: U{number}\nparent: {parent}\ndomains: [work/w{number}]\n"),
        );
    }
    let (_, powers) = on(&tree, "2026-03-01");
    let last = one(&powers, "work/w2999", Right::Decide, Act::Any);
    assert_eq!(people(last), ["ann", "ben", "cy"]);
    assert_eq!(
        last.stand_in,
        Some(StandIn::Delegator(Actor::Unit(Id::of("board"))))
    );
}

/// A path in words, with the line that binds each step.
fn told(
    loaded: &polity::load::Loaded,
    powers: &Powers,
    power: &Power,
    person: &str,
) -> Vec<String> {
    path(&loaded.governance, powers, power, &Id::of(person))
        .iter()
        .map(|step| {
            let place = step.place.map_or_else(String::new, |place| {
                let (path, at) = loaded.sources.locate(place);
                format!(" ({path}:{})", at.line)
            });
            format!("{} {}{place}", step.actor, step.tie.words())
        })
        .collect()
}

#[test]
fn a_path_leads_from_the_person_to_the_root() {
    let (loaded, powers) = on(&organisation(), "2026-03-01");
    let tools = powers
        .over("money/tools")
        .find(|power| power.key.right == Right::Decide)
        .unwrap();
    assert_eq!(
        told(&loaded, &powers, tools, "ben"),
        [
            "ben holds (roles/treasurer.yaml:9)",
            "treasurer delegated by (roles/treasurer.yaml:2)",
            "board part of (units/board.yaml:2)",
            "assembly top",
        ]
    );
    // Who cannot exercise it has no path to it.
    assert!(told(&loaded, &powers, tools, "ann").is_empty());
    let money = one(&powers, "money", Right::Decide, Act::Any);
    // A listed membership is told before a role in the unit.
    assert_eq!(
        told(&loaded, &powers, money, "ben")[0],
        "ben member of (units/board.yaml:3)"
    );
    assert_eq!(
        told(&loaded, &powers, money, "cy")[..2],
        [
            "cy holds (roles/speaker.yaml:5)",
            "speaker represents in (roles/speaker.yaml:4)"
        ]
    );
    let propose = one(&powers, "money/tools", Right::Propose, Act::Any);
    assert_eq!(
        told(&loaded, &powers, propose, "dee")[..2],
        [
            "dee member of (units/crew.yaml:6)",
            "crew granted by a policy of (policies/tools.md:5)"
        ]
    );
}

#[test]
fn a_path_names_who_stands_in() {
    let (loaded, powers) = on(&organisation(), "2026-09-01");
    let work = one(&powers, "work", Right::Execute, Act::Any);
    assert_eq!(
        told(&loaded, &powers, work, "ann")[0],
        "ann deputy of (roles/treasurer.yaml:10)"
    );
    // Nobody deputises for the treasurer any more: the board answers.
    let text = "name: Treasurer\nunit: board\ndomains: [work]\n";
    let tree = organisation().with("roles/treasurer.yaml", text);
    let (loaded, powers) = on(&tree, "2026-09-01");
    let work = one(&powers, "work", Right::Decide, Act::Any);
    assert_eq!(
        told(&loaded, &powers, work, "ann"),
        [
            "ann member of (units/board.yaml:3)",
            "board acts for",
            "treasurer part of (roles/treasurer.yaml:2)",
            "board part of (units/board.yaml:2)",
            "assembly top",
        ]
    );
}

#[test]
fn a_path_ends_where_parents_turn_in_a_circle() {
    let text = "name: Assembly\npurpose: P\nparent: crew\nmembers: [ann, ben, cy, dee]\n";
    let tree = organisation().with("units/assembly.yaml", text);
    let (loaded, powers) = on(&tree, "2026-03-01");
    let money = one(&powers, "money", Right::Decide, Act::Any);
    let path = told(&loaded, &powers, money, "ann");
    assert_eq!(path.len(), 5, "{path:?}");
}
