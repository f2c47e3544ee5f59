//! What an answer carries beside its words, in a form that is no platform's own.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::UploadId,
    inbound::ContentKind,
    invalid::{Invalid, outcome},
};

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
    /// A file of the company's own, uploaded for this conversation; the words are its caption.
    Upload {
        /// Which.
        upload: UploadId,
        /// What it is.
        kind: FileKind,
        /// The name the customer sees, where the platform shows one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Where the platform finds it: signed when the answer goes out, for a time, and never kept.
        #[serde(skip)]
        link: Option<String>,
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

/// What an answer can carry beside its words, as people choose it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExtraKind {
    /// A picture.
    Image,
    /// A moving picture.
    Video,
    /// Sound.
    Audio,
    /// Any other file.
    File,
    /// Things to tap.
    Choices,
    /// One card with a picture and buttons.
    Card,
    /// Several of them side by side.
    Carousel,
    /// Buttons that open addresses.
    Links,
    /// A place on the map.
    Place,
    /// A sticker of the platform's own.
    Sticker,
    /// A text the platform has approved.
    Template,
}

impl ExtraKind {
    /// Every kind.
    pub const ALL: [ExtraKind; 11] = [
        ExtraKind::Image,
        ExtraKind::Video,
        ExtraKind::Audio,
        ExtraKind::File,
        ExtraKind::Choices,
        ExtraKind::Card,
        ExtraKind::Carousel,
        ExtraKind::Links,
        ExtraKind::Place,
        ExtraKind::Sticker,
        ExtraKind::Template,
    ];
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

impl FileKind {
    /// What a customer's message of such a file is.
    pub fn content(self) -> ContentKind {
        match self {
            Self::Image => ContentKind::Image,
            Self::Video => ContentKind::Video,
            Self::Audio => ContentKind::Audio,
            Self::File => ContentKind::File,
        }
    }

    /// The kind of file that a customer's message holds, if it is one.
    pub fn of(content: ContentKind) -> Option<Self> {
        [Self::Image, Self::Video, Self::Audio, Self::File].into_iter().find(|kind| kind.content() == content)
    }
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

/// The most choices, cards, links, values or buttons that any channel shows.
pub const MOST: usize = 25;
/// The longest heading, name or label of any channel, in characters.
pub const LONGEST_LABEL: usize = 300;
/// The longest text below a heading, or of a value, in characters.
pub const LONGEST_WORDS: usize = 1_000;
/// The longest address, in bytes.
pub const LONGEST_URL: usize = 2_048;

impl Extra {
    /// What no channel could make anything of: too many, too long, an address that is not `https`. What one channel shows and
    /// another does not is for the channel to say.
    ///
    /// # Errors
    /// Everything that is wrong, each with its field.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut found = Vec::new();
        match self {
            Extra::File { url, name, .. } => {
                address(&mut found, "url", url);
                short(&mut found, "name", name.as_deref().unwrap_or_default(), LONGEST_LABEL);
            }
            Extra::Upload { name, .. } => short(&mut found, "name", name.as_deref().unwrap_or_default(), LONGEST_LABEL),
            Extra::Choices { choices, open } => {
                some(&mut found, "choices", choices);
                for (n, choice) in choices.iter().enumerate() {
                    found.extend(Invalid::text(format_args!("choices[{n}].title"), &choice.title, LONGEST_LABEL));
                    found.extend(Invalid::text(format_args!("choices[{n}].id"), &choice.id, LONGEST_LABEL));
                }
                short(&mut found, "open", open, LONGEST_LABEL);
            }
            Extra::Cards { cards } => {
                some(&mut found, "cards", cards);
                cards.iter().enumerate().for_each(|(n, card)| card.gather(&format!("cards[{n}]"), &mut found));
            }
            Extra::Links { links } => {
                some(&mut found, "links", links);
                buttons(&mut found, "links", links);
            }
            Extra::Place { name, address, latitude_e6, longitude_e6 } => {
                short(&mut found, "name", name, LONGEST_LABEL);
                short(&mut found, "address", address, LONGEST_WORDS);
                for (field, value, most) in [("latitude_e6", latitude_e6, 90), ("longitude_e6", longitude_e6, 180)] {
                    if value.unsigned_abs() > most * 1_000_000 {
                        found.push(Invalid::new(
                            field,
                            "is nowhere on earth",
                            format_args!("give millionths of at most {most} degrees"),
                        ));
                    }
                }
            }
            Extra::Sticker { set, id, says } => {
                for (field, value) in [("set", set), ("id", id), ("says", says)] {
                    found.extend(Invalid::text(field, value, LONGEST_LABEL));
                }
            }
            Extra::Template { name, language, values } => {
                found.extend(Invalid::text("name", name, LONGEST_LABEL));
                found.extend(Invalid::text("language", language, 20));
                if values.len() > MOST {
                    found.push(too_many("values", values.len()));
                }
                for (n, value) in values.iter().enumerate() {
                    found.extend(Invalid::text(format_args!("values[{n}]"), value, LONGEST_WORDS));
                }
            }
        }
        outcome(found)
    }

    /// The same, with the link to an uploaded file as it is now.
    pub fn linked(&self, link: impl FnOnce(UploadId) -> Option<String>) -> Self {
        let mut linked = self.clone();
        if let Extra::Upload { upload, link: place, .. } = &mut linked {
            *place = link(*upload);
        }
        linked
    }

    /// What it is, in a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Extra::File { .. } | Extra::Upload { .. } => "file",
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

impl Card {
    fn gather(&self, place: &str, found: &mut Vec<Invalid>) {
        found.extend(Invalid::text(format_args!("{place}.title"), &self.title, LONGEST_LABEL));
        short(found, &format!("{place}.text"), &self.text, LONGEST_WORDS);
        if let Some(image) = &self.image {
            address(found, &format!("{place}.image"), image);
        }
        let place = format!("{place}.buttons");
        if self.buttons.len() > MOST {
            found.push(too_many(&place, self.buttons.len()));
        }
        buttons(found, &place, &self.buttons);
    }
}

fn buttons(found: &mut Vec<Invalid>, place: &str, all: &[Button]) {
    for (n, button) in all.iter().enumerate() {
        found.extend(Invalid::text(format_args!("{place}[{n}].title"), &button.title, LONGEST_LABEL));
        match &button.press {
            Press::Answer { id } => found.extend(Invalid::text(format_args!("{place}[{n}].press.id"), id, LONGEST_LABEL)),
            Press::Open { url } => address(found, &format!("{place}[{n}].press.url"), url),
        }
    }
}

/// A platform, or a customer's browser, is led only where nobody on the way reads along.
fn address(found: &mut Vec<Invalid>, field: &str, url: &str) {
    let plain = |c: char| !c.is_whitespace() && !c.is_control();
    let rest = url.strip_prefix("https://").unwrap_or_default();
    if rest.is_empty() || rest.starts_with('/') || url.len() > LONGEST_URL || !url.chars().all(plain) {
        let next = format!("give an address that begins with https:// and has at most {LONGEST_URL} bytes");
        found.push(Invalid::new(field, "is no address that can be opened", next));
    }
}

fn short(found: &mut Vec<Invalid>, field: &str, words: &str, most: usize) {
    if !words.is_empty() {
        found.extend(Invalid::text(field, words, most));
    }
}

fn some<T>(found: &mut Vec<Invalid>, field: &str, all: &[T]) {
    match all.len() {
        0 => found.push(Invalid::new(field, "is empty", "add one, or send words alone")),
        count if count > MOST => found.push(too_many(field, count)),
        _ => {}
    }
}

fn too_many(field: &str, count: usize) -> Invalid {
    Invalid::new(field, format_args!("has {count} entries and may have {MOST}"), "leave some out")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn wrong(extra: &Extra) -> Vec<String> {
        extra.validate().err().unwrap_or_default().into_iter().map(|one| one.field).collect()
    }

    // proves CH-22: what is wrong on every channel is named by its field
    #[test]
    fn what_no_channel_could_show_is_named_by_its_field() {
        let button = |title: &str, url: &str| Button { title: title.into(), press: Press::Open { url: url.into() } };
        let links = |links| Extra::Links { links };
        assert_eq!(wrong(&links(vec![button("Read on", "https://shop.example/a")])), [""; 0]);
        for bad in ["http://shop.example", "javascript:alert(1)", "https://", "https:///a", "https://a b", "ftp://x", ""] {
            assert_eq!(wrong(&links(vec![button("Read on", bad)])), ["links[0].press.url"], "{bad}");
        }
        assert_eq!(wrong(&links(vec![])), ["links"]);
        assert_eq!(wrong(&links(vec![button("a", "https://a.example"); MOST + 1])), ["links"]);
        let card = Card {
            title: " ".into(),
            text: "x".repeat(LONGEST_WORDS + 1),
            image: Some("http://a.example".into()),
            buttons: vec![Button { title: "Buy".into(), press: Press::Answer { id: String::new() } }],
        };
        let fields = ["cards[0].title", "cards[0].text", "cards[0].image", "cards[0].buttons[0].press.id"];
        assert_eq!(wrong(&Extra::Cards { cards: vec![card] }), fields);
        let place =
            |lat, long| Extra::Place { name: "Shop".into(), address: String::new(), latitude_e6: lat, longitude_e6: long };
        assert_eq!(wrong(&place(90_000_000, -180_000_000)), [""; 0]);
        assert_eq!(wrong(&place(90_000_001, i32::MIN)), ["latitude_e6", "longitude_e6"]);
    }
}
