//! The customer sees that somebody writes; an answer never waits for it.

use domain::{
    event::Call,
    platform::{Platform, Visibility},
    time::SECOND,
};
use runtime::Secret;

use crate::{
    platform::{Says, message, platforms},
    stand::{
        Stand,
        company::{self, LINE},
        invocation::{again, sqs},
        items::direct,
        slug,
        threads::held,
    },
};

const TAKEN: Says = Says::This(202, "{}", &[]);

// proves CH-34: LINE is asked to show it, once for each command; late, again or broken it is forgotten, and never fails
#[tokio::test]
async fn somebody_writes() {
    let mut stand = Stand::shop().await;
    let secret = Secret::new([("token".to_owned(), vec!["line-token".to_owned()])].into());
    stand.deps.secrets.put(Platform::Line, &slug(LINE), secret).await.unwrap();
    let item = domain::inbound::Item { author: None, ..message(Platform::Line, &stand) };
    let item = domain::inbound::Item { author: Some(domain::inbound::Author { id: "U0123".into(), name: None }), ..item };
    let conversation = held(&item, "jiwoo");
    stand.has(&conversation).await;
    let calls = platforms(&mut stand, &[TAKEN, Says::NotReached]);
    let command = stand.command("typing", &conversation.thread, Call::Typing { conversation: conversation.id });
    let event = sqs(std::slice::from_ref(&command));
    let told = stand.once(outbound::handle, &event).await.smooth();
    assert!(told.published.is_empty());
    let ask = &calls.all()[0];
    assert_eq!(ask.url, "https://line.test/v2/bot/chat/loading/start");
    assert_eq!(String::from_utf8(ask.body.clone()).unwrap(), r#"{"chatId":"U0123","loadingSeconds":10}"#);
    // The platform is away: nobody is told, and nothing comes again.
    stand.once(outbound::handle, &event).await.smooth();
    stand.once(outbound::handle, &again(&event, 2)).await.smooth();
    stand.pass(11 * SECOND);
    stand.once(outbound::handle, &event).await.smooth();
    assert_eq!(calls.count(), 2);
}

// proves CH-34: WhatsApp is told by the customer's newest message; what is public shows nothing
#[tokio::test]
async fn whatsapp_asks_for_the_newest_message() {
    let mut stand = Stand::new();
    stand.put(&company::queue(company::CARE)).await;
    stand.put(&domain::account::Account { external_id: "2000".into(), ..company::account("our-wa", Platform::WhatsApp) }).await;
    let texts = [("token", "wa-token"), ("signing", "wa-signing")];
    let secret = Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).into());
    stand.deps.secrets.put(Platform::WhatsApp, &slug("our-wa"), secret).await.unwrap();
    let item = domain::inbound::Item {
        platform: Platform::WhatsApp,
        account: slug("our-wa"),
        ..direct("8210", "wamid.7", "hello", stand.now())
    };
    let conversation = held(&item, "jiwoo");
    stand.has(&conversation).await;
    let calls = platforms(&mut stand, &[Says::This(200, r#"{"success":true}"#, &[])]);
    let command = stand.command("typing", &conversation.thread, Call::Typing { conversation: conversation.id });
    // Nothing was said yet that it could be shown by.
    stand.once(outbound::handle, &sqs(std::slice::from_ref(&command))).await.smooth();
    assert_eq!(calls.count(), 0);
    let row = domain::message::Message {
        id: domain::id::MessageId::at(item.at, &[b"said"]),
        conversation: conversation.id,
        seq: 1,
        at: item.at,
        visibility: Visibility::Private,
        body: domain::message::Body::Customer {
            external_id: Some("wamid.7".into()),
            author: None,
            content_type: domain::platform::ContentType::PrivateMessage,
            content: None,
            analysis: None,
            changed: None,
            why: None,
        },
    };
    stand.row(&conversation.thread, &row).await;
    stand.once(outbound::handle, &sqs(std::slice::from_ref(&command))).await.smooth();
    let body: serde_json::Value = serde_json::from_slice(&calls.all()[0].body).unwrap();
    assert_eq!((&body["status"], &body["message_id"]), (&"read".into(), &"wamid.7".into()), "{body}");
}
