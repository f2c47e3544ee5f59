//! A call to a platform, described: who sends it is not known here.

use std::fmt;

use domain::{
    platform::Platform,
    reply::{Choice, Extra, FileKind, Limits, Outbound, Target, Unit},
};
use http::{HeaderMap, HeaderValue, Method, header};
use serde::Serialize;

use crate::{NotYet, signature::hmac};

/// What lets the account call its platform. Prints as `***`.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    /// The access token of the account.
    pub token: &'a str,
    /// Meta's app secret, to prove that the token is used by its app.
    pub app_secret: Option<&'a str>,
}

impl fmt::Debug for Credentials<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(***)")
    }
}

/// One HTTP request to a platform.
#[derive(Clone, PartialEq)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query, to be put behind the platform's base URL (which holds host and API version). Begins with `/`; empty
    /// where the whole address is the account's own (Open messaging).
    pub path: String,
    /// All headers, `content-type` included. The token's value is marked sensitive.
    pub headers: HeaderMap,
    /// The body; empty for a `GET`.
    pub body: Vec<u8>,
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither tokens, nor what is derived from one, nor a customer's or agent's words reach a log.
        let path = self.path.split(PROOF).next().unwrap_or_default();
        // Telegram has the token in the path: nothing of it but the method's name is shown.
        let path = if path.starts_with("/bot") || path.starts_with("/file/bot") {
            path.rsplit('/').next().unwrap_or_default()
        } else {
            path
        };
        let headers: Vec<_> = self
            .headers
            .iter()
            .map(|(name, value)| (name.as_str(), if value.is_sensitive() { "***" } else { value.to_str().unwrap_or("?") }))
            .collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("path", &path)
            .field("headers", &headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

/// Why an answer cannot be sent as it is. Found before any call; each names the next step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Nothing is sent to this platform yet.
    #[error(transparent)]
    NotYet(#[from] NotYet),
    /// There are no words.
    #[error("the answer has no text: write something first")]
    Empty,
    /// Longer than the platform takes.
    #[error("the answer has {counted} {}; at most {allowed} are taken here: shorten it", unit_name(*.unit))]
    TooLong {
        /// Its length as the platform counts.
        counted: usize,
        /// The longest length.
        allowed: usize,
        /// What is counted.
        unit: Unit,
    },
    /// The platform has no such place to answer in.
    #[error("{platform} has no {target} to answer in: choose another way to reach the customer")]
    NoSuchTarget {
        /// Where.
        platform: Platform,
        /// What was asked for.
        target: &'static str,
    },
    /// The platform cannot carry it, or not there.
    #[error("{platform} cannot carry a {what} here: send words alone, or use another channel")]
    NoSuchExtra {
        /// Where.
        platform: Platform,
        /// What it cannot carry.
        what: &'static str,
    },
    /// Nothing to tap, or more than the platform shows.
    #[error("the answer offers {counted} choices; 1 to {allowed} are shown here: offer fewer")]
    Choices {
        /// How many there are.
        counted: usize,
        /// The most that are shown.
        allowed: usize,
    },
    /// A choice without words, or with more than fit on it.
    #[error("the choice \"{title}\" has {counted} characters; 1 to {allowed} are shown here: shorten it")]
    ChoiceTitle {
        /// What stands on it, cut short.
        title: String,
        /// Its length in characters.
        counted: usize,
        /// The most that are shown.
        allowed: usize,
    },
    /// A choice that could not be told from another when it comes back, or that comes back with nothing.
    #[error("the choice \"{title}\" stands there twice, or has no id of 1 to {longest} bytes: give each its own")]
    ChoiceId {
        /// What stands on it, cut short.
        title: String,
        /// The longest id that comes back here, in bytes.
        longest: usize,
    },
    /// A file that the platform could not fetch, or only over an open line.
    #[error("the file's address must begin with https:// and be at most 2048 characters long: attach it again")]
    Unfetchable,
    /// The platform lets nobody do this to others' words.
    #[error("{platform} has no way to {what} what others write: do it in the platform's own app")]
    NotModerable {
        /// Which.
        platform: Platform,
        /// What was wanted.
        what: &'static str,
    },
    /// The platform tells nobody who its users are.
    #[error("{platform} has no look-up of people: their names come with their messages")]
    NoProfiles {
        /// Which.
        platform: Platform,
    },
    /// An id that no platform makes, and that must not become part of an address.
    #[error("the platform's id of the {what} cannot be part of an address")]
    Unaddressable {
        /// What it should name.
        what: &'static str,
    },
    /// The account's token holds what a header cannot.
    #[error("the account's token is not a token: an administrator must connect the account again")]
    BadToken,
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Utf16 => "UTF-16 units",
        Unit::Bytes => "bytes",
        Unit::Characters => "characters",
        Unit::Septets => "septets",
        Unit::Weighted => "of X's units",
    }
}

impl Refusal {
    /// The platform cannot answer where this answer should go.
    pub(crate) fn target(outbound: &Outbound) -> Self {
        let target = match outbound.target {
            Target::Direct { .. } => "direct message",
            Target::Comment { .. } => "comment",
            Target::PrivateReply { .. } => "private reply to a comment",
            Target::Mention { .. } => "mention",
        };
        Self::NoSuchTarget { platform: outbound.platform, target }
    }
}

impl Refusal {
    /// The platform cannot carry what this answer carries.
    pub(crate) fn no_such(outbound: &Outbound, what: &'static str) -> Self {
        Self::NoSuchExtra { platform: outbound.platform, what }
    }
}

/// The words of an answer that goes where nothing but words goes.
pub(crate) fn words_only(outbound: &Outbound) -> Result<&str, Refusal> {
    match &outbound.extra {
        None => Ok(&outbound.text),
        Some(extra) => Err(Refusal::no_such(outbound, extra.kind())),
    }
}

/// The longest id of a choice that every platform brings back, in bytes.
pub(crate) const LONGEST_CHOICE_ID: usize = 256;

/// The choices, if the platform shows that many, and all that stands on them.
pub(crate) fn choices(choices: &[Choice], most: usize, title: usize) -> Result<&[Choice], Refusal> {
    if choices.is_empty() || choices.len() > most {
        return Err(Refusal::Choices { counted: choices.len(), allowed: most });
    }
    for (n, choice) in choices.iter().enumerate() {
        let (counted, shown) = (choice.title.chars().count(), || choice.title.chars().take(40).collect());
        if choice.title.trim().is_empty() || counted > title {
            return Err(Refusal::ChoiceTitle { title: shown(), counted, allowed: title });
        }
        let twice = choices[..n].iter().any(|other| other.id == choice.id || other.title == choice.title);
        if twice || choice.id.is_empty() || choice.id.len() > LONGEST_CHOICE_ID {
            return Err(Refusal::ChoiceId { title: shown(), longest: LONGEST_CHOICE_ID });
        }
    }
    Ok(choices)
}

/// A button's title, if all of it is shown.
pub(crate) fn title(title: &str, most: usize) -> Result<&str, Refusal> {
    let counted = title.chars().count();
    if title.trim().is_empty() || counted > most {
        return Err(Refusal::ChoiceTitle { title: title.chars().take(40).collect(), counted, allowed: most });
    }
    Ok(title)
}

/// As many as the platform shows, and at least one.
pub(crate) fn some<T>(all: &[T], most: usize) -> Result<&[T], Refusal> {
    if all.is_empty() || all.len() > most {
        return Err(Refusal::Choices { counted: all.len(), allowed: most });
    }
    Ok(all)
}

/// Degrees as a number.
pub(crate) fn degrees(millionths: i32) -> f64 {
    f64::from(millionths) / 1e6
}

/// The address of a file, if a platform may be told to fetch it.
pub(crate) fn https(url: &str) -> Result<&str, Refusal> {
    let fit = url.len() <= 2_048 && url.starts_with("https://") && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    if fit { Ok(url) } else { Err(Refusal::Unfetchable) }
}

/// A file that an answer carries, wherever it lies.
pub(crate) struct Carried<'a> {
    pub kind: FileKind,
    /// Where the platform fetches it.
    pub url: &'a str,
    pub name: Option<&'a str>,
}

/// The file that an answer carries: at an address that somebody gave, or uploaded, by our own link to it.
///
/// # Errors
/// [`Refusal::Unfetchable`] where the platform could not fetch it; [`Refusal::NoSuchExtra`] for what is no file.
pub(crate) fn file<'a>(outbound: &Outbound, extra: &'a Extra) -> Result<Carried<'a>, Refusal> {
    match extra {
        Extra::File { kind, url, name } => Ok(Carried { kind: *kind, url: https(url)?, name: name.as_deref() }),
        Extra::Upload { kind, link, name, .. } => {
            let url = link.as_deref().ok_or(Refusal::Unfetchable)?;
            Ok(Carried { kind: *kind, url, name: name.as_deref() })
        }
        other => Err(Refusal::no_such(outbound, other.kind())),
    }
}

/// The words, if the platform will take them.
pub(crate) fn checked<'t>(text: &'t str, limits: &Limits) -> Result<&'t str, Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Empty);
    }
    let counted = limits.count(text);
    if counted > limits.length {
        return Err(Refusal::TooLong { counted, allowed: limits.length, unit: limits.unit });
    }
    Ok(text)
}

/// An id as one segment of a path. Ids are letters, digits and a few marks; anything else could lead elsewhere.
pub(crate) fn segment<'i>(what: &'static str, id: &'i str) -> Result<&'i str, Refusal> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':');
    let lawful = !id.is_empty() && id.len() <= 256 && id.bytes().all(plain) && id.bytes().any(|byte| byte != b'.');
    if lawful { Ok(id) } else { Err(Refusal::Unaddressable { what }) }
}

/// Meta's proof in a query; always last, so that a log can stop before it.
const PROOF: &str = "appsecret_proof=";

impl Request {
    /// A question to the platform.
    pub(crate) fn get(path: String, credentials: &Credentials<'_>) -> Result<Self, Refusal> {
        Ok(Self { method: Method::GET, path, headers: bearer(credentials)?, body: Vec::new() })
    }

    /// A question whose address holds all it takes.
    pub(crate) fn open(path: String) -> Self {
        Self { method: Method::GET, path, headers: HeaderMap::new(), body: Vec::new() }
    }

    /// A JSON body for the platform.
    pub(crate) fn post(path: String, body: &impl Serialize, credentials: &Credentials<'_>) -> Result<Self, Refusal> {
        let mut headers = bearer(credentials)?;
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        // Only strings are written, which cannot fail; an empty body would be refused by the platform, not sent twice.
        let body = serde_json::to_vec(body).unwrap_or_default();
        Ok(Self { method: Method::POST, path, headers, body })
    }

    /// The same, in place of what is there.
    pub(crate) fn put(path: String, body: &impl Serialize, credentials: &Credentials<'_>) -> Result<Self, Refusal> {
        Ok(Self { method: Method::PUT, ..Self::post(path, body, credentials)? })
    }

    /// A deletion.
    pub(crate) fn delete(path: String, credentials: &Credentials<'_>) -> Result<Self, Refusal> {
        Ok(Self { method: Method::DELETE, ..Self::get(path, credentials)? })
    }

    /// A JSON body for an address that names the token itself.
    pub(crate) fn unsigned(path: String, body: &impl Serialize) -> Result<Self, Refusal> {
        let headers = HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))]);
        Ok(Self { method: Method::POST, path, headers, body: serde_json::to_vec(body).unwrap_or_default() })
    }

    /// A form for the platform (`application/x-www-form-urlencoded`).
    pub(crate) fn form(path: String, fields: &[(&str, &str)], credentials: &Credentials<'_>) -> Result<Self, Refusal> {
        let mut headers = bearer(credentials)?;
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        Ok(Self { method: Method::POST, path, headers, body: body.into_bytes() })
    }

    /// Adds Meta's `appsecret_proof`: hex HMAC-SHA256 of the token by the app secret. A stolen token is worthless without it.
    pub(crate) fn proven(mut self, credentials: &Credentials<'_>) -> Self {
        if let Some(secret) = credentials.app_secret.filter(|secret| !secret.is_empty()) {
            self.path.push(if self.path.contains('?') { '&' } else { '?' });
            self.path.push_str(PROOF);
            self.path.push_str(&hex::encode(hmac(secret, &[credentials.token.as_bytes()])));
        }
        self
    }
}

pub(crate) fn bearer(credentials: &Credentials<'_>) -> Result<HeaderMap, Refusal> {
    if credentials.token.is_empty() {
        return Err(Refusal::BadToken);
    }
    let mut value = HeaderValue::try_from(format!("Bearer {}", credentials.token)).map_err(|_| Refusal::BadToken)?;
    value.set_sensitive(true);
    Ok(HeaderMap::from_iter([(header::AUTHORIZATION, value)]))
}
