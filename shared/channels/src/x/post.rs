//! Posts, in both of X's forms.

use domain::{
    inbound::{Act, Attachment, Content, ContentKind, Inbound, Told},
    platform::{ContentType, Visibility},
};

use super::parse::{Came, Place, handle, item};
use crate::fields::Fields;

/// A post of Account Activity (v1.1). A retweet is another's words.
pub(super) fn older(place: &Place<'_>, post: &Fields<'_>) -> Came {
    let user = post.object("user");
    let author = user.as_ref().and_then(|user| user.id("id_str").or_else(|| user.id("id")));
    if place.is_own(author.as_deref()) || post.has("retweeted_status") {
        return Ok(None);
    }
    let id = post.id("id_str").or_else(|| post.id("id")).ok_or("a post without an id")?;
    let author = author.map(|id| {
        let mut author = place.author(id);
        author.name = user.as_ref().and_then(handle).or(author.name);
        author
    });
    let whole = post.object("extended_tweet");
    let text =
        whole.as_ref().and_then(|whole| whole.text("full_text")).or_else(|| post.text("full_text")).or_else(|| post.text("text"));
    let sources = [whole.clone(), Some(post.clone())];
    let entities = |kind: &str| sources.iter().flatten().find_map(|source| source.object(kind));
    let media =
        entities("extended_entities").or_else(|| entities("entities")).map(|found| found.objects("media")).unwrap_or_default();
    let parent = post.id("in_reply_to_status_id_str").or_else(|| post.id("in_reply_to_status_id"));
    let quoted = post.flag("is_quote_status") || post.has("quoted_status_id_str") || post.has("quoted_status");
    let named = entities("entities")
        .is_some_and(|found| found.objects("user_mentions").iter().any(|who| is_own(place, who, &["id_str", "id"])));
    let kind = content_type(quoted, parent.is_some(), named);
    let at = post.moment("timestamp_ms").or_else(|| post.moment("created_at"));
    let told = Told {
        language: post.text("lang"),
        country: Told::country_code(post.object("place").and_then(|place| place.text("country_code"))),
        reactions: sum(post, &["favorite_count", "reply_count", "retweet_count", "quote_count"]),
        ..user.as_ref().map(standing).unwrap_or_default()
    };
    let content = content(text, media.iter().map(attachment).collect());
    say(place, Said { id, kind, content, at, author, parent, post: None, told })
}

/// A post of the X Activity API (v2).
pub(super) fn newer(place: &Place<'_>, payload: &Fields<'_>) -> Came {
    let post = payload.object("post").or_else(|| payload.object("data")).unwrap_or_else(|| payload.clone());
    let author = post.id("author_id");
    let referenced = post.objects("referenced_tweets");
    let refers = |kind: &str| referenced.iter().find(|one| one.text("type").as_deref() == Some(kind)).map(|one| one.id("id"));
    if place.is_own(author.as_deref()) || refers("retweeted").is_some() {
        return Ok(None);
    }
    let id = post.id("id").ok_or("a post without an id")?;
    let author = author.map(|id| place.author(id));
    let text = post.object("note_tweet").and_then(|note| note.text("text")).or_else(|| post.text("text"));
    let keys: Vec<String> = post
        .object("attachments")
        .map(|attached| attached.list("media_keys").iter().filter_map(|key| serde_json::from_str(key.get()).ok()).collect())
        .unwrap_or_default();
    let known = |key: &String| place.media.iter().find(|media| media.id("media_key").as_ref() == Some(key));
    let media = keys.iter().filter_map(known).map(attachment).collect();
    let parent = refers("replied_to").flatten();
    let mentions = post.object("entities").map(|entities| entities.objects("mentions")).unwrap_or_default();
    let named = mentions.iter().any(|who| is_own(place, who, &["id"]));
    let kind = content_type(refers("quoted").is_some(), parent.is_some(), named);
    let at = post.moment("created_at").or_else(|| post.moment("timestamp_ms"));
    let spot = post.object("geo").and_then(|geo| geo.id("place_id"));
    let spot = spot.and_then(|id| place.spots.iter().find(|spot| spot.id("id").as_ref() == Some(&id)));
    let told = Told {
        language: post.text("lang"),
        country: Told::country_code(spot.and_then(|spot| spot.text("country_code"))),
        reactions: post
            .object("public_metrics")
            .and_then(|counts| sum(&counts, &["like_count", "reply_count", "retweet_count", "quote_count"])),
        ..author.as_ref().and_then(|author| place.person(&author.id)).map(standing).unwrap_or_default()
    };
    let content = content(text, media);
    say(place, Said { id, kind, content, at, author, parent, post: post.id("conversation_id"), told })
}

/// What X shows of who wrote it, in either form.
fn standing(person: &Fields<'_>) -> Told {
    let counted = person.count("followers_count");
    let followers = counted.or_else(|| person.object("public_metrics").and_then(|counts| counts.count("followers_count")));
    Told { followers, verified: person.truth("verified"), ..Told::default() }
}

/// The sum of what is counted; nothing where nothing is.
fn sum(counts: &Fields<'_>, names: &[&str]) -> Option<u64> {
    names.iter().filter_map(|name| counts.count(name)).reduce(u64::saturating_add)
}

fn is_own(place: &Place<'_>, who: &Fields<'_>, keys: &[&str]) -> bool {
    keys.iter().any(|key| who.id(key).is_some_and(|id| place.is_own(Some(&id))))
}

fn content_type(quoted: bool, reply: bool, named: bool) -> ContentType {
    match (quoted, reply, named) {
        (true, ..) => ContentType::Quote,
        (_, true, _) => ContentType::Reply,
        (.., true) => ContentType::Mention,
        _ => ContentType::Post,
    }
}

/// By the first attachment; `animated_gif` moves without sound.
fn content(text: Option<String>, attachments: Vec<Attachment>) -> Content {
    let kind = attachments.first().map_or(ContentKind::Text, |first| first.kind);
    Content { kind, text, attachments }
}

/// A picture or film, of a post or a direct message.
pub(super) fn attachment(media: &Fields<'_>) -> Attachment {
    let kind = match media.text("type").as_deref() {
        Some("photo") => ContentKind::Image,
        Some("video" | "animated_gif") => ContentKind::Video,
        _ => ContentKind::Unsupported,
    };
    let film = media.object("video_info").unwrap_or_else(|| media.clone());
    let best = film.objects("variants").into_iter().max_by_key(|variant| {
        let rate = variant.number("bitrate").or_else(|| variant.number("bit_rate"));
        rate.map_or(-1, |rate| rate as i64)
    });
    let url = best
        .and_then(|variant| variant.text("url"))
        .or_else(|| media.text("media_url_https"))
        .or_else(|| media.text("url").filter(|_| media.has("media_key")))
        .or_else(|| media.text("preview_image_url"));
    let reference = media.id("media_key").or_else(|| media.id("id_str"));
    Attachment { kind, url, reference, label: media.text("alt_text").or_else(|| media.text("ext_alt_text")) }
}

/// What both forms tell of a post.
struct Said {
    id: String,
    kind: ContentType,
    content: Content,
    at: Option<domain::time::Timestamp>,
    author: Option<domain::inbound::Author>,
    parent: Option<String>,
    post: Option<String>,
    told: Told,
}

fn say(place: &Place<'_>, said: Said) -> Came {
    let Said { id, kind: content_type, content, at, author, parent, post, told } = said;
    // Two accounts of the brand may be named at once: the event is another for each.
    let event = format!("{}:{id}", place.own.as_deref().unwrap_or_default());
    let act = Act::Say { external_id: Some(id), content_type, content };
    let made = item(place, Visibility::Public, author, event, act, at);
    Ok(Some(Inbound::Item(domain::inbound::Item { parent, post, told, ..made })))
}
