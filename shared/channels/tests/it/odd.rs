//! Bodies that platforms may lawfully send and seldom do: each event is read alone, and one that is not known is nothing or
//! unsupported, never a loss of its neighbours.

use domain::platform::Platform;
use serde_json::{Value, json};

use crate::samples::{normal, read};

/// What came of a body: kind, words and name of each message.
fn came(platform: Platform, body: &Value) -> Vec<String> {
    let parsed = read(platform, &body.to_string());
    assert!(
        parsed.unreadable.is_empty(),
        "{platform}: {:?}\n{body}",
        parsed.unreadable.iter().map(|one| &one.why).collect::<Vec<_>>()
    );
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let messages = normal(&parsed)["messages"].as_array().unwrap().clone();
    messages.iter().map(|one| format!("{} {} {}", text(&one["kind"]), text(&one["text"]), text(&one["external_id"]))).collect()
}

fn meta(object: &str, events: Value) -> Value {
    json!({"object": object, "entry": [{"id": "100", "time": 1_774_000_000_000_i64, "messaging": events}]})
}

fn event(message: Value) -> Value {
    json!({"sender": {"id": 6_015_551_230_001_u64}, "recipient": {"id": "100"}, "timestamp": "1774000000000", "message": message})
}

// proves "an unknown type becomes unsupported or nothing, never an error for the batch" (channels.md section 1)
#[test]
fn direct_messages_of_meta_in_odd_shapes() {
    for (platform, object) in [(Platform::Facebook, "page"), (Platform::Instagram, "instagram")] {
        let events = json!([
            event(json!({"mid": "m1", "text": "hi", "attachments": null, "reply_to": null, "nlp": {"entities": {}}})),
            event(json!({"mid": "m2", "attachments": [{"type": "ephemeral"}]})),
            event(json!({"mid": "m3", "attachments": [{"type": "hologram", "payload": ["?"]}, {"type": "image", "payload": {"url": "https://cdn.example/1"}}]})),
            event(json!({"mid": "m4", "attachments": [{"type": "ig_reel", "payload": {"reel_video_id": 1, "title": "t", "url": "https://cdn.example/r"}}]})),
            event(json!({"mid": "m5", "text": "see", "attachments": [{"type": "location", "payload": {"coordinates": {"lat": "37.5", "long": "127.0"}}}]})),
            event(json!({"mid": "m6", "text": "to a story", "reply_to": {"story": {"id": "s1", "url": "https://cdn.example/s"}}})),
            event(json!({"mid": "m7", "text": "old story", "reply_to": {"story": "s1"}})),
            event(json!({"mid": "m8", "is_unsupported": true})),
            event(json!({"mid": "m9", "text": "x", "attachments": {"data": []}})),
            event(json!({"mid": "m10", "attachments": [null]})),
            {"sender": {"id": "6015"}, "recipient": {"id": "100"}, "timestamp": 1, "brand_new": {"a": 1}},
            {"sender": {"id": "6015"}, "recipient": {"id": "100"}, "timestamp": 1_774_000_000, "postback": {"title": "Go", "payload": null}},
            {"sender": {"id": "6015"}, "recipient": {"id": "100"}, "timestamp": 1_774_000_000_000_i64, "reaction": {"mid": "m1", "action": "react", "reaction": "other", "emoji": "❤"}},
            {"sender": {"user_ref": "r"}, "recipient": {"id": "100"}, "timestamp": 1_774_000_000_000_i64, "optin": {"ref": "x"}},
            event(json!({"mid": "m11", "text": "bye"})),
        ]);
        assert_eq!(
            came(platform, &meta(object, events)),
            [
                "text hi m1",
                "unsupported - m2",
                "unsupported - m3",
                "share - m4",
                "location see m5",
                "text to a story m6",
                "text old story m7",
                "unsupported - m8",
                "unsupported x m9",
                "unsupported - m10",
                "postback Go -",
                "reaction ❤ m1",
                "text bye m11",
            ],
            "{platform}"
        );
    }
}

#[test]
fn whatsapp_in_odd_shapes() {
    let one = |kind: &str, id: &str, rest: Value| {
        let mut message = json!({"from": "821012345678", "id": id, "timestamp": 1_774_000_000, "type": kind});
        message.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        message
    };
    let messages = json!([
        one("text", "w1", json!({"text": {"body": "hi"}, "context": null, "referral": {"ctwa_clid": 5}})),
        one("hologram", "w2", json!({"hologram": 7, "text": 9})),
        one(
            "unsupported",
            "w3",
            json!({"errors": [{"code": 131051, "title": "Message type unknown"}], "unsupported": {"type": "view_once"}})
        ),
        one(
            "interactive",
            "w4",
            json!({"interactive": {"type": "list_reply", "list_reply": {"id": "r1", "title": "Row", "description": null}}})
        ),
        one(
            "interactive",
            "w5",
            json!({"interactive": {"type": "nfm_reply", "nfm_reply": {"name": "flow", "body": "Sent", "response_json": "{\"a\":1}"}}})
        ),
        one("interactive", "w6", json!({"interactive": {"type": "brand_new"}})),
        one("location", "w7", json!({"location": {"latitude": "37.5", "longitude": 127, "name": null}})),
        one("contacts", "w8", json!({"contacts": [{"name": {"formatted_name": "Kim"}, "phones": []}, null]})),
        one("order", "w9", json!({"order": {"catalog_id": 12, "product_items": [{"quantity": "2"}], "text": ""}})),
        one("reaction", "w10", json!({"reaction": {"message_id": "w1"}})),
        one("button", "w11", json!({"button": {"payload": "YES"}})),
        one("sticker", "w12", json!({"sticker": {"id": 77, "mime_type": "image/webp", "animated": true}})),
        one("system", "w13", json!({"system": {"type": "user_changed_number", "wa_id": "8210"}})),
        one("audio", "w14", json!({"audio": {"id": "a", "voice": true}})),
    ]);
    let value = json!({"messaging_product": "whatsapp", "metadata": {"phone_number_id": 100}, "contacts": null, "messages": messages, "statuses": []});
    let body = json!({"object": "whatsapp_business_account", "entry": [
        {"id": "1", "changes": [{"field": "brand_new", "value": 7}, {"field": "messages", "value": value}]},
        {"id": "2", "changes": []},
    ]});
    assert_eq!(
        came(Platform::WhatsApp, &body),
        [
            "text hi w1",
            "unsupported - w2",
            "unsupported - w3",
            "postback Row w4",
            "postback Sent w5",
            "unsupported - w6",
            "location - w7",
            "contacts - w8",
            "order - w9",
            "reaction - w10",
            "postback YES w11",
            "sticker - w12",
            "audio - w14",
        ]
    );
}

#[test]
fn line_in_odd_shapes() {
    let one = |kind: &str, rest: Value| {
        let mut event = json!({"type": kind, "mode": "active", "timestamp": "1774000000000", "source": {"type": "user", "userId": "U2"},
            "webhookEventId": format!("01{kind}"), "deliveryContext": {"isRedelivery": true}});
        event.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        event
    };
    let body = json!({"destination": "U1", "events": [
        one("message", json!({"message": {"id": 325_708, "type": "text", "text": "hi", "emojis": null, "mention": {"mentionees": []}}})),
        one("message", json!({"message": {"id": "m2", "type": "flex", "text": {"a": 1}}})),
        one("message", json!({"message": {"id": "m3", "type": "sticker", "packageId": 446, "stickerId": 1988, "keywords": ["a"]}})),
        one("message", json!({"message": {"id": "m4", "type": "location", "latitude": "37.5", "longitude": 127}})),
        one("postback", json!({"webhookEventId": "p1", "postback": {"data": "a=1", "params": {"newRichMenuAliasId": "x", "status": "SUCCESS"}}})),
        one("postback", json!({"webhookEventId": "p2", "postback": {"data": "a=2", "params": null}})),
        one("postback", json!({"webhookEventId": "p3", "postback": {"data": "a=3", "params": {"datetime": "2026-11-20T10:00"}}})),
        one("membership", json!({"membership": {"type": "joined", "membershipId": 1}})),
        one("module", json!({"module": {"type": "attached"}})),
        one("brandNew", json!({"message": 7})),
        one("unsend", json!({"source": {"type": "group", "groupId": "C1"}, "unsend": {"messageId": "m2"}})),
        one("message", json!({"source": null, "message": {"id": "m5", "type": "file", "fileName": "a.pdf", "fileSize": "17"}})),
    ]});
    assert_eq!(
        came(Platform::Line, &body),
        [
            "text hi 325708",
            "unsupported - m2",
            "sticker - m3",
            "location - m4",
            "postback a=1 p1",
            "postback a=2 p2",
            "postback a=3 p3",
            "delete - m2",
            "file - m5",
        ]
    );
}

#[test]
fn the_rest_in_odd_shapes() {
    let x = json!({"for_user_id": 100, "favorite_events": [{"id": "f"}], "follow_events": {}, "block_events": null, "brand_new_events": [7],
        "tweet_create_events": [{"id": 18_446_744_073_709_551_615_u64, "id_str": "1774000000000000001", "text": "late", "user": {"id_str": "2"}, "created_at": "Wed Feb 05 08:39:31 +0000 2020", "entities": null}],
        "tweet_delete_events": [{"status": {"id": "9", "user_id": 2}, "timestamp_ms": "1774000000000"}]});
    let mut came_of_x = came(Platform::X, &x);
    came_of_x.sort();
    assert_eq!(came_of_x, ["delete - 9", "text late 1774000000000000001"]);

    let telegram =
        |key: &str, value: Value| came(Platform::Telegram, &json!({"update_id": 9_007_199_254_740_993_u64, key: value}));
    let chat = json!({"id": -1_001_234_567_890_123_i64, "type": "supergroup"});
    let said = |rest: Value| {
        let mut message = json!({"message_id": 5, "date": 1_774_000_000, "chat": chat, "from": {"id": 2, "first_name": "K"}});
        message.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        message
    };
    assert_eq!(telegram("message", said(json!({"dice": {"value": 3}}))), ["unsupported - -1001234567890123:5"]);
    assert_eq!(telegram("message", said(json!({"brand_new": 1, "caption": "x"}))), ["unsupported x -1001234567890123:5"]);
    assert_eq!(telegram("message", said(json!({"photo": [], "text": "t"}))), ["text t -1001234567890123:5"]);
    assert!(telegram("brand_new_update", json!([1])).is_empty() && telegram("poll", json!({"id": "1"})).is_empty());
    assert_eq!(
        telegram("callback_query", json!({"id": "c1", "from": {"id": 2}, "message": null, "data": "d"})),
        ["postback d c1"]
    );

    let feed = |value: Value| json!({"field": "feed", "value": value});
    let facebook = json!({"object": "page", "entry": [{"id": "100", "time": 1_774_000_000, "changes": [
        feed(json!({"item": "comment", "verb": "add", "comment_id": "1_2", "post_id": "100_1", "parent_id": "100_1", "from": null, "message": "hi", "photos": null, "created_time": "1774000000"})),
        feed(json!({"item": "brand_new", "verb": "sing", "message": 7})),
        feed(json!({"item": "comment", "verb": "remove", "comment_id": "1_2", "post_id": "100_1", "from": {"id": 2}, "created_time": 1_774_000_000})),
        feed(json!({"item": "like", "verb": "add"})),
        {"field": "brand_new", "value": "x"},
    ]}, {"id": "100", "time": 1}]});
    assert_eq!(came(Platform::Facebook, &facebook), ["text hi 1_2", "delete - 1_2"]);

    let linkedin = json!({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [
        {"notificationId": 7, "organizationalEntity": "urn:li:organization:1", "action": "BRAND_NEW", "lastModifiedAt": "1774000000000"},
        {"notificationId": 8, "organizationalEntity": "urn:li:organization:1", "action": "COMMENT", "generatedActivity": "urn:li:comment:(urn:li:activity:7,8)", "decoratedGeneratedActivity": null, "lastModifiedAt": "1774000000000"},
    ]});
    assert_eq!(came(Platform::LinkedIn, &linkedin), ["text - urn:li:comment:(urn:li:activity:7,8)"]);
}

#[test]
fn comments_of_instagram_in_all_their_forms() {
    let comment = |id: &str| json!({"id": id, "text": "late", "from": {"id": 2, "username": "k"}, "media": {"id": "m", "media_product_type": "AD", "ad_id": 7}, "parent_id": null});
    let body = json!({"object": "instagram", "entry": [
        {"id": "100", "time": 1_774_000_000, "changes": [
            {"field": "comments", "value": comment("c1")},
            {"field": "brand_new", "value": [1]},
            {"field": "live_comments", "value": {"id": 18_446_744_073_709_551_615_u64, "text": "live"}},
            {"field": "story_insights", "value": {"impressions": "many"}},
        ]},
        {"id": "100", "time": "1774000000", "field": "comments", "value": comment("c2")},
        {"id": "100", "time": 1_774_000_000, "field": "comments", "value": [comment("c3"), comment("c4")]},
        {"id": "100", "time": 1_774_000_000, "changes": [{"field": "comments", "value": {"id": "own", "text": "thanks", "from": {"id": "100"}}}]},
    ]});
    let expected = ["text late c1", "text live 18446744073709551615", "text late c2", "text late c3", "text late c4"];
    assert_eq!(came(Platform::Instagram, &body), expected);
}

#[test]
fn the_newer_form_of_x_in_odd_shapes() {
    let one = |kind: &str, payload: Value| json!({"data": {"event_uuid": "e", "filter": {"user_id": 100}, "event_type": kind, "tag": null, "payload": payload}});
    let post = json!({"id": "1774000000000000001", "author_id": "2", "text": "short", "note_tweet": {"text": "the long words"}, "created_at": "2026-03-20T10:00:00.000Z", "entities": null, "attachments": {}});
    for kind in ["post.mention.create", "post_reply_create", "post.quote.create"] {
        assert_eq!(came(Platform::X, &one(kind, post.clone())), ["text the long words 1774000000000000001"], "{kind}");
    }
    for (kind, payload) in [
        ("post.brand.new", json!({"id": "1"})),
        ("follow.follow", json!({"source": {"id": "2"}})),
        ("oauth.revoke", json!({"user_id": "2"})),
        ("dm.read", json!({"direct_message_mark_read_events": []})),
        ("profile.update.bio", json!({"before": 1, "after": []})),
    ] {
        assert!(came(Platform::X, &one(kind, payload)).is_empty(), "{kind}");
    }
    let chat = came(
        Platform::X,
        &one("chat.received", json!({"conversation_id": "1-2", "sender_id": "2", "id": "9", "created_at_msec": "1774000000000"})),
    );
    assert!(chat.len() == 1 && chat[0].starts_with("unsupported -"), "{chat:?}");
    for of_nobody in [
        json!({"user_event": {"revoke": {"source": {"user_id": "2"}}}}),
        json!({"for_user_id": "100", "mute_events": [{}]}),
        json!({}),
    ] {
        assert!(came(Platform::X, &of_nobody).is_empty(), "{of_nobody}");
    }
}

#[test]
fn listings_of_reddit_and_bridges_in_odd_shapes() {
    let child = |kind: &str, data: Value| json!({"kind": kind, "data": data});
    let listing = json!({"kind": "Listing", "data": {"after": null, "dist": 5, "children": [
        child("t1", json!({"name": "t1_a", "author": "kim", "body": "late", "created_utc": 1_774_000_000.0, "subreddit": "shop", "edited": 1.0, "replies": ""})),
        child("t1", json!({"name": "t1_b", "author": "[deleted]", "body": "[removed]", "created_utc": 1_774_000_000.0, "subreddit": "shop"})),
        child("more", json!({"count": 3, "children": ["x"]})),
        child("t3", json!({"name": "t3_c", "author": null, "title": "Where?", "selftext": "", "created_utc": "1774000000", "subreddit": "shop", "media": {"x": []}})),
        child("t9", json!({"name": "t9_d"})),
    ]}});
    assert_eq!(came(Platform::Reddit, &listing), ["text late t1_a", "text Where? t3_c"]);
    let open = |rest: Value| {
        let mut body = json!({"channel": {"platform": "Open", "messageId": "m1", "from": {"id": 7, "idType": "Opaque"}, "time": "2026-03-20T10:00:00Z", "metadata": {"customAttributes": {"a": 1}}}});
        body.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        came(Platform::Open, &body)
    };
    assert_eq!(open(json!({"type": "Text", "text": "hi", "content": null})), ["text hi m1"]);
    let odd = json!({"content": [{"contentType": "Attachment", "attachment": {"mediaType": "Hologram", "url": "https://files.example/h"}}]});
    assert_eq!(open(odd), ["file - m1"]);
}
