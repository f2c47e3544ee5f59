//! What platforms deliver: one command for each thing in it, named by the platform's own name for it.

use std::collections::BTreeSet;

use domain::{
    event::{Call, Payload},
    inbound::Inbound,
    platform::Platform,
    thread::Thread,
    time::HOUR,
};
use sha2::{Digest, Sha256};

use crate::{
    gateway::{SAMPLES, binary, door, knock, line, sample, twice},
    stand::{invocation::stored, slug},
};

// proves I1, I2, I3, G-12: every kind of delivery, twice
#[tokio::test]
async fn every_delivery_becomes_one_command_for_each_thing_in_it() {
    assert!(SAMPLES.len() >= 70, "only {} samples", SAMPLES.len());
    for sample in SAMPLES.iter() {
        let stand = door(sample.platform(), &[&sample.secret]).await;
        let answered = twice(&stand, &sample.event()).await;
        let parsed = channels::parse(sample.platform(), &slug("demo"), sample.body.as_bytes()).unwrap();
        assert_eq!((answered.status, answered.body.as_str(), answered.dead.len()), (200, "", 0), "{}", sample.name);
        assert_eq!(answered.published.len(), parsed.inbound.len(), "{}", sample.name);
        let ids: BTreeSet<_> = answered.published.iter().map(|envelope| envelope.id).collect();
        assert_eq!(ids.len(), answered.published.len(), "{}: every command has its own id", sample.name);
        let hash: String = Sha256::digest(&sample.body).iter().map(|byte| format!("{byte:02x}")).collect();
        for (envelope, inbound) in answered.published.iter().zip(&parsed.inbound) {
            assert_eq!(
                (&envelope.thread, envelope.cause, envelope.at),
                (&Thread::of_inbound(inbound), None, stand.now()),
                "{}",
                sample.name
            );
            match (&envelope.payload, inbound) {
                (Payload::Ingest(ingest), Inbound::Item(item)) => {
                    assert_eq!((&ingest.item, &ingest.body, item.missing.is_none()), (item, &hash, true), "{}", sample.name);
                    assert_eq!((envelope.id, envelope.trace), (item.command(), item.trace()), "{}", sample.name);
                }
                (Payload::Outbound(Call::Fetch { item: fetched, body }), Inbound::Item(item)) => {
                    assert_eq!((&**fetched, body, item.missing.is_some()), (item, &hash, true), "{}", sample.name);
                }
                (Payload::Receipt(told), Inbound::Receipt(receipt)) => assert_eq!(told, receipt),
                (Payload::Echo(told), Inbound::Echo(echo)) => assert_eq!(told, echo),
                other => panic!("{}: {other:?}", sample.name),
            }
        }
    }
}

#[tokio::test]
async fn each_kind_goes_to_the_step_it_is_for() {
    for (name, expected) in [
        ("line/text", vec!["ingest"]),
        ("line/two-users", vec!["ingest", "ingest"]),
        ("line/verify-call", vec![]),
        ("line/unsend", vec!["ingest"]),
        ("instagram/dm-text", vec!["ingest"]),
        ("instagram/comment", vec!["ingest"]),
        ("instagram/batch-two-entries", vec!["ingest", "ingest"]),
        ("instagram/mention-comment", vec!["outbound"]),
        ("instagram/dm-read", vec!["receipt"]),
        ("instagram/dm-echo", vec!["echo"]),
    ] {
        let sample = sample(name);
        let stand = door(sample.platform(), &[&sample.secret]).await;
        let event = stored("webhook", &name.replace('/', "-"), &sample.event());
        let answered = twice(&stand, &event).await;
        let kinds: Vec<_> = answered.published.iter().map(|envelope| envelope.payload.name()).collect();
        assert_eq!((answered.status, kinds), (200, expected), "{name}");
    }
}

// proves I4, ING-14: the name is the platform's, whatever the hour and whatever the bytes around it
#[tokio::test]
async fn a_redelivery_an_hour_later_in_other_bytes_is_the_same_command() {
    let sample = sample("line/text");
    let stand = door(Platform::Line, &[&sample.secret]).await;
    let first = knock(&stand, &sample.event()).await;
    stand.pass(HOUR);
    let mut redelivered: serde_json::Value = serde_json::from_str(&sample.body).unwrap();
    redelivered["events"][0]["deliveryContext"]["isRedelivery"] = true.into();
    let second = knock(&stand, &line(&sample.secret, serde_json::to_string_pretty(&redelivered).unwrap().as_bytes())).await;
    assert_eq!(
        (second.status, second.published[0].id, &second.published[0].thread),
        (200, first.published[0].id, &first.published[0].thread)
    );
    assert_eq!(second.published[0].trace, first.published[0].trace);
}

// proves ING-01: the signature is over the bytes, whichever way the gateway hands them over
#[tokio::test]
async fn a_body_in_base64_is_the_same_delivery() {
    for name in ["line/text", "instagram/dm-text"] {
        let sample = sample(name);
        let stand = door(sample.platform(), &[&sample.secret]).await;
        let plain = knock(&stand, &sample.event()).await;
        let event =
            stored("webhook", &format!("{}-base64", name.replace('/', "-")), &binary(sample.event(), sample.body.as_bytes()));
        assert_eq!(twice(&stand, &event).await, plain, "{name}");
    }
}

// proves I1, ING-18: signed, so real; unreadable, so an operator's; and never sent for ever
#[tokio::test]
async fn a_signed_body_that_cannot_be_read_is_put_aside_and_accepted() {
    let stand = door(Platform::Line, &["secret"]).await;
    for (body, kept) in [
        (&b"{\"events\": 7}"[..], "{\"events\": 7}"),
        (b"not json at all", "not json at all"),
        (b"", "base64:"),
        (b"\xff\xfe\x00", "base64://4A"),
        (b"{\"events\": [\x01]}", "base64:eyJldmVudHMiOiBbAV19"),
    ] {
        let answered = twice(&stand, &line("secret", body)).await;
        let [letter] = &answered.dead[..] else { panic!("{body:?}: {answered:?}") };
        assert_eq!((answered.status, answered.published.len(), letter.body.as_str()), (200, 0, kept), "{body:?}");
        assert!(!letter.reason.is_empty() && letter.group.is_none());
        assert_eq!(letter.id.len(), 64, "the same body is the same letter");
    }
}

// proves I1, F6: one bad event of a body loses only itself
#[tokio::test]
async fn a_body_of_which_one_event_cannot_be_read_delivers_the_others() {
    let sample = sample("line/two-users");
    let stand = door(Platform::Line, &[&sample.secret]).await;
    let mut body: serde_json::Value = serde_json::from_str(&sample.body).unwrap();
    body["events"][0]["timestamp"] = "yesterday".into();
    let body = body.to_string();
    let answered = twice(&stand, &line(&sample.secret, body.as_bytes())).await;
    assert_eq!((answered.status, answered.published.len(), answered.dead.len()), (200, 1, 1), "{answered:?}");
    assert_eq!(answered.dead[0].body, body);
    assert!(answered.dead[0].reason.contains("events[0]"), "{}", answered.dead[0].reason);
}

// proves ING-01, CH-26: one address serves several pages; each gets what names it, if its own secret vouches for the body
#[tokio::test]
async fn what_names_another_account_goes_there_if_its_secret_fits() {
    let sample = sample("instagram/dm-text");
    let body: serde_json::Value = serde_json::from_str(&sample.body).unwrap();
    let named = body["entry"][0]["messaging"][0]["recipient"]["id"].as_str().unwrap().to_owned();
    for (secret, goes_to) in [(sample.secret.as_str(), "second"), ("another app's", "demo")] {
        let mut stand = door(Platform::Instagram, &[&sample.secret]).await;
        let mut second = crate::stand::company::account("second", Platform::Instagram);
        second.external_id.clone_from(&named);
        stand.put(&second).await;
        let texts = [("signing".to_owned(), vec![secret.to_owned()])].into();
        stand.deps.secrets.put(Platform::Instagram, &slug("second"), runtime::Secret::new(texts)).await.unwrap();
        let answered = twice(&stand, &sample.event()).await;
        let Payload::Ingest(ingest) = &answered.published[0].payload else { panic!("{answered:?}") };
        assert_eq!((answered.status, ingest.item.account.as_str()), (200, goes_to), "{secret}");
        assert!(answered.published[0].thread.as_str().starts_with(&format!("instagram:{goes_to}:")));
    }
}
