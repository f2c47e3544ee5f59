//! Whether a text matches a query, and by which of its words.

use std::ops::Range;

use super::{
    Fields, Node,
    glob::{is_wild, literal},
    hits::hits,
    near::clusters,
    text::{Text, pieces},
};

/// Three answers, not two: `sentiment:` and its like say nothing where nobody has judged, and `-` does not turn that
/// into a match. Every other part of a query either holds or not.
pub(super) fn answer(node: &Node, text: &Text, fields: &Fields) -> Option<bool> {
    match node {
        Node::All(parts) => decided(parts, text, fields, false),
        Node::Any(parts) => decided(parts, text, fields, true),
        Node::Not(part) => answer(part, text, fields).map(|holds| !holds),
        Node::Near { .. } | Node::Proximity { .. } => Some(!clusters(node, text).is_empty()),
        Node::Field(field) => field.answer(text, fields),
        Node::Term(_) | Node::Tag(_) | Node::Mention(_) | Node::Brace(_) => Some(!hits(node, text).is_empty()),
    }
}

fn decided(parts: &[Node], text: &Text, fields: &Fields, deciding: bool) -> Option<bool> {
    let mut known = true;
    for part in parts {
        match answer(part, text, fields) {
            Some(answer) if answer == deciding => return Some(deciding),
            Some(_) => {}
            None => known = false,
        }
    }
    known.then_some(!deciding)
}

/// Whether a query holds and by what: adds the places of everything that was asked for and found, in the folded text, unsorted;
/// of a part that does not hold, none.
pub(super) fn caught(node: &Node, text: &Text, fields: &Fields, found: &mut Vec<Range<usize>>) -> bool {
    let before = found.len();
    match node {
        Node::All(parts) => {
            let all = parts.iter().all(|part| caught(part, text, fields, found));
            if !all {
                found.truncate(before);
            }
            all
        }
        // Every one is asked: each that holds has its places.
        Node::Any(parts) => parts.iter().filter(|part| caught(part, text, fields, found)).count() > 0,
        // What is excluded has no place; `-(-a)` was made `a` when it was read.
        Node::Not(_) | Node::Field(_) => answer(node, text, fields) == Some(true),
        Node::Near { .. } | Node::Proximity { .. } => {
            found.extend(clusters(node, text).iter().flatten().map(|hit| hit.place()));
            found.len() > before
        }
        Node::Term(_) | Node::Tag(_) | Node::Mention(_) | Node::Brace(_) => {
            found.extend(hits(node, text).iter().map(|hit| hit.place()));
            found.len() > before
        }
    }
}

/// Folded texts of which one must occur for the query to match: where several such sets would do, the one that costs the
/// least.
pub(super) fn necessary(node: &Node, cost: &Cost) -> Option<Vec<String>> {
    let cheapest = |sets: Vec<Vec<String>>| sets.into_iter().min_by_key(|set| set.iter().map(|text| cost(text)).sum::<u64>());
    match node {
        Node::Any(parts) => parts.iter().map(|part| necessary(part, cost)).collect::<Option<Vec<_>>>().map(|sets| sets.concat()),
        Node::All(parts) => cheapest(parts.iter().filter_map(|part| necessary(part, cost)).collect()),
        Node::Near { left, right, .. } => cheapest([left, right].into_iter().filter_map(|part| necessary(part, cost)).collect()),
        _ => cheapest(literals(node).into_iter().map(|text| vec![text]).collect()),
    }
}

/// What a text costs as a literal: the more rules ask for it and the shorter it is, the more.
pub type Cost<'a> = dyn Fn(&str) -> u64 + 'a;

/// Every text that must occur for a leaf to match, or of a query those of its leaves.
pub(super) fn literals(node: &Node) -> Vec<String> {
    let mut texts = match node {
        Node::All(parts) | Node::Any(parts) => parts.iter().flat_map(literals).collect(),
        Node::Near { left, right, .. } => [literals(left), literals(right)].concat(),
        // Pieces that touch stand in the text as they stand here.
        Node::Term(term) if term.glued && !term.pieces.iter().any(|piece| is_wild(&piece.text)) => {
            vec![term.pieces.iter().map(|piece| piece.text.as_str()).collect()]
        }
        Node::Term(term) => term.pieces.iter().map(|piece| literal(&piece.text).to_owned()).collect(),
        Node::Proximity { pieces, .. } => pieces.iter().map(|piece| piece.text.clone()).collect(),
        Node::Brace(words) => pieces(words).into_iter().map(|piece| piece.text).collect(),
        Node::Tag(name) | Node::Mention(name) => vec![name.clone()],
        Node::Not(_) | Node::Field(_) => vec![],
    };
    texts.retain(|text| !text.is_empty());
    texts
}
