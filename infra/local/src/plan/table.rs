//! `AWS::DynamoDB::Table`.

use serde_json::{Map, Value, json};

use super::Properties;
use crate::error::Error;

/// A table to be created.
#[derive(Debug, Clone)]
pub struct Table {
    /// Physical name.
    pub name: String,
    /// The body of a `CreateTable` call.
    pub create: Value,
    /// The time-to-live attribute, when it is switched on.
    pub ttl: Option<String>,
}

impl Table {
    pub(super) fn read(name: &str, properties: &mut Properties) -> Result<Self, Error> {
        let mut create = Map::new();
        create.insert("TableName".to_owned(), name.into());
        create.insert("BillingMode".to_owned(), "PAY_PER_REQUEST".into());
        for member in
            ["AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "LocalSecondaryIndexes", "StreamSpecification"]
        {
            if let Some(value) = properties.value(member) {
                create.insert(member.to_owned(), value);
            }
        }
        if create.contains_key("StreamSpecification") {
            create["StreamSpecification"]["StreamEnabled"] = json!(true);
        }
        let ttl = match properties.inside("TimeToLiveSpecification")? {
            Some(mut ttl) => {
                let attribute = ttl.text("AttributeName")?;
                let enabled = ttl.flag("Enabled")?.unwrap_or(false);
                ttl.finish()?;
                attribute.filter(|_| enabled)
            }
            None => None,
        };
        properties.ignore(&[
            "TableName",
            "BillingMode",
            "ProvisionedThroughput",
            "OnDemandThroughput",
            "WarmThroughput",
            "PointInTimeRecoverySpecification",
            "ContributorInsightsSpecification",
            "DeletionProtectionEnabled",
            "SSESpecification",
            "TableClass",
            "ResourcePolicy",
            "Tags",
        ]);
        Ok(Self { name: name.to_owned(), create: Value::Object(create), ttl })
    }
}
