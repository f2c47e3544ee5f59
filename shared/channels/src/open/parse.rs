//! What a bridge brings: one item, or `{"messages":[...]}` with up to a thousand.

use domain::{
    id::AccountId,
    inbound::{Act, Attachment, Author, Content, ContentKind, Inbound, Item, Receipt, ReceiptState, Told},
    platform::{ContentType, Platform, Visibility},
    time::Timestamp,
};
use serde::Deserialize;
use serde_json::value::RawValue;
use sha2::{Digest, Sha256};

use crate::{
    body::{self, Parsed, Unreadable, complaint},
    wire::{Id, Loose, Maybe, Moment, Text, id, words},
};

/// The most items of one call.
pub const MOST: usize = 1_000;
/// The longest words of one item, in bytes: far above what people write, far below what a row of a thread can hold.
const LONGEST_TEXT: usize = 64 * 1_024;
/// The longest id, in bytes.
const LONGEST_ID: usize = 256;
/// The longest address of an attachment.
const LONGEST_URL: usize = 2_048;
const UNDATED: &str = "`channel.time` is missing or not a time";
/// The most attachments of one item.
const MOST_ATTACHMENTS: usize = 20;

/// What one call brought.
#[derive(Debug, Clone, PartialEq)]
pub struct Brought {
    /// Whether it was a list, even of one.
    pub bulk: bool,
    /// Every item, in the body's order.
    pub entries: Vec<Entry>,
}

/// One item of a call and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The caller's id of it, as far as it could be read.
    pub id: Option<String>,
    /// What it is; nothing where there is nothing to do; or what is wrong with it, never with a customer's words.
    pub read: Result<Option<Inbound>, String>,
}

#[derive(Deserialize)]
struct Bulk<'a> {
    #[serde(borrow)]
    messages: Vec<&'a RawValue>,
}

#[derive(Deserialize)]
struct Named<'a> {
    #[serde(borrow)]
    channel: Loose<NamedChannel<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct NamedChannel<'a> {
    #[serde(borrow)]
    message_id: Option<Id<'a>>,
}

#[derive(Deserialize)]
struct Message<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    channel: Channel<'a>,
    direction: Option<Text<'a>>,
    #[serde(rename = "type")]
    kind: Option<Text<'a>>,
    text: Option<Text<'a>>,
    #[serde(default)]
    content: Option<Vec<Loose<Part<'a>>>>,
    status: Option<Text<'a>>,
    #[serde(default)]
    reasons: Option<Vec<Loose<Reason<'a>>>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Channel<'a> {
    #[serde(borrow, rename = "type")]
    kind: Option<Text<'a>>,
    message_id: Option<Id<'a>>,
    from: Option<Party<'a>>,
    to: Option<Party<'a>>,
    time: Option<Moment>,
    public_metadata: Option<PublicMetadata<'a>>,
    language: Option<Text<'a>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Party<'a> {
    #[serde(borrow)]
    id: Option<Id<'a>>,
    nickname: Option<Text<'a>>,
    first_name: Option<Text<'a>>,
    last_name: Option<Text<'a>>,
    #[serde(default)]
    followers: Maybe<u64>,
    #[serde(default)]
    verified: Maybe<bool>,
    country: Option<Text<'a>>,
}

/// Where a public item stands among others.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PublicMetadata<'a> {
    #[serde(borrow)]
    root_id: Option<Id<'a>>,
    reply_to_id: Option<Id<'a>>,
    #[serde(default)]
    reactions: Maybe<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    #[serde(borrow)]
    content_type: Option<Text<'a>>,
    #[serde(default)]
    attachment: Loose<File<'a>>,
    #[serde(default)]
    button_response: Loose<Tapped<'a>>,
    #[serde(default)]
    quick_reply: Loose<Tapped<'a>>,
    #[serde(default)]
    location: Loose<Place<'a>>,
}

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct File<'a> {
    #[serde(borrow)]
    media_type: Option<Text<'a>>,
    url: Option<Text<'a>>,
    filename: Option<Text<'a>>,
    text: Option<Text<'a>>,
}

#[derive(Deserialize, Default)]
struct Tapped<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    payload: Option<Text<'a>>,
}

#[derive(Deserialize, Default)]
struct Place<'a> {
    #[serde(borrow)]
    text: Option<Text<'a>>,
    address: Option<Text<'a>>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

#[derive(Deserialize)]
struct Reason<'a> {
    #[serde(borrow)]
    code: Option<Id<'a>>,
}

/// Reads a body. Each item is read alone.
pub(crate) fn parse(account: &AccountId, raw: &[u8]) -> Result<Parsed, Unreadable> {
    let mut parsed = Parsed::default();
    for (n, entry) in all(account, raw)?.entries.into_iter().enumerate() {
        match entry.read {
            Ok(inbound) => parsed.inbound.extend(inbound),
            Err(why) => parsed.lost(format!("messages[{n}]"), why),
        }
    }
    parsed.unless_hopeless()
}

/// Every item of a body with what became of it: what a caller is told. One without a time is refused: the same call again
/// would make another item of it.
///
/// # Errors
/// When the body as a whole is not one of ours.
pub fn brought(account: &AccountId, raw: &[u8]) -> Result<Brought, Unreadable> {
    let mut brought = all(account, raw)?;
    for entry in &mut brought.entries {
        if matches!(&entry.read, Ok(Some(Inbound::Item(item))) if item.undated) {
            entry.read = Err(UNDATED.into());
        }
    }
    Ok(brought)
}

fn all(account: &AccountId, raw: &[u8]) -> Result<Brought, Unreadable> {
    let text = body::text(raw)?;
    let mended = body::mend(&text);
    let text = mended.as_deref().unwrap_or(&text);
    match serde_json::from_str::<Bulk>(text) {
        Ok(bulk) if bulk.messages.len() > MOST => {
            Err(Unreadable::Malformed { why: format!("{} messages; at most {MOST} are taken in one call", bulk.messages.len()) })
        }
        Ok(bulk) => {
            let entries = bulk.messages.into_iter().map(|message| entry(account, message.get())).collect();
            Ok(Brought { bulk: true, entries })
        }
        Err(_) => {
            // Not a bulk body: then it is one item, and what is wrong with it is said as for one.
            serde_json::from_str::<Named>(text).map_err(|error| Unreadable::malformed(&error))?;
            Ok(Brought { bulk: false, entries: vec![entry(account, text)] })
        }
    }
}

fn entry(account: &AccountId, text: &str) -> Entry {
    let named = serde_json::from_str::<Named>(text).ok().and_then(|named| named.channel.0);
    let name = named.and_then(|channel| id(channel.message_id)).map(|name| name.chars().take(LONGEST_ID).collect());
    let read =
        serde_json::from_str::<Message>(text).map_err(|error| complaint(&error)).and_then(|message| read(account, message));
    Entry { id: name, read }
}

fn read(account: &AccountId, message: Message<'_>) -> Result<Option<Inbound>, String> {
    if !is(&message.direction, "Inbound", true) {
        return Ok(None);
    }
    let kind = message.kind.as_ref().map_or("Text", Text::as_str);
    match kind {
        "Receipt" => receipt(account, message),
        "Text" | "Structured" | "Edit" | "Delete" => item(account, message).map(|item| Some(Inbound::Item(item))),
        // Typing and the like, and what is yet to be invented.
        _ => Ok(None),
    }
}

/// Whether a text is this word; `absent` is the answer where there is none.
fn is(text: &Option<Text<'_>>, word: &str, absent: bool) -> bool {
    text.as_ref().map_or(absent, |text| text.as_str().eq_ignore_ascii_case(word))
}

fn receipt(account: &AccountId, message: Message<'_>) -> Result<Option<Inbound>, String> {
    let state = match message.status.as_ref().map_or("", Text::as_str) {
        "Published" | "Sent" => ReceiptState::Sent,
        "Delivered" => ReceiptState::Delivered,
        "Read" => ReceiptState::Read,
        "Failed" => ReceiptState::Failed,
        _ => return Err("`status` is not Published, Delivered, Read or Failed".into()),
    };
    let of = short("id", id(message.id))?.ok_or("`id` is missing: it names the message of ours that this is about")?;
    let customer = short("channel.from.id", message.channel.from.and_then(|from| id(from.id)))?;
    let code = message.reasons.into_iter().flatten().find_map(|reason| id(reason.0?.code));
    let own = short("channel.to.id", message.channel.to.and_then(|to| id(to.id)))?;
    Ok(Some(Inbound::Receipt(Receipt {
        own,
        platform: Platform::Open,
        account: account.clone(),
        customer: customer.ok_or("`channel.from.id` is missing: whose conversation is it?")?,
        // It names our own id: whether the bridge gave one of its own does not matter.
        metadata: Some(of.clone()),
        external_id: Some(of),
        code: code.map(|code| code.chars().take(100).collect()),
        state,
        at: message.channel.time.map(|moment| moment.0).ok_or(UNDATED)?,
    })))
}

fn item(account: &AccountId, message: Message<'_>) -> Result<Item, String> {
    let at = message.channel.time.map(|moment| moment.0);
    let public = is(&message.channel.kind, "Public", false);
    let external_id = short("channel.messageId", id(message.channel.message_id))?;
    let recipient = short("channel.to.id", message.channel.to.and_then(|to| id(to.id)))?;
    let mut told = Told { language: words(message.channel.language), ..Told::default() };
    if let Some(from) = &message.channel.from {
        told.followers = from.followers.0;
        told.verified = from.verified.0;
        told.country = Told::country_code(from.country.as_ref().map(|text| text.as_str().to_owned()));
    }
    let author = message.channel.from.map(author).transpose()?.flatten();
    let (root, parent) = match message.channel.public_metadata {
        Some(place) => {
            told.reactions = place.reactions.0;
            (short("rootId", id(place.root_id))?, short("replyToId", id(place.reply_to_id))?)
        }
        None => (None, None),
    };
    // Without a name of the caller's, the same words of the same person at the same time are the same item.
    let name = external_id.clone().unwrap_or_else(|| {
        fingerprint(&[
            author.as_ref().map_or("", |author| &author.id),
            &at.map_or(0, Timestamp::millis).to_string(),
            message.text.as_ref().map_or("", Text::as_str),
        ])
    });
    let post = public.then(|| root.clone().or_else(|| parent.clone()).unwrap_or_else(|| name.clone()));
    let kind = message.kind.as_ref().map_or("Text", Text::as_str).to_owned();
    let (event, act) = match kind.as_str() {
        "Edit" => {
            let text = words_of(message.text)?;
            (format!("edit {name} {}", at.map_or(0, Timestamp::millis)), Act::Edit { external_id, text })
        }
        "Delete" => (format!("delete {name}"), Act::Delete { external_id }),
        _ => {
            let content_type = match (public, &parent) {
                (false, _) => ContentType::PrivateMessage,
                (true, None) => ContentType::Post,
                (true, Some(parent)) if root.as_ref().is_none_or(|root| root == parent) => ContentType::Comment,
                (true, Some(_)) => ContentType::Reply,
            };
            let content = content(message.text, message.content.unwrap_or_default())?;
            (name, Act::Say { external_id, content_type, content })
        }
    };
    Ok(Item {
        platform: Platform::Open,
        account: account.clone(),
        visibility: if public { Visibility::Public } else { Visibility::Private },
        author,
        recipient,
        event,
        act,
        at: at.unwrap_or_default(),
        undated: at.is_none(),
        post,
        parent,
        reply_token: None,
        told,
        missing: None,
    })
}

fn author(from: Party<'_>) -> Result<Option<Author>, String> {
    let Some(id) = short("channel.from.id", id(from.id))? else { return Ok(None) };
    let given = [from.first_name, from.last_name].into_iter().filter_map(words).collect::<Vec<_>>().join(" ");
    let name = words(from.nickname).or_else(|| Some(given).filter(|given| !given.is_empty()));
    Ok(Some(Author { id, name: name.map(|name| name.chars().take(200).collect()) }))
}

fn content(text: Option<Text<'_>>, parts: Vec<Loose<Part<'_>>>) -> Result<Content, String> {
    let mut text = words_of(text)?;
    let (mut kind, mut tapped, mut attachments) = (None, None, Vec::new());
    for part in parts.into_iter().filter_map(|part| part.0) {
        match part.content_type.as_ref().map_or("", Text::as_str) {
            "Attachment" => {
                let Some(file) = part.attachment.0 else { continue };
                let what = media(file.media_type.as_ref().map_or("", Text::as_str));
                text = text.or(words_of(file.text)?);
                kind = kind.or(Some(what));
                attachments.push(Attachment {
                    kind: what,
                    url: address(file.url)?,
                    reference: None,
                    label: label(file.filename),
                });
            }
            "ButtonResponse" | "QuickReply" => {
                let Some(answer) = part.button_response.0.or(part.quick_reply.0) else { continue };
                kind = kind.or(Some(ContentKind::Postback));
                tapped = tapped.or(words_of(answer.text)?).or(words_of(answer.payload)?);
            }
            "Location" => {
                kind = kind.or(Some(ContentKind::Location));
                attachments.push(place(part.location.0));
            }
            // Cards and the like come from us, never from a customer.
            _ => {}
        }
        if attachments.len() > MOST_ATTACHMENTS {
            return Err(format!("`content` holds more than {MOST_ATTACHMENTS} attachments"));
        }
    }
    Ok(Content { kind: kind.unwrap_or(ContentKind::Text), text: text.or(tapped), attachments })
}

fn media(kind: &str) -> ContentKind {
    match kind {
        "Image" => ContentKind::Image,
        "Video" => ContentKind::Video,
        "Audio" => ContentKind::Audio,
        _ => ContentKind::File,
    }
}

fn place(place: Option<Place<'_>>) -> Attachment {
    let (reference, label) = match place {
        Some(Place { text, address, latitude: Some(latitude), longitude: Some(longitude) }) => {
            (Some(format!("{latitude},{longitude}")), label(text.or(address)))
        }
        Some(Place { text, address, .. }) => (None, label(text.or(address))),
        None => (None, None),
    };
    Attachment { kind: ContentKind::Location, url: None, reference, label }
}

fn label(text: Option<Text<'_>>) -> Option<String> {
    words(text).map(|label| label.chars().take(200).collect())
}

fn address(url: Option<Text<'_>>) -> Result<Option<String>, String> {
    match words(url) {
        Some(url) if url.len() > LONGEST_URL => Err(format!("`url` has more than {LONGEST_URL} bytes")),
        url => Ok(url),
    }
}

fn words_of(text: Option<Text<'_>>) -> Result<Option<String>, String> {
    match words(text) {
        Some(text) if text.len() > LONGEST_TEXT => {
            Err(format!("`text` has {} bytes; at most {LONGEST_TEXT} are taken", text.len()))
        }
        text => Ok(text),
    }
}

fn short(what: &str, id: Option<String>) -> Result<Option<String>, String> {
    match id {
        Some(id) if id.len() > LONGEST_ID => Err(format!("`{what}` has more than {LONGEST_ID} bytes")),
        id => Ok(id),
    }
}

fn fingerprint(parts: &[&str]) -> String {
    let digest = parts.iter().fold(Sha256::new(), |hash, part| hash.chain_update(part.len().to_be_bytes()).chain_update(part));
    format!("unnamed {}", hex::encode(&digest.finalize()[..16]))
}
