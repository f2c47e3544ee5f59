//! The pages of a pool's domain: signing in and out in a browser, and codes for tokens (OAuth 2.0 with PKCE).
//!
//! Source: Amazon Cognito developer guide, "User pool endpoints and managed login reference"; RFC 6749, RFC 7636.
//! Paths and parameters are Cognito's. A pool here has its domain without asking for one, and lets every application use
//! it; since no addresses are registered, answers go to this machine only.

mod asked;
mod form;
mod token;
mod visits;

use axum::body::Body;
use axum::response::Response;
use http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};

use self::asked::{Asked, Refused};
use self::form::Step;
pub(super) use self::visits::Visits;
use self::visits::{BROWSER_SECONDS, Grant};
use super::tokens::authenticate;
use super::{Cognito, Pool};
use crate::aws::{self, bytes_response};

/// The cookie of a browser in which somebody is signed in.
const BROWSER: &str = "cognito";
/// The cookie that a form must repeat, so that no other site can fill it in.
const FORM: &str = "XSRF-TOKEN";

impl Cognito {
    /// The answer to a request for a page of a pool's domain; none for anything else.
    pub async fn hosted(&self, method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Option<Response> {
        let query = asked::pairs(uri.query().unwrap_or_default());
        let sent = || asked::pairs(&String::from_utf8_lossy(body));
        Some(match (method, uri.path()) {
            (&Method::GET, "/oauth2/authorize") => self.authorize(&query, headers),
            (&Method::GET, "/login") => self.login_page(&query, headers),
            (&Method::POST, "/login") => self.login(&query, &sent(), headers).await,
            (&Method::GET, "/logout") => self.logout(&query, headers),
            (&Method::POST, "/oauth2/token") => self.token(&sent()).await,
            (&Method::POST, "/oauth2/revoke") => self.revoke(&sent()).await,
            _ => return None,
        })
    }

    /// Somebody signed in goes straight back with a code; everybody else to the form.
    fn authorize(&self, query: &[(String, String)], headers: &HeaderMap) -> Response {
        let (pool, asked) = match self.asked(query) {
            Ok(found) => found,
            Err(refused) => return refused.into_response(),
        };
        let now = self.clock.now() / 1000;
        let signed_in = cookie(headers, BROWSER).and_then(|browser| pool.visits().user(&browser, now));
        match signed_in.filter(|name| pool.users().contains_key(name)) {
            Some(user) => go(&grant(pool, &asked, user, now), &[]),
            None => go(&asked.again("/login"), &[]),
        }
    }

    fn login_page(&self, query: &[(String, String)], headers: &HeaderMap) -> Response {
        match self.asked(query) {
            Ok((_, asked)) => show(&asked, &Step::Password { name: "", wrong: false }, headers),
            Err(refused) => refused.into_response(),
        }
    }

    async fn login(&self, query: &[(String, String)], sent: &[(String, String)], headers: &HeaderMap) -> Response {
        let (pool, asked) = match self.asked(query) {
            Ok(found) => found,
            Err(refused) => return refused.into_response(),
        };
        let field = |name: &str| asked::value(sent, name).unwrap_or_default();
        // A form of before, or of another site: the right one is shown again.
        if cookie(headers, FORM).is_none_or(|secret| secret != field("_csrf")) {
            return show(&asked, &Step::Password { name: field("username"), wrong: false }, headers);
        }
        let session = field("session");
        let user = if session.is_empty() {
            let (name, password) = (field("username"), field("password"));
            let Ok(user) = authenticate(pool, name, password).await else {
                return show(&asked, &Step::Password { name, wrong: true }, headers);
            };
            if user.must_change {
                let session = aws::id();
                pool.sessions().insert(session.clone(), user.username);
                return show(&asked, &Step::NewPassword { session: &session, wrong: None }, headers);
            }
            user.username
        } else {
            let Some(name) = pool.sessions().get(session).cloned() else {
                return show(&asked, &Step::Password { name: "", wrong: false }, headers);
            };
            if let Err(refusal) = self.change_password(pool, &name, field("new_password"), false).await {
                return show(&asked, &Step::NewPassword { session, wrong: Some(&refusal.message) }, headers);
            }
            pool.sessions().remove(session);
            name
        };
        let now = self.clock.now() / 1000;
        let browser = pool.visits().remember(&user, now);
        go(
            &grant(pool, &asked, user, now),
            &[format!("{BROWSER}={browser}; Path=/; Max-Age={BROWSER_SECONDS}; HttpOnly; SameSite=Lax")],
        )
    }

    /// The browser is forgotten. It goes to `logout_uri`, or on to signing in again.
    fn logout(&self, query: &[(String, String)], headers: &HeaderMap) -> Response {
        let Some((pool, _)) = asked::value(query, "client_id").and_then(|id| self.application(id)) else {
            return Refused::Shown("`client_id` is missing or names no application.").into_response();
        };
        if let Some(browser) = cookie(headers, BROWSER) {
            pool.visits().forget(&browser);
        }
        let gone = [format!("{BROWSER}=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax")];
        match asked::value(query, "logout_uri") {
            Some(place) if asked::on_this_machine(place) => go(place, &gone),
            Some(_) => Refused::Shown("`logout_uri` is not on this machine.").into_response(),
            None => match self.asked(query) {
                Ok((_, asked)) => go(&asked.again("/login"), &gone),
                Err(refused) => refused.into_response(),
            },
        }
    }

    fn asked(&self, query: &[(String, String)]) -> Result<(&Pool, Asked), Refused> {
        let id = asked::value(query, "client_id").unwrap_or_default();
        let (pool, _) = self.application(id).ok_or(Refused::Shown("`client_id` is missing or names no application."))?;
        Ok((pool, Asked::read(query)?))
    }
}

/// Where a browser goes with a fresh code.
fn grant(pool: &Pool, asked: &Asked, user: String, now: u64) -> String {
    let code = pool.visits().grant(Grant::new(asked, user, now));
    asked.back(&[("code", &code)])
}

fn show(asked: &Asked, step: &Step<'_>, headers: &HeaderMap) -> Response {
    let secret = cookie(headers, FORM).filter(|secret| !secret.is_empty()).unwrap_or_else(aws::id);
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let html = form::page(&asked.again("/login"), asked.language.as_deref().unwrap_or(accepted), &secret, step);
    let status = if step.is_wrong() { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let mut response = bytes_response(status, "text/html; charset=utf-8", html.into_bytes());
    let kept = format!("{FORM}={secret}; Path=/; HttpOnly; SameSite=Lax");
    set(&mut response, header::SET_COOKIE, &kept);
    set(&mut response, header::CACHE_CONTROL, "no-store");
    // Without `form-action`: browsers apply it to where the form leads in the end, which is the application.
    set(&mut response, header::CONTENT_SECURITY_POLICY, form::POLICY);
    response
}

fn go(place: &str, cookies: &[String]) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::FOUND;
    set(&mut response, header::LOCATION, place);
    set(&mut response, header::CACHE_CONTROL, "no-store");
    for cookie in cookies {
        set(&mut response, header::SET_COOKIE, cookie);
    }
    response
}

fn set(response: &mut Response, name: http::HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(key, _)| *key == name).map(|(_, value)| value.to_owned())
}
