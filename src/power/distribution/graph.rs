//! The shape of a directed graph of authority: who appoints, supervises or can overrule whom.

use crate::power::game::Exact;

/// A directed graph over `n` numbered nodes, without loops and without double edges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digraph {
    nodes: usize,
    /// Whether there is an edge from one node to another, row by row.
    edges: Vec<bool>,
}

impl Digraph {
    /// The graph of these edges; loops and edges of nodes that do not exist are left out.
    pub fn new(nodes: usize, edges: impl IntoIterator<Item = (usize, usize)>) -> Self {
        let mut graph = Digraph {
            nodes,
            edges: vec![false; nodes * nodes],
        };
        for (from, to) in edges {
            if from != to && from < nodes && to < nodes {
                graph.edges[from * nodes + to] = true;
            }
        }
        graph
    }

    fn edge(&self, from: usize, to: usize) -> bool {
        self.edges[from * self.nodes + to]
    }

    /// Whether each node reaches each other along edges, itself included, row by row.
    fn reaches(&self, edge: impl Fn(usize, usize) -> bool) -> Vec<bool> {
        let n = self.nodes;
        let mut reaches = vec![false; n * n];
        for start in 0..n {
            let mut open = vec![start];
            reaches[start * n + start] = true;
            while let Some(at) = open.pop() {
                for next in 0..n {
                    if edge(at, next) && !reaches[start * n + next] {
                        reaches[start * n + next] = true;
                        open.push(next);
                    }
                }
            }
        }
        reaches
    }

    /// The weakly connected parts, each sorted.
    fn components(&self) -> Vec<Vec<usize>> {
        let linked = self.reaches(|a, b| self.edge(a, b) || self.edge(b, a));
        let mut parts: Vec<Vec<usize>> = Vec::new();
        for node in 0..self.nodes {
            let known = parts
                .iter_mut()
                .find(|part| linked[part[0] * self.nodes + node]);
            match known {
                Some(part) => part.push(node),
                None => parts.push(vec![node]),
            }
        }
        parts
    }

    fn out_degree(&self, node: usize) -> usize {
        (0..self.nodes).filter(|to| self.edge(node, *to)).count()
    }

    /// Freeman's centralisation by out-degree (1979), Σ (max - dᵢ) / (n - 1)²: 1 where one node
    /// points at all others. `None` below two nodes.
    pub fn centralisation(&self) -> Option<Exact> {
        let degrees: Vec<usize> = (0..self.nodes).map(|node| self.out_degree(node)).collect();
        let most = degrees.iter().max()?;
        let sum: usize = degrees.iter().map(|degree| most - degree).sum();
        let others = self.nodes - 1;
        ratio(sum, others * others)
    }

    /// Krackhardt's connectedness (1994): the part of all pairs that hang together, whatever the
    /// direction. `None` below two nodes.
    pub fn connectedness(&self) -> Option<Exact> {
        let together = self.components().iter().map(|part| pairs(part.len())).sum();
        ratio(together, pairs(self.nodes))
    }

    /// Krackhardt's hierarchy: of the pairs of which one reaches the other, the part in which the
    /// other does not reach back. `None` without any edge.
    pub fn hierarchy(&self) -> Option<Exact> {
        let n = self.nodes;
        let reaches = self.reaches(|a, b| self.edge(a, b));
        let (mut any, mut one_way) = (0, 0);
        for a in 0..n {
            for b in a + 1..n {
                let (there, back) = (reaches[a * n + b], reaches[b * n + a]);
                any += usize::from(there || back);
                one_way += usize::from(there != back);
            }
        }
        ratio(one_way, any)
    }

    /// Krackhardt's efficiency: 1 where each connected part has no edge more than a tree, 0 where
    /// it has all. `None` where no part has more than one node.
    pub fn efficiency(&self) -> Option<Exact> {
        let parts = self.components();
        let tree: usize = parts.iter().map(|part| part.len() - 1).sum();
        let all: usize = parts.iter().map(|part| part.len() * (part.len() - 1)).sum();
        let edges = self.edges.iter().filter(|edge| **edge).count();
        let beyond = ratio(edges - tree, all - tree)?;
        Some(&Exact::one() - &beyond)
    }

    /// Krackhardt's least upper boundedness, unity of command: of the pairs in each connected part of more than
    /// two nodes, the part that has a common superior who also is above all their other common
    /// superiors. Nodes count as their own superiors. `None` where no part has more than two
    /// nodes.
    ///
    /// This is the reading of the R package sna. Read as order theory does, with the lowest common
    /// superior, two heads over one deputy would not count against the deputy's own people.
    pub fn lubness(&self) -> Option<Exact> {
        let n = self.nodes;
        let reaches = self.reaches(|a, b| self.edge(a, b));
        let (mut without, mut most) = (0, 0);
        for part in self.components() {
            most += pairs(part.len()).saturating_sub(part.len() - 1);
            if part.len() < 3 {
                continue;
            }
            for (index, a) in part.iter().enumerate() {
                for b in &part[index + 1..] {
                    let above: Vec<usize> = (0..n)
                        .filter(|top| reaches[top * n + a] && reaches[top * n + b])
                        .collect();
                    let is_head = |top: &usize| above.iter().all(|node| reaches[top * n + node]);
                    without += usize::from(!above.iter().any(is_head));
                }
            }
        }
        let part = ratio(without, most)?;
        Some(&Exact::one() - &part)
    }
}

fn pairs(nodes: usize) -> usize {
    nodes * nodes.saturating_sub(1) / 2
}

fn ratio(numerator: usize, denominator: usize) -> Option<Exact> {
    Exact::ratio(numerator as u64, denominator as u64)
}
