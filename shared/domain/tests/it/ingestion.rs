use std::time::Instant;

use domain::{
    analysis::Language,
    ingest::{Decision, Rules, decide},
    mention::Caught,
    platform::{ContentType, Platform, Visibility},
    rule::Facts,
    topic::{IngestionRule, Topic},
};

fn rule(id: &str, query: &str) -> IngestionRule {
    IngestionRule {
        id: id.parse().unwrap(),
        version: 1,
        query: query.into(),
        platforms: vec![],
        accounts: vec![],
        languages: vec![],
        content_types: vec![],
        countries: vec![],
        authors: vec![],
        without_authors: vec![],
        cap: None,
        active: true,
    }
}

fn topic(id: &str, rules: Vec<IngestionRule>) -> Topic {
    Topic { id: id.parse().unwrap(), name: id.into(), active: true, rules }
}

fn comment(text: &str) -> Facts {
    let mut facts = Facts::new(Platform::Instagram, "shop".parse().unwrap(), Visibility::Public).with_text(Some(text));
    facts.content_type = Some(ContentType::Comment);
    facts
}

fn caught(decision: Decision) -> Vec<String> {
    match decision {
        Decision::Keep { caught } => {
            caught.iter().map(|Caught { topic, rule, version, .. }| format!("{topic}/{rule}@{version}")).collect()
        }
        Decision::Noise => vec!["noise".into()],
    }
}

// proves ING-07, ING-08, ING-09
#[test]
fn an_item_is_kept_with_every_rule_that_caught_it_or_is_noise() {
    let mut second = rule("b", "지연 OR late");
    second.version = 7;
    let topics = [topic("delivery", vec![second, rule("a", "배송 OR delivery")]), topic("app", vec![rule("a", "app OR \"앱\"")])];
    let rules = Rules::compile(&topics);
    assert_eq!(caught(decide(&comment("배송 지연, 앱도 먹통"), &rules)), ["app/a@1", "delivery/a@1", "delivery/b@7"]);
    assert_eq!(caught(decide(&comment("hello"), &rules)), ["noise"]);
    let mut wordless = comment("");
    wordless.text = None;
    assert_eq!(decide(&wordless, &rules), Decision::Noise);
    // The order the settings come in is of no consequence.
    let turned: Vec<Topic> = topics.iter().rev().cloned().collect();
    assert_eq!(decide(&comment("app 배송"), &Rules::compile(&turned)), decide(&comment("app 배송"), &rules));
}

// proves ING-13, D-10
#[test]
fn a_private_message_is_always_kept_and_only_labelled() {
    let mut narrow = rule("a", "refund");
    narrow.content_types = vec![ContentType::Post];
    let rules = Rules::compile(&[topic("money", vec![narrow])]);
    let private = |text: &str| {
        let mut facts = comment(text);
        facts.visibility = Visibility::Private;
        facts.content_type = Some(ContentType::PrivateMessage);
        facts
    };
    assert_eq!(decide(&private("hello"), &rules), Decision::Keep { caught: vec![] });
    assert_eq!(caught(decide(&private("refund me"), &rules)), ["money/a@1"]);
    let mut sticker = private("");
    sticker.text = None;
    assert_eq!(decide(&sticker, &rules), Decision::Keep { caught: vec![] });
}

// proves ING-05: a rule is asked only where it says
#[test]
fn a_rule_is_narrowed_by_place_language_and_type() {
    let check = |change: &dyn Fn(&mut IngestionRule), expected: bool| {
        let mut narrow = rule("a", "refund");
        change(&mut narrow);
        let mut facts = comment("refund");
        facts.language = Some(Language::En);
        let kept = decide(&facts, &Rules::compile(&[topic("t", vec![narrow.clone()])])) != Decision::Noise;
        assert_eq!(kept, expected, "{narrow:?}");
    };
    check(&|_| {}, true);
    check(&|rule| rule.platforms = vec![Platform::X], false);
    check(&|rule| rule.platforms = vec![Platform::X, Platform::Instagram], true);
    check(&|rule| rule.accounts = vec!["other".parse().unwrap()], false);
    check(&|rule| rule.languages = vec![Language::Ko], false);
    check(&|rule| rule.languages = vec![Language::En], true);
    check(&|rule| rule.content_types = vec![ContentType::Post], false);
    check(&|rule| rule.active = false, false);
    let mut unknown = rule("a", "refund");
    unknown.languages = vec![Language::En];
    let rules = Rules::compile(&[topic("t", vec![unknown])]);
    assert_eq!(decide(&comment("refund"), &rules), Decision::Noise);
    let paused = Topic { active: false, ..topic("t", vec![rule("a", "refund")]) };
    assert_eq!(decide(&comment("refund"), &Rules::compile(&[paused])), Decision::Noise);
}

// proves ING-05: refused with the position of the error
#[test]
fn a_topic_says_what_is_wrong_with_it_and_where() {
    let mut filtered = rule("c", "refund");
    filtered.content_types = vec![ContentType::PrivateMessage];
    let wrong = Topic { name: " ".into(), ..topic("t", vec![rule("a", "refund"), rule("a", "refund AND"), filtered]) };
    let problems = wrong.validate().unwrap_err();
    let places: Vec<&str> = problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(places, ["name", "rules[1].id", "rules[1].query", "rules[2].content_types"]);
    assert!(problems[2].problem.contains("at 7"), "{}", problems[2]);
    assert!(topic("t", vec![rule("a", "refund")]).validate().is_ok());
}

#[test]
fn one_bad_rule_does_not_stop_the_others() {
    let rules = Rules::compile(&[topic("t", vec![rule("a", "refund AND"), rule("b", "refund"), rule("c", "refund OR -x")])]);
    assert_eq!(rules.problems().len(), 1);
    assert_eq!(rules.problems()[0].field, "t.rules[0].query");
    assert_eq!(rules.costly().map(|(_, rule)| rule.as_str()).collect::<Vec<_>>(), ["c"]);
    assert_eq!(caught(decide(&comment("refund x"), &rules)), ["t/b@1", "t/c@1"]);
}

// The prefilter is an optimisation: with and without it the same rules catch the same items.
#[test]
fn the_prefilter_changes_nothing_but_time() {
    let words = ["배송", "refund", "返金", "ライン", "late", "환불", "届かない", "#sale", "@shop", "👍"];
    let rules: Vec<IngestionRule> = (0..500)
        .map(|i| {
            let (a, b, c) = (words[i % 10], words[i / 10 % 10], words[i / 100 % 10]);
            rule(&format!("r{i:03}"), &format!("({a} OR {b} word{i}) -{c} OR \"{b} {c}\""))
        })
        .collect();
    let compiled = Rules::compile(&[topic("t", rules.clone())]);
    for text in ["배송 late refund", "返金がまだ届かない @shop", "오늘 환불 word17 word250", "#sale 👍 ライン", "nothing"]
    {
        let one_by_one: Vec<String> = rules
            .iter()
            .filter(|rule| {
                domain::query::Query::parse(&rule.query).unwrap().matches(&domain::query::Text::new(text), &Default::default())
            })
            .map(|rule| format!("t/{}@1", rule.id))
            .collect();
        let expected = if one_by_one.is_empty() { vec!["noise".to_owned()] } else { one_by_one };
        assert_eq!(caught(decide(&comment(text), &compiled)), expected, "{text}");
    }
    let start = Instant::now();
    for _ in 0..100 {
        decide(&comment("배송이 아직도 안 왔어요, 환불해 주세요 word17"), &compiled);
    }
    println!("500 rules, one item, prefiltered: {:?}", start.elapsed() / 100);
}

// proves ING-05: a rule is narrowed by country and author
#[test]
fn a_rule_is_narrowed_by_country_and_author() {
    let kept = |change: &dyn Fn(&mut IngestionRule)| {
        let mut narrow = rule("a", "refund");
        change(&mut narrow);
        let mut facts = comment("refund");
        (facts.author, facts.author_id, facts.country) = (Some("Mina.K".into()), Some("77".into()), Some("kr".into()));
        decide(&facts, &Rules::compile(&[topic("t", vec![narrow])])) != Decision::Noise
    };
    assert!(kept(&|rule| rule.countries = vec!["KR".into()]));
    assert!(!kept(&|rule| rule.countries = vec!["jp".into()]));
    assert!(kept(&|rule| rule.authors = vec!["@mina.k".into()]));
    assert!(kept(&|rule| rule.authors = vec!["77".into()]));
    assert!(!kept(&|rule| rule.authors = vec!["jin".into()]));
    assert!(!kept(&|rule| rule.without_authors = vec!["MINA.K".into()]));
    let mut unknown = rule("a", "refund");
    unknown.countries = vec!["kr".into()];
    assert_eq!(decide(&comment("refund"), &Rules::compile(&[topic("t", vec![unknown])])), Decision::Noise);
}

// proves ING-09: the record says by which words
#[test]
fn what_is_caught_names_the_words_that_did() {
    let rules = Rules::compile(&[topic("t", vec![rule("a", "환불 OR 返金")])]);
    let Decision::Keep { caught } = decide(&comment("빨리 환불해 주세요"), &rules) else { panic!("it is kept") };
    assert_eq!(serde_json::to_value(&caught[0].hits).unwrap(), serde_json::json!([{ "start": 3, "end": 5 }]));
}

// proves ING-06: the work for a message hardly grows with the number of rules
#[test]
fn ten_thousand_keywords_cost_at_most_three_times_what_a_hundred_do() {
    let keywords = |count: usize| -> Rules {
        let rules: Vec<IngestionRule> = (0..count).map(|i| rule(&format!("r{i}"), &format!("word{i}x OR 상품{i}번"))).collect();
        let topics: Vec<Topic> =
            rules.chunks(200).enumerate().map(|(i, rules)| topic(&format!("t{i}"), rules.to_vec())).collect();
        Rules::compile(&topics)
    };
    let text = "where is word7x, I ordered 상품42번 last week and word99x too, 아직도 안 왔어요 ".repeat(3);
    let steps = |rules: &Rules| {
        let (caught, work) = rules.measured(&comment(&text));
        assert_eq!(caught.len(), 3);
        work.read + work.found + work.asked
    };
    let (few, many) = (steps(&keywords(100)), steps(&keywords(10_000)));
    assert!(many <= 3 * few, "{many} steps against {few}");
}
