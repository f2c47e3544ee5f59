//! What people write, and the bodies in which platforms tell of it.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::{
    dice::Dice,
    platforms::address,
    shape::{Fault, Theme},
};

/// The LINE account.
pub(crate) const SHOP: &str = "shop";
/// The Instagram account.
pub(crate) const GRAM: &str = "gram";
/// Its number.
pub(crate) const GRAM_ID: &str = "17841400000000777";
/// The account of the feed.
pub(crate) const NEWS: &str = "news";
/// Where the feed is.
pub(crate) const FEED: &str = "https://news.test/feed";
/// Sign what the platforms send: before a rotation, and after it.
pub(crate) const SIGNING: [&str; 2] = ["canary-signing-91bc", "canary-signing-c4d0"];

/// What became known of somebody's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// To the brand alone: a row in a conversation.
    Direct,
    /// Under a post, and no rule asks for it: counted, not kept.
    Noise,
    /// Under a post, and a rule asks for it: a mention.
    Mention,
    /// A mention that needs a person: a row in a conversation, too.
    Cry,
    /// What the brand itself sent, told back.
    Echo,
}

/// One thing a platform tells.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub kind: Kind,
    /// Unlike any other in the schedule; no part of another.
    pub text: String,
    pub instagram: bool,
    pub person: String,
    value: Value,
}

impl Event {
    /// What customer number `person` writes as the `n`-th thing of the schedule.
    pub(crate) fn written(dice: &Dice, person: u32, n: u32, now: i64) -> Self {
        // Only Instagram tells twice what is sent twice: LINE knows a retry key.
        let theme = dice.theme();
        let instagram = person % 2 == 1 || matches!(theme, Theme::Platforms | Theme::Counting);
        let user =
            if instagram { format!("60155512300{person:02}") } else { format!("U000000000000000000000000000000{person:02}") };
        let word = format!("w{n:03}x");
        if !instagram {
            let text = format!("Where is my parcel? {word}{}", ending(dice));
            let value = json!({
                "type": "message", "mode": "active", "timestamp": now, "webhookEventId": format!("01HKEVENT{n:017}"),
                "deliveryContext": { "isRedelivery": false }, "replyToken": format!("token{n:026}"),
                "source": { "type": "user", "userId": user },
                "message": { "type": "text", "id": format!("59{n:016}"), "text": text, "quoteToken": "q" },
            });
            return Self { kind: Kind::Direct, text, instagram, person: user, value };
        }
        let kind = match theme {
            Theme::Platforms => 0,
            Theme::Counting => 1 + dice.below(3),
            _ => dice.below(4),
        };
        let (kind, text) = match kind {
            // What is said in public is judged by its words: there an odd ending could change what it is.
            0 => (Kind::Direct, format!("hello there {word}{}", ending(dice))),
            1 => (Kind::Noise, format!("nice picture {word}")),
            2 => (Kind::Mention, format!("I love the fast delivery, thank you! {word}")),
            _ => (Kind::Cry, format!("terrible delivery, so angry and disappointed {word}")),
        };
        let value = if kind == Kind::Direct {
            json!({ "sender": { "id": user }, "recipient": { "id": GRAM_ID }, "timestamp": now, "message": { "mid": format!("mid{n:010}"), "text": text } })
        } else {
            json!({ "field": "comments", "value": {
                "from": { "id": user, "username": format!("somebody{person}") }, "media": { "id": "18099999999999001", "media_product_type": "FEED" },
                "id": format!("1799{n:013}"), "text": text } })
        };
        Self { kind, text, instagram, person: user, value }
    }

    /// What a feed says as the `n`-th thing of the schedule: a topic asks for it.
    pub(crate) fn published(n: u32) -> Self {
        let text = format!("I love the fast delivery, thank you! w{n:03}x");
        Self { kind: Kind::Mention, text, instagram: false, person: "News".into(), value: Value::Null }
    }

    /// Something beside what people write that nobody knows, or nobody can read. It may cost its neighbours nothing.
    fn stranger(dice: &Dice, instagram: bool, now: i64) -> Value {
        match (instagram, dice.below(3)) {
            (false, 0) => json!({ "type": "brandNew", "timestamp": now, "webhookEventId": "01HKNEW", "source": null }),
            (false, 1) => json!({ "type": "message", "timestamp": "soon", "message": 17 }),
            (false, _) => {
                json!({ "type": "message", "message": { "type": "text", "id": 590_000_000_000_000_001_i64, "text": ["a", 1, null] } })
            }
            (true, 0) => json!({ "sender": { "id": 601_555_123_009_999_i64 }, "timestamp": now, "brand_new": {} }),
            (true, 1) => json!({ "field": "brand_new", "value": [1, 2, 3] }),
            (true, _) => json!({ "field": "comments", "value": { "text": {}, "id": [] } }),
        }
    }

    /// What the brand sent to `to`, as Instagram tells it back.
    /// `mistaken`: as if it were a customer's.
    pub(crate) fn echo(to: &str, id: &str, text: &str, now: i64, mistaken: bool) -> Self {
        let (sender, recipient) = if mistaken { (to, GRAM_ID) } else { (GRAM_ID, to) };
        let mut value = json!({ "sender": { "id": sender }, "recipient": { "id": recipient }, "timestamp": now,
            "message": { "mid": id, "text": text } });
        if !mistaken {
            value["message"]["is_echo"] = true.into();
        }
        Self { kind: Kind::Echo, text: text.to_owned(), instagram: true, person: to.to_owned(), value }
    }
}

/// A half of a character as platforms escape it, in the place of this mark.
const HALF: char = '\u{fffd}';

/// What a text ends with: mostly nothing.
fn ending(dice: &Dice) -> String {
    if dice.strikes(Fault::Large, 60) {
        // The second is longer than a row can be.
        return ["가".repeat(20_000), "long ".repeat(90_000)][usize::from(dice.happens(30))].clone();
    }
    if !dice.strikes(Fault::Odd, 150) {
        return String::new();
    }
    ["\u{fffd}", "\u{202e}txet\u{202c}", "👩\u{200d}👩\u{200d}👧 e\u{301}\u{200b}", "مرحبا שלום", "ﾊﾝｶｸ ＦＵＬＬ"][dice.below(5)]
        .to_owned()
}

/// A webhook on its way, until the platform has heard that it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    pub events: Vec<Event>,
    pub tries: u32,
    body: String,
}

impl Post {
    /// The body for events of one platform, and sometimes for what nobody can read.
    pub(crate) fn of(events: Vec<Event>, now: i64, dice: &Dice) -> Self {
        let on_instagram = events.first().is_some_and(|event| event.instagram);
        let stranger = dice.strikes(Fault::Odd, 80).then(|| Event::stranger(dice, on_instagram, now));
        let values = || stranger.iter().cloned().chain(events.iter().map(|event| event.value.clone()));
        let body = if events.first().is_some_and(|event| event.instagram) {
            let entries: Vec<Value> = values()
                .map(|value| {
                    let kind = if value["field"].is_string() { "changes" } else { "messaging" };
                    json!({ "id": GRAM_ID, "time": now / 1_000, kind: [value] })
                })
                .collect();
            json!({ "object": "instagram", "entry": entries })
        } else {
            json!({ "destination": "Ushop", "events": values().collect::<Vec<_>>() })
        };
        // Platforms cut characters in two and send the halves as escapes, which no text of ours can hold.
        Self { events, tries: 0, body: body.to_string().replace(HALF, "\\ud83d") }
    }

    fn instagram(&self) -> bool {
        self.events.first().is_some_and(|event| event.instagram)
    }

    /// The request as the gateway hands it over.
    pub(crate) fn request(&self, secret: &str) -> Value {
        let (platform, account) = address(self.instagram());
        let mut signature = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).map_or_else(
            |_| vec![],
            |mut hmac| {
                hmac.update(self.body.as_bytes());
                hmac.finalize().into_bytes().to_vec()
            },
        );
        let (name, value) = if self.instagram() {
            let hex = signature.drain(..).map(|byte| format!("{byte:02x}")).collect::<String>();
            ("x-hub-signature-256", format!("sha256={hex}"))
        } else {
            ("x-line-signature", STANDARD.encode(&signature))
        };
        let path = format!("/in/{platform}/{account}");
        json!({
            "version": "2.0", "routeKey": "POST /in/{platform}/{account}", "rawPath": path, "rawQueryString": "",
            "headers": { name: value, "content-type": "application/json" },
            "pathParameters": { "account": account, "platform": platform },
            "requestContext": { "http": { "method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "p" },
                "requestId": "r", "stage": "$default", "timeEpoch": 0 },
            "body": self.body, "isBase64Encoded": false,
        })
    }
}
