//! Counting by meeting in the middle: the coalitions of one half of the classes are sorted so that
//! for each coalition of the other half the partners that make it win lie at the end. The way for
//! large weights that are all different, such as populations.
//!
//! Horowitz and Sahni's idea (1974), extended to several criteria: partners are grouped by size
//! and by all sums but one, and sorted by that one.

use std::collections::BTreeMap;

use super::tally::{Tally, Whole, Wins};
use super::{Class, Game};

/// The plan of a count: where to cut, which criterion to sort by, and what it costs.
pub(super) struct Plan {
    /// The classes before this one form the first half.
    cut: usize,
    /// The criterion with the largest sums.
    by: usize,
    /// About how many steps it takes.
    pub cost: f64,
}

/// Plans the count of a game with at least one criterion, so that no more than so many numbers are
/// held at once.
#[allow(clippy::cast_precision_loss)] // estimates
pub(super) fn plan(game: &Game, most: f64) -> Option<Plan> {
    let by = (0..game.totals.len()).max_by_key(|criterion| game.totals[*criterion])?;
    let sizes: Vec<f64> = game
        .classes
        .iter()
        .map(|class| (class.members + 1) as f64)
        .collect();
    let plan_at = |cut: usize| {
        let first: f64 = sizes[..cut].iter().product();
        let second: f64 = sizes[cut..].iter().product();
        // No more groups than there are combinations of the sums that tell groups apart.
        let members: usize = game.classes[cut..].iter().map(|class| class.members).sum();
        let others = (0..game.totals.len()).filter(|criterion| *criterion != by);
        let groups: f64 = others
            .map(|criterion| {
                let classes = game.classes[cut..].iter();
                let sum: u128 = classes
                    .map(|class| class.weights[criterion] * class.members as u128)
                    .sum();
                sum as f64 + 1.0
            })
            .product::<f64>()
            * (members as f64 + 1.0);
        let groups = groups.min(second);
        let search = (second / groups).log2().max(1.0) * 4.0;
        let held = second * (sizes.len() - cut + 2) as f64;
        (held <= most).then_some(Plan {
            cut,
            by,
            cost: first * groups * (search + sizes.len() as f64) + second * sizes.len() as f64,
        })
    };
    (0..=sizes.len())
        .filter_map(plan_at)
        .min_by(|a, b| a.cost.total_cmp(&b.cost))
}

/// Some members of each class of one half.
struct Part<W> {
    sums: Vec<u128>,
    profile: Vec<usize>,
    size: usize,
    /// For how many coalitions it stands.
    many: W,
}

/// All profiles of some classes.
fn parts<W: Whole>(classes: &[Class], criteria: usize) -> Vec<Part<W>> {
    let mut parts = vec![Part {
        sums: vec![0; criteria],
        profile: Vec::new(),
        size: 0,
        many: W::one(),
    }];
    for class in classes {
        let mut next = Vec::with_capacity(parts.len() * (class.members + 1));
        for part in &parts {
            let mut many = part.many.clone();
            for members in 0..=class.members {
                let sums = part.sums.iter().zip(&class.weights);
                let mut profile = part.profile.clone();
                profile.push(members);
                let after = many.scaled(class.members - members).divided(members + 1);
                next.push(Part {
                    sums: sums.map(|(sum, w)| sum + w * members as u128).collect(),
                    profile,
                    size: part.size + members,
                    many: std::mem::replace(&mut many, after),
                });
            }
        }
        parts = next;
    }
    parts
}

/// Partners that differ in one sum only, sorted by it.
struct Group<W> {
    size: usize,
    /// The sums of all; that of the sorting criterion is 0.
    sums: Vec<u128>,
    /// The sorting sums, ascending.
    keys: Vec<u128>,
    /// How many coalitions lie at and after each key.
    many: Vec<W>,
    /// How many members of each class they have.
    members: Vec<Vec<W>>,
}

/// A group before it is summed up: size, sums, and the parts with their sorting sums.
type Gathered<W> = BTreeMap<(usize, Vec<u128>), Vec<(u128, Part<W>)>>;

fn groups<W: Whole>(second: Vec<Part<W>>, by: usize, classes: usize) -> Vec<Group<W>> {
    let mut gathered = Gathered::new();
    for mut part in second {
        let key = std::mem::take(&mut part.sums[by]);
        let sums = std::mem::take(&mut part.sums);
        let group = gathered.entry((part.size, sums)).or_default();
        group.push((key, part));
    }
    let mut groups = Vec::with_capacity(gathered.len());
    for ((size, sums), mut parts) in gathered {
        parts.sort_by_key(|(key, _)| *key);
        let mut many = vec![W::zero(); parts.len()];
        let mut members = vec![vec![W::zero(); classes]; parts.len()];
        let mut so_far = W::zero();
        let mut members_so_far = vec![W::zero(); classes];
        for (index, (_, part)) in parts.iter().enumerate().rev() {
            so_far.add(&part.many);
            for (class, count) in part.profile.iter().enumerate() {
                members_so_far[class].add(&part.many.scaled(*count));
            }
            many[index] = so_far.clone();
            members[index].clone_from(&members_so_far);
        }
        groups.push(Group {
            size,
            sums,
            keys: parts.iter().map(|(key, _)| *key).collect(),
            many,
            members,
        });
    }
    groups
}

/// Counts all coalitions of a game.
pub(super) fn count<W: Whole>(game: &Game, plan: &Plan) -> Tally<W> {
    let criteria = game.totals.len();
    let first = parts::<W>(&game.classes[..plan.cut], criteria);
    let second = parts::<W>(&game.classes[plan.cut..], criteria);
    let groups = groups(second, plan.by, game.classes.len() - plan.cut);
    let mut wins = Wins::new(game);
    let mut sums = vec![0; criteria];
    for part in &first {
        for group in &groups {
            for (criterion, sum) in sums.iter_mut().enumerate() {
                *sum = part.sums[criterion] + group.sums[criterion];
            }
            let own = sums[plan.by];
            let from = group.keys.partition_point(|key| {
                sums[plan.by] = own + key;
                !game.rule.wins(&sums)
            });
            let Some(partners) = group.many.get(from) else {
                continue;
            };
            let size = part.size + group.size;
            let many = part.many.times(partners);
            wins.add(size, &many);
            for (class, count) in part.profile.iter().enumerate() {
                if *count > 0 {
                    wins.add_members(class, size, &many.scaled(*count));
                }
            }
            for (class, count) in group.members[from].iter().enumerate() {
                if !count.is_zero() {
                    wins.add_members(plan.cut + class, size, &part.many.times(count));
                }
            }
        }
    }
    wins.tally(game)
}
