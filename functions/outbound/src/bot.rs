//! Asks a bot what to answer (ESC-04, BOT-15). Its word goes to `route`, which alone knows whether the bot still has the conversation.
//! A bot that fails is no reason to leave a customer without an answer: people go on at once (BOT-13).

use domain::{
    conversation::Stage,
    event::{AskBot, Emit, Payload, Route},
    message::{Body, DeliveryState, Message},
    program::{Leaves, Said, said},
};
use runtime::{Class, Deps, Error, Received};
use serde_json::{Value, json};
use store::{
    agent::done,
    conversation::{self, Rows},
};

use crate::program;

/// A bot that is busy or silent is asked so often; then people go on.
const TRIES: u32 = 3;
/// The newest rows of the thread that go with a message.
const NEWEST: u32 = 20;

/// Asks it. Asked again it gets the same id, and what it answers last counts: nothing of it was told before.
pub(crate) async fn ask(deps: &Deps, received: &Received, ask: &AskBot) -> Result<Class, Error> {
    let command = &received.envelope;
    if deps.replay(command, &done("outbound", command.id, command.at)).await? {
        return Ok(Class::Other);
    }
    let said = match words(deps, received, ask).await {
        Ok(Some(said)) => said,
        Ok(None) => return Ok(Class::Other),
        Err(held @ Error::Hold(_)) => return Err(held),
        Err(Error::Retry(why)) if received.attempt < TRIES => return Err(Error::Retry(why)),
        Err(Error::Retry(why) | Error::Reject(why)) => {
            tracing::warn!(conversation = %ask.conversation, "The bot {} is not asked any more: {why}", ask.bot.account);
            Said { text: None, leaves: Some(Leaves::HandOver { queue: None, note: Some(why) }) }
        }
    };
    let bot = &ask.bot.account;
    let words = said.text.map(|text| Route::BotSays { conversation: ask.conversation, bot: bot.clone(), text });
    let leaves = said.leaves.map(|leaves| Route::BotLeaves { conversation: ask.conversation, bot: bot.clone(), leaves });
    let emits = words.into_iter().chain(leaves).map(|word| Emit::from(Payload::from(word))).collect();
    deps.commit(command, done("outbound", command.id, command.at), vec![], emits).await?;
    Ok(Class::Other)
}

/// What it answers; nothing where it does not have the conversation any more.
async fn words(deps: &Deps, received: &Received, ask: &AskBot) -> Result<Option<Said>, Error> {
    let Some(stored) = conversation::get(&deps.table, ask.conversation).await? else {
        return Err(Error::Reject(format!("there is no conversation {}", ask.conversation)));
    };
    let known = stored.conversation;
    if !matches!(&known.stage, Stage::Bot { bot, .. } if *bot == ask.bot) {
        return Ok(None);
    }
    let mut rows = conversation::messages(&deps.table, &known.thread, Rows::Newest(None), NEWEST).await?.items;
    rows.reverse();
    let spoken: Vec<Value> = rows.iter().filter_map(spoken).collect();
    let body = json!({
        "type": "bot.asked", "version": 1, "id": received.envelope.id, "at": received.envelope.at,
        "conversation": known.id, "interaction": known.interaction.number, "message": ask.message,
        "platform": known.platform, "account": known.account, "contact": known.contact, "language": known.language,
        "sentiment": known.sentiment, "topics": known.topics, "tags": known.tags, "messages": spoken,
    });
    let bot = &ask.bot.account;
    let post = program::signed(deps, &ask.bot, received.envelope.id, body.to_string().into_bytes()).await?;
    match deps.http.ask_foreign(post).await {
        Ok(answer) if (200..300).contains(&answer.status) => said(&answer.body).map(Some).map_err(Error::Reject),
        Ok(answer) if answer.status == 429 || answer.status >= 500 => {
            Err(Error::Retry(format!("the bot {bot} answered {}", answer.status)))
        }
        Ok(answer) => Err(Error::Reject(format!("the bot {bot} answered {}", answer.status))),
        Err(silence) => Err(Error::Retry(format!("the bot {bot}: {silence}"))),
    }
}

/// A row as the bot reads it; what colleagues note is none of its business.
fn spoken(row: &Message) -> Option<Value> {
    let (from, text) = match &row.body {
        Body::Customer { content, .. } => ("customer", content.as_ref()?.text.as_deref().unwrap_or_default()),
        // What waits for approval, or was refused, nobody has said.
        Body::Agent { delivery, .. } if delivery.state < DeliveryState::Queued => return None,
        Body::Agent { text, .. } => ("company", text.as_str()),
        _ => return None,
    };
    Some(json!({ "id": row.id, "at": row.at, "from": from, "text": text }))
}
