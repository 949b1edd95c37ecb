//! A rule made ready for counting: equal criteria merged, weights reduced, parts that always or
//! never hold folded away.

use super::{GameError, Rule};

/// A compiled rule over the sums of each criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    /// Holds whatever the sums.
    Always,
    /// Never holds.
    Never,
    /// The sum of a criterion is at least so much; always more than 0 and at most the total.
    Least { criterion: usize, sum: u128 },
    /// At least so many of the parts hold; always more than 0 and at most as many as there are.
    Parts { least: usize, of: Vec<Node> },
}

/// The compiled rule, and for each criterion the weights of all players.
pub(super) fn compile(rule: &Rule, players: usize) -> Result<(Node, Vec<Vec<u128>>), GameError> {
    let mut criteria = Vec::new();
    let mut node = build(rule, players, &mut criteria)?;
    for (criterion, weights) in criteria.iter_mut().enumerate() {
        // A weight beyond the highest threshold counts no more than one that meets it.
        let most = node.highest(criterion);
        for weight in weights.iter_mut() {
            *weight = (*weight).min(most);
        }
    }
    let used: Vec<bool> = (0..criteria.len())
        .map(|criterion| node.highest(criterion) > 0)
        .collect();
    let mut kept = Vec::new();
    for (criterion, weights) in criteria.into_iter().enumerate() {
        if used[criterion] {
            node.renumber(criterion, kept.len());
            kept.push(weights);
        }
    }
    Ok((node, kept))
}

fn build(rule: &Rule, players: usize, criteria: &mut Vec<Vec<u128>>) -> Result<Node, GameError> {
    match rule {
        Rule::Sum { weights, threshold } => {
            if weights.len() != players {
                return Err(GameError::Weights {
                    weights: weights.len(),
                    players,
                });
            }
            let divisor = weights.iter().fold(0, |a, b| gcd(a, *b)).max(1);
            let weights: Vec<u128> = weights.iter().map(|w| u128::from(w / divisor)).collect();
            let sum = threshold.least().div_ceil(u128::from(divisor));
            let total: u128 = weights.iter().sum();
            if sum == 0 {
                return Ok(Node::Always);
            }
            if sum > total {
                return Ok(Node::Never);
            }
            let known = criteria.iter().position(|known| *known == weights);
            let criterion = known.unwrap_or_else(|| {
                criteria.push(weights);
                criteria.len() - 1
            });
            Ok(Node::Least { criterion, sum })
        }
        Rule::Parts { least, of } => {
            let mut least = *least;
            let mut parts = Vec::new();
            for part in of {
                match build(part, players, criteria)? {
                    Node::Always => least = least.saturating_sub(1),
                    Node::Never => {}
                    node => parts.push(node),
                }
            }
            Ok(match (least, parts.len()) {
                (0, _) => Node::Always,
                (least, count) if least > count => Node::Never,
                (1, 1) => parts.remove(0),
                (least, _) => Node::Parts { least, of: parts },
            })
        }
    }
}

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Node {
    /// Whether a coalition with these sums wins.
    pub(super) fn wins(&self, sums: &[u128]) -> bool {
        match self {
            Node::Always => true,
            Node::Never => false,
            Node::Least { criterion, sum } => sums[*criterion] >= *sum,
            Node::Parts { least, of } => {
                let mut missing = *least;
                for part in of {
                    if part.wins(sums) {
                        missing -= 1;
                        if missing == 0 {
                            return true;
                        }
                    }
                }
                false
            }
        }
    }

    /// The highest sum that any part asks of a criterion; 0 where none does.
    pub(super) fn highest(&self, of_criterion: usize) -> u128 {
        match self {
            Node::Always | Node::Never => 0,
            Node::Least { criterion, sum } => {
                if *criterion == of_criterion {
                    *sum
                } else {
                    0
                }
            }
            Node::Parts { of, .. } => {
                let sums = of.iter().map(|part| part.highest(of_criterion));
                sums.max().unwrap_or(0)
            }
        }
    }

    fn renumber(&mut self, from: usize, to: usize) {
        match self {
            Node::Always | Node::Never => {}
            Node::Least { criterion, .. } => {
                if *criterion == from {
                    *criterion = to;
                }
            }
            Node::Parts { of, .. } => {
                for part in of {
                    part.renumber(from, to);
                }
            }
        }
    }

    /// Whether any coalition that satisfies this surely shares a member with any that satisfies
    /// `other`: two thresholds on one criterion that add up to more than all of it. `false` says
    /// nothing.
    pub(super) fn crosses(&self, other: &Node, totals: &[u128]) -> bool {
        match (self, other) {
            (Node::Always, _) | (_, Node::Always) => false,
            (Node::Never, _) | (_, Node::Never) => true,
            (
                Node::Least { criterion, sum },
                Node::Least {
                    criterion: at,
                    sum: and,
                },
            ) => criterion == at && sum + and > totals[*criterion],
            (Node::Parts { least, of }, other) | (other, Node::Parts { least, of }) => {
                // Of the parts that hold at least one crosses if fewer fail to than are missing.
                let failing = of.iter().filter(|part| !part.crosses(other, totals));
                failing.count() < *least
            }
        }
    }
}
