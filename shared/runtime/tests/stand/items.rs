//! What customers write, as the door makes it.

use domain::{
    event::{Envelope, Ingest},
    inbound::{Act, Author, Content, ContentKind, Item},
    platform::{ContentType, Platform, Visibility},
    thread::Thread,
    time::Timestamp,
};

use super::{
    company::{INSTAGRAM, LINE},
    slug,
};

pub fn words(text: &str) -> Content {
    Content { kind: ContentKind::Text, text: Some(text.into()), attachments: vec![] }
}

/// A LINE message; `id` is the platform's.
pub fn direct(person: &str, id: &str, text: &str, at: Timestamp) -> Item {
    Item {
        platform: Platform::Line,
        account: slug(LINE),
        visibility: Visibility::Private,
        author: Some(Author { id: person.into(), name: None }),
        recipient: Some("Ushop".into()),
        event: format!("event-{id}"),
        act: Act::Say { external_id: Some(id.into()), content_type: ContentType::PrivateMessage, content: words(text) },
        at,
        post: None,
        parent: None,
        undated: false,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }
}

/// A comment under the brand's post on Instagram.
pub fn comment(person: &str, id: &str, text: &str, at: Timestamp) -> Item {
    Item {
        platform: Platform::Instagram,
        account: slug(INSTAGRAM),
        visibility: Visibility::Public,
        author: Some(Author { id: person.into(), name: Some(format!("{person}.k")) }),
        recipient: Some("17841400000000777".into()),
        event: format!("comments:{id}:add"),
        act: Act::Say { external_id: Some(id.into()), content_type: ContentType::Comment, content: words(text) },
        at,
        post: Some("18099999999999001".into()),
        parent: None,
        undated: false,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }
}

/// Another act of the same person about an earlier item.
pub fn later(item: &Item, event: &str, act: Act, at: Timestamp) -> Item {
    Item { event: event.into(), act, at, ..item.clone() }
}

/// The command that takes an item in, as the door sends it.
pub fn take_in(item: &Item, now: Timestamp) -> Envelope {
    let ingest = Ingest { item: item.clone(), body: "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4".into() };
    Envelope::begin(item.command(), item.trace(), now, Thread::of(item), ingest.into())
}
