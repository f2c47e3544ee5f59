//! Length as X counts it (twitter-text, configuration 3): the text in composed form (NFC), where a character of the Latin and
//! neighbouring ranges weighs one, any other two, an emoji two whatever it is joined from, and an address 23.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// What every address becomes: a `t.co` link.
const LINK: usize = 23;

/// The weight of `text`.
pub(super) fn count(text: &str) -> usize {
    let text: String = text.nfc().collect();
    let (mut weight, mut rest) = (0, text.as_str());
    while let Some((before, link)) = next_link(rest) {
        weight += plain(&rest[..before]) + LINK;
        rest = &rest[before + link..];
    }
    weight + plain(rest)
}

fn plain(text: &str) -> usize {
    text.graphemes(true).map(|cluster| if is_emoji(cluster) { 2 } else { cluster.chars().map(weight).sum() }).sum()
}

fn weight(c: char) -> usize {
    match c as u32 {
        0..=4_351 | 8_192..=8_205 | 8_208..=8_223 | 8_242..=8_247 => 1,
        _ => 2,
    }
}

/// Whether a cluster is shown as one emoji: a pictograph, a flag, or a keycap.
fn is_emoji(cluster: &str) -> bool {
    let Some(first) = cluster.chars().next() else { return false };
    let pictured = matches!(first as u32,
        0x1f000..=0x1faff | 0x2600..=0x27bf | 0x2300..=0x23ff | 0x2b00..=0x2bff | 0x2190..=0x21ff | 0x25a0..=0x25ff | 0x3030 | 0x303d | 0x3297 | 0x3299);
    pictured || cluster.contains('\u{fe0f}') || cluster.contains('\u{20e3}')
}

/// Where the next address begins in `text`, and how long it is, both in bytes.
fn next_link(text: &str) -> Option<(usize, usize)> {
    let mut before = None;
    for (at, c) in text.char_indices() {
        let begins = before.is_none_or(may_precede);
        before = Some(c);
        if begins
            && c.is_ascii_alphanumeric()
            && let Some(length) = link(&text[at..])
        {
            return Some((at, length));
        }
    }
    None
}

/// Addresses are not looked for inside words, handles and hashtags.
fn may_precede(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || matches!(c, '@' | '＠' | '$' | '#' | '＃' | '_' | '-' | '.' | '/'))
}

/// The length of the address at the start of `text`.
fn link(text: &str) -> Option<usize> {
    let lower = |prefix: &str| text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix));
    let scheme = if lower("https://") {
        8
    } else if lower("http://") {
        7
    } else {
        0
    };
    let host: usize =
        text[scheme..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '.'))).unwrap_or(text.len() - scheme);
    let name = text[scheme..scheme + host].trim_end_matches(['.', '-']);
    let labels: Vec<&str> = name.split('.').collect();
    let last = *labels.last()?;
    if labels.len() < 2 || labels.iter().any(|label| label.is_empty()) {
        return None;
    }
    let end = scheme + name.len();
    let path = path(&text[end..]);
    // Without a scheme a name under a country's domain is an address only if it is longer than that, or has a path.
    let known = match last.to_ascii_lowercase().as_str() {
        "co" | "tv" => true,
        country if country.len() == 2 && country.bytes().all(|b| b.is_ascii_alphabetic()) => {
            scheme > 0 || labels.len() > 2 || path > 0
        }
        "example" | "test" | "invalid" | "localhost" | "local" => false,
        generic => generic.bytes().all(|b| b.is_ascii_alphabetic()) && (scheme > 0 || GENERIC.contains(&generic)),
    };
    known.then_some(end + path)
}

/// Port, path and query of an address; a full stop or the like at its end belongs to the sentence.
fn path(text: &str) -> usize {
    let port = match text.strip_prefix(':') {
        Some(rest) => rest.bytes().take_while(u8::is_ascii_digit).count(),
        None => 0,
    };
    let start = if port > 0 { port + 1 } else { 0 };
    if !text[start..].starts_with(['/', '?']) {
        return start;
    }
    let inside =
        |c: char| c.is_ascii_alphanumeric() || "/?#&=%~+-_.,:;!*'()[]@$|".contains(c) || (c as u32 >= 0xc0 && (c as u32) < 0x530);
    let length = text[start..].find(|c| !inside(c)).unwrap_or(text.len() - start);
    start + text[start..start + length].trim_end_matches(['.', ',', ':', ';', '!', '?', '\'', ')', ']', '(', '[']).len()
}

/// Generic domains in wide use; a bare name under another one is plain words.
const GENERIC: [&str; 48] = [
    "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "mobi", "aero", "asia", "cat", "coop", "jobs",
    "museum", "tel", "travel", "xxx", "app", "dev", "page", "shop", "store", "online", "site", "xyz", "club", "blog", "cloud",
    "news", "live", "media", "email", "support", "help", "care", "tech", "agency", "world", "today", "life", "tokyo", "osaka",
    "link", "art",
];

#[cfg(test)]
mod tests {
    use super::count;

    // proves CH-24: X counts by weight; the first rows are of twitter-text's own conformance examples
    #[test]
    fn x_counts_by_weight() {
        for (text, expected) in [
            ("This is a test.", 15),
            ("日本語", 6),
            ("안녕하세요", 10),
            ("안녕", 4),
            ("cafe\u{301}", 4),
            ("𠮷", 2),
            ("\u{2026}", 2),
            ("“quoted”", 8),
            ("👨‍👩‍👧‍👦", 2),
            ("👍🏽", 2),
            ("🇰🇷", 2),
            ("1️⃣", 2),
            ("❤️", 2),
            ("☺", 2),
            ("http://a.co", 23),
            ("https://example.com/a/very/long/path?with=query&and=more#fragment now", 27),
            ("see example.com.", 28),
            ("see example.jp.", 15),
            ("see example.jp/a.", 28),
            ("see www.example.jp", 27),
            ("https://a.example.co.jp/경로", 27),
            ("mail@example.com", 16),
            ("version 1.2.3 and file.rs", 25),
            ("https://a.example/x https://b.example.com/y", 43),
        ] {
            assert_eq!(count(text), expected, "{text}");
        }
    }
}
