//! What a write promises, and what a question finds.

use std::collections::BTreeSet;

use domain::{
    agent::{Agent, Desk, Presence},
    contact::Identity,
    conversation::Stage,
    id::ConversationId,
    message::{Body, Delivery, DeliveryState},
    platform::Platform,
    queue::Queue,
    routing::{Candidate, Note},
    time::{MINUTE, SECOND, Timestamp},
};
use store::{
    Error, Guard, Key, Table, Write, agent, contact,
    conversation::{self, Inbox, Rows, Stored},
    room, settings,
};

use crate::{
    homes::{everywhere, metered},
    samples::{answer, command, contact as person, held, identity, offered, slug, start, thread, waiting},
};

fn refused(places: &[usize]) -> Result<(), Error> {
    Err(Error::Refused(places.to_vec()))
}

fn desk(agent: &str) -> Key {
    Key { pk: format!("AGENT#{agent}"), sk: "PRESENCE".into() }
}

// proves I1, I4, S3: what is there is never made again
#[tokio::test]
async fn an_item_is_created_once() {
    everywhere(async |table| {
        let both = || contact::create(&identity("kim"), &person("kim")).unwrap();
        table.write(both()).await.unwrap();
        assert_eq!(table.write(both()).await, refused(&[0, 1]));
        assert_eq!(table.write(vec![both().remove(1)]).await, refused(&[0]), "alone as in a transaction");
        assert_eq!(contact::of(&table, &identity("kim")).await.unwrap(), Some(person("kim").id));
        assert_eq!(contact::of(&table, &identity("lee")).await.unwrap(), None);
    })
    .await;
}

// proves R6: a whole item is replaced only by who has read it
#[tokio::test]
async fn an_item_is_replaced_by_version() {
    everywhere(async |table| {
        let queue = |name: &str| Queue {
            id: slug("care"),
            name: name.into(),
            offer_seconds: 30,
            wrap_up_codes: vec![],
            code_required: false,
        };
        assert_eq!(settings::put(&table, &queue("one"), Some(0), start()).await, Ok(1));
        assert_eq!(settings::put(&table, &queue("again"), Some(0), start()).await, refused(&[0]).map(|()| 0));
        assert_eq!(settings::put(&table, &queue("two"), Some(1), start()).await, Ok(2));
        assert_eq!(settings::put(&table, &queue("stale"), Some(1), start()).await, refused(&[0]).map(|()| 0));
        assert_eq!(settings::put(&table, &queue("ahead"), Some(7), start()).await, refused(&[0]).map(|()| 0));
        assert_eq!(settings::put(&table, &queue("whatever"), None, start()).await, Ok(3));
        let saved = settings::get::<Queue>(&table, "care").await.unwrap().unwrap();
        assert_eq!((saved.version, saved.data.name.as_str(), saved.saved_at), (3, "whatever", start()));
        settings::delete::<Queue>(&table, "care").await.unwrap();
        settings::delete::<Queue>(&table, "care").await.unwrap();
        assert_eq!(
            settings::put(&table, &queue("gone"), Some(3), start()).await,
            refused(&[0]).map(|()| 0),
            "what is gone has no version"
        );
    })
    .await;
}

// proves I10, R6: every guard, alone and in a transaction
#[tokio::test]
async fn a_guard_lets_a_write_through_or_refuses_it() {
    everywhere(async |table| {
        let holding = || "holding".to_owned();
        let (first, other) = (held("kim", "jiwoo").id.to_string(), held("lee", "jiwoo").id.to_string());
        // The item is not there: what is absent is absent, and the smallest set is none.
        for (guard, lawful) in [
            (Guard::Exists, false),
            (Guard::Absent(holding()), true),
            (Guard::Present(holding()), false),
            (Guard::SmallerThan(holding(), 1), true),
            (Guard::Lacks(holding(), first.clone()), true),
        ] {
            let outcome = table.write(vec![Write::Delete(desk("nobody"), vec![guard.clone()])]).await;
            assert_eq!(outcome.is_ok(), lawful, "{guard:?} on nothing");
        }
        for (guard, lawful) in [
            (Guard::Exists, true),
            (Guard::Absent(holding()), false),
            (Guard::Present(holding()), true),
            (Guard::Present("nothing".into()), false),
            (Guard::SmallerThan(holding(), 1), false),
            (Guard::SmallerThan(holding(), 2), true),
            (Guard::SmallerThan("nothing".into(), 1), true),
            (Guard::Lacks(holding(), first.clone()), false),
            (Guard::Lacks(holding(), other.clone()), true),
            (Guard::Lacks("nothing".into(), first.clone()), true),
        ] {
            table.write(vec![Write::Delete(desk("jiwoo"), vec![])]).await.unwrap();
            table.write(vec![Write::Delete(Key { pk: format!("CONV#{first}"), sk: "@".into() }, vec![])]).await.unwrap();
            table.write(conversation::change(None, &held("kim", "jiwoo"), 5).unwrap()).await.unwrap();
            let guarded = Write::Delete(desk("jiwoo"), vec![Guard::Exists, guard.clone()]);
            let beside = Write::Delete(desk("nobody"), vec![]);
            assert_eq!(
                table.write(vec![beside, guarded.clone()]).await,
                if lawful { Ok(()) } else { refused(&[1]) },
                "{guard:?}"
            );
            assert_eq!(table.write(vec![guarded]).await, refused(&[0]), "{guard:?}: now it is gone, or refused as before");
            table.write(vec![Write::Delete(desk("jiwoo"), vec![])]).await.unwrap();
        }
    })
    .await;
}

// proves R4: all of them or none, and every refusal by its place in the list
#[tokio::test]
async fn a_transaction_writes_all_or_nothing_and_names_every_refusal_in_order() {
    everywhere(async |table| {
        let of = |name: &str| contact::create(&identity(name), &person(name)).unwrap();
        table.write(of("b")).await.unwrap();
        let writes = || {
            let mut writes = of("a");
            writes.extend(of("b"));
            writes.push(contact::describe(person("nobody").id, "x", None).unwrap());
            writes.push(contact::describe(person("b").id, "new name", None).unwrap());
            writes
        };
        let mut without_b_itself = writes();
        without_b_itself.remove(3);
        assert_eq!(table.write(without_b_itself).await, refused(&[2, 3]));
        assert_eq!(contact::of(&table, &identity("a")).await.unwrap(), None, "nothing was written");
        assert_eq!(contact::get(&table, person("b").id).await.unwrap().unwrap().name, None, "nothing was changed");
        // One item twice can never work, nor can more than a hundred.
        assert!(matches!(table.write(writes()).await, Err(Error::Broken(_))));
        let many: Vec<Write> = (0..101).map(|n| Write::Delete(desk(&format!("a{n}")), vec![])).collect();
        assert!(matches!(table.write(many).await, Err(Error::Broken(_))));
        let most: Vec<Write> = (0..100).map(|n| Write::Delete(desk(&format!("a{n}")), vec![])).collect();
        assert_eq!(table.write(most).await, Ok(()));
        assert_eq!(table.write(vec![]).await, Ok(()));
    })
    .await;
}

// proves RTE-03: the thread's history, page by page, without gap or repeat
#[tokio::test]
async fn the_rows_of_a_thread_come_in_pages_from_either_end() {
    everywhere(async |table| {
        for n in 0..23 {
            let row = conversation::row(&thread("kim"), &answer("kim", n)).unwrap();
            store::commit(&table, command(&format!("row {n}")), row, vec![], &[]).await.unwrap();
        }
        let other = conversation::row(&thread("kimm"), &answer("kimm", 5)).unwrap();
        store::commit(&table, command("other"), other, vec![], &[]).await.unwrap();
        let all: Vec<u64> = (1..=23).collect();
        for limit in [1, 7, 22, 23, 24] {
            let (mut seen, mut after, mut pages) = (Vec::new(), None, 0);
            loop {
                let page = conversation::messages(&table, &thread("kim"), Rows::Newest(after), limit).await.unwrap();
                assert!(page.items.len() <= limit as usize);
                seen.extend(page.items.iter().map(|row| row.seq));
                pages += 1;
                assert!(pages < 60, "the pages do not end");
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
            assert_eq!(seen, all.iter().rev().copied().collect::<Vec<_>>(), "pages of {limit}, newest first");
        }
        for (from, expected) in [(0, 1..=23), (10, 11..=23), (22, 23..=23)] {
            let page =
                conversation::messages(&table, &thread("kim"), Rows::From(start().plus(from * SECOND)), 100).await.unwrap();
            assert_eq!(
                page.items.iter().map(|row| row.seq).collect::<Vec<_>>(),
                expected.collect::<Vec<_>>(),
                "oldest first, from {from}"
            );
        }
        let found = conversation::find(&table, &thread("kim"), |row| row.seq == 4).await.unwrap().unwrap();
        assert_eq!(found, answer("kim", 3), "what is read is what was written");
        assert_eq!(conversation::find(&table, &thread("kim"), |row| row.seq == 99).await.unwrap(), None);
    })
    .await;
}

// proves RTE-14, RTE-24: a line in its order, by an index that carries keys only
#[tokio::test]
async fn an_inbox_comes_in_the_order_of_its_line_and_holds_what_stands_there_now() {
    everywhere(async |table| {
        for (n, priority) in [(0, 0), (1, 5), (2, 0), (3, -5), (4, 0)] {
            let mut conversation = waiting(&format!("c{n}"), start().plus(n * MINUTE));
            conversation.needs.priority = priority;
            table.write(conversation::change(None, &conversation, 0).unwrap()).await.unwrap();
        }
        let care = slug("care");
        let (mut order, mut after) = (Vec::new(), None);
        loop {
            let page = conversation::inbox_page(&table, Inbox::Waiting(&care), after, 2).await.unwrap();
            order.extend(page.items.into_iter().map(|stored| stored.conversation.customer.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(order, ["c1", "c0", "c2", "c4", "c3"], "arrival less the head start");
        assert_eq!(conversation::waiting_count(&table, &care, 9).await.unwrap().0, 5);
        assert_eq!(conversation::waiting_count(&table, &slug("billing"), 9).await.unwrap(), (0, None));
        // One moves on to an agent: out of this inbox and into that one, in one write.
        let before = conversation::get(&table, waiting("c1", start().plus(MINUTE)).id).await.unwrap().unwrap();
        on_queue(&table, "jiwoo").await;
        let mut moved = before.conversation.clone();
        moved.offer(&slug("jiwoo"), 30_000, start().plus(MINUTE)).unwrap();
        table.write(conversation::change(Some(&before), &moved, 2).unwrap()).await.unwrap();
        let waiting_now = conversation::inbox_page(&table, Inbox::Waiting(&care), None, 9).await.unwrap().items;
        let offered_now = conversation::inbox_page(&table, Inbox::Offered(&slug("jiwoo")), None, 9).await.unwrap().items;
        assert_eq!((waiting_now.len(), offered_now), (4, vec![Stored { conversation: moved, version: 2 }]));
        assert_eq!(
            table.write(conversation::change(Some(&before), &before.conversation, 0).unwrap()).await,
            refused(&[0]),
            "by version"
        );
    })
    .await;
}

// proves RTE-03: a person's conversations, newest first
#[tokio::test]
async fn a_persons_conversations_come_newest_first_without_their_identities() {
    everywhere(async |table| {
        table.write(contact::create(&identity("kim"), &person("kim")).unwrap()).await.unwrap();
        let mut expected: Vec<ConversationId> = Vec::new();
        for n in 0..5 {
            let mut conversation = waiting("kim", start().plus(n * MINUTE));
            conversation.id = ConversationId::at(conversation.opened_at, &[&n.to_be_bytes()]);
            table.write(conversation::change(None, &conversation, 0).unwrap()).await.unwrap();
            expected.insert(0, conversation.id);
        }
        let (mut seen, mut after) = (Vec::new(), None);
        loop {
            let page = conversation::of_contact(&table, person("kim").id, after, 2).await.unwrap();
            seen.extend(page.items.iter().map(|stored| stored.conversation.id));
            match page.next {
                Some(next) => after = Some(next),
                None => break,
            }
        }
        assert_eq!(seen, expected);
    })
    .await;
}

// proves RTE-10: what is due, and nothing that is not due yet or has been taken
#[tokio::test]
async fn offers_are_due_when_they_have_run_out_and_no_longer_when_they_are_taken() {
    everywhere(async |table| {
        for n in 0..20 {
            let until = start().plus(n * SECOND);
            on_queue(&table, &format!("a{n}")).await;
            table
                .write(conversation::change(None, &offered(&format!("c{n}"), &format!("a{n}"), until), 1).unwrap())
                .await
                .unwrap();
        }
        let due = async |at: Timestamp| -> BTreeSet<_> {
            conversation::offers_due(&table, at, 99).await.unwrap().into_iter().collect()
        };
        let expected = |upto: i64| -> BTreeSet<_> {
            (0..=upto).map(|n| (waiting(&format!("c{n}"), start()).id, start().plus(n * SECOND))).collect()
        };
        assert_eq!(due(start().minus(1)).await, BTreeSet::new());
        assert_eq!(due(start().plus(9 * SECOND)).await, expected(9), "the end is included");
        let before = conversation::get(&table, waiting("c9", start()).id).await.unwrap().unwrap();
        let mut taken = before.conversation.clone();
        taken.accept(&slug("a9"), start()).unwrap();
        table.write(conversation::change(Some(&before), &taken, 1).unwrap()).await.unwrap();
        assert_eq!(due(start().plus(9 * SECOND)).await, expected(8));
    })
    .await;
}

async fn on_queue(table: &Table, agent: &str) {
    table.write(vec![agent::presence(&slug(agent), &Desk::default(), Presence::OnQueue, start()).unwrap()]).await.unwrap();
}

// proves I10, F20: whoever left since they were chosen gets no offer, and whoever got one since they were looked at has
// not left yet
#[tokio::test]
async fn an_offer_and_a_leave_taking_at_once_are_one_after_the_other() {
    everywhere(async |table| {
        let until = start().plus(30 * SECOND);
        let offer = |name| conversation::change(None, &offered(name, "jiwoo", until), 3).unwrap();
        let leave = |before: &Desk| agent::presence(&slug("jiwoo"), before, Presence::Away, start()).unwrap();
        assert_eq!(table.write(offer("early")).await, refused(&[1]), "nobody is there yet");
        on_queue(&table, "jiwoo").await;
        table.write(offer("a")).await.unwrap();
        let looked_before = Desk::default();
        assert_eq!(table.write(vec![leave(&looked_before)]).await, refused(&[0]), "an offer came since");
        let looked = Desk { moves: 2, ..looked_before };
        table.write(vec![leave(&looked)]).await.unwrap();
        assert_eq!(table.write(offer("late")).await, refused(&[1]));
    })
    .await;
}

// proves I10, I12: sets grow and shrink by member, and an empty one is none
#[tokio::test]
async fn a_desk_holds_each_conversation_once_and_forgets_an_empty_set() {
    everywhere(async |table| {
        let jiwoo = Agent {
            id: slug("jiwoo"),
            name: "Jiwoo".into(),
            queues: [slug("care")].into(),
            skills: [(slug("ko"), 5)].into(),
            capacity: 2,
        };
        agent::put(&table, &jiwoo, None, start()).await.unwrap();
        table.write(vec![agent::presence(&jiwoo.id, &Desk::default(), Presence::OnQueue, start()).unwrap()]).await.unwrap();
        let holding = async || agent::candidate(&table, &jiwoo.id).await.unwrap().unwrap().desk.holding;
        for name in ["a", "b"] {
            table.write(conversation::change(None, &held(name, "jiwoo"), 2).unwrap()).await.unwrap();
        }
        assert_eq!(table.write(conversation::change(None, &held("c", "jiwoo"), 2).unwrap()).await, refused(&[1]), "no third");
        assert_eq!(holding().await, [held("a", "jiwoo").id, held("b", "jiwoo").id].into());
        for name in ["a", "b"] {
            let before = conversation::get(&table, held(name, "jiwoo").id).await.unwrap().unwrap();
            let mut closed = before.conversation.clone();
            closed.stage = Stage::Closed { at: start(), code: None };
            table.write(conversation::change(Some(&before), &closed, 0).unwrap()).await.unwrap();
        }
        assert_eq!(holding().await, BTreeSet::new());
        let none = Guard::Absent("holding".into());
        let found = agent::candidate(&table, &jiwoo.id).await.unwrap().unwrap();
        assert_eq!((found.desk.presence, &found.agent), (Presence::OnQueue, &jiwoo));
        table.write(vec![Write::Delete(desk("jiwoo"), vec![none])]).await.unwrap();
        assert_eq!(agent::candidate(&table, &jiwoo.id).await.unwrap().unwrap().desk, Desk::default());
    })
    .await;
}

fn at_desk(name: &str, holding: u32, moves: u64, skills: &[(&str, u8)]) -> Candidate {
    let holding = (0..holding).map(|n| held(&format!("{name}{n}"), name).id).collect();
    Candidate {
        agent: Agent {
            id: slug(name),
            name: name.into(),
            queues: [slug("care"), slug("billing")].into(),
            skills: skills.iter().map(|(skill, level)| (slug(skill), *level)).collect(),
            capacity: 4,
        },
        desk: Desk { presence: Presence::OnQueue, since: start(), holding, moves },
    }
}

// proves RTE-15, RTE-24, quality.md section 8: who has room is found emptiest first, whatever order it was noted in, and
// who has none is not found
#[tokio::test]
async fn who_has_room_is_noted_by_queue_and_by_load_and_the_newest_note_counts() {
    everywhere(async |table| {
        let found = async |queue: &str| room::page(&table, &slug(queue), None).await.unwrap().items;
        let names = async |queue: &str| found(queue).await.iter().map(|note| note.agent.to_string()).collect::<Vec<_>>();
        assert_eq!(found("care").await, []);
        for (name, holding) in [("half", 2), ("empty", 0), ("full", 4), ("quarter", 1)] {
            room::note(&table, &at_desk(name, holding, 5, &[("ko", 5), ("refund", 2)]), None).await.unwrap();
        }
        assert_eq!(names("care").await, ["empty", "quarter", "half"]);
        assert_eq!(names("billing").await, names("care").await);
        assert_eq!(found("care").await[1], Note::of(&at_desk("quarter", 1, 5, &[("ko", 5), ("refund", 2)])));
        // An older look, and one at the same moves, come too late.
        for late in [at_desk("empty", 4, 4, &[]), at_desk("empty", 4, 5, &[])] {
            room::note(&table, &late, None).await.unwrap();
        }
        assert_eq!(names("care").await, ["empty", "quarter", "half"]);
        room::note(&table, &at_desk("empty", 3, 6, &[]), None).await.unwrap();
        room::note(&table, &at_desk("full", 0, 6, &[]), None).await.unwrap();
        let gone =
            Candidate { desk: Desk { presence: Presence::Away, moves: 6, ..Desk::default() }, ..at_desk("half", 0, 6, &[]) };
        room::note(&table, &gone, None).await.unwrap();
        assert_eq!(names("care").await, ["full", "quarter", "empty"]);
        let mut billing_only = at_desk("quarter", 1, 7, &[]);
        billing_only.agent.queues = [slug("billing")].into();
        room::note(&table, &billing_only, Some(&slug("care"))).await.unwrap();
        assert_eq!((names("care").await, names("billing").await.len()), (vec!["full".into(), "empty".into()], 3));
        room::forget(&table, &slug("full"), &slug("care")).await.unwrap();
        assert_eq!(names("care").await, ["empty"]);
    })
    .await;
}

// proves RTE-11: an agent of more skills than a note has room for is not taken for one who lacks them
#[tokio::test]
async fn a_note_says_when_it_leaves_skills_out() {
    everywhere(async |table| {
        let names: Vec<String> = (0..100).map(|n| format!("a-skill-of-quite-some-length-{n:03}")).collect();
        let skills: Vec<(&str, u8)> = names.iter().map(|name| (name.as_str(), 3)).collect();
        room::note(&table, &at_desk("versed", 0, 1, &skills), None).await.unwrap();
        let note = room::page(&table, &slug("care"), None).await.unwrap().items.remove(0);
        assert!(note.and_more && note.skills.len() > 20, "{} skills", note.skills.len());
    })
    .await;
}

// proves RTE-15, RTE-16: what is written of an agent who is at work holds at once, and their desk is not disturbed by it
#[tokio::test]
async fn an_agent_who_is_saved_while_on_queue_has_room_by_what_was_saved() {
    everywhere(async |table| {
        let mut jiwoo = at_desk("jiwoo", 0, 0, &[]).agent;
        let found = async |queue: &str| room::page(&table, &slug(queue), None).await.unwrap().items;
        agent::put(&table, &jiwoo, None, start()).await.unwrap();
        on_queue(&table, "jiwoo").await;
        let there = agent::candidate(&table, &jiwoo.id).await.unwrap().unwrap();
        room::note(&table, &there, None).await.unwrap();
        table.write(conversation::change(None, &held("a", "jiwoo"), 2).unwrap()).await.unwrap();
        jiwoo.queues = [slug("care"), slug("returns")].into();
        jiwoo.capacity = 2;
        assert_eq!(agent::put(&table, &jiwoo, Some(1), start()).await.unwrap(), 2);
        assert_eq!((found("care").await[0].load, found("returns").await.len(), found("billing").await.len()), (500, 1, 0));
        jiwoo.capacity = 1;
        agent::put(&table, &jiwoo, None, start()).await.unwrap();
        assert_eq!(found("care").await, []);
        assert_eq!(agent::put(&table, &jiwoo, Some(1), start()).await, Err(Error::Refused(vec![0])), "it was read before");
        let desk = agent::candidate(&table, &jiwoo.id).await.unwrap().unwrap().desk;
        assert_eq!((desk.presence, desk.holding.len()), (Presence::OnQueue, 1));
    })
    .await;
}

// proves I10, F20: fifty at once, seven places, and nobody more
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn fifty_who_take_a_place_at_once_never_take_more_than_there_are() {
    everywhere(async |table| {
        let tasks: Vec<_> = (0..50)
            .map(|n| {
                let table = table.clone();
                tokio::spawn(async move { take(&table, &format!("c{n}")).await })
            })
            .collect();
        let mut taken = 0;
        for task in tasks {
            taken += u32::from(task.await.unwrap());
        }
        let jiwoo = Agent { id: slug("jiwoo"), name: "Jiwoo".into(), queues: [].into(), skills: [].into(), capacity: 7 };
        agent::put(&table, &jiwoo, None, start()).await.unwrap();
        let holding = agent::candidate(&table, &jiwoo.id).await.unwrap().unwrap().desk.holding;
        assert_eq!((taken, holding.len()), (7, 7));
    })
    .await;
}

/// Takes a place of seven; whether there was one.
async fn take(table: &Table, name: &str) -> bool {
    loop {
        match table.write(conversation::change(None, &held(name, "jiwoo"), 7).unwrap()).await {
            Ok(()) => return true,
            Err(Error::Refused(places)) => {
                assert_eq!(places, [1], "the desk refuses, nothing else");
                return false;
            }
            Err(Error::Retry(_)) => tokio::time::sleep(std::time::Duration::from_millis(5)).await,
            Err(error) => panic!("{error}"),
        }
    }
}

// proves I17: a row changes only for who has read what it says
#[tokio::test]
async fn a_row_is_rewritten_only_from_what_was_read() {
    everywhere(async |table| {
        let (thread, row) = (thread("kim"), answer("kim", 1));
        let says = |state| Body::Agent {
            extra: None,
            agent: slug("jiwoo"),
            text: "answer 1".into(),
            canned: None,
            delivery: Delivery { state, attempts: 1, ..Delivery::queued() },
        };
        let rewrite = |from: &domain::message::Message, body: &Body| conversation::rewrite_from(&thread, from, body).unwrap();
        assert_eq!(table.write(vec![rewrite(&row, &says(DeliveryState::Sending))]).await, refused(&[0]), "it is not there yet");
        store::commit(&table, command("row"), conversation::row(&thread, &row).unwrap(), vec![], &[]).await.unwrap();
        table.write(vec![rewrite(&row, &says(DeliveryState::Sending))]).await.unwrap();
        assert_eq!(
            table.write(vec![rewrite(&row, &says(DeliveryState::Sent))]).await,
            refused(&[0]),
            "it says something else by now"
        );
        let now = conversation::message(&table, &thread, row.at, row.id).await.unwrap().unwrap();
        assert_eq!(now.body, says(DeliveryState::Sending));
        table.write(vec![rewrite(&now, &says(DeliveryState::Sent))]).await.unwrap();
    })
    .await;
}

// proves I27: whatever people call themselves, their items are theirs
#[tokio::test]
async fn identities_of_two_platforms_and_accounts_never_meet() {
    everywhere(async |table| {
        let kim = identity("kim");
        let elsewhere = Identity { platform: Platform::Instagram, ..kim.clone() };
        let other_shop = Identity { account: slug("shop-2"), ..kim.clone() };
        for identity in [&kim, &elsewhere, &other_shop] {
            let person = domain::contact::Contact { id: identity.contact(start()), ..person("kim") };
            table.write(contact::create(identity, &person).unwrap()).await.unwrap();
        }
        let mut ids = BTreeSet::new();
        for identity in [&kim, &elsewhere, &other_shop] {
            ids.insert(contact::of(&table, identity).await.unwrap().unwrap());
        }
        assert_eq!(ids.len(), 3);
    })
    .await;
}

// proves the budget's source: every call says what it cost
#[tokio::test]
async fn calls_over_the_api_are_metered() {
    metered(async |table| {
        let units = table.take_units();
        assert_eq!((units.write, units.read), (0.0, 0.0));
        table.write(vec![contact::create(&identity("kim"), &person("kim")).unwrap().remove(1)]).await.unwrap();
        let one = table.take_units();
        assert!(one.write >= 1.0 && one.read == 0.0, "{one:?}");
        table.write(contact::create(&identity("lee"), &person("lee")).unwrap()).await.unwrap();
        let two = table.take_units();
        assert!(two.write >= 4.0, "a transaction costs twice: {two:?}");
        contact::get(&table, person("kim").id).await.unwrap();
        assert!(table.take_units().read > 0.0);
        settings::all::<Queue>(&table).await.unwrap();
        room::page(&table, &slug("care"), None).await.unwrap();
        let read = table.take_units();
        assert!(read.read > 0.0 && read.write == 0.0, "{read:?}");
        assert_eq!(table.take_units().read, 0.0, "taken is taken");
    })
    .await;
    assert_eq!(Table::from(store::Memory::default()).take_units(), store::Units::default());
}
