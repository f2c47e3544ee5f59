//! Where the parts of a query that have a place stand in a text.

use std::ops::Range;

use super::{
    Node, Term,
    fold::{fold, is_kana, is_katakana, literal},
    glob::{ends, is_wild},
    text::{Piece, Script, Text, Token, script},
};

/// More readings of one term than this are told apart by their ends alone: texts made to be slow.
const MOST_READINGS: usize = 2_000;

/// One place of a term: bytes of the folded text, and the tokens it lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    /// The number of the first token that ends behind `start`.
    pub first: usize,
    /// The number behind the last token that begins before `end`.
    pub behind: usize,
}

impl Hit {
    fn new(place: Range<usize>, text: &Text) -> Self {
        let tokens = text.tokens();
        let first = tokens.partition_point(|token| token.end as usize <= place.start);
        let behind = tokens.partition_point(|token| (token.start as usize) < place.end);
        Self { start: place.start, end: place.end, first, behind }
    }

    /// Within one token.
    fn within(token: usize, place: Range<usize>) -> Self {
        Self { start: place.start, end: place.end, first: token, behind: token + 1 }
    }

    pub fn place(&self) -> Range<usize> {
        self.start..self.end
    }
}

/// The places of a word, phrase, tag, mention or `{...}`; none for what has no place of its own.
pub(super) fn hits(node: &Node, text: &Text) -> Vec<Hit> {
    match node {
        Node::Term(term) => of_term(term, text),
        Node::Tag(name) => text.tags(name).map(|place| Hit::new(place, text)).collect(),
        Node::Mention(name) => text.mentions(name).map(|place| Hit::new(place, text)).collect(),
        Node::Brace(words) => of_literal(words, text),
        _ => Vec::new(),
    }
}

/// Case and punctuation count; the edges are those of words, as for a term.
fn of_literal(words: &str, text: &Text) -> Vec<Hit> {
    let folded = fold(words);
    let all = text.folded();
    let found = overlapping(all, &folded).into_iter().map(|start| start..start + folded.len());
    found
        .filter(|place| edges(all, place))
        .filter(|place| literal(text.given(place.clone())) == words)
        .map(|place| Hit::new(place, text))
        .filter(|hit| !inside_handle(hit, text))
        .collect()
}

fn inside_handle(hit: &Hit, text: &Text) -> bool {
    let first = text.tokens().get(hit.first);
    first.is_some_and(|token| token.script == Script::Handle && (token.start as usize) < hit.start)
}

fn edges(text: &str, place: &Range<usize>) -> bool {
    let kind = |c: Option<char>| c.and_then(script);
    let part = &text[place.clone()];
    let (first, last) = (part.chars().next(), part.chars().next_back());
    let (before, after) = (text[..place.start].chars().next_back(), text[place.end..].chars().next());
    let same = |a: Option<char>, b: Option<char>, script: Script| kind(a) == Some(script) && kind(b) == Some(script);
    let cut = same(before, first, Script::Spaced)
        || same(last, after, Script::Spaced)
        || same(before, first, Script::Hangul)
        || (part.chars().all(in_katakana) && (before.is_some_and(in_katakana) || after.is_some_and(in_katakana)));
    !cut
}

fn in_katakana(c: char) -> bool {
    is_katakana(c) || c == '・'
}

/// How far the reading of a term has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Reading {
    token: usize,
    end: usize,
    start: usize,
    /// Whether the term may stop here: a katakana piece must not end within its run.
    closed: bool,
}

/// The places where the pieces stand in order and adjacent. Of those that begin at the same character, wildcards give
/// the shortest.
pub(super) fn of_term(term: &Term, text: &Text) -> Vec<Hit> {
    let Some((first, rest)) = term.pieces.split_first() else { return Vec::new() };
    if rest.is_empty() && is_looked_up(first) {
        let places = looked_up(first, text).into_iter().map(|i| Hit::within(i, from_start(first, text.tokens()[i])));
        let mut hits: Vec<Hit> = places.collect();
        hits.sort_unstable();
        return hits;
    }
    let mut readings = begin(first, text);
    for piece in rest {
        let mut next: Vec<Reading> = readings.iter().flat_map(|&at| go_on(at, piece, term.glued, text)).collect();
        next.sort_unstable();
        next.dedup();
        if next.len() > MOST_READINGS {
            next.dedup_by_key(|reading| (reading.token, reading.end));
        }
        readings = next;
        if readings.is_empty() {
            break;
        }
    }
    readings.retain(|reading| reading.closed);
    readings.sort_unstable_by_key(|reading| (reading.start, reading.end));
    if term.pieces.last().is_some_and(|piece| is_wild(&piece.text)) {
        readings.dedup_by_key(|reading| reading.start);
    }
    readings.into_iter().map(|reading| Hit::new(reading.start..reading.end, text)).collect()
}

/// Whether the words that a piece stands for are found by their beginning: no wildcards, and a script with spaces.
fn is_looked_up(piece: &Piece) -> bool {
    piece.script != Script::Unspaced && !is_wild(&piece.text)
}

/// The numbers of its words, whole ones or in Hangul those that begin with it, unsorted.
fn looked_up(piece: &Piece, text: &Text) -> Vec<usize> {
    text.words(piece.script, &piece.text, piece.script == Script::Hangul)
}

fn from_start(piece: &Piece, token: Token) -> Range<usize> {
    let start = token.start as usize;
    start..start + piece.text.len()
}

fn begin(piece: &Piece, text: &Text) -> Vec<Reading> {
    let tokens = text.tokens();
    let at = |token: usize, start: usize, (end, closed): (usize, bool)| Reading { token, end, start, closed };
    if is_looked_up(piece) {
        let places = looked_up(piece, text).into_iter().map(|i| (i, from_start(piece, tokens[i])));
        return places.map(|(i, place)| at(i, place.start, (place.end, true))).collect();
    }
    let wild = is_wild(&piece.text);
    // What stands before a Hangul term within its word is no part of the hit.
    let inside = piece.script == Script::Hangul && piece.text.starts_with('*');
    let piece =
        &Piece { text: if inside { piece.text.trim_start_matches('*').to_owned() } else { piece.text.clone() }, ..*piece };
    let same = tokens.iter().enumerate().filter(|(_, token)| token.script == piece.script);
    same.flat_map(|(i, &token)| {
        let (run, from) = (text.of(token), token.start as usize);
        let starts: Vec<usize> = match piece.script {
            Script::Unspaced | Script::Hangul if inside || (wild && piece.script == Script::Unspaced) => {
                run.char_indices().map(|(start, _)| start).collect()
            }
            Script::Unspaced => overlapping(run, &piece.text),
            _ => vec![0],
        };
        starts.into_iter().flat_map(move |start| {
            read(piece, text, token, from + start, false).into_iter().map(move |end| at(i, from + start, end))
        })
    })
    .collect()
}

fn overlapping(run: &str, term: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some(found) = run.get(from..).and_then(|rest| rest.find(term)) {
        starts.push(from + found);
        from += found + run[from + found..].chars().next().map_or(1, char::len_utf8);
    }
    starts
}

/// The readings of `piece` right behind another one: in what is left of the same token, where its script has no word
/// boundaries to respect, or at the start of the next token.
fn go_on(before: Reading, piece: &Piece, glued: bool, text: &Text) -> Vec<Reading> {
    let tokens = text.tokens();
    let token = tokens[before.token];
    let mut readings = Vec::new();
    let mut take = |number: usize, token: Token, start: usize, left: bool| {
        let ends = read(piece, text, token, start, left);
        readings.extend(ends.into_iter().map(|(end, closed)| Reading { token: number, end, start: before.start, closed }));
    };
    let spaceless = matches!(piece.script, Script::Hangul | Script::Unspaced);
    if token.script == piece.script && spaceless && before.end < token.end as usize {
        take(before.token, token, before.end, true);
    }
    // Behind a Hangul word its particles may stand; anything else must have been read to its end.
    let done = before.end == token.end as usize || (token.script == Script::Hangul && !glued);
    let next = tokens.get(before.token + 1).filter(|next| done && before.closed && next.script == piece.script);
    if let Some(&next) = next.filter(|next| !glued || next.start as usize == before.end) {
        take(before.token + 1, next, next.start as usize, false);
    }
    readings
}

/// Where the piece that begins at `start` of a token may end, and whether it may be the last there. With `left`, the
/// piece before ends right here, so that nothing is cut on that side.
fn read(piece: &Piece, text: &Text, token: Token, start: usize, left: bool) -> Vec<(usize, bool)> {
    let (run, at) = (text.of(token), start - token.start as usize);
    let rest = &run[at..];
    match piece.script {
        Script::Spaced | Script::Emoji | Script::Handle if is_wild(&piece.text) => {
            let whole = at == 0 && ends(&piece.text, rest).contains(&rest.len());
            whole.then_some((start + rest.len(), true)).into_iter().collect()
        }
        Script::Spaced | Script::Emoji | Script::Handle => {
            (at == 0 && rest == piece.text).then_some((start + rest.len(), true)).into_iter().collect()
        }
        Script::Hangul => reached(&piece.text, rest).into_iter().map(|end| (start + end, true)).collect(),
        Script::Unspaced if is_katakana_only(&piece.text) => {
            if !left && run[..at].chars().next_back().is_some_and(in_katakana) {
                return Vec::new();
            }
            let katakana = &rest[..rest.find(|c| !in_katakana(c)).unwrap_or(rest.len())];
            let found = reached(&piece.text, katakana);
            found.into_iter().map(|end| (start + end, end == katakana.len())).collect()
        }
        // Wildcards at the edges of what is found anywhere say nothing.
        Script::Unspaced => {
            reached(piece.text.trim_start_matches('*'), rest).into_iter().map(|end| (start + end, true)).collect()
        }
    }
}

fn reached(term: &str, rest: &str) -> Vec<usize> {
    if is_wild(term) {
        return ends(term, rest);
    }
    rest.starts_with(term).then_some(term.len()).into_iter().collect()
}

/// Whether a term is katakana and nothing else.
pub(super) fn is_katakana_only(term: &str) -> bool {
    term.chars().all(|c| in_katakana(c) || matches!(c, '*' | '?'))
}

/// Whether a character alone is too common to be a term: Han, kana, Hangul.
pub(super) fn is_common(c: char) -> bool {
    is_kana(c) || matches!(script(c), Some(Script::Hangul | Script::Unspaced))
}
