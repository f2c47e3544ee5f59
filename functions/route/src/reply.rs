//! An agent answers: checked against the channel, written as queued, and handed to `outbound`.

use domain::{
    account::Account,
    agent::Role,
    answer::{self, Path, Wanted},
    approval,
    conversation::{Conversation, Refused},
    event::{Call, Emit, MessageReceived, Payload, Reply},
    id::{AgentId, ConversationId, MessageId},
    message::{Body, Delivery, DeliveryState, Message},
    platform::Visibility,
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

/// One commit: the answer as queued, the conversation's figures, and the command to send it. In a crisis an agent's public answer is
/// written as one that waits, and nothing is sent or counted (ALR-03).
pub(crate) async fn reply(turn: &Turn<'_>, reply: &Reply) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(reply.conversation).await?;
        let rows = newest(turn, &before.conversation, reply).await?;
        let mut after = before.conversation.clone();
        let waits = waits(turn, &after, reply.visibility, reply.role).await?;
        let moved = if waits { after.draft(&reply.by, turn.at()) } else { after.reply(&reply.by, turn.at()) };
        let path = match moved.and_then(|()| checked(&before.conversation, reply, &rows, turn.at())) {
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
                delivery: if waits { Delivery::awaiting() } else { Delivery::queued() },
                extra: reply.extra.clone(),
            },
        };
        let emit = if waits { told(&after, &row) } else { send(turn, &after, &row, path, reply).await? };
        let record = conversation::row(&after.thread, &row)?;
        let writes = conversation::change(Some(&before), &after, 0)?;
        if turn.commit(record, writes, vec![emit]).await?.is_some() {
            return Ok(Class::Reply);
        }
    }
    Err(turn.outrun())
}

/// Whether an answer waits for approval. What a crisis never makes wait costs no look at one.
async fn waits(turn: &Turn<'_>, conversation: &Conversation, visibility: Visibility, role: Option<Role>) -> Result<bool, Error> {
    if !approval::may_be_needed(visibility, role) {
        return Ok(false);
    }
    Ok(approval::is_needed(turn.crisis().await?.as_ref(), conversation, visibility, role))
}

/// Whoever watches the conversation is told that a row is new or changed.
pub(crate) fn told(after: &Conversation, row: &Message) -> Emit {
    let told = MessageReceived { conversation: after.id, message: row.id, seq: row.seq, whereabouts: after.whereabouts() };
    Emit::to(after.thread.clone(), told.into())
}

/// The newest rows, where the answer depends on what the customer wrote last.
pub(crate) async fn newest(turn: &Turn<'_>, conversation: &Conversation, reply: &Reply) -> Result<Vec<Message>, Error> {
    if !answer::needs_rows(conversation, reply.seen) {
        return Ok(vec![]);
    }
    Ok(conversation::messages(&turn.deps.table, &conversation.thread, Rows::Newest(None), NEWEST).await?.items)
}

pub(crate) fn checked(conversation: &Conversation, reply: &Reply, rows: &[Message], at: Timestamp) -> Result<Path, Refused> {
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

/// An answer that was written before, as if it were written now.
pub(crate) fn again(conversation: &Conversation, row: &Message, by: &AgentId) -> Option<Reply> {
    let Body::Agent { text, canned, extra, .. } = &row.body else { return None };
    Some(Reply {
        conversation: conversation.id,
        by: by.clone(),
        role: None,
        text: text.clone(),
        canned: canned.clone(),
        visibility: row.visibility,
        seen: None,
        extra: extra.clone(),
    })
}

/// A person sends again what failed, or what nobody knows of (I13: only a person may).
pub(crate) async fn resend(
    turn: &Turn<'_>,
    id: ConversationId,
    message: MessageId,
    by: &AgentId,
    role: Option<Role>,
) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let thread: &Thread = &before.conversation.thread;
        let Some(row) = conversation::message(&turn.deps.table, thread, message.time(), message).await? else {
            return turn.refuse(&before, by, Refused::NoSuch { what: "message".into(), name: message.to_string() }).await;
        };
        match resent(turn, &before, &row, by, role).await? {
            Ok(true) => return Ok(Class::Reply),
            Ok(false) => {}
            Err(refused) => return turn.refuse(&before, by, refused).await,
        }
    }
    Err(turn.outrun())
}

async fn resent(
    turn: &Turn<'_>,
    before: &Stored,
    row: &Message,
    by: &AgentId,
    role: Option<Role>,
) -> Result<Result<bool, Refused>, Error> {
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
    // What a supervisor has approved once may be sent again.
    if delivery.approval.is_none() && waits(turn, conversation, row.visibility, role).await? {
        return Ok(Err(Refused::NeedsApproval));
    }
    let Some(again) = again(conversation, row, by) else {
        return Ok(Err(Refused::NotResendable { state: "not an answer".into() }));
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
