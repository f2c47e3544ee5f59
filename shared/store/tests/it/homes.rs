//! The homes of a table, each empty.

use std::{
    path::Path,
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
};

use aws_config::{BehaviorVersion, Region};
use aws_sdk_dynamodb::{
    Client,
    config::Credentials,
    types::{
        AttributeDefinition, BillingMode, GlobalSecondaryIndex, KeySchemaElement, KeyType, Projection, ProjectionType,
        ScalarAttributeType,
    },
};
use store::{Dynamo, Memory, Table};

/// Runs a promise over every home. Whatever fails says over which.
pub async fn everywhere(promise: impl AsyncFn(Table)) {
    println!("over memory");
    promise(Table::from(Memory::default())).await;
    println!("over the embedded engine");
    promise(table(engine()).await).await;
    if let Ok(url) = std::env::var("DYNAMO_URL") {
        println!("over {url}");
        promise(table(&url).await).await;
    }
}

/// Homes that know what a call costs: a metered one in memory, and those that speak the DynamoDB API.
pub async fn metered(promise: impl AsyncFn(Table)) {
    println!("over memory, metered");
    promise(Table::from(Memory::metered())).await;
    println!("over the embedded engine, metered");
    promise(table(engine()).await).await;
    if let Ok(url) = std::env::var("DYNAMO_URL") {
        promise(table(&url).await).await;
    }
}

/// The address of an embedded engine that lives as long as this process.
fn engine() -> &'static str {
    static ADDRESS: OnceLock<String> = OnceLock::new();
    ADDRESS.get_or_init(|| {
        let (tell, told) = mpsc::channel();
        // Each test has a runtime of its own, which ends with it: the engine needs one that does not.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
            runtime.block_on(async {
                let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/table.yaml");
                let stack = local::Stack::start(local::Options::new(template, env!("CARGO_TARGET_TMPDIR"))).await.unwrap();
                tell.send(stack.endpoints().aws.clone()).unwrap();
                std::future::pending::<()>().await;
            });
        });
        told.recv().unwrap()
    })
}

/// The DynamoDB API itself, with the name of an empty table in it.
pub async fn spoken(promise: impl AsyncFn(Client, String)) {
    let (client, name) = created(engine()).await;
    promise(client, name).await;
    if let Ok(url) = std::env::var("DYNAMO_URL") {
        let (client, name) = created(&url).await;
        promise(client, name).await;
    }
}

/// A table of its own, shaped as the template shapes the product's.
async fn table(endpoint: &str) -> Table {
    let (client, name) = created(endpoint).await;
    Table::from(Dynamo::new(client, name))
}

async fn created(endpoint: &str) -> (Client, String) {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let mut config = aws_config::defaults(BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .endpoint_url(endpoint);
    if std::env::var_os("AWS_REGION").is_none() {
        config = config.region(Region::new("us-east-1"));
    }
    if std::env::var_os("AWS_ACCESS_KEY_ID").is_none() {
        config = config.credentials_provider(Credentials::new("tests", "secret", None, None, "tests"));
    }
    let client = Client::new(&config.load().await);
    let name = format!("promises-{}-{}", std::process::id(), NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut create = client.create_table().table_name(&name).billing_mode(BillingMode::PayPerRequest);
    for attribute in ["pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"] {
        let definition = AttributeDefinition::builder().attribute_name(attribute).attribute_type(ScalarAttributeType::S);
        create = create.attribute_definitions(definition.build().unwrap());
    }
    for key in keys("pk", "sk") {
        create = create.key_schema(key);
    }
    for index in ["gsi1", "gsi2"] {
        let only_keys = Projection::builder().projection_type(ProjectionType::KeysOnly).build();
        let index = GlobalSecondaryIndex::builder()
            .index_name(index)
            .set_key_schema(Some(keys(&format!("{index}pk"), &format!("{index}sk"))))
            .projection(only_keys);
        create = create.global_secondary_indexes(index.build().unwrap());
    }
    create.send().await.unwrap();
    for _ in 0..100 {
        let described = client.describe_table().table_name(&name).send().await.unwrap();
        if described.table().and_then(|table| table.table_status()).is_some_and(|status| status.as_str() == "ACTIVE") {
            return (client, name);
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("the table {name} does not become active");
}

fn keys(hash: &str, range: &str) -> Vec<KeySchemaElement> {
    let key = |name: &str, kind| KeySchemaElement::builder().attribute_name(name).key_type(kind).build().unwrap();
    vec![key(hash, KeyType::Hash), key(range, KeyType::Range)]
}
