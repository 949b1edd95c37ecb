//! Games whose indices are published or were computed by independent programs.

use polity::power::game::{Algorithm, Analysis, Exact, Game, Rule, Threshold};
use serde::Deserialize;

use crate::support::project;

fn fixture<T: for<'de> Deserialize<'de>>(name: &str) -> T {
    let path = project(&format!("tests/fixtures/games/{name}.yaml"));
    serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn exact(text: &str) -> Exact {
    text.parse().unwrap()
}

fn weighted(quota: u64, weights: &[u64]) -> Game {
    Game::new(weights.len(), &Rule::weighted(quota, weights)).unwrap()
}

/// Equal to the last digit of a double.
fn near(found: &Exact, wanted: f64) -> bool {
    (found.to_f64() - wanted).abs() <= wanted * 4e-16
}

/// A number or a fraction, as written.
#[derive(Deserialize)]
#[serde(untagged)]
enum Number {
    Whole(u64),
    Text(String),
}

impl Number {
    fn exact(&self) -> Exact {
        match self {
            Number::Whole(number) => Exact::from(*number),
            Number::Text(text) => exact(text),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weighted {
    game: String,
    source: String,
    quota: u64,
    winning: u64,
    act: Number,
    voters: Vec<Voters>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Voters {
    weight: u64,
    count: usize,
    swings: u64,
    absolute: Number,
    share: Number,
    shapley: Number,
}

#[test]
fn weighted_games_have_their_published_indices() {
    let games: Vec<Weighted> = fixture("weighted");
    assert_eq!(games.len(), 26);
    for row in games {
        let name = &row.game;
        assert!(!row.source.is_empty(), "{name} names no source");
        let voters: Vec<&Voters> = row
            .voters
            .iter()
            .flat_map(|voters| vec![voters; voters.count])
            .collect();
        let weights: Vec<u64> = voters.iter().map(|voter| voter.weight).collect();
        let found = weighted(row.quota, &weights).analysis().unwrap();
        assert_eq!(found.winning(), &Exact::from(row.winning), "{name}");
        assert_eq!(found.act(), &row.act.exact(), "{name}");
        for (player, voter) in voters.iter().enumerate() {
            let name = format!("{name}, voter {player}");
            assert_eq!(found.swings(player), &Exact::from(voter.swings), "{name}");
            assert_eq!(found.dummy(player), voter.swings == 0, "{name}");
            assert_eq!(found.banzhaf(player), &voter.absolute.exact(), "{name}");
            assert_eq!(
                found.banzhaf_share(player),
                Some(&voter.share.exact()),
                "{name}"
            );
            assert_eq!(
                found.shapley(player),
                Some(&voter.shapley.exact()),
                "{name}"
            );
        }
    }
}

#[derive(Deserialize)]
struct College {
    quota: u64,
    winning: u64,
    blocs: Vec<Bloc>,
}

#[derive(Deserialize)]
struct Bloc {
    votes: u64,
    count: usize,
    swings: u64,
    absolute: f64,
    share: f64,
    shapley: f64,
}

#[test]
fn the_electoral_college_is_counted_by_sums() {
    let college: College = fixture("electoral-college-1996");
    let blocs: Vec<&Bloc> = college
        .blocs
        .iter()
        .flat_map(|bloc| vec![bloc; bloc.count])
        .collect();
    let weights: Vec<u64> = blocs.iter().map(|bloc| bloc.votes).collect();
    assert_eq!((weights.len(), weights.iter().sum::<u64>()), (51, 538));
    let game = weighted(college.quota, &weights);
    assert_eq!(game.improper(), Some(false));
    let found = game.analysis().unwrap();
    assert_eq!(found.algorithm(), Algorithm::Sums);
    assert_eq!(found.winning(), &Exact::from(college.winning));
    for (player, bloc) in blocs.iter().enumerate() {
        assert_eq!(found.swings(player), &Exact::from(bloc.swings));
        assert!(near(found.banzhaf(player), bloc.absolute));
        assert!(near(found.banzhaf_share(player).unwrap(), bloc.share));
        assert!(near(found.shapley(player).unwrap(), bloc.shapley));
    }
    // California and ten others that can do without the rest.
    assert_eq!(found.capture(), Some(11));
}

#[derive(Deserialize)]
struct Council {
    states: u64,
    people: u64,
    enough_states: u64,
    members: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    people: u64,
    swings: u64,
    shapley: String,
}

#[test]
fn the_council_of_the_union_is_counted_by_halves() {
    let council: Council = fixture("council-2019");
    let people: Vec<u64> = council.members.iter().map(|m| m.people).collect();
    let states = vec![1; people.len()];
    let rule = Rule::any([
        Rule::all([
            Rule::weighted(council.states, states.clone()),
            Rule::weighted(council.people, people),
        ]),
        Rule::weighted(council.enough_states, states),
    ]);
    let game = Game::new(council.members.len(), &rule).unwrap();
    assert_eq!(game.improper(), Some(false));
    let found = game.analysis().unwrap();
    assert_eq!(found.algorithm(), Algorithm::Halves);
    for (player, member) in council.members.iter().enumerate() {
        assert_eq!(found.swings(player), &Exact::from(member.swings));
        assert_eq!(found.shapley(player), Some(&exact(&member.shapley)));
    }
    let germany = council.members.len() - 1;
    assert_eq!(found.banzhaf(germany).decimal(10), "0.1702019125");
    assert_eq!(found.banzhaf(0).decimal(10), "0.0299360752");
    assert_eq!(found.capture(), Some(16));
    // Four states of which the three largest are three stop a majority of people.
    assert_eq!(found.blocking(), Some(4));
}

#[derive(Deserialize)]
struct Nice {
    quota: u64,
    winning: u64,
    states: Vec<State>,
}

#[derive(Deserialize)]
struct State {
    votes: u64,
    count: usize,
    swings: u64,
}

#[test]
fn the_votes_of_nice_have_their_swings() {
    let nice: Nice = fixture("council-nice");
    let states: Vec<&State> = nice
        .states
        .iter()
        .flat_map(|state| vec![state; state.count])
        .collect();
    let votes: Vec<u64> = states.iter().map(|state| state.votes).collect();
    assert_eq!((votes.len(), votes.iter().sum::<u64>()), (27, 345));
    let found = weighted(nice.quota, &votes).analysis().unwrap();
    assert_eq!(found.winning(), &Exact::from(nice.winning));
    for (player, state) in states.iter().enumerate() {
        assert_eq!(found.swings(player), &Exact::from(state.swings));
    }
    // The two further majorities of the treaty change nothing in the first four digits.
    let kinds = [0, 4, 6, 7, 8, 13, 16, 21, 26];
    let shares: Vec<String> = kinds
        .iter()
        .map(|player| found.banzhaf_share(*player).unwrap().decimal(4))
        .collect();
    assert_eq!(
        shares,
        [
            "0.0778", "0.0742", "0.0426", "0.0397", "0.0368", "0.0309", "0.0218", "0.0125",
            "0.0094"
        ]
    );
}

/// Weights of 1 for the players of a range, of 0 for the others.
fn of(range: std::ops::Range<usize>, players: usize) -> Vec<u64> {
    (0..players)
        .map(|p| u64::from(range.contains(&p)))
        .collect()
}

fn analysis(players: usize, rule: &Rule) -> Analysis {
    Game::new(players, rule).unwrap().analysis().unwrap()
}

#[test]
fn a_veto_is_a_criterion_of_one_of_one() {
    // The Security Council as it is written: 9 of 15, and all five permanent members.
    let written = analysis(
        15,
        &Rule::all([Rule::count(9, 15), Rule::weighted(5, of(0..5, 15))]),
    );
    let by_weights = weighted(39, &[[7; 5].as_slice(), &[1; 10]].concat())
        .analysis()
        .unwrap();
    for player in 0..15 {
        assert_eq!(written.swings(player), by_weights.swings(player));
        assert_eq!(written.shapley(player), by_weights.shapley(player));
    }
    assert_eq!(written.winning(), by_weights.winning());
    assert_eq!((written.capture(), written.blocking()), (Some(9), Some(1)));
    assert_eq!(written.prevent(0), Some(&Exact::one()));

    // Seven members, a majority, and the chair among them.
    let rule = Rule::all([Rule::count(4, 7), Rule::one(0, 7)]);
    let found = analysis(7, &rule);
    assert_eq!(found.winning(), &Exact::from(42u64));
    assert_eq!(found.swings(0), &Exact::from(42u64));
    assert_eq!(found.swings(1), &Exact::from(10u64));
    assert_eq!(found.banzhaf_share(0), Some(&exact("7/17")));
    assert_eq!(found.banzhaf_share(6), Some(&exact("5/51")));
    assert_eq!(found.shapley(0), Some(&exact("4/7")));
    assert_eq!(found.shapley(6), Some(&exact("1/14")));
    let game = Game::new(7, &rule).unwrap();
    assert!(game.blocks(0) && !game.blocks(1) && !game.alone(0));
}

#[test]
fn a_casting_vote_is_an_alternative() {
    let rule = Rule::any([
        Rule::more_than(&exact("1/2"), 6),
        Rule::all([Rule::count(3, 6), Rule::one(0, 6)]),
    ]);
    let found = analysis(6, &rule);
    let as_weights = weighted(4, &[2, 1, 1, 1, 1, 1]).analysis().unwrap();
    assert_eq!(found.winning(), &Exact::from(32u64));
    for (player, swings, share) in [(0, 20u64, "1/3"), (3, 8, "2/15")] {
        assert_eq!(found.swings(player), &Exact::from(swings));
        assert_eq!(found.banzhaf_share(player), Some(&exact(share)));
        assert_eq!(found.shapley(player), Some(&exact(share)));
        assert_eq!(found.shapley(player), as_weights.shapley(player));
    }
}

#[test]
fn the_federal_system_of_the_united_states_composes() {
    // 435 representatives, 100 senators, the vice president, the president.
    let n = 537;
    let (house, senate, vice, president) = (0..435, 435..535, 435..536, 536);
    let rule = Rule::any([
        Rule::all([
            Rule::weighted(218, of(house.clone(), n)),
            Rule::weighted(51, of(vice, n)),
            Rule::one(president, n),
        ]),
        Rule::all([
            Rule::weighted(290, of(house, n)),
            Rule::weighted(67, of(senate, n)),
        ]),
    ]);
    let found = analysis(n, &rule);
    assert_eq!(found.algorithm(), Algorithm::Classes);
    for (player, absolute, share) in [
        (president, 0.249_999_999_999_999_3, "0.0389267"),
        (535, 0.019_897_309_346_794_7, "0.0030981"),
        (435, 0.019_897_309_346_794_7, "0.0030981"),
        (0, 0.009_569_407_217_589_3, "0.0014900"),
    ] {
        let banzhaf = found.banzhaf(player).to_f64();
        assert!((banzhaf - absolute).abs() < 1e-15, "{player}: {banzhaf}");
        assert_eq!(found.banzhaf_share(player).unwrap().decimal(7), share);
    }
    let all: Exact = (0..n).map(|player| found.shapley(player).unwrap()).sum();
    assert_eq!(all, Exact::one());
    // Half of the House and of the Senate with the president and the vice president; a third and
    // one of the Senate with the president, or half of the Senate with the vice president.
    assert_eq!(found.capture(), Some(218 + 51 + 1));
    assert_eq!(found.blocking(), Some(35));
}

#[test]
fn two_thirds_of_nine_are_six() {
    let rule = Rule::Sum {
        weights: vec![1; 9],
        threshold: Threshold::at_least(exact("6")),
    };
    let found = analysis(9, &rule);
    assert_eq!(found.algorithm(), Algorithm::Equals);
    assert_eq!(found.banzhaf(4), &exact("7/32"));
    assert_eq!(found.act(), &exact("65/256"));
    assert_eq!((found.capture(), found.blocking()), (Some(6), Some(4)));
}

#[test]
fn a_thousand_equals_are_counted_at_once() {
    let found = analysis(1000, &Rule::more_than(&exact("1/2"), 1000));
    assert_eq!(found.capture(), Some(501));
    assert_eq!(found.blocking(), Some(500));
    assert_eq!(found.shapley(999), Some(&exact("1/1000")));
    assert_eq!(found.banzhaf(0).decimal(6), "0.025225");
    // A chair who can stop the thousand makes two kinds.
    let rule = Rule::all([Rule::count(501, 1000), Rule::one(0, 1000)]);
    let found = analysis(1000, &rule);
    let all: Exact = (0..1000).map(|player| found.shapley(player).unwrap()).sum();
    assert_eq!(all, Exact::one());
}

#[test]
fn the_edges_of_games_are_marked() {
    use polity::power::game::GameError;

    assert!(matches!(
        Game::new(0, &Rule::weighted(1, [])),
        Err(GameError::Empty)
    ));
    assert!(matches!(
        Game::new(3, &Rule::weighted(1, [1, 1])),
        Err(GameError::Weights {
            weights: 2,
            players: 3
        })
    ));
    // One member is a dictator.
    let one = weighted(1, &[1]);
    assert!(one.alone(0) && one.blocks(0));
    assert_eq!(one.analysis().unwrap().banzhaf(0), &Exact::one());
    // A quota beyond all votes: nothing passes, and no share is defined.
    let never = weighted(11, &[4, 3, 3]);
    assert!(never.never_passes() && !never.blocks(0) && !never.alone(0));
    let found = never.analysis().unwrap();
    assert_eq!(found.shapley(0), None);
    assert_eq!(found.banzhaf_share(0), None);
    assert_eq!(found.prevent(0), None);
    assert_eq!(found.banzhaf(0), &Exact::zero());
    assert_eq!((found.capture(), found.blocking()), (None, None));
    // A threshold of nothing: it passes without anybody.
    let always = weighted(0, &[1, 1]);
    assert!(always.always_passes() && !always.never_passes());
    let found = always.analysis().unwrap();
    assert_eq!(found.winning(), &Exact::from(4u64));
    assert_eq!(found.shapley(0), None);
    assert_eq!(found.initiate(0), None);
    assert_eq!((found.capture(), found.blocking()), (Some(0), None));
    // Two of five can win against the other three.
    assert_eq!(weighted(2, &[1; 5]).improper(), Some(true));
    assert_eq!(weighted(3, &[1; 5]).improper(), Some(false));
    assert_eq!(weighted(5, &[3, 3, 2, 2]).improper(), Some(true));
    // Not by the sums of 5 and 5, but no coalition has exactly 5.
    assert_eq!(weighted(5, &[4, 4, 2]).improper(), Some(false));
    // `>` and `>=` differ where the bound can be met.
    let rule = |threshold| Rule::Sum {
        weights: vec![1; 4],
        threshold,
    };
    let half = exact("2");
    let at_least = Game::new(4, &rule(Threshold::at_least(half.clone()))).unwrap();
    let more_than = Game::new(4, &rule(Threshold::more_than(half))).unwrap();
    assert!(at_least.wins(|player| player < 2));
    assert!(!more_than.wins(|player| player < 2));
}

#[test]
fn what_is_too_large_is_not_computed() {
    // Sixty weights that all differ, too large for sums, too many for halves.
    let weights: Vec<u64> = (0..60).map(|p| 1_000_000_007 * (p + 1) + p * p).collect();
    let quota = weights.iter().sum::<u64>() / 2 + 1;
    let game = weighted(quota, &weights);
    let error = game.analysis().unwrap_err();
    assert_eq!((error.players, error.kinds), (60, 60));
    assert!(!game.alone(0) && !game.blocks(0));
    assert_eq!(game.improper(), Some(false));
    assert!(game.analysis_by(Algorithm::Equals).is_err());
}
