//! Proximity: which occurrences of several terms stand close together.
//!
//! A unit is one word, or two consecutive characters of Han or kana. An occurrence of `a NEAR b` is one of `a` with one of `b`, and its distance to
//! a third term is that of the nearer of the two: so `"a b c"~1` finds the words in any order.

use super::{
    Node, Term,
    hits::{Hit, hits, of_term},
    text::{Script, Text, units_of},
};

/// More pairs than this are not looked at in one text: texts made to be slow.
const MOST_PAIRS: usize = 200_000;
/// More occurrences of one operator than this are not kept.
const MOST_CLUSTERS: usize = 4_096;

/// Occurrences that stand close together, sorted by place.
pub(super) type Cluster = Vec<Hit>;

/// Every occurrence of an operand.
pub(super) fn clusters(node: &Node, text: &Text) -> Vec<Cluster> {
    occurrences(node, text, &mut MOST_PAIRS.clone())
}

fn occurrences(node: &Node, text: &Text, budget: &mut usize) -> Vec<Cluster> {
    match node {
        Node::Any(parts) => parts.iter().flat_map(|part| occurrences(part, text, budget)).collect(),
        Node::Near { left, right, distance, ordered } => {
            let left = occurrences(left, text, budget);
            if left.is_empty() {
                return left;
            }
            let right = occurrences(right, text, budget);
            join(left, right, *distance, *ordered, text, budget)
        }
        Node::Proximity { pieces, distance } => {
            let mut words = pieces.iter().map(|piece| {
                let term = Term { pieces: vec![piece.clone()], glued: false };
                of_term(&term, text).into_iter().map(|hit| vec![hit]).collect::<Vec<Cluster>>()
            });
            let first = words.next().unwrap_or_default();
            words.fold(first, |left, right| join(left, right, *distance, false, text, budget))
        }
        _ => hits(node, text).into_iter().map(|hit| vec![hit]).collect(),
    }
}

fn join(left: Vec<Cluster>, mut right: Vec<Cluster>, most: u32, ordered: bool, text: &Text, budget: &mut usize) -> Vec<Cluster> {
    let mut joined = Vec::new();
    right.sort_unstable_by_key(|cluster| cluster.first().map(|hit| hit.first));
    let first = |cluster: &Cluster| cluster.first().map_or(0, |hit| hit.first);
    let behind = |cluster: &Cluster| cluster.iter().map(|hit| hit.behind).max().unwrap_or_default();
    let widest = right.iter().map(|cluster| behind(cluster).saturating_sub(first(cluster))).max().unwrap_or_default();
    for l in &left {
        // Each token between two occurrences is at least one unit: those further off need not be asked.
        let reach = most as usize + 1;
        let from = right.partition_point(|r| first(r) + widest + reach < first(l));
        for r in right[from..].iter().take_while(|r| first(r) <= behind(l) + reach) {
            if *budget == 0 || joined.len() >= MOST_CLUSTERS {
                return joined;
            }
            *budget -= 1;
            if close(l, r, most, ordered, text) {
                let mut cluster: Cluster = l.iter().chain(r).copied().collect();
                cluster.sort_unstable();
                joined.push(cluster);
            }
        }
    }
    joined.sort_unstable();
    joined.dedup();
    joined
}

fn close(left: &Cluster, right: &Cluster, most: u32, ordered: bool, text: &Text) -> bool {
    let apart = |a: &Hit, b: &Hit| a.end <= b.start || b.end <= a.start;
    let in_order = |a: &Hit, b: &Hit| a.end <= b.start;
    let all = |holds: &dyn Fn(&Hit, &Hit) -> bool| left.iter().all(|a| right.iter().all(|b| holds(a, b)));
    let lawful = if ordered { all(&in_order) } else { all(&apart) };
    lawful && left.iter().any(|a| right.iter().any(|b| between(a, b, text) <= most))
}

/// The units between two hits that do not overlap.
fn between(a: &Hit, b: &Hit, text: &Text) -> u32 {
    let (a, b) = if a.start <= b.start { (a, b) } else { (b, a) };
    let tokens = text.tokens();
    // What is left of a spaced word belongs to it; of a run without spaces it counts.
    let rest = |place: std::ops::Range<usize>| if place.is_empty() { 0 } else { units_of(&text.folded()[place]) };
    let last = a.behind.checked_sub(1).map(|i| tokens[i]);
    if a.behind > b.first {
        let unspaced = last.is_some_and(|token| token.script == Script::Unspaced);
        return if unspaced { rest(a.end..b.start) } else { 0 };
    }
    let tail = last.filter(|token| token.script == Script::Unspaced).map_or(0, |token| rest(a.end..token.end as usize));
    let head = tokens.get(b.first).filter(|token| token.script == Script::Unspaced);
    let head = head.map_or(0, |token| rest(token.start as usize..b.start));
    tail + (text.units_before(b.first) - text.units_before(a.behind)) + head
}
