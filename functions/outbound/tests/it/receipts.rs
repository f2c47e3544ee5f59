//! The platform's word on what was sent: in any order, by id or as a watermark.

use domain::{
    event::{Envelope, Payload},
    inbound::{Receipt, ReceiptState},
    message::{Delivery, DeliveryState},
    platform::Platform,
    reply::Target,
    time::SECOND,
};

use crate::{
    platform::{delivery, message, set, shop, to_line},
    stand::{
        Stand,
        company::{INSTAGRAM, LINE},
        invocation::{again, sqs, stored},
        slug,
        threads::{Answer, held},
    },
};

fn receipt(stand: &Stand, reply: &Answer, external: Option<&str>, state: ReceiptState) -> Envelope {
    let platform = reply.conversation.platform;
    let receipt = Receipt {
        own: None,
        platform,
        account: slug(if platform == Platform::Line { LINE } else { INSTAGRAM }),
        customer: "kim".into(),
        external_id: external.map(Into::into),
        metadata: None,
        code: None,
        state,
        at: stand.now(),
    };
    stand.command(&format!("receipt {external:?} {state:?}"), &reply.conversation.thread, receipt)
}

fn sent() -> Delivery {
    Delivery {
        state: DeliveryState::Sent,
        external_id: Some("461".into()),
        attempts: 1,
        failure: None,
        notice: None,
        held_until: None,
        approval: None,
    }
}

// proves G-9, CH-23: every order of the same receipts ends in the same state
#[tokio::test]
async fn receipts_in_any_order_end_in_the_furthest_state() {
    use ReceiptState::{Delivered, Failed, Read, Sent};
    for (order, end, kept) in [
        ([Sent, Delivered, Read], DeliveryState::Read, false),
        ([Sent, Read, Delivered], DeliveryState::Read, false),
        ([Delivered, Sent, Read], DeliveryState::Read, false),
        ([Delivered, Read, Sent], DeliveryState::Read, false),
        ([Read, Sent, Delivered], DeliveryState::Read, false),
        ([Read, Delivered, Sent], DeliveryState::Read, false),
        ([Sent, Failed, Delivered], DeliveryState::Delivered, true),
        ([Failed, Sent, Delivered], DeliveryState::Delivered, true),
        ([Sent, Delivered, Failed], DeliveryState::Delivered, false),
        ([Failed, Sent, Sent], DeliveryState::Failed, true),
    ] {
        let (stand, _) = shop(&[]).await;
        let reply = to_line(&stand).await;
        set(&stand, &reply, sent()).await;
        let mut told = 0;
        for state in order {
            let event = sqs(&[receipt(&stand, &reply, Some("461"), state)]);
            told += stand.twice(outbound::handle, &event).await.smooth().published.len();
            stand.pass(SECOND);
        }
        let after = delivery(&stand, &reply).await;
        assert_eq!((after.state, after.failure.is_some()), (end, kept), "{order:?}");
        assert!((1..=3).contains(&told), "{order:?}: {told} changes told");
    }
}

// proves CH-23: a receipt may overtake the answer of the call it is about
#[tokio::test]
async fn a_receipt_that_comes_first_waits_for_the_answer_and_one_of_another_tool_is_let_go() {
    let (stand, _) = shop(&[]).await;
    let reply = to_line(&stand).await;
    let event = stored("outbound", "receipt-delivered", &sqs(&[receipt(&stand, &reply, Some("461"), ReceiptState::Delivered)]));
    for attempt in 1..4 {
        assert_eq!(stand.once(outbound::handle, &again(&event, attempt)).await.failed.len(), 1, "attempt {attempt}");
    }
    let told = stand.once(outbound::handle, &again(&event, 4)).await.smooth();
    assert_eq!((told.published, delivery(&stand, &reply).await.state), (vec![], DeliveryState::Queued));
    set(&stand, &reply, sent()).await;
    let told = stand.once(outbound::handle, &again(&event, 2)).await.smooth();
    assert_eq!((told.names(), delivery(&stand, &reply).await.state), (vec!["message.sent"], DeliveryState::Delivered));
}

// proves CH-23: Instagram says "read up to here"
#[tokio::test]
async fn a_watermark_reads_what_was_sent_before_it_and_nothing_that_never_left() {
    let (stand, _) = shop(&[]).await;
    let conversation = held(&message(Platform::Instagram, &stand), "jiwoo");
    stand.has(&conversation).await;
    let mut replies = Vec::new();
    for (text, state) in [
        ("one", DeliveryState::Sent),
        ("two", DeliveryState::Delivered),
        ("failed", DeliveryState::Failed),
        ("unsure", DeliveryState::Unsure),
        ("queued", DeliveryState::Queued),
    ] {
        stand.pass(SECOND);
        let reply = stand.answer_in(conversation.clone(), text, Target::Direct { customer: "kim".into() }).await;
        set(&stand, &reply, Delivery { state, ..sent() }).await;
        replies.push(reply);
    }
    let mark = receipt(&stand, &replies[0], None, ReceiptState::Read);
    stand.pass(SECOND);
    let later = stand.answer_in(conversation, "later", Target::Direct { customer: "kim".into() }).await;
    set(&stand, &later, sent()).await;
    let told = stand.twice(outbound::handle, &stored("outbound", "receipt-watermark", &sqs(&[mark]))).await.smooth();
    let read: Vec<_> = told
        .payloads()
        .map(|payload| match payload {
            Payload::MessageSent(fact) => (fact.message, fact.state),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected: Vec<_> = [1, 0].map(|n: usize| (replies[n].row.id, DeliveryState::Read)).to_vec();
    assert_eq!(read, expected, "the newest first");
    let mut states = Vec::new();
    for reply in replies.iter().chain([&later]) {
        states.push(delivery(&stand, reply).await.state);
    }
    use DeliveryState::{Failed, Queued, Read, Sent, Unsure};
    assert_eq!(states, [Read, Read, Failed, Unsure, Queued, Sent]);
}

// proves I20: noted and not told, and then told
#[tokio::test]
async fn a_receipt_that_a_crash_left_untold_is_told_by_the_redelivery() {
    let (stand, _) = shop(&[]).await;
    let reply = to_line(&stand).await;
    set(&stand, &reply, sent()).await;
    let event = sqs(&[receipt(&stand, &reply, Some("461"), ReceiptState::Read)]);
    let told = stand.after_a_crash(outbound::handle, &event).await.smooth();
    assert_eq!((told.names(), delivery(&stand, &reply).await.state), (vec!["message.sent"], DeliveryState::Read));
}

// proves I13: a status with our own id settles a send whose answer was lost, and brings the platform's id of it
#[tokio::test]
async fn a_status_with_our_id_ends_the_doubt() {
    let (stand, _) = shop(&[]).await;
    let reply = to_line(&stand).await;
    set(&stand, &reply, Delivery { state: DeliveryState::Unsure, attempts: 1, ..Delivery::queued() }).await;
    let status = |ours: bool| {
        let mut envelope = receipt(&stand, &reply, Some("wamid.1"), ReceiptState::Delivered);
        if let Payload::Receipt(receipt) = &mut envelope.payload {
            receipt.metadata = Some(if ours { reply.row.id.to_string() } else { "msg_other".into() });
        }
        sqs(&[envelope])
    };
    stand.once(outbound::handle, &again(&status(false), 9)).await.smooth();
    assert_eq!(delivery(&stand, &reply).await.state, DeliveryState::Unsure);
    stand.twice(outbound::handle, &status(true)).await.smooth();
    let after = delivery(&stand, &reply).await;
    assert_eq!((after.state, after.external_id.as_deref()), (DeliveryState::Delivered, Some("wamid.1")));
}
