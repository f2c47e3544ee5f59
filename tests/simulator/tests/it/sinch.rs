//! The pretend Sinch, which carries KakaoTalk: what it takes, refuses and tells.

use serde_json::{Value, json};
use simulator::{Account, FailureKind, Fault, FaultKind, Grant, Kind, Platform, Write};

use crate::bench::{Answered, Bench, HOUR, SECRET, answered, bench_of, failure_kinds, line_account};

fn account() -> Account {
    Account {
        platform: Platform::KakaoTalk,
        id: "project-1:app-1".into(),
        token: "sinch-token".into(),
        echo: true,
        ..line_account()
    }
}

fn message(person: &str, message: Value) -> Value {
    let identity = json!({ "channel": "KAKAOTALKCHAT", "identity": person });
    json!({ "app_id": "app-1", "recipient": { "identified_by": { "channel_identities": [identity] } }, "message": message,
        "message_metadata": "msg_1" })
}

async fn send(bench: &Bench, body: Value) -> Answered {
    let url = format!("{}/v1/projects/project-1/messages:send", bench.simulator.sinch_api());
    answered(bench.http.post(url).bearer_auth("sinch-token").json(&body)).await
}

// proves DEV-02: callbacks are signed as Sinch documents it: body, nonce and time, and anything else is another signature
#[tokio::test]
async fn callbacks_are_signed_and_hold_what_is_documented() {
    let bench = bench_of(vec![account()]).await;
    let write = |kind| Write { text: Some("안녕하세요".to_owned()), ..Write::new(Platform::KakaoTalk, "demo", kind) };
    for (kind, key) in [
        (Kind::Text, "text_message"),
        (Kind::Image, "media_message"),
        (Kind::File, "media_message"),
        (Kind::Location, "location_message"),
        (Kind::Postback, "choice_response_message"),
        (Kind::Unsupported, "fallback_message"),
    ] {
        let written = bench.client.write("mina", &write(kind)).await.unwrap();
        let seen = bench.product.seen().pop().unwrap();
        let body = seen.json();
        assert_eq!(seen.path, "/in/kakaotalk/demo");
        assert_eq!(body["message"]["id"].as_str(), written.external_id.as_deref());
        assert_eq!((&body["project_id"], &body["app_id"]), (&json!("project-1"), &json!("app-1")));
        assert!(body["message"]["contact_message"][key].is_object(), "{body}");
        assert_eq!(body["message"]["channel_identity"]["identity"], json!(written.user_id));
        let signed = |bytes: &[u8]| simulator::signature::sign(Platform::KakaoTalk, SECRET, bytes);
        assert!(seen.signature.is_some_and(|value| value.len() == 44 && value != signed(&seen.body)));
    }
    // A file is had by whoever has its address.
    bench.client.write("mina", &write(Kind::Image)).await.unwrap();
    let body = bench.product.seen().pop().unwrap().json();
    let url = body["message"]["contact_message"]["media_message"]["url"].as_str().unwrap().to_owned();
    assert!(url.ends_with(".png"));
    let file = bench.http.get(url).send().await.unwrap();
    assert_eq!((file.status().as_u16(), file.headers()["content-type"].to_str().unwrap()), (200, "image/png"));
    // Published with the provider's own libraries.
    let queued = r#"{"app_id":"01EB37HMH1M6SV18BSNS3G135H","accepted_time":"2020-11-17T15:09:11.659Z","project_id":"c36f3d3d-1513-2edd-ae42-11995557ff61","message_delivery_report":{"message_id":"01EQBC1A3BEK731GY4YXEN0C2R","conversation_id":"01EPYATA64TMNZ1FV02JKF12JF","status":"QUEUED_ON_CHANNEL","contact_id":"01EXA07N79THJ20WSN6AS30TMW"}}"#;
    let (beside, covers) =
        simulator::signature::covered(Platform::KakaoTalk, queued.as_bytes(), "01FJA8B4A7BM43YGWSG9GBV067", 1_634_579_353);
    assert_eq!(beside[2], ("x-sinch-webhook-signature-algorithm", "HmacSHA256".to_owned()));
    let signature = simulator::signature::sign(Platform::KakaoTalk, "foo_secret1234", &covers);
    assert_eq!(signature, "Yc+3R1pIS78xLASybulhs8BsSo9BPB3Pr92QCUoczfk=");
}

// proves DEV-02: what is taken is queued and reported; nobody hears it once the consultation is over; what is wrong is refused
#[tokio::test]
async fn an_answer_is_queued_and_what_became_of_it_is_told() {
    let bench = bench_of(vec![account()]).await;
    let written = bench.client.write("mina", &Write::text(Platform::KakaoTalk, "demo", "안녕하세요")).await.unwrap();
    let person = written.user_id;
    let text = |words: &str| message(&person, json!({ "text_message": { "text": words } }));
    let reported = async |expected: &[&str]| {
        bench.client.idle().await.unwrap();
        let bodies: Vec<Value> = bench.product.seen().iter().map(|seen| seen.json()["message_delivery_report"].clone()).collect();
        let mut told: Vec<String> = bodies
            .iter()
            .filter(|one| one["metadata"] == "msg_1")
            .map(|one| one["status"].as_str().unwrap().to_owned())
            .collect();
        told.sort();
        assert_eq!(told, expected);
    };
    let taken = send(&bench, text("네")).await;
    assert!(taken.status == 200 && taken.body["message_id"].as_str().is_some_and(|id| id.len() == 26), "{}", taken.body);
    reported(&["DELIVERED", "QUEUED_ON_CHANNEL"]).await;
    let choice = json!({ "choice_message": { "text_message": { "text": "?" },
        "choices": [{ "text_message": { "text": "예" }, "postback_data": "yes" }] } });
    assert_eq!(send(&bench, message(&person, choice)).await.status, 200);
    let hooks = format!("{}/v1/projects/project-1/apps/app-1/webhooks", bench.simulator.sinch_api());
    let hooks = answered(bench.http.get(hooks).bearer_auth("sinch-token")).await;
    assert_eq!(hooks.body["webhooks"][0]["triggers"][0], "MESSAGE_INBOUND");
    assert_eq!(failure_kinds(&bench).await, Vec::<FailureKind>::new());

    let fault = Fault::new("messages", FaultKind::RateLimited { retry_after: Some(2) }).on(Platform::KakaoTalk).times(1);
    bench.client.misbehave(&[fault]).await.unwrap();
    let limited = send(&bench, text("네")).await;
    assert_eq!((limited.status, limited.body["error"]["status"].as_str()), (429, Some("RESOURCE_EXHAUSTED")));

    bench.client.advance(30 * 24 * HOUR + 1_000).await.unwrap();
    assert_eq!(send(&bench, text("늦었지요")).await.status, 200, "whether anybody hears is told later");
    reported(&["DELIVERED", "DELIVERED", "FAILED", "QUEUED_ON_CHANNEL", "QUEUED_ON_CHANNEL"]).await;
    let sent = bench.client.sent().await.unwrap();
    assert_eq!(sent.iter().map(|one| one.delivered).collect::<Vec<_>>(), [true, true, false]);

    assert_eq!(send(&bench, text(&"가".repeat(1_001))).await.status, 400);
    assert_eq!(send(&bench, json!({ "app_id": "app-1", "txet": 1 })).await.status, 400);
    assert_eq!(send(&bench, json!({ "app_id": "app-2" })).await.status, 404);
    assert_eq!(send(&bench, message(&person, json!({ "card_message": {} }))).await.status, 400);
    use FailureKind::{OverLimit, UnknownField, WrongAccount};
    assert_eq!(failure_kinds(&bench).await, [OverLimit, UnknownField, WrongAccount, UnknownField]);
}

// proves DEV-02, CH-26: a token lives an hour, and the next is given for the app's own name and secret
#[tokio::test]
async fn tokens_are_given_to_the_app_itself() {
    let grant = Grant { client_id: "key".into(), client_secret: Some("key-secret".into()), refresh_token: String::new() };
    let bench = bench_of(vec![Account { grant: Some(grant), ..account() }]).await;
    let person = bench.client.write("mina", &Write::text(Platform::KakaoTalk, "demo", "hi")).await.unwrap().user_id;
    let text = || message(&person, json!({ "text_message": { "text": "a" } }));
    assert_eq!(send(&bench, text()).await.status, 200);
    bench.client.advance(HOUR + 1_000).await.unwrap();
    assert_eq!(send(&bench, text()).await.status, 401);
    let ask = async |secret: &str, kind: &str| {
        let url = format!("{}/oauth2/token", bench.simulator.sinch_api());
        answered(
            bench
                .http
                .post(url)
                .basic_auth("key", Some(secret))
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("grant_type={kind}")),
        )
        .await
    };
    assert_eq!(ask("wrong", "client_credentials").await.status, 401);
    assert_eq!(ask("key-secret", "refresh_token").await.status, 400);
    let given = ask("key-secret", "client_credentials").await;
    assert_eq!(given.body["expires_in"], 3_600);
    let url = format!("{}/v1/projects/project-1/messages:send", bench.simulator.sinch_api());
    let token = given.body["access_token"].as_str().unwrap();
    assert_eq!(answered(bench.http.post(url).bearer_auth(token).json(&text())).await.status, 200);
}

// proves DEV-02, CH-16: a number's text messages, with pictures by MMS; the token tells which channel of the interface is spoken by
#[tokio::test]
async fn text_messages_go_by_the_same_interface() {
    let number = Account { platform: Platform::Sms, id: "project-1:app-2".into(), token: "sms-token".into(), ..account() };
    let bench = bench_of(vec![account(), number]).await;
    let written = bench.client.write("mina", &Write::new(Platform::Sms, "demo", Kind::Image)).await.unwrap();
    let seen = bench.product.seen().pop().unwrap();
    assert_eq!((seen.path.as_str(), &seen.json()["message"]["channel_identity"]["channel"]), ("/in/sms/demo", &json!("MMS")));
    assert!(written.user_id.starts_with("8210") && written.user_id.len() == 12);
    let text = |words: String| {
        json!({ "app_id": "app-2", "message": { "text_message": { "text": words } }, "message_metadata": "msg_1",
            "channel_properties": { "SMS_SENDER": "+46700000001" },
            "recipient": { "identified_by": { "channel_identities": [{ "channel": "SMS", "identity": written.user_id }] } } })
    };
    let url = format!("{}/v1/projects/project-1/messages:send", bench.simulator.sinch_api());
    let send = async |words: String| answered(bench.http.post(&url).bearer_auth("sms-token").json(&text(words))).await.status;
    assert_eq!((send("Yes".into()).await, send("가".repeat(670)).await, send("가".repeat(671)).await), (200, 200, 400));
    assert_eq!(failure_kinds(&bench).await, [FailureKind::OverLimit]);
    assert_eq!(bench.client.sent().await.unwrap()[0].platform, Platform::Sms);
}
