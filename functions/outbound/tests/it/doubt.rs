//! Calls that nobody knows the end of: silence is worse than a question, and a double is worse than both (I13).

use domain::{
    event::Payload,
    message::{Delivery, DeliveryState, FailureReason},
    platform::Platform,
};

use crate::platform::{Says, TAKEN_BY_LINE, delivery, event, platforms, send, set, shop, to_instagram, to_line};

// proves I13, F12: time-out after the platform may have taken it
#[tokio::test]
async fn silence_is_a_question_to_the_agent_where_the_platform_takes_no_retry_key() {
    for trouble in [Says::Silence, Says::This(500, "{}", &[]), Says::This(503, "", &[])] {
        let (stand, calls) = shop(std::slice::from_ref(&trouble)).await;
        let reply = to_instagram(&stand).await;
        let told = stand.twice(outbound::handle, &event(&reply)).await.smooth();
        let [Payload::MessageFailed(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
        assert_eq!((fact.state, fact.failure.reason), (DeliveryState::Unsure, FailureReason::Unknown), "{trouble:?}");
        assert!(fact.failure.advice.contains("Look in the platform's own inbox"), "{}", fact.failure.advice);
        assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (1, DeliveryState::Unsure), "{trouble:?}");
    }
}

// proves I13: with a retry key silence is asked again with the same key
#[tokio::test]
async fn silence_is_asked_again_with_the_same_key_where_there_is_one() {
    let (stand, calls) = shop(&[Says::Silence, Says::Silence, TAKEN_BY_LINE]).await;
    let reply = to_line(&stand).await;
    for attempt in 1..3 {
        assert_eq!(send(&stand, &reply, attempt).await.failed.len(), 1);
        assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Sending, "nobody says that it did not go out");
    }
    send(&stand, &reply, 3).await.smooth();
    let keys = calls.headers("x-line-retry-key");
    assert!(keys.iter().all(|key| *key == keys[0]) && keys.len() == 3, "{keys:?}");
    assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Sent);
}

/// An answer whose sending was begun by a function that is no more.
fn begun() -> Delivery {
    Delivery { state: DeliveryState::Sending, attempts: 1, ..Delivery::queued() }
}

// proves I13, I20, F5: a crash between *about to send* and the outcome
#[tokio::test]
async fn a_send_that_was_begun_and_never_ended_is_sent_again_only_with_a_retry_key() {
    let (stand, calls) = shop(&[TAKEN_BY_LINE]).await;
    let reply = to_line(&stand).await;
    set(&stand, &reply, begun()).await;
    let told = send(&stand, &reply, 2).await.smooth();
    assert_eq!((told.names(), calls.count(), delivery(&stand, &reply).await.attempts), (vec!["message.sent"], 1, 2));

    let (stand, calls) = shop(&[]).await;
    let reply = to_instagram(&stand).await;
    set(&stand, &reply, begun()).await;
    let told = stand.twice(outbound::handle, &crate::stand::invocation::again(&event(&reply), 2)).await.smooth();
    assert_eq!((told.names(), calls.count()), (vec!["message.failed"], 0));
    assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Unsure);
}

// proves I13, F5, F6: a death in the middle of the call costs one message a visit to the dead letters, and no double
#[tokio::test]
async fn a_death_during_the_call_leaves_doubt_and_no_double() {
    for platform in [Platform::Line, Platform::Instagram] {
        let (mut stand, calls) = shop(&[Says::Death]).await;
        let reply = if platform == Platform::Line { to_line(&stand).await } else { to_instagram(&stand).await };
        let told = send(&stand, &reply, 1).await;
        assert!(told.dead.len() == 1 && told.dead[0].reason.contains("the function died"), "{told:?}");
        assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (1, DeliveryState::Sending));
        // Redriven, it is a new message with the same body.
        let says: &[Says] = if platform == Platform::Line { &[TAKEN_BY_LINE] } else { &[] };
        let calls = platforms(&mut stand, says);
        let told = send(&stand, &reply, 1).await.smooth();
        let (name, state, count) = match platform {
            Platform::Line => ("message.sent", DeliveryState::Sent, 1),
            _ => ("message.failed", DeliveryState::Unsure, 0),
        };
        assert_eq!((told.names(), delivery(&stand, &reply).await.state, calls.count()), (vec![name], state, count));
    }
}

// proves F7: the visibility ran out while the first was still at it
#[tokio::test]
async fn two_workers_with_one_command_call_once() {
    let (mut stand, _) = shop(&[]).await;
    let reply = to_instagram(&stand).await;
    let (other, row) = (stand.elsewhere(), reply.row.clone());
    let event = serde_json::from_value(event(&reply)).unwrap();
    // While the first worker waits for the platform, the second handles the same command to its end.
    let second = std::sync::Mutex::new(Some(event));
    stand.deps.http = runtime::Http::memory(move |_| {
        let event = second.lock().unwrap().take().expect("called twice");
        let other = other.clone();
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            runtime.block_on(outbound::handle(event, &other));
        })
        .join()
        .unwrap();
        Ok(runtime::Answer { status: 200, headers: Default::default(), body: br#"{"message_id":"mid.1"}"#.to_vec() })
    });
    let told = send(&stand, &reply, 1).await;
    assert_eq!(stand.rows(&reply.conversation.thread).await.iter().filter(|found| found.id == row.id).count(), 1);
    // The second saw *about to send* and put a question; the first knows better, or leaves the question standing.
    let state = delivery(&stand, &reply).await.state;
    assert!(matches!(state, DeliveryState::Unsure | DeliveryState::Sent), "{state:?}: {told:?}");
    let told = send(&stand, &reply, 2).await.smooth();
    assert!(told.names().iter().all(|name| *name != "outbound"), "nothing is sent again");
}

// proves F12: what the platform took is not sent again because a later delivery of the command finds it unsure
#[tokio::test]
async fn doubt_stays_doubt_until_a_person_or_the_platform_ends_it() {
    let (stand, calls) = shop(&[Says::Silence]).await;
    let reply = to_instagram(&stand).await;
    for attempt in 1..5 {
        send(&stand, &reply, attempt).await.smooth();
    }
    assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (1, DeliveryState::Unsure));
}
