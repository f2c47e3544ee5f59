//! The normal form of a query.

use super::{
    Node,
    text::{Piece, Script},
};

/// Adjacency for AND and `-` for NOT keep the normal form about as short as what was typed, so that a query at the
/// limit of length still reads back.
pub(super) fn print(node: &Node) -> String {
    let mut out = String::new();
    write(node, &mut out);
    out
}

fn write(node: &Node, out: &mut String) {
    match node {
        Node::All(parts) => join(parts, " ", out, |part| matches!(part, Node::Any(_))),
        Node::Any(parts) => join(parts, " OR ", out, |_| false),
        Node::Not(part) => {
            out.push('-');
            enclosed(part, matches!(**part, Node::All(_) | Node::Any(_)), out);
        }
        Node::Term(pieces) => term(pieces, out),
        Node::Tag(name) => {
            out.push('#');
            out.push_str(name);
        }
        Node::Mention(name) => {
            out.push('@');
            out.push_str(name);
        }
    }
}

fn join(parts: &[Node], between: &str, out: &mut String, encloses: impl Fn(&Node) -> bool) {
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push_str(between);
        }
        enclosed(part, encloses(part), out);
    }
}

fn enclosed(part: &Node, parentheses: bool, out: &mut String) {
    if parentheses {
        out.push('(');
    }
    write(part, out);
    if parentheses {
        out.push(')');
    }
}

fn term(pieces: &[Piece], out: &mut String) {
    if let [piece] = pieces
        && !too_short(piece)
    {
        return out.push_str(&piece.text);
    }
    out.push('"');
    for (i, piece) in pieces.iter().enumerate() {
        if i > 0 {
            out.push(' ');
        }
        out.push_str(&piece.text);
    }
    out.push('"');
}

/// One character of Han, kana or Hangul stands in too many words to be a term of its own, unless quoted.
pub(super) fn too_short(piece: &Piece) -> bool {
    matches!(piece.script, Script::Hangul | Script::Unspaced) && piece.text.chars().nth(1).is_none()
}
