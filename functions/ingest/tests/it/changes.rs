//! Mentions that their authors edit or delete (D-14).

use domain::{
    event::{Payload, Route},
    inbound::{Act, Item},
    message::Changed,
    time::SECOND,
};

use crate::{
    mentions::{kept, listening},
    stand::{
        Stand, Told,
        invocation::{sqs, stored},
        items::{comment, direct, later, take_in},
    },
};

fn edit(item: &Item, text: &str, stand: &Stand) -> Item {
    later(item, &format!("edit {text}"), Act::Edit { external_id: Some("c1".into()), text: Some(text.into()) }, stand.now())
}

fn delete(item: &Item, stand: &Stand) -> Item {
    later(item, "delete", Act::Delete { external_id: Some("c1".into()) }, stand.now())
}

async fn mention() -> (Stand, Item, Told) {
    let stand = listening().await;
    let item = comment("kim", "c1", "배송 언제 와요", stand.now());
    let told = stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    stand.pass(SECOND);
    (stand, item, told)
}

// proves D-14, I5
#[tokio::test]
async fn an_edited_mention_says_the_new_words_and_stays_counted_as_it_was() {
    let (stand, item, first) = mention().await;
    let edited = edit(&item, "이제 왔어요", &stand);
    let told = stand.twice(ingest::handle, &stored("ingest", "edit", &sqs(&[take_in(&edited, stand.now())]))).await.smooth();
    let now = kept(&stand, &first).await;
    assert_eq!(now.content.as_ref().unwrap().text.as_deref(), Some("이제 왔어요"));
    assert_eq!((&now.changed, now.topics().count()), (&Some(Changed::Edited { at: edited.at }), 1));
    assert_eq!(told.names(), ["route"], "routing looks for its message; nothing is counted again");
    assert!(matches!(&told.published[0].payload, Payload::Route(Route::Hear(hear)) if hear.item == edited));
}

// proves D-14, I24: content and author go at once, the stub stays
#[tokio::test]
async fn a_deleted_mention_loses_its_content_and_author_and_stays_as_a_stub() {
    let (stand, item, first) = mention().await;
    let gone = delete(&item, &stand);
    stand.twice(ingest::handle, &stored("ingest", "delete", &sqs(&[take_in(&gone, stand.now())]))).await.smooth();
    let stub = kept(&stand, &first).await;
    assert_eq!((&stub.content, &stub.author, &stub.changed), (&None, &None, &Some(Changed::Deleted { at: gone.at })));
    assert_eq!((stub.at, stub.topics().count()), (item.at, 1), "counts and drill-down still agree");
    for (key, row) in stand.contents().iter().filter(|(key, _)| key.pk.starts_with("MENTION#")) {
        assert!(row.values().all(|value| !value.contains("배송 언제") && !value.contains("kim.k")), "{key:?} {row:?}");
    }
    // What comes late brings nothing back: neither an older edit, nor the item itself.
    stand.pass(SECOND);
    stand.twice(ingest::handle, &sqs(&[take_in(&edit(&item, "배송 수정", &stand), stand.now())])).await.smooth();
    stand.twice(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    assert_eq!(kept(&stand, &first).await, stub);
}

// proves F2: edits that arrive in the wrong order
#[tokio::test]
async fn an_older_edit_that_comes_later_does_not_undo_a_newer_one() {
    let (stand, item, first) = mention().await;
    let older = edit(&item, "older", &stand);
    stand.pass(SECOND);
    let newer = edit(&item, "newer", &stand);
    for change in [newer, older] {
        stand.twice(ingest::handle, &sqs(&[take_in(&change, stand.now())])).await.smooth();
    }
    assert_eq!(kept(&stand, &first).await.content.unwrap().text.as_deref(), Some("newer"));
}

// proves ING-07, ING-13: changes of what nobody kept, and of private messages, are routing's to look for
#[tokio::test]
async fn a_change_of_something_that_is_no_mention_is_passed_on_and_writes_nothing() {
    let stand = listening().await;
    let (public, private) = (comment("kim", "c1", "점심", stand.now()), direct("kim", "c1", "배송", stand.now()));
    for item in [&public, &private] {
        for change in [edit(item, "배송", &stand), delete(item, &stand)] {
            let before = stand.contents();
            let told = stand.twice(ingest::handle, &sqs(&[take_in(&change, stand.now())])).await.smooth();
            assert_eq!((told.names(), stand.contents()), (vec!["route"], before));
        }
    }
}
