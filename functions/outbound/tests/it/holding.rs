//! More answers than a platform takes: held and let go in order, none lost, none twice, never above the rate.

use std::{
    collections::BTreeMap,
    future::Future,
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
};

use domain::{
    event::Payload,
    id::AccountId,
    inbound::Item,
    message::{DeliveryState, FailureReason},
    platform::Platform,
    reply::Target,
    time::{MINUTE, Millis, SECOND, Timestamp},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use runtime::{Answer, Deps, Http, Secret};
use store::gate::{Call, Fate, Gate, Gated};

use crate::{
    platform::{delivery, event},
    stand::{
        Stand, company,
        invocation::again,
        items::direct,
        slug,
        threads::{Answer as Reply, held},
    },
};

const OUR_X: &str = "our-x";
const WINDOW: Millis = 15 * MINUTE;
const MOST: usize = 15;

/// What X was asked to send, and when.
type Calls = Arc<Mutex<Vec<(Timestamp, String)>>>;

/// A shop on X; X answers its calls with a limit now and then, as told.
async fn shop(limited: &'static [usize]) -> (Stand, Calls) {
    let mut stand = Stand::new();
    stand.put(&company::queue(company::CARE)).await;
    stand.put(&company::account(OUR_X, Platform::X)).await;
    let texts = [("token", "x-token"), ("signing", "x-signing")];
    let secret = Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).into());
    stand.deps.secrets.put(Platform::X, &slug(OUR_X), secret).await.unwrap();
    let calls = Calls::default();
    let (known, clock, asked) = (calls.clone(), stand.deps.clock.clone(), AtomicUsize::new(0));
    stand.deps.http = Http::memory(move |ask| {
        let n = asked.fetch_add(1, Ordering::SeqCst);
        if limited.contains(&n) {
            let headers = HeaderMap::from_iter([(HeaderName::from_static("retry-after"), HeaderValue::from_static("120"))]);
            return Ok(Answer { status: 429, headers, body: br#"{"title":"Too Many Requests","status":429}"#.to_vec() });
        }
        let text = serde_json::from_slice::<serde_json::Value>(&ask.body).unwrap()["text"].as_str().unwrap().to_owned();
        known.lock().unwrap().push((clock.now(), text));
        let body = format!(r#"{{"data":{{"dm_conversation_id":"1-2","dm_event_id":"{n}"}}}}"#).into_bytes();
        Ok(Answer { status: 201, headers: HeaderMap::new(), body })
    });
    (stand, calls)
}

/// An answer to one more customer.
async fn answered(stand: &Stand, n: usize) -> Reply {
    let person = format!("p{n}");
    let account: AccountId = slug(OUR_X);
    let item = Item { platform: Platform::X, account, ..direct(&person, &format!("m{n}"), "hello", stand.now()) };
    // A desk holds nine.
    let conversation = held(&item, &format!("agent-{}", n / 9));
    stand.has(&conversation).await;
    stand.answer_in(conversation, &format!("answer {n:03}"), Target::Direct { customer: (1_000 + n).to_string() }).await
}

/// What waits in the queue: when it comes, and for the how-many-th time.
struct Waiting {
    reply: Reply,
    due: Timestamp,
    attempt: u32,
}

/// One delivery: what becomes of it, and the names of what it told.
async fn deliver(stand: &Stand, waiting: &mut Waiting) -> (bool, Vec<&'static str>) {
    if stand.now() < waiting.due {
        stand.deps.clock.set(waiting.due);
    }
    let told = stand.once(outbound::handle, &again(&event(&waiting.reply), waiting.attempt)).await;
    assert!(told.dead.is_empty(), "{:?}", told.dead);
    let end = delivery(stand, &waiting.reply).await;
    waiting.attempt += 1;
    waiting.due = end.held_until.unwrap_or(stand.now().plus(SECOND));
    (end.state >= DeliveryState::Unsure, told.names())
}

fn within_the_rate(calls: &[(Timestamp, String)]) {
    for (n, (at, _)) in calls.iter().enumerate() {
        let within = calls[n..].iter().take_while(|(later, _)| later.since(*at) < WINDOW).count();
        assert!(within <= MOST, "{within} messages within 15 minutes, from {at} on");
    }
}

// proves I16, CH-26: sixty answers to as many customers at once: X gets fifteen in a quarter of an hour, in the order in which they
// were written, each once; whoever wrote one sees until when it waits
#[tokio::test]
async fn more_than_the_platform_takes_waits_its_turn() {
    let (stand, calls) = shop(&[]).await;
    let mut waiting = vec![];
    for n in 0..60 {
        stand.pass(200);
        waiting.push(Waiting { reply: answered(&stand, n).await, due: stand.now(), attempt: 1 });
    }
    let mut held = 0;
    while let Some(next) = (0..waiting.len()).min_by_key(|&n| (waiting[n].due, n)) {
        let (ended, told) = deliver(&stand, &mut waiting[next]).await;
        assert_eq!(told, ["message.sent"], "that it waits is told, and that it is sent");
        if ended {
            let done = waiting.remove(next);
            assert_eq!(delivery(&stand, &done.reply).await.state, DeliveryState::Sent);
            assert!(done.attempt <= 3, "{} deliveries", done.attempt - 1);
            assert_eq!(delivery(&stand, &done.reply).await.held_until, None);
        } else {
            held += 1;
        }
    }
    let calls = calls.lock().unwrap().clone();
    let texts: Vec<_> = calls.iter().map(|(_, text)| text.clone()).collect();
    assert_eq!(texts, (0..60).map(|n| format!("answer {n:03}")).collect::<Vec<_>>());
    assert_eq!(held, 45);
    within_the_rate(&calls);
    // No longer than it must: four quarters of an hour, and what a slot and its slack cost.
    assert!(calls[59].0.since(calls[0].0) < 3 * (WINDOW + MINUTE), "{}", calls[59].0.since(calls[0].0));
}

// proves I16: what the platform closes is closed for everybody of the account, and opens in order
#[tokio::test]
async fn a_limit_that_the_platform_tells_holds_the_whole_account() {
    let (stand, calls) = shop(&[1]).await;
    let mut waiting = vec![];
    for n in 0..5 {
        waiting.push(Waiting { reply: answered(&stand, n).await, due: stand.now(), attempt: 1 });
        stand.pass(SECOND);
    }
    for one in &mut waiting {
        deliver(&stand, one).await;
    }
    let began = stand.now();
    assert_eq!(calls.lock().unwrap().len(), 1, "after the second call nobody asked again");
    let held = delivery(&stand, &waiting[1].reply).await;
    assert_eq!((held.state, held.failure), (DeliveryState::Queued, None));
    assert!(held.held_until.unwrap().since(began) > 100 * SECOND, "{held:?}", held = held.held_until);
    for one in &mut waiting[1..] {
        let (ended, _) = deliver(&stand, one).await;
        assert!(ended);
    }
    let texts: Vec<_> = calls.lock().unwrap().iter().map(|(_, text)| text.clone()).collect();
    assert_eq!(texts, (0..5).map(|n| format!("answer {n:03}")).collect::<Vec<_>>());
}

// proves I16: what was missed for long books anew, so that a function that was away does not send everything at once
#[tokio::test]
async fn who_wakes_late_books_again() {
    let (stand, calls) = shop(&[]).await;
    let mut waiting = vec![];
    for n in 0..40 {
        waiting.push(Waiting { reply: answered(&stand, n).await, due: stand.now(), attempt: 1 });
        stand.pass(20);
    }
    for one in &mut waiting {
        deliver(&stand, one).await;
    }
    // Nothing ran for an hour and a half.
    stand.pass(90 * MINUTE);
    waiting.retain(|one| one.attempt == 2);
    for _ in 0..400 {
        let Some(next) = (0..waiting.len()).min_by_key(|&n| (waiting[n].due, n)) else { break };
        let mut ended = false;
        for one in waiting.iter_mut().filter(|one| one.due <= stand.now()) {
            let (done, _) = deliver(&stand, one).await;
            ended |= done;
        }
        if !ended {
            deliver(&stand, &mut waiting[next]).await;
        }
        let mut left = vec![];
        for one in waiting {
            if delivery(&stand, &one.reply).await.state == DeliveryState::Queued {
                left.push(one);
            }
        }
        waiting = left;
    }
    let calls = calls.lock().unwrap().clone();
    assert_eq!(calls.len(), 40);
    within_the_rate(&calls);
}

// proves I16: a rate that stays used up for as long as the queue brings a command back is told to a person
#[tokio::test]
async fn what_is_held_too_often_is_given_to_a_person() {
    let (stand, _) = shop(&[0]).await;
    let mut one = Waiting { reply: answered(&stand, 0).await, due: stand.now(), attempt: 7 };
    let (ended, told) = deliver(&stand, &mut one).await;
    let end = delivery(&stand, &one.reply).await;
    assert_eq!((ended, told, end.state), (true, vec!["message.failed"], DeliveryState::Failed));
    assert_eq!((end.failure.unwrap().reason, end.held_until), (FailureReason::RateLimited, None));
}

/// Stops its caller for good at the n-th call of a port: before it, or after it.
struct Death {
    at: usize,
    after: bool,
    calls: AtomicUsize,
}

impl Gate for Death {
    fn before<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        Box::pin(async move {
            if self.calls.fetch_add(1, Ordering::SeqCst) == self.at && !self.after {
                std::future::pending::<()>().await;
            }
            Fate::Done
        })
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            if self.after && self.calls.load(Ordering::SeqCst) == self.at + 1 {
                std::future::pending::<()>().await;
            }
        })
    }
}

/// A delivery in a process of its own that dies at one of its calls.
fn dies(stand: &Stand, waiting: &Waiting, at: usize, after: bool) {
    let gate = Gated::by(Arc::new(Death { at, after, calls: AtomicUsize::new(0) }));
    let mut deps: Deps = stand.deps.process(stand.table_behind(&gate), stand.deps.clock.clone(), &gate);
    deps.http = stand.deps.http.behind(gate.clone());
    let event = serde_json::from_value(again(&event(&waiting.reply), waiting.attempt)).unwrap();
    let mut run = Box::pin(outbound::handle(event, &deps));
    // Everything here is in memory: whoever is not done at once never will be.
    let _: Poll<_> = run.as_mut().poll(&mut Context::from_waker(Waker::noop()));
}

// proves I13, I16: whoever dies at any step, held or not, nothing is lost, nothing goes out twice, and the rate holds; what died
// between call and outcome is in doubt, and a person is asked
#[tokio::test]
async fn a_death_at_any_step_neither_loses_nor_doubles() {
    for after in [false, true] {
        for at in 0..10 {
            let (stand, calls) = shop(&[]).await;
            let mut waiting = vec![];
            for n in 0..20 {
                waiting.push(Waiting { reply: answered(&stand, n).await, due: stand.now(), attempt: 1 });
                stand.pass(20);
            }
            let mut ends: BTreeMap<usize, DeliveryState> = BTreeMap::new();
            let mut n = 0;
            while let Some(next) = (0..waiting.len()).min_by_key(|&n| (waiting[n].due, n)) {
                if n % 4 == 3 {
                    stand.deps.clock.set(stand.now().max(waiting[next].due));
                    dies(&stand, &waiting[next], at, after);
                    waiting[next].attempt += 1;
                    waiting[next].due = stand.now().plus(SECOND);
                }
                n += 1;
                if deliver(&stand, &mut waiting[next]).await.0 {
                    let done = waiting.remove(next);
                    ends.insert(ends.len(), delivery(&stand, &done.reply).await.state);
                }
            }
            let calls = calls.lock().unwrap().clone();
            let mut texts: Vec<_> = calls.iter().map(|(_, text)| text.clone()).collect();
            texts.sort();
            texts.dedup();
            assert_eq!(texts.len(), calls.len(), "twice, {after} at {at}");
            let unsure = ends.values().filter(|&&state| state == DeliveryState::Unsure).count();
            let sent = ends.values().filter(|&&state| state == DeliveryState::Sent).count();
            assert_eq!((ends.len(), unsure + sent), (20, 20), "{after} at {at}: {ends:?}");
            assert!(calls.len() <= 20 && calls.len() >= sent, "{after} at {at}");
            within_the_rate(&calls);
        }
    }
}

// proves CH-26: that an answer waits is told to whoever watches, under one name however often it is said
#[tokio::test]
async fn that_an_answer_waits_is_told_once() {
    let (stand, _) = shop(&[0]).await;
    let reply = answered(&stand, 0).await;
    let told = stand.once(outbound::handle, &event(&reply)).await;
    assert_eq!(told.failed.len(), 1, "it comes back");
    let [only] = &told.published[..] else { panic!("{:?}", told.published) };
    let Payload::MessageSent(fact) = &only.payload else { panic!("{:?}", only.payload) };
    assert_eq!((fact.message, fact.state), (reply.row.id, DeliveryState::Queued));
    let table = stand.contents();
    let early = stand.once(outbound::handle, &again(&event(&reply), 2)).await;
    assert_eq!((early.published, stand.contents()), (told.published, table), "too early: nothing changes");
}
