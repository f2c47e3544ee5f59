//! Answers: windows, lengths, canned responses.

use std::collections::BTreeMap;

use domain::{
    analysis::Language,
    answer::{Wanted, decide},
    canned::{Canned, Unready, fill},
    platform::Visibility,
    reply::{Limits, Unit, Window, window},
    time::{HOUR, Timestamp},
};
use proptest::prelude::*;

use super::samples::{moment, slug, waiting};

fn limits() -> impl Strategy<Value = Limits> {
    let unit = prop::sample::select(vec![Unit::Utf16, Unit::Bytes, Unit::Characters, Unit::Septets]);
    (0usize..40, unit, prop::option::of(1i64..48), prop::option::of(48i64..200)).prop_map(|(length, unit, open, human)| Limits {
        length,
        unit,
        window: open.map(|hours| hours * HOUR),
        human_window: human.map(|hours| hours * HOUR),
        retry_key: false,
    })
}

/// How open: never more open later than before.
fn openness(window: Window) -> u8 {
    match window {
        Window::Open { .. } => 2,
        Window::HumanOnly { .. } => 1,
        Window::Closed { .. } => 0,
    }
}

fn variables() -> impl Strategy<Value = BTreeMap<String, String>> {
    prop::collection::btree_map("[a-c]{1,2}", "[ -~]{0,8}", 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // proves I16, CH-25: a window closes once, and only the customer opens it again
    #[test]
    fn a_window_only_closes(limits in limits(), last in moment(), after in 0i64..300, more in 0i64..300) {
        let at = |hours: i64| openness(window(&limits, Some(last), last.plus(hours * HOUR)));
        prop_assert!(at(after) >= at(after + more));
        prop_assert_eq!(at(0), 2, "right after the customer wrote it is open");
        let never_written = window(&limits, None, last);
        prop_assert!(limits.window.is_none() || openness(never_written) == 0);
    }

    // proves CH-24: lengths add up as the platform counts them
    #[test]
    fn lengths_add_up(a in "\\PC{0,20}", b in "\\PC{0,20}", limits in limits()) {
        let (whole, parts) = (limits.count(&format!("{a}{b}")), limits.count(&a) + limits.count(&b));
        match limits.unit {
            Unit::Utf16 | Unit::Bytes => prop_assert_eq!(whole, parts),
            // A mark joins the character before it.
            Unit::Characters => prop_assert!(whole <= parts && whole >= limits.count(&a)),
            // One letter may change the alphabet of all the others, and never makes them shorter.
            Unit::Septets => prop_assert!(whole >= limits.count(&a) && whole >= limits.count(&b)),
            // An address counts as one thing, and two halves may make one.
            Unit::Weighted => {}
        }
    }

    // proves I16, CH-24, CH-25: what is let out fits, and is in time
    #[test]
    fn nothing_too_long_or_too_late_goes_out(
        mut conversation in waiting(),
        text in "\\PC{0,40}",
        limits in limits(),
        last in prop::option::of(moment()),
        at in moment(),
    ) {
        conversation.last_customer_at = last;
        let wanted = Wanted { visibility: Visibility::Private, text: &text, seen: None, extra: None };
        let said = decide(&conversation, wanted, &[], Some(limits), at);
        let fits = limits.count(&text) <= limits.length;
        let open = openness(window(&limits, last, at));
        prop_assert_eq!(said.is_ok(), fits && open > 0, "{:?}", said);
        if let Ok(path) = said {
            prop_assert_eq!(path.human_tag, open == 1);
        }
        // What was said in private is never answered in public.
        let in_public = Wanted { visibility: Visibility::Public, ..wanted };
        prop_assert!(decide(&conversation, in_public, &[], Some(limits), at).is_err());
    }

    // proves AGT-07: words without variables are words
    #[test]
    fn words_without_variables_stay_as_they_are(text in "[^{]{0,40}|[^{]{0,10}\\{[^{]{1,10}", given in variables()) {
        prop_assert_eq!(fill(&text, &given), Ok(text));
    }

    // proves AGT-07: every variable is filled in with its value, which is never read again; or the answer does not go out
    #[test]
    fn variables_are_filled_in_or_missed(parts in prop::collection::vec(("[ -z]{0,6}", "[a-d]{1,2}"), 0..5), given in variables()) {
        let text: String = parts.iter().map(|(words, name)| format!("{words}{{{{{name}}}}}")).collect();
        let value = |name: &str| given.get(name).filter(|value| !value.trim().is_empty());
        match fill(&text, &given) {
            Ok(filled) => {
                let expected: String = parts.iter().map(|(words, name)| format!("{words}{}", value(name).unwrap())).collect();
                prop_assert_eq!(filled, expected);
            }
            Err(Unready::Missing(name)) => {
                let first = parts.iter().map(|(_, name)| name).find(|name| value(name).is_none());
                prop_assert_eq!(first, Some(&name));
            }
            Err(other) => prop_assert!(false, "{:?}", other),
        }
    }

    // proves AGT-07: no text breaks it
    #[test]
    fn no_text_breaks_the_filling(text in "[{}a-c ]{0,30}|\\PC{0,40}", given in variables()) {
        if let Err(Unready::Unclosed(place)) = fill(&text, &given) {
            let rest: String = text.chars().skip(place).collect();
            prop_assert!(rest.starts_with("{{") && !rest.contains("}}"), "{} in {:?}", place, text);
        }
    }

    // proves AGT-07, I18: the customer's language, else English, else any
    #[test]
    fn the_customers_language_comes_first(known in prop::collection::btree_set(0usize..3, 0..4), wanted in prop::option::of(0usize..3)) {
        let all = [Language::En, Language::Ko, Language::Ja];
        let texts: BTreeMap<Language, String> = known.iter().map(|&n| (all[n], format!("{n}"))).collect();
        let canned = Canned { id: slug("c"), name: String::new(), shortcut: String::new(), texts: texts.clone(), queues: vec![] };
        let expected = wanted.and_then(|n| texts.get(&all[n])).or_else(|| texts.get(&Language::En)).or_else(|| texts.values().next());
        prop_assert_eq!(canned.text(wanted.map(|n| all[n])), expected.map(String::as_str));
        let _ = Timestamp::default();
    }
}
