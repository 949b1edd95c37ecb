//! Closed circles of selection: bodies that choose each other, and that nobody else can change.

use std::collections::{BTreeMap, BTreeSet};

use super::doubt::Doubt;
use super::institution::{Institution, SlotKind};
use super::rules::{Effect, settles};
use crate::model::{Actor, Right};
use crate::power::{Origin, PowerKey};

/// Bodies that fill each other, none of which anybody outside chooses or removes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// The units and roles, sorted. One alone chooses its own.
    pub bodies: Vec<Actor>,
    /// The powers by which they choose each other, sorted.
    pub choices: Vec<PowerKey>,
    /// Whether a record says any of this; where not, only the default constitution does.
    pub is_declared: bool,
    /// Powers of outsiders over the borders of units in it: the last way to break it, short of
    /// changing the rules of the organisation.
    pub breakable_by: Vec<PowerKey>,
}

/// The closed circles of selection, by their first body.
///
/// The graph has an edge from each holder of a power that chooses to the body it fills, and from
/// each role to the units that its holders belong to by it. A circle is a strongly connected
/// component with a choice inside, which no outsider's power to choose or remove reaches, and which
/// no role filled by outsiders is part of. Tarjan, "Depth-first search and linear graph
/// algorithms", SIAM J. Comput. 1(2), 1972: linear in powers, roles and units.
pub fn circles(institution: &Institution<'_>) -> Vec<Circle> {
    let mut graph = Graph::default();
    for actor in institution.body_of.keys() {
        graph.node(actor);
    }
    for (actor, body) in &institution.body_of {
        let whole = graph.node(actor);
        for slot in &institution.bodies[*body].slots {
            let slot = &institution.slots[*slot];
            if slot.kind == SlotKind::Holders && slot.actor != *actor {
                let role = graph.node(&slot.actor);
                graph.edges[role].insert(whole);
            }
        }
    }
    // Powers over seats and memberships: from whom, to which body, which power, and whether it
    // chooses.
    let mut uses: Vec<(usize, usize, usize, bool)> = Vec::new();
    let mut borders: Vec<(usize, usize, usize)> = Vec::new();
    for (rule, power) in institution.powers.all.iter().enumerate() {
        if !settles(power.key.right) || power.people.is_empty() {
            continue;
        }
        let holder = graph.node(&power.key.holder);
        for (effect, doubt) in &institution.rules[rule].effects {
            match effect {
                Effect::Choose(slot) if doubt.is_none() => {
                    let chosen = graph.node(&institution.slots[*slot].actor);
                    graph.edges[holder].insert(chosen);
                    uses.push((holder, chosen, rule, true));
                }
                // The residual decider is a last resort.
                Effect::Clear(slots) if *doubt != Some(Doubt::Residual) => {
                    let emptied = graph.node(&institution.slots[slots[0]].actor);
                    uses.push((holder, emptied, rule, false));
                }
                Effect::Remake { unit, .. } => {
                    let unit = graph.node(&Actor::Unit(unit.clone()));
                    borders.push((holder, unit, rule));
                }
                _ => {}
            }
        }
    }
    let component = graph.components();
    let within = |a: usize, b: usize| component[a] == component[b];
    let mut open: BTreeSet<usize> = BTreeSet::new();
    for (from, edges) in graph.edges.iter().enumerate() {
        let outward = edges.iter().filter(|to| !within(from, **to));
        open.extend(outward.map(|to| component[*to]));
    }
    let mut choices: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for (from, to, rule, chooses) in uses {
        if !within(from, to) {
            open.insert(component[to]);
        } else if chooses {
            choices.entry(component[to]).or_default().insert(rule);
        }
    }
    let power = |rule: &usize| &institution.powers.all[*rule];
    let mut all: Vec<Circle> = Vec::new();
    for (number, rules) in choices {
        if open.contains(&number) {
            continue;
        }
        let of_it = |node: &usize| component[*node] == number;
        let outside = borders
            .iter()
            .filter(|(by, unit, _)| of_it(unit) && !of_it(by));
        let mut bodies: Vec<Actor> = (0..component.len())
            .filter(of_it)
            .map(|node| graph.actors[node].clone())
            .collect();
        bodies.sort();
        all.push(Circle {
            bodies,
            is_declared: rules.iter().any(|r| power(r).origin == Origin::Declared),
            choices: rules.iter().map(|rule| power(rule).key.clone()).collect(),
            breakable_by: outside
                .filter(|(_, _, rule)| power(rule).key.right == Right::Decide)
                .map(|(_, _, rule)| power(rule).key.clone())
                .collect(),
        });
    }
    all.sort_by(|a, b| a.bodies.cmp(&b.bodies));
    all
}

#[derive(Default)]
struct Graph {
    actors: Vec<Actor>,
    number: BTreeMap<Actor, usize>,
    edges: Vec<BTreeSet<usize>>,
}

impl Graph {
    fn node(&mut self, actor: &Actor) -> usize {
        if let Some(number) = self.number.get(actor) {
            return *number;
        }
        let number = self.actors.len();
        self.actors.push(actor.clone());
        self.number.insert(actor.clone(), number);
        self.edges.push(BTreeSet::new());
        number
    }

    /// The strongly connected component of each node. Without recursion: the way down is kept on a
    /// stack, so that no depth of units can overflow ours.
    fn components(&self) -> Vec<usize> {
        const UNSEEN: usize = usize::MAX;
        let n = self.actors.len();
        let edges: Vec<Vec<usize>> = self
            .edges
            .iter()
            .map(|edges| edges.iter().copied().collect())
            .collect();
        let (mut index, mut low) = (vec![UNSEEN; n], vec![0; n]);
        let (mut component, mut on_stack) = (vec![UNSEEN; n], vec![false; n]);
        let (mut stack, mut next, mut found) = (Vec::new(), 0, 0);
        for root in 0..n {
            if index[root] != UNSEEN {
                continue;
            }
            let mut way: Vec<(usize, usize)> = vec![(root, 0)];
            while let Some((node, edge)) = way.pop() {
                if edge == 0 {
                    (index[node], low[node]) = (next, next);
                    next += 1;
                    stack.push(node);
                    on_stack[node] = true;
                } else {
                    low[node] = low[node].min(low[edges[node][edge - 1]]);
                }
                let mut descended = false;
                for (at, to) in edges[node].iter().enumerate().skip(edge) {
                    if index[*to] == UNSEEN {
                        way.push((node, at + 1));
                        way.push((*to, 0));
                        descended = true;
                        break;
                    }
                    if on_stack[*to] {
                        low[node] = low[node].min(index[*to]);
                    }
                }
                if descended || low[node] != index[node] {
                    continue;
                }
                while let Some(top) = stack.pop() {
                    on_stack[top] = false;
                    component[top] = found;
                    if top == node {
                        break;
                    }
                }
                found += 1;
            }
        }
        component
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Id;

    fn graph(nodes: usize, edges: &[(usize, usize)]) -> Graph {
        let mut graph = Graph::default();
        for node in 0..nodes {
            graph.node(&Actor::Unit(Id::of(format!("u{node:05}"))));
        }
        for (from, to) in edges {
            graph.edges[*from].insert(*to);
        }
        graph
    }

    #[test]
    fn components_are_those_of_mutual_reachability() {
        // Every graph on four nodes, against the transitive closure.
        for bits in 0..1_u32 << 12 {
            let pairs: Vec<(usize, usize)> = (0..4)
                .flat_map(|a| (0..4).filter(move |b| a != *b).map(move |b| (a, b)))
                .collect();
            let edges: Vec<(usize, usize)> = pairs
                .into_iter()
                .enumerate()
                .filter(|(at, _)| bits >> at & 1 == 1)
                .map(|(_, edge)| edge)
                .collect();
            let mut reach = [[false; 4]; 4];
            for (a, row) in reach.iter_mut().enumerate() {
                row[a] = true;
            }
            for (a, b) in &edges {
                reach[*a][*b] = true;
            }
            for k in 0..4 {
                for a in 0..4 {
                    for b in 0..4 {
                        reach[a][b] |= reach[a][k] && reach[k][b];
                    }
                }
            }
            let component = graph(4, &edges).components();
            for a in 0..4 {
                for b in 0..4 {
                    let mutual = reach[a][b] && reach[b][a];
                    assert_eq!(component[a] == component[b], mutual, "{edges:?}");
                }
            }
        }
    }

    #[test]
    fn a_long_chain_needs_no_deep_stack() {
        let n = 50_000;
        let mut edges: Vec<(usize, usize)> = (1..n).map(|node| (node - 1, node)).collect();
        edges.push((n - 1, 0));
        let component = graph(n, &edges).components();
        assert!(component.iter().all(|c| *c == component[0]));
    }
}
