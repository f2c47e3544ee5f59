//! The form in which texts are compared and learnt: NFKC, lower case, one space, every number a 0, no character more than
//! three times in a row, no links and handles (text-analysis.md section 2). The same words for every brand.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// A text in its normal form, with the way back to the text as written.
#[derive(Debug, Clone, Default)]
pub struct Normal {
    /// The normal form.
    pub text: String,
    /// For each byte of the normal form, and for its end, the byte of the original it came from.
    origin: Vec<u32>,
}

/// One character of the normal form, before links, handles and numbers are taken out.
#[derive(Clone, Copy)]
struct Letter {
    c: char,
    /// Where its cluster begins in the original.
    start: u32,
}

impl Normal {
    /// The normal form of a text.
    pub fn of(text: &str) -> Self {
        let letters = letters(text);
        let mut normal = Self { text: String::with_capacity(text.len()), origin: Vec::with_capacity(text.len() + 1) };
        let mut same = 0;
        let mut i = 0;
        while let Some(&Letter { c, start }) = letters.get(i) {
            let fresh = i == 0 || !letters[i - 1].c.is_ascii_alphanumeric();
            let skipped = match c {
                '@' if fresh => handle(&letters[i + 1..]).map(|n| n + 1),
                'h' | 'w' if fresh => link(&letters[i..]),
                _ => None,
            };
            if let Some(skipped) = skipped {
                normal.space(start);
                i += skipped;
                continue;
            }
            same = if i > 0 && letters[i - 1].c == c { same + 1 } else { 0 };
            i += 1;
            match c {
                '\n' => normal.line(start),
                c if c.is_whitespace() || c.is_control() => normal.space(start),
                // 1,000 and 7:40 are two numbers to the lists, which is all they need.
                c if c.is_numeric() && !is_han(c) && normal.text.ends_with('0') => {}
                c if c.is_numeric() && !is_han(c) => normal.push('0', start),
                c if same < 3 => {
                    let c = if is_wave(c) && normal.text.ends_with(is_kana) { long_or_wave(&letters[i..]) } else { c };
                    normal.push(c, start);
                }
                _ => {}
            }
        }
        while normal.text.ends_with([' ', '\n']) {
            normal.text.pop();
            normal.origin.pop();
        }
        normal.origin.push(text.len() as u32);
        normal
    }

    /// The bytes of the original that a range of the normal form came from.
    pub fn span(&self, start: usize, end: usize) -> (usize, usize) {
        let last = self.origin.len().saturating_sub(1);
        let at = |place: usize| self.origin.get(place.min(last)).map_or(0, |&byte| byte as usize);
        (at(start), at(end))
    }

    /// The text before its last laugh (ㅋㅋ, w, lol, 笑, 😂), where it ends with one and has more.
    pub(crate) fn without_laughter(&self) -> Option<Self> {
        let mut rest = self.text.as_str();
        loop {
            let trimmed =
                rest.trim_end_matches([' ', '\n', 'ㅋ', 'ㅎ', '笑', '草', '😂', '🤣', '😆', '😅', '(', ')', '~', '!', '.']);
            let word = trimmed.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
            let laughs = matches!(word, "lol" | "lmao" | "rofl" | "haha" | "hahaha" | "hehe" | "xd")
                || (!word.is_empty() && word.bytes().all(|b| b == b'w'));
            let next = if laughs {
                &trimmed[..trimmed.len() - word.len()]
            } else if word.ends_with('w') && !ENDS_IN_W.contains(&word) {
                // Written on to the word before it.
                trimmed.trim_end_matches('w')
            } else {
                trimmed
            };
            if next.len() == rest.len() {
                break;
            }
            rest = next;
        }
        let laughed = self.text[rest.len()..].contains(['ㅋ', 'ㅎ', '笑', '草', '😂', '🤣', '😆', '😅', 'w', 'l', 'h', 'x']);
        (laughed && !rest.is_empty()).then(|| {
            let origin = self.origin[..=rest.len()].to_vec();
            Self { text: rest.to_owned(), origin }
        })
    }

    fn push(&mut self, c: char, start: u32) {
        self.text.push(c);
        self.origin.extend(std::iter::repeat_n(start, c.len_utf8()));
    }

    fn space(&mut self, start: u32) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
            self.push(' ', start);
        }
    }

    fn line(&mut self, start: u32) {
        if self.text.ends_with(' ') {
            self.text.pop();
            self.origin.pop();
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.push('\n', start);
        }
    }
}

/// Words that end in a w of their own.
const ENDS_IN_W: &[&str] = &[
    "allow",
    "anyhow",
    "arrow",
    "aw",
    "below",
    "blow",
    "bmw",
    "borrow",
    "bow",
    "brew",
    "btw",
    "chew",
    "cow",
    "crew",
    "draw",
    "elbow",
    "few",
    "fellow",
    "flow",
    "follow",
    "ftw",
    "glow",
    "grew",
    "grow",
    "how",
    "interview",
    "jaw",
    "knew",
    "know",
    "law",
    "low",
    "meow",
    "mow",
    "narrow",
    "nephew",
    "new",
    "now",
    "overflow",
    "pillow",
    "preview",
    "rainbow",
    "raw",
    "renew",
    "review",
    "row",
    "saw",
    "screw",
    "shadow",
    "shallow",
    "show",
    "slow",
    "snow",
    "somehow",
    "stew",
    "straw",
    "swallow",
    "throw",
    "tomorrow",
    "view",
    "window",
    "withdraw",
    "workflow",
    "wow",
    "yellow",
];

/// The normal form of an entry of a word list, without its outer space.
pub(crate) fn entry(text: &str) -> String {
    Normal::of(text).text
}

/// Characters after NFKC and lower case. Each cluster is taken alone, so that it is known where it came from.
fn letters(text: &str) -> Vec<Letter> {
    let mut letters = Vec::with_capacity(text.len());
    if text.is_ascii() {
        letters.extend(text.char_indices().map(|(at, c)| Letter { c: c.to_ascii_lowercase(), start: at as u32 }));
        return letters;
    }
    for (at, cluster) in text.grapheme_indices(true) {
        let start = at as u32;
        let mut chars = cluster.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if is_plain(c) => letters.push(Letter { c: c.to_ascii_lowercase(), start }),
            _ => {
                let visible = cluster.chars().filter(|&c| !invisible(c)).nfkc().filter(|&c| !invisible(c));
                letters.extend(visible.flat_map(char::to_lowercase).map(|c| Letter { c: unify(c), start }));
            }
        }
    }
    letters
}

/// Characters that NFKC leaves as they are.
fn is_plain(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '가'..='힣' | 'ぁ'..='ゖ' | 'ァ'..='ヺ' | 'ー' | '一'..='鿿' | '、' | '。' | '\u{3131}'..='\u{3163}'
            | '\u{1f300}'..='\u{1f3fa}' | '\u{1f400}'..='\u{1faff}')
}

/// One character for several that say the same.
fn unify(c: char) -> char {
    match c {
        '‘' | '’' | 'ʼ' | '′' | '´' => '\'',
        '“' | '”' | '„' | '″' => '"',
        '–' | '—' | '‐' | '‑' | '−' => '-',
        _ => c,
    }
}

/// Joiners, variation selectors, skin tones: they change how a text looks, not what it says.
fn invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}'
        | '\u{e0000}'..='\u{e01ef}')
}

fn is_wave(c: char) -> bool {
    matches!(c, '〜' | '~')
}

/// Between kana a wave dash is a long vowel: ら〜めん is らーめん.
fn long_or_wave(rest: &[Letter]) -> char {
    let next = rest.iter().map(|letter| letter.c).find(|&c| !is_wave(c));
    if next.is_some_and(is_kana) { 'ー' } else { '~' }
}

/// Hiragana or katakana, the long vowel sign included.
pub(crate) fn is_kana(c: char) -> bool {
    matches!(c, 'ぁ'..='ゖ' | 'ゝ'..='ゟ' | 'ァ'..='ヺ' | 'ー'..='ヿ' | '\u{31f0}'..='\u{31ff}')
}

/// A Chinese character, the repetition mark included.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '一'..='鿿' | '㐀'..='䶿' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '々')
}

/// Pictures that say something without letters.
pub(crate) fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' | '\u{2300}'..='\u{23ff}' | '\u{2b00}'..='\u{2bff}')
}

/// How many characters of a handle follow an `@`.
fn handle(rest: &[Letter]) -> Option<usize> {
    let first = rest.first()?.c;
    let inside = |c: char| {
        if first.is_ascii() { c.is_ascii_alphanumeric() || matches!(c, '_' | '.') } else { c.is_alphanumeric() || c == '_' }
    };
    let length = rest.iter().take_while(|letter| inside(letter.c)).count();
    (length > 0).then_some(length)
}

/// How long a link is that begins here; Korean or Japanese right behind it is not part of it.
fn link(rest: &[Letter]) -> Option<usize> {
    let begins = |with: &str| rest.len() > with.len() && rest.iter().zip(with.chars()).all(|(letter, c)| letter.c == c);
    if !(begins("http://") || begins("https://") || begins("www.")) {
        return None;
    }
    Some(rest.iter().take_while(|letter| letter.c.is_ascii() && !letter.c.is_ascii_whitespace()).count())
}

#[cfg(test)]
mod tests {
    use super::*;

    // text-analysis.md section 2: normalisation
    #[test]
    fn width_case_looks_links_handles_and_numbers_do_not_count() {
        for (given, normal) in [
            ("ＡＢＣ１２", "abc0"),
            ("ﾗｲﾝ", "ライン"),
            ("ｶﾞﾗｽ", "ガラス"),
            ("ガラス", "ガラス"),
            ("❤️👍🏽", "❤👍"),
            ("ら〜めん", "らーめん"),
            ("サ～ビス", "サービス"),
            ("3〜5", "0〜0"),
            ("@Shop  where is   it?", "where is it?"),
            ("see https://x.example/a?b=c now", "see now"),
            ("ＷＷＷ．ｘ．ｊｐ を見て", "を見て"),
            ("ㅋㅋㅋㅋㅋㅋ", "ㅋㅋㅋ"),
            ("so gooooood!!!!!!", "so goood!!!"),
            ("1,000 at 7:40", "0,0 at 0:0"),
            ("didn’t", "didn't"),
            ("a\r\n\r\nb ", "a\nb"),
            ("한국어", "한국어"),
            ("mail me@x.com", "mail me@x.com"),
            ("\u{301}\u{301}", "\u{301}\u{301}"),
            ("三回目", "三回目"),
        ] {
            assert_eq!(Normal::of(given).text, normal, "{given}");
        }
    }

    #[test]
    fn a_range_leads_back_to_the_words_as_written() {
        let given = "@shop ＷＨＹ ｶﾞﾗｽ 1234 👍🏽 end";
        let normal = Normal::of(given);
        for (wanted, written) in [("why", "ＷＨＹ"), ("ガラス", "ｶﾞﾗｽ"), ("0", "1234"), ("👍", "👍🏽"), ("end", "end")]
        {
            let at = normal.text.find(wanted).unwrap();
            let (start, end) = normal.span(at, at + wanted.len());
            assert_eq!(given[start..end].trim(), written);
        }
    }
}
