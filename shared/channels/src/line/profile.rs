//! Who a LINE user is.

use serde::Deserialize;

use crate::{
    fetch::{Profile, https},
    request::{Credentials, Refusal, Request, segment},
    wire::{Text, words},
};

/// `GET /v2/bot/profile/{userId}`; LINE answers 404 unless the user is a friend of the account.
pub(crate) fn profile(customer: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    Request::get(format!("/v2/bot/profile/{}", segment("customer", customer)?), credentials)
}

pub(crate) fn read_profile(body: &str) -> Option<Profile> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Answer<'a> {
        #[serde(borrow)]
        display_name: Option<Text<'a>>,
        picture_url: Option<Text<'a>>,
    }
    let answer: Answer = serde_json::from_str(body).ok()?;
    Some(Profile { name: words(answer.display_name)?, handle: None, picture: https(answer.picture_url) })
}
