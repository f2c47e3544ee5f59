//! What of a query X can search for itself: the rest is asked here, of what X delivers.

use serde::{Deserialize, Serialize};

use super::{
    Field, Node,
    field::Name,
    glob::is_wild,
    print::print,
    text::{Piece, Script},
};

/// The longest distance X takes in `"a b"~n`.
const FARTHEST_ON_X: u32 = 6;

/// A query in the words of X's own search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushDown {
    /// What to send: it finds everything the query finds, and perhaps more. None where X cannot narrow it.
    pub sent: Option<String>,
    /// Its length in characters, as X counts for its limits.
    pub length: usize,
    /// The smallest access of X that takes a query of this length: `self_serve` 512, `full_archive` 1,024,
    /// `enterprise` 4,096 characters; none for longer ones.
    pub access: Option<&'static str>,
    /// The parts of the query, in its normal form, that are only asked after delivery.
    pub filtered: Vec<String>,
}

pub(super) fn push_down(root: &Node) -> PushDown {
    let mut filtered = Vec::new();
    let sent = widened(root, &mut filtered).filter(|part| part.alone).map(|part| part.text);
    if sent.is_none() {
        filtered = vec![print(root)];
    }
    let length = sent.as_ref().map_or(0, |sent| sent.chars().count());
    let limits = [(512, "self_serve"), (1_024, "full_archive"), (4_096, "enterprise")];
    let access = limits.into_iter().find(|&(most, _)| length <= most).map(|(_, name)| name).filter(|_| sent.is_some());
    PushDown { sent, length, access, filtered }
}

/// A part as X takes it.
struct Part {
    text: String,
    /// Whether it may stand without another: `lang:` and `is:` may not.
    alone: bool,
    /// Whether OR or AND holds it together.
    loose: bool,
}

/// What X can find of a node, never less than the node does; what it cannot is noted.
fn widened(node: &Node, filtered: &mut Vec<String>) -> Option<Part> {
    if let Node::All(parts) = node {
        let sent: Vec<Part> = parts.iter().filter_map(|part| widened(part, filtered)).collect();
        let alone = sent.iter().any(|part| part.alone);
        return (!sent.is_empty()).then(|| Part { text: joined(&sent, " "), alone, loose: sent.len() > 1 });
    }
    let whole = exact(node);
    if whole.is_none() {
        filtered.push(print(node));
    }
    whole
}

/// A node in X's words, meaning the same; none if X has none for it.
fn exact(node: &Node) -> Option<Part> {
    let plain = |text: String, alone: bool| Some(Part { text, alone, loose: false });
    match node {
        Node::All(parts) => {
            let sent: Vec<Part> = parts.iter().map(exact).collect::<Option<_>>()?;
            Some(Part { text: joined(&sent, " "), alone: sent.iter().any(|part| part.alone), loose: true })
        }
        Node::Any(parts) => {
            let sent: Vec<Part> = parts.iter().map(exact).collect::<Option<_>>()?;
            Some(Part { text: joined(&sent, " OR "), alone: sent.iter().all(|part| part.alone), loose: true })
        }
        Node::Not(part) => {
            let part = exact(part)?;
            plain(if part.loose { format!("-({})", part.text) } else { format!("-{}", part.text) }, false)
        }
        Node::Term(term) if term.pieces.iter().any(|piece| is_wild(&piece.text)) => None,
        Node::Term(term) => match term.pieces.as_slice() {
            [piece] if matches!(piece.script, Script::Spaced | Script::Emoji) => plain(piece.text.clone(), true),
            pieces => plain(quoted(pieces, if term.glued { "" } else { " " }), true),
        },
        Node::Proximity { pieces, distance } if *distance <= FARTHEST_ON_X => {
            plain(format!("{}~{distance}", quoted(pieces, " ")), true)
        }
        Node::Near { left, right, distance, ordered: false } if *distance <= FARTHEST_ON_X => match (&**left, &**right) {
            (Node::Term(a), Node::Term(b)) => match (a.pieces.as_slice(), b.pieces.as_slice()) {
                ([a], [b]) if !is_wild(&a.text) && !is_wild(&b.text) => {
                    plain(format!("{}~{distance}", quoted(&[a.clone(), b.clone()], " ")), true)
                }
                _ => None,
            },
            _ => None,
        },
        Node::Near { .. } | Node::Proximity { .. } | Node::Brace(_) => None,
        Node::Tag(name) => plain(format!("#{name}"), true),
        Node::Mention(name) => plain(format!("@{name}"), true),
        Node::Field(field) => of_field(field),
    }
}

fn of_field(field: &Field) -> Option<Part> {
    let name = match field.name {
        Name::Author => "from",
        Name::To => "to",
        Name::Lang => "lang",
        Name::Url => "url",
        Name::Has => "has",
        Name::Is => "is",
        _ => return None,
    };
    let value = |value: &String| -> Option<String> {
        match (field.name, value.as_str()) {
            (Name::Has, "link") => Some("links".into()),
            (Name::Has, "hashtag") => Some("hashtags".into()),
            (Name::Has, "mention") => Some("mentions".into()),
            (Name::Has, "question" | "emoji") => None,
            (Name::Is, "repost") => Some("retweet".into()),
            (Name::Url, url) => Some(format!("\"{url}\"")),
            // A name with spaces is no handle of X.
            (_, text) if text.contains(char::is_whitespace) => None,
            (_, text) => Some(text.to_owned()),
        }
    };
    let values: Vec<String> = field.values.iter().map(value).collect::<Option<_>>()?;
    let parts: Vec<String> = values.iter().map(|value| format!("{name}:{value}")).collect();
    let alone = matches!(field.name, Name::Author | Name::To | Name::Url);
    Some(Part { text: parts.join(" OR "), alone, loose: parts.len() > 1 })
}

fn quoted(pieces: &[Piece], between: &str) -> String {
    let words: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    format!("\"{}\"", words.join(between))
}

fn joined(parts: &[Part], between: &str) -> String {
    let texts: Vec<String> = parts
        .iter()
        .map(|part| if part.loose && parts.len() > 1 { format!("({})", part.text) } else { part.text.clone() })
        .collect();
    texts.join(between)
}
