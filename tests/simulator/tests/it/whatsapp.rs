//! The pretend WhatsApp: what it takes, refuses, tells and remembers.

use serde_json::{Value, json};
use simulator::{Account, FailureKind, Fault, FaultKind, Kind, Platform, Write, meta, whatsapp_user};

use crate::bench::{Answered, Bench, DEMO, HOUR, PHONE, PHONE_TOKEN, answered, bench, bench_of, failure_kinds, whatsapp_account};
use crate::forms::{made, same_form};

fn write(kind: Kind) -> Write {
    Write { text: Some("hello".to_owned()), ..Write::new(Platform::WhatsApp, DEMO, kind) }
}

fn bare(kind: Kind) -> Write {
    Write::new(Platform::WhatsApp, DEMO, kind)
}

async fn send(bench: &Bench, body: Value) -> Answered {
    answered(bench.phone_call("POST", &format!("{PHONE}/messages")).json(&body)).await
}

fn message(to: &str, more: Value) -> Value {
    let mut body = json!({"messaging_product": "whatsapp", "recipient_type": "individual", "to": to});
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

fn text(to: &str, words: &str) -> Value {
    message(to, json!({"type": "text", "text": {"body": words}}))
}

fn template(to: &str) -> Value {
    message(
        to,
        json!({"type": "template", "template": {"name": "order_ready", "language": {"policy": "deterministic", "code": "ko"}}}),
    )
}

// proves DEV-02: WhatsApp webhooks have the keys of the recorded ones.
#[tokio::test]
async fn whatsapp_webhooks_have_the_recorded_form() {
    let bench = bench_of(vec![whatsapp_account()]).await;
    made(&bench, write(Kind::Text)).await;
    assert_eq!(send(&bench, text(&whatsapp_user(DEMO, "mina"), "hi")).await.status, 200);
    const AT: &str = ".entry[].changes[].value";
    let scoped = [format!("{AT}.contacts[].user_id"), format!("{AT}.contacts[].parent_user_id")];
    for (made, name) in [
        (made(&bench, bare(Kind::Audio)).await, "whatsapp/restfb-incoming-message-audio.json"),
        (made(&bench, write(Kind::File)).await, "whatsapp/restfb-incoming-message-document.json"),
        (made(&bench, write(Kind::Video)).await, "whatsapp/restfb-incoming-message-video.json"),
        (made(&bench, bare(Kind::Contacts)).await, "whatsapp/restfb-incoming-message-contacts.json"),
        (made(&bench, bare(Kind::Location)).await, "whatsapp/restfb-incoming-message-location.json"),
        (made(&bench, bare(Kind::Reaction)).await, "whatsapp/restfb-incoming-message-emoji.json"),
        (made(&bench, bare(Kind::Postback)).await, "whatsapp/restfb-incoming-message-interactive-btn.json"),
    ] {
        same_form(&made, name, &[]);
    }
    // Recorded later, when people had business-scoped ids as well.
    for (mut made, name) in [
        (made(&bench, write(Kind::Text)).await, "whatsapp/pywa-message-text.json"),
        (made(&bench, bare(Kind::Image)).await, "whatsapp/pywa-message-image.json"),
        (made(&bench, bare(Kind::Sticker)).await, "whatsapp/pywa-message-static_sticker.json"),
        (made(&bench, bare(Kind::Unsupported)).await, "whatsapp/pywa-message-unsupported.json"),
        (made(&bench, bare(Kind::Read)).await, "whatsapp/pywa-message_status-read.json"),
    ] {
        let contact = &mut made["entry"][0]["changes"][0]["value"]["contacts"][0];
        for key in &scoped {
            contact[key.rsplit('.').next().unwrap()] = json!("US.1");
        }
        same_form(&made, name, &[]);
    }
    bench.client.write("@kai", &write(Kind::Text)).await.unwrap();
    let named = bench.product.seen().pop().unwrap().json();
    let value = &named["entry"][0]["changes"][0]["value"];
    assert_eq!(value["messages"][0].get("from"), None);
    assert_eq!(value["messages"][0]["from_user_id"], value["contacts"][0]["user_id"]);
}

// proves DEV-02: every WhatsApp kind can be made.
#[tokio::test]
async fn every_whatsapp_kind_is_made() {
    let bench = bench_of(vec![whatsapp_account()]).await;
    made(&bench, write(Kind::Text)).await;
    assert_eq!(send(&bench, text(&whatsapp_user(DEMO, "mina"), "hi")).await.status, 200);
    for kind in meta::whatsapp::KINDS {
        let body = made(&bench, write(*kind)).await;
        let change = &body["entry"][0]["changes"][0];
        assert_eq!((&body["object"], &change["field"]), (&json!("whatsapp_business_account"), &json!("messages")), "{kind:?}");
        assert_eq!(change["value"]["metadata"]["phone_number_id"], json!(PHONE), "{kind:?}");
    }
}

// proves CH-10, CH-25: a day after the customer's last message only a template goes out.
#[tokio::test]
async fn only_a_template_goes_out_after_a_day() {
    let bench = bench().await;
    let stranger = "821012345678";
    assert_eq!(send(&bench, text(stranger, "hi")).await.graph_error(), (131_047, None));
    assert_eq!(send(&bench, template(stranger)).await.status, 200);
    let to = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    let answer = send(&bench, text(&to, "hi")).await;
    assert_eq!((answer.status, &answer.body["contacts"][0]["wa_id"]), (200, &json!(to)));
    assert!(answer.body["messages"][0]["id"].as_str().unwrap().starts_with("wamid."));
    bench.client.advance(24 * HOUR - 60_000).await.unwrap();
    assert_eq!(send(&bench, text(&to, "just in time")).await.status, 200);
    bench.client.advance(60_000).await.unwrap();
    assert_eq!(send(&bench, text(&to, "late")).await.graph_error(), (131_047, None));
    assert_eq!(send(&bench, template(&to)).await.status, 200);
    // Somebody without a number is reached by the scoped id.
    let scoped = bench.client.write("@kai", &write(Kind::Text)).await.unwrap().user_id;
    let mut body = text("", "hi");
    body.as_object_mut().unwrap().remove("to");
    body["recipient"] = json!(scoped);
    assert_eq!(send(&bench, body).await.body["contacts"][0]["user_id"], json!(scoped));
    assert_eq!(failure_kinds(&bench).await, []);
}

// proves CH-23, I13: what became of a message is told, out of order, with our callback data in it.
#[tokio::test]
async fn statuses_bring_the_callback_data_back() {
    let bench = bench_of(vec![Account { echo: true, ..whatsapp_account() }]).await;
    let to = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    let mut body = text(&to, "hi");
    body["biz_opaque_callback_data"] = json!("msg_1");
    let answer = send(&bench, body).await;
    bench.client.idle().await.unwrap();
    let mut states = Vec::new();
    for seen in &bench.product.seen()[1..] {
        let status = &seen.json()["entry"][0]["changes"][0]["value"]["statuses"][0];
        assert_eq!((&status["id"], &status["biz_opaque_callback_data"]), (&answer.body["messages"][0]["id"], &json!("msg_1")));
        assert_eq!(status["recipient_id"], json!(to));
        states.push(status["status"].as_str().unwrap().to_owned());
    }
    states.sort();
    assert_eq!(states, ["delivered", "sent"]);
}

// proves I13: a send whose answer is lost is settled by its statuses, and by nothing else
#[tokio::test]
async fn a_send_whose_answer_is_lost_is_told_of_by_its_statuses() {
    let bench = bench_of(vec![Account { echo: true, ..whatsapp_account() }]).await;
    let to = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    for (fault, status, statuses) in [
        (FaultKind::TimeoutAfterAccept { ms: 10 }, None, 2),
        (FaultKind::ServerErrorAfterAccept, Some(500), 2),
        (FaultKind::ServerError, Some(500), 0),
        (FaultKind::RateLimited { retry_after: None }, Some(429), 0),
    ] {
        let before = bench.product.seen().len();
        bench.client.misbehave(&[Fault::new("messages", fault.clone()).on(Platform::WhatsApp).times(1)]).await.unwrap();
        let mut body = text(&to, "hi");
        body["biz_opaque_callback_data"] = json!("msg_1");
        let answer = bench.phone_call("POST", &format!("{PHONE}/messages")).json(&body).send().await;
        assert_eq!(answer.ok().map(|answer| answer.status().as_u16()), status, "{fault:?}");
        bench.client.idle().await.unwrap();
        let told = &bench.product.seen()[before..];
        assert_eq!(told.len(), statuses, "{fault:?}");
        let ours =
            |seen: &crate::bench::Seen| String::from_utf8_lossy(&seen.body).contains(r#""biz_opaque_callback_data":"msg_1""#);
        assert!(told.iter().all(ours), "{fault:?}");
    }
    bench.client.misbehave(&[Fault::new("messages", FaultKind::ServerError).on(Platform::WhatsApp).times(1)]).await.unwrap();
    assert_eq!(send(&bench, text(&to, "hi")).await.graph_error(), (131_000, None));
}

// proves DEV-02: what WhatsApp refuses is refused with its codes, and what should never come is on the record.
#[tokio::test]
async fn wrong_messages_are_refused_and_recorded() {
    let bench = bench().await;
    let to = bench.client.write("mina", &write(Kind::Text)).await.unwrap().user_id;
    let to = to.as_str();
    let buttons = |titles: &[&str]| {
        let button = |title: &&str| json!({"type": "reply", "reply": {"id": title, "title": title}});
        let action = json!({"buttons": titles.iter().map(button).collect::<Vec<_>>()});
        json!({"type": "interactive", "interactive": {"type": "button", "body": {"text": "?"}, "action": action}})
    };
    assert_eq!(send(&bench, message(to, buttons(&["a", "b", "c"]))).await.status, 200);
    assert_eq!(send(&bench, text(to, &"가".repeat(4_096))).await.status, 200);
    let rows = json!([{"id": "s", "title": "S"}, {"id": "m", "title": "M"}]);
    let action = json!({"button": "Choose", "sections": [{"rows": rows}]});
    for right in [
        json!({"type": "interactive", "interactive": {"type": "list", "body": {"text": "?"}, "action": action}}),
        json!({"type": "image", "image": {"link": "https://files.example/1", "caption": "look"}}),
        json!({"type": "audio", "audio": {"link": "https://files.example/1"}}),
        json!({"type": "document", "document": {"link": "https://files.example/1", "filename": "a.pdf", "caption": "look"}}),
        json!({"type": "template", "template": {"name": "a", "language": {"policy": "deterministic", "code": "ko"},
               "components": [{"type": "body", "parameters": [{"type": "text", "text": "1042"}]}]}}),
    ] {
        let answer = send(&bench, message(to, right.clone())).await;
        assert_eq!(answer.status, 200, "{right} {}", answer.body);
    }
    use FailureKind::{Malformed, OverLimit, UnknownField};
    let rows = [
        (text(to, &"가".repeat(4_097)), 131_009, OverLimit),
        (text(to, ""), 131_009, Malformed),
        (text("mina", "x"), 131_009, Malformed),
        (json!({"to": to, "type": "text", "text": {"body": "x"}}), 100, Malformed),
        (json!({"messaging_product": "whatsapp", "type": "text", "text": {"body": "x"}}), 131_008, Malformed),
        (message(to, json!({"type": "text"})), 131_008, Malformed),
        (message(to, json!({"type": "image", "image": {"link": "ftp://a"}})), 131_009, Malformed),
        (message(to, json!({"type": "audio", "audio": {"link": "https://a", "caption": "x"}})), 100, UnknownField),
        (message(to, buttons(&["a", "b", "c", "d"])), 131_009, OverLimit),
        (message(to, buttons(&["a", "a"])), 131_009, Malformed),
        (message(to, buttons(&[&"x".repeat(21)])), 131_009, OverLimit),
        (message(to, json!({"type": "template", "template": {"name": "No", "language": {"code": "ko"}}})), 132_001, Malformed),
    ];
    let mut expected = Vec::new();
    for (body, code, kind) in rows {
        assert_eq!(send(&bench, body.clone()).await.graph_error().0, code, "{body}");
        expected.push(kind);
        assert_eq!(failure_kinds(&bench).await, expected, "{body}");
    }
    let Some(_) = crate::bench::shared() else { return };
    // Only the published description knows these.
    let odd = message(to, json!({"type": "text", "text": {"body": "x", "bold": true}}));
    assert_eq!(send(&bench, odd).await.graph_error().0, 100);
    assert_eq!(failure_kinds(&bench).await.last(), Some(&UnknownField));
    let mut odd = text(to, "x");
    odd["colour"] = json!("red");
    assert_eq!(send(&bench, odd).await.graph_error().0, 100);
}

// proves CH-10: a file is looked up by its id; its address lives five minutes and needs the token.
#[tokio::test]
async fn a_file_is_looked_up_and_its_address_expires() {
    let bench = bench().await;
    let body = made(&bench, bare(Kind::Image)).await;
    let image = &body["entry"][0]["changes"][0]["value"]["messages"][0]["image"];
    let found = answered(bench.phone_call("GET", image["id"].as_str().unwrap())).await;
    assert_eq!((found.status, &found.body["mime_type"]), (200, &image["mime_type"]));
    let url = found.body["url"].as_str().unwrap();
    let fetch = |token: &str| bench.http.get(url).bearer_auth(token).send();
    assert_eq!(bench.http.get(url).send().await.unwrap().status(), 401);
    let bytes = fetch(PHONE_TOKEN).await.unwrap().bytes().await.unwrap();
    assert_eq!(json!(bytes.len()), found.body["file_size"]);
    bench.client.advance(5 * 60_000).await.unwrap();
    assert_eq!(fetch(PHONE_TOKEN).await.unwrap().status(), 403);
    assert_eq!(answered(bench.phone_call("GET", "1")).await.graph_error(), (100, Some(33)));
    let read = json!({
        "messaging_product": "whatsapp", "status": "read",
        "message_id": body["entry"][0]["changes"][0]["value"]["messages"][0]["id"], "typing_indicator": {"type": "text"},
    });
    assert_eq!(send(&bench, read).await.body, json!({"success": true}));
}

// proves DEV-02, CH-26: a number tells what its health is asked by, and nothing that a number does not have
#[tokio::test]
async fn a_number_tells_its_fields() {
    let bench = bench_of(vec![whatsapp_account()]).await;
    let ask = |fields: &str| bench.phone_call("GET", &format!("{PHONE}?fields={fields}"));
    let number = answered(ask("verified_name,quality_rating,display_phone_number")).await;
    assert_eq!((number.status, number.body["quality_rating"].as_str()), (200, Some("GREEN")), "{:?}", number.body);
    assert!(number.body["verified_name"].is_string() && number.body["username"].is_null());
    assert_eq!(answered(ask("username")).await.status, 400);
}
