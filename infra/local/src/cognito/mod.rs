//! Cognito user pools, as far as signing in with a password, by call or on a page, and administering users go.

mod hosted;
mod pages;
mod tokens;
mod users;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::{Value, json};

use crate::aws::Refusal;
use crate::clock::Clock;
use crate::error::Error;
use crate::jwt::{Keys, SigningKey};
use crate::plan;
use crate::state::{Change, Found, State};
use users::User;

/// What stored users and keys are filed under.
const USER: &str = "user";
const KEY: &str = "signing-key";

/// The user pools; a cheap handle.
#[derive(Clone)]
pub struct Cognito {
    pools: Arc<Vec<Pool>>,
    state: State,
    clock: Clock,
    keys: Keys,
}

/// One pool.
pub(crate) struct Pool {
    plan: plan::Pool,
    /// `iss` of its tokens: `http://host:port/<pool id>`.
    issuer: String,
    /// Where its pages are: `http://host:port`; its domain, where Cognito is itself.
    domain: String,
    key: SigningKey,
    users: Mutex<BTreeMap<String, User>>,
    /// Sign-ins that wait for a new password: session to user name.
    sessions: Mutex<BTreeMap<String, String>>,
    /// What its pages have begun with browsers.
    visits: Mutex<hosted::Visits>,
}

impl Pool {
    fn users(&self) -> MutexGuard<'_, BTreeMap<String, User>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sessions(&self) -> MutexGuard<'_, BTreeMap<String, String>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn visits(&self) -> MutexGuard<'_, hosted::Visits> {
        self.visits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Cognito {
    /// The pools of a plan with the users and keys found in the file. The gateway will trust their tokens.
    ///
    /// # Errors
    /// When something stored cannot be read.
    pub async fn new(
        plan: &[plan::Pool],
        endpoint: &str,
        state: State,
        found: &Found,
        clock: Clock,
        keys: &Keys,
    ) -> Result<Self, Error> {
        let mut pools = Vec::new();
        for pool in plan {
            let stored = found.documents.iter().find(|(kind, id, _)| kind == KEY && *id == pool.id);
            let key = match stored {
                Some((_, _, data)) => SigningKey::restore(data)?,
                None => {
                    let key = SigningKey::generate()?;
                    let change = Change::Document { kind: KEY, key: pool.id.clone(), data: Some(key.stored()?) };
                    state.write(vec![change]).done().await?;
                    key
                }
            };
            let issuer = format!("{endpoint}/{}", pool.id);
            keys.trust(&issuer, &key);
            let prefix = format!("{}/", pool.id);
            let mut users = BTreeMap::new();
            for (_, id, data) in found.documents.iter().filter(|(kind, _, _)| kind == USER) {
                if let Some(name) = id.strip_prefix(&prefix) {
                    let user = serde_json::from_str(data).map_err(|e| Error::State(format!("user {name}: {e}")))?;
                    users.insert(name.to_owned(), user);
                }
            }
            pools.push(Pool {
                plan: pool.clone(),
                issuer,
                domain: endpoint.to_owned(),
                key,
                users: Mutex::new(users),
                sessions: Mutex::default(),
                visits: Mutex::default(),
            });
        }
        Ok(Self { pools: Arc::new(pools), state, clock, keys: keys.clone() })
    }

    /// Issuers of the pools: pool id to `iss`.
    pub fn issuers(&self) -> Vec<(String, String)> {
        self.pools.iter().map(|pool| (pool.plan.id.clone(), pool.issuer.clone())).collect()
    }

    /// Carries out one call.
    ///
    /// # Errors
    /// As Cognito refuses.
    pub async fn call(&self, operation: &str, body: &Value) -> Result<Value, Refusal> {
        match operation {
            "InitiateAuth" => self.initiate_auth(body).await,
            "RespondToAuthChallenge" => self.respond_to_challenge(body).await,
            "GetUser" => self.get_user(body),
            "RevokeToken" => self.revoke_token(body).await,
            "AdminCreateUser" => self.create_user(body).await,
            "AdminSetUserPassword" => self.set_password(body).await,
            "AdminGetUser" => self.with_user(body, |_, user| Ok(user.described("UserAttributes"))),
            "AdminAddUserToGroup" => self.change_groups(body, true).await,
            "AdminRemoveUserFromGroup" => self.change_groups(body, false).await,
            "AdminListGroupsForUser" => self.with_user(body, |_, user| {
                let groups = user.groups.iter().map(|name| json!({ "GroupName": name }));
                Ok(json!({ "Groups": groups.collect::<Vec<_>>() }))
            }),
            "AdminDeleteUser" => self.delete_user(body).await,
            "ListUsers" => {
                let pool = self.pool(body)?;
                let users: Vec<Value> = pool.users().values().map(|user| user.described("Attributes")).collect();
                Ok(json!({ "Users": users }))
            }
            _ => {
                let message = format!("the local cloud does not know Cognito {operation}");
                Err(Refusal::bad("InvalidParameterException", message))
            }
        }
    }

    fn pool(&self, body: &Value) -> Result<&Pool, Refusal> {
        let id = body["UserPoolId"].as_str().unwrap_or_default();
        self.pools
            .iter()
            .find(|pool| pool.plan.id == id)
            .ok_or_else(|| Refusal::bad("ResourceNotFoundException", format!("User pool {id} does not exist.")))
    }

    /// Acts on the user that a body names by `Username`.
    fn with_user<T>(&self, body: &Value, act: impl FnOnce(&Pool, &mut User) -> Result<T, Refusal>) -> Result<T, Refusal> {
        let pool = self.pool(body)?;
        let mut users = pool.users();
        let name = users::find(&users, body["Username"].as_str().unwrap_or_default()).ok_or_else(no_such_user)?;
        let user = users.get_mut(&name).ok_or_else(no_such_user)?;
        act(pool, user)
    }

    async fn keep(&self, pool: &Pool, name: &str) -> Result<(), Refusal> {
        let data = pool.users().get(name).map(|user| serde_json::to_string(user).unwrap_or_default());
        let change = Change::Document { kind: USER, key: format!("{}/{name}", pool.plan.id), data };
        let commit = self.state.write(vec![change]);
        commit.done().await.map_err(|e| Refusal::internal("InternalErrorException", e.to_string()))
    }
}

fn no_such_user() -> Refusal {
    Refusal::bad("UserNotFoundException", "User does not exist.")
}
