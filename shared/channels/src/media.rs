//! Where a file of a customer's is got from: which address, with which token, on which hosts (quality.md S4).

use domain::{id::UploadId, inbound::Attachment, media, platform::Platform};
use http::HeaderMap;
use serde::Deserialize;

use crate::{
    Credentials, Outcome, Refusal, Request, Response, outcome,
    request::{bearer, segment},
    telegram,
    wire::{Text, words},
};

/// How a file is got.
#[derive(Debug, Clone, PartialEq)]
pub enum Source {
    /// The platform is asked where it is: [`located`] reads the answer.
    Ask(Request),
    /// The platform's own address gives it.
    Platform(Request),
    /// It lies at an address that came with the message, and may be fetched from the platform's [`hosts`] only.
    Address {
        /// The whole address.
        url: String,
        /// The account's token, where the address is worth nothing without. It goes to the platform's hosts only.
        headers: HeaderMap,
    },
}

/// Why there is no way to a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoSource {
    /// The message did not say where it is.
    #[error("the message does not say where the file is")]
    Unnamed,
    /// The platform's files cannot be asked for.
    #[error("{platform} has no files to ask for")]
    NoFiles {
        /// Which.
        platform: Platform,
    },
    /// What the account would have to ask with is missing or wrong.
    #[error(transparent)]
    Refused(#[from] Refusal),
}

/// Hosts that files of a platform lie on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hosts {
    /// These, and names below them.
    Of(&'static [&'static str]),
    /// Any public one: who tells of the file has shown that it is a system of the company's own, or the provider that works for it.
    Any,
}

impl Hosts {
    /// Whether a host, in small letters and without a dot at its end, is one of them.
    pub fn has(self, host: &str) -> bool {
        match self {
            Hosts::Any => true,
            Hosts::Of(known) => {
                known.iter().any(|known| host.strip_suffix(known).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
            }
        }
    }
}

/// The hosts of a platform's files.
pub fn hosts(platform: Platform) -> Hosts {
    Hosts::Of(match platform {
        Platform::Facebook | Platform::Instagram => &["fbcdn.net", "fbsbx.com", "cdninstagram.com"],
        Platform::WhatsApp => &["fbsbx.com", "whatsapp.net"],
        Platform::X => &["twimg.com", "ton.x.com", "ton.twitter.com"],
        Platform::Line => &["line-scdn.net", "line-apps.com"],
        Platform::Reddit => &["redd.it", "redditmedia.com"],
        Platform::LinkedIn => &["licdn.com"],
        // Asked for at the platform's own address, or with us already.
        Platform::Telegram | Platform::Web => &[],
        // A provider hands on where its channels keep files, and names no hosts: the signature of the delivery vouches for them.
        Platform::KakaoTalk | Platform::Sms | Platform::Open => return Hosts::Any,
    })
}

/// Where in the company's own storage a file lies that came there with its message: nobody is asked for it.
pub fn brought(platform: Platform, attachment: &Attachment) -> Option<String> {
    let upload = attachment.reference.as_deref().filter(|_| platform == Platform::Web)?.parse::<UploadId>().ok()?;
    Some(media::brought(upload))
}

/// The way to a file.
///
/// # Errors
/// Why there is none.
pub fn source(platform: Platform, attachment: &Attachment, credentials: &Credentials<'_>) -> Result<Source, NoSource> {
    let url = || attachment.url.clone().ok_or(NoSource::Unnamed);
    let reference = || attachment.reference.as_deref().ok_or(NoSource::Unnamed);
    Ok(match platform {
        // An address named in a delivery lives five minutes, and asking for a new one costs one call.
        Platform::WhatsApp => {
            Source::Ask(Request::get(format!("/{}", segment("file", reference()?)?), credentials)?.proven(credentials))
        }
        Platform::Telegram => Source::Ask(telegram::file(reference()?, credentials)?),
        Platform::Line => match &attachment.url {
            Some(url) => Source::Address { url: url.clone(), headers: HeaderMap::new() },
            None => {
                let path = format!("/v2/bot/message/{}/content", segment("message", reference()?)?);
                Source::Platform(Request::get(path, credentials)?)
            }
        },
        Platform::X => {
            let url = url()?;
            // Files of direct messages are private; pictures of posts lie in the open.
            let private = ["https://ton.x.com/", "https://ton.twitter.com/"].iter().any(|host| url.starts_with(host));
            Source::Address { url, headers: if private { bearer(credentials)? } else { HeaderMap::new() } }
        }
        Platform::Facebook
        | Platform::Instagram
        | Platform::KakaoTalk
        | Platform::Sms
        | Platform::LinkedIn
        | Platform::Reddit
        | Platform::Open => Source::Address { url: url()?, headers: HeaderMap::new() },
        Platform::Web => return Err(NoSource::NoFiles { platform }),
    })
}

/// The way that the answer to [`Source::Ask`] names.
///
/// # Errors
/// What the platform said instead.
pub fn located(platform: Platform, response: &Response<'_>, credentials: &Credentials<'_>) -> Result<Source, Outcome> {
    match outcome(platform, response) {
        Outcome::Sent { .. } => {}
        other => return Err(other),
    }
    let unreadable = || Outcome::Refused { code: response.status.to_string(), said: "The answer names no file.".into() };
    match platform {
        Platform::WhatsApp => {
            #[derive(Deserialize)]
            struct Answer<'a> {
                #[serde(borrow)]
                url: Option<Text<'a>>,
            }
            let url = serde_json::from_str::<Answer>(response.text()).ok().and_then(|answer| words(answer.url));
            let headers = bearer(credentials).map_err(|_| unreadable())?;
            Ok(Source::Address { url: url.ok_or_else(unreadable)?, headers })
        }
        Platform::Telegram => telegram::located(response.text(), credentials).ok_or_else(unreadable),
        _ => Err(unreadable()),
    }
}
