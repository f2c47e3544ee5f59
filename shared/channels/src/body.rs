//! A webhook body before it is read: how large and how deep it may be, and what is done about broken text.

use std::borrow::Cow;

use domain::inbound::Inbound;
use serde_json::value::RawValue;

/// The largest body read: 1 MB (S8).
pub const LARGEST: usize = 1 << 20;
/// The deepest nesting read (S8).
pub const DEEPEST: usize = 32;
/// The most objects and arrays read. Platforms send at most 1,000 events at once, of five or six objects each.
const MOST: usize = 50_000;
/// The most bad events set aside one by one. With more, the body as a whole is not what it should be.
const MOST_BAD: usize = 1_000;

/// What a body held.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Parsed {
    /// What was understood, in the order of the body.
    pub inbound: Vec<Inbound>,
    /// Events that should have been understood and were not. They lose only themselves.
    pub unreadable: Vec<UnreadableEvent>,
}

/// One event that could not be read among others that could.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableEvent {
    /// Where in the body, as a path: `events[3]`, `entry[0].messaging[1]`.
    pub place: String,
    /// What is wrong with it. Never a customer's words: this goes to logs.
    pub why: String,
}

impl Parsed {
    pub(crate) fn lost(&mut self, place: impl Into<String>, why: impl Into<String>) {
        self.unreadable.push(UnreadableEvent { place: place.into(), why: why.into() });
    }

    /// Whether so much is unreadable that reading on is no use.
    pub(crate) fn hopeless(&self) -> bool {
        self.unreadable.len() > MOST_BAD
    }

    /// What was read, unless nearly all of it was unreadable.
    pub(crate) fn unless_hopeless(self) -> Result<Self, Unreadable> {
        if self.hopeless() { Err(Unreadable::TooMany) } else { Ok(self) }
    }
}

/// Why nothing in a body could be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Larger than [`LARGEST`].
    #[error("the body has {size} bytes; at most {LARGEST} are read")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
    },
    /// Nested deeper than [`DEEPEST`].
    #[error("the body is nested deeper than {DEEPEST} levels at byte {at}")]
    TooDeep {
        /// Where the next level begins.
        at: usize,
    },
    /// More objects, or more bad events, than any delivery has.
    #[error("the body holds more than {MOST} objects or more than {MOST_BAD} unreadable events")]
    TooMany,
    /// Not JSON, or not the outer form of this platform's webhooks.
    #[error("the body is not a webhook body of this platform: {why}")]
    Malformed {
        /// What is wrong, and where. Never a customer's words.
        why: String,
    },
    /// Nothing from this platform is taken yet.
    #[error(transparent)]
    NotYet(#[from] crate::NotYet),
}

impl Unreadable {
    pub(crate) fn malformed(error: &serde_json::Error) -> Self {
        Self::Malformed { why: complaint(error) }
    }
}

/// What serde_json complains of, without the values it quotes: they may be a customer's words.
pub(crate) fn complaint(error: &serde_json::Error) -> String {
    let what = match error.classify() {
        serde_json::error::Category::Data => "a field is missing or of another type",
        serde_json::error::Category::Eof => "it ends too early",
        serde_json::error::Category::Syntax | serde_json::error::Category::Io => "it is not JSON",
    };
    format!("{what}, near line {} column {}", error.line(), error.column())
}

/// The text of a body that is small and shallow enough to be read.
///
/// Bytes that are not UTF-8 become U+FFFD: the signature says the platform sent them, and a customer's message with a
/// broken character is better than a batch of lost ones.
pub(crate) fn text(body: &[u8]) -> Result<Cow<'_, str>, Unreadable> {
    if body.len() > LARGEST {
        return Err(Unreadable::TooLarge { size: body.len() });
    }
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    within_bounds(body)?;
    // The strict reading first: it takes sixteen ASCII bytes at a time, the lossy one takes them singly.
    Ok(std::str::from_utf8(body).map_or_else(|_| String::from_utf8_lossy(body), Cow::Borrowed))
}

/// Whether a body is flat and short enough: before anything recurses over it.
fn within_bounds(body: &[u8]) -> Result<(), Unreadable> {
    // A body with few brackets cannot be deep, and looking for brackets is nearly free.
    if memchr::memchr2_iter(b'[', b'{', body).take(DEEPEST + 1).count() <= DEEPEST {
        return Ok(());
    }
    let (mut depth, mut count, mut quoted, mut at) = (0usize, 0usize, false, 0usize);
    while let Some(&byte) = body.get(at) {
        match byte {
            b'\\' if quoted => at += 1,
            b'"' => quoted = !quoted,
            b'[' | b'{' if !quoted => {
                depth += 1;
                count += 1;
                if depth > DEEPEST {
                    return Err(Unreadable::TooDeep { at });
                }
                if count > MOST {
                    return Err(Unreadable::TooMany);
                }
            }
            b']' | b'}' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
    }
    Ok(())
}

/// The same JSON with every unpaired surrogate escape (`\ud83d` alone: an emoji cut in half) as `\ufffd`. Nothing if
/// there was none: JSON that says no character cannot become a string.
pub(crate) fn mend(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let (mut mended, mut copied, mut at) = (String::new(), 0, 0);
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            at += 1;
            continue;
        }
        match escaped_unit(bytes, at) {
            Some(0xd800..=0xdbff) if matches!(escaped_unit(bytes, at + 6), Some(0xdc00..=0xdfff)) => at += 12,
            Some(0xd800..=0xdfff) => {
                mended.push_str(&text[copied..at]);
                mended.push_str("\\ufffd");
                at += 6;
                copied = at;
            }
            Some(_) => at += 6,
            // Any other escape is two bytes; skipping both keeps `\\ud83d` from looking like one.
            None => at += 2,
        }
    }
    if copied == 0 {
        return None;
    }
    mended.push_str(&text[copied..]);
    Some(mended)
}

/// The UTF-16 unit of a `\uXXXX` that begins at `at`.
fn escaped_unit(bytes: &[u8], at: usize) -> Option<u16> {
    let digits = bytes.get(at..at + 6)?.strip_prefix(b"\\u")?;
    digits.iter().try_fold(0u16, |unit, &digit| Some(unit << 4 | (digit as char).to_digit(16)? as u16))
}

/// Reads one value of a body with `take`, or says where and why it cannot be read. A value is read alone, so broken
/// characters in it are mended here.
pub(crate) fn value(
    raw: &RawValue,
    at: &str,
    parsed: &mut Parsed,
    take: impl Fn(&str, &mut Parsed) -> Result<(), serde_json::Error>,
) {
    let Err(error) = take(raw.get(), parsed) else { return };
    let mended = mend(raw.get());
    if mended.is_none_or(|mended| take(&mended, parsed).is_err()) {
        parsed.lost(at, complaint(&error));
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // proves S8
    #[test]
    fn thirty_two_levels_are_read_and_thirty_three_are_not() {
        let nested = |levels: usize| [vec![b'['; levels], vec![b']'; levels]].concat();
        assert_eq!(within_bounds(&nested(32)), Ok(()));
        assert_eq!(within_bounds(&nested(33)), Err(Unreadable::TooDeep { at: 32 }));
    }

    #[test]
    fn brackets_inside_text_are_not_nesting() {
        let text = format!(r#"{{"text":"{}\"{}"}}"#, "[".repeat(40), "{".repeat(40));
        assert_eq!(within_bounds(text.as_bytes()), Ok(()));
        // One level after another is not one inside another.
        let flat = |count: usize| format!("[{}]", vec!["[]"; count].join(","));
        assert_eq!(within_bounds(flat(MOST - 1).as_bytes()), Ok(()));
        assert_eq!(within_bounds(flat(MOST).as_bytes()), Err(Unreadable::TooMany));
    }

    // proves F14
    #[test]
    fn only_unpaired_surrogates_are_replaced() {
        for (given, mended) in [
            (r#""\ud83d\ude21 ok""#, None),
            (r#""\\ud83d""#, None),
            (r#""a\ud83d""#, Some(r#""a\ufffd""#)),
            (r#""\ude21\ud83d\ud83d\ude21""#, Some(r#""\ufffd\ufffd\ud83d\ude21""#)),
            (r#""\ud83dあ\u00e9""#, Some(r#""\ufffdあ\u00e9""#)),
            (r#""\あ\ud8""#, None),
        ] {
            assert_eq!(mend(given).as_deref(), mended, "{given}");
        }
    }
}
