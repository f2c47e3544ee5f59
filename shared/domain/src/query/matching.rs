//! Whether a text matches a query, and by which of its words.

use std::ops::Range;

use super::{
    Fields, Node,
    glob::literal,
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

/// The places of everything that was asked for and found, in the folded text, unsorted.
pub(super) fn places(node: &Node, text: &Text, fields: &Fields, found: &mut Vec<Range<usize>>) {
    match node {
        Node::All(parts) | Node::Any(parts) => {
            for part in parts.iter().filter(|part| answer(part, text, fields) == Some(true)) {
                places(part, text, fields, found);
            }
        }
        Node::Near { .. } | Node::Proximity { .. } => {
            found.extend(clusters(node, text).iter().flatten().map(|hit| hit.place()));
        }
        // `-(-a)` was made `a` when it was read; what is excluded has no place.
        Node::Not(_) | Node::Field(_) => {}
        Node::Term(_) | Node::Tag(_) | Node::Mention(_) | Node::Brace(_) => {
            found.extend(hits(node, text).iter().map(|hit| hit.place()))
        }
    }
}

/// Folded texts of which one must occur for the query to match.
pub(super) fn necessary(node: &Node) -> Option<Vec<String>> {
    match node {
        Node::Term(term) => longest(term.pieces.iter().map(|piece| literal(&piece.text).to_owned())),
        Node::Proximity { pieces, .. } => longest(pieces.iter().map(|piece| piece.text.clone())),
        Node::Brace(words) => longest(pieces(words).into_iter().map(|piece| piece.text)),
        Node::Tag(name) | Node::Mention(name) => Some(vec![name.clone()]),
        Node::Not(_) | Node::Field(_) => None,
        Node::Any(parts) => parts.iter().map(necessary).collect::<Option<Vec<_>>>().map(|sets| sets.concat()),
        Node::All(parts) => rarest(parts.iter().filter_map(necessary)),
        Node::Near { left, right, .. } => rarest([left, right].into_iter().filter_map(|part| necessary(part))),
    }
}

fn longest(texts: impl Iterator<Item = String>) -> Option<Vec<String>> {
    texts.max_by_key(String::len).filter(|text| !text.is_empty()).map(|text| vec![text])
}

/// The rarest part of an AND, guessed by the length of its shortest text.
fn rarest(sets: impl Iterator<Item = Vec<String>>) -> Option<Vec<String>> {
    sets.max_by_key(|set| (set.iter().map(String::len).min(), std::cmp::Reverse(set.len())))
}
