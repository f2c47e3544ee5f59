//! A guest turns out to be a customer.

use domain::{contact::Identity, event::Route, inbound::Item, platform::Platform, thread::Thread};
use store::contact;

use crate::{
    shop::Shop,
    stand::{
        company,
        invocation::{again, sqs},
        items::direct,
        slug,
    },
};

fn identity(user: &str) -> Identity {
    Identity { platform: Platform::Web, account: slug("help"), user: user.into() }
}

async fn shop() -> Shop {
    let mut shop = Shop::open().await;
    shop.stand.put(&company::account("help", Platform::Web)).await;
    shop
}

fn writes(shop: &Shop, user: &str, id: &str) -> Item {
    Item { platform: Platform::Web, account: slug("help"), ..direct(user, id, "hello", shop.stand.now()) }
}

fn join(shop: &Shop) -> serde_json::Value {
    let line = Thread::named("join:web:help:g-1");
    sqs(&[shop.envelope(&line, Route::Join { guest: identity("g-1"), known: identity("c-7") })])
}

// proves IDN-03: a customer who never wrote before is the guest from now on, under both names
#[tokio::test]
async fn a_new_customer_is_who_the_guest_was() {
    let shop = shop().await;
    shop.hears(&writes(&shop, "g-1", "m1")).await;
    let guest = contact::of(&shop.stand.deps.table, &identity("g-1")).await.unwrap().unwrap();
    shop.stand.twice(route::handle, &join(&shop)).await.smooth();
    assert_eq!(contact::of(&shop.stand.deps.table, &identity("c-7")).await.unwrap(), Some(guest));
    let names = contact::identities(&shop.stand.deps.table, guest).await.unwrap();
    assert_eq!(names.len(), 2, "{names:?}");
}

// proves IDN-01, IDN-03: a customer who wrote before stays who they are, and gets what the guest wrote; what others wrote stays
#[tokio::test]
async fn a_known_customer_gets_what_the_guest_wrote() {
    let shop = shop().await;
    for (user, id) in [("g-1", "m1"), ("c-7", "m2"), ("g-2", "m3")] {
        shop.hears(&writes(&shop, user, id)).await;
        shop.stand.pass(1_000);
    }
    let table = &shop.stand.deps.table;
    let of = async |user: &str| contact::of(table, &identity(user)).await.unwrap().unwrap();
    let (known, other) = (of("c-7").await, of("g-2").await);
    assert_ne!(of("g-1").await, known);
    shop.stand.twice(route::handle, &join(&shop)).await.smooth();
    assert_eq!((of("g-1").await, of("c-7").await, of("g-2").await), (known, known, other));
    let both = store::conversation::of_contact(table, known, None, 10).await.unwrap().items;
    let threads: Vec<_> = both.iter().map(|stored| stored.conversation.thread.to_string()).collect();
    assert_eq!(threads, ["web:help:c-7", "web:help:g-1"]);
    // What the guest's thread hears next is the same person's.
    shop.hears(&writes(&shop, "g-1", "m4")).await;
    let thread = Thread::between(Platform::Web, &slug("help"), "g-1", None);
    assert_eq!(shop.stand.conversation(&thread).await.unwrap().contact, known);
}

// proves IDN-03: what the guest has just written may come after the word that they signed in; one who never wrote is nobody
#[tokio::test]
async fn the_word_may_come_before_what_was_written() {
    let shop = shop().await;
    let early = shop.stand.once(route::handle, &join(&shop)).await;
    assert_eq!((early.failed.len(), early.dead.len()), (1, 0), "it comes again");
    shop.hears(&writes(&shop, "g-1", "m1")).await;
    shop.stand.once(route::handle, &again(&join(&shop), 2)).await.smooth();
    let table = &shop.stand.deps.table;
    assert_eq!(contact::of(table, &identity("c-7")).await.unwrap(), contact::of(table, &identity("g-1")).await.unwrap());
    let nobody = self::shop().await;
    nobody.stand.once(route::handle, &again(&join(&nobody), 4)).await.smooth();
}
