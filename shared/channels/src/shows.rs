//! What a channel shows as it was made: asked of the adapters themselves, with the smallest answer of each kind.

use domain::{
    answer,
    id::{AccountId, MessageId},
    platform::{Platform, Visibility},
    reply::{Button, Card, Choice, Extra, ExtraKind, FileKind, Outbound, Press, Target},
    time::Timestamp,
};

use crate::{Credentials, encode};

/// The smallest of its kind.
fn smallest(kind: ExtraKind) -> Extra {
    let url = || "https://example.com/a".to_owned();
    let opens = || Button { title: "a".into(), press: Press::Open { url: url() } };
    let card = || Card { title: "a".into(), text: "a".into(), image: Some(url()), buttons: vec![opens()] };
    let file = |kind| Extra::File { kind, url: url(), name: Some("a".into()) };
    match kind {
        ExtraKind::Image => file(FileKind::Image),
        ExtraKind::Video => file(FileKind::Video),
        ExtraKind::Audio => file(FileKind::Audio),
        ExtraKind::File => file(FileKind::File),
        ExtraKind::Choices => Extra::Choices { choices: vec![Choice { id: "a".into(), title: "a".into() }], open: "a".into() },
        ExtraKind::Card => Extra::Cards { cards: vec![card()] },
        ExtraKind::Carousel => Extra::Cards { cards: vec![card(), card()] },
        ExtraKind::Links => Extra::Links { links: vec![opens()] },
        ExtraKind::Place => Extra::Place { name: "a".into(), address: "a".into(), latitude_e6: 1, longitude_e6: 1 },
        ExtraKind::Sticker => Extra::Sticker { set: "1".into(), id: "1".into(), says: "a".into() },
        ExtraKind::Template => Extra::Template { name: "a".into(), language: "en".into(), values: vec![] },
    }
}

/// What a channel shows as it was made.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Shown {
    /// With words or without.
    pub kinds: Vec<ExtraKind>,
    /// Only without words: the platform shows the one or the other.
    pub alone: Vec<ExtraKind>,
}

/// What a channel shows of an answer to an item seen by `item`, given in `way`. All else goes out in words
/// ([`crate::render`]), but a template, which has none.
pub fn shows(platform: Platform, item: Visibility, way: Visibility) -> Shown {
    let id = || "1".to_owned();
    let target = match (item, way) {
        (Visibility::Private, Visibility::Public) => return Shown::default(),
        (Visibility::Private, Visibility::Private) => Target::Direct { customer: id() },
        (Visibility::Public, Visibility::Public) => Target::Comment { comment: id() },
        (Visibility::Public, Visibility::Private) if answer::knows_only_people(platform) => Target::Direct { customer: id() },
        (Visibility::Public, Visibility::Private) => Target::PrivateReply { comment: id() },
    };
    let Ok(account) = "a".parse::<AccountId>() else { return Shown::default() };
    let goes = |kind: ExtraKind, text: &str| {
        let outbound = Outbound {
            message: MessageId::at(Timestamp::default(), &[b"asked"]),
            platform,
            account: account.clone(),
            // Of a form that every adapter can make an address of.
            from: "1:1".into(),
            target: target.clone(),
            text: text.into(),
            human_tag: false,
            extra: Some(smallest(kind)),
        };
        encode(&outbound, &Credentials { token: "0:asked", app_secret: None }).is_ok()
    };
    let (kinds, others): (Vec<_>, Vec<_>) = ExtraKind::ALL.into_iter().partition(|&kind| goes(kind, "a"));
    Shown { kinds, alone: others.into_iter().filter(|&kind| goes(kind, "")).collect() }
}
