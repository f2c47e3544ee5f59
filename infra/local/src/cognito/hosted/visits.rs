//! What pages remember between two requests: who is signed in with which browser, and codes not yet used.

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use super::asked::Asked;
use crate::aws;

/// How long a code works, in seconds.
const CODE_SECONDS: u64 = 300;
/// How long a browser stays signed in, in seconds.
pub(super) const BROWSER_SECONDS: u64 = 3600;

/// Of one pool; lost with the process.
#[derive(Default)]
pub(in super::super) struct Visits {
    grants: BTreeMap<String, Grant>,
    /// Cookie to user name, and until when (seconds since the Unix epoch).
    browsers: BTreeMap<String, (String, u64)>,
}

/// What a code stands for.
pub(super) struct Grant {
    pub user: String,
    pub scope: String,
    pub nonce: Option<String>,
    client: String,
    redirect: String,
    challenge: Option<String>,
    /// Seconds since the Unix epoch.
    until: u64,
}

impl Grant {
    pub(super) fn new(asked: &Asked, user: String, now: u64) -> Self {
        Self {
            user,
            scope: asked.scope.clone(),
            nonce: asked.nonce.clone(),
            client: asked.client.clone(),
            redirect: asked.redirect.clone(),
            challenge: asked.challenge.clone(),
            until: now + CODE_SECONDS,
        }
    }

    /// Whether whoever has the code is the one who asked for it (RFC 7636, 4.6).
    fn is_for(&self, client: &str, redirect: &str, verifier: Option<&str>, now: u64) -> bool {
        let proven = match (&self.challenge, verifier) {
            (Some(challenge), Some(verifier)) => URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.as_bytes())) == *challenge,
            (None, None) => true,
            _ => false,
        };
        proven && self.client == client && self.redirect == redirect && now < self.until
    }
}

impl Visits {
    /// A code for a grant.
    pub(super) fn grant(&mut self, grant: Grant) -> String {
        let code = aws::id();
        self.grants.insert(code.clone(), grant);
        code
    }

    /// Uses up a code, whether it fits or not.
    pub(super) fn redeem(&mut self, code: &str, client: &str, redirect: &str, verifier: Option<&str>, now: u64) -> Option<Grant> {
        self.grants.retain(|known, grant| known == code || now < grant.until);
        self.grants.remove(code).filter(|grant| grant.is_for(client, redirect, verifier, now))
    }

    /// A cookie for a browser in which this user signed in.
    pub(super) fn remember(&mut self, user: &str, now: u64) -> String {
        self.browsers.retain(|_, (_, until)| now < *until);
        let browser = format!("{}{}", aws::id(), aws::id());
        self.browsers.insert(browser.clone(), (user.to_owned(), now + BROWSER_SECONDS));
        browser
    }

    /// Who is signed in with this cookie.
    pub(super) fn user(&self, browser: &str, now: u64) -> Option<String> {
        self.browsers.get(browser).filter(|(_, until)| now < *until).map(|(user, _)| user.clone())
    }

    pub(super) fn forget(&mut self, browser: &str) {
        self.browsers.remove(browser);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(challenge: Option<&str>) -> Asked {
        Asked {
            client: "c".into(),
            redirect: "http://localhost/".into(),
            state: None,
            scope: "openid".into(),
            challenge: challenge.map(str::to_owned),
            nonce: None,
            language: None,
        }
    }

    // The example of RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn a_code_is_for_one_application_with_its_secret_once_and_for_five_minutes() {
        let rows = [
            ("c", "http://localhost/", Some(VERIFIER), 0, true),
            ("d", "http://localhost/", Some(VERIFIER), 0, false),
            ("c", "http://localhost/x", Some(VERIFIER), 0, false),
            ("c", "http://localhost/", Some("guess"), 0, false),
            ("c", "http://localhost/", None, 0, false),
            ("c", "http://localhost/", Some(VERIFIER), CODE_SECONDS, false),
        ];
        for (client, redirect, verifier, now, good) in rows {
            let mut visits = Visits::default();
            let code = visits.grant(Grant::new(&asked(Some(CHALLENGE)), "ana".into(), 0));
            assert_eq!(
                visits.redeem(&code, client, redirect, verifier, now).is_some(),
                good,
                "{client} {redirect} {verifier:?} {now}"
            );
            assert!(visits.redeem(&code, "c", "http://localhost/", Some(VERIFIER), now).is_none(), "used up");
        }
        let mut visits = Visits::default();
        let code = visits.grant(Grant::new(&asked(None), "ana".into(), 0));
        assert!(visits.redeem(&code, "c", "http://localhost/", Some(VERIFIER), 0).is_none(), "a secret nobody announced");
    }
}
