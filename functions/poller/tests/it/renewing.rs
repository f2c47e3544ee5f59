//! Tokens that run out: renewed in time, once, and kept, whoever dies at whatever step.

use std::{
    collections::BTreeMap,
    future::{Future, poll_fn},
    pin::Pin,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    task::{Context, Poll, Waker},
};

use domain::{
    account::Account,
    health::Finding,
    platform::Platform,
    time::{HOUR, MINUTE},
};
use http::HeaderMap;
use runtime::{Answer, Ask, Http, NoAnswer, Secret};
use serde_json::json;
use store::{
    gate::{Call, Fate, Gate, Gated},
    health,
};

use crate::{
    death::{How, minute},
    stand::{Stand, company, slug},
};

/// A platform that gives tokens.
#[derive(Clone)]
struct Giver(Arc<Mutex<State>>);

struct State {
    platform: Platform,
    /// The refresh token that is good.
    good: String,
    /// The access tokens it gave, in order.
    gave: Vec<String>,
    /// The refresh tokens it was shown.
    shown: Vec<String>,
    /// How often it was asked for one.
    asked: usize,
    /// What it answers instead, while that lasts.
    trouble: Option<u16>,
}

impl Giver {
    fn of(platform: Platform) -> Self {
        let (good, gave, shown) = ("refresh-0".to_owned(), vec![], vec![]);
        Self(Arc::new(Mutex::new(State { platform, good, gave, shown, asked: 0, trouble: None })))
    }

    fn state<T>(&self, look: impl FnOnce(&mut State) -> T) -> T {
        look(&mut self.0.lock().unwrap())
    }

    fn web(&self) -> Http {
        let giver = self.clone();
        Http::memory(move |ask| giver.answer(ask))
    }

    fn answer(&self, ask: &Ask) -> Result<Answer, NoAnswer> {
        let says = |status: u16, body: serde_json::Value| {
            Ok(Answer { status, headers: HeaderMap::new(), body: body.to_string().into_bytes() })
        };
        let wanted = [
            "https://x.test/2/oauth2/token",
            "https://login.reddit.test/api/v1/access_token",
            "https://login.sinch.test/oauth2/token",
        ];
        if !wanted.contains(&ask.url.as_str()) {
            // Everything else works with every token.
            return says(200, json!({ "data": { "id": "1" }, "webhooks": [{ "triggers": ["MESSAGE_INBOUND"] }] }));
        }
        let mut state = self.0.lock().unwrap();
        state.asked += 1;
        if let Some(status) = state.trouble {
            return says(status, json!({}));
        }
        let form: BTreeMap<String, String> = serde_urlencoded(&ask.body);
        if state.platform == Platform::KakaoTalk {
            // The app itself is given tokens: its name and secret are all it takes, and stay good.
            assert_eq!(form, BTreeMap::from([("grant_type".to_owned(), "client_credentials".to_owned())]));
            let n = state.gave.len() + 1;
            state.gave.push(format!("token-{n}"));
            return says(200, json!({ "access_token": format!("token-{n}"), "expires_in": 3_600 }));
        }
        assert_eq!(form["grant_type"], "refresh_token");
        state.shown.push(form["refresh_token"].clone());
        if form["refresh_token"] != state.good {
            return says(400, json!({ "error": "invalid_request" }));
        }
        let n = state.gave.len() + 1;
        state.gave.push(format!("token-{n}"));
        if state.platform == Platform::Reddit {
            return says(200, json!({ "access_token": format!("token-{n}"), "expires_in": 86_400 }));
        }
        state.good = format!("refresh-{n}");
        says(200, json!({ "access_token": format!("token-{n}"), "refresh_token": state.good, "expires_in": 7_200 }))
    }
}

fn serde_urlencoded(body: &[u8]) -> BTreeMap<String, String> {
    let text = std::str::from_utf8(body).unwrap();
    text.split('&').filter_map(|pair| pair.split_once('=')).map(|(key, value)| (key.to_owned(), value.to_owned())).collect()
}

fn secret(refresh: &str) -> Secret {
    let texts =
        [("token", "token-0"), ("refresh_token", refresh), ("client_id", "app"), ("client_secret", "s"), ("signing", "k")];
    Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).into())
}

const ACCOUNT: &str = "renewed";

async fn shop(platform: Platform) -> Stand {
    let mut stand = Stand::new();
    stand.put(&Account { external_id: "900".into(), ..company::account(ACCOUNT, platform) }).await;
    stand.deps.secrets.put(platform, &slug(ACCOUNT), secret("refresh-0")).await.unwrap();
    stand
}

async fn kept(stand: &Stand, platform: Platform) -> Secret {
    stand.deps.secrets.fresh(platform, &slug(ACCOUNT), stand.now()).await.unwrap().unwrap()
}

async fn finding(stand: &Stand) -> Finding {
    health::get(&stand.deps.table, &slug(ACCOUNT)).await.unwrap().unwrap().finding
}

// proves CH-26: a token is renewed before it ends, its refresh token used once, and whatever else is secret stays
#[tokio::test]
async fn a_token_is_renewed_in_time_for_a_day() {
    for (platform, times) in [(Platform::X, 24 * 60 / 90), (Platform::Reddit, 2)] {
        let (stand, giver) = (shop(platform).await, Giver::of(platform));
        let (mut ends, mut seen) = (stand.now(), 0);
        for _ in 0..24 * 60 {
            let (_, died) = minute(&stand, &giver.web(), None);
            assert!(!died);
            let gave = giver.state(|state| state.gave.len());
            if gave > seen {
                (seen, ends) = (gave, stand.now().plus(if platform == Platform::X { 2 * HOUR } else { 24 * HOUR }));
            }
            // Functions remember a secret for five minutes, and never need one that has ended.
            assert!(ends.since(stand.now()) > 29 * MINUTE, "{platform}: the token ends at {ends}");
            stand.pass(MINUTE);
        }
        let now = kept(&stand, platform).await;
        assert_eq!(giver.state(|state| state.gave.len()), times, "{platform}");
        assert_eq!(now.one("token").map(str::to_owned), giver.state(|state| state.gave.last().cloned()));
        assert_eq!(now.one("refresh_token").map(str::to_owned), Some(giver.state(|state| state.good.clone())));
        assert_eq!((now.one("signing"), now.one("client_id")), (Some("k"), Some("app")));
        let shown = giver.state(|state| state.shown.clone());
        let once: std::collections::BTreeSet<_> = shown.iter().collect();
        assert!(platform == Platform::Reddit || once.len() == shown.len(), "{shown:?}");
    }
}

// proves CH-26: killed at every step, in every way. Where a refresh token stays good (Reddit) the connection is never lost. Where it
// is good once (X) it is lost only by who died with the new one in hand, and that is said.
#[tokio::test]
async fn killed_at_every_step_a_connection_is_kept_or_its_loss_is_told() {
    let mut lost = 0;
    for platform in [Platform::X, Platform::Reddit] {
        for how in How::ALL {
            for at in 0..10 {
                let (stand, giver) = (shop(platform).await, Giver::of(platform));
                minute(&stand, &giver.web(), Some((at, how)));
                for _ in 0..12 {
                    stand.pass(MINUTE);
                    minute(&stand, &giver.web(), None);
                }
                let now = kept(&stand, platform).await;
                let good = giver.state(|state| state.good.clone());
                if now.one("refresh_token") == Some(&good) {
                    let newest = giver.state(|state| state.gave.last().cloned());
                    assert_eq!(now.one("token").map(str::to_owned), newest, "{platform} {how:?} at {at}");
                    assert_eq!(finding(&stand).await, Finding::Well, "{platform} {how:?} at {at}");
                } else {
                    lost += 1;
                    assert_eq!(platform, Platform::X, "{how:?} at {at}");
                    let told = Finding::Token { code: "refresh_token/invalid_request".into() };
                    assert_eq!(finding(&stand).await, told, "{how:?} at {at}");
                    // It is not asked with the same again, and a person mends it.
                    assert_eq!(giver.state(|state| state.shown.len()), 2, "{how:?} at {at}");
                    stand.deps.secrets.put(platform, &slug(ACCOUNT), secret(&good)).await.unwrap();
                    stand.pass(6 * MINUTE);
                    minute(&stand, &giver.web(), None);
                    assert_eq!(finding(&stand).await, Finding::Well, "{how:?} at {at}");
                }
            }
        }
    }
    // The answer unheard (twice: half of one call is all of it), after it, and before it is kept.
    assert!((1..=6).contains(&lost), "{lost} connections lost");
}

// proves CH-18, CH-26: an app that is given tokens for its own name and secret needs no refresh token; begun with a word that is none, it
// has a good one after a minute; a secret that was refused is not shown again, and that is told
#[tokio::test]
async fn an_app_is_given_tokens_for_its_own_secret() {
    let platform = Platform::KakaoTalk;
    let mut stand = Stand::new();
    stand.put(&Account { external_id: "project-1:app-1".into(), ..company::account(ACCOUNT, platform) }).await;
    let texts = [("token", "none-yet"), ("client_id", "key"), ("client_secret", "s"), ("signing", "k")];
    let secret = |texts: [(&str, &str); 4]| Secret::new(texts.map(|(name, text)| (name.into(), vec![text.into()])).into());
    stand.deps.secrets.put(platform, &slug(ACCOUNT), secret(texts)).await.unwrap();
    let giver = Giver::of(platform);
    let (mut ends, mut seen) = (stand.now(), 0);
    for _ in 0..24 * 60 {
        minute(&stand, &giver.web(), None);
        let gave = giver.state(|state| state.gave.len());
        if gave > seen {
            (seen, ends) = (gave, stand.now().plus(HOUR));
        }
        assert!(ends.since(stand.now()) > 14 * MINUTE, "the token ends at {ends}");
        stand.pass(MINUTE);
    }
    assert_eq!(seen, 24 * 60 / 45);
    let now = kept(&stand, platform).await;
    assert_eq!((now.one("token"), now.one("client_secret"), now.one("refresh_token")), (Some("token-32"), Some("s"), None));
    assert_eq!(finding(&stand).await, Finding::Well);

    giver.state(|state| state.trouble = Some(401));
    for _ in 0..60 {
        stand.pass(MINUTE);
        minute(&stand, &giver.web(), None);
    }
    let told = Finding::Token { code: "client_secret/401".into() };
    assert_eq!((finding(&stand).await, giver.state(|state| state.asked)), (told, 33));
    // Another secret mends it.
    giver.state(|state| state.trouble = None);
    let others = [("token", "none-yet"), ("client_id", "key"), ("client_secret", "t"), ("signing", "k")];
    stand.deps.secrets.put(platform, &slug(ACCOUNT), secret(others)).await.unwrap();
    stand.pass(6 * MINUTE);
    minute(&stand, &giver.web(), None);
    assert_eq!((finding(&stand).await, kept(&stand, platform).await.one("token")), (Finding::Well, Some("token-33")));
}

/// Stops its caller before its n-th call until it is let go on.
struct Pause {
    at: usize,
    calls: AtomicUsize,
    goes_on: AtomicBool,
}

impl Gate for Pause {
    fn before<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = Fate> + Send + 'a>> {
        Box::pin(async move {
            if self.calls.fetch_add(1, Ordering::SeqCst) == self.at {
                poll_fn(|_| if self.goes_on.load(Ordering::SeqCst) { Poll::Ready(()) } else { Poll::Pending }).await;
            }
            Fate::Done
        })
    }

    fn after<'a>(&'a self, _: &'a Call<'a>) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async {})
    }
}

// proves CH-26: two processes renew at once, one of them stopped at any step while the other runs: no refresh token is shown twice,
// and the newest is kept
#[tokio::test]
async fn two_at_once_do_not_burn_the_token() {
    for at in 0..10 {
        let (stand, giver) = (shop(Platform::X).await, Giver::of(Platform::X));
        let pause = Arc::new(Pause { at, calls: AtomicUsize::new(0), goes_on: AtomicBool::new(false) });
        let gate = Gated::by(pause.clone());
        let mut slow = stand.deps.process(stand.table_behind(&gate), stand.deps.clock.clone(), &gate);
        slow.http = giver.web().behind(gate.clone());
        let mut run = Box::pin(poller::handle(json!({}), &slow));
        let first = run.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        minute(&stand, &giver.web(), None);
        pause.goes_on.store(true, Ordering::SeqCst);
        if first.is_pending() {
            assert!(run.as_mut().poll(&mut Context::from_waker(Waker::noop())).is_ready(), "at {at}");
        }
        minute(&stand, &giver.web(), None);
        let shown = giver.state(|state| state.shown.clone());
        assert_eq!(shown, ["refresh-0"], "at {at}");
        assert_eq!(kept(&stand, Platform::X).await.one("refresh_token"), Some("refresh-1"), "at {at}");
    }
}

// proves CH-26: a platform that is away is asked again, soon and then less often, and told of once it is trouble
#[tokio::test]
async fn a_platform_that_is_away_is_asked_again() {
    let (stand, giver) = (shop(Platform::X).await, Giver::of(Platform::X));
    giver.state(|state| state.trouble = Some(503));
    minute(&stand, &giver.web(), None);
    assert_eq!(finding(&stand).await, Finding::Well, "once is a hiccup");
    for _ in 0..20 {
        stand.pass(MINUTE);
        minute(&stand, &giver.web(), None);
    }
    assert!(matches!(finding(&stand).await, Finding::Unreachable { .. }));
    giver.state(|state| state.trouble = None);
    for _ in 0..20 {
        stand.pass(MINUTE);
        minute(&stand, &giver.web(), None);
    }
    assert_eq!((finding(&stand).await, giver.state(|state| state.gave.len())), (Finding::Well, 1));
}
