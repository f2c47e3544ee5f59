//! A text made ready for matching: folded once, cut into tokens once.

use std::{
    mem,
    ops::Range,
    sync::{LazyLock, OnceLock},
};

use unicode_normalization::char::is_combining_mark;
use unicode_script::{Script as Alphabet, UnicodeScript};

use super::{
    Span,
    fold::{fold, is_emoji, is_kana, is_katakana, origins},
};

/// A text as queries see it. Make one per message and ask it of every rule.
#[derive(Debug, Clone)]
pub struct Text {
    given: Box<str>,
    folded: String,
    tokens: Vec<Token>,
    /// How each token begins and its number, sorted, for looking words up where there are many; made when the first one is.
    heads: OnceLock<Vec<(Head, u32)>>,
    tags: Vec<(u32, u32)>,
    mentions: Vec<(u32, u32)>,
    origins: OnceLock<Option<Vec<(u32, u32, u32)>>>,
    /// How many units the tokens before each one are.
    units: OnceLock<Vec<u32>>,
}

/// A stretch of one kind of script.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub start: u32,
    pub end: u32,
    pub script: Script,
}

/// How a script separates words, which is how its terms match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// By white space (Latin, Cyrillic, digits, ...): whole words.
    Spaced,
    /// By white space with particles behind: a term matches at the start.
    Hangul,
    /// Not at all (Han and kana): a term matches anywhere, but pure katakana only as a whole run.
    Unspaced,
    /// Each emoji is a word.
    Emoji,
    /// An @name in the text: never a word, and words on its two sides are not adjacent.
    Handle,
}

/// A stretch of one script within a term; `*` and `?` in it are wildcards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub script: Script,
    pub text: String,
    /// Nothing stood between it and the piece before it.
    pub joined: bool,
}

impl Text {
    /// Prepares a text. Never fails; linear in its length but for the sorting of its words.
    pub fn new(text: &str) -> Self {
        Self::cut(text, true)
    }

    /// A text without words.
    pub(crate) fn empty() -> &'static Self {
        static EMPTY: LazyLock<Text> = LazyLock::new(|| Text::new(""));
        &EMPTY
    }

    /// The whole text, folded.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub(super) fn of(&self, token: Token) -> &str {
        &self.folded[token.start as usize..token.end as usize]
    }

    /// The places of the hashtags with this folded name, their sign included.
    pub(super) fn tags<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        named(&self.folded, &self.tags, name)
    }

    /// The places of the mentions of this folded name, their sign included.
    pub(super) fn mentions<'a>(&'a self, name: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        named(&self.folded, &self.mentions, name)
    }

    /// Whether it has a hashtag of this folded name.
    pub(crate) fn has_tag(&self, name: &str) -> bool {
        self.tags(name).next().is_some()
    }

    pub(super) fn has_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    pub(super) fn has_mentions(&self) -> bool {
        !self.mentions.is_empty()
    }

    /// The numbers of the tokens of a script that are this word, or with `more` begin with it, unsorted.
    pub(super) fn words(&self, script: Script, word: &str, more: bool) -> Vec<usize> {
        let is_it = |token: Token| {
            let length = (token.end - token.start) as usize;
            let fits = if more { length >= word.len() } else { length == word.len() };
            fits && token.script == script && self.of(token).starts_with(word)
        };
        let mut found = Vec::new();
        if self.tokens.len() <= FEW {
            // Few are looked through as they stand.
            for (i, &token) in self.tokens.iter().enumerate() {
                if is_it(token) {
                    found.push(i);
                }
            }
        } else {
            found.extend(self.alike(word).iter().map(|&(_, i)| i as usize).filter(|&i| is_it(self.tokens[i])));
        }
        found
    }

    /// The tokens that begin as this text does, in its first eight bytes.
    fn alike(&self, text: &str) -> &[(Head, u32)] {
        let heads = self.heads.get_or_init(|| {
            let mut heads: Vec<(Head, u32)> = self.tokens.iter().map(|&token| head(self.of(token))).zip(0..).collect();
            heads.sort_unstable();
            heads
        });
        let (first, last) = heads_from(text);
        &heads[heads.partition_point(|&(head, _)| head < first)..heads.partition_point(|&(head, _)| head <= last)]
    }

    /// Where a stretch of the folded text stands in the text as it was given, in bytes, to whole graphemes.
    pub(super) fn origin(&self, place: Range<usize>) -> Range<usize> {
        if self.given.is_ascii() {
            return place;
        }
        let Some(origins) = self.origins.get_or_init(|| origins(&self.given, &self.folded)) else {
            return 0..self.given.len();
        };
        let first = origins.partition_point(|&(at, ..)| (at as usize) < place.start);
        let behind = origins.partition_point(|&(at, ..)| (at as usize) < place.end);
        let start = origins.get(first).map_or(self.given.len(), |&(_, start, _)| start as usize);
        let end = behind.checked_sub(1).and_then(|last| origins.get(last)).map_or(start, |&(.., end)| end as usize);
        start..end.max(start)
    }

    /// A place of the text as it was given, in characters instead of bytes.
    pub fn span(&self, place: Range<usize>) -> Span {
        let count = |text: Option<&str>| text.map_or(0, |text| text.chars().count()) as u32;
        let start = count(self.given.get(..place.start));
        Span { start, end: start + count(self.given.get(place)) }
    }

    /// The text as it was given, at a place of the folded one.
    pub(super) fn given(&self, place: Range<usize>) -> &str {
        &self.given[self.origin(place)]
    }

    /// How many units the tokens before number `i` are: one a word, one for two characters of Han or kana, rounded up
    /// for each token.
    pub(super) fn units_before(&self, i: usize) -> u32 {
        let units = self.units.get_or_init(|| {
            let mut sum = 0;
            let mut units = vec![0];
            for &token in &self.tokens {
                sum += match token.script {
                    Script::Unspaced => units_of(self.of(token)),
                    _ => 1,
                };
                units.push(sum);
            }
            units
        });
        units.get(i).copied().unwrap_or_default()
    }

    fn cut(text: &str, names: bool) -> Self {
        let folded = fold(text);
        let bytes = folded.as_bytes();
        let mut cutter = Cutter { tokens: Vec::with_capacity(bytes.len() / BYTES_A_WORD + 1), ..Cutter::default() };
        let (mut tags, mut mentions) = (Vec::new(), Vec::new());
        let (mut at, mut before) = (0, None);
        // Positions are 32 bits wide; no platform sends 4 GB.
        while let Some(&byte) = bytes.get(at).filter(|_| at < u32::MAX as usize / 2) {
            // Words of ASCII and what separates them are most of most texts, and need no more than this.
            if is_plain(byte) && cutter.is_between() {
                let word = &bytes[at..];
                let word = &word[..word.iter().position(|&byte| !is_plain(byte)).unwrap_or(word.len())];
                let start = at;
                at += word.len();
                match bytes.get(at).copied().filter(|&byte| separates(byte)) {
                    Some(byte) => {
                        cutter.push_word(start, at);
                        at += 1;
                        before = Some(byte.into());
                    }
                    None => {
                        cutter.take_word(start, word);
                        before = Some(bytes[at - 1].into());
                    }
                }
                continue;
            }
            if separates(byte) {
                cutter.close();
                at += 1;
                before = Some(byte.into());
                continue;
            }
            let Some(c) = folded[at..].chars().next() else { break };
            let next = at + c.len_utf8();
            let after = folded[next..].chars().next();
            let begins_name =
                || names && !before.is_some_and(|c| script(c) == Some(Script::Spaced)) && after.is_some_and(is_name);
            if c == '@' && begins_name() {
                let end = next + handle_length(&folded[next..]);
                mentions.push((next as u32, end as u32));
                cutter.close();
                cutter.tokens.push(Token { start: at as u32, end: end as u32, script: Script::Handle });
                (at, before) = (end, folded[..end].chars().next_back());
                continue;
            }
            if c == '#' && begins_name() {
                let name = &folded[next..];
                let length = name.find(|c| !is_name(c) && !is_combining_mark(c)).unwrap_or(name.len());
                tags.push((next as u32, (next + length) as u32));
            }
            cutter.take(at as u32, next as u32, c, before, after);
            (at, before) = (next, Some(c));
        }
        cutter.close();
        let (heads, origins, units) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        Self { given: text.into(), folded, tokens: cutter.tokens, heads, tags, mentions, origins, units }
    }
}

/// The first eight bytes of a text as a number: texts that begin alike are neighbours.
type Head = u64;

/// So many words are looked through as fast as they are sorted.
const FEW: usize = 64;

/// About so many bytes of a text are one token, its space included: room for them is made at once.
const BYTES_A_WORD: usize = 5;

fn head(text: &str) -> Head {
    let mut first = [0; 8];
    let length = text.len().min(8);
    first[..length].copy_from_slice(&text.as_bytes()[..length]);
    Head::from_be_bytes(first)
}

/// The least and the greatest head of a text that begins with `prefix`.
fn heads_from(prefix: &str) -> (Head, Head) {
    let first = head(prefix);
    let rest = Head::MAX.checked_shr(prefix.len() as u32 * 8).unwrap_or_default();
    (first, first | rest)
}

/// A letter or digit of ASCII, folded.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'0'..=b'9')
}

/// What of ASCII ends a word and begins nothing.
fn separates(byte: u8) -> bool {
    byte.is_ascii() && !is_plain(byte) && !matches!(byte, b'@' | b'#')
}

/// Two characters of Han or kana are one unit, rounded up.
pub(super) fn units_of(run: &str) -> u32 {
    (run.chars().count() as u32).div_ceil(2)
}

fn named<'a>(folded: &'a str, places: &'a [(u32, u32)], name: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
    let places = places.iter().map(|&(start, end)| start as usize..end as usize);
    places.filter(move |place| &folded[place.clone()] == name).map(|place| place.start - 1..place.end)
}

/// Wildcards on their way through the cutting, where `*` and `?` are punctuation like any other.
const ANY: char = '\u{e000}';
const ONE: char = '\u{e001}';

/// The pieces of a literal term; `@`, `#` and wildcards are mere punctuation in it.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let text = Text::cut(source, false);
    text.tokens
        .iter()
        .enumerate()
        .map(|(i, &token)| Piece {
            script: token.script,
            text: text.of(token).replace(ANY, "*").replace(ONE, "?"),
            joined: i > 0 && text.tokens[i - 1].end == token.start,
        })
        .collect()
}

/// The pieces of a word in which `*` and `?` are wildcards.
pub(super) fn wild_pieces(source: &str) -> Vec<Piece> {
    let marked: String = source
        .chars()
        .map(|c| match c {
            '*' | '＊' => ANY,
            '?' | '？' => ONE,
            _ => c,
        })
        .collect();
    pieces(&marked)
}

/// The folded name of a `#tag` or `@name`, if every character of it may stand in one.
pub(super) fn name(source: &str) -> Option<String> {
    let folded = fold(source);
    let lawful = |c: char| is_name(c) || is_combining_mark(c) || c == '.';
    (folded.chars().next().is_some_and(is_name) && folded.chars().all(lawful)).then_some(folded)
}

#[derive(Default)]
struct Cutter {
    tokens: Vec<Token>,
    open: Option<Token>,
    /// The alphabet of the open word, once a letter has told it: digits have none.
    alphabet: Option<Alphabet>,
    /// The next emoji belongs to the open one.
    joins: bool,
    /// Where wildcards began that stand before their word.
    leading: Option<u32>,
}

impl Cutter {
    /// Whether no word is open that what comes might go on.
    fn is_between(&self) -> bool {
        self.open.is_none() && self.leading.is_none()
    }

    /// Takes letters and digits of ASCII at once, where no word is open.
    fn take_word(&mut self, start: usize, word: &[u8]) {
        self.open = Some(Token { start: start as u32, end: (start + word.len()) as u32, script: Script::Spaced });
        self.alphabet = word.iter().any(u8::is_ascii_lowercase).then_some(Alphabet::Latin);
        self.joins = false;
    }

    /// The same for a word that nothing goes on: it is whole.
    fn push_word(&mut self, start: usize, end: usize) {
        self.tokens.push(Token { start: start as u32, end: end as u32, script: Script::Spaced });
        (self.alphabet, self.joins) = (None, false);
    }

    fn take(&mut self, start: u32, end: u32, c: char, before: Option<char>, after: Option<char>) {
        if matches!(c, ANY | ONE) {
            return match self.open.as_mut() {
                Some(token) => token.end = end,
                None => _ = self.leading.get_or_insert(start),
            };
        }
        let open = self.open.map(|token| token.script);
        let kind = script(c);
        let stays = match c {
            'ー' | '゙' | '゚' => open == Some(Script::Unspaced),
            '・' => open == Some(Script::Unspaced) && before.is_some_and(is_katakana) && after.is_some_and(is_katakana),
            '\u{200d}' => open == Some(Script::Emoji),
            _ => !c.is_ascii() && kind != Some(Script::Hangul) && is_combining_mark(c),
        };
        let joined = mem::replace(&mut self.joins, c == '\u{200d}');
        if let Some(token) = self.open.as_mut().filter(|_| stays) {
            token.end = end;
            return;
        }
        let Some(kind) = kind.filter(|_| c != 'ー') else {
            self.close();
            return;
        };
        let alphabet = if kind == Script::Spaced { alphabet(c) } else { None };
        let goes_on = match kind {
            // Two regional indicators are one flag.
            Script::Emoji => joined || (is_flag(c) && before.is_some_and(is_flag) && self.flag_is_half()),
            Script::Spaced => alphabet.is_none() || self.alphabet.is_none() || alphabet == self.alphabet,
            _ => true,
        };
        match self.open.as_mut() {
            Some(token) if token.script == kind && goes_on => token.end = end,
            _ => {
                let start = self.leading.take().unwrap_or(start);
                self.close();
                self.open = Some(Token { start, end, script: kind });
            }
        }
        self.alphabet = alphabet.or(self.alphabet);
    }

    fn flag_is_half(&self) -> bool {
        self.open.is_some_and(|token| token.end - token.start == 4)
    }

    fn close(&mut self) {
        if let Some(token) = self.open.take() {
            self.tokens.push(token);
        }
        (self.alphabet, self.joins, self.leading) = (None, false, None);
    }
}

fn is_flag(c: char) -> bool {
    matches!(c, '\u{1f1e6}'..='\u{1f1ff}')
}

/// The alphabet of a letter: a change of it ends a word.
fn alphabet(c: char) -> Option<Alphabet> {
    match c {
        'a'..='z' => Some(Alphabet::Latin),
        _ if c.is_ascii() => None,
        _ => Some(c.script()).filter(|script| !matches!(script, Alphabet::Common | Alphabet::Inherited | Alphabet::Unknown)),
    }
}

/// Handles are Latin letters, digits, `_` and `.` on most platforms, with Korean or Japanese particles written right
/// behind them; a handle that begins in another script goes on in any.
fn handle_length(text: &str) -> usize {
    let latin = text.starts_with(|c: char| c.is_ascii());
    let inside = |c: char| {
        if latin { c.is_ascii_alphanumeric() || matches!(c, '_' | '.') } else { is_name(c) || is_combining_mark(c) }
    };
    let handle = &text[..text.find(|c| !inside(c)).unwrap_or(text.len())];
    let first = handle.chars().next().map_or(0, char::len_utf8);
    first + handle[first..].trim_end_matches('.').len()
}

fn is_name(c: char) -> bool {
    c == '_' || matches!(script(c), Some(Script::Spaced | Script::Hangul | Script::Unspaced))
}

/// The script of a folded character; none for what separates words.
pub(super) fn script(c: char) -> Option<Script> {
    match c {
        'a'..='z' | '0'..='9' => Some(Script::Spaced),
        _ if c.is_ascii() => None,
        '가'..='힣' | '\u{1100}'..='\u{11ff}' | '\u{a960}'..='\u{a97f}' | '\u{d7b0}'..='\u{d7ff}' => Some(Script::Hangul),
        '一'..='鿿' | '㐀'..='䶿' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '々' | '〆' | '〇' => {
            Some(Script::Unspaced)
        }
        _ if is_kana(c) => Some(Script::Unspaced),
        _ if is_emoji(c) => Some(Script::Emoji),
        _ if c.is_alphanumeric() => Some(Script::Spaced),
        _ => None,
    }
}
