//! Rules: three answers, and the laws of logic for them.

use domain::{
    analysis::Sentiment,
    escalate::{EscalationRule, decide},
    platform::{Platform, Visibility},
    rule::{Condition, Facts},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::samples::slug;

fn test() -> impl Strategy<Value = Value> {
    let of = |field: &'static str, values: Vec<&'static str>| {
        (
            prop::sample::select(vec!["is", "is_not", "one_of", "none_of"]),
            prop::sample::subsequence(values.clone(), 1..=values.len()),
        )
            .prop_map(move |(operator, values)| match operator {
                "one_of" | "none_of" => json!({ "field": field, "operator": operator, "value": values }),
                _ => json!({ "field": field, "operator": operator, "value": values[0] }),
            })
    };
    prop_oneof![
        of("sentiment", vec!["positive", "neutral", "negative"]),
        of("platform", vec!["line", "instagram"]),
        of("visibility", vec!["public", "private"]),
        of("urgency", vec!["low", "high"]),
        Just(json!({ "field": "sentiment", "operator": "is_unknown" })),
    ]
}

fn condition() -> impl Strategy<Value = Value> {
    test().prop_recursive(3, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(|all| json!({ "all": all })),
            prop::collection::vec(inner.clone(), 1..3).prop_map(|any| json!({ "any": any })),
            inner.prop_map(|not| json!({ "not": not })),
        ]
    })
}

fn facts() -> impl Strategy<Value = Facts> {
    let sentiments = vec![None, Some(Sentiment::Positive), Some(Sentiment::Neutral), Some(Sentiment::Negative)];
    let urgencies = vec![None, Some("low"), Some("high")];
    let platform = prop::sample::select(vec![Platform::Line, Platform::Instagram]);
    (platform, any::<bool>(), prop::sample::select(sentiments), prop::sample::select(urgencies)).prop_map(
        |(platform, public, sentiment, urgency)| {
            let visibility = if public { Visibility::Public } else { Visibility::Private };
            let mut facts = Facts::new(platform, slug("shop"), visibility);
            facts.sentiment = sentiment;
            facts.urgency = urgency.map(|urgency| serde_json::from_value(json!(urgency)).unwrap());
            facts
        },
    )
}

fn read(value: &Value) -> Condition {
    Condition::read(value, "condition").unwrap_or_else(|problems| panic!("{value}: {problems:?}"))
}

/// True, false, or unknown: neither it nor its opposite holds.
fn answer(value: &Value, facts: &Facts) -> Option<bool> {
    match (read(value).check(facts), read(&json!({ "not": value })).check(facts)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        (false, false) => None,
        (true, true) => panic!("{value} holds and does not"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    // proves ESC-02: De Morgan, with three answers
    #[test]
    fn not_all_is_any_not(parts in prop::collection::vec(condition(), 1..4), facts in facts()) {
        let nots: Vec<Value> = parts.iter().map(|part| json!({ "not": part })).collect();
        prop_assert_eq!(answer(&json!({ "not": { "all": parts } }), &facts), answer(&json!({ "any": nots }), &facts));
        prop_assert_eq!(answer(&json!({ "not": { "any": parts } }), &facts), answer(&json!({ "all": nots }), &facts));
    }

    // proves ESC-02
    #[test]
    fn not_not_is_itself(part in condition(), facts in facts()) {
        prop_assert_eq!(answer(&json!({ "not": { "not": part } }), &facts), answer(&part, &facts));
    }

    // proves ESC-02: the order of parts does not matter
    #[test]
    fn the_order_of_parts_does_not_matter(
        (parts, shuffled) in prop::collection::vec(condition(), 1..5).prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
        facts in facts(),
    ) {
        for word in ["all", "any"] {
            prop_assert_eq!(answer(&json!({ word: parts }), &facts), answer(&json!({ word: shuffled }), &facts));
        }
    }

    // proves ESC-02: knowing more never turns an answer round
    #[test]
    fn knowing_more_never_turns_an_answer_round(part in condition(), facts in facts()) {
        // But for the question whether it is known.
        prop_assume!(!part.to_string().contains("is_unknown"));
        let less = Facts { sentiment: None, urgency: None, ..facts.clone() };
        if let Some(known) = answer(&part, &less) {
            prop_assert_eq!(answer(&part, &facts), Some(known));
        }
    }

    // proves ESC-02: what is stored is what was said
    #[test]
    fn a_condition_reads_back_as_itself(part in condition()) {
        let condition = read(&part);
        let written = serde_json::to_value(&condition).unwrap();
        prop_assert_eq!(read(&written), condition);
    }

    // proves ESC-03, I7: the first that matches and does not go on decides; the same again the same way
    #[test]
    fn the_first_match_decides(conditions in prop::collection::vec((condition(), any::<bool>()), 0..6), facts in facts()) {
        let rules: Vec<EscalationRule> = conditions
            .iter()
            .enumerate()
            .map(|(n, (condition, goes_on))| {
                let outcome = if *goes_on { json!({ "then": "continue", "priority": 1 }) } else { json!({ "then": "escalate", "queue": "care" }) };
                serde_json::from_value(json!({ "id": format!("r{n}"), "version": 1, "name": "r", "number": n, "active": true,
                    "condition": condition, "outcome": outcome, "tags": [] })).unwrap()
            })
            .collect();
        let verdict = decide(&facts, &rules);
        let first = rules.iter().zip(&conditions).find(|(rule, (_, goes_on))| !goes_on && rule.condition.check(&facts));
        prop_assert_eq!(verdict.decided_by.as_ref().map(|applied| applied.rule.clone()), first.map(|(rule, _)| rule.id.clone()));
        prop_assert_eq!(verdict.escalates(), first.is_some());
        prop_assert_eq!(decide(&facts, &rules), verdict);
    }
}
