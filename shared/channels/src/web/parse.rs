//! What a customer says in the web messenger.

use domain::{
    id::AccountId,
    inbound::{Act, Attachment, Author, Content, ContentKind, Inbound, Item, Receipt, ReceiptState, Told},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};
use serde::Deserialize;

use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};

/// The longest text, in UTF-16 units, either way.
pub const LONGEST: usize = 4_000;
/// The longest id a client makes up, in bytes.
const LONGEST_ID: usize = 64;
/// The longest id of a choice, in bytes; those of answers are at most this long.
const LONGEST_CHOICE: usize = 300;

/// Who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visitor {
    /// Their id in this deployment.
    pub id: String,
    /// What they are called, if the company's page has said so.
    pub name: Option<String>,
}

/// One message of a customer.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// Made up by the client: the same again is the same message.
    pub client_id: String,
    /// The words, or the title of what was tapped.
    pub text: String,
    /// The id of the choice that was tapped.
    #[serde(default)]
    pub choice: Option<String>,
}

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No id a client could make up.
    #[error("`client_id` must have 1 to {LONGEST_ID} letters, digits, `-` or `_`: make up a UUID for each message")]
    ClientId,
    /// No words.
    #[error("`text` is empty: write something first")]
    Empty,
    /// Too many words.
    #[error("`text` has {counted} UTF-16 units and may have {LONGEST}: shorten it, or send two messages")]
    TooLong {
        /// Its length.
        counted: usize,
    },
    /// No id of a choice of ours.
    #[error("`choice` must have 1 to {LONGEST_CHOICE} bytes: send back the id that came with the choice")]
    Choice,
}

/// The item a message is. `at` is when it was first said: a repetition must come with the same.
///
/// # Errors
/// When it is not one that a client of ours would send.
pub fn item(account: &AccountId, own: &str, visitor: &Visitor, said: Said, at: Timestamp) -> Result<Item, Wrong> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if said.client_id.is_empty() || said.client_id.len() > LONGEST_ID || !said.client_id.bytes().all(plain) {
        return Err(Wrong::ClientId);
    }
    let words = said.text.trim();
    let counted = words.encode_utf16().count();
    match counted {
        0 => return Err(Wrong::Empty),
        _ if counted > LONGEST => return Err(Wrong::TooLong { counted }),
        _ => {}
    }
    let (kind, attachments) = match said.choice {
        None => (ContentKind::Text, vec![]),
        Some(choice) if choice.is_empty() || choice.len() > LONGEST_CHOICE => return Err(Wrong::Choice),
        // The words are what stood on it; its id goes along for rules and bots.
        Some(choice) => {
            let tapped = Attachment { kind: ContentKind::Postback, url: None, reference: Some(choice), label: None };
            (ContentKind::Postback, vec![tapped])
        }
    };
    Ok(Item {
        platform: Platform::Web,
        account: account.clone(),
        visibility: Visibility::Private,
        author: Some(Author { id: visitor.id.clone(), name: visitor.name.clone() }),
        recipient: Some(own.to_owned()),
        // Ids are made up by clients: one customer's must not name another's message.
        event: format!("{}:{}", visitor.id, said.client_id),
        act: Act::Say {
            external_id: Some(said.client_id),
            content_type: ContentType::PrivateMessage,
            content: Content { kind, text: Some(words.to_owned()), attachments },
        },
        at,
        undated: false,
        post: None,
        parent: None,
        reply_token: None,
        told: Told::default(),
        missing: None,
    })
}

/// What came from one customer, as one body: messages, and how far they have read.
///
/// This is the messenger's form for tools and tests; the door of the web messenger makes the same items one by one.
pub(crate) fn parse(account: &AccountId, body: &[u8]) -> Result<Parsed, Unreadable> {
    let text = body::text(body)?;
    let mended = body::mend(&text);
    let top: Fields<'_> =
        serde_json::from_str(mended.as_deref().unwrap_or(&text)).map_err(|error| Unreadable::malformed(&error))?;
    let visitor = top.id("visitor").ok_or_else(|| Unreadable::Malformed { why: "there is no `visitor`".into() })?;
    let visitor = Visitor { id: visitor, name: top.text("name") };
    let own = top.id("deployment").unwrap_or_else(|| account.to_string());
    let mut parsed = Parsed::default();
    for (n, one) in top.objects("messages").into_iter().enumerate() {
        let said = Said {
            client_id: one.id("client_id").unwrap_or_default(),
            text: one.text("text").unwrap_or_default(),
            choice: one.id("choice"),
        };
        match item(account, &own, &visitor, said, one.moment("at").unwrap_or_default()) {
            Ok(item) => parsed.inbound.push(Inbound::Item(item)),
            Err(wrong) => parsed.lost(format!("messages[{n}]"), wrong.to_string()),
        }
    }
    if let Some(at) = top.moment("read") {
        parsed.inbound.push(Inbound::Receipt(Receipt {
            platform: Platform::Web,
            account: account.clone(),
            own: Some(own),
            customer: visitor.id,
            external_id: None,
            metadata: None,
            code: None,
            state: ReceiptState::Read,
            at,
        }));
    }
    Ok(parsed)
}
