//! Tells a program of the company of an alert: a signed post, under one id however often it is tried.

use domain::{
    event::{Envelope, Notify, Payload},
    program::Webhook,
};
use runtime::{Class, Deps, Error, Received};
use store::agent::done;

use crate::program;

/// Posts it. What the program answers with 2xx is done and never posted again; an answer that was lost is asked for
/// again under the same id, by which the program knows it.
pub(crate) async fn post(deps: &Deps, received: &Received, notify: &Notify) -> Result<Class, Error> {
    let command = &received.envelope;
    if deps.replay(command, &done("outbound", command.id, command.at)).await? {
        return Ok(Class::Other);
    }
    let Notify { url, account, fact } = notify;
    let told = Envelope { payload: Payload::from(fact.clone()), ..command.clone() };
    let body = serde_json::to_vec(&told).map_err(|e| Error::Reject(e.to_string()))?;
    let ask = program::signed(deps, &Webhook { url: url.clone(), account: account.clone() }, command.id, body).await?;
    let rule = &fact.rule;
    match deps.http.ask_foreign(ask).await {
        Ok(answer) if (200..300).contains(&answer.status) => {
            deps.commit(command, done("outbound", command.id, command.at), vec![], vec![]).await?;
            Ok(Class::Other)
        }
        Ok(answer) if answer.status == 429 || answer.status >= 500 => {
            Err(Error::Retry(format!("the program of the alert rule {rule} answered {}", answer.status)))
        }
        Ok(answer) => {
            let problem = format!("the program of the alert rule {rule} answered {}", answer.status);
            Err(Error::Reject(format!("{problem}; mend it or the address in the rule, then redrive")))
        }
        Err(silence) => Err(Error::Retry(format!("the program of the alert rule {rule}: {silence}"))),
    }
}
