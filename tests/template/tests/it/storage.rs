//! What is kept: the table, and that everything is encrypted where it rests.

use serde_json::{Value, json};

use crate::template::{Template, target};

pub fn table(template: &Template) -> Vec<String> {
    let mut problems = Vec::new();
    let tables: Vec<_> = template.of_type("AWS::DynamoDB::Table").collect();
    if tables.len() != 1 {
        problems.push(format!("{} tables; the architecture has one", tables.len()));
    }
    let properties = template.properties("Table");
    let key = |hash: &str, range: &str| json!([{"AttributeName": hash, "KeyType": "HASH"}, {"AttributeName": range, "KeyType": "RANGE"}]);
    if properties["KeySchema"] != key("pk", "sk") {
        problems.push("Table: the key is not pk, sk".to_owned());
    }
    let wanted: Vec<Value> = ["gsi1", "gsi2"]
        .map(|name| json!({"IndexName": name, "KeySchema": key(&format!("{name}pk"), &format!("{name}sk")), "Projection": {"ProjectionType": "KEYS_ONLY"}}))
        .to_vec();
    if properties["GlobalSecondaryIndexes"] != Value::Array(wanted) {
        problems.push("Table: the indexes must be gsi1 and gsi2, keys only (whole items would double every write)".to_owned());
    }
    let settings = [
        ("BillingMode", json!("PAY_PER_REQUEST")),
        ("TimeToLiveSpecification", json!({"AttributeName": "ttl", "Enabled": true})),
        ("PointInTimeRecoverySpecification", json!({"PointInTimeRecoveryEnabled": true})),
        ("DeletionProtectionEnabled", json!(true)),
        ("StreamSpecification", Value::Null),
    ];
    for (setting, wanted) in settings {
        if properties[setting] != wanted {
            problems.push(format!("Table: {setting} must be {wanted}"));
        }
    }
    for id in ["Table", "UserPool", "MediaBucket"] {
        for policy in ["DeletionPolicy", "UpdateReplacePolicy"] {
            if template.document["Resources"][id][policy] != "Retain" {
                problems.push(format!("{id} would be lost with the stack: {policy} must be Retain"));
            }
        }
    }
    if template.properties("UserPool")["DeletionProtection"] != "ACTIVE" {
        problems.push("UserPool can be deleted by one call".to_owned());
    }
    problems
}

/// With a key of its own, a company's data rests under that key; without one, under AWS's.
pub fn encryption(template: &Template) -> Vec<String> {
    let own_key = template.name.ends_with("conditions on");
    let key = json!({"Ref": "EncryptionKeyArn"});
    let by_type = [
        ("AWS::SQS::Queue", "KmsMasterKeyId"),
        ("AWS::Logs::LogGroup", "KmsKeyId"),
        ("AWS::Events::EventBus", "KmsKeyIdentifier"),
        ("AWS::Events::Archive", "KmsKeyIdentifier"),
        ("AWS::SNS::Topic", "KmsMasterKeyId"),
    ];
    let mut problems = Vec::new();
    for (kind, property) in by_type {
        for (id, properties) in template.of_type(kind) {
            if own_key && properties[property] != key {
                problems.push(format!("{id} does not use the company's key"));
            }
            if !own_key && kind == "AWS::SQS::Queue" && properties["SqsManagedSseEnabled"] != json!(true) {
                problems.push(format!("{id} is not encrypted"));
            }
        }
    }
    let table = &template.properties("Table")["SSESpecification"];
    if table["SSEEnabled"] != json!(true) || (own_key && target(&table["KMSMasterKeyId"]) != "EncryptionKeyArn") {
        problems.push("Table is not encrypted as the parameter says".to_owned());
    }
    for (id, bucket) in template.of_type("AWS::S3::Bucket") {
        if bucket["BucketEncryption"]["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"]["SSEAlgorithm"]
            .is_null()
        {
            problems.push(format!("{id} is not encrypted"));
        }
    }
    problems
}
