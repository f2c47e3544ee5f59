//! Tokens that run out, and the next one for a refresh token: X, Reddit and LinkedIn (RFC 6749 section 6), or for the app's own secret: Sinch
//! (section 4.4), each as strict as it is.
//!
//! X takes a refresh token once and gives another; a second use is refused. Reddit's permanent ones and LinkedIn's stay good.

use std::collections::{BTreeMap, HashMap};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::FailureKind;
use crate::world::World;

/// What an account's tokens are renewed with. Without it the account's token never ends.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grant {
    /// The app.
    pub client_id: String,
    /// Its secret; a public client of X has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// The refresh token the company was given when it connected; empty where the app itself is given tokens (KakaoTalk).
    #[serde(default)]
    pub refresh_token: String,
}

/// Which tokens are good, by account.
#[derive(Default)]
pub struct Grants {
    given: HashMap<(Platform, String), Given>,
}

struct Given {
    /// The refresh token that is taken.
    refresh_token: String,
    /// Access tokens, with when each ends.
    tokens: Vec<(String, i64)>,
}

/// Milliseconds that a token lives.
fn life(platform: Platform) -> i64 {
    match platform {
        Platform::Reddit => 86_400_000,
        Platform::LinkedIn => 60 * 86_400_000,
        Platform::KakaoTalk | Platform::Sms => 3_600_000,
        _ => 7_200_000,
    }
}

/// Whether a call asks for a token.
pub(crate) fn is_asked(platform: Platform, call: &Call) -> bool {
    let path: Vec<&str> = call.segments.iter().map(String::as_str).collect();
    let own: &[&str] = match platform {
        Platform::X => &["2", "oauth2", "token"],
        Platform::Reddit => &["api", "v1", "access_token"],
        Platform::LinkedIn => &["oauth", "v2", "accessToken"],
        Platform::KakaoTalk | Platform::Sms => &["oauth2", "token"],
        _ => return false,
    };
    call.method == "POST" && path == own
}

/// Whether a token of an account that renews its tokens is good at this moment; nothing for an account that does not.
pub(crate) fn is_good(world: &World, account: &Account, token: &str) -> Option<bool> {
    account.grant.as_ref()?;
    let now = world.now_ms();
    let given = world.grants.given.get(&(account.platform, account.account.clone()));
    let listed = given.is_some_and(|given| given.tokens.iter().any(|(known, until)| known == token && now < *until));
    Some(listed)
}

/// The account's first token begins to live when the platform hears of the account.
pub(crate) fn know(world: &mut World, account: &Account) {
    let Some(grant) = &account.grant else { return };
    let until = world.now_ms() + life(account.platform);
    let given = Given { refresh_token: grant.refresh_token.clone(), tokens: vec![(account.token.clone(), until)] };
    world.grants.given.insert((account.platform, account.account.clone()), given);
}

/// Answers the question for the next token.
pub(crate) fn answer(world: &mut World, call: &Call, platform: Platform) -> Answer {
    if !call.is_form() {
        let what = "the content type must be application/x-www-form-urlencoded";
        return refused(platform, "invalid_request").failing(FailureKind::Malformed, what);
    }
    let fields: BTreeMap<String, String> = form_urlencoded::parse(&call.body).into_owned().collect();
    let (wanted, known): (&str, &[&str]) = match platform {
        Platform::KakaoTalk => ("client_credentials", &["grant_type"]),
        _ => ("refresh_token", &["grant_type", "refresh_token", "client_id", "client_secret"]),
    };
    if let Some(name) = fields.keys().find(|name| !known.contains(&name.as_str())) {
        return refused(platform, "invalid_request").failing(FailureKind::UnknownField, format!("`{name}` is no field here"));
    }
    let field = |name: &str| fields.get(name).map(String::as_str).unwrap_or_default();
    if field("grant_type") != wanted {
        return refused(platform, "unsupported_grant_type")
            .failing(FailureKind::Malformed, format!("grant_type must be {wanted}"));
    }
    let basic = call.header("authorization").and_then(|value| value.strip_prefix("Basic ")).and_then(|text| {
        let bytes = STANDARD.decode(text).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        text.split_once(':').map(|(id, secret)| (id.to_owned(), secret.to_owned()))
    });
    let is_client = |grant: &Grant| {
        let secret = grant.client_secret.as_deref();
        match platform {
            Platform::LinkedIn => field("client_id") == grant.client_id && Some(field("client_secret")) == secret,
            Platform::X if secret.is_none() => field("client_id") == grant.client_id && basic.is_none(),
            _ => basic.as_ref().is_some_and(|(id, given)| *id == grant.client_id && Some(given.as_str()) == secret),
        }
    };
    let clients: Vec<Account> = world
        .accounts
        .iter()
        // An access key is a project's, whatever channels its apps have.
        .filter(|account| {
            (account.platform == platform || platform == Platform::KakaoTalk && account.platform == Platform::Sms)
                && account.grant.as_ref().is_some_and(is_client)
        })
        .cloned()
        .collect();
    if clients.is_empty() {
        return refused(platform, "invalid_client");
    }
    let shown = field("refresh_token");
    let key = |account: &Account| (account.platform, account.account.clone());
    let holds = |account: &&Account| world.grants.given.get(&key(account)).is_some_and(|given| given.refresh_token == shown);
    let Some(account) = clients.iter().find(holds).cloned() else { return refused(platform, "invalid_grant") };
    let (now, lives) = (world.now_ms(), life(platform));
    let token = format!("{}-{:x}", account.token, world.ids.seed());
    let next = (platform == Platform::X).then(|| format!("refresh-{:x}", world.ids.seed()));
    let Some(given) = world.grants.given.get_mut(&key(&account)) else { return refused(platform, "invalid_grant") };
    given.tokens.retain(|(_, until)| now < *until);
    given.tokens.push((token.clone(), now + lives));
    if let Some(next) = &next {
        given.refresh_token.clone_from(next);
    }
    let mut body = json!({ "access_token": token, "token_type": "bearer", "expires_in": lives / 1_000, "scope": "all" });
    if let Some(next) = next {
        body["refresh_token"] = json!(next);
    }
    Answer::json(200, body)
}

fn refused(platform: Platform, code: &str) -> Answer {
    let status = if code == "invalid_client" { 401 } else { 400 };
    Answer::json(
        status,
        match (platform, code) {
            // X says the same of a spent refresh token and of one it never gave.
            (Platform::X, "invalid_grant") => {
                json!({ "error": "invalid_request", "error_description": "Value passed for the token was invalid." })
            }
            (Platform::X, "invalid_client") => {
                json!({ "error": "unauthorized_client", "error_description": "Missing valid authorization header" })
            }
            (Platform::Reddit, _) => {
                json!({ "message": if status == 401 { "Unauthorized" } else { "Bad Request" }, "error": status })
            }
            _ => json!({ "error": code, "error_description": "refused" }),
        },
    )
}
