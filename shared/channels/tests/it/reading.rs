//! What an item carries beyond its normal form: names, places, threads, tokens, receipts, echoes.

use channels::capabilities;
use domain::{
    inbound::{Act, Attachment, Content, ContentKind, Inbound, Item, Missing, ReceiptState},
    platform::{ContentType, Platform},
};

use crate::samples::{SAMPLES, read, sample};

fn inbound(name: &str) -> Vec<Inbound> {
    let sample = sample(name);
    read(sample.platform(), &sample.body).inbound
}

fn item(name: &str) -> Item {
    match inbound(name).swap_remove(0) {
        Inbound::Item(item) => item,
        other => panic!("{name}: {other:?}"),
    }
}

fn content(name: &str) -> Content {
    match item(name).act {
        Act::Say { content, .. } => content,
        other => panic!("{name}: {other:?}"),
    }
}

fn attachment(name: &str) -> Attachment {
    content(name).attachments.swap_remove(0)
}

fn content_type(name: &str) -> ContentType {
    match item(name).act {
        Act::Say { content_type, .. } => content_type,
        other => panic!("{name}: {other:?}"),
    }
}

// proves ING-14: one name per event, on every delivery, and never the same for two
#[test]
fn an_event_keeps_its_name_and_shares_it_with_no_other() {
    let mut names = std::collections::HashMap::new();
    for sample in SAMPLES.iter() {
        let once = read(sample.platform(), &sample.body);
        assert_eq!(once, read(sample.platform(), &sample.body));
        for inbound in &once.inbound {
            let Inbound::Item(item) = inbound else { continue };
            assert!(!item.event.is_empty());
            if let Some(other) = names.insert((item.platform, item.event.clone()), sample.name.clone()) {
                panic!("{} and {other} share the name {}", sample.name, item.event);
            }
        }
    }
}

#[test]
fn names_are_made_as_the_platforms_advise() {
    assert!(item("line/text").event.starts_with("01KD"), "webhookEventId");
    let old = |event: &str| {
        let body = format!(r#"{{"destination":"U","events":[{event}]}}"#);
        match read(Platform::Line, &body).inbound.swap_remove(0) {
            Inbound::Item(item) => item.event,
            other => panic!("{other:?}"),
        }
    };
    let head = r#""timestamp":1462629479859,"source":{"type":"user","userId":"u1"}"#;
    assert_eq!(
        old(&format!(r#"{{"type":"message",{head},"message":{{"id":"325708","type":"text","text":"a"}}}}"#)),
        "message:325708"
    );
    assert_eq!(old(&format!(r#"{{"type":"unsend",{head},"unsend":{{"messageId":"325708"}}}}"#)), "unsend:325708");
    assert_eq!(old(&format!(r#"{{"type":"postback",{head},"postback":{{"data":"a=1"}}}}"#)), "postback:u1:1462629479859:a=1");

    assert_eq!(item("instagram/dm-text").event, "17841400000000777:aWdfS_text_1:message");
    assert_eq!(item("instagram/dm-edited").event, "17841400000000777:aWdfS_text_1:edit:1");
    assert_eq!(item("instagram/dm-deleted").event, "17841400000000777:aWdfA_del_1:delete");
    assert_eq!(item("instagram/dm-reaction").event, "17841400000000777:aWdfS_ours:reaction:6015551230001:react:1767225604987");
    assert_eq!(item("instagram/comment").event, "comments:17990000000000201:add");
    assert_eq!(item("instagram/comment-live").event, "live_comments:17990000000000204:add");
    assert_eq!(item("instagram/mention-comment").event, "mentions:17841400000000777:17887498072083521:add");
}

// proves CH-06, ING-19: what stands under what
#[test]
fn a_public_item_knows_its_post_its_parent_and_its_type() {
    for (name, post, parent, content_type) in [
        ("instagram/comment", "18099999999999001", None, ContentType::Comment),
        ("instagram/comment-live", "18099999999999002", None, ContentType::Comment),
        ("instagram/comment-reply", "18099999999999001", Some("17990000000000101"), ContentType::Reply),
        ("instagram/mention-comment", "17887498072083520", None, ContentType::Mention),
        ("instagram/mention-caption", "17887498072083520", None, ContentType::Mention),
    ] {
        let found = item(name);
        assert_eq!((found.post.as_deref(), found.parent.as_deref()), (Some(post), parent), "{name}");
        assert_eq!(self::content_type(name), content_type, "{name}");
    }
    assert_eq!(item("instagram/comment").author.unwrap().name.as_deref(), Some("mina.k"));
    // Old bodies name no media: the comment answered, or the comment itself, gathers the thread.
    let bare = |value: &str| {
        let body = format!(r#"{{"entry":[{{"id":"0","time":1519399307,"changes":[{{"field":"comments","value":{value}}}]}}]}}"#);
        match read(Platform::Instagram, &body).inbound.swap_remove(0) {
            Inbound::Item(item) => item.post,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(bare(r#"{"id":"12","text":"a"}"#).as_deref(), Some("12"));
    assert_eq!(bare(r#"{"id":"12","text":"a","parent_id":"11"}"#).as_deref(), Some("11"));
}

#[test]
fn a_mention_says_what_to_ask_for() {
    assert_eq!(
        item("instagram/mention-comment").missing,
        Some(Missing::MentionedComment { comment: "17887498072083521".into(), media: "17887498072083520".into() })
    );
    assert_eq!(item("instagram/mention-caption").missing, Some(Missing::MentionedMedia { media: "17887498072083520".into() }));
}

#[test]
fn a_private_message_knows_what_it_answers_and_where_it_was_said() {
    assert_eq!(item("line/text-quote").parent.as_deref(), Some("590000000000000000"));
    assert_eq!(item("instagram/dm-reply").parent.as_deref(), Some("aWdfS_text_1"));
    assert_eq!(item("instagram/dm-story-reply").parent.as_deref(), Some("18000000000000901"));
    assert_eq!(content_type("instagram/dm-story-mention"), ContentType::StoryMention);
    assert_eq!(content_type("instagram/dm-text"), ContentType::PrivateMessage);

    let group = item("line/text-group");
    assert_eq!(group.post.as_deref(), Some("C00000000000000000000000000000c01"));
    assert_eq!(group.author.unwrap().id, "U00000000000000000000000000000a01");
    let room = item("line/text-room-anonymous");
    assert_eq!((room.post.as_deref(), room.author), (Some("R00000000000000000000000000000d01"), None));
    assert_eq!(item("line/text").post, None);
    assert_eq!(item("line/text").reply_token.as_deref(), Some("nHuyWiB7yP5Zw52FIkcQobQuGDXCTA"));
    assert_eq!(item("line/unsend").reply_token, None);
}

// proves CH-09, CH-21: a sticker is renderable, a file can be fetched, a place can be shown
#[test]
fn attachments_say_where_they_are() {
    let plain = |kind, url: Option<&str>, reference: Option<&str>, label: Option<&str>| Attachment {
        kind,
        url: url.map(str::to_owned),
        reference: reference.map(str::to_owned),
        label: label.map(str::to_owned),
    };
    for (name, expected) in [
        ("line/image", plain(ContentKind::Image, None, Some("590000000000000107"), None)),
        ("line/image-external", plain(ContentKind::Image, Some("https://example.com/original.jpg"), None, None)),
        ("line/file", plain(ContentKind::File, None, Some("590000000000000111"), Some("영수증.pdf"))),
        ("line/sticker", plain(ContentKind::Sticker, None, Some("446/1988"), None)),
        (
            "line/location",
            plain(ContentKind::Location, None, Some("35.67966,139.73669"), Some("〒102-8282 東京都千代田区紀尾井町1番3号")),
        ),
        ("line/postback-datetime", plain(ContentKind::Postback, None, None, Some("2026-01-03T10:00"))),
        ("instagram/dm-image-with-words", plain(ContentKind::Image, Some("https://lookaside.example/broken.jpg"), None, None)),
        (
            "instagram/dm-sticker",
            plain(ContentKind::Sticker, Some("https://lookaside.example/heart.png"), Some("369239263222822"), None),
        ),
        ("instagram/dm-location", plain(ContentKind::Location, None, Some("37.5665,126.978"), Some("Store"))),
        (
            "instagram/dm-story-mention",
            plain(ContentKind::StoryMention, Some("https://lookaside.example/mention.jpg"), None, None),
        ),
    ] {
        assert_eq!(attachment(name), expected, "{name}");
    }
    assert_eq!(content("instagram/dm-image-two").attachments.len(), 2);
    assert_eq!(content("line/postback").attachments, []);
}

// proves CH-01: what is declared is what the samples show
#[test]
fn every_attachment_that_comes_in_is_declared() {
    for sample in SAMPLES.iter() {
        let declared = capabilities(sample.platform()).unwrap().attachments_in;
        for inbound in read(sample.platform(), &sample.body).inbound {
            let Inbound::Item(Item { act: Act::Say { content, .. }, .. }) = inbound else { continue };
            for attachment in content.attachments {
                let declared = declared.contains(&attachment.kind);
                assert!(
                    declared || matches!(attachment.kind, ContentKind::Unsupported | ContentKind::Postback),
                    "{}",
                    sample.name
                );
            }
        }
    }
}

// proves CH-23, "echo becomes customer message"
#[test]
fn receipts_and_echoes_are_never_a_customers_words() {
    match inbound("instagram/dm-read").as_slice() {
        [Inbound::Receipt(receipt)] => {
            assert_eq!((receipt.customer.as_str(), receipt.state), ("6015551230001", ReceiptState::Read));
            assert_eq!(receipt.external_id.as_deref(), Some("aWdfS_ours"));
        }
        other => panic!("{other:?}"),
    }
    for (name, id, text) in [
        ("instagram/dm-echo", "aWdfA_echo_1", Some("Yes, restocked today!")),
        ("instagram/dm-echo-attachment", "aWdfS_ours_2", None),
        ("instagram/dm-own-unmarked", "aWdfS_ours_3", Some("sent by the brand, echo mark missing")),
    ] {
        match inbound(name).as_slice() {
            [Inbound::Echo(echo)] => {
                assert_eq!(
                    (echo.customer.as_str(), echo.external_id.as_str(), echo.text.as_deref()),
                    ("6015551230001", id, text)
                );
            }
            other => panic!("{name}: {other:?}"),
        }
    }
    // What the brand took back proves no delivery, and the brand's own reactions concern nobody.
    for event in [r#""message":{"mid":"m","is_echo":true,"is_deleted":true}"#, r#""reaction":{"mid":"m","action":"react"}"#] {
        let body = format!(
            r#"{{"entry":[{{"id":"1","time":5,"messaging":[{{"sender":{{"id":"1"}},"recipient":{{"id":"2"}},{event}}}]}}]}}"#
        );
        assert_eq!(read(Platform::Instagram, &body).inbound, [], "{event}");
    }
}

// proves CH-23: Messenger's watermark and list of delivered messages, should Instagram send them too
#[test]
fn a_watermark_is_told_from_a_named_message() {
    let receipts = |event: &str| {
        let body = format!(
            r#"{{"entry":[{{"id":"1","time":1767225605123,"messaging":[{{"sender":{{"id":"2"}},"recipient":{{"id":"1"}},{event}}}]}}]}}"#
        );
        read(Platform::Instagram, &body)
            .inbound
            .into_iter()
            .map(|inbound| match inbound {
                Inbound::Receipt(receipt) => (receipt.external_id, receipt.state, receipt.at.millis()),
                other => panic!("{other:?}"),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(receipts(r#""read":{"watermark":1767225600000}"#), [(None, ReceiptState::Read, 1_767_225_600_000)]);
    assert_eq!(
        receipts(r#""delivery":{"mids":["a","b"],"watermark":1767225600000}"#),
        [
            (Some("a".into()), ReceiptState::Delivered, 1_767_225_605_123),
            (Some("b".into()), ReceiptState::Delivered, 1_767_225_605_123)
        ]
    );
    assert_eq!(receipts(r#""delivery":{"watermark":1767225600000}"#), [(None, ReceiptState::Delivered, 1_767_225_600_000)]);
}
