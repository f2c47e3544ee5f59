//! Customers of the web messenger, and the agents they talk to.

use domain::{
    inbound::{Author, Item},
    platform::Platform,
    thread::Thread,
};
use serde_json::{Value, json};
use store::live;

use crate::{
    facts::{example, handle},
    sockets::{hand, listens, socket},
    stand::{Stand, invocation::sqs, items::direct, threads::held},
};

fn item(stand: &Stand, platform: Platform) -> Item {
    let author = Some(Author { id: "g-1".into(), name: None });
    Item { platform, author, ..direct("g-1", "m1", "hello", stand.now()) }
}

fn says(connection: &str, said: &Value) -> Value {
    let mut event = socket("$default", connection, None);
    event["body"] = said.to_string().into();
    event
}

// proves CH-14, S1: a customer is told that there is news, and neither what it is nor who has their conversation
#[tokio::test]
async fn a_customer_is_told_that_there_is_news_and_nothing_else() {
    for (platform, hears) in [(Platform::Web, true), (Platform::Line, false)] {
        let stand = Stand::new();
        let thread = Thread::of(&item(&stand, platform));
        listens(&stand, "customer", "visitor", &[&live::visitor(&thread)]).await;
        listens(&stand, "other", "visitor", &["visitor:web:help:g-2"]).await;
        listens(&stand, "jiwoo", "jiwoo", &["agent:jiwoo", "queue:care-ko"]).await;
        let mut fact = example("message.sent");
        fact.thread = thread;
        stand.once(handle, &sqs(&[fact])).await.smooth();
        let pushes = stand.deps.sockets.taken();
        let to = |connection: &str| {
            pushes.iter().filter(|(to, _)| to == connection).map(|(_, text)| text.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(to("customer"), if hears { vec![r#"{"type":"news"}"#] } else { vec![] }, "{platform}");
        assert_eq!((to("other").len(), to("jiwoo").len()), (0, 1));
    }
}

// proves CH-34: who writes is seen on the other side, both ways, by whoever has the conversation alone
#[tokio::test]
async fn typing_is_seen_on_the_other_side() {
    let stand = Stand::new();
    let conversation = held(&item(&stand, Platform::Web), "jiwoo");
    stand.has(&conversation).await;
    listens(&stand, "customer", "visitor", &[&live::visitor(&conversation.thread)]).await;
    listens(&stand, "jiwoo", "jiwoo", &["agent:jiwoo", "queue:care"]).await;
    listens(&stand, "mina", "mina", &["agent:mina", "queue:care"]).await;
    hand(&stand, &says("customer", &json!({ "type": "typing" }))).await;
    let told = json!({ "type": "customer.typing", "data": { "conversation": conversation.id } }).to_string();
    assert_eq!(stand.deps.sockets.taken(), [("jiwoo".to_owned(), told)]);
    // A customer says nothing in the name of an agent, and an agent nothing in a customer's.
    let looking = json!({ "type": "looking", "conversation": conversation.id, "queue": "care", "typing": true });
    hand(&stand, &says("customer", &looking)).await;
    hand(&stand, &says("mina", &json!({ "type": "typing" }))).await;
    assert_eq!(stand.deps.sockets.taken().len(), 1);
    hand(&stand, &says("jiwoo", &looking)).await;
    let heard: Vec<_> = stand.deps.sockets.taken().into_iter().skip(1).map(|(to, _)| to).collect();
    assert_eq!(heard, ["customer", "mina"]);
}

// proves CH-34: a customer on a platform sees it, too, if whoever writes has the conversation: one command in ten seconds, in a line
// of its own
#[tokio::test]
async fn a_platform_is_asked_to_show_it() {
    let stand = Stand::new();
    let conversation = held(&item(&stand, Platform::Line), "jiwoo");
    stand.has(&conversation).await;
    listens(&stand, "jiwoo", "jiwoo", &["agent:jiwoo", "queue:care"]).await;
    listens(&stand, "mina", "mina", &["agent:mina", "queue:care"]).await;
    let looking = |typing| json!({ "type": "looking", "conversation": conversation.id, "queue": "care", "typing": typing });
    hand(&stand, &says("jiwoo", &looking(false))).await;
    hand(&stand, &says("mina", &looking(true))).await;
    assert!(stand.deps.bus.take().published.is_empty(), "nobody who has it is writing");
    let mut ids = std::collections::BTreeSet::new();
    for _ in 0..3 {
        hand(&stand, &says("jiwoo", &looking(true))).await;
        for command in stand.deps.bus.take().published {
            assert_eq!(
                command.payload,
                domain::event::Payload::Outbound(domain::event::Call::Typing { conversation: conversation.id })
            );
            assert_eq!(command.thread.as_str(), format!("typing:{}", conversation.thread));
            ids.insert(command.id);
        }
    }
    assert_eq!(ids.len(), 1, "the queue takes it once");
    stand.pass(10_000);
    hand(&stand, &says("jiwoo", &looking(true))).await;
    assert!(!ids.contains(&stand.deps.bus.take().published[0].id));
}
