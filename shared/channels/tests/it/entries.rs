//! Links that open a conversation, as the platforms document them.

use channels::entry::{Entry, NoEntry, entry};
use domain::{account::Account, inbound::Inbound, platform::Platform};

use crate::samples::read;

fn account(platform: Platform, external_id: &str, handle: Option<&str>) -> Account {
    Account {
        id: "shop".parse().unwrap(),
        platform,
        name: "Shop".into(),
        external_id: external_id.into(),
        handle: handle.map(str::to_owned),
        queue: "care".parse().unwrap(),
        language: None,
        threading_window_minutes: 0,
        origins: vec![],
        confirmed: vec![],
        active: true,
    }
}

// proves CH-27
#[test]
fn every_channel_has_its_link_or_says_why_not() {
    let link = |account: &Account, reference: Option<&str>, words: &str| entry(account, reference, words).map(|entry| entry.link);
    for (platform, id, handle, expected, beside) in [
        (Platform::Facebook, "1000", None, "https://m.me/1000?ref=spring", true),
        (Platform::Facebook, "1000", Some("shop.kr"), "https://m.me/shop.kr?ref=spring", true),
        (Platform::Instagram, "1784", Some("@shop"), "https://ig.me/m/shop?ref=spring", true),
        (Platform::Telegram, "7000", Some("shop_bot"), "https://t.me/shop_bot?start=spring", true),
        (
            Platform::WhatsApp,
            "2000",
            Some("+82 10-1234-5678"),
            "https://wa.me/821012345678?text=%EC%95%88%EB%85%95%20%28ref%20spring%29",
            false,
        ),
        (Platform::Sms, "p:a", Some("+82 1588-0001"), "sms:+8215880001?body=%EC%95%88%EB%85%95%20%28ref%20spring%29", false),
        (
            Platform::X,
            "17",
            None,
            "https://x.com/messages/compose?recipient_id=17&text=%EC%95%88%EB%85%95%20%28ref%20spring%29",
            false,
        ),
        (
            Platform::Line,
            "U1",
            Some("@shop"),
            "https://line.me/R/oaMessage/%40shop/?%EC%95%88%EB%85%95%20%28ref%20spring%29",
            false,
        ),
        (
            Platform::Reddit,
            "harken_care",
            None,
            "https://www.reddit.com/message/compose/?to=harken_care&message=%EC%95%88%EB%85%95%20%28ref%20spring%29",
            false,
        ),
    ] {
        let found = entry(&account(platform, id, handle), Some("spring"), "안녕");
        assert_eq!(found, Ok(Entry { link: expected.into(), beside }), "{platform}");
    }
    for platform in Platform::ALL {
        match entry(&account(platform, "1", Some("shop-1")), None, "") {
            Ok(entry) => assert!(
                (entry.link.starts_with("https://") || entry.link == "sms:+1") && !entry.link.contains("ref"),
                "{platform}: {}",
                entry.link
            ),
            Err(why) => assert_eq!(why, NoEntry::NoLinks(platform)),
        }
    }
    assert!(matches!(link(&account(Platform::Instagram, "1784", None), None, ""), Err(NoEntry::NoHandle(_))));
}

// proves CH-27: Messenger hands the reference back with the first message or button
#[test]
fn what_messenger_hands_back_is_read() {
    let body = |event: &str| {
        format!(
            r#"{{"object":"page","entry":[{{"id":"1","time":1458692752478,"messaging":[{{"sender":{{"id":"2"}},"recipient":{{"id":"1"}},"timestamp":1458692752478,{event}}}]}}]}}"#
        )
    };
    for (event, expected) in [
        (
            r#""message":{"mid":"m1","text":"Hi","referral":{"ref":"spring","source":"SHORTLINK","type":"OPEN_THREAD"}}"#,
            Some("spring"),
        ),
        (r#""postback":{"title":"Start","payload":"x","referral":{"ref":"spring"}}"#, Some("spring")),
        (r#""message":{"mid":"m1","text":"Hi","referral":"odd"}"#, None),
        (r#""message":{"mid":"m1","text":"Hi"}"#, None),
    ] {
        match read(Platform::Facebook, &body(event)).inbound.swap_remove(0) {
            Inbound::Item(item) => assert_eq!(item.told.entry.as_deref(), expected, "{event}"),
            other => panic!("{other:?}"),
        }
    }
}
