//! What a platform must be asked for: the words behind a mention, the name behind an id.

use domain::inbound::{Act, Author, Item};

use crate::{
    outcome::Outcome,
    wire::{Text, words},
};

/// A customer as the platform shows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The name to show.
    pub name: String,
    /// The public handle, where the platform has one.
    pub handle: Option<String>,
    /// An `https` address of the picture. It expires, and must be fetched by who may fetch hostile addresses.
    pub picture: Option<String>,
}

/// Why an item still has no words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unfetched {
    /// The platform refused; the class says whether asking again helps.
    #[error("the platform did not give the words: {0:?}")]
    Answered(Outcome),
    /// The platform answered something else than what was asked for.
    #[error("the platform's answer does not hold what was asked for")]
    Unreadable,
    /// The brand itself wrote it: no customer's item at all.
    #[error("the brand's own account wrote it")]
    Own,
}

/// The address, if it is one a browser or fetcher may be given.
pub(crate) fn https(url: Option<Text<'_>>) -> Option<String> {
    words(url).filter(|url| url.starts_with("https://"))
}

/// The item with its words and, as far as the platform names them, its author. Its time and identity stay as they were: both
/// are part of its name.
pub(crate) fn told(mut item: Item, author: Option<Author>, text: Option<String>) -> Result<Item, Unfetched> {
    if let Some(author) = author {
        if item.recipient.as_deref() == Some(author.id.as_str()) {
            return Err(Unfetched::Own);
        }
        item.author = Some(author);
    }
    if let Act::Say { content, .. } = &mut item.act {
        content.text = text;
    }
    item.missing = None;
    Ok(item)
}
