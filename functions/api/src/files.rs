//! Files that customers or agents sent: whether they are kept, and a link to each that ends soon.

use axum::Json;
use domain::{
    access::Action,
    id::{ConversationId, MessageId},
    media::{self, Unkept, is_file, key},
    message::Body,
    reply::Extra,
    time::{MINUTE, Millis, Timestamp},
};
use futures_util::future::try_join_all;
use serde::Serialize;
use store::conversation;
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::NamedOf,
    conversations::load_for,
    error::Problem,
    routing::{OpenApiRouter, routes},
    words,
};

/// A link is made when somebody wants to open the file, and ends before it can go round.
const LASTS: Millis = 5 * MINUTE;

/// The files of a message, in the order of its attachments.
#[derive(Debug, Serialize, ToSchema)]
struct FilesView {
    /// One for each attachment that is a file; places, cards and links to elsewhere are none.
    files: Vec<FileView>,
}

/// A file of a message.
#[derive(Debug, Serialize, ToSchema)]
struct FileView {
    /// Which of the message's attachments it is, counted from 0.
    place: u32,
    /// Whether it can be opened.
    state: FileState,
    /// What to call it.
    name: String,
    /// Its media type, found out from its bytes.
    content_type: Option<String>,
    /// Its size in bytes.
    size: Option<u64>,
    /// Opens it for whoever has this address.
    url: Option<String>,
    /// Until then.
    #[schema(value_type = Option<words::Moment>)]
    until: Option<Timestamp>,
    /// Why there is none.
    #[schema(value_type = Option<words::Unkept>)]
    why: Option<Unkept>,
}

/// Whether a file can be opened.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum FileState {
    /// By its link.
    Ready,
    /// It is still fetched from its platform; or it was kept, and its time is over.
    Absent,
    /// It is not kept, and will not be.
    Unkept,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(list))
}

/// The files a customer sent with a message, or the one that an answer carried, each with a link that ends after five minutes.
#[utoipa::path(get, path = "/v1/conversations/{id}/messages/{message}/files", tag = "conversations", operation_id = "list_files", params(("id" = String, Path, description = "The id of the conversation."), ("message" = String, Path, description = "The id of the message.")), responses((status = 200, description = "Them.", body = FilesView)))]
async fn list(caller: Caller, NamedOf(id, message): NamedOf<ConversationId, MessageId>) -> Result<Json<FilesView>, Problem> {
    let conversation = load_for(&caller, Action::See, id).await?;
    let row = conversation::message(&caller.deps.table, &conversation.thread, message.time(), message).await?;
    let row = row.ok_or_else(|| Problem::not_found("message", message))?;
    let files = match &row.body {
        Body::Customer { content: Some(content), .. } => {
            let files = (0..).zip(&content.attachments).filter(|(_, one)| is_file(conversation.platform, one));
            let views = files.map(|(place, one)| view(&caller, key(message, place), place, one.label.as_deref()));
            try_join_all(views).await?
        }
        Body::Agent { extra: Some(Extra::Upload { upload, name, .. }), .. } => {
            vec![view(&caller, media::sent(*upload), 0, name.as_deref()).await?]
        }
        Body::Customer { .. } | Body::Agent { .. } | Body::Note { .. } | Body::Activity { .. } => vec![],
    };
    Ok(Json(FilesView { files }))
}

async fn view(caller: &Caller, key: String, place: u32, label: Option<&str>) -> Result<FileView, Problem> {
    let name = |content_type| media::name(label, content_type, place);
    let absent =
        |state, why| FileView { place, state, name: name(None), content_type: None, size: None, url: None, until: None, why };
    Ok(match caller.deps.files.look(&key, caller.now).await? {
        None => absent(FileState::Absent, None),
        Some(looked) => match &looked.note {
            Some(why) => absent(FileState::Unkept, Unkept::named(why)),
            None => {
                let name = name(Some(looked.content_type.as_str()));
                FileView {
                    place,
                    state: FileState::Ready,
                    url: Some(caller.deps.files.link(&key, &name, caller.now, LASTS)?),
                    name,
                    content_type: Some(looked.content_type),
                    size: Some(looked.size),
                    until: Some(caller.now.plus(LASTS)),
                    why: None,
                }
            }
        },
    })
}
