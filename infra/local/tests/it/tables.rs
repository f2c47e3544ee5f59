use std::collections::BTreeMap;

use aws_sdk_dynamodb::Client;
use aws_sdk_dynamodb::types::{
    AttributeValue, ConditionCheck, KeysAndAttributes, Put, ReturnConsumedCapacity, TransactWriteItem, Update,
};

use crate::support::{dynamodb, sdk_of, stack};

fn text(value: &str) -> AttributeValue {
    AttributeValue::S(value.to_owned())
}

fn put(pk: &str, condition: &str) -> TransactWriteItem {
    let put = Put::builder()
        .table_name("Table")
        .item("pk", text(pk))
        .item("sk", text("@"))
        .condition_expression(condition)
        .build()
        .unwrap();
    TransactWriteItem::builder().put(put).build()
}

async fn exists(client: &Client, pk: &str) -> bool {
    let got = client.get_item().table_name("Table").key("pk", text(pk)).key("sk", text("@")).send().await.unwrap();
    got.item.is_some()
}

#[tokio::test]
async fn a_conditional_put_is_done_once_and_then_refused() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    let create = || {
        client
            .put_item()
            .table_name("Table")
            .item("pk", text("a"))
            .item("sk", text("@"))
            .condition_expression("attribute_not_exists(pk)")
            .send()
    };
    create().await.unwrap();
    let refused = create().await.unwrap_err().into_service_error();
    assert!(refused.is_conditional_check_failed_exception(), "{refused:?}");
}

#[tokio::test]
async fn a_cancelled_transaction_writes_nothing_and_gives_its_reasons_in_the_order_of_its_actions() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    client.put_item().table_name("Table").item("pk", text("b")).item("sk", text("@")).send().await.unwrap();
    let refused = client
        .transact_write_items()
        .transact_items(put("a", "attribute_not_exists(pk)"))
        .transact_items(put("b", "attribute_not_exists(pk)"))
        .transact_items(put("c", "attribute_not_exists(pk)"))
        .send()
        .await
        .unwrap_err()
        .into_service_error();
    let aws_sdk_dynamodb::operation::transact_write_items::TransactWriteItemsError::TransactionCanceledException(why) = refused
    else {
        panic!("{refused:?}");
    };
    let codes: Vec<_> = why.cancellation_reasons().iter().map(|reason| reason.code().unwrap()).collect();
    assert_eq!(codes, ["None", "ConditionalCheckFailed", "None"]);
    assert!(!exists(&client, "a").await && !exists(&client, "c").await);
}

#[tokio::test]
async fn a_transaction_with_put_update_and_check_is_all_or_nothing() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    client
        .put_item()
        .table_name("Table")
        .item("pk", text("agent"))
        .item("sk", text("@"))
        .item("load", AttributeValue::N("1".into()))
        .send()
        .await
        .unwrap();
    let update = Update::builder()
        .table_name("Table")
        .key("pk", text("agent"))
        .key("sk", text("@"))
        .update_expression("SET #l = #l + :one")
        .condition_expression("#l < :most")
        .expression_attribute_names("#l", "load")
        .expression_attribute_values(":one", AttributeValue::N("1".into()))
        .expression_attribute_values(":most", AttributeValue::N("2".into()))
        .build()
        .unwrap();
    let check = ConditionCheck::builder()
        .table_name("Table")
        .key("pk", text("nobody"))
        .key("sk", text("@"))
        .condition_expression("attribute_not_exists(pk)")
        .build()
        .unwrap();
    let assign = |id: &str| {
        client
            .transact_write_items()
            .transact_items(put(id, "attribute_not_exists(pk)"))
            .transact_items(TransactWriteItem::builder().update(update.clone()).build())
            .transact_items(TransactWriteItem::builder().condition_check(check.clone()).build())
            .send()
    };
    assign("one").await.unwrap();
    assert!(assign("two").await.is_err());
    assert!(exists(&client, "one").await && !exists(&client, "two").await);
}

#[tokio::test]
async fn a_query_over_an_index_finds_only_items_that_have_its_keys_in_order() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    for (pk, sort) in [("c", Some("3")), ("a", Some("1")), ("x", None), ("b", Some("2"))] {
        let mut request = client.put_item().table_name("Table").item("pk", text(pk)).item("sk", text("@"));
        if let Some(sort) = sort {
            request = request.item("gsi1pk", text("INBOX")).item("gsi1sk", text(sort));
        }
        request.send().await.unwrap();
    }
    let found = client
        .query()
        .table_name("Table")
        .index_name("gsi1")
        .key_condition_expression("gsi1pk = :p AND gsi1sk < :s")
        .expression_attribute_values(":p", text("INBOX"))
        .expression_attribute_values(":s", text("3"))
        .send()
        .await
        .unwrap();
    let keys: Vec<_> = found.items().iter().map(|item| item["pk"].as_s().unwrap().as_str()).collect();
    assert_eq!(keys, ["a", "b"]);
}

#[tokio::test]
async fn capacity_is_only_reported_to_callers_who_ask_and_counted_for_all() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    let put = || client.put_item().table_name("Table").item("pk", text("a")).item("sk", text("@"));
    assert!(put().send().await.unwrap().consumed_capacity.is_none());
    let asked = put().return_consumed_capacity(ReturnConsumedCapacity::Total).send().await.unwrap();
    assert_eq!(asked.consumed_capacity.unwrap().capacity_units, Some(1.0));
    let usage = stack.usage().functions["external"].operations["dynamodb:PutItem"].clone();
    assert_eq!((usage.calls, usage.write_units), (2, 2.0));
}

#[tokio::test]
async fn writes_cost_more_with_an_index_and_twice_in_a_transaction_and_reads_by_consistency() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    let units = |operation: &str| {
        let usage = stack.reset_usage();
        let operation = usage.functions["external"].operations[operation].clone();
        (operation.read_units, operation.write_units)
    };
    client
        .put_item()
        .table_name("Table")
        .item("pk", text("i"))
        .item("sk", text("@"))
        .item("gsi1pk", text("g"))
        .item("gsi1sk", text("1"))
        .send()
        .await
        .unwrap();
    assert_eq!(units("dynamodb:PutItem"), (0.0, 2.0), "the table and one index");
    client.transact_write_items().transact_items(put("t", "attribute_not_exists(pk)")).send().await.unwrap();
    assert_eq!(units("dynamodb:TransactWriteItems"), (0.0, 2.0), "a transactional write counts twice");
    let large = "x".repeat(3000);
    client
        .put_item()
        .table_name("Table")
        .item("pk", text("l"))
        .item("sk", text("@"))
        .item("text", text(&large))
        .send()
        .await
        .unwrap();
    assert_eq!(units("dynamodb:PutItem"), (0.0, 3.0), "a unit for each KB");
    let get = |consistent: bool| {
        client.get_item().table_name("Table").key("pk", text("l")).key("sk", text("@")).consistent_read(consistent).send()
    };
    get(false).await.unwrap();
    assert_eq!(units("dynamodb:GetItem"), (0.5, 0.0));
    get(true).await.unwrap();
    assert_eq!(units("dynamodb:GetItem"), (1.0, 0.0));
    let failed = client
        .put_item()
        .table_name("Table")
        .item("pk", text("l"))
        .item("sk", text("@"))
        .condition_expression("attribute_not_exists(pk)")
        .send()
        .await;
    assert!(failed.is_err());
    assert_eq!(units("dynamodb:PutItem"), (0.0, 1.0), "a condition that fails costs a write");
}

/// Every call that functions make, and what came of each, refusals included.
async fn calls(client: &Client, asked: Option<ReturnConsumedCapacity>) -> Vec<String> {
    let mut said = Vec::new();
    let key = |sk: &str| [("pk".to_owned(), text("p")), ("sk".to_owned(), text(sk))].into();
    for sk in ["1", "2", "1"] {
        let put =
            client.put_item().table_name("Table").set_item(Some(key(sk))).item("gsi1pk", text("g")).item("gsi1sk", text(sk));
        let put = put.item("n", AttributeValue::N("1".into())).condition_expression("attribute_not_exists(pk)");
        let done = put.set_return_consumed_capacity(asked.clone()).send().await;
        said.push(format!("{:?}", done.map_err(|error| error.into_service_error().to_string())));
    }
    let update = client.update_item().table_name("Table").set_key(Some(key("1"))).update_expression("SET n = n + :by, s = :s");
    let update = update.expression_attribute_values(":by", AttributeValue::N("2".into()));
    let update = update
        .expression_attribute_values(":s", AttributeValue::Ss(vec!["a".into()]))
        .set_return_consumed_capacity(asked.clone());
    said.push(format!("{:?}", update.send().await.unwrap()));
    let wanted = KeysAndAttributes::builder().keys(key("2")).keys(key("9")).build().unwrap();
    let many = client.batch_get_item().request_items("Table", wanted).set_return_consumed_capacity(asked.clone()).send().await;
    let found = many.unwrap().responses.unwrap_or_default().remove("Table").unwrap_or_default();
    said.extend(found.into_iter().map(|item| format!("{:?}", BTreeMap::from_iter(item))));
    let query = client.query().table_name("Table").index_name("gsi1").key_condition_expression("gsi1pk = :g").limit(1);
    let query =
        query.expression_attribute_values(":g", text("g")).set_return_consumed_capacity(asked.clone()).send().await.unwrap();
    said.push(format!(
        "{:?} {:?} {:?}",
        query.items().len(),
        query.last_evaluated_key().map(|key| key.len()),
        query.consumed_capacity
    ));
    for pk in ["t", "t"] {
        let both = client
            .transact_write_items()
            .transact_items(put(pk, "attribute_not_exists(pk)"))
            .transact_items(put("u", "attribute_not_exists(pk)"));
        let done = both.set_return_consumed_capacity(asked.clone()).send().await;
        said.push(format!("{:?}", done.map_err(|error| error.into_service_error().to_string())));
    }
    let delete = client.delete_item().table_name("Table").set_key(Some(key("2"))).set_return_consumed_capacity(asked.clone());
    said.push(format!("{:?}", delete.send().await.unwrap()));
    let get = client.get_item().table_name("Table").set_key(Some(key("2"))).set_return_consumed_capacity(asked).send().await;
    said.push(format!("{:?}", get.unwrap()));
    said.iter().map(|one| one.split("_request_id").next().unwrap_or_default().to_owned()).collect()
}

#[tokio::test]
async fn functions_and_outsiders_are_answered_alike_and_pay_the_same() {
    for asked in [None, Some(ReturnConsumedCapacity::Total), Some(ReturnConsumedCapacity::Indexes)] {
        let mut heard = Vec::new();
        for (key, name) in [("outsider", "external"), ("PROBE_WORK", "probe_work")] {
            let stack = stack().await;
            let client = Client::new(&sdk_of(key, &stack.endpoints().aws).await);
            let said = calls(&client, asked.clone()).await;
            heard.push((said, stack.usage().functions[name].operations.clone()));
        }
        assert_eq!(heard[0], heard[1]);
    }
}

#[tokio::test]
async fn items_past_their_time_to_live_are_swept() {
    let stack = stack().await;
    let client = dynamodb(&stack).await;
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs();
    for (pk, ttl) in [("old", now - 60), ("soon", now + 3600), ("late", now + 86_400)] {
        let ttl = AttributeValue::N(ttl.to_string());
        client.put_item().table_name("Table").item("pk", text(pk)).item("sk", text("@")).item("ttl", ttl).send().await.unwrap();
    }
    stack.sweep().await;
    assert!(!exists(&client, "old").await && exists(&client, "soon").await);
    stack.advance(std::time::Duration::from_secs(7200));
    stack.sweep().await;
    assert!(!exists(&client, "soon").await && exists(&client, "late").await);
}
