//! Access tokens that run out, and the request for the next one (RFC 6749 section 6; for an app itself, section 4.4).
//!
//! Sources: X Developer Platform "OAuth 2.0 Authorization Code Flow with PKCE" (two hours; a refresh token is good once),
//! Reddit "OAuth2" (a day; a permanent refresh token stays good), Microsoft Learn "LinkedIn: Programmatic Refresh Tokens",
//! Sinch "Authentication: OAuth 2.0" (an hour; an access key's name and secret are all it takes).

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use domain::{
    platform::Platform,
    time::{DAY, HOUR, Millis, SECOND},
};
use http::{HeaderMap, HeaderValue, Method, header};

use crate::{Refusal, Request, Response, fields::Fields, reddit};

/// What a new token is asked for with. Prints as `***`.
#[derive(Clone, Copy)]
pub struct Grant<'a> {
    /// What is shown for it: the refresh token of the account; where the app itself is given tokens ([`by_secret`]), its secret.
    pub refresh_token: &'a str,
    /// The app's name at the platform.
    pub client_id: &'a str,
    /// The app's own secret; public clients of X have none.
    pub client_secret: Option<&'a str>,
    /// The platform's id of the account.
    pub own: &'a str,
}

/// What a platform gave. Prints as `***`.
#[derive(Clone, PartialEq, Eq)]
pub struct Fresh {
    /// The new access token.
    pub token: String,
    /// The refresh token to be used from now on; without one, the old one stays good.
    pub refresh_token: Option<String>,
    /// How long the access token is good, in milliseconds.
    pub lives: Millis,
}

/// Why it gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// It may give something later: after this many milliseconds, if it said so.
    Later(Option<Millis>),
    /// It will never again, by what was shown.
    Over {
        /// Its code.
        code: String,
    },
}

impl fmt::Debug for Grant<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Grant(***)")
    }
}

impl fmt::Debug for Fresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fresh(***)")
    }
}

/// Whether the next token is asked for with the app's own name and secret alone.
pub fn by_secret(platform: Platform) -> bool {
    matches!(platform, Platform::KakaoTalk | Platform::Sms)
}

/// Whether tokens of this platform run out and can be renewed without a person.
pub fn runs_out(platform: Platform) -> bool {
    match platform {
        Platform::X | Platform::Reddit | Platform::LinkedIn | Platform::KakaoTalk | Platform::Sms => true,
        // Page tokens of Meta and bots' tokens of Telegram end only when somebody ends them; LINE's are issued for long by its console.
        Platform::Facebook
        | Platform::Instagram
        | Platform::Line
        | Platform::Open
        | Platform::Telegram
        | Platform::Web
        | Platform::WhatsApp => false,
    }
}

/// The request for the next token; nothing where tokens do not run out.
pub fn renew(platform: Platform, grant: &Grant<'_>) -> Option<Result<Request, Refusal>> {
    let mut fields = if by_secret(platform) {
        vec![("grant_type", "client_credentials")]
    } else {
        vec![("grant_type", "refresh_token"), ("refresh_token", grant.refresh_token)]
    };
    let (path, basic) = match platform {
        Platform::X => {
            // A confidential client says who it is in the header, a public one in the body.
            if grant.client_secret.is_none() {
                fields.push(("client_id", grant.client_id));
            }
            ("/2/oauth2/token", grant.client_secret.is_some())
        }
        Platform::Reddit => ("/api/v1/access_token", true),
        Platform::KakaoTalk | Platform::Sms => ("/oauth2/token", true),
        Platform::LinkedIn => {
            fields.extend([("client_id", grant.client_id), ("client_secret", grant.client_secret.unwrap_or_default())]);
            ("/oauth/v2/accessToken", false)
        }
        _ => return None,
    };
    let request = form(path, &fields, basic.then_some((grant.client_id, grant.client_secret.unwrap_or_default())));
    Some(match platform {
        Platform::Reddit => request.and_then(|request| reddit::called(request, grant.own)),
        _ => request,
    })
}

fn form(path: &str, fields: &[(&str, &str)], basic: Option<(&str, &str)>) -> Result<Request, Refusal> {
    let mut headers = HeaderMap::new();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/x-www-form-urlencoded"));
    headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    if let Some((id, secret)) = basic {
        let who = STANDARD.encode(format!("{id}:{secret}"));
        let mut value = HeaderValue::try_from(format!("Basic {who}")).map_err(|_| Refusal::BadToken)?;
        value.set_sensitive(true);
        headers.insert(header::AUTHORIZATION, value);
    }
    let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish().into_bytes();
    Ok(Request { method: Method::POST, path: path.to_owned(), headers, body })
}

/// What the answer to [`renew`] gives.
///
/// # Errors
/// Why nothing.
pub fn renewed(platform: Platform, response: &Response<'_>) -> Result<Fresh, Denied> {
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    match response.status {
        200..=299 => {
            let Some(token) = answer.text("access_token") else { return Err(Denied::Later(None)) };
            let lives = answer.number("expires_in").map(|seconds| seconds.clamp(60.0, 400.0 * 86_400.0) as Millis * SECOND);
            Ok(Fresh { token, refresh_token: answer.text("refresh_token"), lives: lives.unwrap_or(usual(platform)) })
        }
        // A platform that is troubled, or asked too often, says nothing of the refresh token.
        408 | 425 | 429 | 500..=599 => Err(Denied::Later(response.retry_after())),
        status => Err(Denied::Over { code: answer.text("error").unwrap_or_else(|| status.to_string()) }),
    }
}

/// How long tokens live where the answer does not say.
fn usual(platform: Platform) -> Millis {
    match platform {
        Platform::Reddit => DAY,
        Platform::LinkedIn => 60 * DAY,
        Platform::KakaoTalk | Platform::Sms => HOUR,
        _ => 2 * HOUR,
    }
}
