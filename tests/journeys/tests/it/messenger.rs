//! The web messenger, all the way and back: a guest on a page, an agent at a desk, nothing between them but the house.

use std::time::Duration;

use serde_json::{Value, json};

use crate::house::House;

const PAGE: &str = "https://shop.example";

struct Visitor<'h> {
    house: &'h House,
    token: String,
}

impl<'h> Visitor<'h> {
    async fn begin(house: &'h House) -> Self {
        let mut visitor = Self { house, token: String::new() };
        let begun = visitor.call("POST", "sessions", Some(json!({}))).await;
        visitor.token = begun.1["token"].as_str().unwrap().to_owned();
        visitor
    }

    async fn call(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let url = format!("{}/web/help/{path}", self.house.stack.endpoints().api);
        let mut request = self.house.http.request(method.parse().unwrap(), url).header("origin", PAGE);
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let answer = request.send().await.unwrap();
        let status = answer.status().as_u16();
        let allowed = answer.headers().get("access-control-allow-origin").map(|value| value.to_str().unwrap().to_owned());
        assert_eq!(allowed.as_deref(), Some(PAGE), "{path}: {status}");
        (status, serde_json::from_str(&answer.text().await.unwrap()).unwrap_or(Value::Null))
    }

    async fn says(&self, id: &str, text: &str) {
        let (status, body) = self.call("POST", "messages", Some(json!({ "client_id": id, "text": text }))).await;
        assert_eq!(status, 202, "{body}");
    }

    /// Puts bytes into the company's bucket, as a browser would: where the messenger says, with the type it was told.
    async fn uploads(&self, name: &str, content_type: &str, bytes: &[u8]) -> String {
        let body = json!({ "name": name, "type": content_type, "size": bytes.len() });
        let (status, room) = self.call("POST", "uploads", Some(body)).await;
        assert_eq!(status, 201, "{room}");
        let put = |content_type: &str, bytes: &[u8]| {
            let put = self.house.http.put(room["url"].as_str().unwrap()).header("origin", PAGE);
            put.header("content-type", content_type).body(bytes.to_vec()).send()
        };
        assert_eq!(put("text/html", bytes).await.unwrap().status(), 403, "another type than was told");
        assert_eq!(put(content_type, &[bytes, b"more"].concat()).await.unwrap().status(), 403, "another size than was told");
        let answer = put(content_type, bytes).await.unwrap();
        assert_eq!((answer.status().as_u16(), answer.headers().contains_key("access-control-allow-origin")), (200, true));
        room["upload"].as_str().unwrap().to_owned()
    }

    async fn attaches(&self, id: &str, text: &str, uploads: &[&str]) -> (u16, Value) {
        self.call("POST", "messages", Some(json!({ "client_id": id, "text": text, "attachments": uploads }))).await
    }

    async fn hears(&self, after: u64) -> Value {
        self.call("GET", &format!("messages?after={after}"), None).await.1
    }
}

// proves CH-14, CH-34, CH-22, CH-23: what a visitor says comes to an agent once, the answer comes back with what it carries,
// and the agent sees that it was read
#[tokio::test(flavor = "multi_thread")]
async fn a_visitor_talks_with_an_agent() {
    let house = House::start().await;
    let admin = house.sign_in("admin").await;
    let deployment = json!({ "platform": "web", "name": "Shop", "external_id": "help", "queue": "care-en", "origins": [PAGE] });
    admin.call("PUT", "accounts/help", Some(&deployment)).await.ok();
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let visitor = Visitor::begin(&house).await;
    for _ in 0..3 {
        visitor.says("one", "Hi, can I change my order?").await;
    }
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    house.quiet().await;
    let heard = visitor.hears(0).await;
    let texts: Vec<_> = heard["messages"].as_array().unwrap().iter().map(|one| one["text"].as_str().unwrap()).collect();
    assert_eq!((texts, &heard["state"]), (vec!["Hi, can I change my order?"], &json!("with")), "said three times, there once");
    let choices =
        json!({ "carries": "choices", "open": "?", "choices": [{ "id": "yes", "title": "Yes" }, { "id": "no", "title": "No" }] });
    mina.reply(&conversation, "answer", json!({ "text": "Shall I cancel it?", "extra": choices })).await.ok();
    live.next("message.sent").await;
    let next = heard["next"].as_u64().unwrap();
    let answer = visitor.hears(next).await["messages"][0].clone();
    assert_eq!(
        (&answer["from"], &answer["text"], &answer["extra"]["choices"][0]["id"]),
        (&json!("them"), &json!("Shall I cancel it?"), &json!("yes"))
    );
    assert_eq!(house.platforms.sent().await.unwrap(), vec![], "nobody is called");
    visitor.call("POST", "read", Some(json!({ "seq": answer["seq"] }))).await;
    let read = live.next("message.sent").await;
    assert_eq!(read["data"]["state"], "read", "{read}");
    let tapped = json!({ "client_id": "two", "text": "Yes", "choice": "yes" });
    assert_eq!(visitor.call("POST", "messages", Some(tapped)).await.0, 202);
    house.quiet().await;
    assert_eq!(visitor.hears(answer["seq"].as_u64().unwrap()).await["messages"][0]["client_id"], "two");
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "other" })).await;
    live.next("conversation.closed").await;
    house.quiet().await;
    assert_eq!(visitor.hears(0).await["state"], "ended");
    house.finish().await;
}

/// The bytes that an address gives, or the status of its refusal.
async fn opened(house: &House, url: &Value) -> Result<Vec<u8>, u16> {
    let answer = house.http.get(url.as_str().unwrap()).send().await.unwrap();
    match answer.status().as_u16() {
        200 => Ok(answer.bytes().await.unwrap().to_vec()),
        status => Err(status),
    }
}

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const PDF: &[u8] = b"%PDF-1.7\nA form";

// proves CH-14, ING-17, AGT-09, S4: a customer's picture reaches the agent, the agent's file reaches the customer, each by links that end
// and are made anew; what lies, is too large, is another's or never came is refused, and nothing is lost
#[tokio::test(flavor = "multi_thread")]
async fn files_go_both_ways() {
    let house = House::start().await;
    let admin = house.sign_in("admin").await;
    let deployment = json!({ "platform": "web", "name": "Shop", "external_id": "help", "queue": "care-en", "origins": [PAGE] });
    admin.call("PUT", "accounts/help", Some(&deployment)).await.ok();
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let (visitor, stranger) = (Visitor::begin(&house).await, Visitor::begin(&house).await);

    let (status, refused) =
        visitor.call("POST", "uploads", Some(json!({ "name": "a.exe", "type": "application/x-msdownload", "size": 9 }))).await;
    assert_eq!((status, &refused["error"]["code"]), (400, &json!("file_type")));
    let (status, refused) =
        visitor.call("POST", "uploads", Some(json!({ "name": "a.png", "type": "image/png", "size": (25 << 20) + 1 }))).await;
    assert_eq!((status, &refused["error"]["code"]), (400, &json!("file_large")));
    let lying = visitor.uploads("a.png", "image/png", b"MZ\x90\0\x03\0\0\0").await;
    let others = stranger.uploads("theirs.png", "image/png", PNG).await;
    let (_, never) = visitor.call("POST", "uploads", Some(json!({ "name": "b.png", "type": "image/png", "size": 9 }))).await;
    for (upload, code) in
        [(lying.as_str(), "file_dangerous"), (&others, "file_gone"), (never["upload"].as_str().unwrap(), "file_gone")]
    {
        let (status, refused) = visitor.attaches("one", "It came like this", &[upload]).await;
        assert_eq!((status, &refused["error"]["code"]), (400, &json!(code)));
    }
    house.quiet().await;
    assert_eq!(visitor.hears(0).await["messages"], json!([]), "what was refused was not said");

    let picture = visitor.uploads("영수증.png", "image/png", PNG).await;
    for _ in 0..2 {
        assert_eq!(visitor.attaches("one", "It came like this", &[&picture]).await.0, 202);
    }
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    house.quiet().await;
    let rows = mina.messages(&conversation).await;
    let row = rows.iter().find(|row| row["direction"] == "in").unwrap();
    assert_eq!((&row["kind"], &row["attachments"][0]["kind"]), (&json!("customer"), &json!("image")), "{row}");
    let files = mina.get(&format!("conversations/{conversation}/messages/{}/files", row["id"].as_str().unwrap())).await;
    let kept = &files["files"][0];
    assert_eq!(
        (&kept["state"], &kept["content_type"], &kept["name"]),
        (&json!("ready"), &json!("image/png"), &json!("영수증.png"))
    );
    assert_eq!(opened(&house, &kept["url"]).await.unwrap(), PNG, "the agent opens what the customer sent");

    let room = json!({ "kind": "file", "content_type": "application/pdf", "size": PDF.len() });
    let room = mina.post(&format!("conversations/{conversation}/uploads"), room).await;
    let put =
        house.http.put(room["url"].as_str().unwrap()).header("content-type", "application/pdf").body(PDF).send().await.unwrap();
    assert_eq!(put.status(), 200);
    let carried = json!({ "carries": "upload", "upload": room["upload"], "kind": "file", "name": "양식.pdf" });
    mina.reply(&conversation, "form", json!({ "text": "Please sign this", "extra": carried })).await.ok();
    live.next("message.sent").await;
    let heard = visitor.hears(0).await;
    let [own, answer] = &heard["messages"].as_array().unwrap()[..] else { panic!("{heard}") };
    assert_eq!((&own["client_id"], &own["files"][0]["name"]), (&json!("one"), &json!("영수증.png")));
    assert_eq!(
        (&answer["text"], &answer["extra"]["kind"], &answer["extra"]["name"]),
        (&json!("Please sign this"), &json!("file"), &json!("양식.pdf"))
    );
    let (mine, theirs) = (own["files"][0]["url"].clone(), answer["extra"]["url"].clone());
    assert_eq!((opened(&house, &mine).await.unwrap(), opened(&house, &theirs).await.unwrap()), (PNG.to_vec(), PDF.to_vec()));
    let other = json!(mine.as_str().unwrap().replace(&picture, &others));
    assert_eq!(opened(&house, &other).await, Err(403), "a link opens one file");
    assert_eq!(stranger.hears(0).await["messages"], json!([]));

    // Whoever asks again gets other links, and after six hours the first have ended. (That those of a day later are good for six hours from
    // then is shown where the function's own clock can be moved: `what_was_sent_is_shown_by_new_links`.)
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let anew = visitor.hears(0).await;
    let [own, answer] = &anew["messages"].as_array().unwrap()[..] else { panic!("{anew}") };
    let (mine_anew, theirs_anew) = (&own["files"][0]["url"], &answer["extra"]["url"]);
    assert!(*mine_anew != mine && *theirs_anew != theirs);
    assert_eq!(
        (opened(&house, mine_anew).await.unwrap(), opened(&house, theirs_anew).await.unwrap()),
        (PNG.to_vec(), PDF.to_vec())
    );
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "other" })).await;
    live.next("conversation.closed").await;
    house.quiet().await;
    house.stack.advance(Duration::from_secs(6 * 3_600 + 60));
    assert_eq!((opened(&house, &mine).await, opened(&house, &theirs).await), (Err(403), Err(403)));
    house.finish().await;
}
