//! One real message on LINE, all the way and back.

use serde_json::json;
use simulator::{Platform, Write};

use crate::house::{House, LINE, eventually};

// proves CH-09, RTE-04, RTE-07, RTE-10, AGT-07, AGT-08, AGT-10, AGT-11, AGT-20, AGT-25, ING-13
#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_offered_answered_delivered_closed_and_counted_and_the_next_one_comes_back_to_the_same_agent() {
    let house = House::start().await;
    let (mina, haruto, sora) = (house.sign_in("mina").await, house.sign_in("haruto").await, house.sign_in("sora").await);
    mina.on_queue().await;
    haruto.on_queue().await;
    let mut live = haruto.listen().await;

    let written = house
        .platforms
        .write("aiko", &Write::text(Platform::Line, LINE, "荷物がまだ届きません。どうなっていますか？"))
        .await
        .unwrap();
    assert!(written.deliveries.iter().all(simulator::Attempt::accepted), "{written:?}");

    // Japanese goes to the agent who serves it, with the skill the rule asks for.
    let offered = live.next("conversation.offered").await;
    let conversation = offered["data"]["conversation"].as_str().unwrap().to_owned();
    assert_eq!(offered["data"]["whereabouts"]["holder"], "haruto");
    let view = haruto.conversation(&conversation).await;
    assert_eq!(view["needs"]["skills"], json!(["delivery"]), "{view:#}");
    assert_eq!(view["language"], "ja");

    haruto.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    let history = haruto.messages(&conversation).await;
    assert!(history.iter().any(|row| row.to_string().contains("荷物がまだ届きません")), "{history:#?}");

    let sent = haruto.reply(&conversation, "first-answer", json!({ "canned": "late" })).await.ok();
    assert!(sent["command"].is_string(), "{sent}");
    live.next("message.sent").await;
    let pushed = house.platforms.sent().await.unwrap();
    assert_eq!(pushed.len(), 1, "{pushed:#?}");
    assert_eq!((pushed[0].operation.as_str(), pushed[0].text.as_deref()), ("push", Some("遅れまして申し訳ございません。陽翔")));
    let rows = haruto.messages(&conversation).await;
    let answer = rows.iter().find(|row| row["direction"] == "out").unwrap();
    assert_eq!(answer["delivery"]["state"], "sent", "{answer:#}");

    haruto.post(&format!("conversations/{conversation}/close"), json!({ "code": "delivery" })).await;
    live.next("conversation.closed").await;
    house.quiet().await;

    // The figures moved: offered, answered and handled once in its queue.
    let figures = sora.get("stats/interactions?queue=care-ja").await.to_string();
    for figure in ["\"offered\":1", "\"answered\":1", "\"handled\":1"] {
        assert!(figures.replace(": ", ":").contains(figure), "{figures}");
    }
    let queues = sora.get("stats/queues").await;
    assert!(queues.to_string().contains("\"waiting\":0"), "{queues:#}");

    // Within the window: the same conversation, the same agent, another interaction.
    house.platforms.write("aiko", &Write::text(Platform::Line, LINE, "ありがとう、でも配送状況をもう一度教えて")).await.unwrap();
    let again = live.next("conversation.offered").await;
    assert_eq!(again["data"]["conversation"], conversation.as_str());
    assert_eq!(again["data"]["whereabouts"]["holder"], "haruto");
    let reopened = haruto.conversation(&conversation).await;
    assert!(reopened.to_string().contains("\"number\":2"), "{reopened:#}");
    house.finish().await;
}

// proves RTE-16, RTE-24, I11: nobody is free, so it waits in sight; who comes gets it, in the order of the line
#[tokio::test(flavor = "multi_thread")]
async fn what_waits_is_offered_to_whoever_comes_and_an_offer_that_is_declined_goes_on() {
    let house = House::start().await;
    let (mina, sora) = (house.sign_in("mina").await, house.sign_in("sora").await);
    house.platforms.write("ben", &Write::text(Platform::Line, LINE, "Where is my parcel?")).await.unwrap();
    house.quiet().await;
    let waiting = sora.get("inbox?box=waiting&queue=care-en").await;
    let conversation = waiting["items"][0]["id"].as_str().unwrap().to_owned();
    assert_eq!(
        waiting["items"][0]["stage"]["name"].as_str().or(waiting["items"][0]["stage"]["stage"].as_str()),
        Some("waiting"),
        "{waiting:#}"
    );

    let mut live = mina.listen().await;
    mina.on_queue().await;
    assert_eq!(live.next("conversation.offered").await["data"]["conversation"], conversation.as_str());
    mina.post(&format!("conversations/{conversation}/decline"), json!({})).await;
    live.next("conversation.queued").await;
    sora.on_queue().await;
    let offered = eventually(
        "the offer to sora",
        async || sora.get("inbox?box=offered").await,
        |inbox| inbox["items"].as_array().is_some_and(|items| items.len() == 1),
    )
    .await;
    assert_eq!(offered["items"][0]["id"], conversation.as_str());

    // A supervisor gives it to somebody; who had it is freed.
    sora.post(&format!("conversations/{conversation}/assign"), json!({ "to": "mina" })).await;
    house.quiet().await;
    assert_eq!(mina.get("inbox?box=with").await["items"][0]["id"], conversation.as_str());
    assert_eq!(sora.get("inbox?box=offered").await["items"], json!([]));

    // And a transfer to a queue takes it out of her hands.
    mina.post(
        &format!("conversations/{conversation}/transfer"),
        json!({ "to": { "queue": "care-ja" }, "note": "speaks Japanese" }),
    )
    .await;
    house.quiet().await;
    assert_eq!(mina.get("inbox?box=with").await["items"], json!([]));
    assert_eq!(sora.get("inbox?box=offered").await["items"][0]["id"], conversation.as_str());
    house.finish().await;
}

// proves RTE-10, RTE-16: an offer that runs out goes on, and who let it run out gets nothing until they say they are back
#[tokio::test(flavor = "multi_thread")]
async fn an_offer_that_runs_out_goes_to_the_next_and_its_agent_is_not_asked_again() {
    let house = House::start().await;
    let (admin, mina, sora) = (house.sign_in("admin").await, house.sign_in("mina").await, house.sign_in("sora").await);
    admin.call("PUT", "queues/care-en", Some(&json!({ "name": "English", "offer_seconds": 5 }))).await.ok();
    mina.on_queue().await;
    let mut live = mina.listen().await;
    house.platforms.write("ben", &Write::text(Platform::Line, LINE, "Where is my parcel?")).await.unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    sora.on_queue().await;
    tokio::time::sleep(std::time::Duration::from_secs(6)).await;
    house.minute().await;
    assert_eq!(mina.get("agents/me").await["agent"]["presence"], "not_responding");
    assert_eq!(mina.get("inbox?box=offered").await["items"], json!([]));
    assert_eq!(sora.get("inbox?box=offered").await["items"][0]["id"], conversation.as_str());
    house.finish().await;
}
