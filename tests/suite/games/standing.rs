//! From methods to games: who can act alone, who can block, and how much each counts.

use polity::load::{Cache, Loaded, load};
use polity::model::{Date, Governance, Id, Right};
use polity::power::game::{Exact, Facts, Standing, Why, facts, scheme, standing};
use polity::power::{Act, Power, Powers, powers};
use polity::tree::MemoryTree;

/// A board of five (ann, ben, cy, dee, eve) that decides over money, below an assembly of all.
struct House {
    loaded: Loaded,
    powers: Powers,
}

fn house(records: &[(&str, &str)]) -> House {
    let mut tree = MemoryTree::new("memory")
        .with(
            "org.yaml",
            "name: O\nvision: V\nroot: assembly\nresidual: assembly\ndomains: {money: M, art: A}\n",
        )
        .with(
            "units/assembly.yaml",
            "name: A\npurpose: P\nmembers: [ann, ben, cy, dee, eve, fay, gus]\n",
        )
        .with(
            "units/board.yaml",
            "name: B\nparent: assembly\nmembers: [ann, ben, cy, dee, eve]\n\
             domains: [money]\ndecides_by: {default: way}\n",
        )
        .with(
            "roles/chair.yaml",
            "name: Chair\nunit: board\naccountabilities: [Chairing]\nholders: [{person: ann}]\n",
        );
    for (path, text) in records {
        tree = tree.with(*path, *text);
    }
    for person in ["ann", "ben", "cy", "dee", "eve", "fay", "gus"] {
        tree = tree.with(format!("people/{person}.yaml"), format!("name: {person}\n"));
    }
    let loaded = load(&tree, None, &mut Cache::default()).unwrap();
    let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
    let powers = powers(&loaded.governance, Date::parse("2026-03-01").unwrap());
    House { loaded, powers }
}

/// The house whose board decides by this method.
fn by(method: &str) -> House {
    house(&[("methods/way.yaml", &format!("name: Way\n{method}\n"))])
}

impl House {
    fn governance(&self) -> &Governance {
        &self.loaded.governance
    }

    fn power(&self, object: &str) -> &Power {
        self.over(object, Act::Any)
    }

    fn over(&self, object: &str, act: Act) -> &Power {
        let mut found = self.powers.over(object).filter(|p| p.key.act == act);
        found.next().unwrap()
    }

    fn facts(&self, object: &str) -> (Vec<String>, Vec<String>) {
        names(&facts(self.governance(), &self.powers, self.power(object)))
    }

    fn standing(&self, object: &str) -> Standing {
        let power = self.power(object);
        let standing = standing(self.governance(), &self.powers, power);
        agree(&standing, &facts(self.governance(), &self.powers, power));
        standing
    }
}

fn names(facts: &Facts) -> (Vec<String>, Vec<String>) {
    let names =
        |people: &std::collections::BTreeSet<Id>| people.iter().map(ToString::to_string).collect();
    (names(&facts.alone), names(&facts.block))
}

/// The quick way says what the full one says, and shares are shares.
fn agree(standing: &Standing, facts: &Facts) {
    for position in &standing.positions {
        assert_eq!(position.alone, facts.alone.contains(&position.person));
        assert_eq!(position.blocks, facts.block.contains(&position.person));
    }
    let all: Option<Vec<&Exact>> = standing
        .positions
        .iter()
        .map(|p| p.share.as_ref())
        .collect();
    if let Some(all) = all.filter(|all| !all.is_empty()) {
        assert_eq!(all.into_iter().sum::<Exact>(), Exact::one());
    }
}

fn share(standing: &Standing, person: &str) -> String {
    standing
        .of(person)
        .unwrap()
        .share
        .clone()
        .unwrap()
        .to_string()
}

const FIVE: [&str; 5] = ["ann", "ben", "cy", "dee", "eve"];

#[test]
fn each_family_has_its_game() {
    for (method, alone, block, capture) in [
        ("family: consent", false, true, 5),
        ("family: consensus", false, true, 5),
        ("family: lazy-consensus", false, true, 5),
        ("family: joint", false, true, 5),
        ("family: majority", false, false, 3),
        ("family: ranked", false, false, 3),
        ("family: score", false, false, 3),
        ("family: majority\npass: '>= 2/3 of cast'", false, false, 4),
        ("family: majority\npass: '> 4/5 of seats'", false, true, 5),
        (
            "family: majority\npass: '>= 3 for and for > against'",
            false,
            false,
            3,
        ),
        (
            "family: ranked\npass: 'beats default by 3:1, then Schwartz set'",
            false,
            false,
            4,
        ),
        ("family: consent\npass: '>= 1 for'", true, false, 1),
        // A quorum must be in reach without those who are against.
        ("family: majority\nquorum: 75%", false, false, 4),
        ("family: majority\nquorum: 100%", false, true, 5),
        ("family: majority\nquorum: 2", false, false, 3),
        ("family: consent\nquorum: n-1", false, true, 5),
    ] {
        let house = by(method);
        let (can, stop) = house.facts("money");
        let expected = |all: bool| if all { FIVE.to_vec() } else { vec![] };
        assert_eq!(can, expected(alone), "{method}");
        assert_eq!(stop, expected(block), "{method}");
        let standing = house.standing("money");
        assert!(standing.is_computed(), "{method}");
        assert_eq!(standing.body.capture, Some(capture), "{method}");
        assert_eq!(standing.body.blocking, Some(6 - capture), "{method}");
        assert_eq!(share(&standing, "dee"), "1/5", "{method}");
    }
}

#[test]
fn a_quorum_beyond_the_members_never_passes() {
    let house = by("family: majority\nquorum: 6");
    assert_eq!(house.facts("money"), (vec![], vec![]));
    let standing = house.standing("money");
    assert!(standing.body.never_passes);
    assert_eq!(standing.body.capture, None);
    assert_eq!(standing.of("ann").unwrap().share, None);
}

#[test]
fn what_is_not_voted_on_has_equal_shares_and_says_so() {
    let why = |method: &str| {
        let house = by(method);
        let standing = house.standing("money");
        assert_eq!(share(&standing, "ann"), "1/5");
        assert_eq!(house.facts("money"), (vec![], vec![]));
        assert_eq!(standing.of("ann").unwrap().indices, None);
        standing.why.unwrap().to_string()
    };
    assert_eq!(why("family: lot"), "no vote settles it, but the lot");
    assert_eq!(
        why("family: emergent"),
        "no vote settles it, but whom people follow"
    );
    assert_eq!(
        why("family: holder"),
        "one person decides, and no record says which member of the unit that is"
    );
    assert_eq!(
        why("family: majority\npass: when the wind is right"),
        "`when the wind is right` (pass) cannot be read"
    );
    assert_eq!(
        why("family: majority\nquorum: enough"),
        "`enough` (quorum) cannot be read"
    );
    assert_eq!(
        why("family: majority\nweight: tokens"),
        "votes weigh by tokens, which the records do not hold"
    );
    // Where all must agree, it does not matter what a vote weighs.
    let unanimous = by("family: consent\nweight: shares").standing("money");
    assert!(unanimous.is_computed());
}

#[test]
fn methods_take_over_what_they_extend() {
    let house = house(&[
        (
            "methods/base.yaml",
            "name: Base\nfamily: majority\nquorum: 80%\npass: '>= 2/3 of cast'\n",
        ),
        (
            "methods/way.yaml",
            "name: Way\nfamily: majority\nextends: base\npass: '> 1/2 of cast'\n",
        ),
    ]);
    assert_eq!(house.standing("money").body.capture, Some(4));
}

#[test]
fn a_veto_must_be_won_over_or_overridden() {
    let house = by("family: majority\nveto: {by: chair}");
    assert_eq!(house.facts("money"), (vec![], vec!["ann".to_owned()]));
    let standing = house.standing("money");
    // Five members, a majority, the chair among them.
    assert_eq!(share(&standing, "ann"), "3/5");
    assert_eq!(share(&standing, "eve"), "1/10");
    assert_eq!(standing.body.blocking, Some(1));

    let house = by("family: majority\nveto: {by: chair, override: '>= 4/5 of seats'}");
    assert_eq!(house.facts("money"), (vec![], vec![]));
    let standing = house.standing("money");
    assert_eq!(standing.body.capture, Some(3));
    assert_eq!(standing.body.blocking, Some(2));

    // A unit vetoes by its own method: the assembly of seven by majority, so four must not mind.
    let house = house_with_assembly("family: majority\nveto: {by: assembly}");
    let standing = house.standing("money");
    assert_eq!(standing.positions.len(), 7);
    assert_eq!(standing.body.capture, Some(4));
    assert!(!standing.of("fay").unwrap().indices.as_ref().unwrap().dummy);

    // Where the unit that decides has the veto, every member has it.
    let house = by("family: majority\nveto: {by: board, reason_required: true}");
    assert_eq!(house.facts("money").1, FIVE);

    let house = by("family: majority\nveto: {by: chair, override: a miracle}");
    assert_eq!(
        house.standing("money").why.unwrap().to_string(),
        "`a miracle` (veto.override) cannot be read"
    );
}

#[test]
fn who_can_veto_by_a_vote_is_kept_from_winning_it() {
    // By three quarters of seven, six, the assembly vetoes; two who do not mind are enough.
    let house = house(&[
        (
            "methods/way.yaml",
            "name: Way\nfamily: majority\nveto: {by: [assembly, wardens]}\n",
        ),
        (
            "methods/most.yaml",
            "name: Most\nfamily: majority\npass: '>= 3/4 of cast'\n",
        ),
        (
            "units/assembly.yaml",
            "name: A\npurpose: P\nmembers: [ann, ben, cy, dee, eve, fay, gus]\n\
             decides_by: {default: most}\n",
        ),
        // Each of two wardens has a veto, so both must agree.
        (
            "roles/wardens.yaml",
            "name: Wardens\nunit: assembly\naccountabilities: [Warding]\n\
             seats: {min: 2, max: 2}\nholders: [{person: fay}, {person: gus}]\n",
        ),
    ]);
    assert_eq!(
        house.facts("money"),
        (vec![], vec!["fay".into(), "gus".into()])
    );
    let scheme = scheme(house.governance(), &house.powers, house.power("money")).unwrap();
    let suffice = |people: &[&str]| scheme.suffices(|id| people.contains(&id.as_str()));
    assert!(suffice(&["ann", "ben", "cy", "fay", "gus"]));
    assert!(!suffice(&["ann", "ben", "cy", "fay"]));
    assert!(!suffice(&["ann", "ben", "fay", "gus"]));
}

/// The board by a method; the assembly by majority.
fn house_with_assembly(method: &str) -> House {
    house(&[
        ("methods/way.yaml", &format!("name: Way\n{method}\n")),
        (
            "units/assembly.yaml",
            "name: A\npurpose: P\nmembers: [ann, ben, cy, dee, eve, fay, gus]\n\
             decides_by: {default: majority}\n",
        ),
    ])
}

#[test]
fn a_casting_vote_breaks_a_tie() {
    let house = house(&[
        (
            "methods/way.yaml",
            "name: Way\nfamily: majority\ncasting_vote: chair\n",
        ),
        (
            "units/board.yaml",
            "name: B\nparent: assembly\nmembers: [ann, ben, cy, dee, eve, fay]\n\
             domains: [money]\ndecides_by: {default: way}\n",
        ),
    ]);
    let standing = house.standing("money");
    assert_eq!(share(&standing, "ann"), "1/3");
    assert_eq!(share(&standing, "ben"), "2/15");
    assert_eq!(standing.body.capture, Some(3));
    assert_eq!(
        standing
            .of("ann")
            .unwrap()
            .indices
            .as_ref()
            .unwrap()
            .banzhaf
            .to_string(),
        "5/8"
    );
    // Five cannot tie.
    let standing = by("family: majority\ncasting_vote: chair").standing("money");
    assert_eq!(share(&standing, "ann"), "1/5");
}

#[test]
fn consent_that_is_stuck_may_be_put_to_the_vote() {
    let way = "name: Way\nfamily: lazy-consensus\nif_stuck: vote\n";
    let same = house(&[
        ("methods/way.yaml", way),
        ("methods/vote.yaml", "name: Vote\nfamily: majority\n"),
    ]);
    assert_eq!(same.standing("money").body.capture, Some(3));
    assert!(same.facts("money").1.is_empty());
    // Another body's vote is another body's power.
    let other = house(&[
        ("methods/way.yaml", way),
        (
            "methods/vote.yaml",
            "name: Vote\nfamily: majority\nelectors: the whole assembly\n",
        ),
    ]);
    assert_eq!(other.facts("money").1, FIVE);
    // Methods that send each other round in a circle come to an end.
    let circle = house(&[
        ("methods/way.yaml", way),
        (
            "methods/vote.yaml",
            "name: Vote\nfamily: consent\nif_stuck: way\n",
        ),
    ]);
    assert_eq!(circle.facts("money").1, FIVE);
}

#[test]
fn electors_named_by_id_have_the_say() {
    let house = by("family: majority\nelectors: assembly");
    let standing = house.standing("money");
    assert_eq!(standing.positions.len(), 7);
    assert_eq!(standing.body.capture, Some(4));
    let house = by("family: consent\nelectors: chair");
    let (alone, block) = house.facts("money");
    assert_eq!(
        (alone, block),
        (vec!["ann".to_owned()], vec!["ann".to_owned()])
    );
    // The other members can take part, but do not count.
    let standing = house.standing("money");
    assert_eq!(standing.positions.len(), 5);
    assert_eq!(share(&standing, "ben"), "0");
}

#[test]
fn holders_act_alone_and_a_unit_that_stands_in_does_not() {
    let role = |holders: &str| {
        format!(
            "name: Artist\nunit: board\ndomains: [art]\nseats: {{min: 1, max: 2}}\nholders: {holders}\n"
        )
    };
    let with = |holders: &str| {
        house(&[
            ("methods/way.yaml", "name: Way\nfamily: majority\n"),
            ("roles/artist.yaml", &role(holders)),
        ])
    };
    let one = with("[{person: fay}]");
    assert_eq!(one.facts("art"), (vec!["fay".into()], vec!["fay".into()]));
    let two = with("[{person: fay}, {person: gus}]");
    assert_eq!(two.facts("art"), (vec!["fay".into(), "gus".into()], vec![]));
    assert_eq!(two.standing("art").body.improper, Some(true));
    let deputy = with("[{person: gus, as: deputy}]");
    assert_eq!(deputy.facts("art").0, ["gus"]);
    // Vacant: the board steps in, by its own method.
    let vacant = with("[]");
    assert_eq!(vacant.facts("art"), (vec![], vec![]));
    assert_eq!(vacant.standing("art").body.capture, Some(3));
}

#[test]
fn permissions_are_used_alone() {
    let house = house(&[
        ("methods/way.yaml", "name: Way\nfamily: majority\n"),
        (
            "units/board.yaml",
            "name: B\nparent: assembly\nmembers: [ann, ben, cy, dee, eve]\n\
             powers: [{right: propose, over: money}]\ndecides_by: {default: way}\n",
        ),
    ]);
    assert_eq!(
        house.facts("money"),
        (FIVE.map(str::to_owned).to_vec(), vec![])
    );
}

#[test]
fn joint_powers_need_every_party_by_its_own_method() {
    let house = house(&[
        ("methods/way.yaml", "name: Way\nfamily: majority\n"),
        (
            "roles/artist.yaml",
            "name: Artist\nunit: assembly\naccountabilities: [Art]\n\
             selection: {by: [board, chair], method: joint}\nholders: [{person: fay}]\n",
        ),
    ]);
    let power = house.over("seats/artist", Act::Choose);
    assert_eq!(power.key.right, Right::Joint);
    let found = facts(house.governance(), &house.powers, power);
    // The chair sits on the board, and must agree as the chair.
    assert_eq!(names(&found), (vec![], vec!["ann".into()]));
    let found = standing(house.governance(), &house.powers, power);
    assert_eq!(found.body.capture, Some(3));
    assert_eq!(share(&found, "ann"), "3/5");
    // The other half of the pair is the same game.
    let other = house
        .powers
        .over("seats/artist")
        .find(|other| other.key.holder != power.key.holder)
        .unwrap();
    let other = standing(house.governance(), &house.powers, other);
    assert_eq!(other.positions, found.positions);
}

#[test]
fn a_joint_right_finds_its_partners_or_says_there_are_none() {
    let artist = |powers: &str| {
        house(&[
            ("methods/way.yaml", "name: Way\nfamily: consent\n"),
            (
                "units/board.yaml",
                "name: B\nparent: assembly\nmembers: [ann, ben]\n\
                 powers: [{right: joint, over: money}]\ndecides_by: {default: way}\n",
            ),
            (
                "roles/artist.yaml",
                &format!(
                    "name: Artist\nunit: assembly\nholders: [{{person: fay}}]\n{powers}\n\
                     selection: {{by: assembly}}\nremoval: {{by: assembly}}\n"
                ),
            ),
        ])
    };
    let two = artist("powers: [{right: joint, over: money}]");
    assert_eq!(two.facts("money").1, ["ann", "ben", "fay"]);
    let none = artist("accountabilities: [Art]");
    let power = none.power("money");
    let why = scheme(none.governance(), &none.powers, power).unwrap_err();
    assert_eq!(why, Why::NoPartner);
    // Nobody is a party of two.
    assert_eq!(none.facts("money"), (vec![], vec![]));
}

#[test]
fn seats_that_stand_empty_count_where_the_method_says_seats() {
    let house = house(&[
        (
            "methods/way.yaml",
            "name: Way\nfamily: majority\npass: '>= 3/4 of seats'\n",
        ),
        (
            "roles/steerer.yaml",
            "name: Steerer\nunit: board\nseats: {min: 7, max: 7}\n\
             powers: [{right: decide, over: art, method: way}]\n\
             holders: [{person: ann}, {person: ben}, {person: cy}, {person: dee}, {person: eve}, {person: fay}]\n",
        ),
    ]);
    let standing = house.standing("art");
    assert_eq!(standing.body.capture, Some(6));
    assert!(standing.of("fay").unwrap().blocks);
}

#[test]
fn those_who_are_left_may_still_decide() {
    let survives = |method: &str, gone: &[&str]| {
        let house = by(method);
        let scheme = scheme(house.governance(), &house.powers, house.power("money")).unwrap();
        scheme.survives(&|person| gone.contains(&person.as_str()))
    };
    assert!(survives("family: majority", &["ann", "ben", "cy", "dee"]));
    assert!(!survives("family: majority", &FIVE));
    assert!(survives("family: consent", &["ann"]));
    assert!(!survives(
        "family: majority\nquorum: 3",
        &["ann", "ben", "cy"]
    ));
    assert!(!survives("family: majority\nveto: {by: chair}", &FIVE));
}

#[test]
fn the_example_has_a_game_for_every_power() {
    let tree =
        polity::tree::WorkTree::open(&crate::support::project("governance-example")).unwrap();
    let loaded = load(&tree, None, &mut Cache::default()).unwrap();
    let powers = powers(
        &loaded.governance,
        Date::parse(crate::support::TODAY).unwrap(),
    );
    assert!(powers.all.len() > 50);
    for power in &powers.all {
        let found = standing(&loaded.governance, &powers, power);
        agree(&found, &facts(&loaded.governance, &powers, power));
        let not_voted = matches!(
            found.why,
            Some(Why::NoVote(_) | Why::OneOfUnit | Why::Nobody)
        );
        assert!(
            found.why.is_none() || not_voted,
            "{:?}: {:?}",
            power.key,
            found.why
        );
    }
}
