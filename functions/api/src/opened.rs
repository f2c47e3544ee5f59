//! Conversations that a form or a program opens for a customer (CH-17). What they wrote comes in like a message of any
//! channel, and is judged and routed like any other.

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use domain::{
    access::{Action, Object},
    account::Account,
    event::{Envelope, Ingest, Payload},
    id::{AccountId, ConversationId, MessageId},
    inbound::{Act, Author, Content, ContentKind, Item},
    platform::{ContentType, Platform, Visibility},
    thread::Thread,
    time::Timestamp,
};
use http::{HeaderValue, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{
    conversation,
    idempotency::{Use, claim},
};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::{Asked, NamedOf},
    command::{key_of_another, needs_key},
    error::Problem,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    settings::{one, text},
    words,
};

/// The longest name of a customer and the longest subject, in characters.
const LONGEST_LINE: usize = 200;
/// The longest text, in characters.
const LONGEST_TEXT: usize = 10_000;

/// What a customer wrote, and who they are.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct OpenBody {
    /// The connection it comes in by: one of Open messaging, which is told of the answers.
    #[schema(value_type = words::Slug)]
    account: AccountId,
    /// Who wrote it.
    contact: ContactBody,
    /// What it is about; stands before the text.
    #[serde(default)]
    #[schema(max_length = 200)]
    subject: Option<String>,
    /// The words.
    #[schema(min_length = 1, max_length = 10000)]
    text: String,
}

/// A customer, as the form or the program knows them.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct ContactBody {
    /// Your own id of them, such as a customer number or an address: the same id is the same person.
    #[schema(min_length = 1, max_length = 200)]
    id: String,
    /// What they are called.
    #[serde(default)]
    #[schema(max_length = 200)]
    name: Option<String>,
}

/// What was sent on its way. The header `Location` says where its conversation can be read.
#[derive(Debug, Serialize, ToSchema)]
struct OpenedView {
    /// The id of the message.
    #[schema(value_type = String)]
    message: MessageId,
    /// Whether it is in a conversation yet.
    state: OpenedState,
    /// Which.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    conversation: Option<ConversationId>,
}

/// How far it has come.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum OpenedState {
    /// Not handled yet.
    Pending,
    /// It is in a conversation: a new one, or one with this customer that was running.
    Opened,
}

/// Whose message.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Whose {
    /// The id of the customer, as it was sent.
    contact: String,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(open)).routes(routes!(opened))
}

/// Opens a conversation for a customer, or continues the one that runs. Needs an `Idempotency-Key`, so that nothing is
/// said twice.
#[utoipa::path(post, path = "/v1/conversations", tag = "conversations", operation_id = "open_conversation", params(("Idempotency-Key" = String, Header, description = "Made up by the client; the same again is the same message.")), request_body = OpenBody, responses((status = 202, description = "Sent to be taken in.", body = OpenedView)))]
async fn open(caller: Caller, sent: Sent) -> Result<Response, Problem> {
    caller.may(Action::Open, Object::Intake)?;
    needs_key(&sent)?;
    let body: OpenBody = sent.read()?;
    text("contact.id", &body.contact.id, LONGEST_LINE)?;
    for (field, line) in [("contact.name", &body.contact.name), ("subject", &body.subject)] {
        line.as_ref().map_or(Ok(()), |line| text(field, line, LONGEST_LINE))?;
    }
    text("text", &body.text, LONGEST_TEXT)?;
    let account = one::<Account>(&caller, body.account.as_str()).await?.data;
    if account.platform != Platform::Open {
        let message = format!("{} is on {}, where customers write themselves", account.id, account.platform);
        return Err(Problem::invalid("account", message, "name an account of Open messaging"));
    }
    let request = sent.fingerprint();
    let key = sent.key()?.unwrap_or_default();
    let Use::Same(command, at) = claim(&caller.deps.table, caller.id(), &key, &request, caller.now).await? else {
        return Err(key_of_another());
    };
    let contact = body.contact.id.clone();
    let item = item(body, &account, &command.to_string(), at);
    let message = item.message();
    let location =
        format!("/v1/conversations/opened/{}/{message}?contact={}", account.id, utf8_percent_encode(&contact, NON_ALPHANUMERIC));
    let fingerprint = Sha256::digest(request.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    let (id, trace, thread) = (item.command(), item.trace(), Thread::of(&item));
    let ingest = Payload::from(Ingest { item, body: fingerprint });
    caller.deps.bus.publish(&[Envelope::begin(id, trace, at, thread, ingest)]).await?;
    let mut response =
        (StatusCode::ACCEPTED, Json(OpenedView { message, state: OpenedState::Pending, conversation: None })).into_response();
    if let Ok(location) = HeaderValue::try_from(location) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    Ok(response)
}

fn item(body: OpenBody, account: &Account, name: &str, at: Timestamp) -> Item {
    let words = match body.subject.filter(|subject| !subject.trim().is_empty()) {
        Some(subject) => format!("{subject}\n\n{}", body.text),
        None => body.text,
    };
    Item {
        platform: account.platform,
        account: account.id.clone(),
        visibility: Visibility::Private,
        author: Some(Author { id: body.contact.id, name: body.contact.name }),
        recipient: Some(account.external_id.clone()),
        event: name.to_owned(),
        act: Act::Say {
            external_id: Some(name.to_owned()),
            content_type: ContentType::PrivateMessage,
            content: Content { kind: ContentKind::Text, text: Some(words), attachments: vec![] },
        },
        at,
        undated: false,
        post: None,
        parent: None,
        reply_token: None,
        told: Default::default(),
        missing: None,
    }
}

/// The conversation that a message opened, or continued. One that was never sent is pending for ever.
#[utoipa::path(get, path = "/v1/conversations/opened/{id}/{message}", tag = "conversations", operation_id = "get_opened", params(("id" = words::Slug, Path, description = "The name of the connection."), ("message" = String, Path, description = "The id of the message."), Whose), responses((status = 200, description = "How far it has come.", body = OpenedView)))]
async fn opened(
    caller: Caller,
    NamedOf(account, message): NamedOf<AccountId, MessageId>,
    Asked(whose): Asked<Whose>,
) -> Result<Json<OpenedView>, Problem> {
    caller.may(Action::Open, Object::Intake)?;
    let thread = Thread::between(Platform::Open, &account, &whose.contact, None);
    let row = conversation::message(&caller.deps.table, &thread, message.time(), message).await?;
    let conversation = row.map(|row| row.conversation);
    let state = if conversation.is_some() { OpenedState::Opened } else { OpenedState::Pending };
    Ok(Json(OpenedView { message, state, conversation }))
}
