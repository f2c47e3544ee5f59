//! Secrets Manager, as far as values with versions go.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::aws::{self, Refusal};
use crate::clock::Clock;
use crate::error::Error;
use crate::state::{Change, Found, State};

/// What stored secrets are filed under.
const KIND: &str = "secret";

/// The secrets; a cheap handle.
#[derive(Clone)]
pub struct Secrets {
    all: Arc<Mutex<BTreeMap<String, Secret>>>,
    state: State,
    clock: Clock,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Secret {
    arn: String,
    description: Option<String>,
    created: u64,
    changed: u64,
    /// Versions, the current one last; at most two are kept.
    versions: Vec<Version>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Version {
    id: String,
    text: Option<String>,
    binary: Option<String>,
    created: u64,
}

impl Secrets {
    /// The secrets found in the file.
    ///
    /// # Errors
    /// When a stored secret cannot be read.
    pub fn new(state: State, found: &Found, clock: Clock) -> Result<Self, Error> {
        let mut all = BTreeMap::new();
        for (kind, name, data) in &found.documents {
            if kind == KIND {
                let secret = serde_json::from_str(data).map_err(|e| Error::State(format!("secret {name}: {e}")))?;
                all.insert(name.clone(), secret);
            }
        }
        Ok(Self { all: Arc::new(Mutex::new(all)), state, clock })
    }

    /// Carries out one call.
    ///
    /// # Errors
    /// As Secrets Manager refuses.
    pub async fn call(&self, operation: &str, body: &Value) -> Result<Value, Refusal> {
        match operation {
            "CreateSecret" => self.create(body).await,
            "PutSecretValue" | "UpdateSecret" => self.put(body).await,
            "GetSecretValue" => self.get(body),
            "DescribeSecret" => self.describe(body),
            "DeleteSecret" => self.delete(body).await,
            "ListSecrets" => Ok(self.list(body)),
            _ => {
                let message = format!("the local cloud does not know Secrets Manager {operation}");
                Err(Refusal::bad("InvalidRequestException", message))
            }
        }
    }

    fn version(&self, body: &Value) -> Option<Version> {
        let text = body["SecretString"].as_str().map(str::to_owned);
        let binary = body["SecretBinary"].as_str().map(str::to_owned);
        (text.is_some() || binary.is_some()).then(|| Version {
            id: body["ClientRequestToken"].as_str().map_or_else(aws::id, str::to_owned),
            text,
            binary,
            created: self.clock.now(),
        })
    }

    async fn keep(&self, name: &str, secret: Option<&Secret>) -> Result<(), Refusal> {
        let change = Change::Document {
            kind: KIND,
            key: name.to_owned(),
            data: secret.map(|secret| serde_json::to_string(secret).unwrap_or_default()),
        };
        let commit = self.state.write(vec![change]);
        commit.done().await.map_err(|e| Refusal::internal("InternalServiceError", e.to_string()))
    }

    async fn create(&self, body: &Value) -> Result<Value, Refusal> {
        let name = body["Name"].as_str().unwrap_or_default().to_owned();
        let allowed = |c: char| c.is_ascii_alphanumeric() || "/_+=.@-".contains(c);
        if name.is_empty() || name.len() > 512 || !name.chars().all(allowed) {
            let message =
                "Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!";
            return Err(Refusal::bad("ValidationException", message));
        }
        let now = self.clock.now();
        let suffix: String = aws::id().chars().take(6).collect();
        let secret = Secret {
            arn: aws::arn("secretsmanager", &format!("secret:{name}-{suffix}")),
            description: body["Description"].as_str().map(str::to_owned),
            created: now,
            changed: now,
            versions: self.version(body).into_iter().collect(),
        };
        {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            if all.contains_key(&name) {
                let message = format!("The operation failed because the secret {name} already exists.");
                return Err(Refusal::bad("ResourceExistsException", message));
            }
            all.insert(name.clone(), secret.clone());
        }
        self.keep(&name, Some(&secret)).await?;
        Ok(answer(&name, &secret, secret.versions.last()))
    }

    async fn put(&self, body: &Value) -> Result<Value, Refusal> {
        let version = self.version(body);
        let (name, secret) = {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            let name = find(&all, body)?;
            let secret = all.get_mut(&name).ok_or_else(not_found)?;
            if let Some(version) = version {
                secret.versions.retain(|one| one.id != version.id);
                secret.versions.push(version);
                let surplus = secret.versions.len().saturating_sub(2);
                secret.versions.drain(..surplus);
            }
            if let Some(description) = body["Description"].as_str() {
                secret.description = Some(description.to_owned());
            }
            secret.changed = self.clock.now();
            (name, secret.clone())
        };
        self.keep(&name, Some(&secret)).await?;
        Ok(answer(&name, &secret, secret.versions.last()))
    }

    fn get(&self, body: &Value) -> Result<Value, Refusal> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let name = find(&all, body)?;
        let secret = all.get(&name).ok_or_else(not_found)?;
        let count = secret.versions.len();
        let index = match (body["VersionId"].as_str(), body["VersionStage"].as_str()) {
            (Some(id), _) => secret.versions.iter().position(|version| version.id == id),
            (None, Some("AWSPREVIOUS")) => count.checked_sub(2),
            _ => count.checked_sub(1),
        };
        let version = index.and_then(|index| secret.versions.get(index)).ok_or_else(|| {
            let message = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
            Refusal::bad("ResourceNotFoundException", message)
        })?;
        let mut answer = answer(&name, secret, Some(version));
        if let Some(text) = &version.text {
            answer["SecretString"] = text.as_str().into();
        }
        if let Some(binary) = &version.binary {
            answer["SecretBinary"] = binary.as_str().into();
        }
        answer["CreatedDate"] = seconds(version.created);
        Ok(answer)
    }

    fn describe(&self, body: &Value) -> Result<Value, Refusal> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let name = find(&all, body)?;
        let secret = all.get(&name).ok_or_else(not_found)?;
        Ok(description(&name, secret))
    }

    async fn delete(&self, body: &Value) -> Result<Value, Refusal> {
        let (name, secret) = {
            let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
            let name = find(&all, body)?;
            let secret = all.remove(&name).ok_or_else(not_found)?;
            (name, secret)
        };
        self.keep(&name, None).await?;
        Ok(json!({ "ARN": secret.arn, "Name": name, "DeletionDate": seconds(self.clock.now()) }))
    }

    fn list(&self, body: &Value) -> Value {
        let wanted: Vec<&str> = body["Filters"]
            .as_array()
            .into_iter()
            .flatten()
            .filter(|filter| filter["Key"] == "name" || filter["Key"] == "all")
            .flat_map(|filter| filter["Values"].as_array().into_iter().flatten())
            .filter_map(Value::as_str)
            .collect();
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().filter(|(name, _)| wanted.is_empty() || wanted.iter().any(|start| name.starts_with(start)));
        json!({ "SecretList": found.map(|(name, secret)| description(name, secret)).collect::<Vec<_>>() })
    }
}

/// The name of the secret that a name or an ARN means.
fn find(all: &BTreeMap<String, Secret>, body: &Value) -> Result<String, Refusal> {
    let id = body["SecretId"].as_str().unwrap_or_default();
    if all.contains_key(id) {
        return Ok(id.to_owned());
    }
    all.iter().find(|(_, secret)| secret.arn == id).map(|(name, _)| name.clone()).ok_or_else(not_found)
}

fn not_found() -> Refusal {
    Refusal::bad("ResourceNotFoundException", "Secrets Manager can't find the specified secret.")
}

/// Times go over the wire as seconds since the Unix epoch.
fn seconds(ms: u64) -> Value {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 fit in 52 bits")]
    let seconds = ms as f64 / 1000.0;
    seconds.into()
}

fn stages(secret: &Secret, version: &Version) -> Value {
    let current = secret.versions.last().is_some_and(|last| last.id == version.id);
    json!([if current { "AWSCURRENT" } else { "AWSPREVIOUS" }])
}

fn answer(name: &str, secret: &Secret, version: Option<&Version>) -> Value {
    let mut answer = json!({ "ARN": secret.arn, "Name": name });
    if let Some(version) = version {
        answer["VersionId"] = version.id.as_str().into();
        answer["VersionStages"] = stages(secret, version);
    }
    answer
}

fn description(name: &str, secret: &Secret) -> Value {
    let versions: serde_json::Map<String, Value> =
        secret.versions.iter().map(|version| (version.id.clone(), stages(secret, version))).collect();
    let mut answer = json!({
        "ARN": secret.arn,
        "Name": name,
        "CreatedDate": seconds(secret.created),
        "LastChangedDate": seconds(secret.changed),
        "VersionIdsToStages": versions,
        "SecretVersionsToStages": versions,
    });
    if let Some(description) = &secret.description {
        answer["Description"] = description.as_str().into();
    }
    answer
}
