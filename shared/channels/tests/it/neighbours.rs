//! One event that is not what it should be among others that are, on the platforms whose bodies are read field by field.

use domain::platform::Platform;
use serde_json::{Value, json};

use crate::{
    hostile::words,
    samples::{read, sample},
};

fn body(name: &str) -> Value {
    serde_json::from_str(&sample(name).body).unwrap()
}

/// A body with `bad` between two good events.
fn around(platform: Platform, bad: &Value) -> Value {
    match platform {
        Platform::X => {
            let good = body("x/dm-text")["direct_message_events"][0].clone();
            json!({"for_user_id": "1700000000000000001", "direct_message_events": [good.clone(), bad, good]})
        }
        Platform::LinkedIn => {
            let good = body("linkedin/comment")["notifications"][0].clone();
            json!({"type": "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS", "notifications": [good.clone(), bad, good]})
        }
        _ => {
            let good = body("reddit/comment")["data"]["children"][0].clone();
            json!({"kind": "Listing", "data": {"children": [good.clone(), bad, good]}})
        }
    }
}

const BATCHES: [Platform; 3] = [Platform::X, Platform::LinkedIn, Platform::Reddit];

// proves "one bad event must not lose its neighbours" (channels.md section 1)
#[test]
fn a_bad_event_loses_only_itself() {
    for platform in BATCHES {
        for bad in
            [json!(null), json!(7), json!("lost"), json!([]), json!({}), json!({"kind": "t1"}), json!({"action": "COMMENT"})]
        {
            let parsed = read(platform, &around(platform, &bad).to_string());
            let kept = words(&parsed);
            assert!(kept.len() >= 2 && kept[0] == kept[kept.len() - 1], "{platform} {bad}: {kept:?}");
            assert!(parsed.unreadable.len() <= 1, "{platform} {bad}");
        }
        let nameless = match platform {
            Platform::X => {
                json!({"type": "message_create", "message_create": {"sender_id": "2", "message_data": {"text": "lost"}}})
            }
            Platform::LinkedIn => json!("lost"),
            _ => json!({"kind": "t1", "data": {"body": "lost"}}),
        };
        let parsed = read(platform, &around(platform, &nameless).to_string());
        assert_eq!((words(&parsed).len(), parsed.unreadable.len()), (2, 1), "{platform}");
        assert!(parsed.unreadable[0].place.ends_with("[1]"), "{platform}: {}", parsed.unreadable[0].place);
        assert!(!parsed.unreadable[0].why.contains("lost"), "a customer's words in a log: {}", parsed.unreadable[0].why);
    }
}

// proves F14: a broken character, or a field of another type, costs itself and nothing around it
#[test]
fn what_cannot_be_read_costs_itself() {
    let broken = sample("x/dm-text").body.replace("배송이", r"\ud83d");
    assert_eq!(words(&read(Platform::X, &broken)), ["\u{fffd} 아직 안 왔어요"]);
    let mut odd = body("telegram/photo");
    odd["message"]["caption"] = json!({"not": "words"});
    odd["message"]["from"]["first_name"] = json!(7);
    assert_eq!(words(&read(Platform::Telegram, &odd.to_string())), [""]);
    let mut odd = body("linkedin/comment");
    odd["notifications"][0]["decoratedGeneratedActivity"] = json!([]);
    assert_eq!(words(&read(Platform::LinkedIn, &odd.to_string())), [""]);
}

// proves ING-14: X's ids say when they were made, so what comes without a time has the same one every time
#[test]
fn what_comes_without_a_time_has_the_same_one_every_time() {
    let parsed = read(Platform::X, &sample("x/dm-undated").body);
    let domain::inbound::Inbound::Item(item) = &parsed.inbound[0] else { panic!("{parsed:?}") };
    assert!(item.undated);
    assert_eq!(item.at.to_string(), "2025-12-30T13:50:44.334Z");
}
