//! Engines beside the embedded one: seen in the shadow, admitted, withdrawn.

use domain::{
    admission::{Admission, Admitted, Evidence, SideBySide},
    analysis::{Intent, Language, Sentiment, Urgency},
    correction::{Beside, Labels},
    id::{EnvelopeId, MentionId},
    mention::Mention,
    time::DAY,
};
use serde_json::{Value, json};
use store::{commit, mention, shadow};

use crate::{
    house::{House, now},
    matrix::a_mention,
};

/// An engine that is in the shadow.
pub const OTHER: &str = "bedrock/maker.model-v1:0";
/// One that counts.
pub const COUNTS: &str = "comprehend/2017-11-27";

fn says(sentiment: Sentiment) -> Labels {
    Labels { sentiment, intent: Intent::Other, urgency: Urgency::Normal }
}

/// `texts` that both engines judged, from day to day; on every `other_every`-th they differ.
pub async fn in_shadow(house: &House, language: Option<Language>, texts: u32, other_every: u32) {
    for i in 0..texts {
        let (used, opposite) = sides(i);
        let beside = if i.is_multiple_of(other_every) { opposite } else { used };
        let at = now().minus(i64::from(i % 29) * DAY);
        let (used, beside) = (("embedded/6".to_owned(), says(used)), (OTHER.to_owned(), says(beside)));
        let item = EnvelopeId::at(at, &[format!("{language:?}{i}").as_bytes()]);
        shadow::keep(&house.deps.table, item, &SideBySide { at, language, used, beside }).await.unwrap();
    }
}

fn sides(i: u32) -> (Sentiment, Sentiment) {
    let (a, b) = (Sentiment::Positive, Sentiment::Negative);
    if i.is_multiple_of(2) { (a, b) } else { (b, a) }
}

/// An engine that counts in English.
pub async fn counts(house: &House) {
    let (by, at): (domain::id::AgentId, _) = ("root".parse().unwrap(), now());
    let evidence = Evidence { used: "embedded/6".into(), texts: 400, on: vec![] };
    let languages = vec![Admitted { language: Some(Language::En), by: by.clone(), at, evidence }];
    let admission = Admission { engine: COUNTS.into(), by, at, languages };
    store::settings::put(&house.deps.table, &admission, None, now()).await.unwrap();
}

/// A mention that both engines judged, and on which somebody says that the used one was right.
async fn right_as_it_was(house: &House, number: u32) {
    let like = mention::get(&house.deps.table, a_mention(house).await).await.unwrap().unwrap();
    let mut of = Mention { id: MentionId::at(now(), &[&number.to_be_bytes()]), ..like };
    (of.analysis.engine, of.analysis.language) = ("embedded/6".into(), Some(Language::En));
    of.beside = vec![Beside { engine: OTHER.into(), labels: says(Sentiment::Positive) }];
    let cause = EnvelopeId::at(now(), &[&number.to_be_bytes()]);
    commit(&house.deps.table, cause, mention::kept(&of).unwrap(), vec![], &[]).await.unwrap();
    assert_eq!(house.supervisor().put(&format!("/v1/mentions/{}/judgement", of.id), json!({})).await.status, 204);
}

async fn engines(house: &House) -> Value {
    house.supervisor().get("/v1/engines").await.ok()["engines"].clone()
}

// proves ADV-10: what is missing is said, number by number; what is ready is admitted on record, and withdrawn on record
#[tokio::test]
async fn an_engine_is_admitted_by_what_is_known_of_it() {
    let house = House::new().await;
    let admit = async |engine: &str| house.admin().post("/v1/engines/admissions", json!({ "engine": engine })).await;
    assert_eq!(engines(&house).await, json!([]));
    admit(OTHER).await.is(404, "not_found");

    in_shadow(&house, Some(Language::En), 150, 10).await;
    in_shadow(&house, Some(Language::Ko), 20, 2).await;
    let refused = admit(OTHER).await.is(409, "not_ready");
    let unmet = refused.body["error"]["unmet"].as_array().unwrap().to_vec();
    assert_eq!(unmet[0], json!({ "language": "en", "by": "texts", "on": null, "is": 150.0, "needs": 200.0 }));
    assert_eq!(
        (unmet.len(), &unmet[2]["by"], &unmet[2]["on"], &unmet[2]["needs"]),
        (3, &json!("agreement"), &json!("sentiment"), &json!(0.6))
    );
    assert_eq!(engines(&house).await[0]["state"], "in_shadow");

    in_shadow(&house, Some(Language::En), 240, 10).await;
    let seen = engines(&house).await;
    assert_eq!((&seen[0]["engine"], &seen[0]["state"]), (&json!(OTHER), &json!("ready")));
    let languages: Vec<_> =
        seen[0]["languages"].as_array().unwrap().iter().map(|one| (&one["language"], &one["state"])).collect();
    assert_eq!(languages, [(&json!("en"), &json!("ready")), (&json!("ko"), &json!("in_shadow"))]);
    let evidence = &seen[0]["languages"][0]["evidence"];
    assert_eq!(
        (&evidence["used"], &evidence["texts"], &evidence["on"][0]["agreed"]),
        (&json!("embedded/6"), &json!(240), &json!(216))
    );

    let admitted = admit(OTHER).await;
    assert_eq!(admitted.status, 201, "{admitted:?}");
    let admitted = admitted.ok();
    assert_eq!((&admitted["by"], &admitted["languages"][0]["evidence"]["texts"]), (&json!("root"), &json!(240)));
    assert_eq!(engines(&house).await[0]["state"], "admitted");
    admit(OTHER).await.is(409, "not_ready");

    let path = format!("/v1/engines/admissions?engine={OTHER}");
    assert_eq!(house.admin().delete(&path).await.status, 204);
    house.admin().delete(&path).await.is(404, "not_found");
    assert_eq!(engines(&house).await[0]["state"], "ready");
    let history = house.supervisor().get(&path).await.ok();
    let history: Vec<_> = history["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (&one["version"], one["languages"].as_array().unwrap().len()))
        .collect();
    assert_eq!(history, [(&json!(2), 0), (&json!(1), 1)], "who withdrew it is kept, too");
    for engine in ["", "a b", "a#b", "엔진"] {
        assert_eq!(admit(engine).await.is(400, "invalid").field(), "engine", "{engine}");
    }
    house.admin().delete("/v1/engines/admissions").await.is(400, "invalid");
}

// proves ADV-10, ANL-13: a person's word on a mention measures the engine in the shadow, too, and clear words keep it out
#[tokio::test]
async fn what_people_say_measures_the_engine_in_the_shadow() {
    let house = House::new().await;
    in_shadow(&house, Some(Language::En), 240, 10).await;
    let sentiment = |seen: &Value| seen[0]["languages"][0]["evidence"]["on"][0].clone();
    right_as_it_was(&house, 1).await;
    right_as_it_was(&house, 1).await;
    let one = engines(&house).await;
    assert_eq!(one[0]["state"], "ready", "one word is chance");
    let figures = sentiment(&one);
    assert_eq!((&figures["looked_at"], &figures["used_right"], &figures["right"]), (&json!(1), &json!(1), &json!(0)));
    for number in 2..10 {
        right_as_it_was(&house, number).await;
    }
    let many = engines(&house).await;
    assert_eq!((&many[0]["state"], &sentiment(&many)["looked_at"]), (&json!("in_shadow"), &json!(9)));
    assert!(sentiment(&many)["difference_upper"].as_f64().unwrap() < 0.0);
    let refused = house.admin().post("/v1/engines/admissions", json!({ "engine": OTHER })).await.is(409, "not_ready");
    assert_eq!(refused.body["error"]["unmet"][0]["by"], "people");
    house.clock.set(now().plus(31 * DAY));
    assert_eq!(engines(&house).await, json!([]), "what is older than thirty days is no evidence");
}
