//! Answers to customers: typed, or made from a canned response; and sent again.

use std::collections::BTreeMap;

use domain::{
    access::Action,
    account::Account,
    analysis::Language,
    answer::{self, Wanted},
    canned::{Canned, Unready},
    conversation::{Conversation, Refused},
    event::{Reply, Route},
    id::{CannedId, ConversationId, MessageId},
    message::{Body, DeliveryState},
    platform::Visibility,
    queue::Queue,
    reply::{Extra, Outbound},
};
use serde::Deserialize;
use store::{
    agent,
    conversation::{self, Rows},
};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::{Named, NamedOf},
    command::{Accepted, needs_key},
    conversations::names,
    error::Problem,
    moves::send,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{find, text},
    uploads, words,
};

/// The longest text looked at, in characters; every channel takes less.
pub const LONGEST_REPLY: usize = 10_000;
/// The most variables given with a canned response.
const MOST_VARIABLES: usize = 50;
/// The longest value of a variable, in characters.
const LONGEST_VALUE: usize = 1_000;
/// Stands for the link to an uploaded file while it is only asked whether it can go out.
const PLACE: &str = "https://files.invalid/a";
/// The newest rows looked at for what the customer wrote last: as many as `route` looks at.
const NEWEST: u32 = 20;

/// An answer: `text`, or `canned` with `variables`; and what it carries beside them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReplyBody {
    /// The words.
    #[serde(default)]
    #[schema(min_length = 1, max_length = 10000)]
    text: Option<String>,
    /// The canned response to make them from, in the customer's language.
    #[serde(default)]
    #[schema(value_type = Option<words::Slug>)]
    canned: Option<CannedId>,
    /// Which of its texts; otherwise that of the customer's language.
    #[serde(default)]
    #[schema(value_type = Option<words::Language>)]
    language: Option<Language>,
    /// Values for its variables. `customer.name`, `agent.name` and `queue.name` are known. At most 50.
    #[serde(default)]
    variables: BTreeMap<String, String>,
    /// For all to see, or not; otherwise as the conversation began.
    #[serde(default)]
    #[schema(value_type = Option<words::Visibility>)]
    visibility: Option<Visibility>,
    /// The `seq` of the newest row you have seen: if the customer has written since, the answer is refused. Leave it
    /// out to send in any case.
    #[serde(default)]
    seen: Option<u64>,
    /// What it carries beside its words: `carries` is `file`, `upload`, `choices`, `cards`, `links`, `place`, `sticker` or `template`. What
    /// the channel does not show goes out in words, and `delivery.notice` of the message says so. With it, `text` may be left out.
    #[serde(default)]
    #[schema(value_type = Option<words::Extra>)]
    extra: Option<Extra>,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(reply)).routes(routes!(resend))
}

/// Answers the customer, by the channel they wrote on. In a crisis an agent's public answer waits until a supervisor approves it: the
/// `state` of its `delivery` is `awaiting`. Needs an `Idempotency-Key`, so that no answer goes out twice.
#[utoipa::path(post, path = "/v1/conversations/{id}/replies", tag = "conversations", operation_id = "reply", params(("id" = String, Path, description = "The id of the conversation."), ("Idempotency-Key" = String, Header, description = "Made up by the client; the same again is the same answer.")), request_body = ReplyBody, responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn reply(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<Accepted, Problem> {
    needs_key(&sent)?;
    let body: ReplyBody = sent.read()?;
    bounds(&body)?;
    send(&caller, &sent, Action::Reply, id, async |conversation| {
        conversation.clone().reply(caller.id(), caller.now)?;
        let visibility = body.visibility.unwrap_or(conversation.visibility);
        let text = words_of(&caller, conversation, &body).await?;
        let path = lawful(&caller, conversation, Wanted { visibility, text: &text, seen: body.seen, extra: body.extra.as_ref() })
            .await?;
        let account = connected(&caller, conversation).await?;
        if let Some(extra) = &body.extra {
            showable(&caller, conversation, account, path, &text, extra)?;
        }
        uploads::take(&caller, conversation, body.extra.as_ref()).await?;
        let (by, role) = (caller.id().clone(), Some(caller.actor.role));
        let (canned, seen, extra) = (body.canned, body.seen, body.extra);
        Ok(Route::Reply(Box::new(Reply { conversation: id, by, role, text, canned, visibility, seen, extra })))
    })
    .await
}

/// Sends an answer again that failed, or of which nobody knows whether it was sent.
#[utoipa::path(post, path = "/v1/conversations/{id}/messages/{message}/resend", tag = "conversations", operation_id = "resend", params(("id" = String, Path, description = "The id of the conversation."), ("message" = String, Path, description = "The id of the answer."), ("Idempotency-Key" = Option<String>, Header, description = "Made up by the client; the same again is the same command.")), responses((status = 202, description = "Sent to be carried out.", body = Accepted)))]
async fn resend(
    caller: Caller,
    NamedOf(id, message): NamedOf<ConversationId, MessageId>,
    sent: Sent,
) -> Result<Accepted, Problem> {
    sent.nothing()?;
    send(&caller, &sent, Action::Reply, id, async |conversation| {
        let row = conversation::message(&caller.deps.table, &conversation.thread, message.time(), message).await?;
        let row = row.ok_or_else(|| Problem::not_found("message", message))?;
        conversation.held_by(caller.id())?;
        let Body::Agent { text, delivery, extra, .. } = &row.body else {
            return Err(Refused::NotResendable { state: "not an answer".into() }.into());
        };
        if !matches!(delivery.state, DeliveryState::Failed | DeliveryState::Unsure) {
            return Err(Refused::NotResendable { state: format!("{:?}", delivery.state).to_lowercase() }.into());
        }
        lawful(&caller, conversation, Wanted { visibility: row.visibility, text, seen: None, extra: extra.as_ref() }).await?;
        connected(&caller, conversation).await?;
        Ok(Route::Resend { conversation: id, message, by: caller.id().clone(), role: Some(caller.actor.role) })
    })
    .await
}

fn bounds(body: &ReplyBody) -> Result<(), Problem> {
    match (&body.text, &body.canned) {
        (Some(_), Some(_)) => return Err(Problem::invalid("canned", "cannot go together with `text`", "send one of them")),
        (None, None) if body.extra.is_some() => {}
        (None, None) => return Err(Problem::invalid("text", "is missing", "send `text`, or `canned`")),
        (Some(words), None) => text("text", words, LONGEST_REPLY)?,
        (None, Some(_)) => {}
    }
    if let Some(extra) = &body.extra {
        extra.validate().map_err(|all| all.into_iter().map(|one| one.under("extra")).collect::<Vec<_>>())?;
    }
    if body.text.is_some() && body.language.is_some() {
        return Err(Problem::invalid("language", "has no meaning with `text`", "leave it out, or send `canned`"));
    }
    if body.text.is_some() && !body.variables.is_empty() {
        return Err(Problem::invalid("variables", "have no meaning with `text`", "leave them out, or send `canned`"));
    }
    if body.variables.len() > MOST_VARIABLES {
        let message = format!("has {} entries and may have {MOST_VARIABLES}", body.variables.len());
        return Err(Problem::invalid("variables", message, "leave some out"));
    }
    for (name, value) in &body.variables {
        let shown: String = name.chars().take(60).collect();
        text(&format!("variables.{shown}"), value, LONGEST_VALUE)?;
    }
    Ok(())
}

/// The words of the answer: as typed, or the canned response filled in.
async fn words_of(caller: &Caller, conversation: &Conversation, body: &ReplyBody) -> Result<String, Problem> {
    let id = match (&body.text, &body.canned) {
        (Some(text), _) => return Ok(text.clone()),
        (None, Some(id)) => id,
        (None, None) => return Ok(String::new()),
    };
    let Some(saved) = find::<Canned>(caller, id.as_str()).await? else {
        let message = format!("there is no canned response `{id}`");
        return Err(Problem::invalid("canned", message, "choose another, or write the text by hand"));
    };
    let mut variables = known(caller, conversation).await?;
    variables.extend(body.variables.clone());
    saved.data.render(body.language.or(conversation.language), &variables).map_err(|unready| match unready {
        Unready::Missing(name) => {
            let message = format!("the variable `{name}` has no value");
            Problem::invalid(format_args!("variables.{name}"), message, "give it in `variables`, or write the text by hand")
        }
        other @ (Unready::Unclosed(_) | Unready::Empty) => {
            Problem::invalid("canned", other, "ask a supervisor to correct it, or write the text by hand")
        }
    })
}

/// The variables that need no value from the agent.
async fn known(caller: &Caller, conversation: &Conversation) -> Result<BTreeMap<String, String>, Problem> {
    let customer = match &conversation.customer.name {
        Some(name) => Some(name.clone()),
        None => names(caller, [conversation]).await?.remove(&conversation.contact),
    };
    let agent = agent::get(&caller.deps.table, caller.id()).await?.map(|saved| saved.data.name);
    let queue = find::<Queue>(caller, conversation.needs.queue.as_str()).await?.map(|saved| saved.data.name);
    let all = [("customer.name", customer), ("agent.name", agent), ("queue.name", queue)];
    Ok(all.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect())
}

/// What routing will ask: the newer message, the way, the length, the window.
pub(crate) async fn lawful(caller: &Caller, conversation: &Conversation, wanted: Wanted<'_>) -> Result<answer::Path, Problem> {
    let rows = match answer::needs_rows(conversation, wanted.seen) {
        true => conversation::messages(&caller.deps.table, &conversation.thread, Rows::Newest(None), NEWEST).await?.items,
        false => vec![],
    };
    let limits = channels::limits(conversation.platform, wanted.visibility);
    Ok(answer::decide(conversation, wanted, &rows, limits, caller.now)?)
}

/// An answer needs the connection it goes out by.
pub(crate) async fn connected(caller: &Caller, conversation: &Conversation) -> Result<Account, Problem> {
    match find::<Account>(caller, conversation.account.as_str()).await? {
        Some(saved) => Ok(saved.data),
        None => Err(Refused::NoSuch { what: "account".into(), name: conversation.account.to_string() }.into()),
    }
}

/// Whether the channel takes what an answer carries, as it is or in words: asked of the adapter without making a call.
fn showable(
    caller: &Caller,
    conversation: &Conversation,
    account: Account,
    path: answer::Path,
    text: &str,
    extra: &Extra,
) -> Result<(), Problem> {
    let outbound = Outbound {
        message: MessageId::at(caller.now, &[b"asked"]),
        platform: conversation.platform,
        account: conversation.account.clone(),
        from: account.external_id,
        target: path.target,
        text: text.to_owned(),
        human_tag: path.human_tag,
        extra: Some(extra.linked(|_| Some(PLACE.into()))),
    };
    // The request is thrown away; only whether it can be written is asked.
    match channels::render(&outbound, &channels::Credentials { token: "0:asked", app_secret: None }) {
        Ok(_) => Ok(()),
        Err(refusal) => Err(Problem::invalid("extra", refusal, "change what it carries, or send words alone")),
    }
}
