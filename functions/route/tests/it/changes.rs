//! Edits, unsends, reactions.

use domain::{
    event::{Payload, Route},
    inbound::{Act, Attachment, ContentKind, Item},
    media::Media,
    message::{Body, Changed},
    thread::Thread,
    time::SECOND,
};

use crate::{
    shop::{Shop, heard},
    stand::{
        Told,
        company::JIWOO,
        invocation::{again, sqs, stored},
        items::{direct, later},
        slug,
    },
};

fn edit(item: &Item, text: &str, at: domain::time::Timestamp) -> Item {
    later(item, &format!("edit {text}"), Act::Edit { external_id: Some("m1".into()), text: Some(text.into()) }, at)
}

fn delete(item: &Item, at: domain::time::Timestamp) -> Item {
    later(item, "delete", Act::Delete { external_id: Some("m1".into()) }, at)
}

/// The words of the first row, and how they were changed.
async fn words(shop: &Shop, item: &Item) -> (Option<String>, Option<Changed>) {
    let rows = shop.stand.rows(&Thread::of(item)).await;
    match &rows.iter().find(|row| row.id == item.message()).unwrap().body {
        Body::Customer { content, changed, .. } => (content.as_ref().and_then(|content| content.text.clone()), changed.clone()),
        other => panic!("{other:?}"),
    }
}

// proves I5, D-14, CH-09: the row says the new thing, and the change has its own place in the thread
#[tokio::test]
async fn an_edit_changes_the_words_and_an_unsend_takes_them_away_for_good() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "배송 조회", shop.stand.now());
    shop.hears(&item).await;
    shop.stand.pass(SECOND);
    let edited = edit(&item, "배송 취소", shop.stand.now());
    let told = shop
        .stand
        .twice(route::handle, &stored("route", "hear-edit", &sqs(&[heard(&edited, None, shop.stand.now())])))
        .await
        .smooth();
    assert_eq!(told.names(), ["message.received"]);
    assert_eq!(words(&shop, &item).await, (Some("배송 취소".into()), Some(Changed::Edited { at: edited.at })));
    assert_eq!((shop.with("kim").await.preview.as_str(), shop.with("kim").await.seq), ("배송 취소", 2));

    shop.stand.pass(SECOND);
    let gone = delete(&item, shop.stand.now());
    shop.stand
        .twice(route::handle, &stored("route", "hear-unsend", &sqs(&[heard(&gone, None, shop.stand.now())])))
        .await
        .smooth();
    let deleted = (None, Some(Changed::Deleted { at: gone.at }));
    assert_eq!(words(&shop, &item).await, deleted);
    assert_eq!((shop.with("kim").await.preview.as_str(), shop.with("kim").await.seq), ("", 3));
    assert!(shop.stand.contents().values().flatten().all(|(_, value)| !value.contains("배송")), "the words are nowhere any more");

    shop.stand.pass(SECOND);
    shop.hears(&edit(&item, "배송 늦은 수정", shop.stand.now())).await;
    assert_eq!(words(&shop, &item).await, deleted, "a late edit brings nothing back");
    shop.hears(&item).await;
    assert_eq!(words(&shop, &item).await, deleted, "nor does the message itself, delivered again");
    let seqs: Vec<u64> = shop.stand.rows(&Thread::of(&item)).await.iter().map(|row| row.seq).collect();
    assert_eq!(seqs, [1, 2, 3, 4]);
}

// proves ING-17, CH-23: a customer's file is kept, and what was kept of an unsent message is forgotten
#[tokio::test]
async fn a_file_is_kept_and_an_unsent_one_forgotten() {
    let shop = Shop::open().await;
    let mut item = direct("kim", "m1", "사진이에요", shop.stand.now());
    let attachment = |kind, reference: &str| Attachment { kind, url: None, reference: Some(reference.into()), label: None };
    if let Act::Say { content, .. } = &mut item.act {
        content.attachments = vec![attachment(ContentKind::Location, "37.5,127.0"), attachment(ContentKind::Image, "m1")];
    }
    let media = |told: &Told| -> Vec<Media> {
        let media = told.published.iter().filter_map(|one| match &one.payload {
            Payload::Media(media) => Some(media.clone()),
            _ => None,
        });
        media.collect()
    };
    let told = shop.stand.twice(route::handle, &sqs(&[heard(&item, None, shop.stand.now())])).await.smooth();
    let kept = media(&told);
    let [Media::Keep(keep)] = kept.as_slice() else { panic!("{told:?}") };
    assert_eq!((keep.message, keep.place, keep.attachment.reference.as_deref()), (item.message(), 1, Some("m1")));
    shop.stand.pass(SECOND);
    let gone = delete(&item, shop.stand.now());
    let told = shop.stand.twice(route::handle, &sqs(&[heard(&gone, None, shop.stand.now())])).await.smooth();
    assert_eq!(media(&told), [Media::Forget { message: item.message(), place: 1 }]);
}

// proves F2: edits that arrive in the wrong order
#[tokio::test]
async fn an_older_edit_that_comes_later_does_not_undo_a_newer_one() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "배송 조회", shop.stand.now());
    shop.hears(&item).await;
    let (older, newer) = (shop.stand.now().plus(SECOND), shop.stand.now().plus(2 * SECOND));
    shop.stand.pass(3 * SECOND);
    shop.hears(&edit(&item, "newer", newer)).await;
    shop.hears(&edit(&item, "older", older)).await;
    assert_eq!(words(&shop, &item).await, (Some("newer".into()), Some(Changed::Edited { at: newer })));
    assert_eq!(shop.with("kim").await.preview, "newer");
}

// proves CH-09: a reaction is told and changes no words
#[tokio::test]
async fn a_reaction_is_a_row_of_its_own() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "고마워요", shop.stand.now());
    shop.hears(&item).await;
    shop.stand.pass(SECOND);
    let heart = later(
        &item,
        "react",
        Act::React { id: None, external_id: Some("m1".into()), reaction: Some("❤".into()) },
        shop.stand.now(),
    );
    let told = shop
        .stand
        .twice(route::handle, &stored("route", "hear-reaction", &sqs(&[heard(&heart, None, shop.stand.now())])))
        .await
        .smooth();
    assert_eq!(told.names(), ["message.received"]);
    assert_eq!(words(&shop, &item).await, (Some("고마워요".into()), None));
    let rows = shop.stand.rows(&Thread::of(&item)).await;
    assert!(matches!(&rows[1].body, Body::Activity { what, detail, .. } if what == "reacted" && detail == "❤"));
}

// proves F2, I1: an edit may overtake what it edits; it waits a little, and then it is about something from before
#[tokio::test]
async fn a_change_that_comes_first_is_tried_again_and_then_let_go() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "배송 조회", shop.stand.now());
    let edited = edit(&item, "배송 취소", shop.stand.now().plus(SECOND));
    let event = sqs(&[heard(&edited, None, shop.stand.now())]);
    for attempt in 1..4 {
        let told = shop.stand.once(route::handle, &again(&event, attempt)).await;
        assert_eq!((told.failed.len(), told.published.len(), told.dead.len()), (1, 0, 0), "attempt {attempt}");
    }
    let told = shop.stand.once(route::handle, &again(&event, 4)).await.smooth();
    assert_eq!(told.published, []);
    shop.hears(&item).await;
    let told = shop.stand.once(route::handle, &again(&event, 2)).await.smooth();
    assert_eq!(told.names(), ["message.received"]);
    assert_eq!(words(&shop, &item).await.0.as_deref(), Some("배송 취소"));
}

// proves I6: an edit of what was said in a conversation that has ended opens nothing
#[tokio::test]
async fn a_change_after_the_end_opens_no_conversation() {
    let shop = Shop::open().await;
    let item = direct("kim", "m1", "배송 조회", shop.stand.now());
    shop.hears(&item).await;
    let id = shop.with("kim").await.id;
    shop.does(id, Route::Accept { conversation: id, agent: slug(JIWOO) }).await;
    shop.does(id, Route::Close { conversation: id, by: slug(JIWOO), code: None }).await;
    shop.stand.pass(SECOND);
    shop.hears(&delete(&item, shop.stand.now())).await;
    assert_eq!((shop.with("kim").await.id, shop.with("kim").await.stage.name()), (id, "closed"));
    assert_eq!(words(&shop, &item).await.0, None);
}
