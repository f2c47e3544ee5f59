//! What an application asks when it sends a browser to sign in: pure.

use axum::response::Response;
use http::StatusCode;
use reqwest::Url;

use super::go;
use crate::aws::bytes_response;

/// Why nobody can sign in by this request.
#[derive(Debug, PartialEq)]
pub(super) enum Refused {
    /// Who asks is not known well enough to answer them: shown in the browser.
    Shown(&'static str),
    /// Told to the application, at this address.
    Told(String),
}

impl Refused {
    pub(super) fn into_response(self) -> Response {
        match self {
            Self::Told(place) => go(&place, &[]),
            Self::Shown(message) => {
                bytes_response(StatusCode::BAD_REQUEST, "text/plain; charset=utf-8", message.as_bytes().to_vec())
            }
        }
    }
}

/// A request for a code, as it can be answered.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Asked {
    pub client: String,
    pub redirect: String,
    pub state: Option<String>,
    /// What the tokens shall be good for, separated by blanks.
    pub scope: String,
    /// SHA-256 of the application's secret, in base64 for addresses; none without PKCE.
    pub challenge: Option<String>,
    pub nonce: Option<String>,
    /// The language the form shall have: `en`, `ko`, `ja`.
    pub language: Option<String>,
}

impl Asked {
    /// Reads a query whose `client_id` is known.
    pub(super) fn read(query: &[(String, String)]) -> Result<Self, Refused> {
        let text = |name: &str| value(query, name).map(str::to_owned);
        let redirect = text("redirect_uri").unwrap_or_default();
        if !on_this_machine(&redirect) {
            return Err(Refused::Shown(
                "`redirect_uri` is missing or not on this machine (http://127.0.0.1 or http://localhost).",
            ));
        }
        let mut asked = Self {
            client: text("client_id").unwrap_or_default(),
            redirect,
            state: text("state"),
            scope: text("scope").unwrap_or_else(|| "openid".to_owned()),
            challenge: text("code_challenge"),
            nonce: text("nonce"),
            language: text("lang"),
        };
        let told = |asked: &Self, error: &str, why: &str| {
            Err(Refused::Told(asked.back(&[("error", error), ("error_description", why)])))
        };
        if value(query, "response_type") != Some("code") {
            return told(&asked, "unsupported_response_type", "only response_type=code is known");
        }
        match (&asked.challenge, value(query, "code_challenge_method")) {
            (Some(_), Some("S256")) | (None, None) => {}
            (Some(_), _) => return told(&asked, "invalid_request", "code_challenge_method must be S256"),
            (None, Some(_)) => return told(&asked, "invalid_request", "code_challenge is missing"),
        }
        asked.challenge = asked.challenge.map(|challenge| challenge.trim_end_matches('=').to_owned());
        Ok(asked)
    }

    /// The application's address with more parameters, and the state it gave.
    pub(super) fn back(&self, more: &[(&str, &str)]) -> String {
        let state = self.state.iter().map(|state| ("state", state.as_str()));
        let pairs: Vec<(&str, &str)> = more.iter().copied().chain(state).collect();
        // It was read as an address before.
        Url::parse_with_params(&self.redirect, pairs).map_or_else(|_| self.redirect.clone(), String::from)
    }

    /// The same request at another page.
    pub(super) fn again(&self, path: &str) -> String {
        let mut pairs = vec![
            ("client_id", self.client.as_str()),
            ("response_type", "code"),
            ("scope", &self.scope),
            ("redirect_uri", &self.redirect),
        ];
        if let Some(challenge) = &self.challenge {
            pairs.extend([("code_challenge", challenge.as_str()), ("code_challenge_method", "S256")]);
        }
        let rest = [("state", &self.state), ("nonce", &self.nonce), ("lang", &self.language)];
        pairs.extend(rest.into_iter().filter_map(|(name, value)| Some((name, value.as_deref()?))));
        let query = Url::parse_with_params("http://localhost/", pairs).ok();
        let query = query.as_ref().and_then(Url::query).unwrap_or_default();
        format!("{path}?{query}")
    }
}

/// The pairs of a query, or of a form as browsers send it.
pub(super) fn pairs(text: &str) -> Vec<(String, String)> {
    let Ok(mut url) = Url::parse("http://localhost/") else { return Vec::new() };
    url.set_query(Some(text));
    url.query_pairs().into_owned().collect()
}

/// The first value of that name.
pub(super) fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, value)| key == name && !value.is_empty()).map(|(_, value)| value.as_str())
}

/// Whether an address is one of this machine, so that a code can be sent there.
pub(super) fn on_this_machine(place: &str) -> bool {
    let Ok(url) = Url::parse(place) else { return false };
    matches!(url.scheme(), "http" | "https") && matches!(url.host_str(), Some("127.0.0.1" | "localhost" | "[::1]"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Asked, Refused> {
        Asked::read(&pairs(query))
    }

    const GOOD: &str = "client_id=c&response_type=code&scope=openid+email&redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Fback\
                        &state=a%26b&code_challenge=abc&code_challenge_method=S256";

    #[test]
    fn a_request_is_the_same_on_the_next_page() {
        let asked = read(GOOD).unwrap();
        assert_eq!(asked.scope, "openid email");
        let again = asked.again("/login");
        assert_eq!(read(again.strip_prefix("/login?").unwrap()).unwrap(), asked);
        assert_eq!(asked.back(&[("code", "1")]), "http://127.0.0.1:1/back?code=1&state=a%26b");
    }

    #[test]
    fn only_this_machine_gets_an_answer_and_it_is_told_what_is_wrong() {
        for place in ["http%3A%2F%2Fexample.com%2F", "http%3A%2F%2F127.0.0.1.example.com%2F", "javascript%3Aalert(1)", ""] {
            let query = format!("client_id=c&response_type=code&redirect_uri={place}");
            assert!(matches!(read(&query), Err(Refused::Shown(_))), "{place}");
        }
        let told = |query: &str| match read(query) {
            Err(Refused::Told(place)) => place,
            other => panic!("{other:?}"),
        };
        assert!(told(&GOOD.replace("S256", "plain")).contains("error=invalid_request"));
        assert!(told(&GOOD.replace("type=code", "type=token")).contains("error=unsupported_response_type"));
        assert!(told(&GOOD.replace("&code_challenge=abc", "")).contains("state=a%26b"));
    }
}
