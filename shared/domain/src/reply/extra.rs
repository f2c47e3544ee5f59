//! What an answer carries beside its words, in a form that is no platform's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What an answer carries beside plain words. A channel that has no such thing is given words in its place, and the sender is
/// told so; nothing is dropped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "carries", rename_all = "snake_case")]
pub enum Extra {
    /// A file that the platform fetches; the words are its caption.
    File {
        /// What it is.
        kind: FileKind,
        /// Where the platform finds it: `https`, reachable for anyone who has the address.
        url: String,
        /// The name the customer sees, where the platform shows one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Something to tap; the words are the question.
    Choices {
        /// In the order shown.
        choices: Vec<Choice>,
        /// What stands on the button that opens a list, where the platform shows a list.
        open: String,
    },
    /// Cards with a picture and buttons: one, or several side by side.
    Cards {
        /// In the order shown.
        cards: Vec<Card>,
    },
    /// Buttons that open addresses; the words stand above them.
    Links {
        /// In the order shown; each opens an address.
        links: Vec<Button>,
    },
    /// A place on the map.
    Place {
        /// Its name.
        name: String,
        /// Its address, as people write it.
        address: String,
        /// Degrees north, in millionths.
        latitude_e6: i32,
        /// Degrees east, in millionths.
        longitude_e6: i32,
    },
    /// A sticker of the platform's own.
    Sticker {
        /// Its set (LINE's package id).
        set: String,
        /// Its id in the set.
        id: String,
        /// What it says, for channels that have no such sticker.
        says: String,
    },
    /// A text the platform approved beforehand: the only thing that goes out after the reply window (WhatsApp). The
    /// platform makes the words; ours are what colleagues read.
    Template {
        /// Its name at the platform.
        name: String,
        /// Its language, as the platform writes it (`ko`, `en_US`).
        language: String,
        /// What stands for `{{1}}`, `{{2}}`, ... of its body.
        values: Vec<String>,
    },
}

/// The kinds of file that channels can send.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A picture.
    Image,
    /// A moving picture.
    Video,
    /// Sound.
    Audio,
    /// Anything else.
    File,
}

/// One thing to tap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Choice {
    /// What comes back when it is tapped.
    pub id: String,
    /// What stands on it.
    pub title: String,
}

/// One card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Card {
    /// Its heading.
    pub title: String,
    /// What stands below the heading.
    pub text: String,
    /// Where the platform finds its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// Below the words.
    pub buttons: Vec<Button>,
}

/// A button of a card.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Button {
    /// What stands on it.
    pub title: String,
    /// What it does.
    pub press: Press,
}

/// What a button does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "does", rename_all = "snake_case")]
pub enum Press {
    /// Its id comes back, as a choice's does.
    Answer {
        /// What comes back.
        id: String,
    },
    /// The customer's browser opens an address.
    Open {
        /// `https`.
        url: String,
    },
}

impl Extra {
    /// What it is, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Extra::File { .. } => "file",
            Extra::Choices { .. } => "choice",
            Extra::Cards { cards } if cards.len() > 1 => "carousel",
            Extra::Cards { .. } => "card",
            Extra::Links { .. } => "link",
            Extra::Place { .. } => "place",
            Extra::Sticker { .. } => "sticker",
            Extra::Template { .. } => "template",
        }
    }
}
