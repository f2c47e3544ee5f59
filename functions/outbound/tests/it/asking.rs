//! What a platform is asked for: the words behind a mention, the name behind an id.

use domain::{
    event::{Call, Envelope, Payload},
    inbound::{Act, Item, Missing},
    platform::Platform,
    thread::Thread,
};

use crate::{
    platform::{Says, message, shop},
    stand::{
        Stand,
        company::JIWOO,
        invocation::{again, sqs, stored},
        items::comment,
        threads::held,
    },
};

/// Instagram says that a comment names the brand, and not what it says.
fn named(stand: &Stand) -> Item {
    let mut item = comment("nobody", "17887498072083521", "", stand.now());
    item.author = None;
    if let Act::Say { content, .. } = &mut item.act {
        content.text = None;
    }
    item.missing = Some(Missing::MentionedComment { comment: "17887498072083521".into(), media: "17887498072083520".into() });
    item
}

fn fetch(stand: &Stand, item: &Item) -> Envelope {
    let call = Call::Fetch { item: Box::new(item.clone()), body: "8f43".into() };
    Envelope::begin(item.command(), item.trace(), stand.now(), Thread::of(item), call.into())
}

/// The item that is taken in, with its words and its author's name.
fn taken_in(told: &crate::stand::Told) -> (Item, Option<String>, Option<String>) {
    let [envelope] = &told.published[..] else { panic!("{told:?}") };
    let Payload::Ingest(ingest) = &envelope.payload else { panic!("{envelope:?}") };
    let Act::Say { content, .. } = &ingest.item.act else { panic!("{ingest:?}") };
    let name = ingest.item.author.as_ref().map(|author| author.id.clone());
    assert_eq!((envelope.id, &ingest.body[..]), (ingest.item.command(), "8f43"));
    assert_eq!(envelope.thread, Thread::of(&ingest.item));
    (ingest.item.clone(), content.text.clone(), name)
}

// proves CH-07, I4: with its words the item is the one the door would have sent, under the same name
#[tokio::test]
async fn a_mention_is_taken_in_with_the_words_the_platform_gives() {
    let words = r#"{"mentioned_comment":{"text":"@shop 배송 언제","timestamp":"2026-11-20T09:29:00+0000","from":{"id":"6015551230001","username":"mina.k"},"id":"17887498072083521"},"id":"17841400000000777"}"#;
    let (stand, calls) = shop(&[Says::This(200, words, &[]), Says::This(200, words, &[])]).await;
    let item = named(&stand);
    let told = stand.twice(outbound::handle, &stored("outbound", "fetch-mention", &sqs(&[fetch(&stand, &item)]))).await.smooth();
    let (found, text, author) = taken_in(&told);
    assert_eq!((text.as_deref(), author.as_deref()), (Some("@shop 배송 언제"), Some("6015551230001")));
    assert_eq!((found.command(), found.missing), (item.command(), None));
    assert!(calls.all()[0].url.contains("/17841400000000777?fields=mentioned_comment.comment_id(17887498072083521)"));
}

#[tokio::test]
async fn what_the_brand_wrote_itself_is_not_taken_in() {
    let own = r#"{"mentioned_comment":{"text":"thanks","from":{"id":"17841400000000777","username":"shop"}}}"#;
    let (stand, _) = shop(&[Says::This(200, own, &[]), Says::This(200, own, &[])]).await;
    let told = stand.twice(outbound::handle, &sqs(&[fetch(&stand, &named(&stand))])).await.smooth();
    assert_eq!(told.published, []);
}

// proves I1, CH-07: late and bare is better than never
#[tokio::test]
async fn a_platform_that_does_not_give_the_words_is_asked_again_and_then_done_without() {
    for trouble in [Says::This(503, "", &[]), Says::NotReached, Says::Silence, Says::This(429, "{}", &[])] {
        let (stand, calls) = shop(&vec![trouble.clone(); 5]).await;
        let item = named(&stand);
        let event = sqs(&[fetch(&stand, &item)]);
        for attempt in 1..5 {
            assert_eq!(stand.once(outbound::handle, &again(&event, attempt)).await.failed.len(), 1, "{trouble:?} {attempt}");
        }
        let told = stand.once(outbound::handle, &again(&event, 5)).await.smooth();
        let (found, text, author) = taken_in(&told);
        assert_eq!((text, author, found.missing, calls.count()), (None, None, None, 5), "{trouble:?}");
    }
    // What will not change is not asked again.
    for refusal in [Says::This(400, r#"{"error":{"message":"gone","code":100}}"#, &[]), Says::This(200, "not json", &[])] {
        let (stand, calls) = shop(std::slice::from_ref(&refusal)).await;
        let told = stand.once(outbound::handle, &sqs(&[fetch(&stand, &named(&stand))])).await.smooth();
        assert_eq!((taken_in(&told).1, calls.count()), (None, 1), "{refusal:?}");
    }
}

// proves RTE-03: the name and the picture of whom one talks to
#[tokio::test]
async fn a_customer_gets_the_name_the_platform_gives_and_keeps_the_id_if_it_gives_none() {
    let found = Says::This(200, r#"{"displayName":"김미나","userId":"kim","pictureUrl":"https://pic.test/1"}"#, &[]);
    for (says, name) in [
        (found, Some("김미나")),
        (Says::This(404, r#"{"message":"Not found"}"#, &[]), None),
        (Says::This(200, "{}", &[]), None),
        (Says::Silence, None),
    ] {
        let (stand, calls) = shop(&[says.clone(), says.clone()]).await;
        let conversation = held(&message(Platform::Line, &stand), JIWOO);
        stand.has(&conversation).await;
        let call = Call::Profile {
            contact: conversation.contact,
            platform: Platform::Line,
            account: conversation.account.clone(),
            customer: "kim".into(),
        };
        let event = sqs(&[stand.command("profile", &conversation.thread, call)]);
        let event = if name.is_some() { stored("outbound", "profile", &event) } else { event };
        let told = stand.twice(outbound::handle, &event).await.smooth();
        assert_eq!(told.published, [], "{says:?}");
        let contact = store::contact::get(&stand.deps.table, conversation.contact).await.unwrap().unwrap();
        assert_eq!(contact.name.as_deref(), name, "{says:?}");
        assert_eq!(contact.picture.is_some(), name.is_some(), "{says:?}");
        assert_eq!(calls.all()[0].url, "https://line.test/v2/bot/profile/kim");
    }
}

// proves I24: who was erased meanwhile stays erased
#[tokio::test]
async fn a_name_that_comes_after_the_person_has_gone_is_not_written() {
    let (stand, _) =
        shop(&[Says::This(200, r#"{"displayName":"김미나"}"#, &[]), Says::This(200, r#"{"displayName":"김미나"}"#, &[])]).await;
    let conversation = held(&message(Platform::Line, &stand), JIWOO);
    let call = Call::Profile {
        contact: conversation.contact,
        platform: Platform::Line,
        account: conversation.account.clone(),
        customer: "kim".into(),
    };
    let before = stand.contents();
    stand.twice(outbound::handle, &sqs(&[stand.command("profile", &conversation.thread, call)])).await.smooth();
    assert_eq!(stand.contents(), before);
}
