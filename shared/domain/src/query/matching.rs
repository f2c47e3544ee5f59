//! Whether a text matches a query.

use super::{
    Node,
    fold::is_katakana,
    text::{Piece, Script, Text, Token},
};

pub(super) fn matches(node: &Node, text: &Text) -> bool {
    match node {
        Node::All(parts) => parts.iter().all(|part| matches(part, text)),
        Node::Any(parts) => parts.iter().any(|part| matches(part, text)),
        Node::Not(part) => !matches(part, text),
        Node::Term(pieces) => has(pieces, text),
        Node::Tag(name) => text.has_tag(name),
        Node::Mention(name) => text.has_mention(name),
    }
}

/// Where the pieces read so far ended: a token, and a place in it.
type End = (usize, usize);

/// Whether the pieces stand in the text, in order and adjacent.
pub(super) fn has(pieces: &[Piece], text: &Text) -> bool {
    let Some((first, rest)) = pieces.split_first() else { return false };
    let mut ends = begin(first, text);
    // All readings go forward together: trying them one by one would be exponential in repetitive texts.
    for piece in rest {
        let mut next: Vec<End> = ends.iter().flat_map(|&end| go_on(end, piece, text)).collect();
        next.sort_unstable();
        next.dedup();
        ends = next;
        if ends.is_empty() {
            return false;
        }
    }
    !ends.is_empty()
}

fn begin(piece: &Piece, text: &Text) -> Vec<End> {
    let tokens = text.tokens();
    match piece.script {
        Script::Unspaced => {
            let runs = tokens.iter().enumerate().filter(|(_, token)| token.script == Script::Unspaced);
            runs.flat_map(|(i, &token)| {
                let run = text.of(token);
                let mut from = 0;
                std::iter::from_fn(move || {
                    loop {
                        let start = from + run.get(from..)?.find(&piece.text)?;
                        from = start + run[start..].chars().next().map_or(1, char::len_utf8);
                        if whole(run, start, &piece.text) {
                            return Some((i, token.start as usize + start + piece.text.len()));
                        }
                    }
                })
            })
            .collect()
        }
        Script::Hangul => text
            .beginning_with(&piece.text)
            .filter(|&i| tokens[i].script == Script::Hangul)
            .map(|i| (i, tokens[i].start as usize + piece.text.len()))
            .collect(),
        Script::Spaced | Script::Emoji | Script::Handle => text
            .beginning_with(&piece.text)
            .take_while(|&i| text.of(tokens[i]) == piece.text)
            .filter(|&i| tokens[i].script == piece.script)
            .map(|i| (i, tokens[i].end as usize))
            .collect(),
    }
}

/// The ends of `piece` read right behind `end`: in what is left of the same token, where its script has no word
/// boundaries to respect, or at the start of the next one.
fn go_on((i, end): End, piece: &Piece, text: &Text) -> impl Iterator<Item = End> {
    let tokens = text.tokens();
    let token = tokens[i];
    let left = &text.of(token)[end - token.start as usize..];
    let inside = token.script == piece.script
        && matches!(piece.script, Script::Hangul | Script::Unspaced)
        && fits(text.of(token), end - token.start as usize, piece);
    // Behind a Hangul word its particles may stand; anything else must have been read to its end.
    let done = left.is_empty() || token.script == Script::Hangul;
    let next = tokens.get(i + 1).filter(|next| done && next.script == piece.script && starts(text, **next, piece));
    inside
        .then_some((i, end + piece.text.len()))
        .into_iter()
        .chain(next.map(|next| (i + 1, next.start as usize + piece.text.len())))
}

fn starts(text: &Text, token: Token, piece: &Piece) -> bool {
    match piece.script {
        Script::Hangul | Script::Unspaced => fits(text.of(token), 0, piece),
        Script::Spaced | Script::Emoji | Script::Handle => text.of(token) == piece.text,
    }
}

fn fits(run: &str, start: usize, piece: &Piece) -> bool {
    run[start..].starts_with(&piece.text) && (piece.script == Script::Hangul || whole(run, start, &piece.text))
}

/// A pure katakana term covers a whole katakana run: ライン is not in オンライン.
fn whole(run: &str, start: usize, term: &str) -> bool {
    let inside = |c: char| is_katakana(c) || c == '・';
    if !term.chars().all(inside) {
        return true;
    }
    let before = run[..start].chars().next_back();
    let after = run[start + term.len()..].chars().next();
    !before.is_some_and(inside) && !after.is_some_and(inside)
}

/// Folded texts of which one must occur for the query to match.
pub(super) fn necessary(node: &Node) -> Option<Vec<&str>> {
    match node {
        Node::Term(pieces) => pieces.iter().map(|piece| piece.text.as_str()).max_by_key(|text| text.len()).map(|text| vec![text]),
        Node::Tag(name) | Node::Mention(name) => Some(vec![name]),
        Node::Not(_) => None,
        Node::Any(parts) => parts.iter().map(necessary).collect::<Option<Vec<_>>>().map(|sets| sets.concat()),
        // The rarest part of an AND, guessed by the length of its shortest text.
        Node::All(parts) => parts
            .iter()
            .filter_map(necessary)
            .max_by_key(|set| (set.iter().map(|text| text.len()).min(), std::cmp::Reverse(set.len()))),
    }
}
