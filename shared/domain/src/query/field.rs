//! Fields: what is known of an item besides its words.

use std::borrow::Cow;

use super::{
    fold::fold,
    text::{Script, Text},
};

/// What can be asked of an item besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Name {
    Author,
    To,
    Lang,
    Platform,
    Type,
    Has,
    Is,
    Url,
    Country,
    Followers,
    Sentiment,
    Intent,
    Urgency,
}

impl Name {
    const ALL: [(&'static str, Name); 14] = [
        ("author", Name::Author),
        ("from", Name::Author),
        ("to", Name::To),
        ("lang", Name::Lang),
        ("platform", Name::Platform),
        ("type", Name::Type),
        ("has", Name::Has),
        ("is", Name::Is),
        ("url", Name::Url),
        ("country", Name::Country),
        ("followers", Name::Followers),
        ("sentiment", Name::Sentiment),
        ("intent", Name::Intent),
        ("urgency", Name::Urgency),
    ];

    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, field)| field)
    }

    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|&(_, field)| field == self).map_or("", |(name, _)| name)
    }

    /// Known only after analysis: ingestion runs before it.
    pub fn is_judgement(self) -> bool {
        matches!(self, Name::Sentiment | Name::Intent | Name::Urgency)
    }

    /// The values a field may have, where they are a closed list.
    fn values(self) -> Option<&'static [&'static str]> {
        match self {
            Name::Type => Some(&["post", "comment", "reply", "quote", "share", "dm", "story_mention", "mention", "review"]),
            Name::Has => Some(&["link", "media", "hashtag", "mention", "question", "emoji"]),
            Name::Is => Some(&["reply", "repost", "verified"]),
            Name::Sentiment => Some(&["positive", "negative", "neutral", "unknown"]),
            Name::Intent => {
                Some(&["complaint", "question", "praise", "purchase_intent", "churn_risk", "comparison", "suggestion", "other"])
            }
            Name::Urgency => Some(&["high", "normal", "low"]),
            _ => None,
        }
    }
}

/// A field with the values of which one is asked for, each in its normal form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Field {
    pub name: Name,
    pub values: Vec<String>,
}

/// The normal form of a value, or what is expected instead.
pub(super) fn value(name: Name, source: &str) -> Result<String, Cow<'static, str>> {
    let folded = fold(source).trim().to_owned();
    let value = folded.as_str();
    if value.is_empty() {
        return Err("a value".into());
    }
    if let Some(lawful) = name.values() {
        let value = alias(name, value);
        return lawful.contains(&value).then(|| value.to_owned()).ok_or_else(|| lawful.join(", ").into());
    }
    let all = |lawful: fn(char) -> bool| value.chars().all(lawful);
    match name {
        Name::Author | Name::To => match value.trim_start_matches(|c: char| c == '@' || c.is_whitespace()) {
            "" => Err("a name".into()),
            handle => Ok(handle.to_owned()),
        },
        Name::Lang => {
            let code = value.split(['-', '_']).next().unwrap_or_default();
            let lawful = (2..=3).contains(&code.len())
                && value.len() <= 12
                && all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
            lawful.then(|| value.replace('_', "-")).ok_or_else(|| "en, ko, ja, …".into())
        }
        Name::Country => {
            let lawful = value.len() == 2 && all(|c| c.is_ascii_lowercase());
            lawful.then(|| value.to_owned()).ok_or_else(|| "kr, jp, us, …".into())
        }
        Name::Platform => {
            let lawful = all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            lawful.then(|| alias(name, value).to_owned()).ok_or_else(|| "x, instagram, facebook, line, whatsapp, open, …".into())
        }
        Name::Followers => {
            let (sign, number) = bound(value).ok_or("followers:>1000")?;
            Ok(format!("{sign}{number}"))
        }
        _ => {
            let mut shown = value;
            while let Some(rest) = shown.strip_prefix("https://").or(shown.strip_prefix("http://")) {
                shown = rest.trim_start();
            }
            let shown = shown.trim_end_matches(|c: char| c == '/' || c.is_whitespace());
            if shown.is_empty() { Err("example.com/page".into()) } else { Ok(shown.to_owned()) }
        }
    }
}

fn alias(name: Name, value: &str) -> &str {
    match (name, value) {
        (Name::Type, "private_message" | "direct_message" | "message") => "dm",
        (Name::Type, "repost" | "retweet") => "share",
        (Name::Type, "tweet") => "post",
        (Name::Is, "retweet" | "share") => "repost",
        (Name::Has, "links" | "url" | "urls") => "link",
        (Name::Has, "hashtags") => "hashtag",
        (Name::Has, "mentions") => "mention",
        (Name::Has, "questions") => "question",
        (Name::Has, "emojis") => "emoji",
        (Name::Platform, "twitter") => "x",
        (Name::Platform, "kakaotalk") => "kakao",
        _ => value,
    }
}

/// A comparison with a number: `>1000`, `>=1000`, `<5`, `<=5`, `5`.
fn bound(value: &str) -> Option<(&'static str, u64)> {
    let signs = [">=", "<=", ">", "<", "="];
    let (sign, number) = signs.into_iter().find_map(|sign| Some((sign, value.strip_prefix(sign)?))).unwrap_or(("=", value));
    let digits: String = number.trim().chars().filter(|&c| c != ',').collect();
    let lawful = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    Some((if sign == "=" { "" } else { sign }, digits.parse().ok().filter(|_| lawful)?))
}

/// What is known of an item besides its words, as queries ask for it; what is empty is not known. Values are compared
/// without regard to case and width.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fields<'a> {
    /// The names its author goes by: handle, shown name, the platform's id.
    pub authors: Vec<Cow<'a, str>>,
    /// The handles it is addressed to.
    pub to: Vec<Cow<'a, str>>,
    /// Its language, as a code.
    pub language: Option<Cow<'a, str>>,
    /// Where it was said.
    pub platform: Option<Cow<'a, str>>,
    /// What it is there: `post`, `comment`, `reply`, `dm`, ...
    pub content_type: Option<Cow<'a, str>>,
    /// What it holds that its words do not show: `media`, and whatever the platform says.
    pub has: Vec<Cow<'a, str>>,
    /// `reply`, `repost`, `verified`.
    pub is: Vec<Cow<'a, str>>,
    /// Addresses besides those in its words.
    pub urls: Vec<Cow<'a, str>>,
    /// The country it was said in, or its author lives in.
    pub country: Option<Cow<'a, str>>,
    /// How many follow its author.
    pub followers: Option<u64>,
    /// The analyser's sentiment.
    pub sentiment: Option<Cow<'a, str>>,
    /// The analyser's intent.
    pub intent: Option<Cow<'a, str>>,
    /// The analyser's urgency.
    pub urgency: Option<Cow<'a, str>>,
}

impl Field {
    /// Whether one of the values is the item's. Judgements that are not there give no answer.
    pub fn answer(&self, text: &Text, fields: &Fields) -> Option<bool> {
        let one = |known: &Option<Cow<str>>| {
            let known = known.as_deref().map(fold);
            known.is_some_and(|known| self.values.iter().any(|value| alias(self.name, &known) == value))
        };
        let judged = |known: &Option<Cow<str>>| {
            let asks_for_none = self.values.iter().any(|value| value == "unknown");
            let known = known.as_deref().filter(|known| *known != "unknown");
            match known {
                Some(known) => Some(self.values.iter().any(|value| value == &fold(known))),
                None => asks_for_none.then_some(true),
            }
        };
        let listed = |known: &[Cow<str>]| {
            known.iter().any(|known| {
                let known = fold(known);
                self.values.iter().any(|value| alias(self.name, known.trim_start_matches('@')) == value)
            })
        };
        Some(match self.name {
            Name::Author => listed(&fields.authors),
            Name::To => listed(&fields.to),
            Name::Lang => {
                let known = fields.language.as_deref().map(|code| fold(code).replace('_', "-"));
                let within = |known: &str, value: &str| {
                    known.strip_prefix(value).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
                };
                known.is_some_and(|known| self.values.iter().any(|value| within(&known, value)))
            }
            Name::Platform => one(&fields.platform),
            Name::Type => one(&fields.content_type),
            Name::Country => one(&fields.country),
            Name::Has => listed(&fields.has) || self.values.iter().any(|value| has(value, text, fields)),
            Name::Is => listed(&fields.is) || self.values.iter().any(|value| is(value, fields)),
            Name::Url => {
                let shown = urls(text.folded());
                let given: Vec<String> = fields.urls.iter().map(|url| fold(url)).collect();
                let all = shown.chain(given.iter().map(String::as_str));
                all.into_iter().any(|url| self.values.iter().any(|value| within_url(url, value)))
            }
            Name::Followers => fields.followers.is_some_and(|known| self.values.iter().any(|value| compares(known, value))),
            Name::Sentiment => return judged(&fields.sentiment),
            Name::Intent => return judged(&fields.intent),
            Name::Urgency => return judged(&fields.urgency),
        })
    }
}

fn has(value: &str, text: &Text, fields: &Fields) -> bool {
    match value {
        "link" => !fields.urls.is_empty() || urls(text.folded()).next().is_some(),
        "hashtag" => text.has_tags(),
        "mention" => text.has_mentions(),
        "question" => text.folded().contains(['?', '؟', '⁇', '⁉']),
        "emoji" => text.tokens().iter().any(|token| token.script == Script::Emoji),
        _ => false,
    }
}

fn is(value: &str, fields: &Fields) -> bool {
    matches!((value, fields.content_type.as_deref()), ("reply", Some("reply")) | ("repost", Some("share" | "repost")))
}

fn compares(known: u64, value: &str) -> bool {
    let Some((sign, number)) = bound(value) else { return false };
    match sign {
        ">" => known > number,
        ">=" => known >= number,
        "<" => known < number,
        "<=" => known <= number,
        _ => known == number,
    }
}

/// The addresses in a folded text.
pub(crate) fn urls(text: &str) -> impl Iterator<Item = &str> {
    let ends = |c: char| c.is_whitespace() || matches!(c, '"' | '<' | '>' | '「' | '」' | '、' | '。');
    let words = text.split(ends);
    words.filter_map(|word| {
        ["http://", "https://", "www."].into_iter().filter_map(|sign| word.find(sign)).min().map(|at| &word[at..])
    })
}

/// Whether an address holds a value from one of its joints to another: example.com is in shop.example.com/x, and not in
/// notexample.com.
fn within_url(url: &str, value: &str) -> bool {
    let joint = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    url.match_indices(value)
        .any(|(at, part)| joint(url[..at].chars().next_back()) && joint(url[at + part.len()..].chars().next()))
}
