//! What AWS documents and a table in memory must do alike (quality.md section 4, conformance table): what calls cost, how
//! large an item may be, what a transaction's token is for. Cancellation reasons in their order are in `promises.rs`.

use aws_sdk_dynamodb::{
    Client,
    types::{AttributeValue, Put, TransactWriteItem},
};
use domain::{conversation::Stage, queue::Queue, time::SECOND};
use store::{Error, Memory, Table, Units, contact, conversation, settings};

use crate::{
    homes::{everywhere, metered, spoken},
    samples::{contact as person, held, identity, slug, start, waiting},
};

/// A setting whose item weighs exactly so many bytes.
async fn weighing(bytes: usize) -> Queue {
    let of = |length| Queue {
        id: slug("care"),
        name: "n".repeat(length),
        offer_seconds: 30,
        wrap_up_codes: vec![],
        code_required: false,
    };
    let memory = Memory::default();
    settings::put(&Table::from(memory.clone()), &of(1), Some(0), start()).await.unwrap();
    let frame = memory.sizes().into_values().sum::<usize>() - 1;
    of(bytes - frame)
}

fn units(write: f64, read: f64) -> Units {
    Units { write, read }
}

// proves quality.md section 4, size to units: a write is paid by the kilobyte begun, a read by four of them
#[tokio::test]
async fn units_are_rounded_up_to_the_kilobyte_written_and_four_read() {
    metered(async |table| {
        for (bytes, write, read) in
            [(1_023, 1.0, 1.0), (1_024, 1.0, 1.0), (1_025, 2.0, 1.0), (4_096, 4.0, 1.0), (4_097, 5.0, 2.0)]
        {
            let queue = weighing(bytes).await;
            settings::delete::<Queue>(&table, "care").await.unwrap();
            table.take_units();
            settings::put(&table, &queue, Some(0), start()).await.unwrap();
            assert_eq!(table.take_units(), units(write, 0.0), "{bytes} bytes written");
            settings::get::<Queue>(&table, "care").await.unwrap();
            assert_eq!(table.take_units(), units(0.0, read), "{bytes} bytes read");
            settings::all::<Queue>(&table).await.unwrap();
            assert_eq!(table.take_units(), units(0.0, read), "{bytes} bytes queried");
            // The larger of before and after counts.
            settings::put(&table, &weighing(500).await, Some(1), start()).await.unwrap();
            assert_eq!(table.take_units(), units(write, 0.0), "{bytes} bytes replaced by fewer");
        }
        settings::get::<Queue>(&table, "nobody").await.unwrap();
        assert_eq!(table.take_units(), units(0.0, 1.0), "nothing found costs a unit");
    })
    .await;
}

// proves the same for transactions and indexes: twice, and one for every entry that comes or goes
#[tokio::test]
async fn transactions_cost_twice_and_index_entries_one_each() {
    metered(async |table| {
        table.take_units();
        // Two items, one of them in an index.
        table.write(contact::create(&identity("kim"), &person("kim")).unwrap()).await.unwrap();
        let made = table.take_units();
        assert!((5.0..=6.0).contains(&made.write), "{made:?}");
        // A conversation alone, in both indexes; then one of its places changes.
        table.write(conversation::change(None, &waiting("kim", start()), 0).unwrap()).await.unwrap();
        assert_eq!(table.take_units(), units(3.0, 0.0), "itself and two entries");
        let before = conversation::get(&table, waiting("kim", start()).id).await.unwrap().unwrap();
        table.take_units();
        let mut closed = before.conversation.clone();
        closed.stage = Stage::Closed { at: start().plus(SECOND), code: None };
        table.write(conversation::change(Some(&before), &closed, 0).unwrap()).await.unwrap();
        assert_eq!(table.take_units(), units(2.0, 0.0), "itself, and one entry that went");
        // With a desk it is a transaction.
        table.write(conversation::change(None, &held("lee", "jiwoo"), 1).unwrap()).await.unwrap();
        let held = table.take_units();
        assert!(held.write >= 6.0, "{held:?}");
    })
    .await;
}

// proves quality.md section 4: an item has 400 KB and no more
#[tokio::test]
async fn an_item_larger_than_400_kilobytes_is_refused_for_good() {
    everywhere(async |table| {
        let most = 400 * 1_024;
        settings::put(&table, &weighing(most).await, Some(0), start()).await.unwrap();
        let larger = settings::put(&table, &weighing(most + 1).await, Some(1), start()).await;
        assert!(matches!(larger, Err(Error::Broken(_))), "{larger:?}");
        let kept = settings::get::<Queue>(&table, "care").await.unwrap().unwrap();
        assert_eq!(kept.data, weighing(most).await, "what was there is there");
    })
    .await;
}

/// One put of an item named `name`, which says `says`, under a token.
async fn put(client: &Client, table: &str, token: &str, name: &str, says: &str) -> Result<(), Option<String>> {
    let text = |text: &str| AttributeValue::S(text.to_owned());
    let put = Put::builder().table_name(table).item("pk", text(name)).item("sk", text("@")).item("says", text(says));
    let action = TransactWriteItem::builder().put(put.build().unwrap()).build();
    let answer = client.transact_write_items().client_request_token(token).transact_items(action).send().await;
    answer.map(|_| ()).map_err(|error| {
        use aws_sdk_dynamodb::error::ProvideErrorMetadata;
        error.into_service_error().code().map(str::to_owned)
    })
}

// proves quality.md section 4: within ten minutes the same token is the same transaction, and no other. The client makes one
// for every call of `TransactWriteItems` and repeats it with each of its own tries: a lost answer writes nothing twice.
#[tokio::test]
async fn a_transaction_of_the_same_token_is_carried_out_once() {
    spoken(async |client, table| {
        put(&client, &table, "first", "a", "one").await.unwrap();
        client
            .delete_item()
            .table_name(&table)
            .key("pk", AttributeValue::S("a".into()))
            .key("sk", AttributeValue::S("@".into()))
            .send()
            .await
            .unwrap();
        put(&client, &table, "first", "a", "one").await.unwrap();
        let found = client.scan().table_name(&table).send().await.unwrap();
        assert_eq!(found.count(), 0, "the second was known and not carried out again");
        let other = put(&client, &table, "first", "a", "two").await;
        assert_eq!(other, Err(Some("IdempotentParameterMismatchException".into())));
        put(&client, &table, "second", "a", "two").await.unwrap();
    })
    .await;
}
