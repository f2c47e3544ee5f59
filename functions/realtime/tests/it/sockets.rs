//! Who may listen: one ticket, one socket.

use aws_lambda_events::encodings::Body;
use realtime::{Answer, Event};
use serde_json::{Value, json};
use store::live;

use crate::stand::{Stand, invocation::stored};

/// What the gateway tells of a socket.
pub fn socket(route: &str, connection: &str, ticket: Option<&str>) -> Value {
    let kind = match route {
        "$connect" => "CONNECT",
        "$disconnect" => "DISCONNECT",
        _ => "MESSAGE",
    };
    let mut event = json!({
        "headers": {"Host": "abcde12345.execute-api.us-east-1.amazonaws.com", "User-Agent": "Mozilla/5.0"},
        "multiValueHeaders": {"Host": ["abcde12345.execute-api.us-east-1.amazonaws.com"], "User-Agent": ["Mozilla/5.0"]},
        "requestContext": {
            "routeKey": route, "eventType": kind, "extendedRequestId": "TvMGyHwBoAMFnQA=", "requestTime": "20/Nov/2026:09:30:00 +0000",
            "messageDirection": "IN", "stage": "dev", "connectedAt": 1_795_167_000_000u64, "requestTimeEpoch": 1_795_167_000_001u64,
            "identity": {"sourceIp": "203.0.113.7", "userAgent": "Mozilla/5.0"}, "requestId": "TvMGyHwBoAMFnQA=",
            "domainName": "abcde12345.execute-api.us-east-1.amazonaws.com", "connectionId": connection, "apiId": "abcde12345",
        },
        "isBase64Encoded": false,
    });
    if let Some(ticket) = ticket {
        event["queryStringParameters"] = json!({ "ticket": ticket });
        event["multiValueQueryStringParameters"] = json!({ "ticket": [ticket] });
    }
    if kind == "MESSAGE" {
        event["body"] = r#"{"action":"ping"}"#.into();
    }
    event
}

/// Hands it to the step; the status and what is said.
pub async fn hand(stand: &Stand, event: &Value) -> (i64, String) {
    match realtime::handle(serde_json::from_value::<Event>(event.clone()).unwrap(), &stand.deps).await {
        Answer::Socket(response) => {
            let Some(Body::Text(text)) = response.body else { panic!("{response:?}") };
            (response.status_code, text)
        }
        Answer::Facts(facts) => panic!("{facts:?}"),
    }
}

/// Somebody listens.
pub async fn listens(stand: &Stand, connection: &str, agent: &str, subjects: &[&str]) {
    let subjects: Vec<String> = subjects.iter().map(|subject| (*subject).to_owned()).collect();
    live::issue_ticket(&stand.deps.table, connection, agent, &subjects, stand.now()).await.unwrap();
    assert_eq!(hand(stand, &socket("$connect", connection, Some(connection))).await.0, 200);
}

// proves S14: expired, reused, foreign
#[tokio::test]
async fn a_socket_opens_with_a_fresh_ticket_once() {
    let stand = Stand::new();
    let subjects = ["agent:jiwoo".to_owned()];
    for secret in ["first", "second"] {
        live::issue_ticket(&stand.deps.table, secret, "jiwoo", &subjects, stand.now()).await.unwrap();
    }
    let connect = stored("realtime", "connect", &socket("$connect", "c1", Some("first")));
    assert_eq!(hand(&stand, &connect).await, (200, String::new()));
    let after = stand.contents();
    let (status, said) = hand(&stand, &connect).await;
    assert_eq!((status, said.contains("ask for another"), stand.contents()), (401, true, after));
    for (event, status) in [
        (socket("$connect", "c2", Some("foreign")), 401),
        (socket("$connect", "c2", Some("")), 401),
        (socket("$connect", "c2", None), 401),
    ] {
        assert_eq!(hand(&stand, &event).await.0, status, "{event}");
    }
    stand.pass(live::TICKET_LIFE + 1);
    assert_eq!(hand(&stand, &socket("$connect", "c2", Some("second"))).await.0, 401, "too old");
    assert_eq!(live::listeners(&stand.deps.table, &subjects).await.unwrap(), ["c1"]);
    // Nothing of the secret itself is kept.
    assert!(
        stand.contents().iter().all(|(key, row)| !key.pk.contains("first") && row.values().all(|value| !value.contains("first")))
    );
}

#[tokio::test]
async fn a_closed_socket_listens_no_more_and_an_idle_one_is_answered() {
    let stand = Stand::new();
    listens(&stand, "c1", "jiwoo", &["agent:jiwoo", "queue:care"]).await;
    let speak = stored("realtime", "speak", &socket("$default", "c1", None));
    assert_eq!(hand(&stand, &speak).await, (200, r#"{"type":"pong"}"#.into()));
    let close = stored("realtime", "disconnect", &socket("$disconnect", "c1", None));
    for _ in 0..2 {
        assert_eq!(hand(&stand, &close).await.0, 200);
        let subjects = ["agent:jiwoo".to_owned(), "queue:care".to_owned()];
        assert_eq!(live::listeners(&stand.deps.table, &subjects).await.unwrap(), Vec::<String>::new());
    }
}

// proves R9: without the table a client is told to try again, and no socket hangs
#[tokio::test]
async fn a_socket_that_cannot_be_written_down_is_not_opened() {
    let mut stand = Stand::new();
    stand.deps.table = store::Table::nowhere();
    assert_eq!(hand(&stand, &socket("$connect", "c1", Some("first"))).await, (503, "try again".into()));
    assert_eq!(hand(&stand, &socket("$disconnect", "c1", None)).await.0, 200);
}

// proves AGT-15: who looks or types is told to the others of the queue, by the name of their ticket, and to nobody else
#[tokio::test]
async fn colleagues_of_the_queue_hear_who_looks() {
    let stand = Stand::new();
    listens(&stand, "jiwoo-1", "jiwoo", &["agent:jiwoo", "queue:care-ko"]).await;
    listens(&stand, "mina", "mina", &["agent:mina", "queue:care-ko"]).await;
    listens(&stand, "boss", "boss", &["agent:boss", "queue:billing"]).await;
    let conversation = "conv_01k00000000000000000000000";
    let looks = |connection: &str, queue: &str| {
        let mut event = socket("$default", connection, None);
        let said = json!({ "type": "looking", "conversation": conversation, "queue": queue, "typing": true, "agent": "boss" });
        event["body"] = said.to_string().into();
        event
    };
    assert_eq!(hand(&stand, &looks("jiwoo-1", "care-ko")).await.0, 200);
    let told = stand.deps.sockets.taken();
    assert_eq!(told.iter().map(|(connection, _)| connection.as_str()).collect::<Vec<_>>(), ["mina"]);
    let push: Value = serde_json::from_str(&told[0].1).unwrap();
    assert_eq!(push["type"], "colleague.looking");
    assert_eq!(push["data"], json!({ "conversation": conversation, "agent": "jiwoo", "typing": true }));
    // A queue that is not theirs, and words that are none.
    assert_eq!(hand(&stand, &looks("boss", "care-ko")).await.0, 200);
    let mut nonsense = socket("$default", "mina", None);
    nonsense["body"] = r#"{"type":"looking","conversation":"x"}"#.into();
    assert_eq!(hand(&stand, &nonsense).await.0, 200);
    assert_eq!(stand.deps.sockets.taken().len(), 1);
}
