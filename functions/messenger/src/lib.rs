//! The customers' door of the web messenger: sessions, what is said, what is new ([docs/web-messenger.md]). It decides
//! nothing about conversations: what a customer says goes the way of everything that comes in.
//!
//! [docs/web-messenger.md]: ../../../docs/web-messenger.md

mod door;
mod form;
mod page;
mod session;
mod talk;
mod upload;

use aws_lambda_events::apigw::{ApiGatewayV2httpRequest, ApiGatewayV2httpResponse};
use domain::{account::Account, platform::Platform};
use http::Method;
use runtime::{Deps, Wire};

use crate::door::{Answer, Failure, Knock};

/// What this function is wired to.
pub const WIRING: &[Wire] = &[Wire::Table, Wire::Inbound, Wire::Route, Wire::Outbound, Wire::Secrets, Wire::Files];

/// Answers one request of a messenger, or of a browser that shows the plain form.
pub async fn handle(request: ApiGatewayV2httpRequest, deps: &Deps) -> ApiGatewayV2httpResponse {
    let begun = std::time::Instant::now();
    let answer = match Knock::read(&request) {
        Ok(knock) => {
            let (origin, answer) = open(&knock, deps).await;
            answer.unwrap_or_else(Answer::from).allowed_to(origin.as_deref())
        }
        Err(failure) => failure.into(),
    };
    deps.meter.report("messenger", begun);
    answer.into()
}

/// The answer, and the origin whose page may read it.
async fn open(knock: &Knock, deps: &Deps) -> (Option<String>, Result<Answer, Failure>) {
    let account = match deployment(knock, deps).await {
        Ok(account) => account,
        Err(failure) => return (None, Err(failure)),
    };
    if knock.what == "form" {
        return (None, form::show(knock, &account, deps).await);
    }
    let Some(origin) = knock.origin().filter(|origin| account.origins.iter().any(|known| known == origin)) else {
        return (None, Err(Failure::Origin));
    };
    (Some(origin.to_owned()), carry_out(knock, &account, deps).await)
}

async fn carry_out(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    match (&knock.method, knock.what.as_str()) {
        (&Method::OPTIONS, _) => Ok(Answer::nothing()),
        (&Method::POST, "sessions") => session::begin(knock, account, deps).await,
        (&Method::GET, "messages") => talk::news(knock, account, deps).await,
        (&Method::POST, "messages") => talk::say(knock, account, deps).await,
        (&Method::POST, "uploads") => upload::begin(knock, account, deps).await,
        (&Method::POST, "read") => talk::read(knock, account, deps).await,
        (&Method::POST, "tickets") => talk::ticket(knock, account, deps).await,
        _ => Err(Failure::Nowhere),
    }
}

async fn deployment(knock: &Knock, deps: &Deps) -> Result<Account, Failure> {
    let found = deps.settings.one::<Account>(&deps.table, knock.deployment.as_str(), deps.clock.now()).await?;
    found.map(|saved| saved.data).filter(|account| account.platform == Platform::Web && account.active).ok_or(Failure::Nowhere)
}
