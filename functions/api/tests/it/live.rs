//! The live side, the lines as they stand, noise and interactions.

use domain::{
    agent::Presence,
    event::{ConversationClosed, Whereabouts},
    id::{ConversationId, EnvelopeId},
    interaction::{Figures, Handled, Wait},
    platform::Platform,
    time::{MINUTE, SECOND, Timestamp},
};
use serde_json::{Value, json};
use store::{live, stats};

use crate::house::{House, now, offered, waiting, with};

// proves S14: a ticket works once, within a minute, for who got it; only its hash is kept
#[tokio::test]
async fn a_ticket_opens_one_socket() {
    let house = House::new().await;
    let answer = house.agent().post("/v1/live/tickets", Value::Null).await;
    assert_eq!(answer.status, 201);
    assert_eq!(answer.body["expires_at"], "2026-11-20T09:01:00.000Z");
    let ticket = answer.body["ticket"].as_str().unwrap().to_owned();
    assert!(ticket.len() >= 43);
    assert!(!format!("{:?}", house.memory.contents()).contains(&ticket));
    let table = &house.deps.table;
    assert_eq!(live::connect(table, &ticket, "c1", now().plus(61 * SECOND)).await.unwrap(), None);
    assert_eq!(live::connect(table, &ticket, "c1", now().plus(MINUTE)).await.unwrap(), Some("mina".parse().unwrap()));
    assert_eq!(live::connect(table, &ticket, "c2", now()).await.unwrap(), None);
    let hears = async |subject: &str| !live::listeners(table, &[subject.to_owned()]).await.unwrap().is_empty();
    assert!(hears("agent:mina").await && hears("queue:care").await);
    assert!(!hears("queue:sales").await && !hears("agent:yuki").await && !hears("alerts").await);
    let other = house.supervisor().post("/v1/live/tickets", json!({})).await.ok()["ticket"].as_str().unwrap().to_owned();
    assert_ne!(other, ticket);
    live::connect(table, &other, "c3", now()).await.unwrap();
    assert!(hears("queue:sales").await && hears("alerts").await, "alerts are for supervisors");
}

// proves AGT-25: after a break, what changed and what is there now
#[tokio::test]
async fn what_was_missed_is_told() {
    let house = House::new().await;
    let held = house.conversation("held", "care", with("mina")).await;
    let offer = house.conversation("offer", "care", offered("mina")).await;
    let line = house.conversation("line", "care", waiting()).await;
    house.conversation("foreign", "sales", waiting()).await;
    let stored = store::conversation::get(&house.deps.table, held.id).await.unwrap().unwrap();
    let mut changed = stored.conversation.clone();
    changed.changed_at = now();
    house.deps.table.write(store::conversation::change(Some(&stored), &changed, 50).unwrap()).await.unwrap();
    let since = now().minus(MINUTE);
    let missed = house.agent().get(&format!("/v1/live/missed?since={since}")).await.ok();
    let ids: Vec<&str> = missed["changed"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    assert_eq!(ids, [held.id.to_string()]);
    assert_eq!(missed["as_of"], now().to_string());
    assert_eq!((&missed["with"], &missed["offered"]), (&json!([held.id.to_string()]), &json!([offer.id.to_string()])));
    assert_eq!((&missed["wrap_up"], &missed["waiting"]), (&json!([]), &json!({ "care": [line.id.to_string()] })));
    let all = house.supervisor().get("/v1/live/missed?since=2026-11-20T00:00:00Z").await.ok();
    assert_eq!((all["changed"].as_array().unwrap().len(), all["waiting"]["sales"].as_array().unwrap().len()), (2, 1));
}

// proves AGT-12, AGT-14, RTE-03: a conversation as the desk needs it
#[tokio::test]
async fn a_conversation_is_shown_whole() {
    let house = House::new().await;
    let held = house.conversation("jin", "care", offered("mina")).await;
    let view = house.agent().get(&format!("/v1/conversations/{}", held.id)).await.ok();
    assert_eq!(view["customer"], json!({ "id": "jin", "name": "jin lee" }));
    let stage = json!({
        "stage": "offered", "agent": "mina", "queue": "care", "since": "2026-11-20T08:55:00.000Z",
        "until": "2026-11-20T09:01:00.000Z", "code": null,
    });
    assert_eq!(view["stage"], stage);
    assert_eq!(
        view["reply_limits"],
        json!([{ "visibility": "private", "length": 5000, "unit": "utf16",
            "shows": ["image", "choices", "card", "carousel", "links", "place", "sticker"], "shows_alone": [],
            "uploads": [{ "kind": "image", "types": ["image/jpeg", "image/png"], "largest": 1 << 20 }] }])
    );
    assert_eq!(view["interaction"]["waits"], json!([{ "queue": "care", "wait_ms": 300_000, "answered": false }]));
    assert_eq!((&view["unread"], &view["language"], &view["sentiment"]), (&json!(1), &json!("ko"), &json!("negative")));
    assert!(view.get("version").is_none());
    let rows = house.agent().get(&format!("/v1/conversations/{}/messages", held.id)).await.ok();
    let row = &rows["items"][0];
    assert_eq!(
        (&row["direction"], &row["kind"], &row["text"]),
        (&json!("in"), &json!("customer"), &json!("배송이 아직도 안 왔어요"))
    );
    let contact = house.agent().get(&format!("/v1/contacts/{}", held.contact)).await.ok();
    assert_eq!((&contact["name"], &contact["conversations"]), (&json!("jin lee"), &json!([held.id.to_string()])));
}

// proves PRF-07: the lines as they stand
#[tokio::test]
async fn the_lines_are_counted() {
    let house = House::new().await;
    house.attends("mina", Presence::OnQueue).await;
    for name in ["a", "b", "c"] {
        house.conversation(name, "care", waiting()).await;
    }
    house.conversation("held", "care", with("mina")).await;
    let lines = house.agent().get("/v1/stats/queues").await.ok();
    let expected = json!([{
        "queue": "care", "name": "CARE", "waiting": 3, "oldest_waiting_since": "2026-11-20T08:55:00.000Z",
        "agents_on_queue": 1, "held": 1, "free_places": 19,
    }]);
    assert_eq!(lines["queues"], expected);
    let lines = house.supervisor().get("/v1/stats/queues?queue=sales").await.ok();
    assert_eq!((&lines["queues"][0]["waiting"], &lines["queues"][0]["agents_on_queue"]), (&json!(0), &json!(0)));
    house.supervisor().get("/v1/stats/queues?queue=none").await.is(404, "not_found");
}

// proves ING-07: noise is counted and not kept
#[tokio::test]
async fn noise_is_counted_by_the_hour() {
    let house = House::new().await;
    let at: Timestamp = "2026-11-20T08:10:00Z".parse().unwrap();
    let items: Vec<EnvelopeId> = (0..5u8).map(|n| EnvelopeId::at(at, &[&[n]])).collect();
    for _ in 0..2 {
        stats::count_noise(&house.deps.table, &"gram".parse().unwrap(), &items).await.unwrap();
    }
    let noise = house.supervisor().get("/v1/stats/noise?account=gram&day=2026-11-20").await.ok();
    assert_eq!((&noise["total"], &noise["hours"][8], noise["hours"].as_array().unwrap().len()), (&json!(5), &json!(5), 24));
    let today = house.supervisor().get("/v1/stats/noise?account=gram").await.ok();
    assert_eq!(today, noise);
}

// proves G-6, K-06, K-07, K-08, K-14: a transferred interaction, offered and answered once in each queue
#[tokio::test]
async fn a_transferred_interaction_counts_in_both_queues() {
    let house = House::new().await;
    let at = now().minus(MINUTE);
    let (a, b) = ("care".parse().unwrap(), "sales".parse().unwrap());
    let figures = Figures {
        first_response_ms: Some(10 * MINUTE),
        since_first_customer_ms: Some(10 * MINUTE),
        average_response_ms: Some(10 * MINUTE),
        answered_episodes: 1,
        unanswered_episodes: 0,
        transfers: 1,
        handle_ms: 18 * MINUTE,
        waits: vec![Wait { queue: a, wait_ms: MINUTE, answered: true }, Wait { queue: b, wait_ms: 3 * MINUTE, answered: true }],
        handled: vec![
            Handled { agent: "mina".parse().unwrap(), handle_ms: 4 * MINUTE },
            Handled { agent: "yuki".parse().unwrap(), handle_ms: 14 * MINUTE },
        ],
    };
    let fact = ConversationClosed {
        conversation: ConversationId::at(at, &[b"c"]),
        interaction: 1,
        platform: Platform::Line,
        account: "shop".parse().unwrap(),
        whereabouts: Whereabouts { queue: "sales".parse().unwrap(), holder: Some("yuki".parse().unwrap()) },
        opened_at: at.minus(22 * MINUTE),
        closed_at: at,
        code: None,
        figures,
        escalated_by: None,
        dismissed: None,
    };
    stats::count_interaction(&house.deps.table, &fact).await.unwrap();
    stats::count_interaction(&house.deps.table, &fact).await.unwrap();
    let found = house.supervisor().get("/v1/stats/interactions?from=2026-11-20&to=2026-11-20&zone=Asia/Seoul").await.ok();
    let queue = |name: &str| found["queues"].as_array().unwrap().iter().find(|queue| queue["queue"] == name).unwrap().clone();
    let (a, b) = (queue("care"), queue("sales"));
    for (queue, wait) in [(&a, 60_000.0), (&b, 180_000.0)] {
        assert_eq!((&queue["offered"], &queue["answered"], &queue["answer_percent"]), (&json!(1), &json!(1), &json!(100.0)));
        assert_eq!((queue["average_wait_ms"].as_f64(), queue["average_speed_of_answer_ms"].as_f64()), (Some(wait), Some(wait)));
    }
    assert_eq!((&a["handled"], &a["average_handle_ms"]), (&json!(0), &Value::Null));
    assert_eq!((&b["handled"], &b["average_handle_ms"], &b["transfers"]), (&json!(1), &json!(1_080_000.0), &json!(1)));
    assert_eq!(b["average_first_response_ms"], 600_000.0);
    let one = house.supervisor().get("/v1/stats/interactions?queue=care&from=2026-11-19&to=2026-11-19").await.ok();
    assert_eq!((one["queues"].as_array().unwrap().len(), &one["queues"][0]["offered"]), (1, &json!(0)));
}
