//! Looks after connections: asks each platform now and then whether it still lets us in and still delivers (CH-26).

use channels::{Credentials, Response, health};
use domain::{
    account::Account,
    health::{Finding, Health},
    platform::Platform,
    source::{Source, Wants},
    time::Timestamp,
};
use runtime::{Answer, Ask, Deps, Error, NoAnswer, Wire};
use store::{
    health::{get, keep},
    source::{self, Placed},
};

use crate::renew::Troubles;

/// Connections looked after in one minute: the others are due in the next.
const MOST: usize = 20;

/// Looks after the connections that are due; how many.
///
/// # Errors
/// When the table or a secret cannot be read: the next minute finds them due again.
pub(crate) async fn look(deps: &Deps, now: Timestamp, troubles: &Troubles) -> Result<usize, Error> {
    let mut looked = 0;
    for saved in deps.settings.all::<Account>(&deps.table, now).await?.iter() {
        let account = &saved.data;
        // One that does not take part yet is asked, too: whoever sets it up wants to know before it does.
        if looked >= MOST {
            continue;
        }
        let before = get(&deps.table, &account.id).await?;
        // A token that is not renewed still works for a while: whoever must act should know before it ends.
        let trouble = troubles.get(&account.id);
        let known = |before: &Health| before.due > now && trouble.is_none_or(|trouble| *trouble == before.finding);
        if before.as_ref().is_some_and(known) {
            continue;
        }
        let found = match trouble {
            Some(trouble) => Some(trouble.clone()),
            None => find(deps, account, now).await?,
        };
        let Some(finding) = found else { continue };
        looked += 1;
        if account.active && finding.needs_attention() && before.as_ref().is_none_or(|before| before.finding != finding) {
            tracing::warn!(account = %account.id, ?finding, "The connection {} needs attention: {finding:?}", account.id);
        }
        keep(&deps.table, &Health::after(before.as_ref(), account.id.clone(), finding, missed(deps, account).await?, now))
            .await?;
    }
    Ok(looked)
}

/// What is found of one; nothing where there is nothing to ask.
async fn find(deps: &Deps, account: &Account, now: Timestamp) -> Result<Option<Finding>, Error> {
    let platform = account.platform;
    let Some(base) = base(deps, platform) else { return Ok(None) };
    let Some(secret) = deps.secrets.get(platform, &account.id, now).await? else { return Ok(Some(Finding::NoSecrets)) };
    let app_secret = match platform {
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp => secret.one("signing"),
        _ => None,
    };
    let credentials = Credentials { token: secret.one("token").unwrap_or_default(), app_secret };
    let probe = || health::probe(platform, &account.external_id, &credentials);
    let Some(request) = probe() else { return Ok(None) };
    let finding = asked(deps, base, platform, request).await;
    if finding != Finding::Unsubscribed {
        return Ok(Some(finding));
    }
    // Meta unsubscribes an app whose address did not answer for an hour, and takes it back when it asks.
    let subscribe = health::subscribe(platform, &account.external_id, &credentials);
    let (Some(subscribe), Some(again)) = (subscribe, probe()) else { return Ok(Some(finding)) };
    asked(deps, base, platform, subscribe).await;
    // Not what the request was answered counts, but whether the platform delivers now.
    Ok(Some(match asked(deps, base, platform, again).await {
        Finding::Well => {
            back_fill(deps, account, now).await?;
            tracing::warn!(account = %account.id, "{platform} had stopped delivering to {}, and goes on now that it was asked to", account.id);
            Finding::Well
        }
        _ => Finding::Unsubscribed,
    }))
}

/// The source that finds what a connection's webhook lost, with where it stands; nothing if it was never asked.
async fn own_source(deps: &Deps, account: &Account) -> Result<Option<(Source, Placed)>, Error> {
    let made = store::settings::all::<Source>(&deps.table).await?.into_iter().map(|saved| saved.data);
    let own = made.into_iter().find(|made| made.account == account.id && made.wants == Wants::Own);
    let source = own.unwrap_or_else(|| Source::gaps(account));
    Ok(source::cursor(&deps.table, &source.id).await?.map(|placed| (source, placed)))
}

/// What was found by asking, ever.
async fn missed(deps: &Deps, account: &Account) -> Result<u64, Error> {
    Ok(own_source(deps, account).await?.map_or(0, |(_, placed)| placed.cursor.missed))
}

/// What was not delivered is asked for at once, from where the last asking ended.
async fn back_fill(deps: &Deps, account: &Account, now: Timestamp) -> Result<(), Error> {
    let Some((source, Placed { version, cursor })) = own_source(deps, account).await? else { return Ok(()) };
    match source::place(&deps.table, version, cursor.at_once(&source, now)).await {
        // Somebody is at it.
        Ok(_) | Err(store::Error::Refused(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

async fn asked(deps: &Deps, base: &str, platform: Platform, request: Result<channels::Request, channels::Refusal>) -> Finding {
    let request = match request {
        Ok(request) => request,
        Err(channels::Refusal::BadToken) => return Finding::NoSecrets,
        Err(refusal) => return Finding::Token { code: refusal.to_string() },
    };
    let url = format!("{}{}", base.trim_end_matches('/'), request.path);
    match deps.http.ask(Ask { method: request.method, url, headers: request.headers, body: request.body }).await {
        Ok(Answer { status, headers, body }) => health::judged(platform, &Response { status, headers: &headers, body: &body }),
        Err(NoAnswer::NotReached(why) | NoAnswer::Silence(why)) => Finding::Unreachable { why },
    }
}

fn base(deps: &Deps, platform: Platform) -> Option<&str> {
    deps.config.get(match platform {
        Platform::Facebook | Platform::Instagram | Platform::WhatsApp => Wire::MetaApi,
        Platform::X => Wire::XApi,
        Platform::Line => Wire::LineApi,
        Platform::KakaoTalk | Platform::Sms => Wire::SinchApi,
        Platform::Telegram => Wire::TelegramApi,
        Platform::LinkedIn => Wire::LinkedInApi,
        Platform::Reddit => Wire::RedditApi,
        // Nothing is asked of them: see `channels::health::probe`.
        Platform::Open | Platform::Web => return None,
    })
}
