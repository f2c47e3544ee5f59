//! What follows from queries alone, whatever the texts are: for rule lint. Nothing is said that is not certain.

use super::{
    Field, Node, Query, Term,
    field::Name,
    glob::{ends, is_wild},
    hits::is_katakana_only,
    text::{Piece, Script, pieces},
};

impl Query {
    /// Whether every item that matches this query surely matches the other.
    pub fn implies(&self, other: &Query) -> bool {
        implies(&self.root, &other.root)
    }

    /// A part of it that no item can match, if that makes the whole impossible.
    pub fn contradiction(&self) -> Option<String> {
        contradiction(&self.root)
    }

    /// A part of it by which nearly every item matches.
    pub fn broad_part(&self) -> Option<String> {
        broad(&self.root)
    }

    /// The values that the query as a whole demands of a field, such as `platform`.
    pub fn demanded(&self, field: &str) -> Option<Vec<String>> {
        let name = Name::read(field)?;
        parts(&self.root).into_iter().find_map(|part| match part {
            Node::Field(field) if field.name == name => Some(field.values.clone()),
            _ => None,
        })
    }
}

fn implies(a: &Node, b: &Node) -> bool {
    if a == b {
        return true;
    }
    match (a, b) {
        (_, Node::All(parts)) => parts.iter().all(|part| implies(a, part)),
        (Node::Any(parts), _) => parts.iter().all(|part| implies(part, b)),
        (_, Node::Any(parts)) if parts.iter().any(|part| implies(a, part)) => true,
        (Node::All(parts), _) => parts.iter().any(|part| implies(part, b)),
        (Node::Not(a), Node::Not(b)) => implies(b, a),
        (Node::Near { left, right, .. }, _) => near(a, b) || implies(left, b) || implies(right, b),
        (Node::Proximity { pieces, .. }, Node::Term(_)) => pieces.iter().any(|piece| word(piece, b)),
        (Node::Proximity { pieces, distance }, Node::Proximity { pieces: wide, distance: most }) => {
            pieces == wide && distance <= most
        }
        (Node::Term(term), _) => term.pieces.iter().any(|piece| word(piece, b)),
        (Node::Tag(name), Node::Term(term)) => !term.glued && same(&pieces(name), &term.pieces),
        (Node::Field(a), Node::Field(b)) => a.name == b.name && field(a, b),
        _ => false,
    }
}

fn near(a: &Node, b: &Node) -> bool {
    let (Node::Near { left, right, distance, ordered }, Node::Near { left: l, right: r, distance: most, ordered: strict }) =
        (a, b)
    else {
        return false;
    };
    let straight = implies(left, l) && implies(right, r) && left == l && right == r;
    let turned = !strict && left == r && right == l;
    distance <= most && (straight && (!strict || *ordered) || turned)
}

fn same(a: &[Piece], b: &[Piece]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.script == b.script && a.text == b.text)
}

/// Whether a text that has the piece surely has the one word `b`.
fn word(piece: &Piece, b: &Node) -> bool {
    let Node::Term(Term { pieces: wide, .. }) = b else { return false };
    let [wide] = wide.as_slice() else { return false };
    if piece.script != wide.script || is_wild(&piece.text) {
        return piece.text == wide.text && piece.script == wide.script;
    }
    let katakana = is_katakana_only(&wide.text);
    match wide.script {
        Script::Hangul => {
            !ends(&wide.text, &piece.text).is_empty()
                || (wide.text.starts_with('*') && piece.text.contains(wide.text.trim_matches('*')))
        }
        Script::Unspaced if !katakana && !is_wild(&wide.text) => piece.text.contains(&wide.text),
        _ => ends(&wide.text, &piece.text).contains(&piece.text.len()),
    }
}

fn field(a: &Field, b: &Field) -> bool {
    if a.name == Name::Followers {
        let least = |values: &[String]| values.first().and_then(|value| value.strip_prefix('>')?.parse::<u64>().ok());
        return a.values.len() == 1 && matches!((least(&a.values), least(&b.values)), (Some(a), Some(b)) if a >= b);
    }
    a.values.iter().all(|value| b.values.contains(value))
}

fn parts(node: &Node) -> Vec<&Node> {
    match node {
        Node::All(parts) => parts.iter().collect(),
        other => vec![other],
    }
}

fn contradiction(node: &Node) -> Option<String> {
    match node {
        Node::Any(alternatives) => {
            let why: Vec<String> = alternatives.iter().map(contradiction).collect::<Option<_>>()?;
            why.into_iter().next()
        }
        Node::All(all) => {
            let excluded: Vec<Node> =
                all.iter().filter_map(|part| if let Node::Not(inner) = part { Some((**inner).clone()) } else { None }).collect();
            let excluded = Node::Any(excluded);
            let clash = all.iter().find(|part| !matches!(part, Node::Not(_)) && implies(part, &excluded));
            let inner = all.iter().find_map(contradiction);
            clash.map(print).or(inner).or_else(|| fields(all))
        }
        _ => None,
    }
}

fn print(node: &Node) -> String {
    super::print::print(node)
}

/// Two demands on a field of which an item has one value only.
fn fields(all: &[Node]) -> Option<String> {
    let single = |name| {
        matches!(name, Name::Lang | Name::Platform | Name::Type | Name::Country | Name::Sentiment | Name::Intent | Name::Urgency)
    };
    let found: Vec<&Field> =
        all.iter().filter_map(|part| if let Node::Field(field) = part { Some(field) } else { None }).collect();
    for (i, a) in found.iter().enumerate() {
        for b in &found[i + 1..] {
            let shared = a
                .values
                .iter()
                .any(|value| b.values.iter().any(|other| other.starts_with(value.as_str()) || value.starts_with(other.as_str())));
            if a.name == b.name && single(a.name) && !shared {
                return Some(format!("{} {}", print(&Node::Field((*a).clone())), print(&Node::Field((*b).clone()))));
            }
        }
    }
    None
}

/// Words that stand in a good part of all texts of their language.
const EVERYWHERE: &[&str] = &[
    "a",
    "an",
    "and",
    "are",
    "as",
    "at",
    "be",
    "but",
    "for",
    "have",
    "i",
    "in",
    "is",
    "it",
    "me",
    "my",
    "not",
    "of",
    "on",
    "or",
    "so",
    "that",
    "the",
    "this",
    "to",
    "was",
    "with",
    "you",
    "your",
    "http",
    "https",
    "com",
    "www",
    "rt",
    "이",
    "그",
    "저",
    "는",
    "은",
    "이거",
    "그거",
    "것",
    "수",
    "좀",
    "너무",
    "진짜",
    "정말",
    "합니다",
    "있는",
    "있어",
    "の",
    "は",
    "に",
    "を",
    "が",
    "で",
    "と",
    "も",
    "です",
    "ます",
    "した",
    "して",
    "から",
    "ない",
    "これ",
    "この",
];

fn broad(node: &Node) -> Option<String> {
    match node {
        Node::Any(parts) => parts.iter().find_map(broad),
        Node::All(parts) => {
            let all: Vec<String> = parts.iter().map(broad).collect::<Option<_>>()?;
            Some(all.join(" "))
        }
        Node::Not(_) => Some(print(node)),
        Node::Field(field) => matches!(
            field.name,
            Name::Lang
                | Name::Platform
                | Name::Type
                | Name::Country
                | Name::Followers
                | Name::Sentiment
                | Name::Urgency
                | Name::Is
                | Name::Has
        )
        .then(|| print(node)),
        Node::Term(term) => match term.pieces.as_slice() {
            [piece] if EVERYWHERE.contains(&piece.text.as_str()) => Some(print(node)),
            [piece] if is_wild(&piece.text) && piece.text.chars().filter(|c| !matches!(c, '*' | '?')).count() < 2 => {
                Some(print(node))
            }
            _ => None,
        },
        _ => None,
    }
}
