//! Signing in: passwords and refresh tokens in, tokens out.

use serde_json::{Value, json};

use super::users::{User, find};
use super::{Cognito, Pool, no_such_user};
use crate::aws::{self, Refusal};
use crate::plan::Client;

fn wrong_password() -> Refusal {
    Refusal::bad("NotAuthorizedException", "Incorrect username or password.")
}

/// What tokens are asked to say.
pub(super) struct Wanted<'a> {
    /// What the access token is good for, separated by blanks.
    pub scope: &'a str,
    /// What the identity token repeats, so that an application knows the answer for its own.
    pub nonce: Option<&'a str>,
}

/// What the API of a pool gives, as opposed to its pages.
const BY_CALL: Wanted<'static> = Wanted { scope: "aws.cognito.signin.user.admin", nonce: None };

/// Who has this name and this password. An unknown name and a wrong password are the same refusal.
pub(super) async fn authenticate(pool: &Pool, name: &str, password: &str) -> Result<User, Refusal> {
    let user = {
        let users = pool.users();
        find(&users, name).and_then(|name| users.get(&name).cloned())
    };
    let Some(user) = user else {
        return Err(wrong_password());
    };
    let Some(expected) = user.password.clone() else {
        return Err(wrong_password());
    };
    if expected.fits(password).await { Ok(user) } else { Err(wrong_password()) }
}

impl Cognito {
    /// The application with this id, and its pool.
    pub(super) fn application(&self, id: &str) -> Option<(&Pool, &Client)> {
        let mut clients = self.pools.iter().flat_map(|pool| pool.plan.clients.iter().map(move |client| (pool, client)));
        clients.find(|(_, client)| client.id == id)
    }

    fn client(&self, body: &Value) -> Result<(&Pool, &Client), Refusal> {
        let id = body["ClientId"].as_str().unwrap_or_default();
        self.application(id)
            .ok_or_else(|| Refusal::bad("ResourceNotFoundException", format!("User pool client {id} does not exist.")))
    }

    pub(super) async fn initiate_auth(&self, body: &Value) -> Result<Value, Refusal> {
        let (pool, client) = self.client(body)?;
        let flow = body["AuthFlow"].as_str().unwrap_or_default();
        let wanted = match flow {
            "USER_PASSWORD_AUTH" => "ALLOW_USER_PASSWORD_AUTH",
            "REFRESH_TOKEN_AUTH" | "REFRESH_TOKEN" => "ALLOW_REFRESH_TOKEN_AUTH",
            _ => {
                let message = format!("the local cloud knows USER_PASSWORD_AUTH and REFRESH_TOKEN_AUTH, not {flow}");
                return Err(Refusal::bad("InvalidParameterException", message));
            }
        };
        if !client.flows.iter().any(|flow| flow == wanted) {
            return Err(Refusal::bad("InvalidParameterException", format!("{flow} flow not enabled for this client")));
        }
        let parameter = |name: &str| body["AuthParameters"][name].as_str().unwrap_or_default();
        if wanted == "ALLOW_REFRESH_TOKEN_AUTH" {
            let result = self.refresh(pool, client, parameter("REFRESH_TOKEN"), &BY_CALL)?;
            return Ok(json!({ "AuthenticationResult": result, "ChallengeParameters": {} }));
        }
        let user = authenticate(pool, parameter("USERNAME"), parameter("PASSWORD")).await?;
        if user.must_change {
            let session = aws::id();
            pool.sessions().insert(session.clone(), user.username.clone());
            return Ok(json!({
                "ChallengeName": "NEW_PASSWORD_REQUIRED",
                "Session": session,
                "ChallengeParameters": {
                    "USER_ID_FOR_SRP": user.username,
                    "requiredAttributes": "[]",
                    "userAttributes": json!(user.attributes).to_string(),
                },
            }));
        }
        let result = self.sign_in(pool, client, &user.username, &BY_CALL).await?;
        Ok(json!({ "AuthenticationResult": result, "ChallengeParameters": {} }))
    }

    pub(super) async fn respond_to_challenge(&self, body: &Value) -> Result<Value, Refusal> {
        let (pool, client) = self.client(body)?;
        if body["ChallengeName"].as_str() != Some("NEW_PASSWORD_REQUIRED") {
            return Err(Refusal::bad("InvalidParameterException", "only NEW_PASSWORD_REQUIRED is known"));
        }
        let session = body["Session"].as_str().unwrap_or_default();
        let invalid = || Refusal::bad("NotAuthorizedException", "Invalid session for the user.");
        let name = pool.sessions().get(session).cloned().ok_or_else(invalid)?;
        let password = body["ChallengeResponses"]["NEW_PASSWORD"].as_str().unwrap_or_default();
        self.change_password(pool, &name, password, false).await?;
        pool.sessions().remove(session);
        let result = self.sign_in(pool, client, &name, &BY_CALL).await?;
        Ok(json!({ "AuthenticationResult": result, "ChallengeParameters": {} }))
    }

    /// New tokens of all three kinds.
    pub(super) async fn sign_in(&self, pool: &Pool, client: &Client, name: &str, wanted: &Wanted<'_>) -> Result<Value, Refusal> {
        let now = self.clock.now() / 1000;
        let refresh = format!("{}{}", aws::id(), aws::id());
        let mut result = {
            let mut users = pool.users();
            let user = users.get_mut(name).ok_or_else(no_such_user)?;
            user.refresh.retain(|_, (_, until)| *until > now);
            user.refresh.insert(refresh.clone(), (client.id.clone(), now + client.refresh_seconds));
            tokens(pool, client, user, now, wanted)
        };
        self.keep(pool, name).await?;
        result["RefreshToken"] = refresh.into();
        Ok(result)
    }

    /// New tokens of the two short-lived kinds.
    pub(super) fn refresh(&self, pool: &Pool, client: &Client, token: &str, wanted: &Wanted<'_>) -> Result<Value, Refusal> {
        let now = self.clock.now() / 1000;
        let users = pool.users();
        let user =
            users.values().find(|user| user.refresh.get(token).is_some_and(|(of, until)| *of == client.id && *until > now));
        let user = user.ok_or_else(|| Refusal::bad("NotAuthorizedException", "Invalid Refresh Token"))?;
        Ok(tokens(pool, client, user, now, wanted))
    }

    pub(super) async fn revoke_token(&self, body: &Value) -> Result<Value, Refusal> {
        let (pool, _) = self.client(body)?;
        let token = body["Token"].as_str().unwrap_or_default();
        let owner = pool.users().values_mut().find_map(|user| user.refresh.remove(token).map(|_| user.username.clone()));
        if let Some(owner) = owner {
            self.keep(pool, &owner).await?;
        }
        Ok(json!({}))
    }

    pub(super) fn get_user(&self, body: &Value) -> Result<Value, Refusal> {
        let token = body["AccessToken"].as_str().unwrap_or_default();
        let refused = || Refusal::bad("NotAuthorizedException", "Invalid Access Token");
        let held = self.pools.iter().find_map(|pool| {
            let claims = crate::jwt::signed(&self.keys, &pool.issuer, token).ok()?;
            Some((pool, claims))
        });
        let (pool, claims) = held.ok_or_else(refused)?;
        let expired = claims["exp"].as_u64().is_none_or(|until| until * 1000 <= self.clock.now());
        let users = pool.users();
        let user = users.values().find(|user| claims["sub"].as_str() == Some(&user.sub) && !expired).ok_or_else(refused)?;
        Ok(user.described("UserAttributes"))
    }
}

/// An access and an id token.
///
/// Source: Amazon Cognito developer guide, "Understanding the access token" and "Understanding the identity token".
fn tokens(pool: &Pool, client: &Client, user: &User, now: u64, wanted: &Wanted<'_>) -> Value {
    let origin = aws::id();
    let mut access = json!({
        "sub": user.sub,
        "iss": pool.issuer,
        "client_id": client.id,
        "origin_jti": origin,
        "event_id": aws::id(),
        "token_use": "access",
        "scope": wanted.scope,
        "auth_time": now,
        "exp": now + client.access_seconds,
        "iat": now,
        "jti": aws::id(),
        "username": user.username,
    });
    let mut identity = json!({
        "sub": user.sub,
        "iss": pool.issuer,
        "aud": client.id,
        "cognito:username": user.username,
        "origin_jti": origin,
        "event_id": aws::id(),
        "token_use": "id",
        "auth_time": now,
        "exp": now + client.id_seconds,
        "iat": now,
        "jti": aws::id(),
    });
    if let Some(nonce) = wanted.nonce {
        identity["nonce"] = nonce.into();
    }
    if !user.groups.is_empty() {
        access["cognito:groups"] = json!(user.groups);
        identity["cognito:groups"] = json!(user.groups);
    }
    for (name, value) in &user.attributes {
        identity[name.as_str()] = match (name.as_str(), value.as_str()) {
            ("email_verified" | "phone_number_verified", "true") => true.into(),
            ("email_verified" | "phone_number_verified", "false") => false.into(),
            (_, text) => text.into(),
        };
    }
    json!({
        "AccessToken": pool.key.sign(&access),
        "IdToken": pool.key.sign(&identity),
        "ExpiresIn": client.access_seconds,
        "TokenType": "Bearer",
    })
}
