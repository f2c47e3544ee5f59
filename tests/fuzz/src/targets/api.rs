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
        "mentions [] Filter { platform: [], sentiment: [], language: [], content_type: [], intent: [], account: [], author: [], rule: [], country: [], campaign: [], escalated: None } None None UTC Oldest",
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
    answer(deps, "GET", path, &format!("cursor={cursor}"), None)
}

/// The status an administrator's request is answered with.
fn answer(deps: &Deps, method: &str, path: &str, query: &str, body: Option<&str>) -> i64 {
    let claims = json!({ "sub": "root", "cognito:groups": "[admin]", "exp": "1" });
    let event = json!({
        "version": "2.0", "routeKey": "ANY /v1/{proxy+}", "rawPath": path, "rawQueryString": query,
        "headers": { "content-type": "application/json", "idempotency-key": "k" },
        "requestContext": { "http": { "method": method, "path": path }, "requestId": "r", "stage": "$default",
            "authorizer": { "jwt": { "claims": claims, "scopes": null } } },
        "body": body, "isBase64Encoded": false,
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

/// `METHOD /path?query`, a line break, a body: from whoever may do anything. Whatever it is, it is no error of ours.
pub(super) fn request(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (line, body) = text.split_once('\n').unwrap_or((&text, ""));
    let (method, target) = line.split_once(' ').unwrap_or(("GET", line));
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let status = answer(&deps(), method, path, query, Some(body).filter(|body| !body.is_empty()));
    assert!((200..500).contains(&status), "{method} {path}?{query} is answered {status}");
}

pub(super) fn requests() -> Vec<Vec<u8>> {
    [
        "PUT /v1/queues/care\n{\"name\":\"Care\",\"offer_seconds\":60,\"wrap_up_codes\":[\"other\"],\"code_required\":false}",
        "PUT /v1/agents/mina\n{\"name\":\"Mina\",\"queues\":[\"care\"],\"skills\":{\"korean\":3},\"capacity\":2}",
        "PUT /v1/accounts/shop\n{\"platform\":\"line\",\"name\":\"Shop\",\"external_id\":\"U1\",\"queue\":\"care\",\"threading_window_minutes\":60,\"active\":true,\"confirmed\":[\"own_account\",\"terms\",\"replies_off\"]}",
        "PUT /v1/accounts/shop/secrets\n{\"signing\":[\"s\"],\"token\":\"t\",\"verify_token\":\"v\"}",
        "PUT /v1/topics/delivery\n{\"name\":\"Delivery\",\"rules\":[{\"id\":\"words\",\"query\":\"delivery OR \\\"on time\\\"~3\"}]}",
        "PUT /v1/rules/angry\n{\"name\":\"Angry\",\"number\":1,\"active\":true,\"tags\":[],\"condition\":{\"field\":\"sentiment\",\"operator\":\"is\",\"value\":\"negative\"},\"outcome\":{\"then\":\"escalate\",\"queue\":\"care\",\"skills\":[],\"priority\":5}}",
        "PUT /v1/canned/hello\n{\"name\":\"Hello\",\"text\":\"Hello {{customer.name}}\",\"queues\":[]}",
        "PUT /v1/views/mine\n{\"name\":\"Mine\",\"query\":{}}",
        "PUT /v1/sources/news\n{\"name\":\"News\",\"account\":\"news\",\"wants\":{\"wants\":\"feed\",\"url\":\"https://news.example\"},\"fastest_seconds\":60,\"slowest_seconds\":120,\"calls_per_month\":1000}",
        "PUT /v1/agents/me/presence\n{\"presence\":\"on_queue\"}",
        "POST /v1/queries/preview\n{\"query\":\"delivery\",\"text\":\"delivery\"}",
        "POST /v1/lint\n{\"query\":\"delivery\"}",
        "GET /v1/mentions?topic=delivery&from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z&limit=100&sentiment=negative,positive",
        "GET /v1/stats/mentions?measure=mentions&group_by=none&topic=delivery&from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z&bucket=half_hour",
        "GET /v1/stats/interactions?queue=care&from=2026-11-20T00:00:00Z&to=2026-11-22T00:00:00Z&bucket=day&zone=Asia/Seoul",
        "GET /v1/inbox?box=waiting&queue=care&limit=20",
        "GET /v1/conversations?contact=c&limit=20",
        "POST /v1/conversations/01HKQ4Y3VZ0000000000000000/replies\n{\"text\":\"hello\"}",
        "POST /v1/conversations/01HKQ4Y3VZ0000000000000000/transfer\n{\"to\":{\"queue\":\"care\"}}",
        "GET /v1/noise/sample?account=shop&day=2026-11-20",
    ]
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
