//! Laws of games, on random ones: every way of counting agrees with brute force.

use polity::power::game::{Algorithm, Exact, Game, Rule, Threshold};
use proptest::prelude::*;

const ALL: [Algorithm; 4] = [
    Algorithm::Equals,
    Algorithm::Classes,
    Algorithm::Sums,
    Algorithm::Halves,
];

/// A rule evaluated by its definition.
fn holds(rule: &Rule, members: u32) -> bool {
    match rule {
        Rule::Sum { weights, threshold } => {
            let sum: u64 = (weights.iter().enumerate())
                .filter(|(player, _)| members >> player & 1 == 1)
                .map(|(_, weight)| weight)
                .sum();
            if threshold.above {
                Exact::from(sum) > threshold.bound
            } else {
                Exact::from(sum) >= threshold.bound
            }
        }
        Rule::Parts { least, of } => {
            of.iter().filter(|part| holds(part, members)).count() >= *least
        }
    }
}

/// Every index by brute force over 2ⁿ coalitions, in numbers of the machine.
struct Oracle {
    winning: u64,
    swings: Vec<u64>,
    /// Σ s! (n - s - 1)! over the swings.
    orders: Vec<u64>,
    with: Vec<u64>,
    capture: Option<u32>,
    blocking: Option<u32>,
    improper: bool,
}

fn factorial(n: u64) -> u64 {
    (1..=n).product()
}

fn oracle(players: usize, rule: &Rule) -> Oracle {
    let wins: Vec<bool> = (0..1u32 << players).map(|s| holds(rule, s)).collect();
    let all = (1u32 << players) - 1;
    let mut oracle = Oracle {
        winning: wins.iter().filter(|wins| **wins).count() as u64,
        swings: vec![0; players],
        orders: vec![0; players],
        with: vec![0; players],
        capture: None,
        blocking: None,
        improper: (0..=all).any(|s| wins[s as usize] && wins[(all & !s) as usize]),
    };
    for s in 0..=all {
        if wins[s as usize] {
            oracle.capture = Some(
                oracle
                    .capture
                    .map_or(s.count_ones(), |c| c.min(s.count_ones())),
            );
        } else if wins[all as usize] {
            let rest = (all & !s).count_ones();
            oracle.blocking = Some(oracle.blocking.map_or(rest, |b| b.min(rest)));
        }
        for player in 0..players {
            let bit = 1 << player;
            if s & bit != 0 {
                oracle.with[player] += u64::from(wins[s as usize]);
            } else if !wins[s as usize] && wins[(s | bit) as usize] {
                let size = u64::from(s.count_ones());
                oracle.swings[player] += 1;
                oracle.orders[player] += factorial(size) * factorial(players as u64 - size - 1);
            }
        }
    }
    oracle
}

/// Rules over `players`: thresholds over small or large weights, composed.
fn rules(players: usize) -> impl Strategy<Value = Rule> {
    let weight = prop_oneof![3 => 0..4u64, 2 => Just(1u64), 1 => 0..3_000_000_000u64];
    let weights = prop_oneof![
        proptest::collection::vec(weight, players),
        Just(vec![1; players]),
    ];
    let leaf = (weights, 0..=24u64, any::<bool>()).prop_map(|(weights, part, above)| {
        let total: u64 = weights.iter().sum();
        let part = Exact::ratio(part, 22).unwrap();
        let bound = &part * &Exact::from(total);
        let threshold = Threshold { bound, above };
        Rule::Sum { weights, threshold }
    });
    leaf.prop_recursive(2, 6, 3, |inner| {
        (proptest::collection::vec(inner, 1..=3), 1..=3usize).prop_map(|(of, least)| Rule::Parts {
            least: least.min(of.len()),
            of,
        })
    })
}

fn games() -> impl Strategy<Value = (usize, Rule)> {
    (1..=8usize).prop_flat_map(|players| (Just(players), rules(players)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_way_of_counting_agrees_with_brute_force((players, rule) in games()) {
        let game = Game::new(players, &rule).unwrap();
        let wanted = oracle(players, &rule);
        let full = players as u64;
        let half = Exact::from(1u64 << (full - 1));
        let total: u64 = wanted.swings.iter().sum();
        let mut ways = 0;
        for way in ALL {
            let Ok(found) = game.analysis_by(way) else { continue };
            ways += 1;
            prop_assert_eq!(found.winning(), &Exact::from(wanted.winning), "{:?}", way);
            prop_assert_eq!(found.capture(), wanted.capture.map(|c| c as usize), "{:?}", way);
            prop_assert_eq!(found.blocking(), wanted.blocking.filter(|_| wanted.winning < 1 << full).map(|b| b as usize));
            for player in 0..players {
                let swings = Exact::from(wanted.swings[player]);
                prop_assert_eq!(found.swings(player), &swings, "{:?}", way);
                prop_assert_eq!(found.banzhaf(player), &swings.over(&half).unwrap());
                prop_assert_eq!(found.dummy(player), wanted.swings[player] == 0);
                let shapley = Exact::ratio(wanted.orders[player], factorial(full))
                    .filter(|_| total > 0);
                prop_assert_eq!(found.shapley(player), shapley.as_ref(), "{:?}", way);
                // b = (2 Wₚ - W) / 2ⁿ⁻¹
                let identity = &Exact::from(2 * wanted.with[player]) - &Exact::from(wanted.winning);
                prop_assert_eq!(found.swings(player), &identity);
                prop_assert_eq!(found.prevent(player).cloned(), Exact::ratio(wanted.swings[player], wanted.winning));
                prop_assert_eq!(found.initiate(player).cloned(), Exact::ratio(wanted.swings[player], (1 << full) - wanted.winning));
            }
        }
        prop_assert!(ways > 0);
        prop_assert_eq!(game.improper(), Some(wanted.improper));
    }

    #[test]
    fn shares_sum_to_one((players, rule) in games()) {
        let found = Game::new(players, &rule).unwrap().analysis().unwrap();
        if found.shapley(0).is_some() {
            let of = |share: &dyn Fn(usize) -> Exact| (0..players).map(share).sum::<Exact>();
            prop_assert_eq!(of(&|p| found.shapley(p).unwrap().clone()), Exact::one());
            prop_assert_eq!(of(&|p| found.banzhaf_share(p).unwrap().clone()), Exact::one());
        }
    }

    #[test]
    fn coalitions_win_as_the_rule_says_and_more_members_never_lose(
        (players, rule) in games(), members: u32, player in 0..8usize,
    ) {
        let game = Game::new(players, &rule).unwrap();
        let members = members & ((1 << players) - 1);
        let wins = game.wins(|p| members >> p & 1 == 1);
        prop_assert_eq!(wins, holds(&rule, members));
        let player = player % players;
        prop_assert!(!wins || game.wins(|p| p == player || members >> p & 1 == 1));
        prop_assert_eq!(game.alone(player), game.wins(|p| p == player));
        prop_assert_eq!(
            game.blocks(player),
            !game.never_passes() && !game.wins(|p| p != player)
        );
    }

    #[test]
    fn the_dual_wins_where_the_others_lose((players, rule) in games(), members: u32) {
        let game = Game::new(players, &rule).unwrap();
        let dual = Game::new(players, &rule.dual()).unwrap();
        prop_assert_eq!(
            dual.wins(|p| members >> p & 1 == 1),
            !game.wins(|p| members >> p & 1 == 0)
        );
    }

    #[test]
    fn the_order_of_players_makes_no_difference(
        (players, rule) in games(), turn in 0..8usize,
    ) {
        let turned = |player: usize| (player + turn) % players;
        let a = Game::new(players, &rule).unwrap().analysis().unwrap();
        let b = Game::new(players, &permuted(&rule, &turned)).unwrap().analysis().unwrap();
        for player in 0..players {
            prop_assert_eq!(a.shapley(player), b.shapley(turned(player)));
            prop_assert_eq!(a.swings(player), b.swings(turned(player)));
        }
    }
}

fn permuted(rule: &Rule, to: &dyn Fn(usize) -> usize) -> Rule {
    match rule {
        Rule::Sum { weights, threshold } => {
            let mut moved = vec![0; weights.len()];
            for (player, weight) in weights.iter().enumerate() {
                moved[to(player)] = *weight;
            }
            Rule::Sum {
                weights: moved,
                threshold: threshold.clone(),
            }
        }
        Rule::Parts { least, of } => Rule::Parts {
            least: *least,
            of: of.iter().map(|part| permuted(part, to)).collect(),
        },
    }
}
