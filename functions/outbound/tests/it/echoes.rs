//! What the platform shows as sent by the brand: it ends doubt, and is never a customer's message.

use domain::{
    event::Envelope,
    inbound::Echo,
    message::{Delivery, DeliveryState},
    platform::Platform,
    time::{MINUTE, SECOND},
};

use crate::{
    platform::{delivery, set, shop, to_instagram},
    stand::{
        Stand,
        company::INSTAGRAM,
        invocation::{again, sqs, stored},
        slug,
        threads::Answer,
    },
};

fn echo(stand: &Stand, reply: &Answer, external: &str, text: Option<&str>, metadata: Option<String>) -> Envelope {
    let echo = Echo {
        own: None,
        platform: Platform::Instagram,
        account: slug(INSTAGRAM),
        customer: "kim".into(),
        external_id: external.into(),
        metadata,
        text: text.map(Into::into),
        at: stand.now(),
    };
    stand.command(&format!("echo {external}"), &reply.conversation.thread, echo)
}

fn in_state(state: DeliveryState) -> Delivery {
    Delivery { state, attempts: 1, ..Delivery::queued() }
}

// proves I13, F12: the echo of the very answer ends the doubt about it
#[tokio::test]
async fn an_echo_of_an_answer_in_doubt_proves_that_it_was_sent() {
    for by_metadata in [false, true] {
        let (stand, _) = shop(&[]).await;
        let reply = to_instagram(&stand).await;
        set(&stand, &reply, in_state(DeliveryState::Unsure)).await;
        stand.pass(2 * SECOND);
        let metadata = by_metadata.then(|| reply.row.id.to_string());
        let command = echo(&stand, &reply, "aWdfS_echo", (!by_metadata).then_some("오늘 출발했어요"), metadata);
        let case = if by_metadata { "echo-metadata" } else { "echo-text" };
        let told = stand.twice(outbound::handle, &stored("outbound", case, &sqs(&[command]))).await.smooth();
        let after = delivery(&stand, &reply).await;
        assert_eq!((told.names(), after.state), (vec!["message.sent"], DeliveryState::Sent));
        assert_eq!(after.external_id.as_deref(), Some("aWdfS_echo"));
    }
}

// proves I6: other words, other times, other tools: nothing of ours, and no customer's message either
#[tokio::test]
async fn an_echo_of_something_else_changes_nothing() {
    for (state, text, later, external) in [
        (DeliveryState::Unsure, Some("무언가 다른 말"), 0, "new"),
        (DeliveryState::Unsure, Some("오늘 출발했어요"), 11 * MINUTE, "new"),
        (DeliveryState::Unsure, None, 0, "new"),
        (DeliveryState::Failed, Some("오늘 출발했어요"), 0, "new"),
        (DeliveryState::Queued, Some("오늘 출발했어요"), 0, "new"),
        (DeliveryState::Sent, Some("오늘 출발했어요"), 0, "known"),
        (DeliveryState::Read, Some("오늘 출발했어요"), 0, "known"),
    ] {
        let (stand, _) = shop(&[]).await;
        let reply = to_instagram(&stand).await;
        set(&stand, &reply, Delivery { external_id: Some("known".into()), ..in_state(state) }).await;
        stand.pass(later);
        let before = stand.contents();
        let event = sqs(&[echo(&stand, &reply, external, text, None)]);
        let told = stand.once(outbound::handle, &again(&event, 4)).await.smooth();
        assert_eq!((told.published, stand.contents()), (vec![], before), "{state:?} {text:?} {later}");
    }
}

// proves I13: the call's own answer is about to come, and knows more
#[tokio::test]
async fn an_echo_of_a_send_that_still_runs_waits_for_its_end() {
    let (stand, _) = shop(&[]).await;
    let reply = to_instagram(&stand).await;
    set(&stand, &reply, in_state(DeliveryState::Sending)).await;
    let event = sqs(&[echo(&stand, &reply, "aWdfS_echo", Some("오늘 출발했어요"), None)]);
    for attempt in 1..4 {
        assert_eq!(stand.once(outbound::handle, &again(&event, attempt)).await.failed.len(), 1);
    }
    let told = stand.once(outbound::handle, &again(&event, 4)).await.smooth();
    assert_eq!((told.names(), delivery(&stand, &reply).await.state), (vec!["message.sent"], DeliveryState::Sent));
}

// proves I20
#[tokio::test]
async fn an_echo_that_a_crash_left_untold_is_told_by_the_redelivery() {
    let (stand, _) = shop(&[]).await;
    let reply = to_instagram(&stand).await;
    set(&stand, &reply, in_state(DeliveryState::Unsure)).await;
    let event = sqs(&[echo(&stand, &reply, "aWdfS_echo", Some("오늘 출발했어요"), None)]);
    let told = stand.after_a_crash(outbound::handle, &event).await.smooth();
    assert_eq!(told.names(), ["message.sent"]);
}
