//! The threading window (G-8).

use domain::{platform::Platform, thread::Thread, time::MINUTE};

use crate::{
    shop::Shop,
    stand::{
        company::{JIWOO, LINE, account},
        items::direct,
    },
};

// proves G-8, RTE-04, D-11, I5, I6
#[tokio::test]
async fn a_message_joins_up_to_the_window_and_begins_anew_after_it() {
    for (window, after, joins) in [
        (4_320, 4_320 * MINUTE - 1_000, true),
        (4_320, 4_320 * MINUTE, true),
        (4_320, 4_320 * MINUTE + 1, false),
        (4_320, 4_320 * MINUTE + 1_000, false),
        (60, 60 * MINUTE, true),
        (60, 120 * MINUTE, false),
        (0, 0, false),
        (0, 1, false),
    ] {
        let mut shop = Shop::open().await;
        let mut line = account(LINE, Platform::Line);
        line.threading_window_minutes = window;
        shop.stand.put(&line).await;
        let closed = shop.served("kim", JIWOO).await;
        let ended = closed.ended().unwrap();
        let (rows, at) = (shop.stand.rows(&closed.thread).await.len() as u64, ended.plus(after));
        shop.stand.deps.clock.set(at.plus(200));
        let told = shop.hears(&direct("kim", "later", "또 왔어요", at)).await;
        let now = shop.with("kim").await;
        let what = format!("{after} ms after the end, window {window} min");
        assert_eq!(now.id == closed.id, joins, "{what}");
        assert_eq!(now.interaction.number, if joins { 2 } else { 1 }, "{what}");
        assert_eq!(told.names()[0], "conversation.opened", "{what}");
        assert_eq!((now.contact, now.seq), (closed.contact, rows + 1), "{what}: one person, one numbering");
        let all = shop.stand.rows(&closed.thread).await;
        assert_eq!(all.iter().map(|row| row.seq).collect::<Vec<_>>(), (1..=rows + 1).collect::<Vec<_>>(), "{what}");
        let old = shop.stand.conversation_by_id(closed.id).await;
        assert!(joins || old.ended() == Some(ended), "{what}: the old one stays closed");
    }
}

// proves RTE-04: what was written before the end and comes after it belongs to what ended
#[tokio::test]
async fn a_message_written_before_the_end_that_comes_after_it_joins() {
    let shop = Shop::open().await;
    let closed = shop.served("kim", JIWOO).await;
    shop.stand.pass(5_000);
    shop.hears(&direct("kim", "slow", "기다리고 있어요", closed.ended().unwrap().minus(3 * MINUTE))).await;
    assert_eq!(shop.stand.conversation(&Thread::of(&direct("kim", "", "", shop.stand.now()))).await.unwrap().id, closed.id);
}
