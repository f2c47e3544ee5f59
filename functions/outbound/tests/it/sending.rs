//! Answers that go out, and answers that do not.

use domain::{
    event::{Call, Payload},
    message::{DeliveryState, FailureReason},
    platform::Platform,
    reply::{Extra, FileKind, Target},
    time::MINUTE,
};

use crate::{
    platform::{Says, TAKEN_BY_LINE, TAKEN_BY_META, delivery, event, message, send, shop, to_instagram, to_line},
    stand::{
        company::{INSTAGRAM, LINE},
        invocation::stored,
        slug,
    },
};

const BUSY: Says =
    Says::This(429, r#"{"message":"The API rate limit has been exceeded. Try again later."}"#, &[("retry-after", "60")]);
const BROKEN: Says = Says::This(500, r#"{"message":"Internal Server Error"}"#, &[]);
const EXPIRED: Says = Says::This(
    400,
    r#"{"error":{"message":"Error validating access token","type":"OAuthException","code":190,"error_subcode":463}}"#,
    &[],
);
const WINDOW: Says = Says::This(
    400,
    r#"{"error":{"message":"This message is sent outside of allowed window.","code":10,"error_subcode":2018278}}"#,
    &[],
);

// proves CH-22: what the channel does not show goes out in words, and the sender is told so with the outcome
#[tokio::test]
async fn what_goes_out_in_words_is_said_with_the_outcome() {
    let (stand, calls) = shop(&[TAKEN_BY_LINE]).await;
    let mut reply = to_line(&stand).await;
    let Payload::Outbound(Call::Send { outbound, .. }) = &mut reply.command.payload else { panic!("{:?}", reply.command) };
    outbound.extra =
        Some(Extra::File { kind: FileKind::Video, url: "https://files.example/a.mp4".into(), name: Some("a.mp4".into()) });
    stand.twice(outbound::handle, &event(&reply)).await.smooth();
    let text = String::from_utf8(calls.all()[0].body.clone()).unwrap();
    assert!(text.contains("오늘 출발했어요\\na.mp4: https://files.example/a.mp4"), "{text}");
    let end = delivery(&stand, &reply).await;
    assert_eq!((calls.count(), end.state), (1, DeliveryState::Sent));
    assert!(end.notice.unwrap().starts_with("the file goes out in words: line cannot carry a file"));
}

// proves AGT-09, S4: a file of the company's own goes out as a link that is made for the attempt and kept nowhere; never as words
#[tokio::test]
async fn an_uploaded_file_goes_out_by_a_link_of_its_own() {
    let (stand, calls) = shop(&[TAKEN_BY_LINE]).await;
    let upload = domain::id::UploadId::at(stand.deps.clock.now(), &[b"receipt"]);
    let carried = |kind| Some(Extra::Upload { upload, kind, name: Some("a.png".into()), link: None });
    let mut reply = to_line(&stand).await;
    let Payload::Outbound(Call::Send { outbound, .. }) = &mut reply.command.payload else { panic!("{:?}", reply.command) };
    outbound.extra = carried(FileKind::Image);
    stand.twice(outbound::handle, &event(&reply)).await.smooth();
    let sent: serde_json::Value = serde_json::from_slice(&calls.all()[0].body).unwrap();
    let link = sent["messages"].as_array().unwrap().iter().find_map(|one| one["originalContentUrl"].as_str()).unwrap();
    assert!(link.starts_with(&format!("memory:sent/{upload}?name=a.png")), "{link}");
    let end = delivery(&stand, &reply).await;
    assert_eq!((end.state, end.notice), (DeliveryState::Sent, None));

    // LINE shows no such video: a link in words would end, so nothing goes out and the agent is told.
    let (stand, calls) = shop(&[]).await;
    let mut reply = to_line(&stand).await;
    let Payload::Outbound(Call::Send { outbound, .. }) = &mut reply.command.payload else { panic!("{:?}", reply.command) };
    outbound.extra = carried(FileKind::Video);
    stand.twice(outbound::handle, &event(&reply)).await.smooth();
    let end = delivery(&stand, &reply).await;
    assert_eq!((end.state, calls.count()), (DeliveryState::Failed, 0));
    assert_eq!(end.failure.unwrap().reason, FailureReason::Refused);
}

// proves CH-14: in the web messenger an answer is with the customer once it is written, and nobody is called
#[tokio::test]
async fn an_answer_in_the_web_messenger_calls_nobody() {
    let (stand, calls) = shop(&[]).await;
    let item = domain::inbound::Item { platform: Platform::Web, ..message(Platform::Line, &stand) };
    let reply = stand.answered(&item, "오늘 출발했어요", Target::Direct { customer: "kim".into() }).await;
    let told = stand.twice(outbound::handle, &event(&reply)).await.smooth();
    let end = delivery(&stand, &reply).await;
    assert_eq!((end.state, end.external_id, calls.count()), (DeliveryState::Sent, Some(reply.row.id.to_string()), 0));
    assert_eq!(told.names(), ["message.sent"]);
}

// proves I13, I14, CH-21: sent once, marked with the platform's id, told once
#[tokio::test]
async fn an_answer_is_sent_once_however_often_its_command_comes() {
    for platform in [Platform::Line, Platform::Instagram] {
        let (taken, external) = match platform {
            Platform::Line => (TAKEN_BY_LINE, "461230966842064897"),
            _ => (TAKEN_BY_META, "aWdfS_sent"),
        };
        let (stand, calls) = shop(&[taken]).await;
        let reply = if platform == Platform::Line { to_line(&stand).await } else { to_instagram(&stand).await };
        let event = stored("outbound", &format!("send-{platform}"), &event(&reply));
        let told = stand.twice(outbound::handle, &event).await.smooth();
        assert_eq!((calls.count(), told.names()), (1, vec!["message.sent"]), "{platform}");
        let end = delivery(&stand, &reply).await;
        assert_eq!((end.state, end.external_id.as_deref(), end.attempts), (DeliveryState::Sent, Some(external), 1), "{platform}");
        let ask = &calls.all()[0];
        let text = String::from_utf8(ask.body.clone()).unwrap();
        assert!(text.contains("오늘 출발했어요"), "{text}");
        match platform {
            Platform::Line => {
                assert_eq!(ask.url, "https://line.test/v2/bot/message/push");
                assert_eq!(calls.headers("authorization"), [format!("Bearer {LINE}-token")]);
            }
            _ => {
                assert!(
                    ask.url.starts_with("https://meta.test/v25.0/17841400000000777/messages?appsecret_proof="),
                    "{}",
                    ask.url
                );
                assert_eq!(calls.headers("authorization"), [format!("Bearer {INSTAGRAM}-token")]);
            }
        }
    }
}

// proves I20: dying between the outcome and its telling loses nothing and sends nothing twice
#[tokio::test]
async fn what_a_crash_left_untold_is_told_and_not_sent_again() {
    let (stand, calls) = shop(&[TAKEN_BY_LINE]).await;
    let reply = to_line(&stand).await;
    let told = stand.after_a_crash(outbound::handle, &event(&reply)).await.smooth();
    assert_eq!((calls.count(), told.names()), (1, vec!["message.sent"]));
}

// proves I13, CH-22: a 409 says that the first call was taken
#[tokio::test]
async fn a_retry_key_that_was_used_before_counts_as_sent() {
    let conflict = Says::This(
        409,
        r#"{"message":"The retry key is already accepted","sentMessages":[{"id":"461230966842064897"}]}"#,
        &[("x-line-accepted-request-id", "123e4567-e89b-12d3-a456-426614174000")],
    );
    let (stand, calls) = shop(&[Says::Silence, conflict]).await;
    let reply = to_line(&stand).await;
    let first = send(&stand, &reply, 1).await;
    assert_eq!((first.failed.len(), first.published.len()), (1, 0));
    assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Sending);
    let told = send(&stand, &reply, 2).await.smooth();
    assert_eq!(told.names(), ["message.sent"]);
    let end = delivery(&stand, &reply).await;
    assert_eq!((end.state, end.external_id.as_deref(), end.attempts), (DeliveryState::Sent, Some("461230966842064897"), 2));
    let keys = calls.headers("x-line-retry-key");
    assert_eq!((keys.len(), &keys[0]), (2, &keys[1]), "one message has one retry key");
}

// proves I14, CH-27: what passes is waited out, and it goes out then
#[tokio::test]
async fn a_busy_or_unreachable_platform_is_tried_again_and_the_answer_goes_out_once() {
    for (platform, trouble) in [
        (Platform::Line, BUSY),
        (Platform::Line, BROKEN),
        (Platform::Line, Says::NotReached),
        (Platform::Instagram, Says::This(400, r#"{"error":{"message":"calls","code":613}}"#, &[])),
        (Platform::Instagram, Says::NotReached),
    ] {
        let taken = if platform == Platform::Line { TAKEN_BY_LINE } else { TAKEN_BY_META };
        let (stand, calls) = shop(&[trouble.clone(), taken]).await;
        let reply = if platform == Platform::Line { to_line(&stand).await } else { to_instagram(&stand).await };
        let first = send(&stand, &reply, 1).await;
        // That it waits, and until when, is told where the platform has said so.
        let told = usize::from(trouble == BUSY);
        assert_eq!((first.failed.len(), first.dead.len(), first.published.len()), (1, 0, told), "{platform} {trouble:?}");
        assert_eq!(delivery(&stand, &reply).await.held_until.is_some(), trouble == BUSY);
        // An error on the platform's side may come after it took the message; everything else certainly came before.
        let state = if trouble == BROKEN { DeliveryState::Sending } else { DeliveryState::Queued };
        assert_eq!(delivery(&stand, &reply).await.state, state, "{platform} {trouble:?}");
        stand.pass(MINUTE);
        send(&stand, &reply, 2).await.smooth();
        let end = delivery(&stand, &reply).await;
        assert_eq!((end.state, end.attempts, calls.count()), (DeliveryState::Sent, 2, 2), "{platform} {trouble:?}");
        assert_eq!(end.held_until, None);
    }
}

// proves I14, I13: what is refused after a try that was never answered may have gone out then
#[tokio::test]
async fn a_refusal_after_silence_leaves_doubt() {
    let revoked = Says::This(401, r#"{"message":"Authentication failed"}"#, &[]);
    for (first, then, state) in [
        (Says::Silence, revoked.clone(), DeliveryState::Unsure),
        (BROKEN, revoked.clone(), DeliveryState::Unsure),
        (BUSY, revoked, DeliveryState::Failed),
        (Says::Silence, BUSY, DeliveryState::Sending),
        (Says::Silence, TAKEN_BY_LINE, DeliveryState::Sent),
    ] {
        let (stand, _) = shop(&[first.clone(), then.clone()]).await;
        let reply = to_line(&stand).await;
        send(&stand, &reply, 1).await;
        stand.pass(MINUTE);
        send(&stand, &reply, 2).await;
        assert_eq!(delivery(&stand, &reply).await.state, state, "{first:?}, then {then:?}");
    }
}

// proves I14: the last attempt ends in a word to the agent, never in a dead letter
#[tokio::test]
async fn the_last_attempt_gives_up_with_a_reason_and_no_dead_letter() {
    for (trouble, state, reason, code) in [
        (BROKEN, DeliveryState::Unsure, FailureReason::Unknown, "silence"),
        (BUSY, DeliveryState::Failed, FailureReason::RateLimited, "429"),
        (Says::NotReached, DeliveryState::Failed, FailureReason::Unavailable, "unreachable"),
        (Says::Silence, DeliveryState::Unsure, FailureReason::Unknown, "silence"),
    ] {
        let (stand, calls) = shop(&vec![trouble.clone(); 7]).await;
        let reply = to_line(&stand).await;
        for attempt in 1..7 {
            let told = send(&stand, &reply, attempt).await;
            let held = usize::from(trouble == BUSY);
            assert_eq!((told.failed.len(), told.dead.len(), told.published.len()), (1, 0, held), "{trouble:?} {attempt}");
            stand.pass(MINUTE);
        }
        let told = send(&stand, &reply, 7).await.smooth();
        let [Payload::MessageFailed(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
        assert_eq!((fact.state, fact.failure.reason, fact.failure.code.as_str()), (state, reason, code), "{trouble:?}");
        assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (7, state), "{trouble:?}");
    }
}

// proves CH-26, CH-28, I14: what will not change is not tried again, and says what to do next
#[tokio::test]
async fn a_refusal_is_final_at_once_with_its_class_and_the_next_step() {
    let quota = Says::This(429, r#"{"message":"You have reached your monthly limit."}"#, &[]);
    let bad = Says::This(400, r#"{"message":"The property, 'to', in the request body is invalid"}"#, &[]);
    let gone = Says::This(401, r#"{"message":"Authentication failed"}"#, &[]);
    for (platform, says, reason, code, advice) in [
        (Platform::Instagram, EXPIRED, FailureReason::NeedsAttention, "190/463", "must connect the account again"),
        (Platform::Instagram, WINDOW, FailureReason::WindowClosed, "10/2018278", "Wait for the customer"),
        (Platform::Line, gone, FailureReason::NeedsAttention, "401", "must connect the account again"),
        (Platform::Line, quota, FailureReason::RateLimited, "429", "raise the plan"),
        (Platform::Line, bad, FailureReason::Refused, "400", "'to', in the request body is invalid"),
    ] {
        let (stand, calls) = shop(std::slice::from_ref(&says)).await;
        let reply = if platform == Platform::Line { to_line(&stand).await } else { to_instagram(&stand).await };
        let told = stand.twice(outbound::handle, &event(&reply)).await.smooth();
        let [Payload::MessageFailed(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
        assert_eq!(
            (fact.state, fact.failure.reason, fact.failure.code.as_str()),
            (DeliveryState::Failed, reason, code),
            "{says:?}"
        );
        assert!(fact.failure.advice.contains(advice), "{}", fact.failure.advice);
        assert_eq!((calls.count(), delivery(&stand, &reply).await.state), (1, DeliveryState::Failed), "{says:?}");
    }
}

// proves CH-28: nothing is called without a token, and the agent is told whom to ask
#[tokio::test]
async fn an_account_without_a_token_fails_before_any_call() {
    for secret in [None, Some(runtime::Secret::default())] {
        let (mut stand, calls) = shop(&[]).await;
        stand.deps.secrets = runtime::Secrets::memory();
        if let Some(secret) = secret {
            stand.deps.secrets.put(Platform::Line, &slug(LINE), secret).await.unwrap();
        }
        let reply = to_line(&stand).await;
        let told = stand.twice(outbound::handle, &event(&reply)).await.smooth();
        let [Payload::MessageFailed(fact)] = &told.payloads().cloned().collect::<Vec<_>>()[..] else { panic!("{told:?}") };
        assert_eq!((fact.state, calls.count()), (DeliveryState::Failed, 0));
        assert!(fact.failure.advice.contains("administrator must connect"), "{}", fact.failure.advice);
    }
}

// proves AGT-06: a public answer and a private one to a comment go to their own places
#[tokio::test]
async fn answers_to_comments_go_under_the_comment_or_to_its_author() {
    for (target, url, says) in [
        (Target::Comment { comment: "c1".into() }, "/c1/replies?", Says::This(200, r#"{"id":"17990000000000999"}"#, &[])),
        (Target::PrivateReply { comment: "c1".into() }, "/17841400000000777/messages?", TAKEN_BY_META),
    ] {
        let (stand, calls) = shop(&[says]).await;
        let mut item = message(Platform::Instagram, &stand);
        item.visibility = domain::platform::Visibility::Public;
        item.post = Some("18099999999999001".into());
        let reply = stand.answered(&item, "죄송합니다", target).await;
        stand.twice(outbound::handle, &event(&reply)).await.smooth();
        assert!(calls.all()[0].url.contains(url), "{}", calls.all()[0].url);
        assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Sent);
    }
}

#[tokio::test]
async fn a_command_about_a_row_that_is_not_there_or_no_answer_is_put_aside() {
    let (stand, calls) = shop(&[]).await;
    let reply = to_line(&stand).await;
    let Payload::Outbound(domain::event::Call::Send { conversation, whereabouts, outbound, .. }) = reply.command.payload.clone()
    else {
        panic!("{:?}", reply.command)
    };
    let elsewhere = domain::event::Call::Send { conversation, at: stand.now().plus(1), whereabouts, outbound, again: false };
    for payload in [
        Payload::from(elsewhere),
        Payload::from(domain::event::Escalate { mention: "men_00000000001qx96djdfdr88mt3".parse().unwrap(), again: false }),
    ] {
        let mut command = stand.command("odd", &reply.conversation.thread, payload);
        command.thread = reply.conversation.thread.clone();
        let told = stand.twice(outbound::handle, &crate::stand::invocation::sqs(&[command])).await;
        assert_eq!((told.dead.len(), told.published.len(), told.failed.len(), calls.count()), (1, 0, 0, 0), "{told:?}");
    }
}
