//! What people write, as the gateway hands it over.

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

/// Signs what the platforms send.
pub const SIGNING: &str = "bench-signing";
/// The number of the Instagram account.
pub const GRAM_ID: &str = "17841400000000777";

/// One kind of thing people write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A comment that no rule asks for.
    Noise,
    /// A comment worth keeping.
    Mention,
    /// To the brand alone.
    Message,
}

fn digest(body: &str) -> Vec<u8> {
    let Ok(mut hmac) = Hmac::<Sha256>::new_from_slice(SIGNING.as_bytes()) else { return vec![] };
    hmac.update(body.as_bytes());
    hmac.finalize().into_bytes().to_vec()
}

/// The `n`-th thing written, by one of `people`, as one webhook of one event.
pub fn delivery(kind: Kind, n: u64, people: u64, now: i64) -> Value {
    let person = n % people;
    if kind == Kind::Message {
        let text = ["Where is my parcel? It is order", "제 택배가 아직 안 왔어요. 주문번호", "荷物がまだ届きません。注文番号"]
            [(n % 3) as usize];
        let body = json!({ "destination": "Ushop", "events": [{
            "type": "message", "mode": "active", "timestamp": now, "webhookEventId": format!("01HKEVENT{n:017}"),
            "deliveryContext": { "isRedelivery": false }, "replyToken": format!("token{n:026}"),
            "source": { "type": "user", "userId": format!("U{person:032}") },
            "message": { "type": "text", "id": format!("59{n:016}"), "text": format!("{text} {n}"), "quoteToken": "q" },
        }] })
        .to_string();
        return line(body);
    }
    let text = match kind {
        Kind::Noise => format!("nice picture number {n}"),
        _ => format!("I love the fast delivery, thank you! {n}"),
    };
    let body = json!({ "object": "instagram", "entry": [{ "id": GRAM_ID, "time": now / 1_000, "changes": [{ "field": "comments", "value": {
        "from": { "id": format!("601555{person:06}"), "username": format!("somebody{person}") },
        "media": { "id": "18099999999999001", "media_product_type": "FEED" }, "id": format!("1799{n:013}"), "text": text } }] }] })
    .to_string();
    instagram(body)
}

/// A body as LINE signs and delivers it.
pub fn line(body: String) -> Value {
    knock("line", "shop", "x-line-signature", STANDARD.encode(digest(&body)), body)
}

/// A body as Instagram signs and delivers it.
pub fn instagram(body: String) -> Value {
    let hex: String = digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    knock("instagram", "gram", "x-hub-signature-256", format!("sha256={hex}"), body)
}

fn knock(platform: &str, account: &str, header: &str, signature: String, body: String) -> Value {
    let path = format!("/in/{platform}/{account}");
    json!({
        "version": "2.0", "routeKey": "POST /in/{platform}/{account}", "rawPath": path, "rawQueryString": "",
        "headers": { header: signature, "content-type": "application/json" },
        "pathParameters": { "account": account, "platform": platform },
        "requestContext": { "http": { "method": "POST", "path": path, "protocol": "HTTP/1.1", "sourceIp": "127.0.0.1", "userAgent": "p" },
            "requestId": "r", "stage": "$default", "timeEpoch": 0 },
        "body": body, "isBase64Encoded": false,
    })
}
