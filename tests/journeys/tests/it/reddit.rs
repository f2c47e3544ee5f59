//! Reddit tells nobody anything: what is written there is found by asking.

use std::time::Duration;

use serde_json::json;
use simulator::{Kind, Platform, Write};

use crate::house::{House, REDDIT};

// proves CH-11, ESC-05, I14: a comment is found by the poller, goes to an agent, and is answered under itself, once, however often the
// poller sees it again
#[tokio::test(flavor = "multi_thread")]
async fn an_angry_comment_on_reddit_is_found_and_answered_once() {
    let house = House::start().await;
    let admin = house.sign_in("admin").await;
    let community = json!({ "wants": "community", "name": "harken" });
    let source = json!({ "name": "r/harken", "account": REDDIT, "wants": community, "calls_per_month": 20_000 });
    admin.call("PUT", "sources/harken", Some(&source)).await.ok();
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let text = "Terrible delivery, my parcel arrived broken and nobody cares";
    let comment =
        Write { text: Some(text.into()), parent: Some("t3_post1".into()), ..Write::new(Platform::Reddit, REDDIT, Kind::Comment) };
    let angry = house.platforms.write("lena", &comment).await.unwrap();
    house.stack.tick("poller");
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    let answer = json!({ "text": "We are sorry, Lena.", "visibility": "public" });
    mina.reply(&conversation, "public-1", answer).await.ok();
    live.next("message.sent").await;
    house.quiet().await;
    for _ in 0..3 {
        house.stack.advance(Duration::from_secs(16 * 60));
        house.stack.tick("poller");
        house.quiet().await;
    }
    let sent = house.platforms.sent().await.unwrap();
    let calls: Vec<_> =
        sent.iter().map(|sent| (sent.operation.as_str(), sent.comment_id.as_deref(), sent.text.as_deref())).collect();
    assert_eq!(calls, [("comment", angry.external_id.as_deref(), Some("We are sorry, Lena."))], "{sent:#?}");
    let view = mina.conversation(&conversation).await;
    assert_eq!((&view["account"], &view["platform"]), (&json!(REDDIT), &json!("reddit")), "{view:#}");
    // A socket that says nothing for ten minutes is closed.
    let mut live = mina.listen().await;
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "delivery" })).await;
    live.next("conversation.closed").await;
    house.finish().await;
}
