//! Who a Telegram user is.

use super::send::method;
use crate::{
    fetch::Profile,
    fields::Fields,
    request::{Credentials, Refusal, Request, segment},
};

/// `getChat`; a private chat has the person's own id.
pub(crate) fn profile(customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let chat = segment("customer", customer)?;
    method("getChat", &serde_json::json!({ "chat_id": chat }), credentials)
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    let answer: Fields = serde_json::from_str(body).ok()?;
    let chat = answer.object("result")?;
    let handle = chat.text("username");
    let joined = [chat.text("first_name"), chat.text("last_name")].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = Some(joined).filter(|name| !name.is_empty()).or_else(|| chat.text("title")).or_else(|| handle.clone())?;
    Some(Profile { name, handle, picture: None })
}
