//! The platforms, and the two ways of talking on them.

use std::{fmt, str::FromStr};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A social network or messenger. A new platform is a new arm here and in `channels`; the compiler lists the rest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Platform {
    /// Facebook pages and Messenger.
    Facebook,
    /// Instagram professional accounts.
    Instagram,
    /// KakaoTalk channels, by consultation messages that a provider carries.
    #[serde(rename = "kakaotalk")]
    KakaoTalk,
    /// LINE official accounts.
    Line,
    /// LinkedIn organisation pages.
    #[serde(rename = "linkedin")]
    LinkedIn,
    /// Open messaging: anything without an adapter of its own.
    Open,
    /// Reddit accounts and subreddits; polled, since Reddit delivers nothing.
    Reddit,
    /// Text messages to and from the company's numbers, which a provider carries.
    Sms,
    /// Telegram bots.
    Telegram,
    /// Our own web messenger, on the company's pages.
    Web,
    /// WhatsApp business numbers, by the Cloud API.
    #[serde(rename = "whatsapp")]
    WhatsApp,
    /// X.
    X,
}

impl Platform {
    /// Every platform, in the order screens list them.
    pub const ALL: [Platform; 12] = [
        Platform::Open,
        Platform::Web,
        Platform::X,
        Platform::Instagram,
        Platform::Facebook,
        Platform::WhatsApp,
        Platform::Line,
        Platform::KakaoTalk,
        Platform::Sms,
        Platform::Telegram,
        Platform::LinkedIn,
        Platform::Reddit,
    ];

    /// The name in URLs, keys and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            Platform::Facebook => "facebook",
            Platform::Instagram => "instagram",
            Platform::KakaoTalk => "kakaotalk",
            Platform::Line => "line",
            Platform::LinkedIn => "linkedin",
            Platform::Open => "open",
            Platform::Reddit => "reddit",
            Platform::Sms => "sms",
            Platform::Telegram => "telegram",
            Platform::Web => "web",
            Platform::WhatsApp => "whatsapp",
            Platform::X => "x",
        }
    }
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A text that names no platform.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "no platform is called `{0}`: expected open, web, x, instagram, facebook, whatsapp, line, kakaotalk, sms, telegram, linkedin or reddit"
)]
pub struct UnknownPlatform(String);

impl FromStr for Platform {
    type Err = UnknownPlatform;
    fn from_str(text: &str) -> Result<Self, UnknownPlatform> {
        Self::ALL
            .into_iter()
            .find(|platform| platform.as_str() == text)
            .ok_or_else(|| UnknownPlatform(text.chars().take(40).collect()))
    }
}

/// Whether others can read it. Never a flag: a private message must not reach a listening view by a default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    /// Anyone can read it.
    Public,
    /// Only the customer and the brand can.
    Private,
}

/// What kind of item it is on its platform (ING-19).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContentType {
    /// A public item that starts a thread.
    Post,
    /// Words under a post.
    Comment,
    /// An answer to another public item.
    Reply,
    /// A public item that quotes another.
    Quote,
    /// A public item passed on.
    Share,
    /// The brand named in somebody's story.
    StoryMention,
    /// The brand named in somebody's post or comment.
    Mention,
    /// A rating or recommendation with or without words.
    Review,
    /// A private message.
    PrivateMessage,
}

impl ContentType {
    /// Every type, in the order figures list them.
    pub const ALL: [ContentType; 9] = [
        ContentType::Post,
        ContentType::Comment,
        ContentType::Reply,
        ContentType::Quote,
        ContentType::Share,
        ContentType::StoryMention,
        ContentType::Mention,
        ContentType::Review,
        ContentType::PrivateMessage,
    ];

    /// The name in keys and figures.
    pub fn as_str(self) -> &'static str {
        match self {
            ContentType::Post => "post",
            ContentType::Comment => "comment",
            ContentType::Reply => "reply",
            ContentType::Quote => "quote",
            ContentType::Share => "share",
            ContentType::StoryMention => "story_mention",
            ContentType::Mention => "mention",
            ContentType::Review => "review",
            ContentType::PrivateMessage => "private_message",
        }
    }
}

impl FromStr for ContentType {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or_else(|| format!("no content type is called `{text}`"))
    }
}
