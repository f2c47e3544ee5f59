//! The web messenger, all the way and back: a guest on a page, an agent at a desk, nothing between them but the house.

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
