//! One page, asked for and read.

use channels::{
    Credentials, Outcome, Response,
    poll::{Page, Question, Turn, poll, polled},
};
use domain::{
    account::Account,
    platform::Platform,
    source::{Cursor, Source},
    time::Millis,
};
use http::{HeaderMap, HeaderValue, Method, header};
use runtime::{Ask, Deps, Error, Wire};
use sha2::{Digest, Sha256};

/// How a call ended.
pub(crate) enum Asked {
    /// With a page.
    Page(Box<Answered>),
    /// With nothing to move past; `after` is what the platform asks to wait.
    Trouble { why: String, after: Option<Millis> },
}

/// A page, with what its items are stored with.
pub(crate) struct Answered {
    pub account: Account,
    pub page: Page,
    /// SHA-256 of the answer, in hex.
    pub body: String,
}

/// Asks for the next page of a source.
///
/// # Errors
/// When settings or secrets cannot be read.
pub(crate) async fn page(deps: &Deps, source: &Source, cursor: &Cursor) -> Result<Asked, Error> {
    let now = deps.clock.now();
    let trouble = |why: String| Ok(Asked::Trouble { why, after: None });
    let Some(account) = deps.settings.one::<Account>(&deps.table, source.account.as_str(), now).await? else {
        return trouble(format!("there is no account {}: create it, or name another", source.account));
    };
    let account = account.data;
    let secret = deps.secrets.get(account.platform, &account.id, now).await?.unwrap_or_default();
    let app_secret =
        matches!(account.platform, Platform::Facebook | Platform::Instagram).then(|| secret.one("signing")).flatten();
    let credentials = Credentials { token: secret.one("token").unwrap_or_default(), app_secret };
    let turn = Turn {
        account: &account,
        wants: &source.wants,
        mark: cursor.mark.as_deref(),
        next: cursor.walk.as_ref().map(|walk| walk.next.as_str()),
        now,
    };
    let answer = match poll(&turn, &credentials) {
        Ok(Question::Platform(request)) => {
            let Some(base) = base(deps, account.platform) else {
                return trouble(format!("no address is known for {}", account.platform));
            };
            let url = format!("{}{}", base.trim_end_matches('/'), request.path);
            deps.http.ask(Ask { method: request.method, url, headers: request.headers, body: request.body }).await
        }
        Ok(Question::Foreign { url, known }) => {
            let mut headers = HeaderMap::new();
            if let Some(known) = known.as_deref().and_then(|known| HeaderValue::try_from(known).ok()) {
                // An entity tag is quoted; a date is not (RFC 9110).
                let tag = known.as_bytes().contains(&b'"');
                headers.insert(if tag { header::IF_NONE_MATCH } else { header::IF_MODIFIED_SINCE }, known);
            }
            deps.http.ask_foreign(Ask { method: Method::GET, url, headers, body: vec![] }).await
        }
        Err(unasked) => return trouble(unasked.to_string()),
    };
    let answer = match answer {
        Ok(answer) => answer,
        Err(silence) => return trouble(silence.to_string()),
    };
    let response = Response { status: answer.status, headers: &answer.headers, body: &answer.body };
    Ok(match polled(&turn, &response) {
        Ok(page) => {
            let body = Sha256::digest(&answer.body).iter().map(|byte| format!("{byte:02x}")).collect();
            Asked::Page(Box::new(Answered { account, page, body }))
        }
        Err(outcome) => told(outcome),
    })
}

/// The address of a platform that is asked.
fn base(deps: &Deps, platform: Platform) -> Option<&str> {
    match platform {
        Platform::X => deps.config.get(Wire::XApi),
        Platform::Reddit => deps.config.get(Wire::RedditApi),
        Platform::Facebook | Platform::Instagram => deps.config.get(Wire::MetaApi),
        Platform::LinkedIn => deps.config.get(Wire::LinkedInApi),
        // A feed has an address of its own; nobody else is asked.
        _ => None,
    }
}

fn told(outcome: Outcome) -> Asked {
    let (why, after) = match outcome {
        Outcome::Retry { after } => ("it failed on its own side".to_owned(), after),
        Outcome::RateLimited { after } => ("it is asked too often".to_owned(), after),
        Outcome::QuotaSpent { code } => (format!("the plan's allowance is used up ({code}): raise the plan"), None),
        Outcome::NeedsAttention { code } => {
            (format!("it no longer lets the account in ({code}): an administrator must connect the account again"), None)
        }
        Outcome::Refused { code, said } => (format!("it refused ({code}) {said}").trim_end().to_owned(), None),
        Outcome::Sent { .. } | Outcome::WindowClosed { .. } => ("it did not say what was asked".to_owned(), None),
    };
    Asked::Trouble { why, after }
}
