//! Reach: what people can obtain alone, step by step, against the will of all others.

use std::collections::BTreeSet;

use polity::load::{Cache, Loaded, load};
use polity::model::{Actor, Date, Id, Object, Right};
use polity::power::reach::{
    Aim, Capture, Change, Dead, Doubt, Gain, Hold, Institution, Reach, Verdict, Way, capture,
    circles, irremovable, orphaned, reach, removers, self_appointments, unusable,
};
use polity::power::{Act, PowerKey, Powers, powers};
use polity::tree::MemoryTree;

/// An organisation of eight people: files besides the ones for `org.yaml`, the assembly and them.
fn organisation(files: &[(&str, &str)]) -> MemoryTree {
    let everybody = ["ann", "ben", "cy", "dee", "eve", "flo", "gus", "hal"];
    let mut tree = MemoryTree::new("memory")
        .with(
            "org.yaml",
            "name: O\nvision: V\nroot: assembly\nresidual: assembly\ndomains: {money: all, work: done}\n",
        )
        .with(
            "units/assembly.yaml",
            "name: Assembly\npurpose: P\ndecides_by: {default: majority}\n\
             members: [ann, ben, cy, dee, eve, flo, gus, hal]\n",
        );
    for person in everybody {
        tree = tree.with(format!("people/{person}.yaml"), format!("name: {person}\n"));
    }
    for (path, text) in files {
        tree = tree.with(*path, *text);
    }
    tree
}

fn on(tree: &MemoryTree) -> (Loaded, Powers) {
    let loaded = load(tree, None, &mut Cache::default()).unwrap();
    let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
    let powers = powers(&loaded.governance, Date::parse("2026-03-01").unwrap());
    (loaded, powers)
}

fn ids(people: &[&str]) -> BTreeSet<Id> {
    people.iter().map(Id::of).collect()
}

fn of(tree: &MemoryTree, people: &[&str]) -> Reach {
    let (loaded, powers) = on(tree);
    reach(&loaded.governance, &powers, &ids(people))
}

fn role(id: &str) -> Actor {
    Actor::Role(Id::of(id))
}

fn unit(id: &str) -> Actor {
    Actor::Unit(Id::of(id))
}

fn key(right: Right, object: &str, act: Act, holder: Actor) -> PowerKey {
    PowerKey {
        right,
        object: Object::of(object),
        act,
        when: None,
        holder,
    }
}

/// A way in short: `+ann board` comes in, `-board` clears, `~crew` remakes, `*` rewrites, `!`
/// changes everything, `<ann board` leaves.
fn way(gain: &Gain) -> Vec<String> {
    let steps = match gain {
        Gain::Can(witness) => &witness.steps,
        Gain::Undetermined { steps, .. } => steps,
    };
    let short = |change: &Change| match change {
        Change::Seat { person, into } => format!("+{person} {into}"),
        Change::Remove { from, .. } => format!("-{from}"),
        Change::Remake { unit } => format!("~{unit}"),
        Change::Rewrite => "*".to_owned(),
        Change::Organisation => "!".to_owned(),
        Change::Leave { person, from } => format!("<{person} {from}"),
    };
    steps.iter().map(|step| short(&step.change)).collect()
}

fn way_to_seat(reach: &Reach, seat: Actor, person: &str) -> Vec<String> {
    let gain = &reach.seats[&(seat, Id::of(person))];
    assert!(gain.is_sure(), "{gain:?}");
    way(gain)
}

#[test]
fn whoever_chooses_alone_obtains_the_seat_and_its_powers() {
    let tree = organisation(&[
        (
            "roles/chair.yaml",
            "name: Chair\nunit: assembly\naccountabilities: [Chairing]\nholders: [{person: ann}]\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: assembly\ndomains: [money]\nseats: {max: 2}\n\
             selection: {by: chair}\nholders: [{person: ben}]\n",
        ),
    ]);
    let ann = of(&tree, &["ann"]);
    assert_eq!(
        way_to_seat(&ann, role("treasurer"), "ann"),
        ["+ann treasurer"]
    );
    let money = key(Right::Decide, "money", Act::Any, role("treasurer"));
    let Verdict::Can(witness) = ann.power(&money) else {
        panic!("{ann:?}");
    };
    // The line that gives the power is `by: chair`.
    let step = &witness.steps[0];
    assert!(witness.shortest && step.place.is_some());
    assert_eq!(step.power.as_ref().unwrap().holder, role("chair"));
    let cy = of(&tree, &["cy"]);
    assert!(cy.is_empty() && cy.held.is_empty(), "{cy:?}");
    assert_eq!(cy.power(&money), Verdict::Cannot);
    // A seat that somebody else holds, whom she cannot remove, is not hers today.
    let full = tree.with(
        "roles/treasurer.yaml",
        "name: Treasurer\nunit: assembly\ndomains: [money]\n\
         selection: {by: chair}\nholders: [{person: ben}]\n",
    );
    assert_eq!(
        of(&full, &["ann"]).seat(&role("treasurer"), &Id::of("ann")),
        Verdict::Cannot
    );
}

/// Three on a board that decides by majority; two chairs may only put people out.
fn purge() -> MemoryTree {
    organisation(&[
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\nmembers: [ann, ben, cy]\ndomains: [money]\n\
             decides_by: {default: majority}\n\
             membership: {rule: elected, admit: {by: assembly}, remove: {by: whip}}\n",
        ),
        (
            "roles/whip.yaml",
            "name: Whip\nunit: assembly\naccountabilities: [Order]\nholders: [{person: ann}]\n",
        ),
    ])
}

#[test]
fn removing_opponents_is_a_way_to_carry_a_vote() {
    let ann = of(&purge(), &["ann"]);
    let money = key(Right::Decide, "money", Act::Any, unit("board"));
    let gain = &ann.powers[&money];
    assert_eq!(way(gain), ["-board"]);
    let Gain::Can(witness) = gain else {
        panic!("{gain:?}");
    };
    let Change::Remove { people, .. } = &witness.steps[0].change else {
        panic!("{witness:?}");
    };
    assert_eq!(people, &[Id::of("ben"), Id::of("cy")]);
    // Adding people is all that a naive closure knows. Ann can add nobody, herself included: she
    // holds every seat that she could choose into, and so that closure finds nothing.
    assert!(ann.seats.is_empty(), "{:?}", ann.seats);
    assert_eq!(of(&purge(), &["ben"]).power(&money), Verdict::Cannot);
}

#[test]
fn steps_build_on_each_other() {
    // Ann fills the gate, the gate empties the board, the board chooses the treasurer.
    let tree = organisation(&[
        (
            "roles/chair.yaml",
            "name: Chair\nunit: assembly\naccountabilities: [Chairing]\nholders: [{person: ann}]\n",
        ),
        (
            "roles/gate.yaml",
            "name: Gate\nunit: assembly\naccountabilities: [Order]\nselection: {by: chair}\n",
        ),
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\npurpose: P\nmembers: [ann, ben, cy]\n\
             decides_by: {default: consent}\n\
             membership: {rule: elected, admit: {by: assembly}, remove: {by: gate}}\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: assembly\ndomains: [money]\nselection: {by: board}\n",
        ),
    ]);
    let ann = of(&tree, &["ann"]);
    assert_eq!(
        way_to_seat(&ann, role("treasurer"), "ann"),
        ["+ann gate", "-board", "+ann treasurer"]
    );
}

#[test]
fn a_treasurer_who_chooses_the_treasurer_is_seen() {
    let tree = organisation(&[(
        "roles/treasurer.yaml",
        "name: Treasurer\nunit: assembly\ndomains: [money]\nselection: {by: treasurer, term: P1Y}\n\
         holders: [{person: ann, until: 2026-12-31}]\n",
    )]);
    let (loaded, powers) = on(&tree);
    let all = self_appointments(&Institution::new(&loaded.governance, &powers));
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!((&all[0].seat, all[0].way), (&role("treasurer"), Way::Renew));
    assert_eq!(way(&all[0].gain), ["+ann treasurer"]);
    assert!(all[0].gain.is_sure());
    // With a limit on terms she may be at its end.
    let limited = tree.with(
        "roles/treasurer.yaml",
        "name: Treasurer\nunit: assembly\ndomains: [money]\n\
         selection: {by: treasurer, term: P1Y, max_terms: 2}\nholders: [{person: ann}]\n",
    );
    let (loaded, powers) = on(&limited);
    let all = self_appointments(&Institution::new(&loaded.governance, &powers));
    let Gain::Undetermined { doubts, .. } = &all[0].gain else {
        panic!("{all:?}");
    };
    assert_eq!(
        doubts,
        &BTreeSet::from([Doubt::TermLimit(Id::of("treasurer"))])
    );
}

#[test]
fn holders_who_renew_each_other_are_seen_as_their_role() {
    let tree = organisation(&[(
        "roles/trustee.yaml",
        "name: Trustee\nunit: assembly\ndomains: [money]\nseats: {max: 3}\n\
         selection: {by: trustee, method: consent}\nholders: [{person: ann}, {person: ben}]\n",
    )]);
    let (loaded, powers) = on(&tree);
    let all = self_appointments(&Institution::new(&loaded.governance, &powers));
    let who: Vec<_> = all.iter().map(|one| (&one.who, one.way)).collect();
    assert_eq!(who, [(&role("trustee"), Way::Renew)]);
}

#[test]
fn removers_are_named_by_role() {
    let tree = organisation(&[
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\npurpose: P\nmembers: [ann, ben]\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: board\ndomains: [money]\nselection: {by: board}\n\
             removal: {by: board, method: majority}\nholders: [{person: ann}]\n",
        ),
        (
            "roles/founder.yaml",
            "name: Founder\nunit: assembly\ndomains: [work]\nselection: {by: assembly}\n\
             holders: [{person: cy, until: 2027-06-30}]\n",
        ),
    ]);
    let (loaded, powers) = on(&tree);
    let of = |id: &str| removers(&loaded.governance, &powers, &Id::of(id));
    let removing = key(Right::Decide, "seats/treasurer", Act::Remove, unit("board"));
    assert_eq!(of("treasurer").direct, [removing]);
    let borders = key(Right::Decide, "structure/board", Act::Any, unit("assembly"));
    assert_eq!(of("treasurer").by_structure, std::slice::from_ref(&borders));
    assert!(of("founder").direct.is_empty());
    let institution = Institution::new(&loaded.governance, &powers);
    let all = irremovable(&institution);
    let held: Vec<_> = all
        .iter()
        .filter(|one| matches!(one.seat, Actor::Role(_)))
        .map(|one| {
            (
                one.person.as_str(),
                one.hold,
                one.until.map(|d| d.to_string()),
            )
        })
        .collect();
    // Of the two on the board Ann is one: without her no majority removes her.
    assert_eq!(
        held,
        [
            ("cy", Hold::NoPower, Some("2027-06-30".to_owned())),
            ("ann", Hold::OwnConsent, None),
        ]
    );
    // The assembly can still dissolve the board around her, or itself around the founder.
    let structure: Vec<_> = all
        .iter()
        .filter(|one| matches!(one.seat, Actor::Role(_)))
        .collect();
    assert_eq!(structure[1].by_structure, [borders]);
}

#[test]
fn what_the_records_leave_open_is_undetermined() {
    let chair = (
        "roles/chair.yaml",
        "name: Chair\nunit: assembly\naccountabilities: [Chairing]\nholders: [{person: ann}]\n",
    );
    let with = |treasurer: &str| {
        let text = format!("name: Treasurer\nunit: assembly\ndomains: [money]\n{treasurer}");
        of(
            &organisation(&[chair, ("roles/treasurer.yaml", &text)]),
            &["ann"],
        )
    };
    let doubts = |reach: &Reach| match &reach.seats[&(role("treasurer"), Id::of("ann"))] {
        Gain::Undetermined { doubts, .. } => doubts.iter().cloned().collect::<Vec<_>>(),
        sure @ Gain::Can(_) => panic!("{sure:?}"),
    };
    let skill = with("selection: {by: chair}\nrequires: [bookkeeping]\n");
    assert_eq!(doubts(&skill), [Doubt::Requires(Id::of("bookkeeping"))]);
    let reasons = with(
        "selection: {by: chair}\nremoval: {by: chair, for: late accounts}\nholders: [{person: ben}]\n",
    );
    assert_eq!(doubts(&reasons), [Doubt::Reasons(role("treasurer"))]);
    let lot = with("selection: {by: assembly, method: lot}\n");
    assert!(matches!(doubts(&lot)[..], [Doubt::NoGame(_)]), "{lot:?}");
}

#[test]
fn a_search_leaves_a_seat_that_rules_out_another() {
    // The chair may not be treasurer too, so Ann fills the seat only by leaving her own.
    let tree = organisation(&[
        (
            "roles/chair.yaml",
            "name: Chair\nunit: assembly\naccountabilities: [Chairing]\nseats: {max: 2}\n\
             holders: [{person: ann}, {person: ben}]\nselection: {by: assembly}\n",
        ),
        (
            "roles/clerk.yaml",
            "name: Clerk\nunit: assembly\naccountabilities: [Writing]\n\
             selection: {by: assembly}\nholders: [{person: ann}]\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: assembly\ndomains: [money]\nselection: {by: clerk}\n\
             incompatible: [chair]\n",
        ),
    ]);
    let ann = of(&tree, &["ann"]);
    assert_eq!(
        way_to_seat(&ann, role("treasurer"), "ann"),
        ["<ann chair", "+ann treasurer"]
    );
    // Where the seat to leave is the one that chooses, there is no way, and that is proved.
    let stuck = tree.with(
        "roles/treasurer.yaml",
        "name: Treasurer\nunit: assembly\ndomains: [money]\nselection: {by: clerk}\n\
         incompatible: [clerk]\n",
    );
    let ann = of(&stuck, &["ann"]);
    assert_eq!(
        ann.seat(&role("treasurer"), &Id::of("ann")),
        Verdict::Cannot
    );
}

/// Three directors choose and remove each other by majority; the board rules the organisation.
fn board_of_three() -> MemoryTree {
    organisation(&[
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\npurpose: P\ndecides_by: {default: majority}\n\
             powers: [{right: decide, over: rules/organisation}]\n",
        ),
        (
            "roles/director.yaml",
            "name: Director\nunit: board\naccountabilities: [Directing]\nseats: {min: 3, max: 3}\n\
             selection: {by: board}\nremoval: {by: board}\n\
             holders: [{person: ann}, {person: ben}, {person: cy}]\n",
        ),
    ])
}

#[test]
fn the_smallest_group_that_can_take_everything_is_named() {
    let (loaded, powers) = on(&board_of_three());
    let institution = Institution::new(&loaded.governance, &powers);
    // Interchangeable people are named once.
    let pair = vec![ids(&["ann", "ben"])];
    assert_eq!(capture(&institution, Aim::Rules), Capture::By(pair.clone()));
    assert_eq!(capture(&institution, Aim::Everything), Capture::By(pair));
    let (loaded, powers) = on(&organisation(&[]));
    let institution = Institution::new(&loaded.governance, &powers);
    // A majority of eight is five.
    assert_eq!(capture(&institution, Aim::Rules), Capture::NoneUpTo(3));
}

#[test]
fn bodies_that_choose_each_other_are_a_closed_circle() {
    let tree = organisation(&[
        (
            "roles/chair.yaml",
            "name: Chair\nunit: assembly\naccountabilities: [Chairing]\n\
             selection: {by: clerk}\nholders: [{person: ann}]\n",
        ),
        (
            "roles/clerk.yaml",
            "name: Clerk\nunit: assembly\naccountabilities: [Writing]\n\
             selection: {by: chair}\nholders: [{person: ben}]\n",
        ),
    ]);
    let of = |tree: &MemoryTree| {
        let (loaded, powers) = on(tree);
        circles(&Institution::new(&loaded.governance, &powers))
    };
    let all = of(&tree);
    let pair = all
        .iter()
        .find(|circle| circle.bodies.contains(&role("chair")));
    let pair = pair.unwrap();
    assert_eq!(pair.bodies, [role("chair"), role("clerk")]);
    assert!(pair.is_declared && pair.choices.len() == 2, "{pair:?}");
    // A third body that removes one of them breaks it.
    let broken = tree.with(
        "roles/clerk.yaml",
        "name: Clerk\nunit: assembly\naccountabilities: [Writing]\n\
         selection: {by: chair}\nremoval: {by: assembly}\nholders: [{person: ben}]\n",
    );
    let all = of(&broken);
    assert!(
        !all.iter()
            .any(|circle| circle.bodies.contains(&role("chair"))),
        "{all:?}"
    );
    // Directors who fill their own board; the assembly above may still dissolve it.
    let (loaded, powers) = on(&board_of_three());
    let all = circles(&Institution::new(&loaded.governance, &powers));
    let board = all
        .iter()
        .find(|circle| circle.bodies.contains(&unit("board")))
        .unwrap();
    assert_eq!(board.bodies, [unit("board"), role("director")]);
    let borders = key(Right::Decide, "structure/board", Act::Any, unit("assembly"));
    assert_eq!(board.breakable_by, [borders]);
}

#[test]
fn powers_that_nobody_can_exercise_are_named_with_the_reason() {
    let tree = organisation(&[
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\nmembers: [ann, ben]\ndomains: [money]\n\
             decides_by: {default: big-vote}\n",
        ),
        (
            "methods/big-vote.yaml",
            "name: Big vote\nfamily: majority\nquorum: 3\n",
        ),
        (
            "roles/speaker.yaml",
            "name: Speaker\nunit: board\npowers: [{right: propose, over: work}]\n",
        ),
    ]);
    let (loaded, powers) = on(&tree);
    let institution = Institution::new(&loaded.governance, &powers);
    let dead = unusable(&institution);
    let why = |key: &PowerKey| dead.iter().find(|one| one.power == *key).map(|one| one.why);
    let money = key(Right::Decide, "money", Act::Any, unit("board"));
    assert_eq!(why(&money), Some(Dead::TooFew { present: 2 }));
    let speech = key(Right::Propose, "work", Act::Any, role("speaker"));
    assert_eq!(why(&speech), Some(Dead::Nobody));
    let orphans = orphaned(&institution);
    let money = orphans
        .iter()
        .find(|(object, _)| object.as_str() == "money");
    assert!(money.is_some(), "{orphans:?}");
    assert!(
        !orphans
            .iter()
            .any(|(object, _)| object.as_str() == "structure/board")
    );
}

#[test]
fn writing_a_units_rules_is_a_way_to_decide_for_it() {
    let tree = organisation(&[
        (
            "units/board.yaml",
            "name: Board\nparent: assembly\nmembers: [ann, ben, cy]\ndomains: [money]\n\
             decides_by: {default: consensus}\n",
        ),
        (
            "roles/chair.yaml",
            "name: Chair\nunit: board\npowers: [{right: decide, over: rules/board}]\n\
             selection: {by: assembly}\nholders: [{person: ann}]\n",
        ),
    ]);
    let ann = of(&tree, &["ann"]);
    let money = key(Right::Decide, "money", Act::Any, unit("board"));
    assert_eq!(way(&ann.powers[&money]), ["*"]);
}

#[test]
fn joint_powers_vetoes_and_vacancies_count() {
    let tree = organisation(&[
        (
            "roles/chair.yaml",
            "name: Chair\nunit: assembly\naccountabilities: [Chairing]\n\
             selection: {by: assembly}\nholders: [{person: ann}]\n",
        ),
        (
            "roles/clerk.yaml",
            "name: Clerk\nunit: assembly\naccountabilities: [Writing]\n\
             selection: {by: assembly}\nholders: [{person: ben}]\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: assembly\ndomains: [money]\nselection: {by: [chair, clerk]}\n",
        ),
        (
            "roles/guard.yaml",
            "name: Guard\nunit: assembly\npowers: [{right: veto, over: seats/auditor}]\n\
             selection: {by: assembly}\nremoval: {by: clerk}\nholders: [{person: cy}]\n",
        ),
        (
            "roles/auditor.yaml",
            "name: Auditor\nunit: assembly\ndomains: [work]\nselection: {by: chair}\n",
        ),
    ]);
    let treasurer = role("treasurer");
    assert_eq!(
        of(&tree, &["ann"]).seat(&treasurer, &Id::of("ann")),
        Verdict::Cannot
    );
    let both = of(&tree, &["ann", "ben"]);
    assert_eq!(way_to_seat(&both, treasurer, "ben"), ["+ben treasurer"]);
    // The guard's veto holds while the guard is there.
    let auditor = role("auditor");
    assert_eq!(
        of(&tree, &["ann"]).seat(&auditor, &Id::of("ann")),
        Verdict::Cannot
    );
    assert_eq!(
        way_to_seat(&both, auditor, "ann"),
        ["-guard", "+ann auditor"]
    );
    // Where the clerk is vacant, the unit acts for it: all of the assembly together.
    let vacant = tree.with(
        "roles/clerk.yaml",
        "name: Clerk\nunit: assembly\naccountabilities: [Writing]\nselection: {by: assembly}\n",
    );
    let five = of(&vacant, &["ann", "ben", "dee", "eve", "flo"]);
    assert_eq!(
        way_to_seat(&five, role("treasurer"), "eve"),
        ["+eve treasurer"]
    );
}
