//! Something is done to a customer's public words: the thread says so, and the platform is asked to.

use domain::{
    account::Account,
    conversation::Refused,
    event::{Call, Emit, MessageReceived, Moderate, Payload},
    id::{AgentId, ConversationId, MessageId},
    message::Body,
    moderation::{self, Moderation},
};
use runtime::{Class, Error};
use store::conversation;

use crate::{
    moves::row,
    turn::{TRIES, Turn},
};

pub(crate) async fn moderate(
    turn: &Turn<'_>,
    id: ConversationId,
    message: MessageId,
    by: &AgentId,
    what: Moderation,
) -> Result<Class, Error> {
    let table = &turn.deps.table;
    for _ in 0..TRIES {
        let before = turn.conversation(id).await?;
        let thread = &before.conversation.thread;
        if let Err(refused) = before.conversation.held_by(by) {
            return turn.refuse(&before, by, refused).await;
        }
        let Some(words) = conversation::message(table, thread, message.time(), message).await? else {
            return turn.refuse(&before, by, Refused::NoSuch { what: "message".into(), name: message.to_string() }).await;
        };
        let can = channels::capabilities(before.conversation.platform).map_or(&[][..], |known| known.moderation);
        let external_id = match moderation::decide(&words, what, can) {
            Ok(external_id) => external_id.to_owned(),
            Err(refused) => return turn.refuse(&before, by, refused).await,
        };
        let account = before.conversation.account.clone();
        let Some(saved) = turn.deps.settings.one::<Account>(table, account.as_str(), turn.now()).await? else {
            return turn.refuse(&before, by, Refused::NoSuch { what: "account".into(), name: account.to_string() }).await;
        };
        let mut after = before.conversation.clone();
        after.seq += 1;
        after.changed_at = turn.now();
        let activity = Body::Activity { what: what.done().into(), by: Some(by.clone()), detail: message.to_string() };
        let activity = row(turn, &after, activity);
        let told =
            MessageReceived { conversation: id, message: activity.id, seq: activity.seq, whereabouts: after.whereabouts() };
        let call = Call::Moderate(Box::new(Moderate {
            conversation: id,
            row: activity.id,
            at: activity.at,
            whereabouts: after.whereabouts(),
            platform: after.platform,
            account,
            own: saved.data.external_id,
            external_id,
            what,
        }));
        let emits = vec![Emit::to(thread.clone(), Payload::from(call)), Emit::to(thread.clone(), told.into())];
        let writes = conversation::change(Some(&before), &after, 0)?;
        if turn.commit(conversation::row(thread, &activity)?, writes, emits).await?.is_some() {
            return Ok(Class::Other);
        }
    }
    Err(turn.outrun())
}
