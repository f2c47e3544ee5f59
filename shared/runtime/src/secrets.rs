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

    /// The same with another text of a name.
    #[must_use]
    pub fn with(mut self, name: &str, text: String) -> Self {
        self.0.insert(name.to_owned(), vec![text]);
        self
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

impl Aws {
    async fn replace(&self, name: &str, text: String) -> Result<(), Error> {
        let put = Box::pin(self.client.put_secret_value().secret_id(name).secret_string(text).send()).await;
        put.map(|_| ()).map_err(|e| Error::Retry(format!("the secret {name}: {}", reason(&e))))
    }
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
        self.asked(account, now).await
    }

    /// The secrets of an account as they are at this moment, whatever is remembered.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn fresh(&self, platform: Platform, account: &AccountId, now: Timestamp) -> Result<Option<Secret>, Error> {
        self.asked(format!("{platform}/{account}"), now).await
    }

    async fn asked(&self, account: String, now: Timestamp) -> Result<Option<Secret>, Error> {
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
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn put(&self, platform: Platform, account: &AccountId, secret: Secret) -> Result<(), Error> {
        let Some((aws, name, text)) = self.writing(platform, account, secret).await? else { return Ok(()) };
        match Box::pin(aws.client.create_secret().name(&name).secret_string(&text).send()).await {
            Ok(_) => Ok(()),
            Err(error) if error.as_service_error().is_some_and(CreateSecretError::is_resource_exists_exception) => {
                aws.replace(&name, text).await
            }
            Err(error) => Err(Error::Retry(format!("the secret {name}: {}", reason(&error)))),
        }
    }

    /// Sets the secrets of an account that has some, all of them.
    ///
    /// # Errors
    /// When they cannot be written.
    pub async fn replace(&self, platform: Platform, account: &AccountId, secret: Secret) -> Result<(), Error> {
        let Some((aws, name, text)) = self.writing(platform, account, secret).await? else { return Ok(()) };
        aws.replace(&name, text).await
    }

    /// Forgets what was known of them; answers where and what is written, where that is not done already.
    async fn writing(
        &self,
        platform: Platform,
        account: &AccountId,
        secret: Secret,
    ) -> Result<Option<(&Aws, String, String)>, Error> {
        let account = format!("{platform}/{account}");
        if let Ok(mut known) = self.known.lock() {
            known.remove(&account);
        }
        let aws = match &self.arm {
            Arm::Aws(aws) => aws,
            Arm::Nowhere => return Err(Error::Reject("this function writes no secrets".into())),
            #[cfg(feature = "memory")]
            Arm::Memory(all, gate) => {
                let write = |_| all.lock().map(|mut all| drop(all.insert(account.clone(), secret))).unwrap_or_default();
                let lost = |lost| Error::Retry(format!("{lost:?}"));
                return gate.pass("secrets", "write", || account.clone(), write).await.map_err(lost).map(|()| None);
            }
        };
        let text = serde_json::to_string(&secret.0).map_err(|e| Error::Reject(e.to_string()))?;
        Ok(Some((aws, format!("{}/{account}", aws.prefix), text)))
    }
}
