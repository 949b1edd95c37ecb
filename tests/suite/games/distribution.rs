//! Concentration, groups and graphs against published and independent numbers.

use polity::catalogue::Catalogue;
use polity::load::{Cache, load};
use polity::model::Date;
use polity::power::distribution::{
    Digraph, Distribution, Population, bus_factor, overview, smallest_group,
};
use polity::power::game::{Exact, scheme};
use polity::power::{Powers, powers};
use polity::tree::MemoryTree;
use polity::wording::spread;
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn of(amounts: &[u64]) -> Distribution {
    let amounts = amounts.iter().map(|amount| Exact::from(*amount));
    Distribution::new(Population::Everybody, amounts).unwrap()
}

#[test]
fn measures_have_their_reference_values() {
    let half = exact("1/2");
    let banzhaf = [[848; 5].as_slice(), &[84; 10]].concat();
    for (amounts, gini, corrected, hhi, n2, h, n1, nakamoto) in [
        (
            &[1, 1, 1, 1, 1][..],
            "0",
            "0",
            "1/5",
            "5.000000",
            "2.321928",
            "5.000000",
            3,
        ),
        (
            &[1, 0, 0, 0, 0],
            "4/5",
            "1",
            "1",
            "1.000000",
            "0.000000",
            "1.000000",
            1,
        ),
        (
            &[50, 49, 1],
            "49/150",
            "49/100",
            "2451/5000",
            "2.039984",
            "1.070720",
            "2.100482",
            2,
        ),
        (
            &[3, 1, 1],
            "4/15",
            "2/5",
            "11/25",
            "2.272727",
            "1.370951",
            "2.586409",
            1,
        ),
        // Published at electorama, 2012: 8/3 and 2√2.
        (
            &[2, 1, 1],
            "1/6",
            "1/4",
            "3/8",
            "2.666667",
            "1.500000",
            "2.828427",
            2,
        ),
        (
            &[4, 4, 4, 2, 2, 1],
            "23/102",
            "23/85",
            "57/289",
            "5.070175",
            "2.440404",
            "5.427937",
            3,
        ),
        (
            &[10, 10, 10, 6, 6, 0],
            "11/42",
            "11/35",
            "31/147",
            "4.741935",
            "2.280951",
            "4.859982",
            3,
        ),
        (
            &banzhaf,
            "191/381",
            "955/1778",
            "22913/161290",
            "7.039235",
            "3.134249",
            "8.780169",
            3,
        ),
        (
            &[1, 2, 3, 4, 5],
            "4/15",
            "1/3",
            "11/45",
            "4.090909",
            "2.149255",
            "4.435988",
            2,
        ),
    ] {
        let found = of(amounts);
        assert_eq!(found.gini(), exact(gini), "{amounts:?}");
        assert_eq!(
            found.gini_corrected(),
            Some(exact(corrected)),
            "{amounts:?}"
        );
        assert_eq!(found.hhi(), exact(hhi), "{amounts:?}");
        assert_eq!(found.effective_number().decimal(6), n2, "{amounts:?}");
        assert_eq!(format!("{:.6}", found.entropy()), h, "{amounts:?}");
        let by_entropy = found.effective_number_by_entropy();
        assert_eq!(format!("{by_entropy:.6}"), n1, "{amounts:?}");
        assert_eq!(found.nakamoto(&half), Some(nakamoto), "{amounts:?}");
    }
    assert_eq!(of(&[3, 1, 1]).effective_number(), exact("25/11"));
    assert_eq!(of(&[2, 1, 1]).effective_number(), exact("8/3"));
    assert_eq!(of(&[1, 2, 3, 4, 5]).effective_number(), exact("45/11"));
}

#[test]
fn the_edges_of_measures_are_marked() {
    let distribution = |population, amounts: &[u64]| {
        Distribution::new(population, amounts.iter().map(|a| Exact::from(*a)))
    };
    assert_eq!(distribution(Population::Everybody, &[]), None);
    assert_eq!(distribution(Population::Everybody, &[0, 0]), None);
    let less = &Exact::zero() - &Exact::one();
    assert_eq!(
        Distribution::new(Population::Everybody, [less, exact("3")]),
        None
    );

    let one = of(&[7]);
    assert_eq!((one.gini(), one.gini_corrected()), (exact("0"), None));
    assert_eq!((one.hhi_normalised(), one.evenness()), (None, None));
    assert_eq!(one.entropy().to_bits(), 0.0f64.to_bits());

    // Only Gini's coefficient asks who is counted.
    let all = distribution(Population::Everybody, &[3, 1, 0, 0]).unwrap();
    let holders = distribution(Population::Holders, &[3, 1, 0, 0]).unwrap();
    assert_eq!((all.people(), holders.people()), (4, 2));
    assert_ne!(all.gini(), holders.gini());
    assert_eq!(all.hhi(), holders.hhi());
    assert_eq!(all.entropy(), holders.entropy());
    assert_eq!(all.hhi_normalised(), Some(exact("1/2")));
    assert_eq!(
        holders.evenness().map(|e| format!("{e:.4}")).as_deref(),
        Some("0.8113")
    );

    assert_eq!(all.top_share(1), exact("3/4"));
    assert_eq!(all.top_share(9), exact("1"));
    assert_eq!(all.nakamoto(&exact("3/4")), Some(2));
    assert_eq!(all.nakamoto(&exact("1/3")), Some(1));
    assert_eq!(all.nakamoto(&exact("1")), None);
}

#[test]
fn graphs_have_the_values_of_sna() {
    type Row<'r> = (&'r str, usize, &'r [(usize, usize)], [Option<&'r str>; 5]);
    let rows: [Row<'_>; 10] = [
        (
            "out-tree",
            5,
            &[(1, 2), (1, 3), (2, 4), (2, 5)],
            [Some("1"), Some("1"), Some("1"), Some("1"), Some("0.375")],
        ),
        (
            "out-star",
            5,
            &[(1, 2), (1, 3), (1, 4), (1, 5)],
            [Some("1"), Some("1"), Some("1"), Some("1"), Some("1")],
        ),
        (
            "chain",
            4,
            &[(1, 2), (2, 3), (3, 4)],
            [Some("1"), Some("1"), Some("1"), Some("1"), Some("1/9")],
        ),
        (
            "4-cycle",
            4,
            &[(1, 2), (2, 3), (3, 4), (4, 1)],
            [Some("1"), Some("0"), Some("8/9"), Some("1"), Some("0")],
        ),
        (
            "complete",
            4,
            &[
                (1, 2),
                (1, 3),
                (1, 4),
                (2, 1),
                (2, 3),
                (2, 4),
                (3, 1),
                (3, 2),
                (3, 4),
                (4, 1),
                (4, 2),
                (4, 3),
            ],
            [Some("1"), Some("0"), Some("0"), Some("1"), Some("0")],
        ),
        (
            "two bosses",
            4,
            &[(1, 3), (2, 3), (3, 4)],
            [Some("1"), Some("1"), Some("1"), Some("1/3"), Some("1/9")],
        ),
        (
            "two pairs",
            4,
            &[(1, 2), (3, 4)],
            [Some("1/3"), Some("1"), Some("1"), None, Some("2/9")],
        ),
        (
            "a pair below",
            3,
            &[(1, 2), (2, 3), (3, 2)],
            [Some("1"), Some("2/3"), Some("3/4"), Some("1"), Some("0")],
        ),
        (
            "diamond",
            4,
            &[(1, 2), (1, 3), (2, 4), (3, 4)],
            [Some("1"), Some("1"), Some("8/9"), Some("1"), Some("4/9")],
        ),
        ("no edges", 3, &[], [Some("0"), None, None, None, Some("0")]),
    ];
    for (name, nodes, edges, expected) in rows {
        let graph = Digraph::new(nodes, edges.iter().map(|(a, b)| (a - 1, b - 1)));
        let found = [
            graph.connectedness(),
            graph.hierarchy(),
            graph.efficiency(),
            graph.lubness(),
            graph.centralisation(),
        ];
        assert_eq!(found, expected.map(|value| value.map(exact)), "{name}");
    }
    let empty = Digraph::new(0, []);
    assert_eq!(empty.centralisation(), None);
    assert_eq!(empty.connectedness(), None);
    // Loops, double edges and edges to nowhere are no edges.
    assert_eq!(
        Digraph::new(2, [(0, 0), (0, 1), (0, 1), (0, 7)]),
        Digraph::new(2, [(0, 1)])
    );
}

/// An organisation of a board of three by consent, a club of five by majority, and ann, who may
/// spend.
fn organisation(club: &str) -> (polity::load::Loaded, Powers) {
    let mut tree = MemoryTree::new("memory");
    for (path, text) in [
        (
            "org.yaml",
            "name: O\nvision: V\nroot: club\nresidual: club\ndomains: {money: M, art: A, food: F}\n",
        ),
        ("units/club.yaml", club),
        (
            "units/board.yaml",
            "name: Board\nparent: club\nmembers: [ann, ben, cy]\ndomains: [art]\n",
        ),
        (
            "roles/treasurer.yaml",
            "name: Treasurer\nunit: board\ndomains: [money]\nselection: {by: board}\n\
             removal: {by: club}\nholders: [{person: ann}]\n",
        ),
    ] {
        tree = tree.with(path, text);
    }
    for person in ["ann", "ben", "cy", "dee", "eve", "fay"] {
        tree = tree.with(format!("people/{person}.yaml"), format!("name: {person}\n"));
    }
    let loaded = load(&tree, None, &mut Cache::default()).unwrap();
    let messages: Vec<_> = loaded.findings.iter().map(|f| &f.message).collect();
    assert!(messages.is_empty(), "{messages:?}");
    let powers = powers(&loaded.governance, Date::parse("2026-03-01").unwrap());
    (loaded, powers)
}

const CLUB: &str = "name: Club\npurpose: P\nmembers: [ann, ben, cy, dee, eve]\ndomains: [food]\n\
                    decides_by: {default: majority}\n";

#[test]
fn an_organisation_is_seen_as_a_whole() {
    let (loaded, powers) = organisation(CLUB);
    let view = overview(&loaded.governance, &powers);
    let single: Vec<&str> = view.single.iter().map(|p| p.key.object.as_str()).collect();
    assert_eq!(single, ["money"]);
    assert!(view.nobody.is_empty() && view.not_computed.is_empty());
    // The three of the board are a majority of the club, too.
    let whole = view.whole().unwrap();
    let names: Vec<&str> = whole.people.iter().map(|id| id.as_str()).collect();
    assert_eq!((names, whole.least), (vec!["ann", "ben", "cy"], true));
    // Without the board two of four domains are lost, which is not more than half; the club keeps
    // its own and the residual until all are gone.
    let bus = view.bus_factor().unwrap();
    assert_eq!((bus.people.len(), bus.least), (5, true));
    // Fay belongs to nothing, and is one of everybody.
    let all = view.distribution(Population::Everybody).unwrap();
    let holders = view.distribution(Population::Holders).unwrap();
    assert_eq!((all.people(), holders.people()), (6, 5));
    assert!(all.gini() > holders.gini());
    assert_eq!(view.authority["fay"], Exact::zero());
    assert!(view.authority["ann"] > view.authority["ben"]);
    assert_eq!(view.authority["dee"], view.authority["eve"]);
}

#[test]
fn the_spread_is_told_in_counts_of_people() {
    let told = |club: &str| {
        let (loaded, powers) = organisation(club);
        let view = overview(&loaded.governance, &powers);
        spread(Catalogue::english(), &view, view.whole().as_ref())
    };
    let club = told(CLUB);
    assert_eq!(
        club,
        [
            // Money is the treasurer's; art the board's, food the club's.
            "1 of 3 topics is decided by one person.",
            "1 of 6 people settles something that nobody else has a say in.",
            "It takes 3 of 6 people to decide everything.",
            "3 of 6 people hold more than half of the power to decide.",
        ]
    );
    // Where the club decides by consent, everybody in it is needed; Fay belongs to nothing.
    let consent = told(&CLUB.replace("default: majority", "default: consent"));
    assert_eq!(consent[2], "It takes 5 of 6 people to decide everything.");
    // Where one member is left, food is hers.
    let one = told(&CLUB.replace("[ann, ben, cy, dee, eve]", "[dee]"));
    assert_eq!(one[0], "2 of 3 topics are decided by one person.");
    assert_eq!(
        one[1],
        "2 of 6 people each settle something that nobody else has a say in."
    );
    for sentence in club.iter().chain(&consent).chain(&one) {
        for word in ["Gini", "index", "ann", "0."] {
            assert!(!sentence.contains(word), "{sentence}");
        }
    }
}

#[test]
fn what_nobody_can_use_is_said() {
    let club = CLUB.replace("default: majority", "default: much");
    let tree_method = "name: Much\nfamily: majority\nquorum: 9\n";
    let mut tree = MemoryTree::new("memory")
        .with(
            "org.yaml",
            "name: O\nvision: V\nroot: club\nresidual: club\ndomains: {food: F}\n",
        )
        .with("units/club.yaml", club)
        .with("methods/much.yaml", tree_method);
    for person in ["ann", "ben", "cy", "dee", "eve"] {
        tree = tree.with(format!("people/{person}.yaml"), format!("name: {person}\n"));
    }
    let loaded = load(&tree, None, &mut Cache::default()).unwrap();
    let powers = powers(&loaded.governance, Date::parse("2026-03-01").unwrap());
    let view = overview(&loaded.governance, &powers);
    assert_eq!(view.nobody.len(), powers.all.len());
    assert_eq!(view.whole(), None);
    // All is lost before anybody leaves.
    assert!(view.bus_factor().unwrap().people.is_empty());
    assert_eq!(view.distribution(Population::Everybody), None);
    assert_eq!(
        spread(Catalogue::english(), &view, None),
        [
            "Nobody can settle anything without somebody else.".to_owned(),
            format!("Nobody can use {} powers to decide.", powers.all.len()),
        ]
    );
}

/// Bodies over eight people, as an organisation of units without parents knows them.
fn bodies() -> impl Strategy<Value = Vec<(u8, u8)>> {
    proptest::collection::vec((1..=255u8, 0..4u8), 1..8)
}

/// Whom it takes to open six doors, each with the keys of these people.
fn doors(keys: [&str; 6]) -> polity::power::distribution::Found {
    let mut tree = MemoryTree::new("memory")
        .with(
            "org.yaml",
            "name: O\nvision: V\nroot: root\nresidual: root\n\
             domains: {d0: D, d1: D, d2: D, d3: D, d4: D, d5: D}\n",
        )
        .with("units/root.yaml", "name: R\npurpose: P\nmembers: [ann]\n")
        .with(
            "methods/anyone.yaml",
            "name: Y\nfamily: consent\npass: '>= 1 for'\n",
        );
    for (index, people) in keys.iter().enumerate() {
        tree = tree.with(
            format!("units/u{index}.yaml"),
            format!(
                "name: U\nparent: root\nmembers: [{people}]\ndomains: [d{index}]\n\
                 decides_by: {{default: anyone}}\n"
            ),
        );
    }
    for person in ["ann", "ben", "cy", "dee", "eve"] {
        tree = tree.with(format!("people/{person}.yaml"), "name: P\n");
    }
    let loaded = load(&tree, None, &mut Cache::default()).unwrap();
    let powers = powers(&loaded.governance, Date::parse("2026-03-01").unwrap());
    let schemes: Vec<_> = (0..6)
        .map(|index| powers.over(&format!("d{index}")).next().unwrap())
        .map(|power| scheme(&loaded.governance, &powers, power).unwrap())
        .collect();
    smallest_group(&schemes).unwrap()
}

#[test]
fn a_smaller_group_than_the_greedy_one_is_found() {
    // Ann has the most keys, and is not needed; each door has two keys, so nobody is.
    let found = doors([
        "ann, ben", "ann, ben", "ben, dee", "ann, cy", "ann, cy", "cy, eve",
    ]);
    let names: Vec<&str> = found.people.iter().map(|id| id.as_str()).collect();
    assert_eq!((names, found.least), (vec!["ben", "cy"], true));
    // Whoever has the only key is needed.
    let found = doors(["ann, ben", "ann, ben", "ann, ben", "ann, ben", "cy", "dee"]);
    assert_eq!((found.people.len(), found.least), (3, true));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn groups_are_as_small_as_brute_force_finds_them(bodies in bodies()) {
        let people = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"];
        let mut domains = String::new();
        let mut tree = MemoryTree::new("memory");
        for (index, (members, way)) in bodies.iter().enumerate() {
            domains += &format!("d{index}: D, ");
            let members: Vec<&str> = (0..8).filter(|p| members >> p & 1 == 1).map(|p| people[p]).collect();
            let way = ["majority", "consent", "quorate", "anyone"][usize::from(*way)];
            tree = tree.with(
                format!("units/u{index}.yaml"),
                format!("name: U\nparent: root\nmembers: [{}]\ndomains: [d{index}]\ndecides_by: {{default: {way}}}\n", members.join(", ")),
            );
        }
        tree = tree
            .with("org.yaml", format!("name: O\nvision: V\nroot: root\nresidual: root\ndomains: {{{domains}}}\n"))
            .with("units/root.yaml", "name: R\npurpose: P\nmembers: [p0]\n")
            .with("methods/quorate.yaml", "name: Q\nfamily: majority\nquorum: min(n, 2)\n")
            .with("methods/anyone.yaml", "name: Y\nfamily: consent\npass: '>= 1 for'\n");
        for person in people {
            tree = tree.with(format!("people/{person}.yaml"), "name: P\n");
        }
        let loaded = load(&tree, None, &mut Cache::default()).unwrap();
        let powers = powers(&loaded.governance, Date::parse("2026-03-01").unwrap());
        let schemes: Vec<_> = (0..bodies.len())
            .map(|index| {
                let power = powers.over(&format!("d{index}")).next().unwrap();
                scheme(&loaded.governance, &powers, power).unwrap()
            })
            .collect();
        let number = |id: &str| id[1..].parse::<u32>().unwrap();
        let least = |has: &dyn Fn(u32) -> bool| {
            (0..256u32).filter(|group| has(*group)).map(u32::count_ones).min().unwrap() as usize
        };
        let whole = smallest_group(&schemes).unwrap();
        prop_assert!(whole.least);
        prop_assert_eq!(whole.people.len(), least(&|group| {
            schemes.iter().all(|scheme| scheme.suffices(|id| group >> number(id) & 1 == 1))
        }));
        prop_assert!(schemes.iter().all(|scheme| scheme.suffices(|id| whole.people.contains(id))));
        let bus = bus_factor(&schemes).unwrap();
        prop_assert!(bus.least);
        let lost = |gone: &dyn Fn(&polity::model::Id) -> bool| {
            schemes.iter().filter(|scheme| !scheme.survives(gone)).count() * 2 > schemes.len()
        };
        prop_assert_eq!(bus.people.len(), least(&|group| {
            lost(&|id| group >> number(id) & 1 == 1)
        }));
        prop_assert!(lost(&|id| bus.people.contains(id)));
    }

    #[test]
    fn measures_stay_within_their_bounds(
        amounts in proptest::collection::vec(0..1000u64, 1..12), factor in 1..50u64,
    ) {
        let exact = |factor: u64| {
            Distribution::new(Population::Everybody, amounts.iter().map(|a| Exact::from(a * factor)))
        };
        let Some(found) = exact(1) else { return Ok(()) };
        let n = amounts.len() as u64;
        prop_assert!(found.gini() >= Exact::zero());
        prop_assert!(found.gini() <= Exact::ratio(n - 1, n).unwrap());
        prop_assert!(found.hhi() >= Exact::ratio(1, n).unwrap() && found.hhi() <= Exact::one());
        prop_assert!(found.effective_number().to_f64() <= found.effective_number_by_entropy() + 1e-9);
        prop_assert_eq!(found.shares().sum::<Exact>(), Exact::one());
        let k = found.nakamoto(&Exact::ratio(1, 2).unwrap()).unwrap();
        prop_assert!(found.top_share(k) > Exact::ratio(1, 2).unwrap());
        prop_assert!(found.top_share(k - 1) <= Exact::ratio(1, 2).unwrap());
        // What unit amounts come in makes no difference.
        let scaled = exact(factor).unwrap();
        prop_assert_eq!(scaled.gini(), found.gini());
        prop_assert_eq!(scaled.hhi(), found.hhi());
    }
}
