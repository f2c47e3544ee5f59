//! Threading, ids and time.

use domain::{
    id::{ConversationId, EnvelopeId, MessageId},
    platform::Platform,
    thread::{Continuation, Thread, continues},
    time::{DAY, Timestamp},
};
use proptest::prelude::*;

use super::samples::slug;

fn platform() -> impl Strategy<Value = Platform> {
    prop::sample::select(Platform::ALL.to_vec())
}

/// Names as platforms and people make them, and as nobody should.
fn name() -> impl Strategy<Value = String> {
    prop_oneof!["[a-c:]{0,3}", "[0-9]{17}", "\\PC{0,80}"]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // proves I6, RTE-04: what is too late for a conversation stays too late
    #[test]
    fn once_a_message_begins_anew_every_later_one_does(ended in 0i64..DAY, window in 0i64..DAY, after in -DAY..2 * DAY, more in 0i64..DAY) {
        let (ended, at) = (Timestamp::from_millis(ended + 10 * DAY), Timestamp::from_millis(ended + 10 * DAY + after));
        let (now, later) = (continues(Some(ended), at, window), continues(Some(ended), at.plus(more), window));
        prop_assert!(now != Continuation::Begins || later == Continuation::Begins);
        prop_assert_eq!(now == Continuation::Begins, window == 0 || after > window);
    }

    // proves I6: what has not ended is joined, whatever the window
    #[test]
    fn what_has_not_ended_is_joined(at in 0i64..DAY, window in 0i64..DAY) {
        prop_assert_eq!(continues(None, Timestamp::from_millis(at), window), Continuation::Joins);
    }

    // proves I27: two people, posts, accounts or platforms are two threads
    #[test]
    fn threads_are_the_same_only_for_the_same(
        a in (platform(), "[ab]{1,2}", name(), prop::option::of(name())),
        b in (platform(), "[ab]{1,2}", name(), prop::option::of(name())),
    ) {
        let thread = |(platform, account, person, post): &(Platform, String, String, Option<String>)| {
            Thread::between(*platform, &slug(account), person, post.as_deref())
        };
        prop_assert_eq!(thread(&a) == thread(&b), a == b);
        prop_assert_eq!(thread(&a), thread(&a));
    }

    // proves I5: every thread is a group that SQS takes
    #[test]
    fn a_thread_is_a_lawful_group(platform in platform(), account in "[a-z][a-z0-9-]{0,40}", person in name(), post in prop::option::of(name())) {
        let thread = Thread::between(platform, &slug(&account), &person, post.as_deref());
        let lawful = |c: u8| c.is_ascii_alphanumeric() || b"!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".contains(&c);
        prop_assert!((1..=128).contains(&thread.as_str().len()) && thread.as_str().bytes().all(lawful), "{}", thread);
    }

    // proves I4: a name makes one id, at any time of asking; another name another
    #[test]
    fn an_id_is_its_name_and_time(at in 0i64..4_000_000_000_000, a in name(), b in name()) {
        let at = Timestamp::from_millis(at);
        let id = |name: &str| EnvelopeId::at(at, &[name.as_bytes()]);
        prop_assert_eq!(id(&a) == id(&b), a == b);
        prop_assert_eq!(id(&a).time(), at);
        // Where one part ends and the next begins counts.
        if !a.is_empty() {
            let whole = format!("{a}{b}");
            prop_assert_ne!(EnvelopeId::at(at, &[a.as_bytes(), b.as_bytes()]), EnvelopeId::at(at, &[whole.as_bytes()]));
        }
    }

    #[test]
    fn ids_read_back_and_sort_by_time(a in 0i64..4_000_000_000_000, b in 0i64..4_000_000_000_000, name in name()) {
        let id = |at| MessageId::at(Timestamp::from_millis(at), &[name.as_bytes()]);
        prop_assert_eq!(id(a).to_string().parse::<MessageId>().unwrap(), id(a));
        prop_assert!(a >= b || id(a).to_string() < id(b).to_string());
    }

    #[test]
    fn no_text_but_an_id_is_an_id(text in "(conv_)?[0-9a-z]{0,30}|\\PC{0,40}") {
        if let Ok(id) = text.parse::<ConversationId>() {
            prop_assert_eq!(id.to_string(), text);
        }
    }

    #[test]
    fn a_moment_reads_back_as_itself(millis in any::<i64>()) {
        let moment = Timestamp::from_millis(millis);
        prop_assert_eq!(moment.to_string().parse::<Timestamp>().unwrap(), moment);
        prop_assert_eq!(moment.day(), &moment.to_string()[..10]);
    }
}
