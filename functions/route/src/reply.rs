//! An agent answers: checked against the channel, written as queued, and handed to `outbound`.

use domain::{
    account::Account,
    conversation::{Conversation, Refused},
    event::{Call, Emit, Payload, Reply},
    id::{AgentId, ConversationId, MessageId},
    message::{Body, Delivery, DeliveryState, Message},
    platform::{ContentType, Visibility},
    reply::{Limits, Outbound, Target, Window, window},
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
const NEWEST: u32 = 50;

/// One commit: the answer as queued, the conversation's figures, and the command to send it.
pub(crate) async fn reply(turn: &Turn<'_>, reply: &Reply) -> Result<Class, Error> {
    for _ in 0..TRIES {
        let before = turn.conversation(reply.conversation).await?;
        let rows = conversation::messages(&turn.deps.table, &before.conversation.thread, Rows::Newest(None), NEWEST).await?.items;
        let mut after = before.conversation.clone();
        let checked = after.reply(&reply.by, turn.at()).and_then(|()| answer(&before.conversation, reply, &rows, turn.at()));
        let (target, human_tag) = match checked {
            Ok(checked) => checked,
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
            },
        };
        let send = send(turn, &after, &row, target, human_tag, &reply.text).await?;
        let record = conversation::row(&after.thread, &row)?;
        let writes = conversation::change(Some(&before), &after, 0)?;
        if turn.commit(record, writes, vec![send]).await?.is_some() {
            return Ok(Class::Reply);
        }
    }
    Err(turn.outrun())
}

/// Where the answer goes, and whether it needs the tag of a person writing by hand; or why it may not go at all.
fn answer(conversation: &Conversation, reply: &Reply, rows: &[Message], at: Timestamp) -> Result<(Target, bool), Refused> {
    let newest = rows.iter().find(|row| matches!(row.body, Body::Customer { .. }));
    if let (Some(seen), Some(newest)) = (reply.seen, newest)
        && newest.seq > seen
    {
        return Err(Refused::Outdated);
    }
    let target = target(conversation, reply.visibility, newest)?;
    let limits = channels::limits(conversation.platform, reply.visibility).ok_or_else(|| not_here(conversation, reply.visibility))?;
    too_long(&limits, &reply.text)?;
    // A private answer to a comment has a window of its own, which the platform keeps: seven days, once.
    let counted = match target {
        Target::Direct { .. } => window(&limits, conversation.last_customer_at, at),
        Target::Comment { .. } | Target::PrivateReply { .. } | Target::Mention { .. } => Window::Open { until: None },
    };
    match counted {
        Window::Open { .. } => Ok((target, false)),
        Window::HumanOnly { .. } => Ok((target, true)),
        Window::Closed { since } => {
            Err(Refused::WindowClosed { since: since.map_or_else(|| "never opened".into(), |since| since.to_string()) })
        }
    }
}

fn too_long(limits: &Limits, text: &str) -> Result<(), Refused> {
    let counted = limits.count(text);
    if counted > limits.length { Err(Refused::TooLong { counted, allowed: limits.length }) } else { Ok(()) }
}

fn target(conversation: &Conversation, visibility: Visibility, newest: Option<&Message>) -> Result<Target, Refused> {
    match (conversation.visibility, visibility) {
        (Visibility::Private, Visibility::Private) => Ok(Target::Direct { customer: conversation.customer.id.clone() }),
        (Visibility::Private, Visibility::Public) => Err(not_here(conversation, visibility)),
        (Visibility::Public, _) => {
            let item = conversation.newest_item.clone().ok_or_else(|| not_here(conversation, visibility))?;
            let mention = newest.is_some_and(|row| matches!(row.body, Body::Customer { content_type: ContentType::Mention, .. }));
            Ok(match (visibility, mention, &conversation.post) {
                (Visibility::Public, true, Some(media)) => {
                    Target::Mention { media: media.clone(), comment: (item != *media).then_some(item) }
                }
                (Visibility::Public, _, _) => Target::Comment { comment: item },
                (Visibility::Private, _, _) => Target::PrivateReply { comment: item },
            })
        }
    }
}

fn not_here(conversation: &Conversation, visibility: Visibility) -> Refused {
    let visibility = match visibility {
        Visibility::Public => "public",
        Visibility::Private => "private",
    };
    Refused::NotOnThisChannel { platform: conversation.platform, visibility: visibility.into() }
}

async fn send(turn: &Turn<'_>, after: &Conversation, row: &Message, target: Target, human_tag: bool, text: &str) -> Result<Emit, Error> {
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
        target,
        text: text.to_owned(),
        human_tag,
    };
    let call = Call::Send { conversation: after.id, at: row.at, whereabouts: after.whereabouts(), outbound: Box::new(outbound) };
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
    let Body::Agent { agent, text, canned, delivery } = &row.body else {
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
    };
    let rows = conversation::messages(&turn.deps.table, &conversation.thread, Rows::Newest(None), NEWEST).await?.items;
    let (target, human_tag) = match answer(conversation, &again, &rows, turn.at()) {
        Ok(checked) => checked,
        Err(refused) => return Ok(Err(refused)),
    };
    let mut after = conversation.clone();
    after.seq += 1;
    after.changed_at = turn.now();
    let delivery = Delivery { state: DeliveryState::Queued, ..delivery.clone() };
    let body = Body::Agent { agent: agent.clone(), text: text.clone(), canned: canned.clone(), delivery };
    let activity = Body::Activity { what: "resent".into(), by: Some(by.clone()), detail: row.id.to_string() };
    let activity = crate::moves::row(turn, &after, activity);
    let mut writes = conversation::change(Some(before), &after, 0)?;
    writes.push(conversation::rewrite_from(&conversation.thread, row, &body)?);
    let send = send(turn, &after, row, target, human_tag, text).await?;
    Ok(Ok(turn.commit(conversation::row(&conversation.thread, &activity)?, writes, vec![send]).await?.is_some()))
}
