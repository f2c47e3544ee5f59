//! Ways in: links and QR codes that open a conversation with the brand (CH-27).

use std::fmt::Write;

use axum::Json;
use channels::entry::{self, NoEntry};
use domain::{
    access::{Action, Object},
    account::Account,
    entry::{LONGEST_REFERENCE, is_reference, tag},
    id::{AccountId, Tag},
};
use qrcodegen::{QrCode, QrCodeEcc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    actor::Caller,
    asked::{Asked, Named},
    error::Problem,
    routing::{OpenApiRouter, routes},
    settings, words,
};

/// The longest words to begin with, in characters: what fits into a code that a phone still reads.
const LONGEST_WORDS: usize = 200;
/// White around a code, in modules (ISO/IEC 18004).
const QUIET: i32 = 4;

/// Which way in.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct Wanted {
    /// Where the link is shown: 1 to 40 small letters, digits and hyphens. The conversation gets the tag `entry-…`.
    reference: Option<String>,
    /// Words that the customer may begin with, where the platform takes any. At most 200 characters.
    text: Option<String>,
}

/// A way in.
#[derive(Debug, Serialize, ToSchema)]
struct EntryView {
    /// Opens a conversation with the account.
    link: String,
    /// The same as a QR code, to be printed: an SVG picture.
    qr: String,
    /// What hands the reference back.
    carried: Carried,
    /// The tag that a conversation gets which began by it.
    #[schema(value_type = Option<words::Slug>)]
    tag: Option<Tag>,
}

/// What hands a reference back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Carried {
    /// The platform, beside the message.
    Beside,
    /// The words that the customer sends; who deletes it comes in without.
    InWords,
}

pub(crate) fn routes() -> OpenApiRouter {
    OpenApiRouter::new().routes(routes!(get))
}

/// A link and a QR code that open a conversation with an account.
#[utoipa::path(get, path = "/v1/accounts/{id}/entry", tag = "accounts", operation_id = "get_entry", params(("id" = words::Slug, Path, description = "The name of the connection."), Wanted), responses((status = 200, description = "It.", body = EntryView)))]
async fn get(caller: Caller, Named(id): Named<AccountId>, Asked(wanted): Asked<Wanted>) -> Result<Json<EntryView>, Problem> {
    caller.may(Action::See, Object::Intake)?;
    let account = settings::one::<Account>(&caller, id.as_str()).await?.data;
    if wanted.reference.as_deref().is_some_and(|reference| !is_reference(reference)) {
        let message = format!("is not 1 to {LONGEST_REFERENCE} small letters, digits and hyphens");
        return Err(Problem::invalid("reference", message, "choose a name such as `spring-flyer`"));
    }
    let words = wanted.text.unwrap_or_default();
    if words.chars().count() > LONGEST_WORDS {
        return Err(Problem::invalid("text", format_args!("has more than {LONGEST_WORDS} characters"), "shorten it"));
    }
    let entry = entry::entry(&account, wanted.reference.as_deref(), &words).map_err(|why| match why {
        NoEntry::NoHandle(_) => Problem::invalid("handle", why, "save the account with its `handle`"),
        NoEntry::NoLinks(_) => Problem::invalid("id", why, "choose another account"),
    })?;
    let code = QrCode::encode_text(&entry.link, QrCodeEcc::Medium)
        .map_err(|_| Problem::invalid("text", "makes the link longer than a code can be", "shorten it"))?;
    let carried = if entry.beside { Carried::Beside } else { Carried::InWords };
    let tag = wanted.reference.as_deref().and_then(tag);
    Ok(Json(EntryView { qr: svg(&code), link: entry.link, carried, tag }))
}

/// One path of unit squares, black on white.
fn svg(code: &QrCode) -> String {
    let side = code.size() + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size() {
        for x in (0..code.size()).filter(|&x| code.get_module(x, y)) {
            let _ = write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET);
        }
    }
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{path}"/></svg>"##
    )
}
