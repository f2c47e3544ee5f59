//! Engines of AWS: in the place of the embedded one where they are admitted, falling back to it, and in its shadow.

use std::sync::{Arc, Mutex};

use domain::{
    admission::{Admission, Admitted, Evidence},
    analysis::{Intent, Language, Sentiment, Urgency},
    mention::Mention,
    time::SECOND,
};
use http::HeaderMap;
use runtime::{Answer, Ask, Config, Http, NoAnswer, Wire};
use serde_json::{Value, json};
use store::shadow;

use crate::{
    mentions::{kept, listening},
    stand::{
        Stand,
        invocation::sqs,
        items::{comment, take_in},
    },
};

type Calls = Arc<Mutex<Vec<Ask>>>;

const COMPREHEND: &str = "comprehend/2017-11-27";

/// An engine that counts in these languages.
fn admission(engine: &str, languages: &[Language]) -> Admission {
    let at = domain::time::Timestamp::default();
    let by: domain::id::AgentId = "root".parse().unwrap();
    let evidence = Evidence { used: "embedded/1".into(), texts: 400, on: vec![] };
    let admitted = |language: &Language| Admitted { language: Some(*language), by: by.clone(), at, evidence: evidence.clone() };
    Admission { engine: engine.into(), at, languages: languages.iter().map(admitted).collect(), by: by.clone() }
}

/// The same, with every engine admitted in English.
async fn trusting(wires: &[(Wire, &str)], answer: Result<(u16, Value), NoAnswer>) -> (Stand, Calls) {
    let (mut stand, calls) = shop(wires, answer).await;
    for engine in [COMPREHEND, "bedrock/maker.model-v1:0", "bedrock/m"] {
        stand.put(&admission(engine, &[Language::En])).await;
    }
    (stand, calls)
}

/// A listening shop whose engines are these, and an AWS that always answers this.
async fn shop(wires: &[(Wire, &str)], answer: Result<(u16, Value), NoAnswer>) -> (Stand, Calls) {
    let mut stand = listening().await;
    let wires = wires.iter().map(|(wire, name)| (*wire, (*name).to_owned()));
    stand.deps.config = Config::of([(Wire::Table, "harken-test".to_owned())].into_iter().chain(wires));
    let calls = Calls::default();
    let known = calls.clone();
    stand.deps.http = Http::memory(move |ask| {
        known.lock().unwrap().push(ask.clone());
        let (status, body) = answer.clone()?;
        Ok(Answer { status, headers: HeaderMap::new(), body: body.to_string().into_bytes() })
    });
    (stand, calls)
}

/// An angry comment, taken in.
async fn angry(stand: &Stand) -> Mention {
    let item = comment("kim", "c1", "delivery is terrible, still nothing 😡", stand.now());
    let told = stand.once(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    kept(stand, &told).await
}

fn comprehend(sentiment: &str, positive: f64, negative: f64) -> Value {
    let score = json!({ "Positive": positive, "Negative": negative, "Neutral": 0.05, "Mixed": 0.9 });
    json!({ "ResultList": [{ "Index": 0, "Sentiment": sentiment, "SentimentScore": score }], "ErrorList": [] })
}

// proves ANL-14: the engine that is named judges what it can, says so, and the rest stays
#[tokio::test]
async fn comprehend_judges_the_sentiment_and_nothing_else() {
    let (stand, calls) = trusting(&[(Wire::Analyzer, "comprehend")], Ok((200, comprehend("POSITIVE", 0.91, 0.02)))).await;
    let judged = angry(&stand).await.analysis;
    assert_eq!((judged.sentiment, judged.score, judged.confidence), (Sentiment::Positive, 89, 91));
    assert_eq!((judged.intent, judged.engine.as_str()), (Intent::Complaint, "comprehend/2017-11-27"));
    let asked = calls.lock().unwrap()[0].clone();
    assert_eq!(asked.url, "https://comprehend.us-east-1.amazonaws.com/");
    assert_eq!(asked.headers["x-amz-target"], "Comprehend_20171127.BatchDetectSentiment");
    let body: Value = serde_json::from_slice(&asked.body).unwrap();
    assert_eq!((&body["LanguageCode"], &body["TextList"][0]), (&json!("en"), &json!("delivery is terrible, still nothing 😡")));
}

// proves ANL-14: for and against at once is neither, and is said to be
#[tokio::test]
async fn mixed_feelings_are_neutral_and_marked() {
    let (stand, _) = trusting(&[(Wire::Analyzer, "comprehend")], Ok((200, comprehend("MIXED", 0.02, 0.03)))).await;
    let judged = angry(&stand).await.analysis;
    assert_eq!((judged.sentiment, judged.confidence), (Sentiment::Neutral, 90));
    assert_eq!(judged.evidence[0].says, "mixed");
}

// proves ANL-14: strict JSON at temperature 0; intent and urgency are the model's, too
#[tokio::test]
async fn a_model_of_bedrock_answers_in_json() {
    let said = json!({ "sentiment": "negative", "confidence": 97, "intent": "churn_risk", "urgency": "high" }).to_string();
    let answer = json!({ "output": { "message": { "role": "assistant", "content": [{ "text": said }] } } });
    let wires = [(Wire::Analyzer, "bedrock"), (Wire::BedrockModel, "maker.model-v1:0")];
    let (stand, calls) = trusting(&wires, Ok((200, answer))).await;
    let judged = angry(&stand).await.analysis;
    assert_eq!((judged.sentiment, judged.score, judged.intent), (Sentiment::Negative, -97, Intent::ChurnRisk));
    assert_eq!((judged.urgency, judged.engine.as_str()), (Urgency::High, "bedrock/maker.model-v1:0"));
    let asked = calls.lock().unwrap()[0].clone();
    assert_eq!(asked.url, "https://bedrock-runtime.us-east-1.amazonaws.com/model/maker.model-v1%3A0/converse");
    let body: Value = serde_json::from_slice(&asked.body).unwrap();
    assert_eq!(body["inferenceConfig"]["temperature"], 0);
}

// proves ANL-14: whatever goes wrong, the embedded engine has judged
#[tokio::test]
async fn the_embedded_engine_judges_where_the_other_does_not() {
    let talks = json!({ "output": { "message": { "content": [{ "text": "It is negative." }] } } });
    let refused = json!({ "ResultList": [], "ErrorList": [{ "Index": 0, "ErrorCode": "TEXT_SIZE_LIMIT_EXCEEDED" }] });
    let bedrock = [(Wire::Analyzer, "bedrock"), (Wire::BedrockModel, "m")];
    let comprehend = [(Wire::Analyzer, "comprehend")];
    for (wires, answer) in [
        (&comprehend[..], Ok((200, refused))),
        (&comprehend[..], Ok((429, json!({})))),
        (&comprehend[..], Err(NoAnswer::Silence("time-out".into()))),
        (&bedrock[..], Ok((200, talks))),
        (&bedrock[..1], Ok((200, json!({})))),
    ] {
        let (stand, _) = trusting(wires, answer.clone()).await;
        let judged = angry(&stand).await.analysis;
        assert_eq!(judged.sentiment, Sentiment::Negative, "{answer:?}");
        assert!(judged.engine.starts_with("embedded/"), "{answer:?}: {}", judged.engine);
    }
}

// proves ANL-14: an engine in the shadow is compared, once, and not used; noise is never sent
#[tokio::test]
async fn an_engine_in_the_shadow_is_compared_and_not_used() {
    let (stand, calls) = shop(&[(Wire::ShadowAnalyzer, "comprehend")], Ok((200, comprehend("POSITIVE", 0.91, 0.02)))).await;
    let judged = angry(&stand).await.analysis;
    assert_eq!(judged.sentiment, Sentiment::Negative);
    assert!(judged.engine.starts_with("embedded/"));
    angry(&stand).await;
    let compared = shadow::of_day(&stand.deps.table, &stand.now().day(), 10).await.unwrap();
    assert_eq!(compared.len(), 1, "the same item twice is compared once");
    assert_eq!((compared[0].used.1.sentiment, compared[0].beside.1.sentiment), (Sentiment::Negative, Sentiment::Positive));
    assert_eq!(compared[0].beside.0, "comprehend/2017-11-27");
    let asked = calls.lock().unwrap().len();
    let noise = comment("kim", "c2", "lunch was nice", stand.now());
    stand.once(ingest::handle, &sqs(&[take_in(&noise, stand.now())])).await.smooth();
    assert_eq!(calls.lock().unwrap().len(), asked);
}

/// The engines that were compared today, by name.
async fn compared(stand: &Stand) -> Vec<String> {
    let compared = shadow::of_day(&stand.deps.table, &stand.now().day(), 10).await.unwrap();
    let mut engines: Vec<_> = compared.into_iter().map(|one| one.beside.0).collect();
    engines.sort();
    engines
}

// proves ADV-10: an engine that is named and not admitted is compared and not used; admitted it is used; withdrawn it is not
#[tokio::test]
async fn an_engine_counts_only_while_it_is_admitted() {
    let wires = [(Wire::Analyzer, "comprehend"), (Wire::ShadowAnalyzer, "comprehend")];
    let (stand, calls) = shop(&wires, Ok((200, comprehend("POSITIVE", 0.91, 0.02)))).await;
    let say = async |name: &str| {
        let item = comment("kim", name, "delivery is terrible, still nothing 😡", stand.now());
        let told = stand.once(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
        kept(&stand, &told).await
    };
    let asked = |calls: &Calls| std::mem::take(&mut *calls.lock().unwrap()).len();
    let waits = say("c1").await;
    assert_eq!(waits.analysis.sentiment, Sentiment::Negative);
    assert!(waits.analysis.engine.starts_with("embedded/"));
    assert_eq!((asked(&calls), compared(&stand).await), (1, vec![COMPREHEND.to_owned()]), "asked once, though it is named twice");
    // What it said stands beside, for whoever says what is right.
    assert_eq!((waits.beside[0].engine.as_str(), waits.beside[0].labels.sentiment), (COMPREHEND, Sentiment::Positive));

    let save = async |admission: Admission| {
        store::settings::put(&stand.deps.table, &admission, None, stand.now()).await.unwrap();
        stand.pass(16 * SECOND);
    };
    save(admission(COMPREHEND, &[Language::En])).await;
    let counts = say("c2").await;
    assert_eq!((counts.analysis.sentiment, counts.analysis.engine.as_str()), (Sentiment::Positive, COMPREHEND));
    assert_eq!((asked(&calls), counts.beside.len(), compared(&stand).await.len()), (1, 0, 1), "nothing is compared with itself");

    save(admission(COMPREHEND, &[Language::Ko])).await;
    assert_eq!(say("c3").await.analysis.sentiment, Sentiment::Negative, "it counts in another language");
    save(admission("comprehend/2031-01-01", &[Language::En])).await;
    save(admission(COMPREHEND, &[])).await;
    let withdrawn = say("c4").await;
    assert!(
        withdrawn.analysis.engine.starts_with("embedded/") && withdrawn.beside.len() == 1,
        "another version is another engine"
    );
    assert_eq!((asked(&calls), compared(&stand).await.len()), (2, 3));
}

// proves ADV-10: while one engine waits and another is in the shadow, both are compared, each once
#[tokio::test]
async fn two_engines_may_stand_in_the_shadow() {
    let wires = [(Wire::Analyzer, "bedrock"), (Wire::BedrockModel, "maker.model-v1:0"), (Wire::ShadowAnalyzer, "comprehend")];
    let said = json!({ "sentiment": "positive", "confidence": 97, "intent": "praise", "urgency": "low" }).to_string();
    let mut answer = comprehend("POSITIVE", 0.91, 0.02);
    answer["output"] = json!({ "message": { "content": [{ "text": said }] } });
    let (mut stand, calls) = shop(&wires, Ok((200, answer))).await;
    let mention = angry(&stand).await;
    assert_eq!((mention.analysis.sentiment, mention.beside.len()), (Sentiment::Negative, 2));
    assert_eq!(compared(&stand).await, ["bedrock/maker.model-v1:0", COMPREHEND]);
    assert_eq!(calls.lock().unwrap().len(), 2);
    // Once the first counts, the second is compared with it.
    stand.put(&admission("bedrock/maker.model-v1:0", &[Language::En])).await;
    let item = comment("kim", "c2", "delivery is terrible, still nothing 😡", stand.now());
    let told = stand.once(ingest::handle, &sqs(&[take_in(&item, stand.now())])).await.smooth();
    let mention = kept(&stand, &told).await;
    assert_eq!((mention.analysis.engine.as_str(), mention.beside.len()), ("bedrock/maker.model-v1:0", 1));
    let compared = shadow::of_day(&stand.deps.table, &stand.now().day(), 10).await.unwrap();
    assert!(compared.iter().any(|one| one.used.0 == "bedrock/maker.model-v1:0" && one.beside.0 == COMPREHEND));
}
