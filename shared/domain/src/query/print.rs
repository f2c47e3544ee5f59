//! The normal form of a query.

use super::{
    FARTHEST, Field, Node, Term,
    glob::is_wild,
    hits::is_common,
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
        Node::Near { left, right, distance, ordered } => {
            enclosed(left, matches!(**left, Node::Any(_)), out);
            out.push_str(if *ordered { " ONEAR/" } else { " NEAR/" });
            out.push_str(&(*distance).min(FARTHEST).to_string());
            out.push(' ');
            enclosed(right, matches!(**right, Node::Any(_) | Node::Near { .. }), out);
        }
        Node::Proximity { pieces, distance } => {
            phrase(pieces, out);
            out.push('~');
            out.push_str(&distance.to_string());
        }
        Node::Term(term) => self::term(term, out),
        Node::Brace(words) => {
            out.push('{');
            out.push_str(words);
            out.push('}');
        }
        Node::Tag(name) => {
            out.push('#');
            out.push_str(name);
        }
        Node::Mention(name) => {
            out.push('@');
            out.push_str(name);
        }
        Node::Field(field) => self::field(field, out),
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

fn field(field: &Field, out: &mut String) {
    out.push_str(field.name.as_str());
    out.push(':');
    let list = field.values.len() > 1;
    if list {
        out.push('(');
    }
    for (i, value) in field.values.iter().enumerate() {
        if i > 0 {
            out.push_str(" OR ");
        }
        let bare = |c: char| c.is_alphanumeric() || "-_.>=</&+%~:@".contains(c);
        let quoted = !value.chars().all(bare);
        let quote = if quoted { "\"" } else { "" };
        out.push_str(quote);
        out.push_str(value);
        out.push_str(quote);
    }
    if list {
        out.push(')');
    }
}

fn term(term: &Term, out: &mut String) {
    let wild = term.pieces.iter().any(|piece| is_wild(&piece.text));
    let alone = term.pieces.len() == 1 && !term.pieces.iter().any(too_short);
    if !wild && !alone && !term.glued {
        return phrase(&term.pieces, out);
    }
    for (i, piece) in term.pieces.iter().enumerate() {
        // Only a word with wildcards is printed with its hyphen: a phrase says the rest.
        if i > 0 && !term.glued {
            out.push('-');
        }
        out.push_str(&piece.text);
    }
}

fn phrase(pieces: &[Piece], out: &mut String) {
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
    let letters = piece.text.chars().filter(|c| !matches!(c, '*' | '?'));
    matches!(piece.script, Script::Hangul | Script::Unspaced) && letters.clone().count() < 2 && letters.clone().all(is_common)
}
