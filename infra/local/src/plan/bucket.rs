//! `AWS::S3::Bucket`.

use serde_json::Value;

use super::Properties;
use crate::error::Error;

/// A bucket to be served.
#[derive(Debug, Clone, Default)]
pub struct Bucket {
    /// Physical name.
    pub name: String,
    /// What pages of other origins may do with it.
    pub cors: Vec<CorsRule>,
}

/// One rule for pages of other origins.
#[derive(Debug, Clone, Default)]
pub struct CorsRule {
    /// Whose pages; `*` is anybody's.
    pub origins: Vec<String>,
    /// What they may do.
    pub methods: Vec<String>,
    /// With which headers.
    pub headers: Vec<String>,
    /// Which headers of the answer they may read.
    pub exposed: Vec<String>,
    /// For how many seconds a browser remembers it.
    pub max_age: u64,
}

impl Bucket {
    pub(super) fn read(id: &str, name: &str, properties: &mut Properties) -> Result<Self, Error> {
        properties.ignore(&[
            "BucketName",
            "BucketEncryption",
            "OwnershipControls",
            "PublicAccessBlockConfiguration",
            "LifecycleConfiguration",
            "Tags",
        ]);
        let mut cors = Vec::new();
        if let Some(mut inside) = properties.inside("CorsConfiguration")? {
            for (n, rule) in inside.value("CorsRules").iter().filter_map(Value::as_array).flatten().enumerate() {
                let at = format!("{id}.CorsConfiguration.CorsRules[{n}]");
                let Value::Object(map) = rule else { return Err(Error::template(at, "must be a mapping")) };
                let mut rule = Properties::new(at, map.clone());
                cors.push(CorsRule {
                    origins: rule.texts("AllowedOrigins")?,
                    methods: rule.texts("AllowedMethods")?,
                    headers: rule.texts("AllowedHeaders")?,
                    exposed: rule.texts("ExposedHeaders")?,
                    max_age: rule.number("MaxAge")?.unwrap_or_default(),
                });
                rule.ignore(&["Id"]);
                rule.finish()?;
            }
            inside.finish()?;
        }
        Ok(Self { name: name.to_owned(), cors })
    }
}
