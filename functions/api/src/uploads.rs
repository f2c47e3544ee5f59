//! Files that agents send (AGT-09): room for one in the company's bucket, and what is looked at before it goes out.
//!
//! The browser puts the file itself, at an address that is signed for one type and one size and ends soon. It waits under the conversation it is
//! for, so nobody sends another's; what goes out is a copy that nobody can write over.

use axum::Json;
use channels::{
    kind,
    upload::{self, Untaken},
};
use domain::{
    access::Action,
    conversation::Conversation,
    id::{ConversationId, UploadId},
    media,
    reply::{Extra, FileKind},
    time::{MINUTE, Millis, Timestamp},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    actor::Caller,
    asked::Named,
    conversations::load_for,
    error::Problem,
    routing::{OpenApiRouter, routes},
    sent::Sent,
    words,
};

/// So long an upload may take to begin.
const LASTS: Millis = 10 * MINUTE;

/// A file that is to be sent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct UploadBody {
    /// What it is to be for the customer. What the channel takes stands in `reply_limits` of the conversation.
    #[schema(value_type = words::FileKind)]
    kind: FileKind,
    /// Its media type. The bytes are looked at when it is sent.
    #[schema(max_length = 200)]
    content_type: String,
    /// Its size in bytes. No other size can be put.
    size: u64,
}

/// Room for a file.
#[derive(Debug, Serialize, ToSchema)]
struct UploadView {
    /// What to name it by in an answer: `{"carries": "upload", "upload": …, "kind": …, "name": …}`.
    #[schema(value_type = String)]
    upload: UploadId,
    /// Put the file here, with `Content-Type` as it was told; no other header is needed.
    url: String,
    /// Until then.
    #[schema(value_type = words::Moment)]
    until: Timestamp,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(begin))
}

/// Room for a file that an answer will carry. The agent who has the conversation may put one file there within ten minutes; what is not sent within
/// three days is deleted.
#[utoipa::path(post, path = "/v1/conversations/{id}/uploads", tag = "conversations", operation_id = "begin_upload", params(("id" = String, Path, description = "The id of the conversation.")), request_body = UploadBody, responses((status = 201, description = "Where to put it.", body = UploadView)))]
async fn begin(caller: Caller, Named(id): Named<ConversationId>, sent: Sent) -> Result<(StatusCode, Json<UploadView>), Problem> {
    let conversation = load_for(&caller, Action::Reply, id).await?;
    conversation.held_by(caller.id())?;
    let UploadBody { kind, content_type, size } = sent.read()?;
    upload::said(conversation.platform, kind, &content_type, size).map_err(|why| match why {
        Untaken::Kind => Problem::invalid("kind", why, "choose another kind, or send words alone"),
        Untaken::Type | Untaken::Dangerous => Problem::invalid("content_type", why, "send it in a format of `reply_limits`"),
        Untaken::Empty | Untaken::TooLarge { .. } => Problem::invalid("size", why, "send another file, or make it smaller"),
    })?;
    let upload = UploadId::at(caller.now, &[id.to_string().as_bytes(), caller.request_id.as_bytes()]);
    let url = caller.deps.files.room(&media::waiting(id, upload), &content_type, size, caller.now, LASTS)?;
    Ok((StatusCode::CREATED, Json(UploadView { upload, url, until: caller.now.plus(LASTS) })))
}

/// Takes the file that an answer carries, if it carries one of ours: looked at once more, by its bytes, and copied to where nobody writes.
pub(crate) async fn take(caller: &Caller, conversation: &Conversation, extra: Option<&Extra>) -> Result<(), Problem> {
    let Some(Extra::Upload { upload, kind, .. }) = extra else { return Ok(()) };
    let (files, now) = (&caller.deps.files, caller.now);
    let waiting = media::waiting(conversation.id, *upload);
    let Some(looked) = files.look(&waiting, now).await? else { return Err(gone()) };
    upload::said(conversation.platform, *kind, &looked.content_type, looked.size).map_err(refused)?;
    let beginning = files.beginning(&waiting, kind::ENOUGH, now).await?.ok_or_else(gone)?;
    upload::found(&looked.content_type, &beginning).map_err(refused)?;
    // What has been written over since is not what was looked at.
    if files.copy(&waiting, &media::sent(*upload), &looked.version, now).await? { Ok(()) } else { Err(gone()) }
}

fn gone() -> Problem {
    let message = "the file is not there: its upload did not end, or it has waited for too long";
    Problem::conflict("upload_gone", message, "attach the file again").at("extra.upload")
}

fn refused(why: Untaken) -> Problem {
    let code = if why == Untaken::Dangerous { "upload_dangerous" } else { "upload_refused" };
    Problem::conflict(code, why, "take it off, and attach another file").at("extra.upload")
}
