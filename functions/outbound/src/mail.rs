//! Tells people of an alert by mail: one letter for each change of it.

use domain::{alert::letter, event::Mail};
use runtime::{Class, Deps, Error, NotSent, Received};
use store::agent::done;

/// Sends it. What SES took is done and never sent again; where its answer was lost the letter is sent again: twice is better than never.
pub(crate) async fn send(deps: &Deps, received: &Received, mail: &Mail) -> Result<Class, Error> {
    let command = &received.envelope;
    if deps.replay(command, &done("outbound", command.id, command.at)).await? {
        return Ok(Class::Other);
    }
    let Mail { to, language, rule, fact } = mail;
    let letter = letter(fact, rule, *language);
    let tags = vec![("alert", fact.alert.to_string()), ("rule", fact.rule.to_string())];
    let mail = runtime::Mail { to: to.clone(), subject: letter.subject, text: letter.text, tags };
    match deps.mail(&mail).await {
        Ok(()) => {
            deps.commit(command, done("outbound", command.id, command.at), vec![], vec![]).await?;
            Ok(Class::Other)
        }
        Err(NotSent::Later(why)) => Err(Error::Retry(format!("the mail of the alert rule {}: {why}", fact.rule))),
        Err(NotSent::Refused(why)) => {
            Err(Error::Reject(format!("the mail of the alert rule {}: {why}; then redrive", fact.rule)))
        }
    }
}
