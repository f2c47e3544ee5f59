//! The pretend WhatsApp Cloud API.
//!
//! Sources: Meta, "WhatsApp Business Platform: Webhooks, Messages, Error codes, Business-scoped user IDs"; the OpenAPI
//! description "Business Messaging v23.0".

mod event;
mod rules;
mod send;

use serde_json::{Value, json};

use super::no_such_object;
use crate::account::Account;
use crate::call::Answer;
use crate::ids::{number_of, whatsapp_user};
use crate::world::World;

pub use event::KINDS;
pub(super) use event::display_number;
pub(crate) use event::{build, observe};
pub(super) use send::send;

/// How the ids of files begin that are served to their account only.
pub(super) const GUARDED: &str = "wa-";
/// How long a file's address works.
const ADDRESS_MS: i64 = 5 * 60_000;

/// The id of a customer: digits (a phone number) and business-scoped ids as they are, a name after `@` turned into such an
/// id, any other name into a number.
pub(crate) fn user_id(account: &Account, customer: &str) -> String {
    if crate::account::is_digits(customer) || is_scoped(customer) {
        return customer.to_owned();
    }
    match customer.strip_prefix('@') {
        Some(name) => format!("KR.{}", number_of("scoped", &account.account, name)),
        None => whatsapp_user(&account.account, customer),
    }
}

/// `KR.13491208655302741918`: a country, a dot, at most 128 letters and digits (`US.ENT.…` for a parent's).
pub(super) fn is_scoped(id: &str) -> bool {
    let Some((country, rest)) = id.split_once('.') else { return false };
    let rest = rest.strip_prefix("ENT.").unwrap_or(rest);
    country.len() == 2
        && country.bytes().all(|byte| byte.is_ascii_uppercase())
        && (1..=128).contains(&rest.len())
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// `GET /{media}`: where the file is for the next five minutes.
pub(super) fn file(world: &mut World, id: &str, account: &Account) -> Answer {
    let (name, until_ms) = (format!("{GUARDED}{id}"), world.now_ms() + ADDRESS_MS);
    let own_url = world.own_url.clone();
    match world.media.get_mut(&name).filter(|media| media.account == account.account) {
        Some(media) => {
            media.until_ms = until_ms;
            let body: Value = json!({
                "messaging_product": "whatsapp",
                "url": format!("{own_url}/meta/media/{name}"),
                "mime_type": media.content_type,
                "sha256": send::sha256(&media.bytes),
                "file_size": media.bytes.len(),
                "id": id,
            });
            Answer::json(200, body)
        }
        None => no_such_object(world, id),
    }
}
