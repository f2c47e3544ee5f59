//! What platforms tell beside the words: language, country, followers, reactions. What a body does not say is not known.

use domain::{
    inbound::{Inbound, Item, Told},
    platform::Platform,
};
use serde_json::{Value, json};

use crate::samples::{read, sample};

fn one(platform: Platform, body: &Value) -> Item {
    let inbound = read(platform, &body.to_string()).inbound;
    let [Inbound::Item(item)] = inbound.as_slice() else { panic!("{inbound:?}") };
    item.clone()
}

fn told(language: &str, country: Option<&str>, followers: u64, verified: bool, reactions: u64) -> Told {
    Told {
        language: Some(language.into()),
        country: country.map(str::to_owned),
        followers: Some(followers),
        verified: Some(verified),
        entry: None,
        reactions: Some(reactions),
        coarse: false,
    }
}

// proves ESC-02, ANL-04, ANL-10: both forms of X's deliveries tell author, place, language and reactions
#[test]
fn x_tells_of_author_place_language_and_reactions() {
    let post = json!({ "id": "1990000000000000001", "author_id": "99", "text": "どこですか", "lang": "ja", "created_at": "2026-11-20T09:00:00.000Z",
        "geo": { "place_id": "p1" }, "public_metrics": { "like_count": 5, "reply_count": 2, "retweet_count": 1, "quote_count": 0, "impression_count": 900 } });
    let includes = json!({
        "users": [{ "id": "98", "public_metrics": { "followers_count": 1 } }, { "id": "99", "username": "kim", "verified": true, "public_metrics": { "followers_count": 12_000, "tweet_count": 3 } }],
        "places": [{ "id": "p0", "country_code": "US" }, { "id": "p1", "country_code": "JP" }],
    });
    let newer = json!({ "data": [{ "event_type": "post.mention.create", "filter": { "user_id": "7" }, "payload": post, "includes": includes }] });
    assert_eq!(one(Platform::X, &newer).told, told("ja", Some("jp"), 12_000, true, 8));
    let tweet = json!({ "id_str": "1990000000000000001", "text": "where", "lang": "en", "created_at": "Fri Nov 20 09:00:00 +0000 2026",
        "user": { "id_str": "99", "screen_name": "kim", "followers_count": 21, "verified": false }, "place": { "country_code": "KR" },
        "favorite_count": 1, "reply_count": 0, "retweet_count": 2, "quote_count": 0 });
    let older = json!({ "for_user_id": "7", "tweet_create_events": [tweet] });
    assert_eq!(one(Platform::X, &older).told, told("en", Some("kr"), 21, false, 3));
    let bare = json!({ "data": [{ "event_type": "post.mention.create", "filter": { "user_id": "7" }, "payload": { "id": "1", "author_id": "9", "text": "x", "created_at": "2026-11-20T09:00:00.000Z" } }] });
    assert_eq!(one(Platform::X, &bare).told, Told::default());
}

// proves CH-04: whoever wrote has their handle, however X wraps them
#[test]
fn x_tells_of_a_person_wrapped_in_data() {
    let wrapped = |name: &str| match read(Platform::X, &sample(name).body).inbound.swap_remove(0) {
        Inbound::Item(item) => item.author.unwrap().name,
        other => panic!("{other:?}"),
    };
    assert_eq!(wrapped("x/xaa-dm-person-wrapped").as_deref(), Some("mina_k"));
    assert_eq!(wrapped("x/xaa-deleted-person-wrapped").as_deref(), Some("mina_k"));
}

// proves ESC-02: a bridge tells what it knows; what it tells wrongly is not known, and costs nothing else
#[test]
fn a_bridge_tells_what_it_knows() {
    let with = |from: Value, language: Value, reactions: Value| {
        json!({ "channel": { "messageId": "m1", "type": "Public", "from": from, "time": "2026-11-20T09:30:00Z", "language": language,
            "publicMetadata": { "reactions": reactions } }, "text": "늦어요" })
    };
    let known = with(json!({ "id": "noa", "followers": 500, "verified": true, "country": "KR" }), json!("ko-KR"), json!(40));
    assert_eq!(one(Platform::Open, &known).told, told("ko-KR", Some("kr"), 500, true, 40));
    let wrong = with(json!({ "id": "noa", "followers": "many", "verified": 1, "country": "Korea" }), json!(""), json!(-1));
    assert_eq!(one(Platform::Open, &wrong).told, Told::default());
}

// proves ESC-02, ANL-10: votes and comments of a post are its reactions; a private message has none
#[test]
fn reddit_tells_votes() {
    let thing = |kind: &str, data: Value| json!({ "kind": kind, "data": data });
    let post = thing(
        "t3",
        json!({ "name": "t3_a", "author": "kim", "title": "Late", "ups": 12, "num_comments": 3, "created_utc": 1_763_600_000.0 }),
    );
    assert_eq!(one(Platform::Reddit, &post).told.reactions, Some(15));
    let comment = thing(
        "t1",
        json!({ "name": "t1_a", "author": "kim", "body": "same", "score": 4, "link_id": "t3_a", "created_utc": 1_763_600_000.0 }),
    );
    assert_eq!(one(Platform::Reddit, &comment).told.reactions, Some(4));
    let private =
        thing("t4", json!({ "name": "t4_a", "author": "kim", "body": "hello", "score": 0, "created_utc": 1_763_600_000.0 }));
    assert_eq!(one(Platform::Reddit, &private).told, Told::default());
}
