//! The door of the web messenger: anybody who has seen the page can knock.

use std::{
    future::Future,
    pin::pin,
    task::{Context, Poll, Waker},
};

use domain::{account::Account, platform::Platform, time::Timestamp};
use runtime::{Clock, Config, Deps, Secret};
use serde_json::json;

/// What comes of something that waits for nobody; nothing if it did wait.
fn at_once<T>(work: impl Future<Output = T>) -> Option<T> {
    match pin!(work).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(done) => Some(done),
        Poll::Pending => None,
    }
}

/// A deployment that nobody has written to.
fn deps() -> Option<Deps> {
    let clock = Clock::by_hand(Timestamp::from_millis(1_795_167_000_000));
    let deps = Deps::memory(clock, Config::of([]));
    let account: Account = serde_json::from_value(json!({
        "id": "shop", "platform": "web", "name": "Shop", "external_id": "shop", "queue": "care", "language": null,
        "threading_window_minutes": 60, "origins": ["https://shop.example"], "active": true,
    }))
    .ok()?;
    at_once(store::settings::put(&deps.table, &account, None, deps.clock.now()))?.ok()?;
    let secret = Secret::new([("signing".to_owned(), vec!["no fuzzer knows this secret".to_owned()])].into());
    at_once(deps.secrets.put(Platform::Web, &account.id, secret))?.ok()?;
    Some(deps)
}

/// A first line of what is asked for and by which token, then a body.
pub(super) fn knock(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let (line, body) = text.split_once('\n').unwrap_or((&text, ""));
    let (asked, token) = line.split_once(' ').unwrap_or((line, ""));
    let (method, path) = asked.split_once('/').unwrap_or(("POST", asked));
    let (what, query) = path.split_once('?').unwrap_or((path, ""));
    let (name, value) = query.split_once('=').unwrap_or((query, ""));
    let method = ["GET", "POST", "OPTIONS"].into_iter().find(|known| *known == method).unwrap_or("POST");
    let Some(deps) = deps() else { return };
    let event = json!({
        "version": "2.0", "routeKey": "$default", "rawPath": "/web/shop", "rawQueryString": query,
        "headers": { "origin": "https://shop.example", "authorization": format!("Bearer {}", token.escape_default()) },
        "pathParameters": { "deployment": "shop", "what": what }, "queryStringParameters": { name: value },
        "requestContext": { "http": { "method": method, "path": "/web/shop" }, "requestId": "r", "stage": "$default" },
        "body": body, "isBase64Encoded": false,
    });
    let Ok(request) = serde_json::from_value(event) else { return };
    let status = at_once(messenger::handle(request, &deps)).map_or(0, |response| response.status_code);
    assert!((200..500).contains(&status), "{method} {what} is answered {status}");
    // An identity that no page has signed makes no known customer.
    assert!(status != 201 || !body.contains("\"identity\":\"") || !body.contains("eyJ"), "a forged identity was taken");
}

pub(super) fn knocks() -> Vec<Vec<u8>> {
    [
        "POST/sessions\n{}",
        "POST/sessions\n{\"identity\":\"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtaW5hIiwiZXhwIjoxNzk1MTY3MDYwfQ.c2lnbmF0dXJl\"}",
        "POST/messages abc\n{\"client_id\":\"1\",\"text\":\"hello\",\"choice\":\"a\"}",
        "GET/messages?after=1 abc\n",
        "POST/read abc\n{\"message\":\"m\"}",
        "POST/form\ntext=hello&token=abc&client_id=1",
        "GET/form?token=abc\n",
    ]
    .map(|text| text.as_bytes().to_vec())
    .into()
}
