//! Sending a direct message: who may be written to, when, and what.

use serde_json::{Value, json};

use super::form::{ACTIONS, Recipient, check_fields, message, metadata, recipient, tag};
use super::{WEEK_MS, WINDOW_MS, echo, error, mistake, no_such_object, parameters};
use crate::account::{Account, Platform};
use crate::call::{Answer, Call};
use crate::record::{FailureKind, Sent, Utterance};
use crate::world::World;

pub(super) fn send(world: &mut World, call: &Call, account: &Account) -> Answer {
    let body = match parameters(call) {
        Ok(body) => body,
        Err(problem) => return mistake(world, FailureKind::Malformed, &problem),
    };
    let recipient = match check_fields(&body).and_then(|()| recipient(&body, account.platform)) {
        Ok(recipient) => recipient,
        Err((kind, problem)) => return mistake(world, kind, &problem),
    };
    if let Some(action) = body.get("sender_action") {
        return act(world, account, &recipient, action);
    }
    let message = match message(&body, account.platform) {
        Ok(message) => message.clone(),
        Err((kind, problem)) => return mistake(world, kind, &problem),
    };
    let tag = match tag(&body, account.platform) {
        Ok(tag) => tag,
        Err((kind, problem)) => return mistake(world, kind, &problem),
    };
    let (user_id, comment_id) = match &recipient {
        Recipient::Person(id) => match may_write(world, account, id, tag) {
            Ok(()) => (id.clone(), None),
            Err(answer) => return *answer,
        },
        Recipient::CommentAuthor(comment) => match may_answer_privately(world, account, comment) {
            Ok(author) => (author, Some(comment.clone())),
            Err(answer) => return *answer,
        },
    };
    accept(world, account, &user_id, comment_id, &message, metadata(&body, &message))
}

fn may_write(world: &mut World, account: &Account, user_id: &str, window_ms: i64) -> Result<(), Box<Answer>> {
    let Some(person) = world.known(account.platform, &account.account, user_id) else {
        return Err(Box::new(error(world, 400, 100, Some(2_018_001), "(#100) No matching user found")));
    };
    let open = person.last_private_ms.is_some_and(|last| world.now_ms() - last < window_ms);
    if !open {
        let message = "(#10) This message is sent outside of allowed window.";
        let subcode = if account.platform == Platform::Facebook { 2_018_278 } else { 2_534_022 };
        return Err(Box::new(error(world, 400, 10, Some(subcode), message)));
    }
    Ok(())
}

fn may_answer_privately(world: &mut World, account: &Account, comment_id: &str) -> Result<String, Box<Answer>> {
    let now = world.now_ms();
    let comment = world.meta.comments.get_mut(comment_id).filter(|comment| comment.account == account.account);
    let Some(comment) = comment else {
        return Err(Box::new(no_such_object(world, comment_id)));
    };
    let answerable = !comment.own && !comment.deleted && !comment.privately_answered && now - comment.at_ms < WEEK_MS;
    match (&comment.author, answerable) {
        (Some(author), true) => {
            comment.privately_answered = true;
            Ok(author.clone())
        }
        _ => {
            let message = "(#100) The comment is invalid for a private reply";
            Err(Box::new(error(world, 400, 100, Some(2_534_025), message)))
        }
    }
}

fn act(world: &mut World, account: &Account, recipient: &Recipient, action: &Value) -> Answer {
    if !action.as_str().is_some_and(|action| ACTIONS.contains(&action)) {
        return mistake(world, FailureKind::Malformed, &format!("sender_action must be one of {ACTIONS:?}"));
    }
    match recipient {
        Recipient::Person(id) => match may_write(world, account, id, WINDOW_MS) {
            Ok(()) => Answer::json(200, json!({ "recipient_id": id })),
            Err(answer) => *answer,
        },
        Recipient::CommentAuthor(_) => mistake(world, FailureKind::Malformed, "sender_action needs recipient.id"),
    }
}

fn accept(
    world: &mut World,
    account: &Account,
    user_id: &str,
    comment_id: Option<String>,
    message: &Value,
    metadata: Option<String>,
) -> Answer {
    let at_ms = world.now_ms();
    let id = match account.platform {
        Platform::Facebook => world.ids.messenger_message(),
        _ => world.ids.instagram_message(),
    };
    let text = message.get("text").and_then(Value::as_str).map(str::to_owned);
    world.meta.last_sent.insert((account.account.clone(), user_id.to_owned()), id.clone());
    world.talk.push(Utterance {
        platform: account.platform,
        account: account.account.clone(),
        user_id: user_id.to_owned(),
        from_company: true,
        public: false,
        id: id.clone(),
        text: text.clone().unwrap_or_else(|| "[attachment]".to_owned()),
        at_ms,
        file: crate::record::address_at(message, "/attachment/payload/url"),
    });
    let sent = Sent {
        platform: account.platform,
        account: account.account.clone(),
        operation: "messages".to_owned(),
        recipient: user_id.to_owned(),
        text,
        message: message.clone(),
        id: id.clone(),
        at_ms,
        retry_key: None,
        comment_id,
        delivered: true,
        seq: world.journal.next_seq(),
    };
    let mut answer = Answer::json(200, json!({ "recipient_id": user_id, "message_id": id }));
    if account.echo {
        answer.echoes.push(echo::message(account, user_id, &id, message, metadata.as_deref(), at_ms));
    }
    Answer { sent: vec![sent], ..answer }
}
