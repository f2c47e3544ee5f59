use std::collections::BTreeSet;

use domain::{
    analysis::Language,
    escalate::EscalationRule,
    lint::{self, FindingKind, LEAST_ITEMS, measured},
    query::Query,
    topic::{IngestionRule, Topic},
};
use serde_json::{Value, json};

fn topic(rules: &[(&str, &str)]) -> Topic {
    let rules = rules.iter().map(|(id, query)| rule(json!({ "id": id, "query": query }))).collect();
    Topic { id: "t".parse().unwrap(), name: "T".into(), active: true, rules }
}

fn rule(mut value: Value) -> IngestionRule {
    value["version"] = 1.into();
    value["active"] = true.into();
    serde_json::from_value(value).unwrap()
}

fn found(topic: Topic) -> Vec<(String, FindingKind, Option<String>)> {
    lint::topics(&[topic]).into_iter().map(|finding| (finding.rule, finding.kind, finding.other)).collect()
}

fn escalation(id: &str, number: u32, condition: Value, outcome: Value) -> EscalationRule {
    serde_json::from_value(json!({
        "id": id, "version": 1, "name": id, "number": number, "active": true, "condition": condition, "outcome": outcome,
    }))
    .unwrap()
}

fn is(field: &str, value: &str) -> Value {
    json!({ "field": field, "operator": "is", "value": value })
}

fn text(query: &str) -> Value {
    json!({ "field": "text", "operator": "matches", "value": query })
}

fn to(queue: &str) -> Value {
    json!({ "then": "escalate", "queue": queue })
}

// proves ADV-08: a planted bad query is flagged, its healthy neighbours are not
#[test]
fn bad_ingestion_rules_are_flagged() {
    use FindingKind::*;
    for (query, kind) in [
        ("refund -refund", NeverMatches),
        ("\"not received\" -received", NeverMatches),
        ("배송지연 -배송", NeverMatches),
        ("返金対応 -返金", NeverMatches),
        ("(late OR delay) -late -delay", NeverMatches),
        ("refund lang:ko lang:ja", NeverMatches),
        ("x1 platform:x -platform:x", NeverMatches),
        ("refund* -refunded refunded", NeverMatches),
        ("the", TooBroad),
        ("refund OR \"の\"", TooBroad),
        ("lang:ko", TooBroad),
        ("late OR -refund", TooBroad),
        ("from:mina", Costly),
        ("late sentiment:negative", Invalid),
        ("late AND", Invalid),
    ] {
        assert_eq!(found(topic(&[("bad", query), ("good", "unrelated")])), [("t/bad".to_owned(), kind, None)], "{query}");
    }
    for good in [
        "refund -late",
        "\"not received\"",
        "배송 -배송지연",
        "ライン -オンライン",
        "(a1 OR b1) -a1",
        "late lang:(ko OR ja)",
        "late NEAR/3 order",
    ] {
        assert_eq!(found(topic(&[("good", good)])), [], "{good}");
    }
}

// proves ADV-08: what another rule catches anyway
#[test]
fn rules_that_catch_the_same_are_flagged() {
    let pair = |narrow: &str, wide: &str| found(topic(&[("narrow", narrow), ("wide", wide)]));
    for (narrow, wide) in [
        ("refund late", "refund"),
        ("refund", "refund OR late"),
        ("\"refund late\"", "late"),
        ("refund", "refund*"),
        ("배송지연", "배송"),
        ("返金対応", "返金"),
        ("a1 NEAR/2 b1", "a1 b1"),
        ("a1 NEAR/2 b1", "a1 NEAR/5 b1"),
        ("#late", "late"),
        ("late followers:>1000", "late followers:>10"),
    ] {
        let overlapping = ("t/narrow".to_owned(), FindingKind::Overlapping, Some("t/wide".to_owned()));
        assert_eq!(pair(narrow, wide), [overlapping], "{narrow} in {wide}");
    }
    for (one, other) in
        [("refund", "late"), ("ライン", "オンライン"), ("배송", "무료배송"), ("a1 -b1", "a1 c1"), ("{Apple}", "pear")]
    {
        assert_eq!(pair(one, other), [], "{one} and {other}");
    }
    // Of two that are the same, the later one is superfluous; where they are asked counts.
    assert_eq!(pair("late refund", "late refund").len(), 1);
    let mut elsewhere = topic(&[("narrow", "refund late"), ("wide", "refund")]);
    elsewhere.rules[1] = rule(json!({ "id": "wide", "query": "refund", "platforms": ["x"] }));
    assert_eq!(found(elsewhere), []);
    let mut nowhere = topic(&[]);
    nowhere.rules = vec![rule(json!({ "id": "a", "query": "late platform:line", "platforms": ["x"] }))];
    assert_eq!(found(nowhere)[0].1, FindingKind::NeverMatches);
}

// proves ADV-08: planted bad escalation rules
#[test]
fn bad_escalation_rules_are_flagged() {
    use FindingKind::*;
    let rules = [
        escalation("angry", 10, is("sentiment", "negative"), to("a")),
        escalation("angry-late", 20, json!({"all": [is("sentiment", "negative"), text("late")]}), to("b")),
        escalation("angry-too", 30, json!({"field": "sentiment", "operator": "one_of", "value": ["negative"]}), to("b")),
        escalation("both", 40, json!({"all": [is("sentiment", "positive"), is("sentiment", "neutral")]}), to("a")),
        escalation("self", 41, json!({"all": [text("late"), {"not": text("late OR slow")}]}), to("a")),
        escalation("void", 42, text("refund -refund"), to("a")),
        escalation(
            "range",
            43,
            json!({"all": [
            {"field": "followers", "operator": "at_least", "value": 100}, {"field": "followers", "operator": "at_most", "value": 10}]}),
            to("a"),
        ),
        escalation("private", 44, json!({"all": [is("visibility", "public"), is("content_type", "private_message")]}), to("a")),
        escalation("gone", 45, is("topic", "nobody-has-it"), to("a")),
        escalation("tag", 50, text("refund OR money"), json!({"then": "continue", "priority": 5})),
        escalation("tag-too", 51, text("refund"), json!({"then": "continue", "priority": 5})),
        escalation("narrow", 60, text("\"my invoice\""), to("c")),
        escalation("wide", 61, text("invoice"), to("c")),
        escalation("all", 70, json!({"all": []}), to("a")),
        escalation("never-asked", 80, text("pear"), to("a")),
        escalation("fine", 5, text("fire OR smoke"), to("a")),
    ];
    let topics = [topic(&[("a", "late")])];
    let found: BTreeSet<(String, FindingKind, Option<String>)> =
        lint::escalation(&rules, Some(&topics)).into_iter().map(|finding| (finding.rule, finding.kind, finding.other)).collect();
    let of = |rule: &str, kind: FindingKind, other: Option<&str>| (rule.to_owned(), kind, other.map(str::to_owned));
    let expected = BTreeSet::from([
        of("angry-late", Unreachable, Some("angry")),
        of("angry-too", Unreachable, Some("angry")),
        of("angry-too", Contradicting, Some("angry")),
        of("both", NeverMatches, None),
        of("self", NeverMatches, None),
        of("void", NeverMatches, None),
        of("range", NeverMatches, None),
        of("private", NeverMatches, None),
        of("gone", NeverMatches, None),
        of("tag-too", Overlapping, Some("tag")),
        of("narrow", Overlapping, Some("wide")),
        of("all", TooBroad, None),
        of("never-asked", Unreachable, Some("all")),
    ]);
    assert_eq!(found, expected);
    for finding in lint::escalation(&rules, Some(&topics)) {
        for language in Language::ALL {
            assert!(finding.sentence(language).contains(&finding.rule), "{finding:?}");
        }
    }
}

// proves ADV-08, ESC-04: two rules that differ in bot or ticket alone do not do the same
#[test]
fn a_bot_or_a_ticket_makes_another_outcome() {
    let helper = json!({"bot": {"url": "https://helper.example/", "account": "helper"}});
    let plain = escalation("plain", 1, text("refund"), to("a"));
    let with_bot =
        EscalationRule { besides: serde_json::from_value(helper).unwrap(), ..escalation("with-bot", 2, text("refund"), to("a")) };
    let kinds = |rules: &[EscalationRule]| lint::escalation(rules, None).into_iter().map(|found| found.kind).collect::<Vec<_>>();
    assert_eq!(kinds(&[plain.clone(), with_bot.clone()]), [FindingKind::Contradicting, FindingKind::Unreachable]);
    let narrow = escalation("plain", 1, text("refund late"), to("a"));
    assert_eq!(kinds(&[narrow.clone(), with_bot]), [], "the narrow one goes to people, the wide one to the bot");
    assert_eq!(kinds(&[narrow, EscalationRule { number: 2, id: "wide".parse().unwrap(), ..plain }]), [FindingKind::Overlapping]);
}

#[test]
fn what_matched_nearly_everything_is_far_too_broad() {
    assert_eq!(measured("r", LEAST_ITEMS - 1, LEAST_ITEMS - 1), None);
    assert_eq!(measured("r", 59, 100 * LEAST_ITEMS), None);
    assert_eq!(measured("r", LEAST_ITEMS, LEAST_ITEMS).map(|finding| finding.kind), Some(FindingKind::TooBroad));
}

// What lint proves holds for texts: an implied query matches whatever the other one does.
#[test]
fn an_implied_query_matches_the_same_texts() {
    let words = [
        "refund",
        "late refund",
        "\"late refund\"",
        "refund*",
        "배송",
        "배송지연",
        "返金",
        "返金対応",
        "*ライン",
        "ライン",
        "オンライン",
        "#late",
        "late",
    ];
    let texts = [
        "refund",
        "late refund",
        "refunded late",
        "배송지연이",
        "배송",
        "返金対応中",
        "返金",
        "オンライン",
        "ライン",
        "#late",
        "so late",
    ];
    for a in words {
        for b in words {
            let (x, y) = (Query::parse(a).unwrap(), Query::parse(b).unwrap());
            for text in texts.iter().filter(|_| x.implies(&y)) {
                let text = domain::query::Text::new(text);
                let fields = domain::query::Fields::default();
                assert!(!x.matches(&text, &fields) || y.matches(&text, &fields), "{a} implies {b}");
            }
        }
    }
}
