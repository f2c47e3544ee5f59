//! An agent's work: each request sends one command, and what would be refused is refused at once.

use domain::{
    conversation::{Destination, Refused, Stage},
    event::{Reply, Route},
    id::EnvelopeId,
    message::{Body, Delivery, DeliveryState},
    platform::{Platform, Visibility},
    thread::Thread,
    time::{DAY, HOUR, MINUTE},
};
use serde_json::{Value, json};
use store::{command, commit};

use crate::house::{House, closed, failed_answer, now, offered, said, waiting, with};

pub fn path(conversation: &domain::conversation::Conversation, act: &str) -> String {
    format!("/v1/conversations/{}/{act}", conversation.id)
}

// proves I9, AGT-08: the command is the one asked for, on the conversation's own thread, and its outcome can be read
#[tokio::test]
async fn a_request_sends_one_command_and_says_where_its_outcome_is() {
    let house = House::new().await;
    let offer = house.conversation("offer", "care", offered("mina")).await;
    let answer = house.agent().post(&path(&offer, "accept"), Value::Null).await;
    assert_eq!(answer.status, 202);
    let envelope = house.sent().unwrap();
    assert_eq!(answer.body, json!({ "command": envelope.id.to_string() }));
    let location = format!("/v1/conversations/{}/commands/{}", offer.id, envelope.id);
    assert_eq!(answer.header("location"), Some(location.as_str()));
    assert_eq!((envelope.thread, envelope.at, envelope.cause), (offer.thread.clone(), now(), None));
    assert_eq!(envelope.payload, Route::Accept { conversation: offer.id, agent: "mina".parse().unwrap() }.into());
    let pending = house.agent().get(&location).await.ok();
    assert_eq!(pending, json!({ "command": envelope.id.to_string(), "state": "pending" }));
    let refused = command::refused(envelope.id, &Refused::AlreadyClosed, now()).unwrap();
    commit(&house.deps.table, envelope.id, refused, vec![], &[]).await.unwrap();
    let found = house.agent().get(&location).await.ok();
    assert_eq!((&found["state"], &found["refused"]["code"]), (&json!("refused"), &json!("already_closed")));
    assert_eq!(found["refused"]["next"], "it opens again when the customer writes");
}

// proves RTE-10, RTE-17, AGT-10, ESC-06: every move, as its command
#[tokio::test]
async fn every_move_is_its_command() {
    let house = House::new().await;
    let held = house.conversation("held", "care", with("mina")).await;
    let line = house.conversation("line", "care", waiting()).await;
    let offer = house.conversation("offer", "care", offered("mina")).await;
    let mention = crate::matrix::a_mention(&house).await;
    let failed = house.row(&held, 2, now(), failed_answer("mina")).await;
    let (mina, sora, yuki) = ("mina".parse().unwrap(), "sora".parse().unwrap(), "yuki".parse().unwrap());
    let agent = async |path: String, body: Value| {
        house.agent().post(&path, body).await.ok();
        house.sent_route()
    };
    assert_eq!(agent(path(&offer, "decline"), Value::Null).await, Route::Decline { conversation: offer.id, agent: mina });
    let mina: domain::id::AgentId = "mina".parse().unwrap();
    let assign = Route::Assign { conversation: line.id, to: mina.clone(), by: mina.clone(), over: false };
    assert_eq!(agent(path(&line, "take"), json!({})).await, assign);
    let transfer = |to: Destination, note: Option<&str>| Route::Transfer {
        conversation: held.id,
        to,
        by: mina.clone(),
        note: note.map(str::to_owned),
        over: false,
    };
    let queue = Destination::Queue { queue: "sales".parse().unwrap() };
    assert_eq!(
        agent(path(&held, "transfer"), json!({ "to": { "queue": "sales" }, "note": "vip" })).await,
        transfer(queue, Some("vip"))
    );
    let skill = Destination::Skill { skill: "korean".parse().unwrap() };
    assert_eq!(agent(path(&held, "transfer"), json!({ "to": { "skill": "korean" } })).await, transfer(skill, None));
    let to_yuki = Destination::Agent { agent: "yuki".parse().unwrap() };
    assert_eq!(agent(path(&held, "transfer"), json!({ "to": { "agent": "yuki" } })).await, transfer(to_yuki, None));
    assert_eq!(agent(path(&held, "end"), Value::Null).await, Route::End { conversation: held.id, by: mina.clone() });
    let close = Route::Close { conversation: held.id, by: mina.clone(), code: Some("refund".parse().unwrap()) };
    assert_eq!(agent(path(&held, "close"), json!({ "code": "refund" })).await, close);
    let note =
        Route::Note { conversation: held.id, by: mina.clone(), text: "look".into(), mentions: vec!["yuki".parse().unwrap()] };
    assert_eq!(agent(path(&held, "notes"), json!({ "text": "look", "mentions": ["yuki"] })).await, note);
    let resend =
        Route::Resend { conversation: held.id, message: failed, by: mina.clone(), role: Some(domain::agent::Role::Agent) };
    assert_eq!(agent(path(&held, &format!("messages/{failed}/resend")), Value::Null).await, resend);
    house.supervisor().post(&path(&line, "assign"), json!({ "to": "yuki" })).await.ok();
    assert_eq!(house.sent_route(), Route::Assign { conversation: line.id, to: yuki, by: sora, over: true });
    let answer =
        house.supervisor().post(&format!("/v1/mentions/{mention}/escalate"), json!({ "queue": "care", "note": "n" })).await;
    let envelope = house.sent().unwrap();
    assert_eq!(envelope.thread, Thread::between(Platform::Instagram, &"gram".parse().unwrap(), "ig1", Some("p1")));
    let by_hand =
        Route::EscalateByHand { mention, queue: "care".parse().unwrap(), by: "sora".parse().unwrap(), note: Some("n".into()) };
    assert_eq!(envelope.payload, by_hand.into());
    let outcome = house.supervisor().get(answer.header("location").unwrap()).await.ok();
    assert_eq!(outcome["state"], "pending");
    let answer = house.agent().put("/v1/agents/me/presence", json!({ "presence": "on_queue" })).await;
    let envelope = house.sent().unwrap();
    assert_eq!(envelope.thread, Thread::agent(&mina));
    let presence = Route::Presence { agent: mina.clone(), presence: domain::agent::Presence::OnQueue };
    assert_eq!(envelope.payload, presence.into());
    commit(&house.deps.table, envelope.id, store::agent::done("route", envelope.id, now()), vec![], &[]).await.unwrap();
    assert_eq!(house.agent().get(answer.header("location").unwrap()).await.ok()["state"], "applied");
}

// proves AGT-15, RTE-21: what is not lawful is refused at once, with why, and nothing is sent
#[tokio::test]
async fn an_unlawful_move_is_refused_at_once() {
    let house = House::new().await;
    let wrap_up = Stage::WrapUp { agent: "mina".parse().unwrap(), since: now() };
    let [line, offer, yours, mine, over, done] = [
        ("line", waiting()),
        ("offer", offered("yuki")),
        ("yours", with("yuki")),
        ("mine", with("mina")),
        ("over", closed()),
        ("done", wrap_up),
    ]
    .map(|(name, stage)| (name, stage));
    let mut made = Vec::new();
    for (name, stage) in [line, offer, yours, mine, over, done] {
        made.push(house.conversation(name, "care", stage).await);
    }
    let [line, offer, yours, mine, over, done] = &made[..] else { unreachable!() };
    for (conversation, act, body, status, code) in [
        (over, "accept", Value::Null, 409, "already_closed"),
        (mine, "accept", Value::Null, 409, "already_yours"),
        (yours, "accept", Value::Null, 409, "held_by"),
        (line, "accept", Value::Null, 409, "not_offered"),
        (offer, "accept", Value::Null, 409, "not_offered"),
        (offer, "decline", Value::Null, 409, "not_offered"),
        (mine, "decline", Value::Null, 409, "not_offered"),
        (mine, "take", Value::Null, 409, "already_yours"),
        (yours, "take", Value::Null, 409, "held_by"),
        (over, "take", Value::Null, 409, "already_closed"),
        (line, "transfer", json!({ "to": { "queue": "sales" } }), 409, "not_held"),
        (yours, "transfer", json!({ "to": { "queue": "sales" } }), 409, "held_by"),
        (over, "transfer", json!({ "to": { "queue": "sales" } }), 409, "already_closed"),
        (mine, "transfer", json!({ "to": { "queue": "none" } }), 400, "no_such"),
        (line, "end", Value::Null, 409, "not_held"),
        (yours, "end", Value::Null, 409, "held_by"),
        (yours, "close", json!({ "code": "refund" }), 409, "held_by"),
        (mine, "close", json!({}), 400, "code_not_allowed"),
        (mine, "close", json!({ "code": "unknown" }), 400, "code_not_allowed"),
        (over, "close", json!({ "code": "refund" }), 409, "already_closed"),
        (over, "replies", json!({ "text": "x" }), 409, "already_closed"),
        (yours, "replies", json!({ "text": "x" }), 409, "held_by"),
        (line, "replies", json!({ "text": "x" }), 409, "not_held"),
        (done, "replies", json!({ "text": "x" }), 409, "not_held"),
    ] {
        let place = path(conversation, act);
        house.agent().key(&place).post(&place, body).await.is(status, code);
        assert!(house.sent().is_none(), "{act} {code}");
    }
    // Out of other hands a supervisor may, and only into hands with room.
    house.supervisor().post(&path(yours, "assign"), json!({ "to": "mina" })).await.ok();
    house.admin().put("/v1/agents/mina", json!({ "name": "Mina", "capacity": 1, "queues": ["care"] })).await.ok();
    house.sent();
    house.supervisor().post(&path(yours, "assign"), json!({ "to": "mina" })).await.is(409, "full");
    house.agent().post(&path(line, "take"), Value::Null).await.is(409, "full");
    house.supervisor().post(&path(line, "take"), Value::Null).await.is(409, "no_such");
    house.supervisor().post(&path(line, "assign"), json!({ "to": "nobody" })).await.is(400, "no_such");
    let mention = crate::matrix::a_mention(&house).await;
    let verdict = domain::escalate::Verdict {
        outcome: domain::escalate::Outcome::Escalate { queue: None, skills: vec![], priority: 0 },
        tags: vec![],
        decided_by: None,
        continued: vec![],
        ..Default::default()
    };
    house.deps.table.write(vec![store::mention::judged_by_hand(mention, &verdict).unwrap()]).await.unwrap();
    let place = format!("/v1/mentions/{mention}/escalate");
    house.supervisor().post(&place, json!({ "queue": "care" })).await.is(409, "already_escalated");
    assert!(house.sent().is_none());
}

fn reply(envelope: domain::event::Envelope) -> Reply {
    match envelope.payload {
        domain::event::Payload::Route(Route::Reply(reply)) => *reply,
        other => panic!("{other:?}"),
    }
}

// proves AGT-06, AGT-07, I18-01: the canned response in the customer's language, its variables filled in
#[tokio::test]
async fn a_canned_response_is_filled_in_by_language() {
    let house = House::new().await;
    let held = house.conversation("jin", "care", with("mina")).await;
    let place = path(&held, "replies");
    house.agent().key("k1").post(&place, json!({ "canned": "late" })).await.ok();
    let sent = reply(house.sent().unwrap());
    assert_eq!(sent.text, "jin lee님, mina kim입니다");
    assert_eq!((sent.canned, sent.visibility, sent.seen), (Some("late".parse().unwrap()), Visibility::Private, None));
    let texts =
        json!({ "name": "L", "shortcut": "l", "texts": { "en": "Dear {{customer.name}}: {{queue.name}} has {{ order }}" } });
    house.supervisor().put("/v1/canned/late", texts).await.ok();
    let missing = house.agent().key("k2").post(&place, json!({ "canned": "late" })).await.is(400, "invalid");
    assert_eq!(missing.field(), "variables.order");
    assert!(house.sent().is_none());
    let body = json!({ "canned": "late", "variables": { "order": "A-7", "customer.name": "Ms Lee" }, "seen": 1 });
    house.agent().key("k3").post(&place, body).await.ok();
    let sent = reply(house.sent().unwrap());
    assert_eq!((sent.text.as_str(), sent.seen), ("Dear Ms Lee: CARE has A-7", Some(1)));
    house.agent().key("k4").post(&place, json!({ "canned": "none" })).await.is(400, "invalid");
    for (body, field) in [
        (
            json!({ "canned": "late", "variables": (0..51).map(|i| (format!("v{i}"), json!("x"))).collect::<serde_json::Map<_, _>>() }),
            "variables",
        ),
        (json!({ "canned": "late", "variables": { "order": "x".repeat(1_001) } }), "variables.order"),
    ] {
        let answer = house.agent().key("k5").post(&place, body).await.is(400, "invalid");
        assert_eq!(answer.field(), field);
    }
}

// proves CH-21, CH-22: an answer carries what its channel shows, or can say in words; what is wrong everywhere is refused at once
#[tokio::test]
async fn an_answer_carries_more_than_words() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let place = path(&held, "replies");
    let choices = |titles: &[&str]| {
        let choices: Vec<_> = titles.iter().map(|title| json!({ "id": title, "title": title })).collect();
        json!({ "carries": "choices", "choices": choices, "open": "Sizes" })
    };
    house.agent().key("c1").post(&place, json!({ "text": "Which size?", "extra": choices(&["S", "M"]) })).await.ok();
    let sent = reply(house.sent().unwrap());
    assert_eq!(sent.extra.as_ref().map(domain::reply::Extra::kind), Some("choice"));
    // A place needs no words; a video goes out as its address on LINE, which is said when it is sent.
    let place_on_a_map =
        json!({ "carries": "place", "name": "Shop", "address": "Seoul", "latitude_e6": 37_566_500, "longitude_e6": 126_978_000 });
    house.agent().key("c2").post(&place, json!({ "extra": place_on_a_map })).await.ok();
    assert_eq!(reply(house.sent().unwrap()).text, "");
    let video = json!({ "carries": "file", "kind": "video", "url": "https://files.example/a.mp4" });
    house.agent().key("c3").post(&place, json!({ "extra": video })).await.ok();
    house.sent();
    for (n, (extra, field)) in [
        (choices(&[]), "extra.choices"),
        (choices(&["S", "S"]), "extra"),
        (json!({ "carries": "file", "kind": "image", "url": "http://files.example/a.png" }), "extra.url"),
        (json!({ "carries": "template", "name": "ready", "language": "ko", "values": [] }), "extra"),
    ]
    .into_iter()
    .enumerate()
    {
        let body = json!({ "text": "?", "extra": extra });
        let refused = house.agent().key(&format!("d{n}")).post(&place, body).await.is(400, "invalid");
        assert_eq!(refused.field(), field, "{extra}");
        assert!(house.sent().is_none());
    }
}

// proves I16, I17, CH-24, CH-25: the window, the length, the way, and what the customer wrote since
#[tokio::test]
async fn an_answer_the_channel_would_not_take_is_refused_at_once() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let place = path(&held, "replies");
    let ask = async |body: Value| {
        house
            .agent()
            .key(&format!("{body}").replace(' ', "_").chars().filter(char::is_ascii_graphic).take(60).collect::<String>())
            .post(&place, body)
            .await
    };
    ask(json!({ "text": "a".repeat(5_000) })).await.ok();
    house.sent();
    let long = ask(json!({ "text": "😀".repeat(2_501) })).await.is(400, "too_long");
    assert_eq!(long.field(), "text");
    ask(json!({ "text": "x", "visibility": "public" })).await.is(400, "not_on_this_channel");
    house.row(&held, 2, now(), said("아직요?")).await;
    ask(json!({ "text": "x", "seen": 1 })).await.is(409, "outdated");
    ask(json!({ "text": "y", "seen": 2 })).await.ok();
    house.sent();
    ask(json!({ "text": "z" })).await.ok();
    house.sent();
    // Instagram: in private, a day free and a week by hand; in public, always.
    let public = house.conversation_on(Platform::Instagram, "ig1", "care", with("mina")).await;
    house.agent().key("p").post(&path(&public, "replies"), json!({ "text": "thanks" })).await.ok();
    assert_eq!(reply(house.sent().unwrap()).visibility, Visibility::Public);
    let view = house.agent().get(&format!("/v1/conversations/{}", public.id)).await.ok();
    assert_eq!(view["reply_window"], json!({ "window": "open", "until": null, "since": null }));
    let mut direct = public.clone();
    direct.visibility = Visibility::Private;
    direct.id = domain::id::ConversationId::at(now(), &[b"direct"]);
    direct.thread = Thread::between(Platform::Instagram, &direct.account, "ig1", None);
    house.deps.table.write(store::conversation::change(None, &direct, 50).unwrap()).await.unwrap();
    let last = direct.last_customer_at.unwrap();
    for (after, window, status) in [
        (23 * HOUR, "open", 202),
        (25 * HOUR, "human_only", 202),
        (7 * DAY, "human_only", 202),
        (7 * DAY + MINUTE, "closed", 409),
    ] {
        house.clock.set(last.plus(after));
        let view = house.agent().get(&format!("/v1/conversations/{}", direct.id)).await.ok();
        assert_eq!(view["reply_window"]["window"], window, "{after}");
        let answer = house.agent().key(&format!("d{after}")).post(&path(&direct, "replies"), json!({ "text": "x" })).await;
        assert_eq!(answer.status, status, "{after}: {answer:?}");
        assert_eq!(house.sent().is_some(), status == 202);
    }
    house.clock.set(now());
    house.admin().delete("/v1/accounts/shop").await.ok();
    ask(json!({ "text": "no account" })).await.is(409, "no_such");
}

// proves AGT-20, I13: only what failed or is unsure is sent again
#[tokio::test]
async fn only_a_failed_answer_is_sent_again() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let sent = Body::Agent {
        extra: None,
        agent: "mina".parse().unwrap(),
        text: "x".into(),
        canned: None,
        delivery: Delivery { state: DeliveryState::Sent, ..Delivery::queued() },
    };
    let sent = house.row(&held, 2, now(), sent).await;
    let customers = house.row(&held, 3, now(), said("?")).await;
    let none = domain::id::MessageId::at(now(), &[b"none"]);
    let resend = |id: domain::id::MessageId| path(&held, &format!("messages/{id}/resend"));
    house.agent().post(&resend(sent), Value::Null).await.is(409, "not_resendable");
    house.agent().post(&resend(customers), Value::Null).await.is(409, "not_resendable");
    house.agent().post(&resend(none), Value::Null).await.is(404, "not_found");
    assert!(house.sent().is_none());
}

// proves I15: the same key and body is the same command for ever; another body is a conflict
#[tokio::test]
async fn a_key_means_one_request() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let place = path(&held, "replies");
    let (body, other) = (json!({ "text": "one" }), json!({ "text": "two" }));
    let first = house.agent().key("k").post(&place, body.clone()).await;
    let envelope = house.sent().unwrap();
    house.clock.set(now().plus(MINUTE));
    // Not handled yet: it may never have been sent, and goes out again as the same command.
    let again = house.agent().key("k").post(&place, body.clone()).await;
    assert_eq!((again.status, &again.body, again.header("location")), (first.status, &first.body, first.header("location")));
    assert_eq!(house.sent().unwrap(), envelope);
    house.agent().key("k").post(&place, other.clone()).await.is(409, "key_reused");
    house.agent().key("k").post(&path(&held, "notes"), body.clone()).await.is(409, "key_reused");
    assert!(house.sent().is_none());
    // Another agent's key is another key.
    house.ask("yuki", "supervisor").key("k").post(&path(&held, "notes"), other.clone()).await.ok();
    house.sent();
    // Handled, and the conversation closed since: the answer is the same, and nothing is sent.
    house.carried_out(&envelope, &held, vec![]).await;
    let stored = store::conversation::get(&house.deps.table, held.id).await.unwrap().unwrap();
    let mut over = stored.conversation.clone();
    over.stage = closed();
    house.deps.table.write(store::conversation::change(Some(&stored), &over, 0).unwrap()).await.unwrap();
    let again = house.agent().key("k").post(&place, body).await;
    assert_eq!((again.status, &again.body), (first.status, &first.body));
    assert!(house.sent().is_none());
    // A request that was refused has not used its key up.
    house.agent().key("k2").post(&place, other.clone()).await.is(409, "already_closed");
    let next = house.conversation("u2", "care", with("mina")).await;
    house.agent().key("k2").post(&path(&next, "replies"), other).await.ok();
    house.sent();
    // Without a key each request is its own.
    house.agent().post(&path(&next, "end"), Value::Null).await.ok();
    let one = house.sent().unwrap().id;
    house.agent().post(&path(&next, "end"), Value::Null).await.ok();
    assert_ne!(one, house.sent().unwrap().id);
}

// proves I25: who sent a command finds its outcome even when the conversation is out of their hands by it
#[tokio::test]
async fn the_outcome_of_a_transfer_is_told_to_who_gave_it_away() {
    let house = House::new().await;
    let held = house.conversation("u1", "care", with("mina")).await;
    let answer = house.agent().post(&path(&held, "transfer"), json!({ "to": { "queue": "sales" } })).await;
    let envelope = house.sent().unwrap();
    let stored = store::conversation::get(&house.deps.table, held.id).await.unwrap().unwrap();
    let mut moved = stored.conversation.clone();
    moved.transfer(&Destination::Queue { queue: "sales".parse().unwrap() }, now()).unwrap();
    let writes = store::conversation::change(Some(&stored), &moved, 0).unwrap();
    house.carried_out(&envelope, &held, writes).await;
    house.agent().get(&format!("/v1/conversations/{}", held.id)).await.is(404, "not_found");
    assert_eq!(house.agent().get(answer.header("location").unwrap()).await.ok()["state"], "applied");
    let guessed = EnvelopeId::at(now(), &[b"guess"]);
    house.agent().get(&path(&held, &format!("commands/{guessed}"))).await.is(404, "not_found");
}

// proves ESC-10: a dismissal is a command with its reason; not after an answer, not out of other hands
#[tokio::test]
async fn an_escalation_is_dismissed_with_a_reason() {
    let house = House::new().await;
    let line = house.conversation("line", "care", waiting()).await;
    house.agent().post(&path(&line, "dismiss"), json!({ "why": "spam", "note": "bot" })).await.ok();
    let Route::Dismiss { conversation, by, why, note } = house.sent_route() else { panic!() };
    assert_eq!((conversation, by.as_str(), why.as_str(), note.as_deref()), (line.id, "mina", "spam", Some("bot")));
    let yours = house.conversation("yours", "care", with("yuki")).await;
    house.agent().post(&path(&yours, "dismiss"), json!({ "why": "spam" })).await.is(409, "held_by");
    house.agent().post(&path(&line, "dismiss"), json!({ "why": "bored" })).await.is(400, "invalid");
}
