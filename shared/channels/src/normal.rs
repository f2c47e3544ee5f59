//! The normal form: one flat JSON object for each thing a customer said or did, the same for every platform
//! (channels.md section 2). `harken normalize` prints it, and the recorded samples are compared with it.

use domain::{
    inbound::{Act, ContentKind, Inbound},
    platform::{Platform, Visibility},
};
use serde::Serialize;

/// One element of the normal form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NormalMessage {
    /// The platform.
    pub channel: &'static str,
    /// Always `inbound`.
    pub direction: &'static str,
    /// The platform's id of the author.
    pub sender_id: Option<String>,
    /// The platform's id of the brand's account.
    pub recipient_id: Option<String>,
    /// The platform's id of the item, or of the item it changes.
    pub external_id: Option<String>,
    /// What it is.
    pub kind: &'static str,
    /// The words, the caption, the button's title, the reaction.
    pub text: Option<String>,
    /// `public` or `private`.
    pub visibility: &'static str,
    /// The platform's time in milliseconds.
    pub timestamp_ms: Option<i64>,
}

/// A whole body in normal form.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct NormalForm {
    /// In the order of the body.
    pub messages: Vec<NormalMessage>,
}

impl<'a> FromIterator<&'a Inbound> for NormalForm {
    fn from_iter<I: IntoIterator<Item = &'a Inbound>>(inbound: I) -> Self {
        Self { messages: inbound.into_iter().filter_map(normal_form).collect() }
    }
}

/// The normal form of what a customer said or did; nothing for receipts and echoes.
pub fn normal_form(inbound: &Inbound) -> Option<NormalMessage> {
    let Inbound::Item(item) = inbound else { return None };
    let (external_id, kind, text) = match &item.act {
        Act::Say { external_id, content, .. } => (external_id, kind_name(content.kind), &content.text),
        Act::Edit { external_id, text } => (external_id, "edit", text),
        Act::Delete { external_id } => (external_id, "delete", &None),
        Act::React { id, external_id, reaction } => (if id.is_some() { id } else { external_id }, "reaction", reaction),
    };
    Some(NormalMessage {
        channel: match item.platform {
            Platform::Open => "open_messaging",
            named => named.as_str(),
        },
        direction: "inbound",
        sender_id: item.author.as_ref().map(|author| author.id.clone()),
        recipient_id: item.recipient.clone(),
        external_id: external_id.clone(),
        kind,
        text: text.clone(),
        visibility: match item.visibility {
            Visibility::Public => "public",
            Visibility::Private => "private",
        },
        timestamp_ms: (!item.undated).then(|| item.at.millis()),
    })
}

/// The name of a kind in the normal form.
pub(crate) fn kind_name(kind: ContentKind) -> &'static str {
    match kind {
        ContentKind::Text => "text",
        ContentKind::Image => "image",
        ContentKind::Video => "video",
        ContentKind::Audio => "audio",
        ContentKind::File => "file",
        ContentKind::Sticker => "sticker",
        ContentKind::Location => "location",
        ContentKind::Contacts => "contacts",
        ContentKind::Share => "share",
        ContentKind::StoryMention => "story_mention",
        ContentKind::Postback => "postback",
        ContentKind::Order => "order",
        ContentKind::Review => "review",
        ContentKind::Mention => "mention",
        ContentKind::Unsupported => "unsupported",
    }
}
