//! The step dies after its commit and before anything is told, or does not hear that it was written: the redelivery finishes the
//! work (I20).

use std::{
    collections::BTreeSet,
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
};

use domain::{
    agent::{Presence, Role},
    conversation::Destination,
    event::{Envelope, Reply, Route},
    id::EnvelopeId,
    inbound::Act,
    platform::Visibility,
    thread::Thread,
    time::SECOND,
};
use runtime::Deps;
use serde_json::Value;
use store::gate::{Call, Fate, Gate, Gated};

use crate::{
    approval,
    shop::{Shop, heard},
    stand::{
        company::{BILLING, CARE, JIWOO, MINA, agent},
        invocation::{again, sqs},
        items::{direct, later},
        slug,
    },
};

/// Every command that has something to tell.
const CASES: [&str; 19] = [
    "hear",
    "match",
    "fill",
    "presence on",
    "accept",
    "decline",
    "refused",
    "expire",
    "away",
    "silent",
    "assign",
    "transfer",
    "note",
    "close",
    "reply",
    "edit",
    "waits",
    "approve",
    "withhold",
];

/// A shop, and a command that has much to tell there. Made twice, it is the same.
async fn world(case: &str) -> (Shop, Envelope) {
    let shop = Shop::open().await;
    if case == "hear" {
        let item = direct("kim", "m1", "배송", shop.stand.now());
        let command = heard(&item, None, shop.stand.now());
        return (shop, command);
    }
    if let "waits" | "approve" | "withhold" = case {
        let (shop, id, message) = approval::waits().await;
        let command = match case {
            "waits" => approval::answer(id, Visibility::Public, Role::Agent),
            "approve" => approval::approve(id, message),
            _ => approval::withhold(id, message, Some("no")),
        };
        let command = shop.envelope(&shop.stand.conversation_by_id(id).await.thread, command);
        return (shop, command);
    }
    if matches!(case, "match" | "fill" | "presence on") {
        shop.presence(JIWOO, Presence::OffQueue).await;
        shop.presence(MINA, Presence::OffQueue).await;
        shop.says("kim", "배송").await;
        if case != "presence on" {
            shop.stand.hire(&agent("new", &[CARE], &[], 1), Presence::OnQueue).await;
        }
        let thread = Thread::queue(&slug(CARE));
        let command = match case {
            "match" => Route::Match { queue: slug(CARE), again: false },
            "fill" => Route::Fill { agent: slug("new") },
            _ => Route::Presence { agent: slug(JIWOO), presence: Presence::OnQueue },
        };
        let command = shop.envelope(&thread, command);
        return (shop, command);
    }
    let item = direct("kim", "m1", "배송", shop.stand.now());
    shop.hears(&item).await;
    let offered = shop.with("kim").await;
    let (id, thread, by) = (offered.id, offered.thread.clone(), slug(JIWOO));
    let until = offered.stage.due().unwrap();
    shop.stand.pass(SECOND);
    if !matches!(case, "accept" | "decline" | "expire" | "away" | "silent" | "refused" | "edit") {
        shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    }
    let command = match case {
        "accept" => Route::Accept { conversation: id, agent: by },
        "decline" => Route::Decline { conversation: id, agent: by },
        "refused" => Route::Accept { conversation: id, agent: slug(MINA) },
        "expire" => Route::Expire { conversation: id, until },
        "away" => Route::Presence { agent: by, presence: Presence::Away },
        "silent" => Route::Presence { agent: by, presence: Presence::NotResponding },
        "assign" => Route::Assign { conversation: id, to: slug(MINA), by, over: false },
        "transfer" => {
            Route::Transfer { conversation: id, to: Destination::Queue { queue: slug(BILLING) }, by, note: None, over: false }
        }
        "note" => Route::Note { conversation: id, by, text: "!".into(), mentions: vec![] },
        "close" => Route::Close { conversation: id, by, code: None },
        "reply" => Route::Reply(Box::new(Reply {
            conversation: id,
            by,
            role: None,
            text: "네".into(),
            canned: None,
            visibility: Visibility::Private,
            seen: Some(1),
            extra: None,
        })),
        "edit" => {
            let act = Act::Edit { external_id: Some("m1".into()), text: Some("취소".into()) };
            let command = heard(&later(&item, "edit", act, shop.stand.now()), None, shop.stand.now());
            return (shop, command);
        }
        other => panic!("{other}"),
    };
    let command = shop.envelope(&thread, command);
    (shop, command)
}

// proves I20, G-12: whatever the command, a crash between its commit and its telling loses nothing and doubles nothing
#[tokio::test]
async fn what_a_crash_left_untold_is_told_by_the_redelivery() {
    for case in CASES {
        let (healthy, command) = world(case).await;
        let event = sqs(&[command]);
        let expected = healthy.stand.once(route::handle, &event).await.smooth();
        assert!(!expected.published.is_empty(), "{case} has something to tell");
        let (crashed, _) = world(case).await;
        let told = crashed.stand.after_a_crash(route::handle, &event).await.smooth();
        assert_eq!(told.published, expected.published, "{case}");
        // How full a desk was is noted after its commit; a note that was not made is put right by whoever looks.
        let truth = |shop: &Shop| {
            let mut contents = shop.stand.contents();
            contents.retain(|key, _| !key.sk.starts_with("ROOM#"));
            contents
        };
        assert_eq!(truth(&crashed), truth(&healthy), "{case}");
    }
}

/// A worker to whom the answer of its first write is lost.
struct Deaf(AtomicUsize);

impl Gate for Deaf {
    fn before<'a>(&'a self, call: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        let first = call.verb == "write" && self.0.fetch_add(1, Ordering::SeqCst) == 0;
        Box::pin(std::future::ready(if first { Fate::Unheard } else { Fate::Done }))
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::ready(()))
    }
}

/// A worker that is overtaken before its n-th call.
struct Overtaken {
    at: usize,
    calls: AtomicUsize,
    by: Deps,
    event: Value,
}

impl Gate for Overtaken {
    fn before<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        if self.calls.fetch_add(1, Ordering::SeqCst) == self.at {
            run(&self.by, &self.event);
        }
        Box::pin(std::future::ready(Fate::Done))
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(std::future::ready(()))
    }
}

/// Whether everything was handled.
fn run(deps: &Deps, event: &Value) -> bool {
    let mut handling = Box::pin(route::handle(serde_json::from_value(event.clone()).unwrap(), deps));
    match handling.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(response) => response.batch_item_failures.is_empty(),
        Poll::Pending => panic!("everything here is in memory"),
    }
}

// proves I20, F8, I11: a command is with two workers, since the first took too long; it commits and does not hear of it, and whenever
// that is, the other tells what it did before the command is gone (seed 237742 of the schedules)
#[tokio::test]
async fn what_a_worker_did_not_hear_is_told_by_the_one_it_met() {
    for case in CASES {
        let (healthy, command) = world(case).await;
        let event = sqs(&[command]);
        let expected = healthy.stand.once(route::handle, &event).await.smooth();
        let expected: BTreeSet<EnvelopeId> = expected.published.iter().map(|told| told.id).collect();
        let mut met = 0;
        for at in 0.. {
            let (shop, _) = world(case).await;
            let process = |gate: Arc<dyn Gate>| {
                let gate = Gated::by(gate);
                shop.stand.deps.process(shop.stand.table_behind(&gate), shop.stand.deps.clock.clone(), &gate)
            };
            let first = process(Arc::new(Deaf(AtomicUsize::new(0))));
            let overtaken = Arc::new(Overtaken { at, calls: AtomicUsize::new(0), by: first.clone(), event: event.clone() });
            let second = process(overtaken.clone());
            let mut attempts = 2;
            while !run(&second, &again(&event, attempts)) {
                attempts += 1;
                assert!(attempts < 5, "{case}, met at call {at}");
            }
            if overtaken.calls.load(Ordering::SeqCst) <= at {
                break;
            }
            met += 1;
            let told: BTreeSet<EnvelopeId> =
                [first, second].iter().flat_map(|deps| deps.bus.take().published).map(|told| told.id).collect();
            assert_eq!(told, expected, "{case}, met at call {at}");
        }
        assert!(met > 2, "{case} met {met} times");
    }
}
