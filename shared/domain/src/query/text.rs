//! A text made ready for matching: folded once, cut into tokens once.

use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, is_kana, is_katakana};

/// A text as queries see it. Make one per message and ask it of every rule.
#[derive(Debug, Clone)]
pub struct Text {
    folded: String,
    tokens: Vec<Token>,
    /// Token numbers in the order of their texts, for looking words up.
    order: Vec<u32>,
    tags: Vec<(u32, u32)>,
    mentions: Vec<(u32, u32)>,
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

/// A stretch of one script within a term.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    pub script: Script,
    pub text: String,
}

impl Text {
    /// Prepares a text. Never fails; linear in its length but for the sorting of its words.
    pub fn new(text: &str) -> Self {
        Self::cut(text, true)
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

    pub(super) fn has_tag(&self, name: &str) -> bool {
        self.tags.iter().any(|&(start, end)| &self.folded[start as usize..end as usize] == name)
    }

    pub(super) fn has_mention(&self, name: &str) -> bool {
        self.mentions.iter().any(|&(start, end)| &self.folded[start as usize..end as usize] == name)
    }

    /// The numbers of the tokens whose text begins with `prefix`, any script.
    pub(super) fn beginning_with<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = usize> + 'a {
        let text = move |i: u32| self.of(self.tokens[i as usize]);
        let from = self.order.partition_point(|&i| text(i) < prefix);
        self.order[from..].iter().copied().take_while(move |&i| text(i).starts_with(prefix)).map(|i| i as usize)
    }

    fn cut(text: &str, names: bool) -> Self {
        // Positions are 32 bits wide; no platform sends 4 GB.
        let folded = fold(text);
        let chars: Vec<(usize, char)> = folded.char_indices().take_while(|&(i, _)| i < u32::MAX as usize / 2).collect();
        let end_of = |i: usize| chars.get(i).map_or(folded.len(), |&(at, _)| at) as u32;
        let mut cutter = Cutter { tokens: Vec::new(), open: None };
        let (mut tags, mut mentions) = (Vec::new(), Vec::new());
        let mut i = 0;
        while i < chars.len() {
            let (at, c) = chars[i];
            let before = i.checked_sub(1).map(|p| chars[p].1);
            let after = chars.get(i + 1).map(|&(_, c)| c);
            let begins_name = names && !before.is_some_and(|c| script(c) == Some(Script::Spaced)) && after.is_some_and(is_name);
            if c == '@' && begins_name {
                let end = handle_end(&chars, i + 1);
                mentions.push((end_of(i + 1), end_of(end)));
                cutter.close();
                cutter.tokens.push(Token { start: at as u32, end: end_of(end), script: Script::Handle });
                i = end;
                continue;
            }
            if c == '#' && begins_name {
                let end =
                    (i + 1..chars.len()).find(|&j| !is_name(chars[j].1) && !is_combining_mark(chars[j].1)).unwrap_or(chars.len());
                tags.push((end_of(i + 1), end_of(end)));
            }
            cutter.take(at as u32, end_of(i + 1), c, before, after);
            i += 1;
        }
        cutter.close();
        let tokens = cutter.tokens;
        let mut order: Vec<u32> = (0..tokens.len() as u32).collect();
        let text_of = |i: u32| &folded[tokens[i as usize].start as usize..tokens[i as usize].end as usize];
        order.sort_by(|&a, &b| text_of(a).cmp(text_of(b)).then(a.cmp(&b)));
        Self { folded, tokens, order, tags, mentions }
    }
}

/// The pieces of a literal term; `@` and `#` are mere punctuation in it.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let text = Text::cut(source, false);
    text.tokens.iter().map(|&token| Piece { script: token.script, text: text.of(token).to_owned() }).collect()
}

/// The folded name of a `#tag` or `@name`, if every character of it may stand in one.
pub(super) fn name(source: &str) -> Option<String> {
    let folded = fold(source);
    let lawful = |c: char| is_name(c) || is_combining_mark(c) || c == '.';
    (folded.chars().next().is_some_and(is_name) && folded.chars().all(lawful)).then_some(folded)
}

struct Cutter {
    tokens: Vec<Token>,
    open: Option<Token>,
}

impl Cutter {
    fn take(&mut self, start: u32, end: u32, c: char, before: Option<char>, after: Option<char>) {
        let stays = match c {
            'ー' | '゙' | '゚' => self.open.is_some_and(|token| token.script == Script::Unspaced),
            '・' => before.is_some_and(is_katakana) && after.is_some_and(is_katakana),
            _ => is_combining_mark(c) && !matches!(script(c), Some(Script::Hangul)),
        };
        if let Some(token) = self.open.as_mut().filter(|_| stays) {
            token.end = end;
            return;
        }
        match script(c) {
            Some(kind) if c != 'ー' => match self.open.as_mut() {
                Some(token) if token.script == kind && kind != Script::Emoji => token.end = end,
                _ => {
                    self.close();
                    self.open = Some(Token { start, end, script: kind });
                }
            },
            _ => self.close(),
        }
    }

    fn close(&mut self) {
        self.tokens.extend(self.open.take());
    }
}

/// Handles are Latin letters, digits, `_` and `.` on most platforms, with Korean or Japanese particles written right
/// behind them; a handle that begins in another script goes on in any.
fn handle_end(chars: &[(usize, char)], from: usize) -> usize {
    let latin = chars[from].1.is_ascii();
    let inside = |c: char| {
        if latin { c.is_ascii_alphanumeric() || matches!(c, '_' | '.') } else { is_name(c) || is_combining_mark(c) }
    };
    let mut end = (from..chars.len()).find(|&j| !inside(chars[j].1)).unwrap_or(chars.len());
    while end > from + 1 && chars[end - 1].1 == '.' {
        end -= 1;
    }
    end
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
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2300}'..='\u{23ff}' | '\u{2b00}'..='\u{2bff}' => {
            Some(Script::Emoji)
        }
        _ if c.is_alphanumeric() => Some(Script::Spaced),
        _ => None,
    }
}
