//! Ways in: a link or a code that opens a conversation with the brand and says where the customer found it (CH-27).
//!
//! Some platforms carry a reference beside the message, others only words that the customer sends along; either way it
//! becomes a tag of the conversation, so that figures and filters know it.

use crate::{
    id::Tag,
    inbound::{Act, Item},
    platform::Platform,
};

/// The longest reference: a Telegram bot is given 64 characters, and the tag has a word before it.
pub const LONGEST_REFERENCE: usize = 40;

/// Whether text can be a reference: small letters, digits and hyphens, of which no platform takes anything for its own.
pub fn is_reference(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    (1..=LONGEST_REFERENCE).contains(&text.len()) && text.bytes().all(plain) && !text.starts_with('-')
}

/// Words that carry a reference, where the platform has no other place for it.
pub fn marked(words: &str, reference: &str) -> String {
    format!("{} (ref {reference})", words.trim_end()).trim_start().to_owned()
}

/// The tag of a conversation that came in by a reference.
pub fn tag(reference: &str) -> Option<Tag> {
    is_reference(reference).then(|| format!("entry-{reference}").parse().ok()).flatten()
}

/// The tag of an item that came in by a link of ours. A reference that is none of ours gives none.
pub fn of(item: &Item) -> Option<Tag> {
    let Act::Say { content, .. } = &item.act else { return None };
    let text = content.text.as_deref().unwrap_or_default();
    let reference = match (&item.told.entry, item.platform) {
        (Some(entry), _) => entry.as_str(),
        (None, Platform::Telegram) => text.strip_prefix("/start ")?.trim(),
        (None, _) => text.trim_end().strip_suffix(')')?.rsplit_once("(ref ")?.1,
    };
    tag(reference)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::{
        inbound::{Content, ContentKind, Told},
        platform::{ContentType, Visibility},
        time::Timestamp,
    };

    fn item(platform: Platform, text: &str, entry: Option<&str>) -> Item {
        Item {
            platform,
            account: "shop".parse().unwrap(),
            visibility: Visibility::Private,
            author: None,
            recipient: None,
            event: "e".into(),
            act: Act::Say {
                external_id: Some("1".into()),
                content_type: ContentType::PrivateMessage,
                content: Content { kind: ContentKind::Text, text: Some(text.into()), attachments: vec![] },
            },
            at: Timestamp::default(),
            undated: false,
            post: None,
            parent: None,
            reply_token: None,
            told: Told { entry: entry.map(str::to_owned), ..Told::default() },
            missing: None,
        }
    }

    // proves CH-27: what a link carried is known when the customer writes, and nothing else is taken for it
    #[test]
    fn a_reference_is_known_by_what_carried_it() {
        let tag = |platform, text: &str, entry| of(&item(platform, text, entry)).map(|tag| tag.to_string());
        let spring = Some("entry-spring-26".to_owned());
        assert_eq!(tag(Platform::Facebook, "Hi", Some("spring-26")), spring);
        assert_eq!(tag(Platform::Telegram, "/start spring-26", None), spring);
        assert_eq!(tag(Platform::WhatsApp, &marked("안녕하세요", "spring-26"), None), spring);
        assert_eq!(tag(Platform::Line, &format!("{}\n", marked("", "spring-26")), None), spring);
        assert_eq!(tag(Platform::Facebook, "Hi", Some("USER_DEFINED")), None);
        for text in ["Hi", "(ref )", "(ref a b)", "(ref A)", "my order (ref spring-26) is late", "/start spring-26"] {
            assert_eq!(tag(Platform::Line, text, None), None, "{text}");
        }
        assert!(!is_reference(&"a".repeat(41)) && !is_reference("-a") && !is_reference(""));
    }
}
