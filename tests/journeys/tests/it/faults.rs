//! What goes wrong around the house, and what is lost by it: nothing.

use std::time::Duration;

use local::{Rule, Trouble};
use serde_json::{Value, json};
use simulator::{Fault, FaultKind, Platform, Write};

use crate::house::{House, INSTAGRAM, LINE, eventually};

// proves F8, ING-02, RTE: a table that throttles for 30 s loses nothing
#[tokio::test(flavor = "multi_thread")]
async fn a_table_throttled_for_thirty_seconds_loses_nothing() {
    let house = House::start().await;
    let sora = house.sign_in("sora").await;
    house.stack.faults().set(vec![Rule::new(Trouble::Throttle).service("dynamodb")], 30);
    for n in 0..10 {
        let written = house
            .platforms
            .write(&format!("customer-{n}"), &Write::text(Platform::Line, LINE, &format!("Where is parcel {n}?")))
            .await;
        assert!(written.unwrap().deliveries.iter().all(simulator::Attempt::accepted), "the door does not need the table");
    }
    tokio::time::sleep(Duration::from_secs(30)).await;
    house.stack.faults().clear();
    let waiting = eventually(
        "all ten waiting",
        async || sora.get("inbox?box=waiting&queue=care-en&limit=100").await,
        |inbox| inbox["items"].as_array().is_some_and(|items| items.len() == 10),
    )
    .await;
    let mut previews: Vec<&str> = waiting["items"].as_array().unwrap().iter().filter_map(|c| c["preview"].as_str()).collect();
    previews.sort_unstable();
    previews.dedup();
    assert_eq!(previews.len(), 10, "{previews:?}");
    house.finish().await;
}

// proves ING-18, R8: a poison message is put aside with its reason, and comes back when what was wrong is mended
#[tokio::test(flavor = "multi_thread")]
async fn a_poison_message_is_put_aside_with_its_reason_and_redriven() {
    let house = House::start().await;
    let (admin, sora) = (house.sign_in("admin").await, house.sign_in("sora").await);
    admin.call("DELETE", &format!("accounts/{LINE}"), None).await.ok();
    // Functions remember settings for 15 s; these have not started yet, so they read them fresh.
    house.platforms.write("ada", &Write::text(Platform::Line, LINE, "My parcel never came")).await.unwrap();
    house.platforms.write("lena", &Write::comment(INSTAGRAM, "Terrible delivery, awful, I hate it")).await.unwrap();
    house.quiet().await;
    let dead = house.dead("InboundDeadLetters");
    assert_eq!(dead.len(), 1, "{dead:?}");
    assert!(format!("{dead:?}").contains("there is no account shop-line"), "{dead:?}");
    let waiting = sora.get("inbox?box=waiting&queue=care-en").await;
    assert_eq!(waiting["items"].as_array().unwrap().len(), 1, "its neighbour went on: {waiting:#}");

    let account = json!({ "platform": "line", "name": LINE, "external_id": "U00000000000000000000000000000001", "queue": "care-en",
                "confirmed": ["own_account", "terms", "replies_off"] });
    admin.call("PUT", &format!("accounts/{LINE}"), Some(&account)).await.ok();
    tokio::time::sleep(Duration::from_secs(16)).await;
    redrive(&house, "Inbound").await;
    eventually(
        "the redriven message",
        async || sora.get("inbox?box=waiting&queue=care-en").await,
        |inbox| inbox["items"].as_array().is_some_and(|items| items.len() == 2),
    )
    .await;
    house.finish().await;
}

/// As `make redrive` does it.
pub async fn redrive(house: &House, step: &str) {
    let resources: Value =
        house.http.get(format!("{}/_local/resources", house.stack.endpoints().aws)).send().await.unwrap().json().await.unwrap();
    let arn = |id: String| resources["resources"][id]["arn"].clone();
    let task = json!({ "SourceArn": arn(format!("{step}DeadLetters")), "DestinationArn": arn(format!("{step}Queue")) });
    let request = house.http.post(&house.stack.endpoints().aws).header("x-amz-target", "AmazonSQS.StartMessageMoveTask");
    let answer = request.header("content-type", "application/x-amz-json-1.0").body(task.to_string()).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

/// A conversation in mina's hands.
async fn in_hand(house: &House, platform: Platform, account: &str) -> (crate::desk::Desk, crate::desk::Socket, String) {
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    house.platforms.write("ada", &Write::text(platform, account, "Where is my parcel?")).await.unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    (mina, live, conversation)
}

// proves I13: timeout after accept. LINE takes the retry key, so the customer gets it once and the agent sees it sent
#[tokio::test(flavor = "multi_thread")]
async fn silence_after_accept_on_line_is_asked_again_with_the_same_key() {
    let house = House::start().await;
    let (mina, mut live, conversation) = in_hand(&house, Platform::Line, LINE).await;
    let silence = Fault::new("push", FaultKind::ResetAfterAccept).on(Platform::Line).times(1);
    house.platforms.misbehave(&[silence]).await.unwrap();
    mina.reply(&conversation, "once", json!({ "text": "It comes tomorrow." })).await.ok();
    live.next("message.sent").await;
    assert_eq!(house.platforms.sent().await.unwrap().len(), 1);
    house.finish().await;
}

// proves I13, I14, AGT-20: Instagram takes no retry key, so nobody guesses: the agent sees "may have been sent"
#[tokio::test(flavor = "multi_thread")]
async fn silence_after_accept_on_instagram_is_shown_and_not_repeated() {
    let house = House::start().await;
    let (mina, mut live, conversation) = in_hand(&house, Platform::Instagram, INSTAGRAM).await;
    let silence = Fault::new("messages", FaultKind::ResetAfterAccept).on(Platform::Instagram).times(1);
    house.platforms.misbehave(&[silence]).await.unwrap();
    mina.reply(&conversation, "once", json!({ "text": "It comes tomorrow." })).await.ok();
    live.next("message.failed").await;
    // The platform's echo of what the account sent ends the doubt.
    let rows = eventually(
        "the echo",
        async || mina.messages(&conversation).await,
        |rows| rows.iter().any(|row| row["direction"] == "out" && row["delivery"]["state"] == "sent"),
    )
    .await;
    assert_eq!(rows.iter().filter(|row| row["direction"] == "out").count(), 1);
    assert_eq!(house.platforms.sent().await.unwrap().len(), 1);
    house.finish().await;
}

// proves CH-26, I14, F12: rate limits and server errors pass; an expired token is told at once, and a person sends again
#[tokio::test(flavor = "multi_thread")]
async fn trouble_that_passes_is_waited_out_and_an_expired_token_is_told() {
    let house = House::start().await;
    let (mina, mut live, conversation) = in_hand(&house, Platform::Line, LINE).await;
    let trouble = [
        Fault::new("push", FaultKind::ServerError).on(Platform::Line).times(1),
        Fault::new("push", FaultKind::RateLimited { retry_after: Some(1) }).on(Platform::Line).times(1),
    ];
    house.platforms.misbehave(&trouble).await.unwrap();
    mina.reply(&conversation, "patient", json!({ "text": "One moment, please." })).await.ok();
    live.next("message.sent").await;

    house.platforms.misbehave(&[Fault::new("push", FaultKind::TokenExpired).on(Platform::Line).times(1)]).await.unwrap();
    mina.reply(&conversation, "refused", json!({ "text": "It comes tomorrow." })).await.ok();
    let failed = live.next("message.failed").await;
    assert_eq!(failed["data"]["failure"]["reason"], "needs_attention", "{failed:#}");
    house.platforms.behave().await.unwrap();
    let message = failed["data"]["message"].as_str().unwrap();
    mina.post(&format!("conversations/{conversation}/messages/{message}/resend"), json!({})).await;
    live.next("message.sent").await;
    let sent = house.platforms.sent().await.unwrap();
    assert_eq!(sent.len(), 2, "{sent:#?}");
    house.finish().await;
}
