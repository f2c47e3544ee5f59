//! An agent answers: checked against the channel, written as queued, and handed to `outbound`.

use domain::{
    account::Account,
    answer::{self, Path, Wanted},
    conversation::{Conversation, Refused},
    event::{Call, Emit, Payload, Reply},
    id::{AgentId, ConversationId, MessageId},
    message::{Body, Delivery, DeliveryState, Message},
    reply::Outbound,
    thread::Thread,
    time::Timestamp,
};
use runtime::{Class, Error};
use store::{
    command,
    conversation::{self, Rows, Stored},
};

use crate::turn::{TRIES, Turn};

/// The newest rows looked at for what the customer wrote last.
pub(crate) const NEWEST: u32 = 20;

/// One commit: the answer as queued, the conversation's figures, and the command to send it.
pub(crate) async fn reply(turn: &Turn<'_>, reply: &Reply) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(reply.conversation).await?;
        let rows = newest(turn, &before.conversation, reply).await?;
        let mut after = before.conversation.clone();
        let lawful = after.reply(&reply.by, turn.at()).and_then(|()| checked(&before.conversation, reply, &rows, turn.at()));
        let path = match lawful {
            Ok(path) => path,
            Err(refused) => return turn.refuse(&before, &reply.by, refused).await,
        };
        after.seq += 1;
        let row = Message {
            id: command::row(turn.cause.id, turn.at()),
            conversation: after.id,
            seq: after.seq,
            at: turn.at(),
            visibility: reply.visibility,
            body: Body::Agent {
                agent: reply.by.clone(),
                text: reply.text.clone(),
                canned: reply.canned.clone(),
                delivery: Delivery::queued(),
                extra: reply.extra.clone(),
            },
        };
        let send = send(turn, &after, &row, path, reply).await?;
        let record = conversation::row(&after.thread, &row)?;
        let writes = conversation::change(Some(&before), &after, 0)?;
        if turn.commit(record, writes, vec![send]).await?.is_some() {
            return Ok(Class::Reply);
        }
    }
    Err(turn.outrun())
}

/// The newest rows, where the answer depends on what the customer wrote last.
async fn newest(turn: &Turn<'_>, conversation: &Conversation, reply: &Reply) -> Result<Vec<Message>, Error> {
    if !answer::needs_rows(conversation, reply.seen) {
        return Ok(vec![]);
    }
    Ok(conversation::messages(&turn.deps.table, &conversation.thread, Rows::Newest(None), NEWEST).await?.items)
}

fn checked(conversation: &Conversation, reply: &Reply, rows: &[Message], at: Timestamp) -> Result<Path, Refused> {
    let wanted = Wanted { visibility: reply.visibility, text: &reply.text, seen: reply.seen, extra: reply.extra.as_ref() };
    let limits = channels::limits(conversation.platform, reply.visibility);
    answer::decide(conversation, wanted, rows, limits, at)
}

pub(crate) async fn send(turn: &Turn<'_>, after: &Conversation, row: &Message, path: Path, reply: &Reply) -> Result<Emit, Error> {
    let account = turn
        .deps
        .settings
        .one::<Account>(&turn.deps.table, after.account.as_str(), turn.now())
        .await?
        .ok_or_else(|| Error::Reject(format!("there is no account {}; create it, then redrive", after.account)))?
        .data;
    let outbound = Outbound {
        message: row.id,
        platform: after.platform,
        account: after.account.clone(),
        from: account.external_id,
        target: path.target,
        text: reply.text.clone(),
        human_tag: path.human_tag,
        extra: reply.extra.clone(),
    };
    let call = Call::Send {
        conversation: after.id,
        at: row.at,
        whereabouts: after.whereabouts(),
        outbound: Box::new(outbound),
        again: false,
    };
    Ok(Emit::to(after.thread.clone(), Payload::from(call)))
}

/// A person sends again what failed, or what nobody knows of (I13: only a person may).
pub(crate) async fn resend(turn: &Turn<'_>, id: ConversationId, message: MessageId, by: &AgentId) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let thread: &Thread = &before.conversation.thread;
        let Some(row) = conversation::message(&turn.deps.table, thread, message.time(), message).await? else {
            return turn.refuse(&before, by, Refused::NoSuch { what: "message".into(), name: message.to_string() }).await;
        };
        match resent(turn, &before, &row, by).await? {
            Ok(true) => return Ok(Class::Reply),
            Ok(false) => {}
            Err(refused) => return turn.refuse(&before, by, refused).await,
        }
    }
    Err(turn.outrun())
}

async fn resent(turn: &Turn<'_>, before: &Stored, row: &Message, by: &AgentId) -> Result<Result<bool, Refused>, Error> {
    let conversation = &before.conversation;
    if let Err(refused) = conversation.held_by(by) {
        return Ok(Err(refused));
    }
    let Body::Agent { agent, text, canned, delivery, extra } = &row.body else {
        return Ok(Err(Refused::NotResendable { state: "not an answer".into() }));
    };
    if !matches!(delivery.state, DeliveryState::Failed | DeliveryState::Unsure) {
        return Ok(Err(Refused::NotResendable { state: format!("{:?}", delivery.state).to_lowercase() }));
    }
    let again = Reply {
        conversation: conversation.id,
        by: by.clone(),
        text: text.clone(),
        canned: canned.clone(),
        visibility: row.visibility,
        seen: None,
        extra: extra.clone(),
    };
    let rows = newest(turn, conversation, &again).await?;
    let path = match checked(conversation, &again, &rows, turn.at()) {
        Ok(path) => path,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut after = conversation.clone();
    after.seq += 1;
    after.changed_at = turn.now();
    let delivery = Delivery { state: DeliveryState::Queued, ..delivery.clone() };
    let body = Body::Agent { agent: agent.clone(), text: text.clone(), canned: canned.clone(), delivery, extra: extra.clone() };
    let activity = Body::Activity { what: "resent".into(), by: Some(by.clone()), detail: row.id.to_string() };
    let activity = crate::moves::row(turn, &after, activity);
    let mut writes = conversation::change(Some(before), &after, 0)?;
    writes.push(conversation::rewrite_from(&conversation.thread, row, &body)?);
    let send = send(turn, &after, row, path, &again).await?;
    Ok(Ok(turn.commit(conversation::row(&conversation.thread, &activity)?, writes, vec![send]).await?.is_some()))
}
