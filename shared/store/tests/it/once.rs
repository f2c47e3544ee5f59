//! Things that happen once: idempotency keys, tickets, the thread's pointer.

use domain::{id::AgentId, time::SECOND};
use store::{
    Error, claimed, conversation,
    idempotency::{Use, claim},
    live,
};

use crate::{
    homes::everywhere,
    samples::{slug, start, thread, waiting},
};

// proves I15: the same request is the same command; another body is a mistake
#[tokio::test]
async fn an_idempotency_key_stands_for_one_request_of_one_agent() {
    everywhere(async |table| {
        let (jiwoo, mina): (AgentId, AgentId) = (slug("jiwoo"), slug("mina"));
        assert_eq!(claimed::by(&table, &jiwoo, "k1", "POST a").await, Ok(None));
        let Ok(Use::Same(first, at)) = claim(&table, &jiwoo, "k1", "POST a", start()).await else { panic!() };
        assert_eq!(at, start());
        let later = start().plus(60 * SECOND);
        assert_eq!(
            claim(&table, &jiwoo, "k1", "POST a", later).await,
            Ok(Use::Same(first, start())),
            "the same command, at its own time"
        );
        assert_eq!(claim(&table, &jiwoo, "k1", "POST b", later).await, Ok(Use::Other));
        assert_eq!(claimed::by(&table, &jiwoo, "k1", "POST a").await, Ok(Some(Use::Same(first, start()))));
        assert_eq!(claimed::by(&table, &jiwoo, "k1", "POST b").await, Ok(Some(Use::Other)));
        let Ok(Use::Same(other, _)) = claim(&table, &mina, "k1", "POST a", start()).await else { panic!() };
        assert_ne!(other, first, "keys are an agent's own");
    })
    .await;
}

// proves I15, F20: a double click
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn twenty_claims_of_one_key_at_once_are_one_command() {
    everywhere(async |table| {
        let tasks: Vec<_> = (0..20)
            .map(|n| {
                let table = table.clone();
                tokio::spawn(async move { claim(&table, &slug("jiwoo"), "k1", "POST a", start().plus(n)).await.unwrap() })
            })
            .collect();
        let mut uses = Vec::new();
        for task in tasks {
            uses.push(task.await.unwrap());
        }
        assert!(uses.iter().all(|one| *one == uses[0]), "{uses:?}");
    })
    .await;
}

// proves S14: once, in time, and only the right one
#[tokio::test]
async fn a_ticket_opens_one_socket_within_a_minute() {
    everywhere(async |table| {
        let subjects = ["agent:jiwoo".to_owned(), "queue:care".to_owned()];
        for secret in ["t1", "t2", "t3"] {
            live::issue_ticket(&table, secret, "jiwoo", &subjects, start()).await.unwrap();
        }
        let again = live::issue_ticket(&table, "t1", "mina", &subjects, start()).await;
        assert_eq!(again, Err(Error::Refused(vec![0])), "a secret names one ticket");
        let late = start().plus(live::TICKET_LIFE);
        assert_eq!(live::connect(&table, "t1", "c1", late).await, Ok(Some("jiwoo".to_owned())), "to the last moment");
        assert_eq!(live::connect(&table, "t1", "c2", late).await, Ok(None), "used");
        assert_eq!(live::connect(&table, "t2", "c2", late.plus(1)).await, Ok(None), "too old");
        assert_eq!(live::connect(&table, "foreign", "c2", start()).await, Ok(None));
        assert_eq!(live::connect(&table, "t3", "c3", start()).await, Ok(Some("jiwoo".to_owned())));
        assert_eq!(live::listeners(&table, &subjects).await, Ok(vec!["c1".to_owned(), "c3".to_owned()]), "each once");
        assert_eq!(live::listeners(&table, &["queue:billing".to_owned()]).await, Ok(vec![]));
        live::disconnect(&table, "c1").await.unwrap();
        live::disconnect(&table, "c1").await.unwrap();
        assert_eq!(live::listeners(&table, &subjects).await, Ok(vec!["c3".to_owned()]));
    })
    .await;
}

// proves S14: two sockets with one ticket at the same moment
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_ten_sockets_with_one_ticket_at_once_one_opens() {
    everywhere(async |table| {
        live::issue_ticket(&table, "t1", "jiwoo", &["agent:jiwoo".to_owned()], start()).await.unwrap();
        let tasks: Vec<_> = (0..10)
            .map(|n| {
                let table = table.clone();
                tokio::spawn(async move { live::connect(&table, "t1", &format!("c{n}"), start()).await })
            })
            .collect();
        let mut opened = 0;
        for task in tasks {
            match task.await.unwrap() {
                Ok(Some(_)) => opened += 1,
                Ok(None) | Err(Error::Retry(_)) => {}
                other => panic!("{other:?}"),
            }
        }
        let listening = live::listeners(&table, &["agent:jiwoo".to_owned()]).await.unwrap().len();
        assert_eq!((opened, listening), (1, 1));
    })
    .await;
}

// proves I6: a thread goes on with one conversation, from the one it was with
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_threads_pointer_moves_once_from_each_conversation() {
    everywhere(async |table| {
        let ids: Vec<_> = (0..12).map(|n| waiting("kim", start().plus(n)).id).collect();
        let at_once = async |from: Option<domain::id::ConversationId>, to: &[domain::id::ConversationId]| {
            let tasks: Vec<_> = to
                .iter()
                .map(|&to| {
                    let table = table.clone();
                    tokio::spawn(
                        async move { (to, table.write(vec![conversation::point(&thread("kim"), from, to, start())]).await) },
                    )
                })
                .collect();
            let mut moved = Vec::new();
            for task in tasks {
                match task.await.unwrap() {
                    (to, Ok(())) => moved.push(to),
                    (_, Err(Error::Refused(places))) => assert_eq!(places, [0]),
                    (_, Err(error)) => panic!("{error}"),
                }
            }
            assert_eq!(moved.len(), 1, "from {from:?}");
            moved[0]
        };
        let first = at_once(None, &ids[..6]).await;
        let second = at_once(Some(first), &ids[6..]).await;
        assert!(conversation::of_thread(&table, &thread("kim")).await.unwrap().is_none(), "it names one that is not written");
        let mut conversation = waiting("kim", start());
        conversation.id = second;
        table.write(conversation::change(None, &conversation, 0).unwrap()).await.unwrap();
        assert_eq!(conversation::of_thread(&table, &thread("kim")).await.unwrap().unwrap().conversation.id, second);
    })
    .await;
}
