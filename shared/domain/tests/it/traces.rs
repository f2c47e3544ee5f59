//! The trace of a mention: words, values, versions, sentences; and that the same comes out again.

use domain::{
    analysis::{Analysis, Intent, Language, Sentiment, Urgency},
    escalate::{EscalationRule, RuleOutcome, decide},
    id::{MentionId, MessageId},
    inbound::{Author, Content, ContentKind, Told},
    mention::{Caught, Mention},
    message::{Body, Changed, Message, Why},
    platform::{ContentType, Platform, Visibility},
    routing::{Because, Chosen},
    rule::{Circumstances, Condition, Facts},
    time::Timestamp,
    topic::{IngestionRule, Topic},
    trace::{Decided, Since, tell, trace},
};
use proptest::prelude::*;
use serde_json::{Value, json};

fn slug<T: std::str::FromStr<Err: std::fmt::Debug>>(text: &str) -> T {
    text.parse().unwrap()
}

fn topic(query: &str, version: u64) -> Topic {
    let rule = IngestionRule {
        id: slug("words"),
        version,
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
    };
    Topic { id: slug("delivery"), name: "Delivery".into(), active: true, rules: vec![rule] }
}

fn rule(id: &str, number: u32, condition: Value, outcome: RuleOutcome) -> EscalationRule {
    let condition = Condition::read(&condition, "").unwrap();
    EscalationRule {
        id: slug(id),
        version: 1,
        name: id.into(),
        number,
        active: true,
        condition,
        outcome,
        tags: vec![],
        besides: Default::default(),
    }
}

fn rules() -> Vec<EscalationRule> {
    let negative = json!({ "all": [
        { "field": "sentiment", "operator": "is", "value": "negative" },
        { "any": [{ "field": "keyword", "operator": "one_of", "value": ["broken", "부서"] }, { "field": "intent", "operator": "is", "value": "praise" }] },
    ] });
    let escalate = RuleOutcome::Escalate { queue: Some(slug("care")), skills: vec![slug("delivery")], priority: 15 };
    vec![
        rule(
            "head-start",
            1,
            json!({ "field": "platform", "operator": "is", "value": "instagram" }),
            RuleOutcome::Continue { skills: vec![], priority: 5 },
        ),
        rule("broken", 2, negative, escalate),
        rule("rest", 3, json!({ "all": [] }), RuleOutcome::NoAction),
    ]
}

fn mention(text: &str, sentiment: Sentiment) -> Mention {
    let analysis = Analysis {
        language: Some(Language::En),
        sentiment,
        score: -80,
        confidence: 91,
        intent: Intent::Complaint,
        urgency: Urgency::Normal,
        flags: vec![],
        intents_secondary: vec![],
        evidence: vec![],
        language_confidence: 99,
        engine: "embedded/1".into(),
    };
    let mut mention = Mention {
        id: MentionId::at(Timestamp::default(), &[b"m"]),
        platform: Platform::Instagram,
        account: slug("gram"),
        external_id: None,
        content_type: ContentType::Comment,
        at: Timestamp::default(),
        author: Some(Author { id: "1".into(), name: Some("lena".into()) }),
        content: Some(Content { kind: ContentKind::Text, text: Some(text.into()), attachments: vec![] }),
        post: None,
        parent: None,
        told: Default::default(),
        analysis,
        caught: vec![Caught { topic: slug("delivery"), rule: slug("words"), version: 4, hits: vec![] }],
        verdict: None,
        changed: None,
        corrected: None,
        beside: vec![],
    };
    mention.verdict = Some(decide(&Facts::from(&mention), &rules()));
    mention
}

const WORDS: &str = "My 택배 parcel came broken";

// proves ADV-02: by which rule and words, how judged, which rule with which values, and the same again
#[test]
fn a_trace_names_rules_words_and_values_and_decides_the_same_again() {
    let mention = mention(WORDS, Sentiment::Negative);
    let found = trace(&mention, &[topic("parcel OR 택배", 4)], &rules());
    let captured = &found.captured[0];
    let words: Vec<&str> = captured.spans.iter().map(|span| &WORDS[span.clone()]).collect();
    assert_eq!((words, captured.since, captured.again), (vec!["택배", "parcel"], Since::Same, Some(true)));
    let escalation = found.escalation.as_ref().unwrap();
    assert_eq!(escalation.again, Some(true));
    let names: Vec<&str> = escalation.matched.iter().map(|one| one.rule.as_str()).collect();
    assert_eq!(names, ["head-start", "broken"]);
    let asked: Vec<_> = escalation.matched[1]
        .asked
        .iter()
        .map(|one| (one.field.as_str(), one.found.as_deref(), one.held, one.spans.len()))
        .collect();
    assert_eq!(
        asked,
        [
            ("sentiment", Some("negative"), Some(true), 0),
            ("keyword", None, Some(true), 1),
            ("intent", Some("complaint"), Some(false), 0)
        ]
    );
    assert_eq!(escalation.verdict.not_reached, [slug("rest")]);
}

// proves ADV-02: plain sentences in three languages, with the words and values in them
#[test]
fn a_trace_reads_in_three_languages() {
    let mention = mention(WORDS, Sentiment::Negative);
    let found = trace(&mention, &[topic("parcel OR 택배", 4)], &rules());
    let told = tell(&found, Some(WORDS), Language::En);
    assert_eq!(
        told,
        [
            "Kept for the topic delivery by its rule words (version 4), which found “택배”, “parcel”.",
            "Judged negative by embedded/1, which is 91 % sure.",
            "The rule head-start (version 1) matched: platform is Instagram (Instagram).",
            "The rule broken (version 1) matched: sentiment is negative (negative); keyword is one of broken, 부서 (“broken”).",
            "Given to the queue care, for somebody with delivery, with a head start of 20 minutes. 1 more rules were not asked.",
            "Asked again now, the rules decide the same.",
        ]
    );
    for (language, words) in [
        (
            Language::Ko,
            [
                "수집했습니다",
                "감정: 부정 (실제: 부정); 키워드: broken, 부서 중 하나 (실제: “broken”)",
                "규칙 broken",
                "대기열 care",
                "같은 결과",
            ],
        ),
        (
            Language::Ja,
            [
                "収集しました",
                "感情：否定的（実際：否定的）、キーワード：broken、부서のどれか（実際：“broken”）",
                "ルール broken",
                "キュー care",
                "結果は同じ",
            ],
        ),
    ] {
        let told = tell(&found, Some(WORDS), language);
        assert_eq!(told.len(), 6);
        for word in words {
            assert!(told.iter().any(|line| line.contains(word)), "{word} in {told:?}");
        }
    }
}

// proves ADV-02: what has changed since is said, not guessed
#[test]
fn a_trace_says_when_rules_or_words_are_not_those_that_spoke() {
    let mention = mention(WORDS, Sentiment::Negative);
    let found = trace(&mention, &[topic("something else", 5)], &rules());
    let captured = &found.captured[0];
    assert_eq!((captured.since, captured.again, captured.spans.len()), (Since::Changed { version: 5 }, None, 0));
    assert_eq!(trace(&mention, &[], &rules()).captured[0].since, Since::Gone);
    let mut newer = rules();
    newer[1].version = 2;
    let escalation = trace(&mention, &[], &newer).escalation.unwrap();
    assert_eq!((escalation.again, escalation.matched[1].since), (None, Since::Changed { version: 2 }));
    assert!(escalation.matched[1].asked.is_empty());
    // Another rule came between: those that matched are the same, and yet it would go elsewhere now.
    let mut more = rules();
    more.push(rule("first", 0, json!({ "all": [] }), RuleOutcome::NoAction));
    assert_eq!(trace(&mention, &[], &more).escalation.unwrap().again, Some(false));
    let edited = Mention { changed: Some(Changed::Edited { at: Timestamp::default() }), ..mention.clone() };
    let found = trace(&edited, &[topic("parcel OR 택배", 4)], &rules());
    assert_eq!((found.captured[0].again, found.escalation.unwrap().again), (None, None));
    let unjudged = Mention { verdict: None, ..mention };
    let found = trace(&unjudged, &[], &rules());
    assert!(found.escalation.is_none());
    assert_eq!(tell(&found, None, Language::En).last().unwrap(), "Escalation has not looked at it yet.");
}

proptest! {
    // proves ADV-02: whatever is said, the stored decision is the one that comes out again, and telling it never panics
    #[test]
    fn every_decision_comes_out_again(text in "(parcel|broken|부서졌|[a-z]{0,6}|é|😡| ){0,9}", which in 0usize..4) {
        let sentiment = Sentiment::ALL[which];
        let mention = mention(&text, sentiment);
        let found = trace(&mention, &[topic("parcel", 4)], &rules());
        prop_assert_eq!(found.escalation.as_ref().unwrap().again, Some(true));
        for language in [Language::En, Language::Ko, Language::Ja] {
            prop_assert!(tell(&found, Some(&text), language).len() >= 3);
        }
    }
}

// proves ADV-02, I7: what held when it was decided is kept, and decides the same again although it holds no longer
#[test]
fn what_held_then_is_asked_again_not_what_holds_now() {
    let asks = json!({ "all": [
        { "field": "engagement_per_hour", "operator": "at_least", "value": 100 },
        { "field": "known_customer", "operator": "is", "value": true },
        { "field": "followers", "operator": "at_least", "value": 1000 },
    ] });
    let escalate = RuleOutcome::Escalate { queue: None, skills: vec![], priority: 0 };
    let rules = [rule("loud", 1, asks, escalate)];
    let mut loud = mention(WORDS, Sentiment::Negative);
    loud.verdict = None;
    loud.told = Told { followers: Some(2_000), reactions: Some(300), ..Told::default() };
    let then = Circumstances {
        known_customer: Some(true),
        ..Circumstances::at(loud.told.reactions, loud.at, loud.at.plus(2 * domain::time::HOUR))
    };
    loud.verdict = Some(decide(&Facts::from(&loud).with_circumstances(then), &rules));
    let found = trace(&loud, &[], &rules).escalation.unwrap();
    assert_eq!((found.verdict.escalates(), found.again), (true, Some(true)));
    let values: Vec<Option<&str>> = found.matched[0].asked.iter().map(|asked| asked.found.as_deref()).collect();
    assert_eq!(values, [Some("150"), Some("true"), Some("2000")]);
}

// proves ADV-02, ING-13: a private message keeps its reasons with its row, and they decide the same again
#[test]
fn a_private_message_has_a_trace_too() {
    let mention = mention(WORDS, Sentiment::Negative);
    let mut conversation = crate::figures::queued(mention.at);
    (conversation.platform, conversation.account) = (mention.platform, mention.account.clone());
    let mut message = Message {
        id: MessageId::at(mention.at, &[b"m"]),
        conversation: conversation.id,
        seq: 1,
        at: mention.at,
        visibility: Visibility::Private,
        body: Body::Customer {
            external_id: None,
            author: mention.author.clone(),
            content_type: ContentType::PrivateMessage,
            content: mention.content.clone(),
            analysis: Some(mention.analysis.clone()),
            changed: None,
            why: None,
        },
    };
    assert!(Decided::private(&message, &conversation).is_none(), "nothing was kept");
    let mut facts = Facts::from(&mention);
    (facts.visibility, facts.content_type) = (Visibility::Private, Some(ContentType::PrivateMessage));
    let verdict = decide(&facts, &rules());
    assert!(verdict.escalates());
    if let Body::Customer { why, .. } = &mut message.body {
        *why = Some(Box::new(Why::Private { caught: mention.caught.clone(), verdict, told: Told::default() }));
    }
    let found = trace(Decided::private(&message, &conversation).unwrap(), &[topic("parcel", 4)], &rules());
    assert_eq!(found.captured[0].again, Some(true));
    assert_eq!(found.escalation.as_ref().unwrap().again, Some(true));
    let mut routed = conversation.clone();
    routed.chosen = Some(Chosen {
        agent: slug("mina"),
        because: Because::BestOfAll,
        at: mention.at,
        there: 4,
        able: 2,
        proficiency: 5,
        holding: 1,
        capacity: 3,
    });
    let found = found.with_conversation(&routed);
    for (language, word) in
        [(Language::En, "of 4 with room 2 could take it"), (Language::Ko, "4명 중 2명"), (Language::Ja, "4 名のうち 2 名")]
    {
        let lines = tell(&found, Some(WORDS), language);
        assert!(lines.iter().any(|line| line.contains("mina") && line.contains(word)), "{lines:?}");
    }
}
