//! The page at `/`, where a person writes as a customer. One file, compiled in.

use std::sync::Arc;

use axum::Router;
use axum::response::{Html, IntoResponse};
use axum::routing::get;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::server::Shared;

const PAGE: &str = include_str!("page.html");

pub(crate) fn routes() -> Router<Arc<Shared>> {
    Router::new().route("/", get(page))
}

async fn page() -> impl IntoResponse {
    let headers = [("content-security-policy", policy()), ("x-content-type-options", "nosniff".to_owned())];
    (headers, Html(PAGE))
}

/// Only the page's own script and style run, and it talks to nobody but its own server; pictures may come from this computer.
fn policy() -> String {
    format!(
        "default-src 'none'; connect-src 'self'; img-src http://127.0.0.1:* http://localhost:*; script-src 'sha256-{}'; style-src 'sha256-{}'; base-uri 'none'; \
         form-action 'none'; frame-ancestors 'none'",
        digest_between("<script>", "</script>"),
        digest_between("<style>", "</style>")
    )
}

fn digest_between(open: &str, close: &str) -> String {
    let inner = PAGE.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map_or("", |(inner, _)| inner);
    STANDARD.encode(Sha256::digest(inner))
}
