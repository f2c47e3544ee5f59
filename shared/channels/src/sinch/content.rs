//! What a customer's message carries: the key that is present names it.

use domain::inbound::{Attachment, Content, ContentKind};

use crate::fields::Fields;

/// The content of a `contact_message`. What is not known yet, and what the interface itself could not read (`fallback_message`), is
/// something that cannot be shown.
pub(super) fn content(message: &Fields<'_>) -> Content {
    let plain = |kind, text| Content { kind, text, attachments: Vec::new() };
    let file = |media: &Fields<'_>, caption| {
        let (url, label) = (media.text("url"), media.text("filename_override"));
        let kind = kind_of(label.as_deref().or(url.as_deref()).unwrap_or_default());
        Content { kind, text: caption, attachments: vec![Attachment { kind, url, reference: None, label }] }
    };
    if let Some(said) = message.object("text_message") {
        return plain(ContentKind::Text, said.text("text"));
    }
    if let Some(media) = message.object("media_message") {
        return file(&media, None);
    }
    if let Some(card) = message.object("media_card_message") {
        return file(&card, card.text("caption"));
    }
    if let Some(place) = message.object("location_message") {
        let spot = place.object("coordinates").unwrap_or_default();
        let reference = spot.number("latitude").zip(spot.number("longitude")).map(|(lat, long)| format!("{lat},{long}"));
        let label = place.text("label").or_else(|| place.text("title"));
        let attachment = Attachment { kind: ContentKind::Location, url: None, reference, label };
        return Content { attachments: vec![attachment], ..plain(ContentKind::Location, None) };
    }
    if let Some(tapped) = message.object("choice_response_message") {
        return plain(ContentKind::Postback, tapped.text("postback_data"));
    }
    plain(ContentKind::Unsupported, message.object("product_response_message").and_then(|order| order.text("title")))
}

/// The interface tells no media type. By the ending of a name or address; the lists are Kakao's, of what its users can send.
fn kind_of(address: &str) -> ContentKind {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    match ending.as_str() {
        "jpg" | "jpeg" | "gif" | "bmp" | "png" | "tiff" | "webp" | "heic" => ContentKind::Image,
        "mp4" | "m4v" | "avi" | "asf" | "wmv" | "mkv" | "ts" | "mpg" | "mpeg" | "mov" | "flv" | "ogv" | "webm" | "3gp" => {
            ContentKind::Video
        }
        "mp3" | "wav" | "flac" | "tta" | "tak" | "aac" | "wma" | "ogg" | "m4a" | "amr" => ContentKind::Audio,
        _ => ContentKind::File,
    }
}
