//! A rule answers a customer at once, in private (ESC-04): a canned response in nobody's name. It is no answer of a person, so no
//! figure of one begins or ends with it.

use std::collections::BTreeMap;

use domain::{
    answer::{self, Path, Wanted},
    canned::Canned,
    conversation::{Conversation, Stage},
    event::{Emit, MessageReceived, Reply},
    id::{AgentId, CannedId, ConversationId, RuleId},
    message::{Body, Delivery, Message},
    platform::Visibility,
};
use runtime::{Class, Error};
use store::{
    command,
    conversation::{self, Rows},
};

use crate::{
    reply::{NEWEST, send},
    turn::{TRIES, Turn},
};

/// One commit: the answer as queued and the command to send it, or a row that says why there is none. Nobody waits for a refusal.
pub(crate) async fn answer(
    turn: &Turn<'_>,
    id: ConversationId,
    canned: &CannedId,
    rule: Option<&RuleId>,
) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let mut after = before.conversation.clone();
        if matches!(after.stage, Stage::Closed { .. }) {
            return Ok(Class::Other);
        }
        let words = words(turn, &after, canned).await?;
        let path = match &words {
            Ok(text) => in_private(turn, &after, text).await?,
            Err(why) => Err(why.clone()),
        };
        let path = words.and_then(|text| {
            let reply = Reply {
                conversation: id,
                by: AgentId::automatic(),
                role: None,
                text,
                canned: Some(canned.clone()),
                visibility: Visibility::Private,
                seen: None,
                extra: None,
            };
            Ok((reply, path?))
        });
        after.seq += 1;
        after.changed_at = turn.now();
        let row = |after: &Conversation, body| Message {
            id: command::row(turn.cause.id, turn.at()),
            conversation: after.id,
            seq: after.seq,
            at: turn.at(),
            visibility: Visibility::Private,
            body,
        };
        let (row, sent) = match path {
            Ok((reply, path)) => {
                let body = Body::Agent {
                    agent: reply.by.clone(),
                    text: reply.text.clone(),
                    canned: reply.canned.clone(),
                    delivery: Delivery::queued(),
                    extra: None,
                };
                let row = row(&after, body);
                let sent = send(turn, &after, &row, path, &reply).await?;
                (row, Some(sent))
            }
            Err(why) => {
                let by = rule.map_or("a rule".to_owned(), ToString::to_string);
                let detail = format!("{canned} for {by}: {why}");
                (row(&after, Body::Activity { what: "not_answered".into(), by: None, detail }), None)
            }
        };
        let told = MessageReceived { conversation: id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
        let mut emits = vec![Emit::to(after.thread.clone(), told.into())];
        emits.extend(sent);
        let writes = conversation::change(Some(&before), &after, 0)?;
        if turn.commit(conversation::row(&after.thread, &row)?, writes, emits).await?.is_some() {
            return Ok(Class::Reply);
        }
    }
    Err(turn.outrun())
}

/// How words that no person wrote reach the customer in private, or why they cannot.
pub(crate) async fn in_private(turn: &Turn<'_>, conversation: &Conversation, text: &str) -> Result<Result<Path, String>, Error> {
    let rows = conversation::messages(&turn.deps.table, &conversation.thread, Rows::Newest(None), NEWEST).await?.items;
    let wanted = Wanted { visibility: Visibility::Private, text, seen: None, extra: None };
    let limits = channels::limits(conversation.platform, Visibility::Private);
    Ok(answer::decide(conversation, wanted, &rows, limits, turn.now()).map_err(|refused| refused.to_string()))
}

/// The canned response in the conversation's language, or why there are no words.
async fn words(turn: &Turn<'_>, conversation: &Conversation, canned: &CannedId) -> Result<Result<String, String>, Error> {
    if turn.crisis().await?.is_some() {
        return Ok(Err("in a crisis nothing is answered without a person".into()));
    }
    let Some(saved) = turn.deps.settings.one::<Canned>(&turn.deps.table, canned.as_str(), turn.now()).await? else {
        return Ok(Err(format!("there is no canned response {canned}")));
    };
    let mut variables = BTreeMap::from([("queue.name".to_owned(), conversation.needs.queue.to_string())]);
    if let Some(queue) = turn.queue(&conversation.needs.queue).await? {
        variables.insert("queue.name".into(), queue.data.name);
    }
    if let Some(name) = &conversation.customer.name {
        variables.insert("customer.name".into(), name.clone());
    }
    Ok(saved.data.render(conversation.language, &variables).map_err(|unready| unready.to_string()))
}
