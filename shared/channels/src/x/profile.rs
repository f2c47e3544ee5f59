//! Who an X user is.

use crate::{
    fetch::Profile,
    fields::Fields,
    request::{Credentials, Refusal, Request, segment},
};

/// `GET /2/users/{id}`.
pub(crate) fn profile(customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    Request::get(format!("/2/users/{}?user.fields=name,username,profile_image_url", segment("customer", customer)?), credentials)
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    let answer: Fields = serde_json::from_str(body).ok()?;
    let user = answer.object("data")?;
    let handle = user.text("username");
    let picture = user.text("profile_image_url").filter(|url| url.starts_with("https://"));
    Some(Profile { name: user.text("name").or_else(|| handle.clone())?, handle, picture })
}
