//! Connections looked after: dead tokens, lost subscriptions, platforms that are away.

use std::sync::{Arc, Mutex};

use domain::{
    health::Finding,
    platform::Platform,
    source::{Cursor, Source},
    time::{HOUR, MINUTE, Millis},
};
use http::HeaderMap;
use runtime::{Answer, Ask, Config, Deps, Http, NoAnswer, Secret, Wire};
use store::{health, source};

use crate::stand::{Stand, company, company::INSTAGRAM, slug};

/// What Instagram says next, one answer for each call; what it was asked; and how often for what its webhook may have lost.
type Says = Arc<Mutex<(Vec<(u16, &'static str)>, Vec<String>, usize)>>;

const DELIVERS: (u16, &str) = (200, r#"{"data":[{"id":"1","subscribed_fields":["messages"]}]}"#);
const DOES_NOT: (u16, &str) = (200, r#"{"data":[]}"#);
const TAKEN: (u16, &str) = (200, r#"{"success":true}"#);
const DEAD: (u16, &str) = (400, r#"{"error":{"message":"expired","code":190,"error_subcode":463}}"#);

async fn shop(says: &[(u16, &'static str)]) -> (Stand, Says) {
    let mut stand = Stand::shop().await;
    let state: Says = Arc::new(Mutex::new((says.to_vec(), vec![], 0)));
    let told = state.clone();
    let http = Http::memory(move |ask: &Ask| {
        let mut state = told.lock().unwrap();
        if ask.url.contains("/conversations?") || ask.url.contains("/media?") {
            state.2 += 1;
            return Ok(Answer { status: 200, headers: HeaderMap::new(), body: br#"{"data":[]}"#.to_vec() });
        }
        state.1.push(format!("{} {}", ask.method, ask.url.split('?').next().unwrap_or_default()));
        if state.0.is_empty() {
            return Err(NoAnswer::NotReached("nobody is there".into()));
        }
        let (status, body) = state.0.remove(0);
        Ok(Answer { status, headers: HeaderMap::new(), body: body.into() })
    });
    let texts = [("token", "token-7"), ("signing", "app-secret")];
    let secret = Secret::new(texts.map(|(name, text)| (name.to_owned(), vec![text.to_owned()])).into());
    stand.deps.secrets.put(Platform::Instagram, &slug(INSTAGRAM), secret).await.unwrap();
    // Of the shop's connections only Instagram can be asked here.
    let config = Config::of([(Wire::MetaApi, "https://meta.test/v25.0".to_owned())]);
    stand.deps = Deps { http, config, ..stand.deps };
    (stand, state)
}

async fn minute(stand: &Stand, later: Millis) -> Finding {
    stand.pass(later);
    poller::handle(serde_json::json!({}), &stand.deps).await.unwrap();
    health::get(&stand.deps.table, &slug(INSTAGRAM)).await.unwrap().unwrap().finding
}

// proves CH-26: each fault reaches "needs attention" within one interval, a lost subscription is taken up again, and all ends well
#[tokio::test]
async fn each_fault_is_found_within_an_interval_and_ends() {
    let (stand, says) = shop(&[DELIVERS, DOES_NOT, TAKEN, DELIVERS, DEAD, DEAD, DELIVERS]).await;
    let asked = || says.lock().unwrap().1.len();
    assert_eq!(minute(&stand, 0).await, Finding::Well);
    assert_eq!((minute(&stand, MINUTE).await, asked()), (Finding::Well, 1), "it is not due");
    assert_eq!((minute(&stand, 30 * MINUTE).await, asked()), (Finding::Well, 4));
    let own = stand_own(&says);
    assert!(own[1].starts_with("GET ") && own[2].starts_with("POST ") && own[2].ends_with("/subscribed_apps"), "{own:?}");
    let token = Finding::Token { code: "190/463".into() };
    assert_eq!(minute(&stand, 30 * MINUTE).await, token);
    assert_eq!(minute(&stand, 5 * MINUTE).await, token);
    assert_eq!(minute(&stand, 5 * MINUTE).await, Finding::Well);
    // Nobody is there: twice is a hiccup.
    assert_eq!(minute(&stand, 30 * MINUTE).await, Finding::Well);
    assert_eq!(minute(&stand, 5 * MINUTE).await, Finding::Well);
    assert_eq!(minute(&stand, 5 * MINUTE).await, Finding::Unreachable { why: "nobody is there".into() });
}

fn stand_own(says: &Says) -> Vec<String> {
    says.lock().unwrap().1.clone()
}

// proves CH-26: what cannot be taken up again is said
#[tokio::test]
async fn a_subscription_that_is_not_taken_back_needs_a_person() {
    for refused in [[DOES_NOT, DEAD, DEAD], [DOES_NOT, TAKEN, DOES_NOT]] {
        let (stand, _) = shop(&refused).await;
        assert_eq!(minute(&stand, 0).await, Finding::Unsubscribed, "{refused:?}");
    }
}

// proves CH-26: what begins to deliver again is asked at once for what it did not deliver, though it would be asked much later
#[tokio::test]
async fn what_delivers_again_is_filled_back_at_once() {
    let (stand, says) = shop(&[DELIVERS, DOES_NOT, TAKEN, DELIVERS]).await;
    let asked = || says.lock().unwrap().2;
    minute(&stand, 0).await;
    let source = Source::gaps(&company::account(INSTAGRAM, Platform::Instagram));
    let placed = source::cursor(&stand.deps.table, &source.id).await.unwrap().unwrap();
    let later = Cursor { due: stand.now().plus(10 * HOUR), ..placed.cursor };
    source::place(&stand.deps.table, placed.version, later).await.unwrap();
    let before = asked();
    assert_eq!(minute(&stand, 30 * MINUTE).await, Finding::Well);
    assert!(asked() > before, "it is asked in the same minute");
}
