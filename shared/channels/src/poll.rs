//! What a source is asked, and what it answers: a page of items, and where the next one begins.

use domain::{
    account::Account,
    inbound::{Inbound, Item},
    platform::Platform,
    source::Wants,
    time::{MINUTE, Millis, Timestamp},
};

use crate::{Credentials, Outcome, Refusal, Request, Response, feed, linkedin, meta, reddit, x};

/// A webhook has this long to bring an item, before it is looked for.
pub const GRACE: Millis = 5 * MINUTE;

/// One page to be asked for.
#[derive(Debug, Clone, Copy)]
pub struct Turn<'a> {
    /// By which connection.
    pub account: &'a Account,
    /// What for.
    pub wants: &'a Wants,
    /// Up to where everything was taken in before.
    pub mark: Option<&'a str>,
    /// The page to go on with, of a listing that is longer than one.
    pub next: Option<&'a str>,
    /// When it is asked.
    pub now: Timestamp,
}

/// How a page is asked for.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// Of the platform, at its own address.
    Platform(Request),
    /// Of an address that an administrator chose.
    Foreign {
        /// The whole address.
        url: String,
        /// What the page was called when it was read last: a server that knows answers 304.
        known: Option<String>,
    },
}

/// A page of an answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// In the order of the answer.
    pub items: Vec<Item>,
    /// How many could not be read.
    pub unreadable: usize,
    /// The platform's name of the newest place of it.
    pub mark: Option<String>,
    /// Where it goes on, if there is more.
    pub next: Option<String>,
}

/// Why a source is not asked.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Unasked {
    /// The platform has no such thing to ask for.
    #[error("{platform} has nothing of the kind to ask for: choose another kind of source, or another account")]
    NoSuch {
        /// Where.
        platform: Platform,
    },
    /// The account cannot ask.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Whether a platform can be asked for this at all.
pub fn can_ask(platform: Platform, wants: &Wants) -> bool {
    match platform {
        Platform::Open => matches!(wants, Wants::Feed { .. }),
        Platform::X => matches!(wants, Wants::Search { .. } | Wants::Own),
        Platform::Reddit => matches!(wants, Wants::Search { .. } | Wants::Community { .. } | Wants::Own),
        Platform::Facebook | Platform::Instagram | Platform::LinkedIn => matches!(wants, Wants::Own),
        Platform::KakaoTalk | Platform::Sms | Platform::Line | Platform::Telegram | Platform::Web | Platform::WhatsApp => false,
    }
}

/// Whether a platform that tells is asked, too, for what its webhook lost, without anybody having to say so. X bills every post it
/// is asked for, so an administrator decides that there.
pub fn fills_gaps(platform: Platform) -> bool {
    match platform {
        Platform::Facebook | Platform::Instagram | Platform::LinkedIn => true,
        Platform::Line
        | Platform::Open
        | Platform::Reddit
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::Telegram
        | Platform::Web
        | Platform::WhatsApp
        | Platform::X => false,
    }
}

/// Whether a webhook brings what this asks for, so that what is found here was missed there.
pub fn also_told(platform: Platform, wants: &Wants) -> bool {
    fills_gaps(platform) || (platform == Platform::X && *wants == Wants::Own)
}

/// The question for a page.
///
/// # Errors
/// Why there is none.
pub fn poll(turn: &Turn<'_>, credentials: &Credentials<'_>) -> Result<Question, Unasked> {
    let platform = turn.account.platform;
    let request = match (platform, turn.wants) {
        (Platform::Open, Wants::Feed { url }) => {
            return Ok(Question::Foreign { url: url.clone(), known: turn.mark.map(str::to_owned) });
        }
        (Platform::X, _) => x::poll(turn, credentials),
        (Platform::Reddit, _) => reddit::poll(turn, credentials),
        (Platform::Facebook | Platform::Instagram, Wants::Own) => Some(meta::gaps::poll(turn, credentials)),
        (Platform::LinkedIn, Wants::Own) => Some(linkedin::poll(turn, credentials)),
        _ => None,
    };
    Ok(Question::Platform(request.ok_or(Unasked::NoSuch { platform })??))
}

/// The page in an answer.
///
/// # Errors
/// What the platform said instead.
pub fn polled(turn: &Turn<'_>, response: &Response<'_>) -> Result<Page, Outcome> {
    match turn.account.platform {
        Platform::Open => feed::page(turn, response),
        Platform::X => x::polled(turn, response),
        Platform::Reddit => reddit::polled(turn, response),
        Platform::Facebook | Platform::Instagram => meta::gaps::polled(turn, response),
        Platform::LinkedIn => linkedin::polled(turn, response),
        // Nothing is ever asked of the others.
        _ => Err(unreadable(response)),
    }
}

pub(crate) fn page(parsed: crate::Parsed, mark: Option<String>, next: Option<String>) -> Page {
    let unreadable = parsed.unreadable.len();
    let item = |inbound| if let Inbound::Item(item) = inbound { Some(item) } else { None };
    Page { items: parsed.inbound.into_iter().filter_map(item).collect(), unreadable, mark, next }
}

/// An answer that is not what was asked for: it may be better next time.
pub(crate) fn unreadable(response: &Response<'_>) -> Outcome {
    Outcome::Refused { code: response.status.to_string(), said: "The answer is not what was asked for.".into() }
}
