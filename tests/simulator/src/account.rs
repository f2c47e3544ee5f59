//! Which platforms are played, and the accounts a company has there.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::grant::Grant;
use crate::refusal::Refusal;

/// A platform the simulator plays. A new one is a new arm here; the compiler then lists what it still lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// LINE Messaging API.
    Line,
    /// Instagram by Meta's Graph API.
    Instagram,
    /// A Facebook page: Messenger and what is public on it, by Meta's Graph API.
    Facebook,
    /// A WhatsApp business number, by Meta's Graph API.
    #[serde(rename = "whatsapp")]
    WhatsApp,
    /// X, by its API version 2 and the X Activity API.
    X,
    /// A KakaoTalk channel, by Sinch's Conversation API.
    #[serde(rename = "kakaotalk")]
    KakaoTalk,
    /// A number for text messages, by Sinch's Conversation API.
    Sms,
    /// A Telegram bot.
    Telegram,
    /// A LinkedIn organisation page.
    #[serde(rename = "linkedin")]
    LinkedIn,
    /// A Reddit account: asked, it tells nothing.
    Reddit,
}

impl Platform {
    /// Every platform played, in the order they are shown.
    pub const ALL: [Platform; 10] = [
        Platform::Line,
        Platform::Instagram,
        Platform::Facebook,
        Platform::WhatsApp,
        Platform::X,
        Platform::KakaoTalk,
        Platform::Sms,
        Platform::Telegram,
        Platform::LinkedIn,
        Platform::Reddit,
    ];

    /// The name as it stands in a webhook path and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Platform::Line => "line",
            Platform::Instagram => "instagram",
            Platform::Facebook => "facebook",
            Platform::WhatsApp => "whatsapp",
            Platform::X => "x",
            Platform::KakaoTalk => "kakaotalk",
            Platform::Sms => "sms",
            Platform::Telegram => "telegram",
            Platform::LinkedIn => "linkedin",
            Platform::Reddit => "reddit",
        }
    }

    /// Whether Meta runs it: one host, one way to sign, one form of errors.
    pub fn is_meta(self) -> bool {
        match self {
            Platform::Line
            | Platform::X
            | Platform::KakaoTalk
            | Platform::Sms
            | Platform::Telegram
            | Platform::LinkedIn
            | Platform::Reddit => false,
            Platform::Instagram | Platform::Facebook | Platform::WhatsApp => true,
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Platform {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Platform::ALL.into_iter().find(|platform| platform.name() == text).ok_or_else(|| {
            format!("no platform is called \"{text}\"; use one of: {}", Platform::ALL.map(Platform::name).join(", "))
        })
    }
}

/// One account of the company on a platform, as the platform knows it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Where it lives.
    pub platform: Platform,
    /// The last segment of the webhook address: `/in/{platform}/{account}`.
    pub account: String,
    /// The platform's id of it: LINE `U` and 32 hex digits (the `destination`), Instagram the IGID, Facebook the page id,
    /// WhatsApp the phone number id, KakaoTalk and SMS `project:app`.
    pub id: String,
    /// Channel secret (LINE) or app secret (Meta): signs webhooks.
    pub secret: String,
    /// Access token the product must show.
    pub token: String,
    /// What Meta sends as `hub.verify_token` on registration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verify_token: Option<String>,
    /// The name customers see; the `account` segment when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// LINE: the console's redelivery switch. Off by default, as at LINE.
    #[serde(default)]
    pub redelivery: bool,
    /// Meta, Sinch: tell the webhook what became of what the account wrote: `is_echo` and own comments (Instagram, Facebook),
    /// statuses (WhatsApp), delivery reports (KakaoTalk).
    #[serde(default)]
    pub echo: bool,
    /// LINE: how many pushed messages the month allows; unlimited when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quota: Option<u64>,
    /// X, Reddit, LinkedIn, KakaoTalk: what its tokens are renewed with; the token never ends when missing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grant: Option<Grant>,
}

impl Account {
    /// Checks what the platform itself would never issue.
    ///
    /// # Errors
    /// Names the field and the form it must have.
    pub fn check(&self) -> Result<(), Refusal> {
        let wrong = |field: &str, form: &str| {
            Err(Refusal::invalid(format!("account {}/{}: `{field}` must be {form}", self.platform, self.account)))
        };
        let segment = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
        let segments = |text: &str| !text.is_empty() && text.chars().all(segment);
        if self.account.is_empty() || !self.account.chars().all(segment) {
            return wrong("account", "a path segment of letters, digits, `-`, `_` or `.`");
        }
        match self.platform {
            Platform::Line if !is_line_user(&self.id) => {
                return wrong("id", "`U` followed by 32 lower-case hex digits");
            }
            Platform::Instagram | Platform::Facebook | Platform::WhatsApp if !is_digits(&self.id) => {
                return wrong("id", "digits only (an IGID, a page id, a phone number id)");
            }
            Platform::X | Platform::Telegram if !is_digits(&self.id) => {
                return wrong("id", "digits only (a user id, a bot's id)");
            }
            Platform::KakaoTalk | Platform::Sms
                if !self.id.split_once(':').is_some_and(|(project, app)| segments(project) && segments(app)) =>
            {
                return wrong("id", "`project:app`");
            }
            Platform::LinkedIn if !self.id.strip_prefix("urn:li:organization:").is_some_and(is_digits) => {
                return wrong("id", "`urn:li:organization:` and digits");
            }
            Platform::Reddit if !(3..=20).contains(&self.id.len()) => {
                return wrong("id", "the name of a Reddit user, 3 to 20 characters");
            }
            _ => {}
        }
        if self.secret.is_empty() {
            return wrong("secret", "the secret that signs webhooks, not empty");
        }
        if self.token.is_empty() {
            return wrong("token", "the access token, not empty");
        }
        Ok(())
    }

    /// The name customers see.
    pub fn shown_name(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.account)
    }
}

impl fmt::Debug for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Account({}/{} id {} secret *** token ***)", self.platform, self.account, self.id)
    }
}

/// What may be shown of an account: all but its secrets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountShown {
    /// Where it lives.
    pub platform: Platform,
    /// The last segment of its webhook address.
    pub account: String,
    /// The platform's id of it.
    pub id: String,
    /// The name customers see.
    pub name: String,
}

impl From<&Account> for AccountShown {
    fn from(account: &Account) -> Self {
        AccountShown {
            platform: account.platform,
            account: account.account.clone(),
            id: account.id.clone(),
            name: account.shown_name().to_owned(),
        }
    }
}

/// `U` and 32 lower-case hex digits, as LINE's webhook schema says.
pub(crate) fn is_line_user(id: &str) -> bool {
    id.len() == 33 && id.starts_with('U') && id.bytes().skip(1).all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

pub(crate) fn is_digits(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_digit())
}
