//! What a customer says in the web messenger.

use crate::{
    body::{self, Parsed, Unreadable},
    fields::Fields,
};
use domain::{
    id::{AccountId, UploadId},
    inbound::{Act, Attachment, Author, Content, ContentKind, Inbound, Item, Receipt, ReceiptState, Told},
    platform::{ContentType, Platform, Visibility},
    reply::FileKind,
    time::Timestamp,
};

/// The longest text, in UTF-16 units, either way.
pub const LONGEST: usize = 4_000;
/// The longest id a client makes up, in bytes.
const LONGEST_ID: usize = 64;
/// The most files of one message.
pub const MOST_FILES: usize = 5;
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
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Said {
    /// Made up by the client: the same again is the same message.
    pub client_id: String,
    /// The words, or the title of what was tapped. Files may come without.
    pub text: String,
    /// The id of the choice that was tapped.
    pub choice: Option<String>,
    /// What was uploaded for it.
    pub files: Vec<Brought>,
}

/// A file that a customer uploaded to the company's own storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Brought {
    /// Which.
    pub upload: UploadId,
    /// What it is.
    pub kind: FileKind,
    /// What its sender calls it.
    pub name: String,
}

/// Why a message is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No id a client could make up.
    #[error("`client_id` must have 1 to {LONGEST_ID} letters, digits, `-` or `_`: make up a UUID for each message")]
    ClientId,
    /// Neither words nor files.
    #[error("`text` is empty: write something, or attach a file first")]
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
    /// Files with what was tapped.
    #[error("`attachments` stands beside `choice`: send the files in a message of their own")]
    ChoiceWithFiles,
    /// Too many files.
    #[error("`attachments` names {counted} files and may name {MOST_FILES}: send two messages")]
    TooManyFiles {
        /// So many.
        counted: usize,
    },
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
        0 if said.files.is_empty() => return Err(Wrong::Empty),
        _ if counted > LONGEST => return Err(Wrong::TooLong { counted }),
        _ => {}
    }
    match said.files.len() {
        0 => {}
        _ if said.choice.is_some() => return Err(Wrong::ChoiceWithFiles),
        counted if counted > MOST_FILES => return Err(Wrong::TooManyFiles { counted }),
        _ => {}
    }
    let (kind, attachments) = match said.choice {
        None => {
            let attached = |file: Brought| Attachment {
                kind: file.kind.content(),
                url: None,
                reference: Some(file.upload.to_string()),
                label: Some(file.name),
            };
            let attachments: Vec<_> = said.files.into_iter().map(attached).collect();
            (attachments.first().map_or(ContentKind::Text, |first| first.kind), attachments)
        }
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
            content: Content { kind, text: (counted > 0).then(|| words.to_owned()), attachments },
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
            files: one.objects("attachments").iter().filter_map(brought).collect(),
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

/// A file as tools name it. One that is no upload of ours is none.
fn brought(fields: &Fields<'_>) -> Option<Brought> {
    let kind = match fields.text("kind")?.as_str() {
        "image" => FileKind::Image,
        "video" => FileKind::Video,
        "audio" => FileKind::Audio,
        _ => FileKind::File,
    };
    Some(Brought { upload: fields.id("upload")?.parse().ok()?, kind, name: fields.text("name").unwrap_or_default() })
}
