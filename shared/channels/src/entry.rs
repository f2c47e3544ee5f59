//! Links that open a conversation with the brand, and what carries the reference of each (CH-27).

use domain::{account::Account, entry::marked, platform::Platform};
use form_urlencoded::byte_serialize;

/// A way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The address, also for a QR code.
    pub link: String,
    /// The platform hands the reference back beside the message. Otherwise it stands at the end of the words that the
    /// customer is to send, and who deletes it comes in without.
    pub beside: bool,
}

/// Why there is no way in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoEntry {
    /// The link is made of what people know the account by.
    #[error("the account has no `handle`: set it to {0}")]
    NoHandle(&'static str),
    /// The platform has no such links.
    #[error("{0} has no links that open a conversation: lead customers to another channel")]
    NoLinks(Platform),
}

/// The link to an account's private messages, with words to begin with and the reference of where it is shown.
///
/// # Errors
/// Why there is none.
pub fn entry(account: &Account, reference: Option<&str>, words: &str) -> Result<Entry, NoEntry> {
    let handle = account.handle.as_deref().map(|handle| handle.trim_start_matches('@')).filter(|handle| !handle.is_empty());
    let needs = |what| handle.ok_or(NoEntry::NoHandle(what));
    let said = reference.map_or_else(|| words.to_owned(), |reference| marked(words, reference));
    let with = |base: String, name: &str, value: &str| {
        if value.is_empty() {
            base
        } else {
            format!("{base}{}{name}={}", if base.contains('?') { '&' } else { '?' }, encoded(value))
        }
    };
    let beside = |base: String, name| Entry { link: with(base, name, reference.unwrap_or_default()), beside: true };
    let inside = |link| Entry { link, beside: false };
    Ok(match account.platform {
        Platform::Facebook => beside(format!("https://m.me/{}", encoded(handle.unwrap_or(&account.external_id))), "ref"),
        Platform::Instagram => beside(format!("https://ig.me/m/{}", encoded(needs("the account's user name")?)), "ref"),
        Platform::Telegram => beside(format!("https://t.me/{}", encoded(needs("the bot's user name")?)), "start"),
        Platform::WhatsApp => {
            let number: String = needs("the number in international form")?.chars().filter(char::is_ascii_digit).collect();
            inside(with(format!("https://wa.me/{number}"), "text", &said))
        }
        // RFC 5724.
        Platform::Sms => {
            let number: String = needs("the number in international form")?.chars().filter(char::is_ascii_digit).collect();
            inside(with(format!("sms:+{number}"), "body", &said))
        }
        Platform::X => {
            let compose = format!("https://x.com/messages/compose?recipient_id={}", encoded(&account.external_id));
            inside(with(compose, "text", &said))
        }
        Platform::Line => {
            let name = format!("https://line.me/R/oaMessage/%40{}/", encoded(needs("the account's basic id, as @…")?));
            inside(if said.is_empty() { name } else { format!("{name}?{}", encoded(&said)) })
        }
        Platform::Reddit => {
            let compose = format!("https://www.reddit.com/message/compose/?to={}", encoded(&account.external_id));
            inside(with(compose, "message", &said))
        }
        // A channel's address opens its chat, and carries neither words nor a reference.
        Platform::KakaoTalk | Platform::LinkedIn | Platform::Open | Platform::Web => {
            return Err(NoEntry::NoLinks(account.platform));
        }
    })
}

/// Percent-encoded, a blank as `%20`: apps read these links, and not all take `+` for one.
fn encoded(text: &str) -> String {
    byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}
