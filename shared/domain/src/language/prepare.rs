//! What is left of a text once links, handles and numbers say nothing: the same words for every brand.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::lines;
use crate::query::fold;

/// A text without links and handles, every number a 0, no character more than three times in a row.
pub(super) struct Prepared {
    /// In its own case, for shouting.
    pub cased: String,
    /// Folded: what lists are compared with.
    pub folded: String,
}

pub(super) fn prepare(text: &str) -> Prepared {
    // Control characters separate words at most; the compatibility forms of letters are the letters.
    let chars: Vec<char> = text.nfkc().map(|c| if c.is_control() && c != '\n' { ' ' } else { c }).collect();
    let mut cased = String::with_capacity(text.len());
    let mut i = 0;
    let mut same = 0;
    while i < chars.len() {
        let c = chars[i];
        let fresh = !i.checked_sub(1).is_some_and(|p| chars[p].is_ascii_alphanumeric());
        let skipped = match c {
            '@' if fresh => handle(&chars[i + 1..]).map(|n| n + 1),
            'h' | 'H' | 'w' | 'W' if fresh => link(&chars[i..]),
            _ => None,
        };
        if let Some(skipped) = skipped {
            cased.push(' ');
            i += skipped;
            continue;
        }
        if c.is_numeric() {
            // 1,000 and 7:40 are two numbers to the lists, which is all they need.
            if !cased.ends_with('0') {
                cased.push('0');
            }
        } else {
            same = if i > 0 && chars[i - 1] == c { same + 1 } else { 0 };
            if same < 3 {
                cased.push(if c == '’' { '\'' } else { c });
            }
        }
        i += 1;
    }
    let folded = fold(&cased);
    Prepared { cased, folded }
}

/// How many characters of a handle follow an `@`.
fn handle(rest: &[char]) -> Option<usize> {
    let first = *rest.first()?;
    let inside = |c: char| {
        if first.is_ascii() { c.is_ascii_alphanumeric() || matches!(c, '_' | '.') } else { c.is_alphanumeric() || c == '_' }
    };
    let length = rest.iter().take_while(|&&c| inside(c)).count();
    (length > 0).then_some(length)
}

/// How long a link is that begins here; Korean or Japanese right behind it is not part of it.
fn link(rest: &[char]) -> Option<usize> {
    let begins = |with: &str| rest.len() > with.len() && rest.iter().zip(with.chars()).all(|(a, b)| a.eq_ignore_ascii_case(&b));
    if !(begins("http://") || begins("https://") || begins("www.")) {
        return None;
    }
    Some(rest.iter().take_while(|c| c.is_ascii() && !c.is_ascii_whitespace()).count())
}

/// The emoji with a stance.
pub(super) struct Emoji {
    valence: HashMap<char, i32>,
}

/// What the emoji of a text say, in tenths.
#[derive(Debug, Default)]
pub(super) struct Tone {
    /// At least one emoji stands in the text.
    pub any: bool,
    pub positive: i32,
    pub negative: i32,
}

impl Emoji {
    pub fn new() -> Self {
        let rows = lines(include_str!("../../data/sentiment/emoji.tsv"));
        let valence = rows.filter_map(|(valence, emoji)| Some((fold(emoji).chars().next()?, valence.parse().ok()?)));
        Self { valence: valence.collect() }
    }

    /// Each emoji counts once: a row of hearts is one stance.
    pub fn weigh(&self, folded: &str) -> Tone {
        let mut tone = Tone::default();
        let mut seen: Vec<char> = Vec::new();
        for c in folded.chars().filter(|&c| is_emoji(c)) {
            tone.any = true;
            if seen.len() >= 16 || seen.contains(&c) {
                continue;
            }
            seen.push(c);
            match self.valence.get(&c) {
                Some(&valence) if valence > 0 => tone.positive += valence,
                Some(&valence) => tone.negative -= valence,
                None => {}
            }
        }
        tone
    }
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2300}'..='\u{23ff}' | '\u{2b00}'..='\u{2bff}')
}
