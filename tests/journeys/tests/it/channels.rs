//! Each further channel, all the way and back: a signed delivery, an agent, one call to the platform.

use serde_json::json;
use simulator::{Kind, Platform, Write};

use crate::house::{FACEBOOK, FACEBOOK_SECOND, House, KAKAOTALK, LINKEDIN, SMS, TELEGRAM, WHATSAPP, X};

// proves CH-01, CH-05, CH-08, CH-10, CH-16, CH-18, I1, I14: what a customer writes in private is answered there, by exactly one call
#[tokio::test(flavor = "multi_thread")]
async fn a_private_message_of_every_channel_is_answered_by_exactly_one_call() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    for (n, (platform, account)) in [
        (Platform::Facebook, FACEBOOK),
        (Platform::WhatsApp, WHATSAPP),
        (Platform::X, X),
        (Platform::Telegram, TELEGRAM),
        (Platform::KakaoTalk, KAKAOTALK),
        (Platform::Sms, SMS),
    ]
    .into_iter()
    .enumerate()
    {
        assert!(house.platforms.register(platform, account).await.unwrap().accepted, "{platform}: the address is ours");
        let written = house.platforms.write("noa", &Write::text(platform, account, "Hi, can I change my order?")).await.unwrap();
        assert!(written.deliveries.iter().all(simulator::Attempt::accepted), "{platform}: {written:?}");
        let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
        mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
        live.next("conversation.assigned").await;
        mina.reply(&conversation, &format!("answer-{n}"), json!({ "text": "Yes, which one?" })).await.ok();
        live.next("message.sent").await;
        house.quiet().await;
        let sent = house.platforms.sent().await.unwrap();
        assert_eq!(sent.len(), n + 1, "{platform}: {sent:#?}");
        let last = &sent[n];
        assert_eq!((last.platform, last.account.as_str(), last.text.as_deref()), (platform, account, Some("Yes, which one?")));
        assert_eq!(last.recipient, written.user_id, "{platform}");
        mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "other" })).await;
        live.next("conversation.closed").await;
    }
    house.finish().await;
}

// proves CH-10, ESC-05, CH-24: a post that names the brand is answered under itself, and its author in private
#[tokio::test(flavor = "multi_thread")]
async fn an_angry_post_on_x_is_answered_in_public_and_in_private() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let text = "@shop Terrible delivery, my parcel arrived broken and nobody cares 😡";
    let post = Write { text: Some(text.into()), ..Write::new(Platform::X, X, Kind::Mention) };
    let angry = house.platforms.write("lena", &post).await.unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    let public = json!({ "text": "We are sorry, Lena. A new one is on its way.", "visibility": "public" });
    mina.reply(&conversation, "public-1", public).await.ok();
    live.next("message.sent").await;
    mina.reply(&conversation, "private-1", json!({ "text": "Which address?", "visibility": "private" })).await.ok();
    live.next("message.sent").await;
    house.quiet().await;
    let sent = house.platforms.sent().await.unwrap();
    let calls: Vec<_> =
        sent.iter().map(|sent| (sent.operation.as_str(), sent.comment_id.as_deref(), sent.recipient.as_str())).collect();
    let (post, author) = (angry.external_id.as_deref(), angry.user_id.as_str());
    assert_eq!(calls, [("tweets", post, author), ("dm", None, author)], "{sent:#?}");
    let long = json!({ "text": "가".repeat(141), "visibility": "public" });
    let refused = mina.reply(&conversation, "public-2", long).await;
    assert!((400..500).contains(&refused.status) && refused.body.to_string().contains("282"), "{refused:?}");
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "delivery" })).await;
    live.next("conversation.closed").await;
    house.finish().await;
}

// proves CH-10, ESC-05: a comment under the organisation's post is answered under itself
#[tokio::test(flavor = "multi_thread")]
async fn an_angry_comment_on_linkedin_is_answered_under_itself() {
    let house = House::start().await;
    assert!(house.platforms.register(Platform::LinkedIn, LINKEDIN).await.unwrap().accepted, "the address is ours");
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    let text = "Terrible delivery, my parcel arrived broken and nobody cares";
    let comment = Write { text: Some(text.into()), ..Write::new(Platform::LinkedIn, LINKEDIN, Kind::Comment) };
    let angry = house.platforms.write("lena", &comment).await.unwrap();
    let conversation = live.next("conversation.offered").await["data"]["conversation"].as_str().unwrap().to_owned();
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    let answer = json!({ "text": "We are sorry, Lena.", "visibility": "public" });
    mina.reply(&conversation, "public-1", answer).await.ok();
    live.next("message.sent").await;
    house.quiet().await;
    let sent = house.platforms.sent().await.unwrap();
    let calls: Vec<_> =
        sent.iter().map(|sent| (sent.comment_id.as_deref(), sent.recipient.as_str(), sent.text.as_deref())).collect();
    assert_eq!(calls, [(angry.external_id.as_deref(), angry.user_id.as_str(), Some("We are sorry, Lena."))]);
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "delivery" })).await;
    live.next("conversation.closed").await;
    house.finish().await;
}

// proves ING-01, CH-26: two pages of one app deliver to one address; each answer goes out by the page that was written to
#[tokio::test(flavor = "multi_thread")]
async fn what_comes_for_another_page_of_the_same_app_goes_to_that_page() {
    let house = House::start().await;
    let mina = house.sign_in("mina").await;
    mina.on_queue().await;
    let mut live = mina.listen().await;
    // Written to the second page, delivered to the address of the first.
    let elsewhere = simulator::Delivery { forge: Some(simulator::Forge::Missing), retry: Some(false), ..Default::default() };
    let text = Write::text(Platform::Facebook, FACEBOOK_SECOND, "Hi, can I change my order?");
    let made = house.platforms.write("noa", &text.clone().delivered(elsewhere)).await.unwrap();
    let again = simulator::Deliver {
        platform: Platform::Facebook,
        account: FACEBOOK.into(),
        body_base64: Some(made.body_base64.clone()),
        body: None,
        delivery: simulator::Delivery::default(),
    };
    let delivered = house.platforms.deliver(&again).await.unwrap();
    assert!(delivered.deliveries.iter().all(simulator::Attempt::accepted), "{delivered:?}");
    let offered = live.next("conversation.offered").await;
    let conversation = offered["data"]["conversation"].as_str().unwrap().to_owned();
    let view = mina.conversation(&conversation).await;
    assert_eq!(view["account"], FACEBOOK_SECOND, "{view:#}");
    house.quiet().await;
    assert_eq!(house.platforms.sent().await.unwrap(), vec![]);
    mina.post(&format!("conversations/{conversation}/accept"), json!({})).await;
    live.next("conversation.assigned").await;
    mina.post(&format!("conversations/{conversation}/close"), json!({ "code": "other" })).await;
    live.next("conversation.closed").await;
    house.finish().await;
}
