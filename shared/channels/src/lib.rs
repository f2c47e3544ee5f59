//! What each platform speaks: it turns a delivery's bytes into [`Inbound`], an answer into a request, and a
//! platform's reply into what it means.
//!
//! Nothing here stores, sends, waits or looks at a clock. Nothing further in sees a platform's JSON. Every platform
//! appears in each `match` of this file, so the compiler lists what a new one still lacks.

mod body;
pub mod capability;
pub mod challenge;
pub mod entry;
mod feed;
mod fetch;
mod fields;
pub mod health;
pub mod kind;
mod line;
mod linkedin;
pub mod media;
mod meta;
mod moderate;
mod normal;
pub mod open;
mod outcome;
pub mod poll;
mod reddit;
mod render;
mod request;
mod shows;
pub mod signature;
mod sinch;
mod telegram;
pub mod token;
mod typing;
pub mod upload;
pub mod web;
mod wire;
mod x;

use domain::{
    id::AccountId,
    inbound::{Item, Missing},
    platform::{Platform, Visibility},
    reply::{Limits, Outbound},
};
use http::HeaderMap;

pub use body::{DEEPEST, LARGEST, Parsed, Unreadable, UnreadableEvent};
pub use capability::Capabilities;
pub use challenge::Challenge;
pub use fetch::{Profile, Unfetched};
pub use media::Source;
pub use moderate::moderate;
pub use normal::{NormalForm, NormalMessage, normal_form};
pub use outcome::{Outcome, Response};
pub use render::{Notice, Rendered, render};
pub use request::{Credentials, Refusal, Request};
pub use shows::{Shown, shows};
pub use signature::{Forged, Scheme};
pub use typing::typing;

/// The platform is known but has no adapter yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{platform} has no adapter yet: connect one of the channels of docs/channels.md")]
pub struct NotYet {
    /// Which.
    pub platform: Platform,
}

/// How the platform signs what it delivers; nothing for one that is polled.
pub fn scheme(platform: Platform) -> Option<Scheme> {
    Some(match platform {
        Platform::Line => Scheme::Line,
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp => Scheme::Meta,
        Platform::X => Scheme::X,
        Platform::LinkedIn => Scheme::LinkedIn,
        Platform::KakaoTalk | Platform::Sms => Scheme::Sinch,
        Platform::Telegram => Scheme::Telegram,
        Platform::Open => Scheme::Open,
        Platform::Reddit | Platform::Web => return None,
    })
}

/// Whether a delivery is from its platform: the signature in its headers, over the raw body, by one of the live
/// secrets. To be asked before anything is read or stored. For an account that does not exist pass no secrets.
pub fn verify<S: AsRef<str>>(platform: Platform, headers: &HeaderMap, body: &[u8], secrets: &[S]) -> Result<(), Forged> {
    scheme(platform).ok_or(Forged::Polled)?.verify_headers(headers, body, secrets)
}

/// The answer to a `GET` on the webhook address, with the query's pairs percent-decoded: by the account's verify token
/// (Meta), or its newest signing secret (X, LinkedIn).
pub fn challenge<K: AsRef<str>, V: AsRef<str>>(
    platform: Platform,
    query: &[(K, V)],
    verify_token: Option<&str>,
    signing: Option<&str>,
) -> Challenge {
    match platform {
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp => challenge::meta(query, verify_token),
        Platform::X => challenge::x(query, signing),
        Platform::LinkedIn => challenge::linkedin(query, signing),
        Platform::Line
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::Telegram
        | Platform::Reddit
        | Platform::Open
        | Platform::Web => Challenge::unknown(),
    }
}

/// Whether one webhook address takes what several of the company's accounts are told: the apps of Meta, X and LinkedIn have one
/// address for all their pages, numbers and handles; a LINE channel, a Telegram bot and an app of a provider have one each.
pub fn shares_address(platform: Platform) -> bool {
    match platform {
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp | Platform::X | Platform::LinkedIn => true,
        Platform::Line
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::Telegram
        | Platform::Reddit
        | Platform::Open
        | Platform::Web => false,
    }
}

/// Reads a verified body that came in by `account`. Each event is read alone: one that cannot be read loses only itself,
/// and one of an unknown kind is nothing.
pub fn parse(platform: Platform, account: &AccountId, body: &[u8]) -> Result<Parsed, Unreadable> {
    match platform {
        Platform::Line => line::parse(account, body),
        Platform::Instagram => meta::instagram::parse(account, body),
        Platform::Facebook => meta::facebook::parse(account, body),
        Platform::WhatsApp => meta::whatsapp::parse(account, body),
        Platform::X => x::parse(account, body),
        Platform::KakaoTalk => sinch::parse(&sinch::kakao::CHANNEL, account, body),
        Platform::Sms => sinch::parse(&sinch::sms::CHANNEL, account, body),
        Platform::Telegram => telegram::parse(account, body),
        Platform::LinkedIn => linkedin::parse(account, body),
        Platform::Reddit => reddit::parse(account, body),
        Platform::Open => open::parse(account, body),
        Platform::Web => web::parse(account, body),
    }
}

/// What the platform lets through in public or in private; nothing where it has no such way, or no adapter yet.
///
/// A private reply to a comment goes by the private limits; that it may be given once and within 7 days, the platform
/// checks.
pub fn limits(platform: Platform, visibility: Visibility) -> Option<Limits> {
    let capabilities = capabilities(platform)?;
    match visibility {
        Visibility::Public => capabilities.public,
        Visibility::Private => capabilities.private,
    }
}

/// What the platform's adapter does; nothing where there is none yet.
pub fn capabilities(platform: Platform) -> Option<Capabilities> {
    match platform {
        Platform::Line => Some(line::CAPABILITIES),
        Platform::Instagram => Some(meta::instagram::CAPABILITIES),
        Platform::Facebook => Some(meta::facebook::CAPABILITIES),
        Platform::WhatsApp => Some(meta::whatsapp::CAPABILITIES),
        Platform::X => Some(x::CAPABILITIES),
        Platform::KakaoTalk => Some(sinch::kakao::CAPABILITIES),
        Platform::Sms => Some(sinch::sms::CAPABILITIES),
        Platform::Telegram => Some(telegram::CAPABILITIES),
        Platform::LinkedIn => Some(linkedin::CAPABILITIES),
        Platform::Reddit => Some(reddit::CAPABILITIES),
        Platform::Open => Some(open::CAPABILITIES),
        Platform::Web => Some(web::CAPABILITIES),
    }
}

/// The request that sends an answer. Its length is checked here; its window is not: that needs a clock
/// ([`domain::reply::window`]).
pub fn encode(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    match outbound.platform {
        Platform::Line => line::encode(outbound, credentials),
        Platform::Instagram => meta::instagram::encode(outbound, credentials),
        Platform::Facebook => meta::facebook::encode(outbound, credentials),
        Platform::WhatsApp => meta::whatsapp::encode(outbound, credentials),
        Platform::X => x::encode(outbound, credentials),
        Platform::KakaoTalk => sinch::kakao::encode(outbound, credentials),
        Platform::Sms => sinch::sms::encode(outbound, credentials),
        Platform::Telegram => telegram::encode(outbound, credentials),
        Platform::LinkedIn => linkedin::encode(outbound, credentials),
        Platform::Reddit => reddit::encode(outbound, credentials),
        Platform::Open => open::encode(outbound, credentials),
        Platform::Web => web::encode(outbound, credentials),
    }
}

/// What the platform's answer to a send means: by its codes, never by its words.
pub fn outcome(platform: Platform, response: &Response<'_>) -> Outcome {
    match platform {
        Platform::Line => line::outcome(response),
        Platform::Facebook | Platform::Instagram => meta::graph::outcome(response),
        Platform::WhatsApp => meta::whatsapp::outcome(response),
        Platform::X => x::outcome(response),
        Platform::KakaoTalk | Platform::Sms => sinch::outcome(response),
        Platform::Telegram => telegram::outcome(response),
        Platform::LinkedIn => linkedin::outcome(response),
        Platform::Reddit => reddit::outcome(response),
        Platform::Open => open::outcome(response),
        Platform::Web => web::outcome(response),
    }
}

/// The request for what an item still lacks. `own` is the platform's id of the account that may ask.
pub fn fetch(missing: &Missing, own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    match missing {
        Missing::MentionedComment { comment, .. } => meta::instagram::fetch_comment(comment, own, credentials),
        Missing::MentionedMedia { media } => meta::instagram::fetch_media(media, own, credentials),
        Missing::Written { id } => meta::facebook::fetch(id, credentials),
        Missing::Decoration { urn } => linkedin::fetch(urn, credentials),
    }
}

/// The item with what the platform answered to [`fetch`]; unchanged if nothing was missing.
pub fn fetched(item: Item, response: &Response<'_>) -> Result<Item, Unfetched> {
    match item.missing {
        None => Ok(item),
        Some(Missing::MentionedComment { .. } | Missing::MentionedMedia { .. }) => meta::instagram::fetched(item, response),
        Some(Missing::Written { .. }) => meta::facebook::fetched(item, response),
        Some(Missing::Decoration { .. }) => linkedin::fetched(item, response),
    }
}

/// The request for a customer's name and picture; `own` is the account that asks, as its platform knows it.
pub fn profile(platform: Platform, own: &str, customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    match platform {
        Platform::Line => line::profile(customer, credentials),
        Platform::Instagram => meta::instagram::profile(customer, credentials),
        Platform::Facebook => meta::facebook::profile(customer, credentials),
        Platform::X => x::profile(customer, credentials),
        Platform::Telegram => telegram::profile(customer, credentials),
        Platform::LinkedIn => linkedin::profile(customer, credentials),
        Platform::Reddit => reddit::profile(own, customer, credentials),
        Platform::WhatsApp | Platform::KakaoTalk | Platform::Sms | Platform::Open | Platform::Web => {
            Err(Refusal::NoProfiles { platform })
        }
    }
}

/// The profile in a successful answer to [`profile`]; nothing if it holds no name.
pub fn read_profile(platform: Platform, body: &[u8]) -> Option<Profile> {
    let body = std::str::from_utf8(body).ok()?;
    match platform {
        Platform::Line => line::read_profile(body),
        Platform::Instagram => meta::instagram::read_profile(body),
        Platform::Facebook => meta::facebook::read_profile(body),
        Platform::X => x::read_profile(body),
        Platform::Telegram => telegram::read_profile(body),
        Platform::LinkedIn => linkedin::read_profile(body),
        Platform::Reddit => reddit::read_profile(body),
        Platform::WhatsApp | Platform::KakaoTalk | Platform::Sms | Platform::Open | Platform::Web => None,
    }
}
