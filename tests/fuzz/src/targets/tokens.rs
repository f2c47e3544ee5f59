//! What platforms answer when they are asked for the next access token.

use channels::{
    Response,
    token::{Denied, Grant, renew, renewed, runs_out},
};
use domain::{
    platform::Platform,
    time::{DAY, MINUTE},
};

use super::pulled::{headers, split};

/// An answer, to each platform whose tokens run out; and the next request, made of what it gave.
pub(super) fn token(input: &[u8]) {
    let (status, body) = split(input);
    let headers = headers();
    let response = Response { status, headers: &headers, body };
    for platform in Platform::ALL.into_iter().filter(|platform| runs_out(*platform)) {
        match renewed(platform, &response) {
            Ok(fresh) => {
                assert!((200..300).contains(&status), "a token was taken from an answer of {status}");
                assert!((MINUTE..=400 * DAY).contains(&fresh.lives), "it lives {} ms", fresh.lives);
                assert_eq!(format!("{fresh:?}"), "Fresh(***)", "it is printed");
                let refresh_token = fresh.refresh_token.as_deref().unwrap_or_default();
                let grant = Grant { refresh_token, client_id: "app", client_secret: Some("s"), own: "shop" };
                assert!(renew(platform, &grant).is_some(), "what can be renewed once can be again");
            }
            Err(Denied::Later(after)) => assert!(after.is_none_or(|after| after > 0), "later is not {after:?}"),
            Err(Denied::Over { code }) => assert!((300..500).contains(&status) && !code.is_empty(), "over by {status}, `{code}`"),
        }
    }
}

pub(super) fn token_bodies() -> Vec<Vec<u8>> {
    [
        "\u{0}{\"token_type\":\"bearer\",\"expires_in\":7200,\"access_token\":\"a-new-access-token\",\"scope\":\"dm.read\",\"refresh_token\":\"r\"}",
        "\u{0}{\"access_token\":\"a-new-access-token\",\"token_type\":\"bearer\",\"expires_in\":86400,\"scope\":\"*\"}",
        "\u{0}{\"access_token\":\"a-new-access-token\",\"expires_in\":5184000,\"refresh_token\":\"r\",\"refresh_token_expires_in\":31536000}",
        "\u{0}{\"access_token\":7,\"expires_in\":-1e308}",
        "\u{3}{\"error\":\"invalid_request\",\"error_description\":\"Value passed for the token was invalid.\"}",
        "\u{3}{\"error\":\"\"}",
        "\u{9}{\"title\":\"Too Many Requests\"}",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}
