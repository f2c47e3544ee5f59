//! The step dies after its commit and before anything is told: the redelivery finishes the work (I20).

use domain::{
    agent::{Presence, Role},
    conversation::Destination,
    event::{Envelope, Reply, Route},
    inbound::Act,
    platform::Visibility,
    thread::Thread,
    time::SECOND,
};

use crate::{
    approval,
    shop::{Shop, heard},
    stand::{
        company::{BILLING, CARE, JIWOO, MINA, agent},
        invocation::sqs,
        items::{direct, later},
        slug,
    },
};

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
    for case in [
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
    ] {
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
