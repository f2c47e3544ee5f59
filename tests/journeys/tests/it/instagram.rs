//! Instagram: direct messages, comments, mentions, and what is noise.

use serde_json::json;
use simulator::{Fault, FaultKind, Kind, Platform, Write};

use crate::house::{FACEBOOK, House, INSTAGRAM, eventually};

// proves CH-06, ING-07, ESC-05, LSN: an angry comment is answered in public; one that no rule matches is counted only
#[tokio::test(flavor = "multi_thread")]
async fn an_angry_comment_reaches_an_agent_and_is_answered_under_itself() {
    let house = House::start().await;
    let (mina, sora) = (house.sign_in("mina").await, house.sign_in("sora").await);
    mina.on_queue().await;
    let mut live = mina.listen().await;

    house.platforms.write("tom", &Write::comment(INSTAGRAM, "nice weather today")).await.unwrap();
    let angry = house
        .platforms
        .write("lena", &Write::comment(INSTAGRAM, "Terrible delivery, my parcel arrived broken and nobody cares 😡"))
        .await
        .unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    let view = mina.conversation(&conversation).await;
    assert_eq!((view["visibility"].as_str(), view["sentiment"].as_str()), (Some("public"), Some("negative")), "{view:#}");

    mina.reply(
        &conversation,
        "public-1",
        json!({ "text": "We are sorry, Lena. A new one is on its way.", "visibility": "public" }),
    )
    .await
    .ok();
    live.next("message.sent").await;
    mina.reply(&conversation, "private-1", json!({ "text": "Which address should it go to?", "visibility": "private" }))
        .await
        .ok();
    live.next("message.sent").await;
    let sent = house.platforms.sent().await.unwrap();
    let operations: Vec<_> = sent.iter().map(|sent| (sent.operation.as_str(), sent.comment_id.as_deref())).collect();
    let comment = angry.external_id.as_deref();
    assert_eq!(operations, [("replies", comment), ("messages", comment)], "{sent:#?}");

    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "delivery" })).await;
    live.next("conversation.closed").await;
    house.quiet().await;

    // One mention, one person, negative; the other is noise: counted, and in no list.
    let mentions = sora.get("mentions?topic=delivery").await;
    assert_eq!(mentions["items"].as_array().unwrap().len(), 1, "{mentions:#}");
    let day = mentions["items"][0]["at"].as_str().unwrap()[..10].to_owned();
    let noise = sora.get(&format!("stats/noise?account={INSTAGRAM}&day={day}")).await;
    assert!(noise.to_string().contains("\"total\":1"), "{noise:#}");
    house.finish().await;
}

// proves CH-04, CH-06: an abusive comment is hidden and shown again by who holds it; what the channel cannot is refused; what the
// platform does not do is said
#[tokio::test(flavor = "multi_thread")]
async fn a_comment_is_hidden_liked_and_deleted_where_the_platform_lets_us() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    for (account, platform, can) in [
        (INSTAGRAM, Platform::Instagram, json!(["hide", "unhide", "delete"])),
        (FACEBOOK, Platform::Facebook, json!(["hide", "unhide", "like", "unlike", "delete"])),
    ] {
        let text = Some("Terrible delivery, my parcel arrived broken and nobody cares".to_owned());
        let comment = Write { text, ..Write::new(platform, account, Kind::Comment) };
        let written = house.platforms.write("lena", &comment).await.unwrap();
        let comment = written.external_id.unwrap();
        let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
        mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
        live.next("conversation.assigned").await;
        assert_eq!(mina.conversation(&conversation).await["moderation"], can, "{platform}");
        let rows = mina.messages(&conversation).await;
        let row = rows.iter().find(|row| row["direction"] == "in").unwrap()["id"].as_str().unwrap().to_owned();
        let does = async |what: &str| {
            let path = format!("conversations/{conversation}/messages/{row}/moderate");
            mina.call("POST", &path, Some(&json!({ "what": what }))).await
        };
        let field = if platform == Platform::Instagram { "hidden" } else { "is_hidden" };
        let shown = async || {
            let url = format!("{}/{comment}?fields={field},user_likes&access_token={account}-token", house.simulator.meta_api());
            house.http.get(url).send().await.unwrap().text().await.unwrap()
        };
        does("hide").await.ok();
        eventually("hidden", shown, |seen| seen.contains("hidden\":true")).await;
        does("unhide").await.ok();
        eventually("shown again", shown, |seen| seen.contains("hidden\":false")).await;
        if platform == Platform::Facebook {
            does("like").await.ok();
            eventually("liked", shown, |seen| seen.contains("\"user_likes\":true")).await;
        } else {
            assert_eq!(does("like").await.status, 409);
        }
        let fault = Fault::new("hide", FaultKind::TokenExpired).on(platform).times(1);
        house.platforms.misbehave(&[fault]).await.unwrap();
        does("hide").await.ok();
        let undone = |rows: &Vec<serde_json::Value>| rows.iter().any(|row| row["what"] == "not_hidden");
        eventually("the row says so", async || mina.messages(&conversation).await, undone).await;
        does("delete").await.ok();
        eventually("deleted", shown, |seen| seen.contains("error")).await;
        mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "delivery" })).await;
        live.next("conversation.closed").await;
    }
    house.finish().await;
}

// proves CH-07, CH-23, AGT-20: a direct message round trip; the read receipt and an unsent message are mirrored
#[tokio::test(flavor = "multi_thread")]
async fn a_direct_message_is_answered_read_and_unsent() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let first =
        house.platforms.write("noa", &Write::text(Platform::Instagram, INSTAGRAM, "Hi, can I change my order?")).await.unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    mina.reply(&conversation, "dm-1", json!({ "text": "Yes, which one?" })).await.ok();
    live.next("message.sent").await;

    house.platforms.write("noa", &Write::new(Platform::Instagram, INSTAGRAM, Kind::Read)).await.unwrap();
    eventually(
        "the read receipt",
        async || mina.messages(&conversation).await,
        |rows| rows.iter().any(|row| row["direction"] == "out" && row["delivery"]["state"] == "read"),
    )
    .await;

    let unsend = Write::new(Platform::Instagram, INSTAGRAM, Kind::Unsend).about(first.external_id.as_deref().unwrap());
    house.platforms.write("noa", &unsend).await.unwrap();
    let rows = eventually(
        "the deletion",
        async || mina.messages(&conversation).await,
        |rows| !rows.iter().any(|row| row.to_string().contains("change my order")),
    )
    .await;
    assert!(rows.iter().any(|row| row.to_string().contains("deleted")), "{rows:#?}");
    let view = mina.conversation(&conversation).await;
    assert!(!view.to_string().contains("change my order"), "{view:#}");
    assert_eq!(house.platforms.sent().await.unwrap().len(), 1);
    house.finish().await;
}

// proves CH-06: the words behind a mention are asked for before rules see it
#[tokio::test(flavor = "multi_thread")]
async fn a_mention_is_taken_in_with_its_words() {
    let house = House::start().await;
    let sora = house.sign_in("sora").await;
    let mention = Write {
        text: Some("@shop-instagram my parcel is lost, terrible".into()),
        ..Write::new(Platform::Instagram, INSTAGRAM, Kind::Mention)
    };
    house.platforms.write("kim", &mention).await.unwrap();
    let mentions = eventually(
        "the mention",
        async || sora.get("mentions?topic=delivery").await,
        |mentions| mentions["items"].as_array().is_some_and(|items| items.len() == 1),
    )
    .await;
    assert!(mentions["items"][0].to_string().contains("my parcel is lost"), "{mentions:#}");
    house.finish().await;
}
