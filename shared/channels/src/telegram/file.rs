//! Where a file of a Telegram user's is. The address holds the bot's token, and lives an hour at least.

use super::send::method;
use crate::{
    Source,
    fields::Fields,
    request::{Credentials, Refusal, Request, segment},
};

/// `getFile`: Telegram gives bots files of at most 20 MB.
pub(crate) fn file(reference: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    method("getFile", &serde_json::json!({ "file_id": segment("file", reference)? }), credentials)
}

/// `getWebhookInfo`: where the bot delivers to.
pub(crate) fn webhook(credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    method("getWebhookInfo", &serde_json::json!({}), credentials)
}

/// The way to the file that `getFile` named; nothing for a path that leads anywhere else than to one of the bot's files.
pub(crate) fn located(answer: &str, credentials: &Credentials<'_>) -> Option<Source> {
    let answer: Fields = serde_json::from_str(answer).ok()?;
    let path = answer.object("result")?.text("file_path")?;
    if path.len() > 512 || path.split('/').any(|part| segment("file", part).is_err()) {
        return None;
    }
    let token = segment("bot", credentials.token).ok()?;
    Some(Source::Platform(Request::open(format!("/file/bot{token}/{path}"))))
}
