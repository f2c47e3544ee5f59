//! Bodies made at random, and samples with random damage: no panic, and no neighbour lost.

use domain::{inbound::Inbound, platform::Platform};
use proptest::prelude::*;
use serde_json::Value;

use crate::{
    hostile::{ALL, around, try_read, words},
    samples::{SAMPLES, read},
};

/// Any JSON at most a few levels deep, made mostly of the keys that platforms use.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "message",
            "text",
            "postback",
            "unsend",
            "comments",
            "mentions",
            "standby",
            "image",
            "react",
            "feed",
            "messages",
            "t1",
            "Listing",
            "COMMENT",
            "post.mention.create",
            "message_create",
            "comment",
            "add",
            "2026-01-01T00:00:00Z"
        ])
        .prop_map(Value::from),
    ];
    let key = prop::sample::select(vec![
        "events",
        "tweet_create_events",
        "tweet_delete_events",
        "direct_message_events",
        "message_create",
        "message_data",
        "data",
        "event_type",
        "filter",
        "status",
        "user",
        "edited_message",
        "callback_query",
        "message_reaction",
        "deleted_business_messages",
        "chat",
        "message_id",
        "notifications",
        "action",
        "decoratedGeneratedActivity",
        "generatedActivity",
        "kind",
        "children",
        "conversation",
        "objIds",
        "author",
        "body",
        "entry",
        "messaging",
        "changes",
        "type",
        "mode",
        "timestamp",
        "time",
        "source",
        "message",
        "messageEdited",
        "mid",
        "id",
        "text",
        "field",
        "value",
        "from",
        "media",
        "sender",
        "recipient",
        "postback",
        "reaction",
        "read",
        "attachments",
        "payload",
        "is_echo",
        "parent_id",
        "media_id",
        "comment_id",
        "destination",
        "unsend",
        "messageId",
        "message_edit",
        "delivery",
        "mids",
        "watermark",
        "messages",
        "statuses",
        "contacts",
        "metadata",
        "interactive",
        "edit",
        "item",
        "verb",
        "post_id",
        "photos",
    ]);
    leaf.prop_recursive(6, 64, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // proves "0 panics" (quality.md section 4, fuzz)
    #[test]
    fn no_bytes_panic(body in any::<Vec<u8>>()) {
        for platform in Platform::ALL {
            let _ = try_read(platform, &body);
        }
    }

    // proves the same for bodies that are nearly right
    #[test]
    fn no_mutated_sample_panics(
        which in any::<prop::sample::Index>(),
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..6),
    ) {
        let sample = &SAMPLES[which.index(SAMPLES.len())];
        let mut body = sample.body.clone().into_bytes();
        for (at, byte, how) in edits {
            let at = at.index(body.len());
            match how {
                0 => body[at] = byte,
                1 => body.insert(at, byte),
                _ => body.truncate(at.max(1)),
            }
        }
        if let Ok(parsed) = try_read(sample.platform(), &body) {
            for inbound in &parsed.inbound {
                prop_assert!(!matches!(inbound, Inbound::Item(item) if item.event.is_empty()));
            }
        }
    }

    // proves that good neighbours survive any event, and that the whole reading and the one by one agree
    #[test]
    fn good_neighbours_survive_any_event(bad in any_json()) {
        for platform in ALL {
            let body = around(platform, &bad).to_string();
            let parsed = read(platform, &body);
            let kept = words(&parsed);
            prop_assert!(kept.len() >= 2 && kept[0].starts_with("배송이"), "{}", body);
        }
    }

    #[test]
    fn any_json_is_read_or_refused(body in any_json()) {
        for platform in Platform::ALL {
            let _ = try_read(platform, body.to_string().as_bytes());
        }
    }
}
