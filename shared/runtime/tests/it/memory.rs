//! What a function remembers between two events, and what it never says.

use domain::{platform::Platform, time::SECOND};
use runtime::{Secret, Secrets};

use crate::stand::{
    Stand,
    company::{CARE, queue, topic},
    slug,
};

// proves ING-05: changing a setting needs no deploy and takes effect within seconds
#[tokio::test]
async fn a_setting_is_remembered_for_a_quarter_of_a_minute() {
    let stand = Stand::shop().await;
    let name = async || {
        let all = stand.deps.settings.all::<domain::queue::Queue>(&stand.deps.table, stand.now()).await.unwrap();
        all.iter().find(|saved| saved.data.id.as_str() == CARE).map(|saved| saved.data.name.clone())
    };
    assert_eq!(name().await.as_deref(), Some(CARE));
    let mut renamed = queue(CARE);
    renamed.name = "Customer care".into();
    store::settings::put(&stand.deps.table, &renamed, None, stand.now()).await.unwrap();
    stand.pass(15 * SECOND - 1);
    assert_eq!(name().await.as_deref(), Some(CARE));
    stand.pass(1);
    assert_eq!(name().await.as_deref(), Some("Customer care"));
}

// proves ING-05, F18: rules are compiled once per version, and a bad one stops no other
#[tokio::test]
async fn rules_are_compiled_again_only_when_a_topic_has_changed() {
    let stand = Stand::new();
    let put = async |id: &str, query: &str| {
        store::settings::put(&stand.deps.table, &topic(id, query), None, stand.now()).await.unwrap()
    };
    put("delivery", "배송").await;
    put("broken", "배송 OR (").await;
    let rules = async || stand.deps.settings.rules(&stand.deps.table, stand.now()).await.unwrap();
    let first = rules().await;
    assert_eq!(first.problems().len(), 1);
    stand.pass(16 * SECOND);
    assert!(std::sync::Arc::ptr_eq(&first, &rules().await), "nothing has changed");
    put("broken", "배송").await;
    stand.pass(16 * SECOND);
    let second = rules().await;
    assert_eq!((std::sync::Arc::ptr_eq(&first, &second), second.problems().len()), (false, 0));
}

// proves I23, S11: a secret never shows itself, and is never another account's
#[tokio::test]
async fn a_secret_prints_as_stars_and_belongs_to_one_account() {
    let stand = Stand::new();
    let secrets = Secrets::memory();
    let texts = [("token".to_owned(), vec!["hush".to_owned(), "older".to_owned()])].into();
    secrets.put(Platform::Line, &slug("shop"), Secret::new(texts)).await.unwrap();
    let found = secrets.get(Platform::Line, &slug("shop"), stand.now()).await.unwrap().unwrap();
    assert_eq!(
        (found.one("token"), found.all("token").len(), found.one("signing"), found.all("signing").len()),
        (Some("hush"), 2, None, 0)
    );
    assert_eq!(format!("{found:?}"), "***");
    assert_eq!(secrets.get(Platform::Instagram, &slug("shop"), stand.now()).await.unwrap(), None);
    assert_eq!(secrets.get(Platform::Line, &slug("shop-2"), stand.now()).await.unwrap(), None);
    assert!(Secrets::nowhere().get(Platform::Line, &slug("shop"), stand.now()).await.is_err());
}
