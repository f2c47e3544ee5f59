//! Secrets of accounts, with a short memory and a face of stars.

use std::{
    collections::{BTreeMap, HashMap},
    fmt,
    sync::{Arc, Mutex},
};

use aws_sdk_secretsmanager::{
    Client, operation::create_secret::CreateSecretError, operation::get_secret_value::GetSecretValueError,
};
use domain::{
    id::AccountId,
    platform::Platform,
    time::{MINUTE, Timestamp},
};

use crate::{bus::reason, error::Error};

/// The secrets of one account: named texts. Its `Debug` shows none of them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Secret(BTreeMap<String, Vec<String>>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

impl Secret {
    /// A secret of several texts by name; a name may hold two during a rotation.
    pub fn new(texts: BTreeMap<String, Vec<String>>) -> Self {
        Self(texts)
    }

    /// The first text of a name.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.first().map(String::as_str)
    }

    /// Every text of a name.
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }
}

/// Where secrets are kept.
#[derive(Clone)]
pub struct Secrets {
    arm: Arm,
    known: Known,
}

#[derive(Clone)]
enum Arm {
    Aws(Arc<Aws>),
    Nowhere,
    #[cfg(feature = "memory")]
    Memory(Arc<Mutex<HashMap<String, Secret>>>, store::gate::Gated),
}

struct Aws {
    client: Client,
    prefix: String,
}

/// What was read, with when.
type Known = Arc<Mutex<HashMap<String, (Timestamp, Option<Secret>)>>>;

/// A rotated secret is taken up within this time; an unknown account is asked for again after it too.
const MEMORY: i64 = 5 * MINUTE;
/// An account that has no secret yet is being set up: it is asked for again soon.
const MEMORY_OF_NOTHING: i64 = MINUTE / 6;

impl Secrets {
    pub(crate) fn aws(client: Client, prefix: String) -> Self {
        Self::of(Arm::Aws(Arc::new(Aws { client, prefix })))
    }

    /// For a function that reads none.
    pub fn nowhere() -> Self {
        Self::of(Arm::Nowhere)
    }

    /// Secrets in memory.
    #[cfg(feature = "memory")]
    pub fn memory() -> Self {
        Self::of(Arm::Memory(Arc::default(), store::gate::Gated::default()))
    }

    /// The same secrets in memory, behind a gate, with nothing remembered.
    #[cfg(feature = "memory")]
    pub fn behind(&self, gate: store::gate::Gated) -> Self {
        match &self.arm {
            Arm::Memory(all, _) => Self::of(Arm::Memory(all.clone(), gate)),
            _ => self.clone(),
        }
    }

    fn of(arm: Arm) -> Self {
        Self { arm, known: Arc::default() }
    }

    /// The secrets of an account; none if it has none.
    pub async fn get(&self, platform: Platform, account: &AccountId, now: Timestamp) -> Result<Option<Secret>, Error> {
        let account = format!("{platform}/{account}");
        if let Ok(known) = self.known.lock()
            && let Some((at, secret)) = known.get(&account)
            && now.since(*at) < if secret.is_some() { MEMORY } else { MEMORY_OF_NOTHING }
        {
            return Ok(secret.clone());
        }
        let secret = self.read(&account).await?;
        if let Ok(mut known) = self.known.lock() {
            known.insert(account, (now, secret.clone()));
        }
        Ok(secret)
    }

    async fn read(&self, account: &str) -> Result<Option<Secret>, Error> {
        let aws = match &self.arm {
            Arm::Aws(aws) => aws,
            Arm::Nowhere => return Err(Error::Reject("this function reads no secrets".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(all, gate) => {
                let read = |_| all.lock().ok().and_then(|all| all.get(account).cloned());
                let lost = |lost| Error::Retry(format!("{lost:?}"));
                return gate.pass("secrets", "read", || account.to_owned(), read).await.map_err(lost);
            }
        };
        let name = format!("{}/{account}", aws.prefix);
        match Box::pin(aws.client.get_secret_value().secret_id(&name).send()).await {
            Ok(answer) => {
                let text = answer.secret_string().unwrap_or_default();
                let texts = serde_json::from_str(text)
                    .map_err(|_| Error::Reject(format!("the secret {name} is not an object of text lists")))?;
                Ok(Some(Secret(texts)))
            }
            Err(error) if error.as_service_error().is_some_and(GetSecretValueError::is_resource_not_found_exception) => Ok(None),
            Err(error) => Err(Error::Retry(format!("the secret {name}: {}", reason(&error)))),
        }
    }

    /// Sets the secrets of an account, all of them.
    pub async fn put(&self, platform: Platform, account: &AccountId, secret: Secret) -> Result<(), Error> {
        if let Ok(mut known) = self.known.lock() {
            known.remove(&format!("{platform}/{account}"));
        }
        let aws = match &self.arm {
            Arm::Aws(aws) => aws,
            Arm::Nowhere => return Err(Error::Reject("this function writes no secrets".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(all, _) => {
                if let Ok(mut all) = all.lock() {
                    all.insert(format!("{platform}/{account}"), secret);
                }
                return Ok(());
            }
        };
        let name = format!("{}/{platform}/{account}", aws.prefix);
        let text = serde_json::to_string(&secret.0).map_err(|e| Error::Reject(e.to_string()))?;
        match Box::pin(aws.client.create_secret().name(&name).secret_string(&text).send()).await {
            Ok(_) => Ok(()),
            Err(error) if error.as_service_error().is_some_and(CreateSecretError::is_resource_exists_exception) => {
                let put = Box::pin(aws.client.put_secret_value().secret_id(&name).secret_string(text).send()).await;
                put.map(|_| ()).map_err(|e| Error::Retry(format!("the secret {name}: {}", reason(&e))))
            }
            Err(error) => Err(Error::Retry(format!("the secret {name}: {}", reason(&error)))),
        }
    }
}
