//! The pretend Instagram: what it takes, refuses and remembers.

use serde_json::{Value, json};
use simulator::{FailureKind, Kind, Platform, Write, instagram_user, signature};

use crate::bench::{
    Bench, DEMO, HOUR, IGID, META_TOKEN, SECRET, answered, bench, bench_of, commenter, failure_kinds, instagram_account,
};

async fn writer(bench: &Bench) -> String {
    bench.client.write("mina", &Write::text(Platform::Instagram, DEMO, "hello")).await.unwrap().user_id
}

// proves CH-07: the 24 hour window, the human-agent tag to seven days, nothing beyond.
#[tokio::test]
async fn the_reply_window_closes_and_the_tag_stretches_it() {
    let bench = bench().await;
    let to = writer(&bench).await;
    let answer = bench.direct(&to, "hello").await;
    assert_eq!((answer.status, &answer.body["recipient_id"]), (200, &json!(to)));
    let mid = answer.body["message_id"].as_str().unwrap();
    assert!(mid.starts_with("aWdf"));
    let sent = bench.client.sent().await.unwrap();
    assert_eq!((sent.len(), sent[0].id.as_str(), sent[0].text.as_deref()), (1, mid, Some("hello")));

    let tagged = json!({
        "recipient": {"id": to}, "message": {"text": "late"}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT",
    });
    bench.client.advance(24 * HOUR - 60_000).await.unwrap();
    assert_eq!(bench.direct(&to, "just in time").await.status, 200);
    bench.client.advance(60_000).await.unwrap();
    let closed = bench.direct(&to, "too late").await;
    assert_eq!((closed.status, closed.graph_error()), (400, (10, Some(2_534_022))));
    assert!(closed.body["error"]["fbtrace_id"].is_string());
    assert_eq!(bench.message(tagged.clone()).await.status, 200);
    bench.client.advance(6 * 24 * HOUR).await.unwrap();
    assert_eq!(bench.message(tagged).await.graph_error(), (10, Some(2_534_022)));
    // The customer writes again and the window is open again.
    writer(&bench).await;
    assert_eq!(bench.direct(&to, "open").await.status, 200);
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves DEV-02: what Instagram refuses is refused with its codes; what should never come is on the record.
#[tokio::test]
async fn wrong_messages_are_refused_and_recorded() {
    let bench = bench().await;
    let to = writer(&bench).await;
    let stranger = instagram_user(DEMO, "nobody");
    assert_eq!(bench.direct(&stranger, "x").await.graph_error(), (100, Some(2_018_001)));
    assert_eq!(failure_kinds(&bench).await, []);
    let to_them = |more: Value| {
        let mut body = json!({"recipient": {"id": to}});
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let rows: Vec<(Value, FailureKind)> = vec![
        // 334 Hangul syllables are 1,002 bytes.
        (to_them(json!({"message": {"text": "가".repeat(334)}})), FailureKind::OverLimit),
        (to_them(json!({"message": {"text": ""}})), FailureKind::Malformed),
        (to_them(json!({"message": {}})), FailureKind::Malformed),
        (to_them(json!({})), FailureKind::Malformed),
        (to_them(json!({"message": {"text": "x", "txt": 1}})), FailureKind::UnknownField),
        (to_them(json!({"message": {"text": "x"}, "persona": 1})), FailureKind::UnknownField),
        (to_them(json!({"message": {"text": "x"}, "messaging_type": "MESSAGE_TAG"})), FailureKind::Malformed),
        (to_them(json!({"message": {"text": "x"}, "tag": "ACCOUNT_UPDATE"})), FailureKind::Malformed),
        (to_them(json!({"message": {"attachment": {"type": "image", "payload": {}}}})), FailureKind::Malformed),
        (to_them(json!({"message": {"attachment": {"type": "poem"}}})), FailureKind::Malformed),
        (json!({"recipient": {"id": to, "comment_id": "1"}, "message": {"text": "x"}}), FailureKind::Malformed),
        (json!({"message": {"text": "x"}}), FailureKind::Malformed),
        (to_them(json!({"sender_action": "dance"})), FailureKind::Malformed),
    ];
    let mut expected = Vec::new();
    for (body, kind) in rows {
        let answer = bench.message(body.clone()).await;
        assert_eq!((answer.status, answer.graph_error().0), (400, 100), "{body}");
        expected.push(kind);
        assert_eq!(failure_kinds(&bench).await, expected, "{body}");
    }
    assert_eq!(bench.direct(&to, &"가".repeat(333)).await.status, 200);
    assert_eq!(bench.message(to_them(json!({"sender_action": "typing_on"}))).await.body, json!({"recipient_id": to}));
    assert_eq!(bench.client.sent().await.unwrap().len(), 1);
}

// proves DEV-02: token, proof, version and account of a call are checked.
#[tokio::test]
async fn a_call_must_show_the_right_token_proof_version_and_account() {
    let bench = bench().await;
    let to = writer(&bench).await;
    let body = json!({"recipient": {"id": to}, "message": {"text": "x"}});
    let base = bench.simulator.meta_api();
    let send = |url: String| answered(bench.http.post(url).json(&body));
    let bad = send(format!("{base}/{IGID}/messages")).await;
    assert_eq!((bad.status, bad.graph_error()), (401, (190, None)));
    assert_eq!(send(format!("{base}/me/messages?access_token={META_TOKEN}")).await.status, 200);
    let proof = signature::app_secret_proof(SECRET, META_TOKEN);
    let with_proof = |proof: &str| format!("{base}/{IGID}/messages?access_token={META_TOKEN}&appsecret_proof={proof}");
    // The query also names parameters of the call, so a proof is one of its known fields.
    assert_eq!(send(with_proof(&proof)).await.status, 200);
    assert_eq!(failure_kinds(&bench).await, []);
    assert_eq!(send(with_proof("00")).await.graph_error(), (100, None));
    assert_eq!(bench.message(body.clone()).await.status, 200);
    assert_eq!(answered(bench.meta_call("POST", "17841400000000778/messages").json(&body)).await.graph_error().1, Some(33));
    let old = base.replace("v25.0", "v19.0");
    assert_eq!(send(format!("{old}/{IGID}/messages?access_token={META_TOKEN}")).await.status, 400);
    assert_eq!(failure_kinds(&bench).await, [FailureKind::AppSecretProof, FailureKind::WrongAccount, FailureKind::UnknownPath]);
    let log = serde_json::to_string(&bench.client.log(&simulator::LogQuery::default()).await.unwrap()).unwrap();
    assert!(!log.contains(META_TOKEN) && !log.contains(&proof), "the log shows a token");
}

// proves CH-07: who wrote in private can be looked up; pictures are served without a token until they expire.
#[tokio::test]
async fn profiles_and_media_are_served() {
    let bench = bench().await;
    let named = Write { name: Some("Mina Kim".to_owned()), ..Write::new(Platform::Instagram, DEMO, Kind::Image) };
    let to = bench.client.write("mina", &named).await.unwrap().user_id;
    let profile = answered(bench.meta_call("GET", &format!("{to}?fields=name,username,profile_pic,follower_count"))).await;
    assert_eq!((&profile.body["name"], &profile.body["username"]), (&json!("Mina Kim"), &json!("mina_kim")));
    let picture = profile.body["profile_pic"].as_str().unwrap();
    assert_eq!(bench.http.get(picture).send().await.unwrap().status(), 200);
    let message = bench.product.seen()[0].json()["entry"][0]["messaging"][0]["message"].clone();
    let url = message["attachments"][0]["payload"]["url"].as_str().unwrap().to_owned();
    let got = bench.http.get(&url).send().await.unwrap();
    assert_eq!((got.status().as_u16(), got.headers()["content-type"].to_str().unwrap()), (200, "image/png"));
    bench.client.advance(25 * HOUR).await.unwrap();
    assert_eq!(bench.http.get(&url).send().await.unwrap().status(), 403);
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves I6: an accepted message comes back as an echo when switched on; receipts come on order.
#[tokio::test]
async fn echoes_and_read_receipts_come_back() {
    let bench = bench_of(vec![simulator::Account { echo: true, ..instagram_account() }]).await;
    let to = writer(&bench).await;
    let body = json!({"recipient": {"id": to}, "message": {"text": "restocked"}, "metadata": "msg_1"});
    let mid = bench.message(body).await.body["message_id"].clone();
    bench.client.idle().await.unwrap();
    let echo = bench.product.seen()[1].json()["entry"][0]["messaging"][0].clone();
    assert_eq!((&echo["sender"]["id"], &echo["recipient"]["id"]), (&json!(IGID), &json!(to)));
    assert_eq!(echo["message"], json!({"mid": mid, "text": "restocked", "is_echo": true, "metadata": "msg_1"}));
    bench.client.write("mina", &Write::new(Platform::Instagram, DEMO, Kind::Read)).await.unwrap();
    assert_eq!(bench.product.seen()[2].json()["entry"][0]["messaging"][0]["read"], json!({"mid": mid}));
    let (_, comment) = commenter(&bench, "hm").await;
    let reply = bench.meta_call("POST", &format!("{comment}/replies")).json(&json!({"message": "sorry"}));
    assert_eq!(answered(reply).await.status, 200);
    bench.client.idle().await.unwrap();
    let own = bench.product.seen()[4].json()["entry"][0]["changes"][0].clone();
    assert_eq!((&own["value"]["from"]["id"], &own["value"]["parent_id"]), (&json!(IGID), &json!(comment)));
    // An echo, a receipt and an own comment do not open the window.
    bench.client.advance(24 * HOUR).await.unwrap();
    assert_eq!(bench.direct(&to, "x").await.graph_error(), (10, Some(2_534_022)));
}

// proves CH-07: a message, a tapped button and a reaction open the window; the rest of what a customer does does not.
#[tokio::test]
async fn only_what_a_customer_says_opens_the_window() {
    let bench = bench().await;
    let to = writer(&bench).await;
    assert_eq!(bench.direct(&to, "hello").await.status, 200);
    let rows = [
        (Kind::Text, true),
        (Kind::Image, true),
        (Kind::Postback, true),
        (Kind::Reaction, true),
        (Kind::Unsend, false),
        (Kind::Read, false),
        (Kind::Comment, false),
    ];
    for (kind, opens) in rows {
        bench.client.advance(24 * HOUR).await.unwrap();
        assert_eq!(bench.direct(&to, "x").await.graph_error(), (10, Some(2_534_022)), "{kind:?}");
        let write = Write { text: Some("hm".to_owned()), ..Write::new(Platform::Instagram, DEMO, kind) };
        bench.client.write("mina", &write).await.unwrap();
        assert_eq!(bench.direct(&to, "x").await.status == 200, opens, "{kind:?}");
    }
}
