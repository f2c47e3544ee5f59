use domain::{
    analysis::{Language, Sentiment},
    platform::{ContentType, Platform, Visibility},
    rule::{Condition, DEEPEST, Facts, MOST_TESTS},
};
use serde_json::{Value, json};

pub fn facts() -> Facts {
    Facts::new(Platform::X, "shop".parse().unwrap(), Visibility::Public)
}

fn condition(value: Value) -> Condition {
    Condition::read(&value, "condition").unwrap_or_else(|problems| panic!("{value}: {problems:?}"))
}

fn negative() -> Value {
    json!({"field": "sentiment", "operator": "is", "value": "negative"})
}

// proves ESC-02: every field, every operator
#[test]
fn each_field_is_tested_by_each_operator() {
    let mut known = facts().with_text(Some("환불해 주세요, refund please"));
    known.content_type = Some(ContentType::Comment);
    known.author = Some("Ｋｉｍ_99".into());
    known.topics = vec!["delivery".parse().unwrap(), "app".parse().unwrap()];
    known.language = Some(Language::Ko);
    known.sentiment = Some(Sentiment::Negative);
    known.intent = Some(domain::analysis::Intent::Complaint);
    known.urgency = Some(domain::analysis::Urgency::High);
    let unknown = facts();
    for (field, this, other, may_be_unknown) in [
        ("keyword", "환불", "배송", true),
        ("sentiment", "negative", "positive", true),
        ("intent", "complaint", "praise", true),
        ("urgency", "high", "low", true),
        ("topic", "app", "stores", false),
        ("platform", "x", "line", false),
        ("account", "shop", "store", false),
        ("language", "ko", "ja", true),
        ("content_type", "comment", "post", true),
        ("visibility", "public", "private", false),
        ("author", "kim_99", "lee", true),
    ] {
        let holds = |operator: &str, value: Value, facts: &Facts| {
            condition(json!({"field": field, "operator": operator, "value": value})).check(facts)
        };
        let rows = [
            ("is", json!(this), true),
            ("is", json!(other), false),
            ("is_not", json!(this), false),
            ("is_not", json!(other), true),
            ("one_of", json!([other, this]), true),
            ("one_of", json!([other]), false),
            ("none_of", json!([other, this]), false),
            ("none_of", json!([other]), true),
        ];
        for (operator, value, expected) in rows {
            assert_eq!(holds(operator, value.clone(), &known), expected, "{field} {operator} {value}");
            if may_be_unknown {
                assert!(!holds(operator, value.clone(), &unknown), "unknown {field} {operator} {value}");
            }
        }
        let is_unknown = condition(json!({"field": field, "operator": "is_unknown"}));
        assert!(!is_unknown.check(&known), "{field}");
        assert_eq!(is_unknown.check(&unknown), may_be_unknown || field == "topic", "{field}");
    }
    let matches = condition(json!({"field": "text", "operator": "matches", "value": "환불 (refund OR 返金)"}));
    assert!(matches.check(&known) && !matches.check(&unknown));
    assert!(condition(json!({"field": "text", "operator": "is_unknown"})).check(&unknown));
}

// proves ESC-02: truth tables of all, any and not, over true, false and unknown
#[test]
fn unknown_never_counts_as_a_match_unless_the_rule_says_so() {
    let t = json!({"field": "platform", "operator": "is", "value": "x"});
    let f = json!({"field": "platform", "operator": "is", "value": "line"});
    let u = negative();
    for (value, expected) in [
        (json!({"all": [t, t]}), true),
        (json!({"all": [t, f]}), false),
        (json!({"all": [t, u]}), false),
        (json!({"all": []}), true),
        (json!({"any": [f, t]}), true),
        (json!({"any": [u, t]}), true),
        (json!({"any": [f, u]}), false),
        (json!({"any": [f, f]}), false),
        (json!({"not": t}), false),
        (json!({"not": f}), true),
        (json!({"not": u}), false),
        (json!({"not": {"not": u}}), false),
        (json!({"not": {"all": [f, u]}}), true),
        (json!({"not": {"all": [t, u]}}), false),
        (json!({"not": {"any": [t, u]}}), false),
        (json!({"not": {"any": [f, u]}}), false),
        (json!({"any": [u, {"field": "sentiment", "operator": "is_unknown"}]}), true),
    ] {
        assert_eq!(condition(value.clone()).check(&facts()), expected, "{value}");
    }
}

#[test]
fn a_condition_is_written_as_it_is_read() {
    for value in [
        negative(),
        json!({"field": "topic", "operator": "one_of", "value": ["delivery", "app"]}),
        json!({"field": "author", "operator": "is_unknown"}),
        json!({"field": "text", "operator": "matches", "value": "refund \"not received\""}),
        json!({"all": [negative(), {"any": [negative(), {"not": negative()}]}]}),
    ] {
        assert_eq!(serde_json::to_value(condition(value.clone())).unwrap(), value);
        assert_eq!(serde_json::from_value::<Condition>(value.clone()).unwrap(), condition(value));
    }
}

#[test]
fn every_problem_is_named_with_its_place() {
    let value = json!({"all": [
        negative(),
        {"field": "mood", "operator": "is", "value": "bad"},
        {"field": "sentiment", "operator": "is", "value": "angry"},
        {"not": {"field": "text", "operator": "matches", "value": "a AND"}},
        {"field": "topic", "operator": "one_of", "value": []},
        {"field": "sentiment", "operator": "is", "value": "unknown"},
        {"any": []},
        {"all": [], "any": []},
        {"field": "platform", "operator": "is", "value": "x", "why": 1},
        7,
    ]});
    let problems = Condition::read(&value, "condition").unwrap_err();
    let places: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    let expected = [1, 2, 4, 5, 6, 7, 8, 9].map(|i| format!("condition.all[{i}]{}", if i == 6 { ".any" } else { "" }));
    let mut expected: Vec<&str> = expected.iter().map(String::as_str).collect();
    expected.insert(2, "condition.all[3].not.value");
    assert_eq!(places, expected);
    let sentence = problems[2].to_string();
    assert!(sentence.contains("expected a term after AND at 2"), "{sentence}");
    assert!(problems[1].to_string().contains("angry"), "{}", problems[1]);
    let refused = serde_json::from_value::<Condition>(value).unwrap_err().to_string();
    assert!(refused.contains("all[2]"), "{refused}");
}

#[test]
fn a_condition_has_an_end() {
    let nested = |depth: usize| (1..depth).fold(negative(), |inner, _| json!({"not": inner}));
    assert!(Condition::read(&nested(DEEPEST), "").is_ok());
    assert!(Condition::read(&nested(DEEPEST + 1), "").is_err());
    let wide = |tests: usize| json!({"all": vec![negative(); tests]});
    assert!(Condition::read(&wide(MOST_TESTS), "").is_ok());
    assert_eq!(Condition::read(&wide(MOST_TESTS + 50), "").unwrap_err().len(), 1);
}

#[test]
fn the_schema_says_what_a_condition_looks_like() {
    let schema = schemars::schema_for!(Condition).to_value().to_string();
    for part in ["\"all\"", "\"any\"", "\"not\"", "\"sentiment\"", "\"is_unknown\"", "\"none_of\"", "\"matches\""] {
        assert!(schema.contains(part), "{part} in {schema}");
    }
}
