//! Whatever people and the clock do, in whatever order: no desk holds more than it may, and nothing is lost or doubled.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    agent::Presence,
    conversation::{Destination, Refused, Stage},
    event::{Envelope, Payload, Reply, Route},
    id::ConversationId,
    platform::Visibility,
    routing::{Candidate, Choice, choose},
    thread::Thread,
    time::SECOND,
};
use proptest::prelude::*;
use store::{agent, conversation};

use crate::{
    shop::{Shop, heard},
    stand::{
        company::{BILLING, CARE, JIWOO, MINA, agent as person},
        invocation::sqs,
        items::direct,
        slug,
    },
};

const AGENTS: [(&str, u32); 3] = [(JIWOO, 2), (MINA, 3), ("bora", 1)];
const CUSTOMERS: usize = 6;

/// One thing that happens.
#[derive(Debug, Clone)]
enum Happens {
    Writes(usize),
    Moves(usize, usize, u8),
    Comes(usize, Presence),
    Passes(i64),
    /// One of the commands on their way is handled, not always the oldest.
    Handled(usize),
    /// A command that was handled comes once more.
    Again(usize),
}

fn happens() -> impl Strategy<Value = Happens> {
    let presence = prop_oneof![Just(Presence::OnQueue), Just(Presence::Away), Just(Presence::OffQueue)];
    prop_oneof![
        3 => (0..CUSTOMERS).prop_map(Happens::Writes),
        5 => (0..CUSTOMERS, 0..AGENTS.len(), 0u8..9).prop_map(|(c, a, m)| Happens::Moves(c, a, m)),
        1 => (0..AGENTS.len(), presence).prop_map(|(a, p)| Happens::Comes(a, p)),
        1 => (1i64..40).prop_map(Happens::Passes),
        5 => (0usize..8).prop_map(Happens::Handled),
        1 => (0usize..50).prop_map(Happens::Again),
    ]
}

/// The shop with what is on its way.
struct Run {
    shop: Shop,
    pending: Vec<Envelope>,
    handled: Vec<Envelope>,
    written: usize,
}

impl Run {
    async fn new() -> Self {
        let shop = Shop::empty().await;
        for (name, capacity) in AGENTS {
            shop.stand.hire(&person(name, &[CARE, BILLING], &[], capacity), Presence::OnQueue).await;
        }
        Self { shop, pending: vec![], handled: vec![], written: 0 }
    }

    async fn handle(&mut self, command: Envelope) {
        let told = self.shop.stand.once(route::handle, &sqs(std::slice::from_ref(&command))).await.smooth();
        self.pending.extend(told.published.into_iter().filter(|envelope| matches!(envelope.payload, Payload::Route(_))));
        self.handled.push(command);
    }

    async fn step(&mut self, what: Happens) {
        let stand = &self.shop.stand;
        match what {
            Happens::Writes(customer) => {
                self.written += 1;
                let item = direct(&format!("customer{customer}"), &format!("m{}", self.written), "배송", stand.now());
                let command = heard(&item, None, stand.now());
                self.handle(command).await;
            }
            Happens::Moves(customer, who, number) => {
                let thread = Thread::of(&direct(&format!("customer{customer}"), "", "", stand.now()));
                let Some(conversation) = stand.conversation(&thread).await else { return };
                let command = move_of(number, &conversation, who);
                let command = self.shop.envelope(&thread, command);
                self.handle(command).await;
            }
            Happens::Comes(who, presence) => {
                let who: domain::id::AgentId = slug(AGENTS[who].0);
                let command = self.shop.envelope(&Thread::agent(&who), Route::Presence { agent: who.clone(), presence });
                self.handle(command).await;
            }
            Happens::Passes(seconds) => stand.pass(seconds * SECOND),
            Happens::Handled(place) if !self.pending.is_empty() => {
                let command = self.pending.remove(place % self.pending.len());
                self.handle(command).await;
            }
            Happens::Again(place) if !self.handled.is_empty() => {
                let command = self.handled[place % self.handled.len()].clone();
                self.handle(command).await;
            }
            Happens::Handled(_) | Happens::Again(_) => {}
        }
    }

    /// I5, I6, I9, I10, I12: after every step.
    async fn check(&self) {
        let stand = &self.shop.stand;
        let mut held: Vec<BTreeSet<ConversationId>> = vec![BTreeSet::new(); AGENTS.len()];
        let mut open: Vec<Thread> = Vec::new();
        for key in stand.contents().keys().filter(|key| key.pk.starts_with("CONV#") && key.sk == "@") {
            let conversation = stand.conversation_by_id(key.pk[5..].parse().unwrap()).await;
            if let Some(holder) = conversation.stage.holder() {
                let place = AGENTS.iter().position(|(name, _)| *name == holder.as_str()).unwrap();
                held[place].insert(conversation.id);
            }
            if conversation.ended().is_none() {
                assert!(!open.contains(&conversation.thread), "I6: two open conversations in {}", conversation.thread);
                open.push(conversation.thread.clone());
            }
        }
        for ((name, capacity), held) in AGENTS.iter().zip(&held) {
            let desk = stand.holding(name).await;
            assert_eq!(desk, *held, "I12: the desk of {name}");
            assert!(desk.len() <= *capacity as usize, "I10: {name} holds {}", desk.len());
        }
        for customer in 0..CUSTOMERS {
            let thread = Thread::of(&direct(&format!("customer{customer}"), "", "", stand.now()));
            let Some(conversation) = stand.conversation(&thread).await else { continue };
            let mut seqs: Vec<u64> = stand.rows(&thread).await.iter().map(|row| row.seq).collect();
            seqs.sort_unstable();
            assert_eq!(seqs, (1..=conversation.seq).collect::<Vec<_>>(), "I5: {thread}");
        }
    }

    /// I11: with nothing on its way, nobody waits whom somebody free could take.
    async fn check_at_rest(&mut self) {
        while let Some(command) = self.pending.pop() {
            self.handle(command).await;
            assert!(self.handled.len() < 2_000, "commands follow each other for ever");
        }
        self.check().await;
        let everybody = agent::all(&self.shop.stand.deps.table).await.unwrap();
        let candidates: Vec<Candidate> =
            everybody.into_iter().map(|(agent, desk)| Candidate { agent: agent.data, desk }).collect();
        for queue in [CARE, BILLING] {
            let line =
                conversation::inbox_page(&self.shop.stand.deps.table, conversation::Inbox::Waiting(&slug(queue)), None, 100)
                    .await
                    .unwrap();
            for waiting in line.items {
                let choice = choose(&waiting.conversation, &candidates, false);
                assert_eq!(choice, Choice::Wait, "I11: {} waits for nothing", waiting.conversation.thread);
            }
        }
    }
}

fn move_of(number: u8, conversation: &domain::conversation::Conversation, who: usize) -> Route {
    let (id, by) = (conversation.id, slug(AGENTS[who].0));
    // Most moves are made by who may make them; some are not.
    let holder = conversation.stage.holder().cloned().unwrap_or_else(|| slug(AGENTS[who].0));
    match number {
        0 | 1 => Route::Accept { conversation: id, agent: holder },
        2 => Route::Decline { conversation: id, agent: holder },
        3 => Route::Assign { conversation: id, to: by, by: slug("boss"), over: true },
        4 => Route::Transfer {
            conversation: id,
            to: Destination::Queue { queue: slug(BILLING) },
            by: holder,
            note: None,
            over: false,
        },
        5 => Route::Transfer { conversation: id, to: Destination::Agent { agent: by }, by: holder, note: None, over: false },
        6 => Route::Close { conversation: id, by: holder, code: None },
        7 => {
            let reply = Reply {
                conversation: id,
                by,
                role: None,
                text: "네".into(),
                canned: None,
                visibility: Visibility::Private,
                seen: None,
                extra: None,
            };
            Route::Reply(Box::new(reply))
        }
        _ => match &conversation.stage {
            Stage::Offered { until, .. } => Route::Expire { conversation: id, until: *until },
            _ => Route::End { conversation: id, by: holder },
        },
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    // proves I5, I6, I9, I10, I11, I12, RTE-15, F1, F2
    #[test]
    fn no_order_of_events_breaks_what_always_holds(story in prop::collection::vec(happens(), 1..60)) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(async {
            let mut run = Run::new().await;
            for what in story {
                run.step(what).await;
                run.check().await;
            }
            run.check_at_rest().await;
        });
    }
}

/// Handles each command in a process of its own, all at the same moment; everything that was told.
fn at_once(shop: &Shop, commands: Vec<Envelope>) -> Vec<Envelope> {
    let gate = Arc::new(std::sync::Barrier::new(commands.len()));
    let threads: Vec<_> = commands
        .into_iter()
        .map(|command| {
            let (deps, gate) = (shop.stand.elsewhere(), gate.clone());
            std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
                let event = sqs(&[command]);
                gate.wait();
                // Who loses every race comes again, as from the queue.
                for attempt in 1..200 {
                    let event = serde_json::from_value(crate::stand::invocation::again(&event, attempt)).unwrap();
                    if runtime.block_on(route::handle(event, &deps)).batch_item_failures.is_empty() {
                        return deps.bus.take().published;
                    }
                }
                panic!("a command lost every race");
            })
        })
        .collect();
    threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
}

// proves I10, RTE-15, RTE-21, F20: fifty customers at once, three places
#[tokio::test]
async fn customers_who_write_at_once_never_fill_a_desk_beyond_its_capacity() {
    let shop = Shop::empty().await;
    shop.stand.hire(&person(JIWOO, &[CARE], &[], 3), Presence::OnQueue).await;
    let now = shop.stand.now();
    at_once(&shop, (0..50).map(|n| heard(&direct(&format!("c{n}"), &format!("m{n}"), "배송", now), None, now)).collect());
    assert_eq!(shop.stand.holding(JIWOO).await.len(), 3);
    let waiting = conversation::waiting_count(&shop.stand.deps.table, &slug(CARE), 100).await.unwrap().0;
    assert_eq!(waiting, 47, "nobody is lost");
}

// proves RTE-21, F20: one winner, and the others are told who won
#[tokio::test]
async fn of_many_who_take_one_conversation_at_once_one_has_it() {
    let shop = Shop::empty().await;
    shop.says("kim", "배송").await;
    let waiting = shop.with("kim").await;
    let mut commands = Vec::new();
    for n in 0..40 {
        let who = format!("agent{n:02}");
        shop.stand.hire(&person(&who, &[CARE], &[], 5), Presence::Away).await;
        commands.push(
            shop.envelope(
                &waiting.thread,
                Route::Assign { conversation: waiting.id, to: slug(&who), by: slug(&who), over: false },
            ),
        );
    }
    let published = at_once(&shop, commands);
    let now = shop.with("kim").await;
    let assigned = published.iter().filter(|envelope| matches!(envelope.payload, Payload::ConversationAssigned(_))).count();
    let told_who_won = published.iter().filter(|envelope| match &envelope.payload {
        Payload::CommandRefused(fact) => fact.refused == Refused::HeldBy { holder: now.stage.holder().unwrap().clone() },
        _ => false,
    });
    assert_eq!((assigned, told_who_won.count()), (1, 39));
    let mut desks = 0;
    for n in 0..40 {
        desks += shop.stand.holding(&format!("agent{n:02}")).await.len();
    }
    assert_eq!((desks, now.seq), (1, 2));
}
