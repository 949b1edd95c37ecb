//! What the calculus costs: `cargo bench --bench calculus`.
#![allow(missing_docs, unreachable_pub, clippy::expect_used)]

mod organisation;

use std::path::Path;
use std::sync::OnceLock;

use divan::Bencher;
use polity::load::{Cache, Loaded, load};
use polity::model::Date;
use polity::power::game::{Game, Rule, facts};
use polity::power::reach::Institution;
use polity::power::{Powers, powers};
use polity::shift::{Side, compare};
use polity::tree::WorkTree;

fn main() {
    divan::main();
}

/// Bodies of equal members who decide by majority.
#[divan::bench(args = [10, 100, 1_000])]
fn equal_members(bencher: Bencher<'_, '_>, members: usize) {
    let quota = members / 2 + 1;
    let game = Game::new(members, &Rule::count(quota, members)).expect("a game");
    bencher.bench_local(|| game.analysis().expect("small enough"));
}

/// Fifty-one bodies with weights of their own.
#[divan::bench]
fn fifty_one_blocs(bencher: Bencher<'_, '_>) {
    let weights: Vec<u64> = (0..51).map(|bloc| 3 + bloc * bloc % 53).collect();
    let total: u64 = weights.iter().sum();
    let game = Game::new(51, &Rule::weighted(total / 2 + 1, weights)).expect("a game");
    bencher.bench_local(|| game.analysis().expect("small enough"));
}

/// An organisation of 2,000 files, and the same one 450 edits later.
fn organisations() -> &'static [Loaded; 2] {
    static MADE: OnceLock<[Loaded; 2]> = OnceLock::new();
    MADE.get_or_init(|| {
        let work = tempfile::tempdir().expect("a temporary folder");
        let read = |name: &str, edits: usize| {
            let folder = work.path().join(name);
            organisation::make(&folder, 2_000, edits);
            read(&folder)
        };
        [read("base", 0), read("head", 450)]
    })
}

fn read(folder: &Path) -> Loaded {
    let tree = WorkTree::open(folder).expect("a folder");
    load(&tree, None, &mut Cache::default()).expect("governance")
}

fn on(loaded: &Loaded) -> Powers {
    powers(&loaded.governance, day())
}

fn day() -> Date {
    Date::parse("2026-01-01").expect("a day")
}

#[divan::bench]
fn powers_of_2000_files(bencher: Bencher<'_, '_>) {
    let [base, _] = organisations();
    bencher.bench_local(|| on(base));
}

#[divan::bench]
fn compare_2000_files_450_edited(bencher: Bencher<'_, '_>) {
    let [base, head] = organisations();
    let (old, new) = (on(base), on(head));
    let side = |loaded: &'static Loaded| (&loaded.governance, &loaded.sources);
    bencher.bench_local(|| {
        let ((governance, sources), (later, texts)) = (side(base), side(head));
        compare(
            Side {
                governance,
                sources,
                powers: &old,
            },
            Side {
                governance: later,
                sources: texts,
                powers: &new,
            },
        )
    });
}

#[divan::bench]
fn who_acts_alone_in_2000_files(bencher: Bencher<'_, '_>) {
    let [base, _] = organisations();
    let powers = on(base);
    bencher.bench_local(|| {
        let each = powers.all.iter();
        each.map(|power| facts(&base.governance, &powers, power))
            .collect::<Vec<_>>()
    });
}

#[divan::bench]
fn prepare_reach_in_2000_files(bencher: Bencher<'_, '_>) {
    let [base, _] = organisations();
    let powers = on(base);
    bencher.bench_local(|| Institution::new(&base.governance, &powers));
}
