//! Users of a pool: their attributes, groups and passwords.

use std::collections::BTreeMap;
use std::num::NonZeroU32;

use aws_lc_rs::pbkdf2;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{Cognito, no_such_user};
use crate::aws::{self, Refusal};
use crate::plan::PasswordPolicy;

/// Rounds of PBKDF2-HMAC-SHA256 for a local password.
const ROUNDS: NonZeroU32 = match NonZeroU32::new(60_000) {
    Some(rounds) => rounds,
    None => NonZeroU32::MIN,
};

/// A user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct User {
    pub username: String,
    pub sub: String,
    pub attributes: BTreeMap<String, String>,
    pub groups: Vec<String>,
    pub password: Option<Password>,
    /// The password was set by an administrator and must be changed at the first sign-in.
    pub must_change: bool,
    /// Seconds since the Unix epoch.
    pub created: u64,
    /// Refresh tokens: token to client and expiry (seconds).
    pub refresh: BTreeMap<String, (String, u64)>,
}

/// A salted password hash.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Password {
    salt: String,
    hash: String,
}

impl Password {
    fn derive(salt: &str, password: &str) -> [u8; 32] {
        let mut hash = [0; 32];
        pbkdf2::derive(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, salt.as_bytes(), password.as_bytes(), &mut hash);
        hash
    }

    /// Hashing takes tens of milliseconds on purpose, so it is done beside the runtime.
    pub async fn new(password: &str) -> Result<Self, Refusal> {
        let salt = aws::id();
        let (salt, password) = (salt, password.to_owned());
        let hashed = tokio::task::spawn_blocking(move || {
            let hash = STANDARD.encode(Self::derive(&salt, &password));
            Self { salt, hash }
        });
        hashed.await.map_err(|e| Refusal::internal("InternalErrorException", e.to_string()))
    }

    pub async fn fits(self, password: &str) -> bool {
        let password = password.to_owned();
        let compared = tokio::task::spawn_blocking(move || {
            let expected = STANDARD.decode(&self.hash).unwrap_or_default();
            let salt = self.salt.as_bytes();
            pbkdf2::verify(pbkdf2::PBKDF2_HMAC_SHA256, ROUNDS, salt, password.as_bytes(), &expected).is_ok()
        });
        compared.await.unwrap_or(false)
    }
}

impl User {
    /// As `AdminGetUser` and `ListUsers` describe it; they name the attributes differently.
    pub fn described(&self, member: &str) -> Value {
        let mut attributes: Vec<Value> =
            self.attributes.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
        attributes.push(json!({ "Name": "sub", "Value": self.sub }));
        json!({
            "Username": self.username,
            member: attributes,
            "UserCreateDate": self.created,
            "UserLastModifiedDate": self.created,
            "Enabled": true,
            "UserStatus": if self.must_change { "FORCE_CHANGE_PASSWORD" } else { "CONFIRMED" },
        })
    }
}

/// The user name behind a user name, a `sub` or a mail address.
pub(super) fn find(users: &BTreeMap<String, User>, name: &str) -> Option<String> {
    let wanted = name.to_lowercase();
    let same = |user: &User| {
        user.username.to_lowercase() == wanted
            || user.sub == name
            || user.attributes.get("email").is_some_and(|email| email.to_lowercase() == wanted)
    };
    users.values().find(|user| same(user)).map(|user| user.username.clone())
}

fn check(policy: &PasswordPolicy, password: &str) -> Result<(), Refusal> {
    let any = |test: fn(&char) -> bool| password.chars().any(|c| test(&c));
    let missing = if password.chars().count() < policy.length {
        Some("Password not long enough")
    } else if policy.lower && !any(char::is_ascii_lowercase) {
        Some("Password must have lowercase characters")
    } else if policy.upper && !any(char::is_ascii_uppercase) {
        Some("Password must have uppercase characters")
    } else if policy.digit && !any(char::is_ascii_digit) {
        Some("Password must have numeric characters")
    } else if policy.symbol && !any(|c| !c.is_alphanumeric()) {
        Some("Password must have symbol characters")
    } else {
        None
    };
    match missing {
        None => Ok(()),
        Some(what) => {
            let message = format!("Password did not conform with policy: {what}");
            Err(Refusal::bad("InvalidPasswordException", message))
        }
    }
}

impl Cognito {
    pub(super) async fn create_user(&self, body: &Value) -> Result<Value, Refusal> {
        let pool = self.pool(body)?;
        let given = body["Username"].as_str().unwrap_or_default().to_owned();
        if given.is_empty() {
            return Err(Refusal::bad("InvalidParameterException", "Username must not be empty."));
        }
        let mut attributes: BTreeMap<String, String> = BTreeMap::new();
        for attribute in body["UserAttributes"].as_array().into_iter().flatten() {
            if let (Some(name), Some(value)) = (attribute["Name"].as_str(), attribute["Value"].as_str()) {
                attributes.insert(name.to_owned(), value.to_owned());
            }
        }
        // Cognito chooses `sub` itself; here it may be given, so that a demonstration can have the same ids each time.
        let sub = attributes.remove("sub").unwrap_or_else(aws::id);
        let username = if pool.plan.sign_in_by_email {
            if !given.contains('@') {
                return Err(Refusal::bad("InvalidParameterException", "Username should be an email."));
            }
            attributes.entry("email".to_owned()).or_insert_with(|| given.clone());
            sub.clone()
        } else {
            given.clone()
        };
        let password = match body["TemporaryPassword"].as_str() {
            Some(password) => {
                check(&pool.plan.password, password)?;
                Some(Password::new(password).await?)
            }
            None => None,
        };
        let user = User {
            username: username.clone(),
            sub,
            attributes,
            groups: Vec::new(),
            password,
            must_change: true,
            created: self.clock.now() / 1000,
            refresh: BTreeMap::new(),
        };
        let described = user.described("Attributes");
        {
            let mut users = pool.users();
            if find(&users, &given).or_else(|| find(&users, &username)).is_some() {
                return Err(Refusal::bad("UsernameExistsException", "User account already exists"));
            }
            users.insert(username.clone(), user);
        }
        self.keep(pool, &username).await?;
        Ok(json!({ "User": described }))
    }

    pub(super) async fn set_password(&self, body: &Value) -> Result<Value, Refusal> {
        let pool = self.pool(body)?;
        let permanent = body["Permanent"].as_bool().unwrap_or(false);
        let name = self.with_user(body, |_, user| Ok(user.username.clone()))?;
        self.change_password(pool, &name, body["Password"].as_str().unwrap_or_default(), !permanent).await?;
        Ok(json!({}))
    }

    /// Gives a user a new password that the policy allows.
    pub(super) async fn change_password(
        &self,
        pool: &super::Pool,
        name: &str,
        password: &str,
        must_change: bool,
    ) -> Result<(), Refusal> {
        check(&pool.plan.password, password)?;
        let password = Password::new(password).await?;
        {
            let mut users = pool.users();
            let user = users.get_mut(name).ok_or_else(no_such_user)?;
            user.password = Some(password);
            user.must_change = must_change;
        }
        self.keep(pool, name).await
    }

    pub(super) async fn change_groups(&self, body: &Value, add: bool) -> Result<Value, Refusal> {
        let group = body["GroupName"].as_str().unwrap_or_default().to_owned();
        let name = self.with_user(body, |pool, user| {
            if !pool.plan.groups.iter().any(|known| known.name == group) {
                return Err(Refusal::bad("ResourceNotFoundException", "Group not found."));
            }
            user.groups.retain(|one| *one != group);
            if add {
                user.groups.push(group.clone());
            }
            Ok(user.username.clone())
        })?;
        self.keep(self.pool(body)?, &name).await?;
        Ok(json!({}))
    }

    pub(super) async fn delete_user(&self, body: &Value) -> Result<Value, Refusal> {
        let name = self.with_user(body, |_, user| Ok(user.username.clone()))?;
        let pool = self.pool(body)?;
        pool.users().remove(&name);
        self.keep(pool, &name).await?;
        Ok(json!({}))
    }
}
