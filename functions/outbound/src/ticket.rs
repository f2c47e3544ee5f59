//! Has an outside system open a ticket (ESC-04): a signed post under one idempotency key however often it is tried. The reference it
//! answers goes to `route`, which keeps it with the interaction.

use domain::{
    event::{Emit, OpenTicket, Payload, Route},
    message::Body,
    program::ticket,
};
use runtime::{Class, Deps, Error, Received};
use serde_json::json;
use store::{agent::done, conversation};

use crate::program;

/// Posts it. What was answered is kept, so that nothing is opened twice; what was lost is asked for again under the same key, by
/// which the system finds the ticket it has.
pub(crate) async fn open(deps: &Deps, received: &Received, order: &OpenTicket) -> Result<Class, Error> {
    let command = &received.envelope;
    if deps.replay(command, &done("outbound", command.id, command.at)).await? {
        return Ok(Class::Other);
    }
    let Some(stored) = conversation::get(&deps.table, order.conversation).await? else {
        return Err(Error::Reject(format!("there is no conversation {}", order.conversation)));
    };
    let known = stored.conversation;
    let row = conversation::message(&deps.table, &known.thread, order.at, order.message).await?;
    let text = match row.map(|row| row.body) {
        Some(Body::Customer { content: Some(content), .. }) => content.text,
        _ => None,
    };
    let body = json!({
        "type": "ticket.wanted", "version": 1, "id": command.id, "at": command.at,
        "conversation": known.id, "interaction": order.interaction, "rule": order.rule,
        "platform": known.platform, "account": known.account, "contact": known.contact, "customer": known.customer.name,
        "language": known.language, "sentiment": known.sentiment, "topics": known.topics, "tags": known.tags,
        "queue": known.needs.queue, "text": text,
    });
    let system = &order.system.account;
    let post = program::signed(deps, &order.system, command.id, body.to_string().into_bytes()).await?;
    match deps.http.ask_foreign(post).await {
        Ok(answer) if (200..300).contains(&answer.status) => {
            let ticket = ticket(&answer.body)
                .map_err(|why| Error::Reject(format!("the ticket system {system}: {why}; mend it, then redrive")))?;
            let told = Route::Ticketed { conversation: order.conversation, interaction: order.interaction, ticket };
            let emit = Emit::from(Payload::from(told));
            deps.commit(command, done("outbound", command.id, command.at), vec![], vec![emit]).await?;
            Ok(Class::Other)
        }
        Ok(answer) if answer.status == 429 || answer.status >= 500 => {
            Err(Error::Retry(format!("the ticket system {system} answered {}", answer.status)))
        }
        Ok(answer) => {
            let problem = format!("the ticket system {system} answered {}", answer.status);
            Err(Error::Reject(format!("{problem}; mend it or the address in the rule, then redrive")))
        }
        Err(silence) => Err(Error::Retry(format!("the ticket system {system}: {silence}"))),
    }
}
