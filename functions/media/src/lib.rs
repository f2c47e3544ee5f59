//! Keeps what customers sent in the company's own bucket, and forgets it when they take it back. Everything here is somebody
//! else's: the address, the bytes, the name of their kind. So this step stands alone: it has no table, reads no settings,
//! and the worst file can only spoil its own place (quality.md S4).

mod fetch;

use aws_lambda_events::sqs::{SqsBatchResponse, SqsEvent};
use domain::{
    event::Payload,
    media::{Keep, Media, Unkept, key},
};
use runtime::{Class, Deps, Error, File, Received, Wire, batch};

use crate::fetch::Fetched;

/// What this function is wired to.
pub const WIRING: &[Wire] = &[
    Wire::Files,
    Wire::DeadLetters,
    Wire::Source,
    Wire::Secrets,
    Wire::LineDataApi,
    Wire::MetaApi,
    Wire::TelegramApi,
    Wire::PrivateHosts,
];

/// After this many tries a platform that still fails has failed.
const PATIENCE: u32 = 7;

/// Handles a message of the media queue.
pub async fn handle(event: SqsEvent, deps: &Deps) -> SqsBatchResponse {
    batch("media", event, deps, async |received: Received, deps: &Deps| one(received, deps).await).await
}

async fn one(received: Received, deps: &Deps) -> Result<Class, Error> {
    match &received.envelope.payload {
        Payload::Media(Media::Keep(file)) => keep(deps, file, received.attempt).await,
        Payload::Media(Media::Forget { message, place }) => {
            deps.files.delete(&key(*message, *place), deps.clock.now()).await?;
            Ok(Class::Other)
        }
        other => Err(Error::Reject(format!("media does not handle `{}`", other.name()))),
    }
}

/// The file, or a word on why there is none, comes to lie under its key: who looks there knows which it is. Done twice, it is
/// the same.
async fn keep(deps: &Deps, keep: &Keep, attempt: u32) -> Result<Class, Error> {
    let (file, reject) = match fetch::fetch(deps, keep).await? {
        Fetched::File(bytes) => match channels::kind::of(&bytes) {
            Some(content_type) => (File { content_type: content_type.to_owned(), bytes, note: None }, None),
            None => (without(Unkept::Dangerous), None),
        },
        Fetched::Ours { from, version } => {
            let copied = deps.files.copy(&from, &key(keep.message, keep.place), &version, deps.clock.now()).await?;
            return if copied { Ok(Class::Other) } else { Err(Error::Retry(format!("{from} changed while it was looked at"))) };
        }
        Fetched::Never(why) => (without(why), None),
        Fetched::Later(why) if attempt < PATIENCE => return Err(Error::Retry(why)),
        Fetched::Later(why) => (without(Unkept::Unavailable), Some(why)),
        // It can be had once somebody has mended the account: the command waits for that among the dead letters.
        Fetched::Shut(why) => (without(Unkept::Unavailable), Some(why)),
    };
    if let Some(why) = &file.note {
        tracing::warn!(message = %keep.message, place = keep.place, why, "A file of {} is not kept: {why}", keep.account);
    }
    deps.files.put(&key(keep.message, keep.place), file, deps.clock.now()).await?;
    match reject {
        Some(why) => Err(Error::Reject(format!("{why}: then redrive"))),
        None => Ok(Class::Other),
    }
}

fn without(why: Unkept) -> File {
    File { content_type: "application/octet-stream".into(), bytes: vec![], note: Some(why.name().into()) }
}
