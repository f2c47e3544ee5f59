//! Connections of the brand on platforms, and their secrets.

use std::collections::BTreeMap;

use axum::{Json, response::Response};
use domain::{
    access::{Action, Object},
    account::{Account, LONGEST_WINDOW_MINUTES},
    analysis::Language,
    checklist::{Confirmed, Obligation, Proof, unconfirmed},
    id::{AccountId, QueueId},
    invalid::Fault,
    platform::Platform,
    queue::Queue,
};
use http::StatusCode;
use runtime::{Inside, Secret, Unlawful};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    page::{Page, Paging},
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{self, Kept, LONGEST_NAME, tagged, text},
    words,
};

/// The longest id a platform has for an account.
const LONGEST_EXTERNAL_ID: usize = 200;
/// The longest address.
const LONGEST_URL: usize = 2_048;
/// The most pages of a web messenger, and the longest name of one.
const MOST_ORIGINS: usize = 50;
const LONGEST_ORIGIN: usize = 200;
/// The longest secret.
const LONGEST_SECRET: usize = 4_096;

/// A connection.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct AccountView {
    /// Its name, part of its webhook address.
    #[schema(value_type = words::Slug)]
    id: AccountId,
    #[serde(flatten)]
    account: AccountBody,
}

/// A connection as an administrator writes it.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AccountBody {
    /// Where it is. Never changed: its conversations would be cut off.
    #[schema(value_type = words::Platform)]
    platform: Platform,
    /// What people call it.
    #[schema(min_length = 1, max_length = 100)]
    name: String,
    /// The platform's id of it: LINE destination (`U…`), Instagram professional account id, Facebook page id,
    /// WhatsApp phone number id, `project:app` of Sinch (KakaoTalk, SMS).
    #[schema(min_length = 1, max_length = 200)]
    external_id: String,
    /// What people know it by, for links to it: a user name, a phone number, a basic id.
    #[serde(default)]
    #[schema(max_length = 200)]
    handle: Option<String>,
    /// Where its conversations wait unless a rule says otherwise.
    #[schema(value_type = words::Slug)]
    queue: QueueId,
    /// The language its customers write, where a text alone does not tell.
    #[serde(default)]
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// After an end, a new message within this many minutes joins the same conversation; 0 is always new.
    #[serde(default = "longest_window")]
    #[schema(maximum = 4320, default = 4320)]
    threading_window_minutes: u32,
    /// Of a web messenger: the origins of the pages that may show it, as `https://shop.example`. At most 50.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(max_items = 50)]
    origins: Vec<String>,
    /// What the platform asks for and a person says is there: the names are those of the connection's checklist. Who said so first, and
    /// when, is kept; what is left out is taken back. Without this field nothing changes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<words::Obligation>>, max_items = 20)]
    confirmed: Option<Vec<Obligation>>,
    /// Taking part, which it may once everything that a person must confirm is confirmed; a paused account still accepts webhooks, and its items are stored.
    #[serde(default = "yes")]
    #[schema(default = true)]
    active: bool,
}

/// The secrets of a connection. They can be set and never be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SecretsBody {
    /// What the platform signs its deliveries with: the LINE channel secret, the Meta app secret, the secret of the webhook at Sinch. Two while one is
    /// being replaced.
    #[schema(min_items = 1, max_items = 2)]
    signing: Vec<String>,
    /// The access token for answers.
    #[schema(min_length = 1, max_length = 4096)]
    token: String,
    /// Where tokens run out (X, Reddit, LinkedIn): what the next one is asked for with. With it and `client_id` the token renews
    /// itself. On KakaoTalk and SMS the access key of Sinch alone does it: `client_id` and `client_secret`.
    #[serde(default)]
    #[schema(max_length = 4096)]
    refresh_token: Option<String>,
    /// The app's name at the platform.
    #[serde(default)]
    #[schema(max_length = 4096)]
    client_id: Option<String>,
    /// The app's own secret; public clients of X have none.
    #[serde(default)]
    #[schema(max_length = 4096)]
    client_secret: Option<String>,
    /// What Meta is told to repeat when it asks for the webhook address.
    #[serde(default)]
    #[schema(max_length = 4096)]
    verify_token: Option<String>,
    /// Where answers go as signed notifications: an `https` address of yours. Only for Open messaging, which sends nothing
    /// without it.
    #[serde(default)]
    #[schema(max_length = 2048)]
    notify_url: Option<String>,
}

fn longest_window() -> u32 {
    LONGEST_WINDOW_MINUTES
}

fn yes() -> bool {
    true
}

fn view(account: Account) -> AccountView {
    AccountView {
        id: account.id,
        account: AccountBody {
            platform: account.platform,
            name: account.name,
            external_id: account.external_id,
            handle: account.handle,
            queue: account.queue,
            language: account.language,
            threading_window_minutes: account.threading_window_minutes,
            origins: account.origins,
            confirmed: Some(account.confirmed.into_iter().map(|one| one.obligation).collect()),
            active: account.active,
        },
    }
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list)).routes(routes!(get, save, remove)).routes(routes!(save_secrets))
}

/// The connections, by name.
#[utoipa::path(get, path = "/v1/accounts", tag = "accounts", operation_id = "list_accounts", params(Paging), responses((status = 200, description = "A page of them.", body = Page<Kept<AccountView>>)))]
async fn list(caller: Caller, Asked(paging): Asked<Paging>) -> Result<Json<Page<Kept<AccountView>>>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    settings::list::<Account, _>(&caller, &paging, view).await.map(Json)
}

/// A connection.
#[utoipa::path(get, path = "/v1/accounts/{id}", tag = "accounts", operation_id = "get_account", params(("id" = words::Slug, Path, description = "Its name.")), responses((status = 200, description = "It.", body = Kept<AccountView>)))]
async fn get(caller: Caller, Named(id): Named<AccountId>) -> Result<Response, Problem> {
    caller.may(Action::See, Object::Intake)?;
    Ok(tagged(StatusCode::OK, &Kept::of(settings::one::<Account>(&caller, id.as_str()).await?, view)))
}

/// Creates a connection, or replaces it.
#[utoipa::path(put, path = "/v1/accounts/{id}", tag = "accounts", operation_id = "save_account", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), request_body = AccountBody, responses((status = 200, description = "Replaced.", body = Kept<AccountView>), (status = 201, description = "Created.", body = Kept<AccountView>)))]
async fn save(caller: Caller, Named(id): Named<AccountId>, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    let body: AccountBody = sent.read()?;
    let stored = settings::find::<Account>(&caller, id.as_str()).await?;
    let before = stored.as_ref().map(|saved| &saved.data);
    check(&caller, &id, &body, before).await?;
    let confirmed = confirmed(&caller, &body, before)?;
    let account = Account {
        id,
        platform: body.platform,
        name: body.name,
        external_id: body.external_id,
        handle: body.handle,
        queue: body.queue,
        language: body.language,
        threading_window_minutes: body.threading_window_minutes,
        origins: body.origins,
        confirmed,
        active: body.active,
    };
    settings::save(&caller, &sent, stored.as_ref(), account, view).await
}

/// Deletes a connection: its webhook address leads nowhere any more.
#[utoipa::path(delete, path = "/v1/accounts/{id}", tag = "accounts", operation_id = "delete_account", params(("id" = words::Slug, Path, description = "Its name."), ("If-Match" = Option<String>, Header, description = "The version you have read.")), responses((status = 204, description = "Deleted.")))]
async fn remove(caller: Caller, Named(id): Named<AccountId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Intake)?;
    settings::remove::<Account>(&caller, &sent, id.as_str()).await
}

/// Sets the secrets of a connection, all of them. They take effect within five minutes.
#[utoipa::path(put, path = "/v1/accounts/{id}/secrets", tag = "accounts", operation_id = "save_account_secrets", params(("id" = words::Slug, Path, description = "The name of the connection.")), request_body = SecretsBody, responses((status = 204, description = "Set.")))]
async fn save_secrets(caller: Caller, Named(id): Named<AccountId>, sent: Sent) -> Result<StatusCode, Problem> {
    caller.may(Action::Change, Object::Secrets)?;
    let body: SecretsBody = sent.read_secret()?;
    let account = settings::one::<Account>(&caller, id.as_str()).await?.data;
    if !(1..=2).contains(&body.signing.len()) {
        return Err(Problem::invalid(
            "signing",
            format_args!("has {} entries and may have 1 or 2", body.signing.len()),
            "send the secret in use, and the new one while both are",
        ));
    }
    for (i, secret) in body.signing.iter().enumerate() {
        secret_text(&format!("signing[{i}]"), secret)?;
    }
    secret_text("token", &body.token)?;
    let mut texts = BTreeMap::from([("signing".to_owned(), body.signing), ("token".to_owned(), vec![body.token])]);
    if let Some(verify) = body.verify_token {
        secret_text("verify_token", &verify)?;
        texts.insert("verify_token".into(), vec![verify]);
    }
    renewal(&account, &body.refresh_token, &body.client_id)?;
    let renewal = [("refresh_token", body.refresh_token), ("client_id", body.client_id), ("client_secret", body.client_secret)];
    for (name, text) in renewal.into_iter().filter_map(|(name, text)| Some((name, text?))) {
        secret_text(name, &text)?;
        texts.insert(name.to_owned(), vec![text]);
    }
    if let Some(url) = body.notify_url {
        notify_url(&account, &url)?;
        texts.insert("notify_url".into(), vec![url]);
    }
    caller.deps.secrets.put(account.platform, &id, Secret::new(texts)).await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn check(caller: &Caller, id: &AccountId, body: &AccountBody, stored: Option<&Account>) -> Result<(), Problem> {
    text("name", &body.name, LONGEST_NAME)?;
    text("external_id", &body.external_id, LONGEST_EXTERNAL_ID)?;
    if let Some(handle) = &body.handle {
        text("handle", handle, LONGEST_EXTERNAL_ID)?;
    }
    if body.threading_window_minutes > LONGEST_WINDOW_MINUTES {
        let message = format!("is {} and may be {LONGEST_WINDOW_MINUTES} (72 hours)", body.threading_window_minutes);
        return Err(Problem::invalid("threading_window_minutes", message, "choose a shorter window")
            .because(Fault::OutOfRange { least: 0, most: LONGEST_WINDOW_MINUTES.into() }));
    }
    origins(body)?;
    if channels::capabilities(body.platform).is_none() {
        let message = format!("{} cannot be connected yet", body.platform);
        return Err(Problem::invalid("platform", message, "connect one of the channels of docs/channels.md"));
    }
    if stored.is_some_and(|stored| stored.platform != body.platform) {
        return Err(Problem::invalid(
            "platform",
            "cannot be changed: its conversations would be cut off",
            "create another account",
        ));
    }
    settings::exists::<Queue>(caller, "queue", body.queue.as_str()).await?;
    let all = store::settings::all::<Account>(&caller.deps.table).await?;
    let twin = all
        .iter()
        .map(|saved| &saved.data)
        .find(|other| other.id != *id && other.platform == body.platform && other.external_id == body.external_id);
    match twin {
        Some(twin) => {
            let message = format!("is connected already, as the account `{}`", twin.id);
            Err(Problem::conflict("already_connected", message, "change that account, or delete it first").at("external_id"))
        }
        None => Ok(()),
    }
}

/// What people have confirmed of a connection after this save; not without all of it may it begin to take part (CH-28).
fn confirmed(caller: &Caller, body: &AccountBody, stored: Option<&Account>) -> Result<Vec<Confirmed>, Problem> {
    let before = stored.map(|stored| stored.confirmed.as_slice()).unwrap_or_default();
    let obligations = channels::capabilities(body.platform).map(|of| of.obligations).unwrap_or_default();
    let mut after: Vec<Confirmed> = Vec::new();
    match &body.confirmed {
        None => after.extend_from_slice(before),
        Some(said) => {
            for (n, &obligation) in said.iter().enumerate() {
                if obligation.proof() != Proof::Person || !obligations.contains(&obligation) {
                    let message = format!("{} is nothing that a person confirms for {}", obligation.name(), body.platform);
                    let next = "leave it out; GET /v1/accounts/{id}/checklist and docs/channels.md list what is asked";
                    return Err(Problem::invalid(format_args!("confirmed[{n}]"), message, next));
                }
                if after.iter().any(|one| one.obligation == obligation) {
                    continue;
                }
                let known = before.iter().find(|one| one.obligation == obligation).cloned();
                after.push(known.unwrap_or_else(|| Confirmed { obligation, by: caller.id().clone(), at: caller.now }));
            }
        }
    }
    let lacking = unconfirmed(obligations, &after);
    // What takes part already was let in by the rules of its day; it goes on unless somebody takes back what they said.
    let goes_on = stored.is_some_and(|stored| stored.active) && before.iter().all(|one| after.contains(one));
    if body.active && !lacking.is_empty() && !goes_on {
        let names: Vec<&str> = lacking.into_iter().map(Obligation::name).collect();
        let message = format!("lacks {}, which {} asks for before a connection takes part", names.join(", "), body.platform);
        let next = "see to them and name them in `confirmed`, or save it with `active` false";
        return Err(Problem::conflict("checklist_open", message, next).at("confirmed"));
    }
    for one in after.iter().filter(|one| !before.contains(one)) {
        tracing::info!(by = %one.by, obligation = one.obligation.name(), "{} confirmed {} of a connection", one.by, one.obligation.name());
    }
    for one in before.iter().filter(|one| !after.contains(one)) {
        tracing::info!(by = %caller.id(), obligation = one.obligation.name(), "{} took back {} of a connection", caller.id(), one.obligation.name());
    }
    Ok(after)
}

/// Pages are named as browsers name them: scheme, host, perhaps a port, and nothing behind it.
fn origins(body: &AccountBody) -> Result<(), Problem> {
    if body.platform != Platform::Web && !body.origins.is_empty() {
        let message = format!("are for the web messenger, and this is on {}", body.platform);
        return Err(Problem::invalid("origins", message, "leave them out"));
    }
    if body.origins.len() > MOST_ORIGINS {
        let message = format!("has {} entries and may have {MOST_ORIGINS}", body.origins.len());
        return Err(Problem::invalid("origins", message, "leave some out, or create another connection"));
    }
    for (n, origin) in body.origins.iter().enumerate() {
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b':');
        if host.is_empty() || origin.len() > LONGEST_ORIGIN || !host.bytes().all(plain) {
            let next = "write it as the browser does: https://shop.example, without a path and in small letters";
            return Err(Problem::invalid(format_args!("origins[{n}]"), "is no origin", next));
        }
    }
    Ok(())
}

/// What a token is renewed with belongs together, and to platforms whose tokens run out.
fn renewal(account: &Account, refresh_token: &Option<String>, client_id: &Option<String>) -> Result<(), Problem> {
    let field = match (refresh_token, client_id) {
        (None, _) => return Ok(()),
        (Some(_), None) => {
            let next = "give the app's client id beside it";
            return Err(Problem::invalid("client_id", "is missing: a refresh token is good for its own app only", next));
        }
        (Some(_), Some(_)) => "refresh_token",
    };
    if channels::token::runs_out(account.platform) {
        return Ok(());
    }
    let message = format!("is for platforms whose tokens run out, and {} is on {}", account.id, account.platform);
    Err(Problem::invalid(field, message, "leave it out"))
}

/// An address that a bridge is told at. That it leads nowhere private is seen again whenever it is called.
fn notify_url(account: &Account, url: &str) -> Result<(), Problem> {
    if account.platform != Platform::Open {
        let message = format!("is for Open messaging, and {} is on {}", account.id, account.platform);
        return Err(Problem::invalid("notify_url", message, "leave it out"));
    }
    if url.len() > LONGEST_URL {
        let message = format!("has {} bytes and may have {LONGEST_URL}", url.len());
        return Err(Problem::invalid("notify_url", message, "choose a shorter address"));
    }
    // Whether a host inside may be called is the operator's word, which only the caller of the address has.
    match runtime::lawful(url, &Inside::default()) {
        Ok(_) | Err(Unlawful::Private | Unlawful::Scheme) => Ok(()),
        Err(why) => Err(Problem::invalid("notify_url", why, "give an https address")),
    }
}

/// A secret is copied and pasted: what came along with it is the usual mistake. It is never repeated.
fn secret_text(field: &str, secret: &str) -> Result<(), Problem> {
    if secret.is_empty() {
        return Err(Problem::invalid(field, "is empty", "copy it from the platform's console").because(Fault::Empty));
    }
    if secret.len() > LONGEST_SECRET {
        return Err(Problem::invalid(
            field,
            format_args!("has more than {LONGEST_SECRET} bytes"),
            "copy it again from the platform's console",
        ));
    }
    if !secret.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(Problem::invalid(
            field,
            "holds a blank, a line break or another character that no secret has",
            "copy it again, without what stands around it",
        ));
    }
    Ok(())
}
