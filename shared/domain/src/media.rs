//! Files that customers sent: which are kept, under which name, and why one is not (ING-17, quality.md S4); and where those lie that
//! agents send (AGT-09), and customers of the web messenger (CH-14).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    id::{AccountId, ConversationId, MessageId, UploadId},
    inbound::{Act, Attachment, Content, ContentKind, Item},
    platform::Platform,
};

/// What is done to a file of a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Media {
    /// It is fetched from its platform and kept.
    Keep(Box<Keep>),
    /// Its author has deleted the message: what was kept of it goes.
    Forget {
        /// The message.
        message: MessageId,
        /// Which of its attachments.
        place: u32,
    },
}

/// A file to be kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Keep {
    /// The message it came with.
    pub message: MessageId,
    /// Which of the message's attachments it is, counted from 0.
    pub place: u32,
    /// Where it lies.
    pub platform: Platform,
    /// The connection whose token opens it.
    pub account: AccountId,
    /// What the platform told of it.
    pub attachment: Attachment,
}

/// Why a file is not kept, for whoever looks for it later.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unkept {
    /// It has more than [`LARGEST`] bytes.
    TooLarge,
    /// It is a program, a page or a script, whatever it calls itself.
    Dangerous,
    /// The platform does not have it any more, or never had it.
    Gone,
    /// Its address is none that is fetched from.
    Forbidden,
    /// The platform did not give it, however often it was asked.
    Unavailable,
}

impl Unkept {
    /// Every reason.
    pub const ALL: [Unkept; 5] = [Self::TooLarge, Self::Dangerous, Self::Gone, Self::Forbidden, Self::Unavailable];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::TooLarge => "too_large",
            Self::Dangerous => "dangerous",
            Self::Gone => "gone",
            Self::Forbidden => "forbidden",
            Self::Unavailable => "unavailable",
        }
    }

    /// The reason of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }
}

/// The largest file that is kept, in bytes (quality.md S4).
pub const LARGEST: usize = 25 << 20;

/// Where a file lies in the company's own storage.
pub fn key(message: MessageId, place: u32) -> String {
    format!("media/{message}/{place}")
}

/// Where a file waits that was uploaded for a conversation and is not sent yet. Whoever names an upload of another conversation names
/// nothing.
pub fn waiting(conversation: ConversationId, upload: UploadId) -> String {
    format!("uploads/{conversation}/{upload}")
}

/// Where a file lies that an answer carries.
pub fn sent(upload: UploadId) -> String {
    format!("sent/{upload}")
}

/// Where a file waits that a customer of the web messenger has uploaded and not sent yet.
pub fn arriving(upload: UploadId) -> String {
    format!("arriving/{upload}")
}

/// Where a file lies that a customer of the web messenger has sent, as they sent it. It is shown to them alone.
pub fn brought(upload: UploadId) -> String {
    format!("brought/{upload}")
}

/// The commands that keep the files an item came with.
pub fn keep(item: &Item) -> Vec<Media> {
    let Act::Say { content, .. } = &item.act else { return vec![] };
    let keep = |(place, attachment): (u32, &Attachment)| {
        Media::Keep(Box::new(Keep {
            message: item.message(),
            place,
            platform: item.platform,
            account: item.account.clone(),
            attachment: attachment.clone(),
        }))
    };
    files(item.platform, content).map(keep).collect()
}

/// The commands that forget the files of a message.
pub fn forget(platform: Platform, message: MessageId, content: &Content) -> Vec<Media> {
    files(platform, content).map(|(place, _)| Media::Forget { message, place }).collect()
}

/// Whether this attachment is a file of the customer's own, and not a place, a card or a link.
///
/// A story is left where it is: it must not outlive itself. A LINE sticker is one of LINE's own pictures.
pub fn is_file(platform: Platform, attachment: &Attachment) -> bool {
    let kept = match attachment.kind {
        ContentKind::Image | ContentKind::Video | ContentKind::Audio | ContentKind::File => true,
        ContentKind::Sticker => platform != Platform::Line,
        ContentKind::Text
        | ContentKind::Location
        | ContentKind::Contacts
        | ContentKind::Share
        | ContentKind::StoryMention
        | ContentKind::Postback
        | ContentKind::Order
        | ContentKind::Review
        | ContentKind::Mention
        | ContentKind::Unsupported => false,
    };
    kept && (attachment.url.is_some() || attachment.reference.is_some())
}

/// What a file is called when it is saved: as its sender called it, or by what it is. Nothing that leads elsewhere, and nothing that a
/// computer would run: a file whose bytes are known to be harmless, and whose name says otherwise, gets an ending of its kind.
pub fn name(label: Option<&str>, content_type: Option<&str>, place: u32) -> String {
    let plain = |c: &char| {
        !c.is_control() && !matches!(c, '/' | '\\' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let label: String = label.unwrap_or_default().chars().filter(plain).take(LONGEST_NAME).collect();
    let label = label.trim().trim_start_matches('.');
    let runs = label.rsplit('.').next().is_some_and(|ending| RUN.contains(&ending.to_ascii_lowercase().as_str()));
    let renamed = runs && content_type.is_some();
    if !label.is_empty() && !renamed {
        return label.to_owned();
    }
    let ending = match content_type.map_or("", |kind| kind.split(';').next().unwrap_or_default()) {
        "image/png" => ".png",
        "image/jpeg" => ".jpg",
        "image/gif" => ".gif",
        "image/webp" => ".webp",
        "video/mp4" => ".mp4",
        "audio/mpeg" => ".mp3",
        "audio/ogg" => ".ogg",
        "audio/m4a" => ".m4a",
        "application/pdf" => ".pdf",
        "text/plain" => ".txt",
        _ if runs => ".bin",
        _ => "",
    };
    if label.is_empty() { format!("file-{}{ending}", place + 1) } else { format!("{label}{ending}") }
}

/// Endings by which computers run what they open, or show it as a page with scripts.
const RUN: &[&str] = &[
    "app", "bat", "cmd", "com", "cpl", "exe", "hta", "htm", "html", "jar", "js", "jse", "lnk", "mht", "msc", "msi", "pif", "ps1",
    "reg", "scr", "sh", "svg", "url", "vbe", "vbs", "wsf", "wsh", "xhtml",
];

/// The longest name of a file, in characters.
const LONGEST_NAME: usize = 120;

fn files(platform: Platform, content: &Content) -> impl Iterator<Item = (u32, &Attachment)> {
    (0..).zip(&content.attachments).filter(move |(_, attachment)| is_file(platform, attachment))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    // proves ING-17: what is kept is what a customer sent as a file, each under its own name
    #[test]
    fn files_are_kept_and_nothing_else() {
        let of = |kind, url: Option<&str>| Attachment { kind, url: url.map(str::to_owned), reference: None, label: None };
        assert!(is_file(Platform::Facebook, &of(ContentKind::Image, Some("https://a.example/1"))));
        assert!(!is_file(Platform::Facebook, &of(ContentKind::Image, None)), "nothing says where it is");
        for kind in [ContentKind::Location, ContentKind::Share, ContentKind::StoryMention, ContentKind::Unsupported] {
            assert!(!is_file(Platform::Facebook, &of(kind, Some("https://a.example/1"))), "{kind:?}");
        }
        let sticker = Attachment { reference: Some("446/1988".into()), ..of(ContentKind::Sticker, None) };
        assert!(!is_file(Platform::Line, &sticker) && is_file(Platform::Telegram, &sticker));
    }

    // proves S5: a name leads nowhere and does not read backwards
    #[test]
    fn a_name_is_only_a_name() {
        assert_eq!(name(Some("영수증 1.png"), Some("image/png"), 0), "영수증 1.png");
        assert_eq!(name(Some("../../etc/passwd"), None, 0), "etcpasswd");
        assert_eq!(name(Some("cod.\u{202e}gpj.exe"), None, 0), "cod.gpj.exe");
        assert_eq!(name(Some("invoice.pdf.exe"), Some("application/pdf"), 0), "invoice.pdf.exe.pdf");
        assert_eq!(name(Some("run.BAT"), Some("text/plain; charset=utf-8"), 0), "run.BAT.txt");
        assert_eq!(name(Some("page.html"), Some("application/octet-stream"), 0), "page.html.bin");
        assert_eq!(name(Some("report.pdf"), Some("application/pdf"), 0), "report.pdf");
        assert_eq!(name(Some(" \n"), Some("text/plain; charset=utf-8"), 1), "file-2.txt");
        assert_eq!(name(None, None, 0), "file-1");
        assert_eq!(name(Some(&"가".repeat(300)), None, 0).chars().count(), 120);
    }

    #[test]
    fn a_reason_is_read_by_its_name() {
        for reason in Unkept::ALL {
            assert_eq!(Unkept::named(reason.name()), Some(reason));
            assert_eq!(serde_json::to_value(reason).unwrap(), reason.name());
        }
        assert_eq!(Unkept::named("else"), None);
    }
}
