//! What a customer says, and what there is to hear.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use channels::{
    Credentials,
    web::{Said, item},
};
use domain::{
    account::Account,
    conversation::Stage,
    event::{Envelope, Ingest, Payload},
    id::{EnvelopeId, TraceId, UploadId},
    inbound::{Attachment, Receipt, ReceiptState},
    media,
    message::{Body, Message},
    messenger::{News, news as new_for},
    platform::Platform,
    reply::{Extra, FileKind, Outbound, Target},
    thread::Thread,
    time::{HOUR, Millis, SECOND, Timestamp},
};
use runtime::{Class, Deps};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{
    conversation::{self, Rows},
    live,
    messenger::{self, Session},
};

use crate::{
    door::{Answer, Failure, Knock},
    session, upload,
};

/// The newest rows of a thread that are looked at, notes included.
const NEWEST: u32 = 200;

/// A customer may leave the page open for a while before they open a file.
const LASTS: Millis = 6 * HOUR;
/// After this time a messenger that shows files asks for new links: long before they end, because what the function signs with may end
/// earlier.
const FRESH: Millis = HOUR;

/// One row as the customer sees it.
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    pub seq: u64,
    pub at: Timestamp,
    /// `you` is the customer.
    pub from: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Extra>,
    /// What the customer attached.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<Attached>,
}

/// A file of the customer's own, at an address that ends.
#[derive(Debug, Serialize)]
pub(crate) struct Attached {
    pub kind: FileKind,
    pub name: String,
    pub url: String,
}

/// What was heard.
#[derive(Serialize)]
struct Heard {
    messages: Vec<Shown>,
    next: u64,
    read: u64,
    state: &'static str,
    /// For so many seconds from now the addresses of files are surely good.
    fresh: i64,
}

/// What is new after a number.
pub(crate) async fn news(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let (session, thread) = session::of(knock.token(), account, deps).await?;
    let after = knock.asked("after").unwrap_or("0").parse().map_err(|_| Failure::Malformed("`after` is no number".into()))?;
    let rows = newest(&thread, deps).await?;
    let News { rows: fresh, next, read } = new_for(&rows, after, deps.clock.now());
    let state = state(&thread, &rows, deps).await?;
    let messages = fresh.into_iter().filter_map(|row| shown(row, account, &session, deps)).collect();
    deps.meter.book(Class::Other, 1, &deps.table);
    Ok(Answer::told(200, &Heard { messages, next, read, state, fresh: FRESH / SECOND }))
}

/// Everything there is to see, for the plain form.
pub(crate) async fn everything(
    session: &Session,
    thread: &Thread,
    account: &Account,
    deps: &Deps,
) -> Result<Vec<Shown>, Failure> {
    let rows = newest(thread, deps).await?;
    Ok(new_for(&rows, 0, deps.clock.now()).rows.into_iter().filter_map(|row| shown(row, account, session, deps)).collect())
}

async fn newest(thread: &Thread, deps: &Deps) -> Result<Vec<Message>, Failure> {
    Ok(conversation::messages(&deps.table, thread, Rows::Newest(None), NEWEST).await?.items)
}

/// Where the newest conversation stands, in the customer's words.
async fn state(thread: &Thread, rows: &[Message], deps: &Deps) -> Result<&'static str, Failure> {
    if rows.is_empty() {
        return Ok("none");
    }
    let stored = conversation::of_thread(&deps.table, thread).await?;
    Ok(match stored.map(|stored| stored.conversation.stage) {
        None => "none",
        Some(Stage::With { .. }) => "with",
        Some(Stage::WrapUp { .. } | Stage::Closed { .. }) => "ended",
        Some(_) => "waiting",
    })
}

/// A row as the messenger shows it: an answer as its adapter renders it.
fn shown(row: &Message, account: &Account, session: &Session, deps: &Deps) -> Option<Shown> {
    #[derive(Deserialize)]
    struct Rendered {
        text: String,
        #[serde(default)]
        extra: Option<Extra>,
    }
    match &row.body {
        Body::Customer { external_id, content, .. } => Some(Shown {
            seq: row.seq,
            at: row.at,
            from: "you",
            client_id: external_id.clone(),
            text: content.as_ref()?.text.clone().unwrap_or_default(),
            extra: None,
            files: content.as_ref()?.attachments.iter().filter_map(|one| attached(one, deps)).collect(),
        }),
        Body::Agent { text, extra, .. } => {
            let own = extra.as_ref().and_then(|extra| file(extra, deps));
            let linked = extra.as_ref().map(|extra| extra.linked(|_| own.as_ref().map(|(_, url)| url.clone())));
            let outbound = Outbound {
                message: row.id,
                platform: Platform::Web,
                account: account.id.clone(),
                from: account.external_id.clone(),
                target: Target::Direct { customer: session.visitor.clone() },
                text: text.clone(),
                human_tag: false,
                extra: linked,
            };
            let rendered = channels::render(&outbound, &Credentials { token: "", app_secret: None }).ok()?;
            let Rendered { text, extra } = serde_json::from_slice(&rendered.request.body).ok()?;
            Some(Shown {
                seq: row.seq,
                at: row.at,
                from: "them",
                client_id: None,
                text,
                extra: own.map(|(file, _)| file).or(extra),
                files: vec![],
            })
        }
        Body::Note { .. } | Body::Activity { .. } => None,
    }
}

/// A file of the company's own, as one at an address that ends; and the address.
fn file(extra: &Extra, deps: &Deps) -> Option<(Extra, String)> {
    let Extra::Upload { upload, kind, name, .. } = extra else { return None };
    let name = media::name(name.as_deref(), None, 0);
    let url = deps.files.link(&media::sent(*upload), &name, deps.clock.now(), LASTS).ok()?;
    Some((Extra::File { kind: *kind, url: url.clone(), name: Some(name) }, url))
}

/// A file that the customer has sent, for their own eyes.
fn attached(attachment: &Attachment, deps: &Deps) -> Option<Attached> {
    let kind = FileKind::of(attachment.kind)?;
    let upload: UploadId = attachment.reference.as_deref()?.parse().ok()?;
    let name = media::name(attachment.label.as_deref(), None, 0);
    let url = deps.files.link(&media::brought(upload), &name, deps.clock.now(), LASTS).ok()?;
    Some(Attached { kind, name, url })
}

/// What a messenger sends.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sent {
    client_id: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    choice: Option<String>,
    #[serde(default)]
    attachments: Vec<UploadId>,
}

/// A message of the customer: durable, once, however often it is sent.
pub(crate) async fn say(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let Sent { client_id, text, choice, attachments } = knock.json()?;
    let (session, _) = session::of(knock.token(), account, deps).await?;
    let token = knock.token().unwrap_or_default();
    let files = upload::named(&attachments, token, deps).await?;
    let said = Said { client_id: client_id.clone(), text, choice, files };
    take_in(said, token, &session, account, deps).await?;
    Ok(Answer::told(202, &json!({ "client_id": client_id })))
}

/// The same for a message from the plain form.
pub(crate) async fn take_in(said: Said, token: &str, session: &Session, account: &Account, deps: &Deps) -> Result<(), Failure> {
    let now = deps.clock.now();
    let who = session::visitor(session);
    // Looked at before anything is written.
    item(&account.id, &account.external_id, &who, said.clone(), now)?;
    for file in &said.files {
        upload::take(file.upload, deps).await?;
    }
    let at = messenger::first_said(&deps.table, session, &said.client_id, now).await?;
    let named: String = said.files.iter().map(|file| file.upload.to_string()).collect();
    let fingerprint = fingerprint(&[said.client_id.as_bytes(), said.text.as_bytes(), named.as_bytes()]);
    let item = item(&account.id, &account.external_id, &who, said, at)?;
    let (id, trace, thread) = (item.command(), item.trace(), Thread::of(&item));
    let ingest = Payload::from(Ingest { item, body: fingerprint });
    deps.bus.publish(&[Envelope::begin(id, trace, at, thread, ingest)]).await?;
    messenger::used(&deps.table, token, session, now).await?;
    deps.meter.book(Class::Message, 1, &deps.table);
    Ok(())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    seq: u64,
}

/// The customer has seen everything up to a row.
pub(crate) async fn read(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let Read { seq } = knock.json()?;
    let (session, thread) = session::of(knock.token(), account, deps).await?;
    let rows = newest(&thread, deps).await?;
    let Some(row) = rows.iter().find(|row| row.seq == seq && matches!(row.body, Body::Agent { .. })) else {
        return Ok(Answer::nothing());
    };
    let receipt = Receipt {
        platform: Platform::Web,
        account: account.id.clone(),
        own: Some(account.external_id.clone()),
        customer: session.visitor.clone(),
        external_id: None,
        metadata: None,
        code: None,
        state: ReceiptState::Read,
        at: row.at,
    };
    let seed: [&[u8]; 3] = [account.id.as_str().as_bytes(), session.visitor.as_bytes(), b"read"];
    let (id, trace) = (EnvelopeId::at(row.at, &seed), TraceId::at(row.at, &seed));
    deps.bus.publish(&[Envelope::begin(id, trace, deps.clock.now(), thread, receipt.into())]).await?;
    Ok(Answer::nothing())
}

/// A ticket for one socket, which says when to ask for news.
pub(crate) async fn ticket(knock: &Knock, account: &Account, deps: &Deps) -> Result<Answer, Failure> {
    let (_, thread) = session::of(knock.token(), account, deps).await?;
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| runtime::Error::Retry(format!("the system gives no random bytes: {error}")))?;
    let ticket = URL_SAFE_NO_PAD.encode(bytes);
    let subject = live::visitor(&thread);
    live::issue_ticket(&deps.table, &ticket, &subject, std::slice::from_ref(&subject), deps.clock.now()).await?;
    Ok(Answer::told(201, &json!({ "ticket": ticket })))
}

fn fingerprint(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
        hash.update(b"\n");
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
