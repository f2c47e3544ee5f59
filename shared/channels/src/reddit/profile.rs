//! Who a Reddit user is: their name is their id.

use super::send::called;
use crate::{
    fetch::Profile,
    fields::Fields,
    request::{Credentials, Refusal, Request, segment},
};

/// `GET /user/{name}/about`.
pub(crate) fn profile(own: &str, customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    called(Request::get(format!("/user/{}/about?raw_json=1", segment("customer", customer)?), credentials)?, own)
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    let answer: Fields = serde_json::from_str(body).ok()?;
    let user = answer.object("data")?;
    let handle = user.text("name");
    let picture = user.text("icon_img").filter(|url| url.starts_with("https://"));
    Some(Profile { name: handle.clone()?, handle, picture })
}
