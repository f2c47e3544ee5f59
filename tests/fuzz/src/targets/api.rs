//! Cursors of the hosted API: opaque to honest callers, and made up by others.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use domain::time::Timestamp;
use futures_util::FutureExt;
use runtime::{Clock, Config, Deps};
use serde_json::json;
use sha2::{Digest, Sha256};

/// Lists, and the names their cursors are tied to.
const LISTS: [(&str, &str); 2] = [
    ("/v1/queues", "queue"),
    (
        "/v1/mentions",
        "mentions [] Filter { platform: [], sentiment: [], language: [], content_type: [], intent: [], account: [], author: [], rule: [], escalated: None } None None UTC Oldest",
    ),
];

/// Whoever knows how a cursor is sealed can seal anything: that, too, is refused or answered.
fn sealed(list: &str, place: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update((list.len() as u64).to_be_bytes());
    hash.update(list.as_bytes());
    hash.update(place);
    let mut bytes = hash.finalize()[..8].to_vec();
    bytes.extend(place);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The status a list answers a cursor with.
fn status(deps: &Deps, path: &str, cursor: &str) -> i64 {
    let claims = json!({ "sub": "root", "cognito:groups": "[admin]", "exp": "1" });
    let event = json!({
        "version": "2.0", "routeKey": "ANY /v1/{proxy+}", "rawPath": path, "rawQueryString": format!("cursor={cursor}"), "headers": {},
        "requestContext": { "http": { "method": "GET", "path": path }, "requestId": "r", "stage": "$default",
            "authorizer": { "jwt": { "claims": claims, "scopes": null } } },
        "isBase64Encoded": false,
    });
    let Ok(request) = serde_json::from_value(event) else { return 0 };
    api::handle(request, deps).now_or_never().map_or(0, |response| response.status_code)
}

fn deps() -> Deps {
    Deps::memory(Clock::by_hand(Timestamp::from_millis(1_795_167_000_000)), Config::of([]))
}

/// A cursor as it stands, and one that seals the input as its place.
pub(super) fn cursor(input: &[u8]) {
    thread_local!(static DEPS: Deps = deps());
    DEPS.with(|deps| {
        let plain: String =
            input.iter().take(4_096).filter(|c| c.is_ascii_alphanumeric() || b"-_".contains(c)).map(|&c| c as char).collect();
        for (path, list) in LISTS {
            for cursor in [plain.as_str(), &sealed(list, input)] {
                let status = status(deps, path, cursor);
                assert!(matches!(status, 200 | 400 | 422), "{path}?cursor={cursor} is answered {status}");
            }
        }
    });
}

pub(super) fn cursors() -> Vec<Vec<u8>> {
    ["\"care\"", r#"{"place":{"at":"2026-11-20T00:00:00.000Z","id":null},"from":"2026-11-20T00:00:00.000Z","to":"2026-11-21T00:00:00.000Z"}"#, "null", "{}"]
        .map(|text| text.as_bytes().to_vec())
        .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_here_is_opened_there() {
        let deps = deps();
        for ((path, list), place) in LISTS.into_iter().zip(cursors()) {
            assert_eq!(status(&deps, path, &sealed(list, &place)), 200, "{path}");
            assert_ne!(status(&deps, path, &sealed("another list", &place)), 200, "{path}");
        }
    }
}
