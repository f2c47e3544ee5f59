//! Engines of AWS: in the place of the embedded one, falling back to it, and in its shadow.

use std::sync::{Arc, Mutex};

use domain::{
    analysis::{Intent, Sentiment, Urgency},
    mention::Mention,
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
    let (stand, calls) = shop(&[(Wire::Analyzer, "comprehend")], Ok((200, comprehend("POSITIVE", 0.91, 0.02)))).await;
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
    let (stand, _) = shop(&[(Wire::Analyzer, "comprehend")], Ok((200, comprehend("MIXED", 0.02, 0.03)))).await;
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
    let (stand, calls) = shop(&wires, Ok((200, answer))).await;
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
        let (stand, _) = shop(wires, answer.clone()).await;
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
