//! What a linear model sees of a text: hashes of its n-grams (text-analysis.md section 2).

use domain::analysis::Language;

use crate::lexicon::{Mention, negates, words};

/// Words after a negation that are marked by it.
const NEGATED: usize = 4;

/// A feature: its hash, and the bytes of the normal form it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Feature {
    /// A hash of kind and content; a model takes as many of its upper bits as it has.
    pub hash: u32,
    /// Where it begins.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
}

/// The features of a text in its normal form, in an order that never changes.
pub(crate) fn features(normal: &str, language: Language, mentions: &[Mention]) -> Vec<Feature> {
    let mut found = Vec::with_capacity(normal.len() * 4);
    match language {
        Language::En => english(normal, &mut found),
        Language::Ko => {
            grams(normal, 1..=4, true, &mut found);
            spaced(normal, &mut found);
        }
        Language::Ja => grams(normal, 1..=5, false, &mut found),
    }
    if language != Language::En {
        endings(normal, &mut found);
    }
    concepts(mentions, &mut found);
    found
}

/// What kind of feature a hash is of, so that a word and the same letters as an n-gram are two.
#[derive(Clone, Copy)]
enum Kind {
    Word = 0x11,
    Pair = 0x22,
    Skip = 0x33,
    Negated = 0x44,
    Symbol = 0x55,
    Gram = 0x66,
    Inside = 0x77,
    Edge = 0x88,
    Ending = 0x99,
    Concept = 0xaa,
}

/// FNV-1a over 32 bits, with a mixing step at the end: the upper bits are as good as the lower.
#[derive(Clone, Copy)]
struct Hash(u32);

impl Hash {
    fn of(kind: Kind) -> Self {
        Self(0x811c_9dc5).with(kind as u32)
    }

    fn with(self, part: u32) -> Self {
        Self((self.0 ^ part).wrapping_mul(0x0100_0193))
    }

    fn text(self, text: &str) -> Self {
        text.bytes().fold(self, |hash, byte| hash.with(u32::from(byte)))
    }

    fn end(self) -> u32 {
        let mut h = self.0;
        h ^= h >> 16;
        h = h.wrapping_mul(0x85eb_ca6b);
        h ^= h >> 13;
        h = h.wrapping_mul(0xc2b2_ae35);
        h ^ h >> 16
    }
}

/// Words, pairs, pairs with one word between, what stands behind a negation, and the letters inside words.
fn english(normal: &str, found: &mut Vec<Feature>) {
    let words = words(normal);
    let mut negated = 0;
    for (i, word) in words.iter().enumerate() {
        let (start, end) = (word.start as u32, (word.start + word.length) as u32);
        let begin = |back: usize| words[i - back].start as u32;
        found.push(Feature { hash: Hash::of(Kind::Word).text(word.text).end(), start, end });
        if word.fresh {
            negated = 0;
            found.push(Feature { hash: Hash::of(Kind::Edge).with(1).text(word.text).end(), start, end });
        }
        if i >= 1 && !word.fresh {
            let pair = Hash::of(Kind::Pair).text(words[i - 1].text).with(0x20).text(word.text);
            found.push(Feature { hash: pair.end(), start: begin(1), end });
            if i >= 2 && !words[i - 1].fresh {
                let skip = Hash::of(Kind::Skip).text(words[i - 2].text).with(0x20).text(word.text);
                found.push(Feature { hash: skip.end(), start: begin(2), end });
            }
        }
        if negated > 0 {
            negated -= 1;
            found.push(Feature { hash: Hash::of(Kind::Negated).text(word.text).end(), start, end });
        }
        if negates(word.text) {
            negated = NEGATED;
        }
        inside(word.text, start, end, found);
    }
    if let Some(last) = words.last() {
        let (start, end) = (last.start as u32, (last.start + last.length) as u32);
        found.push(Feature { hash: Hash::of(Kind::Edge).with(2).text(last.text).end(), start, end });
    }
    symbols(normal, found);
}

/// Three and four letters inside a word, its edges marked.
fn inside(word: &str, start: u32, end: u32, found: &mut Vec<Feature>) {
    let edge = std::iter::once('\u{2}').chain(word.chars()).chain(std::iter::once('\u{3}'));
    let letters: Vec<char> = edge.collect();
    for n in 3..=4 {
        for gram in letters.windows(n) {
            let hash = gram.iter().fold(Hash::of(Kind::Inside), |hash, &c| hash.with(c as u32)).end();
            found.push(Feature { hash, start, end });
        }
    }
}

/// Everything that is neither letter nor space, each once.
fn symbols(normal: &str, found: &mut Vec<Feature>) {
    let mut seen: Vec<char> = Vec::new();
    for (at, c) in normal.char_indices() {
        if !c.is_alphanumeric() && !c.is_whitespace() && c != '\'' && !seen.contains(&c) && seen.len() < 32 {
            seen.push(c);
            let hash = Hash::of(Kind::Symbol).with(c as u32).end();
            found.push(Feature { hash, start: at as u32, end: (at + c.len_utf8()) as u32 });
        }
    }
}

/// Characters in a row, the edges of the text marked; with spaces, or as if there were none.
fn grams(normal: &str, lengths: std::ops::RangeInclusive<usize>, spaces: bool, found: &mut Vec<Feature>) {
    let end = normal.len();
    let mut letters: Vec<(usize, char)> = Vec::with_capacity(end + 2);
    letters.push((0, '\u{2}'));
    letters.extend(normal.char_indices().filter(|(_, c)| spaces || *c != ' '));
    letters.push((end, '\u{3}'));
    for first in 0..letters.len() {
        let mut hash = Hash::of(Kind::Gram);
        for (n, &(at, c)) in letters[first..].iter().take(*lengths.end()).enumerate() {
            hash = hash.with(c as u32);
            if n + 1 >= *lengths.start() {
                let to = if c == '\u{3}' { at } else { at + c.len_utf8() };
                found.push(Feature { hash: hash.end(), start: letters[first].0 as u32, end: to as u32 });
            }
        }
    }
}

/// Which concept follows which, at most two others between them; the first, and the last.
fn concepts(mentions: &[Mention], found: &mut Vec<Feature>) {
    let code = |mention: &Mention| u32::from(mention.concept);
    for (i, mention) in mentions.iter().enumerate() {
        let Mention { start, end, .. } = *mention;
        for (between, next) in mentions[i + 1..].iter().take(3).enumerate() {
            let (near, hash) = (u32::from(between == 0), Hash::of(Kind::Concept).with(code(mention)).with(code(next)));
            let to = next.end.max(end);
            found.push(Feature { hash: hash.end(), start, end: to });
            if near == 1 {
                found.push(Feature { hash: hash.with(0x100).end(), start, end: to });
            }
        }
    }
    if let (Some(first), Some(last)) = (mentions.first(), mentions.last()) {
        let edge = |mention: &Mention, which| Hash::of(Kind::Concept).with(code(mention)).with(which).end();
        found.push(Feature { hash: edge(first, 0x200), start: first.start, end: first.end });
        found.push(Feature { hash: edge(last, 0x300), start: last.start, end: last.end });
    }
}

/// How each sentence ends, its marks and faces apart: there a Korean or Japanese sentence says what it wants.
fn endings(normal: &str, found: &mut Vec<Feature>) {
    let mut begin = 0;
    let ends = normal.char_indices().filter(|&(_, c)| matches!(c, '.' | '!' | '?' | '。' | '\n' | '…'));
    let ends: Vec<usize> = ends.map(|(at, _)| at).chain([normal.len()]).collect();
    let sentences = ends.into_iter().filter_map(|end| {
        let sentence = (begin, end);
        begin = end;
        normal[sentence.0..sentence.1].contains(char::is_alphabetic).then_some(sentence)
    });
    let sentences: Vec<(usize, usize)> = sentences.collect();
    for (i, &(begin, end)) in sentences.iter().enumerate().rev().take(8) {
        let last = i + 1 == sentences.len();
        let laughs = |c: char| matches!(c, 'ㅋ' | 'ㅎ' | 'ㅠ' | 'ㅜ' | 'w' | '笑' | '草');
        let body = normal[begin..end].trim_end_matches(|c: char| !c.is_alphabetic() || laughs(c));
        let mut hash = Hash::of(Kind::Ending);
        for (n, (at, c)) in body.char_indices().rev().filter(|(_, c)| *c != ' ').take(7).enumerate() {
            hash = hash.with(c as u32);
            if n >= 1 {
                let (start, end) = ((begin + at) as u32, (begin + body.len()) as u32);
                found.push(Feature { hash: hash.end(), start, end });
                if last {
                    found.push(Feature { hash: hash.with(0x100).end(), start, end });
                }
            }
        }
    }
}

/// Words between spaces, without the marks around them, and pairs of them.
fn spaced(normal: &str, found: &mut Vec<Feature>) {
    let mut previous: Option<(&str, u32)> = None;
    let mut rest = 0;
    for piece in normal.split([' ', '\n']) {
        let word = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let start = (rest + piece.find(word).unwrap_or(0)) as u32;
        rest += piece.len() + 1;
        if word.is_empty() {
            continue;
        }
        let end = start + word.len() as u32;
        found.push(Feature { hash: Hash::of(Kind::Word).text(word).end(), start, end });
        if let Some((before, begin)) = previous {
            let pair = Hash::of(Kind::Pair).text(before).with(0x20).text(word);
            found.push(Feature { hash: pair.end(), start: begin, end });
        }
        previous = Some((word, start));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // The shipped weights are bound to these numbers.
    #[test]
    fn hashes_are_the_same_everywhere_and_always() {
        let sum = |text: &str, language| {
            features(text, language, &[]).iter().fold(0u32, |sum, f| sum.wrapping_mul(31).wrapping_add(f.hash))
        };
        assert_eq!(sum("not good!", Language::En), features_of_not_good());
        assert_ne!(sum("배송 지연", Language::Ko), sum("배송지연", Language::Ko));
        assert_eq!(sum("返事 がない", Language::Ja), {
            let (a, b) = (sum("返事がない", Language::Ja), sum("返事 がない", Language::Ja));
            assert_eq!(a, b);
            a
        });
    }

    fn features_of_not_good() -> u32 {
        // Kind, then bytes, worked out apart from `features`.
        let word = |kind: u32, text: &str| {
            let hash = text
                .bytes()
                .fold((0x811c_9dc5u32 ^ kind).wrapping_mul(0x0100_0193), |h, b| (h ^ u32::from(b)).wrapping_mul(0x0100_0193));
            Hash(hash).end()
        };
        let all = features("not good!", Language::En, &[]);
        assert_eq!(all[0].hash, word(0x11, "not"));
        assert!(all.iter().any(|f| f.hash == word(0x22, "not good") && (f.start, f.end) == (0, 8)));
        assert!(all.iter().any(|f| f.hash == word(0x44, "good")));
        all.iter().fold(0u32, |sum, f| sum.wrapping_mul(31).wrapping_add(f.hash))
    }
}
