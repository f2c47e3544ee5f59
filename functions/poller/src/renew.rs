//! Asks for a new token before a connection's own runs out. What the platform gives is kept before anything else is done: a
//! refresh token may be good once.

use std::collections::BTreeMap;

use channels::{
    Response,
    token::{Denied, Fresh, Grant, by_secret, renew, renewed, runs_out},
};
use domain::{
    account::Account,
    health::Finding,
    id::AccountId,
    platform::Platform,
    renewal::{Idle, Life, Renewal},
    source::name,
    time::{SECOND, Timestamp},
};
use runtime::{Ask, Deps, Error, Secret, Wire};
use store::renewal::{Held, get, hold};

/// What is wrong with tokens that could not be renewed.
pub(crate) type Troubles = BTreeMap<AccountId, Finding>;

/// Where the tokens' lives stand among the secrets, in milliseconds since 1970: beside the token, so that both change as one.
const FROM: &str = "token_from";
const UNTIL: &str = "token_until";
/// What a new token is kept with is tried again this often, with this much time between.
const TRIES: [i64; 3] = [0, SECOND / 5, SECOND];

/// Renews what runs out; answers what is wrong with what was not, and the last failure of our own.
pub(crate) async fn all(deps: &Deps, now: Timestamp) -> (Troubles, Option<Error>) {
    let mut troubles = Troubles::new();
    let accounts = match deps.settings.all::<Account>(&deps.table, now).await {
        Ok(accounts) => accounts,
        Err(error) => return (troubles, Some(error)),
    };
    let mut failed = None;
    for account in accounts.iter().map(|saved| &saved.data).filter(|account| runs_out(account.platform)) {
        match one(deps, account, now).await {
            Ok(None) => {}
            Ok(Some(trouble)) => {
                troubles.insert(account.id.clone(), trouble);
            }
            Err(error) => {
                tracing::error!(account = %account.id, %error, "The token of {} was not renewed: {error}", account.id);
                failed = Some(error);
            }
        }
    }
    (troubles, failed)
}

/// Renews one, if its token wanes; what is wrong, where it could not.
async fn one(deps: &Deps, account: &Account, now: Timestamp) -> Result<Option<Finding>, Error> {
    let known = deps.secrets.get(account.platform, &account.id, now).await?;
    let Some(before) = known.filter(|secret| wanes(account, secret, now)) else { return Ok(None) };
    let Some(held) = lease(deps, account, &before, now).await? else { return Ok(None) };
    let held = match held {
        Leased::Mine(held) => held,
        Leased::Not(finding) => return Ok(Some(finding)),
    };
    // Somebody else may have renewed it since this process read it, or an administrator have set another.
    let secret = deps.secrets.fresh(account.platform, &account.id, now).await?.unwrap_or_default();
    let Some(grant) = grant(account, &secret).filter(|_| wanes(account, &secret, now)) else {
        return settle(deps, held, |renewal| renewal.done(now)).await.map(|_| None);
    };
    let token = name(grant.refresh_token);
    match ask(deps, account.platform, &grant).await {
        Ok(fresh) => {
            keep(deps, account, &secret, fresh).await?;
            tracing::info!(account = %account.id, "The token of {} is renewed", account.id);
            settle(deps, held, |renewal| renewal.done(deps.clock.now())).await.map(|_| None)
        }
        Err(Denied::Later(after)) => {
            let renewal = settle(deps, held, |renewal| renewal.failed(after, deps.clock.now())).await?;
            Ok(renewal.filter(Renewal::is_trouble).map(|_| away()))
        }
        Err(Denied::Over { code }) => {
            settle(deps, held, |renewal| renewal.ended(token, code.clone(), deps.clock.now())).await?;
            Ok(Some(ended(account.platform, &code)))
        }
    }
}

fn ended(platform: Platform, code: &str) -> Finding {
    Finding::Token { code: format!("{}/{code}", what(platform)) }
}

fn away() -> Finding {
    Finding::Unreachable { why: "it gave no new token, and the one in use runs out".into() }
}

/// Whether a connection's token ends soon. Of one that a person has set nobody knows; it is renewed at once, so that whoever set
/// it is told at once if it cannot be.
fn wanes(account: &Account, secret: &Secret, now: Timestamp) -> bool {
    let moment = |name| Some(Timestamp::from_millis(secret.one(name)?.parse().ok()?));
    let life = || Some(Life { from: moment(FROM)?, until: moment(UNTIL)? });
    grant(account, secret).is_some() && life().is_none_or(|life| life.wanes(now))
}

fn grant<'s>(account: &'s Account, secret: &'s Secret) -> Option<Grant<'s>> {
    Some(Grant {
        refresh_token: shown(account.platform, secret)?,
        client_id: secret.one("client_id")?,
        client_secret: secret.one("client_secret"),
        own: &account.external_id,
    })
}

/// What a new token is asked for with.
fn shown(platform: Platform, secret: &Secret) -> Option<&str> {
    secret.one(what(platform))
}

/// Its name among the secrets.
fn what(platform: Platform) -> &'static str {
    if by_secret(platform) { "client_secret" } else { "refresh_token" }
}

/// Whether this process is the one that asks.
enum Leased {
    Mine(Held),
    /// Nobody asks, for this reason.
    Not(Finding),
}

/// Takes the lease of a connection's token; nothing where somebody else has it.
async fn lease(deps: &Deps, account: &Account, secret: &Secret, now: Timestamp) -> Result<Option<Leased>, Error> {
    let held = get(&deps.table, &account.id).await?;
    let held = held.unwrap_or_else(|| Held { version: 0, renewal: Renewal::new(account.id.clone(), now) });
    match held.renewal.begin(name(shown(account.platform, secret).unwrap_or_default()), now) {
        Ok(begun) => match hold(&deps.table, held.version, begun).await {
            Ok(held) => Ok(Some(Leased::Mine(held))),
            Err(store::Error::Refused(_)) => Ok(None),
            Err(error) => Err(error.into()),
        },
        Err(Idle::Over { code }) => Ok(Some(Leased::Not(ended(account.platform, &code)))),
        Err(Idle::NotBefore(_)) if held.renewal.is_trouble() => Ok(Some(Leased::Not(away()))),
        Err(Idle::NotBefore(_)) => Ok(None),
    }
}

/// Writes how it ended, and gives the lease back. Whoever took it meanwhile knows better.
async fn settle(deps: &Deps, held: Held, end: impl FnOnce(Renewal) -> Renewal) -> Result<Option<Renewal>, Error> {
    match hold(&deps.table, held.version, end(held.renewal)).await {
        Ok(held) => Ok(Some(held.renewal)),
        Err(store::Error::Refused(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

async fn ask(deps: &Deps, platform: Platform, grant: &Grant<'_>) -> Result<Fresh, Denied> {
    let wire = match platform {
        Platform::KakaoTalk | Platform::Sms => Wire::SinchLogin,
        Platform::Reddit => Wire::RedditLogin,
        Platform::LinkedIn => Wire::LinkedInLogin,
        _ => Wire::XApi,
    };
    let (Some(base), Some(request)) = (deps.config.get(wire), renew(platform, grant)) else { return Err(Denied::Later(None)) };
    let request = request.map_err(|refusal| Denied::Over { code: refusal.to_string() })?;
    let url = format!("{}{}", base.trim_end_matches('/'), request.path);
    match deps.http.ask(Ask { method: request.method, url, headers: request.headers, body: request.body }).await {
        Ok(answer) => renewed(platform, &Response { status: answer.status, headers: &answer.headers, body: &answer.body }),
        Err(silence) => {
            tracing::warn!(%platform, %silence, "{platform} gave no new token: {silence}");
            Err(Denied::Later(None))
        }
    }
}

/// Keeps what the platform gave, before it is used: the old refresh token may be good for nothing any more.
async fn keep(deps: &Deps, account: &Account, read: &Secret, fresh: Fresh) -> Result<(), Error> {
    let (from, mut failed) = (deps.clock.now(), None);
    for wait in TRIES {
        if wait > 0 {
            deps.clock.sleep(wait).await;
        }
        // What a person has set meanwhile is newer than what was asked for with the old.
        match deps.secrets.fresh(account.platform, &account.id, from).await {
            Ok(now) if now.as_ref().is_some_and(|now| shown(account.platform, now) != shown(account.platform, read)) => {
                return Ok(());
            }
            Ok(_) | Err(_) => {}
        }
        let mut secret = read
            .clone()
            .with("token", fresh.token.clone())
            .with(FROM, from.millis().to_string())
            .with(UNTIL, from.plus(fresh.lives).millis().to_string());
        if let Some(next) = &fresh.refresh_token {
            secret = secret.with("refresh_token", next.clone());
        }
        match deps.secrets.replace(account.platform, &account.id, secret).await {
            Ok(()) => return Ok(()),
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(()), Err)
}
