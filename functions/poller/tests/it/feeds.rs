//! Feeds, minute after minute.

use domain::{
    event::{Ingest, Payload},
    inbound::{Act, ContentKind},
    platform::{ContentType, Platform, Visibility},
    time::MINUTE,
};
use poller::Minute;
use serde_json::json;
use store::source;

use crate::{
    stand::{Stand, invocation::stored, slug},
    world::{Feed, Says, shop, source as a_source, taken},
};

async fn minute(stand: &Stand) -> Minute {
    let event = stored("poller", "minute", &json!({ "detail-type": "Scheduled Event", "source": "aws.events", "detail": {} }));
    poller::handle(event, &stand.deps).await.unwrap()
}

// proves ING-03, CH-13, ING-19: an entry becomes a public post of the platform Open, once, under one name
#[tokio::test]
async fn an_entry_is_taken_in_once() {
    let feed = Feed::new([1, 2]);
    let stand = shop(&feed, &a_source(10_000)).await;
    assert_eq!(minute(&stand).await, Minute { calls: 1, items: 2, missed: 0, troubled: 0 });
    let published = stand.deps.bus.take().published;
    let Payload::Ingest(Ingest { item, body }) = &published[1].payload else { panic!("{published:?}") };
    assert_eq!(
        (item.platform, item.visibility, item.event.as_str(), body.len()),
        (Platform::Open, Visibility::Public, "post-1", 64)
    );
    let Act::Say { content_type, content, .. } = &item.act else { panic!("{item:?}") };
    assert_eq!((*content_type, content.text.as_deref()), (ContentType::Post, Some("Parcel 1\n\nIt is late")));
    assert_eq!(
        (content.attachments[0].kind, content.attachments[0].url.as_deref()),
        (ContentKind::Share, Some("https://news.example/1"))
    );
    assert_eq!(published[1].id, item.command());

    // Asked again in the same minute: not due. Later: the server says that nothing changed.
    assert_eq!(minute(&stand).await, Minute::default());
    stand.pass(20 * MINUTE);
    assert_eq!(minute(&stand).await, Minute { calls: 1, ..Minute::default() });
    feed.change(|state| {
        assert_eq!(state.asked[1].headers["if-none-match"], "\"2\"");
        state.entries.push(3);
    });
    stand.pass(20 * MINUTE);
    assert_eq!(minute(&stand).await.items, 1);
    assert_eq!(taken(&stand.deps), ["post-3"]);
}

// proves CH-26: trouble is shown, waited out, and loses nothing
#[tokio::test]
async fn trouble_moves_nothing_past_and_is_said() {
    let feed = Feed::new([1]);
    let stand = shop(&feed, &a_source(10_000)).await;
    for says in [Says::Status(503), Says::Nothing, Says::Status(404), Says::Status(429)] {
        feed.change(|state| state.says = says.clone());
        assert_eq!(minute(&stand).await, Minute { calls: 1, troubled: 1, ..Minute::default() }, "{says:?}");
        let stored = source::cursor(&stand.deps.table, &slug("news")).await.unwrap().unwrap().cursor;
        assert!(stored.trouble.is_some() && stored.mark.is_none(), "{stored:?}");
        stand.pass(20 * MINUTE);
    }
    feed.change(|state| state.says = Says::Entries);
    assert_eq!(minute(&stand).await.items, 1);
    let stored = source::cursor(&stand.deps.table, &slug("news")).await.unwrap().unwrap().cursor;
    assert_eq!((stored.trouble, stored.failures, stored.calls), (None, 0, 5));
}

// proves ING-03: an unknown account or an address inside is said, and harms no other source
#[tokio::test]
async fn a_source_that_cannot_be_asked_says_why() {
    let feed = Feed::new([1]);
    let inside = domain::source::Wants::Feed { url: "https://169.254.169.254/".into() };
    for (broken, why) in [
        (domain::source::Source { account: slug("nobody"), ..a_source(10) }, "no account nobody"),
        (domain::source::Source { wants: inside, ..a_source(10) }, "private"),
        (domain::source::Source { account: slug("shop-line"), ..a_source(10) }, "nothing of the kind"),
    ] {
        let mut stand = shop(&feed, &domain::source::Source { id: slug("broken"), ..broken }).await;
        stand.put(&a_source(10)).await;
        assert_eq!(minute(&stand).await, Minute { calls: 2, items: 1, missed: 0, troubled: 1 }, "{why}");
        let stored = source::cursor(&stand.deps.table, &slug("broken")).await.unwrap().unwrap().cursor;
        assert!(stored.trouble.as_deref().unwrap().contains(why), "{stored:?}");
    }
}
