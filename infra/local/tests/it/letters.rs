use serde_json::{Value, json};

use crate::support::stack;

// What SES's API v2 documents: a letter has a sender, addresses and words, and gets an id; nothing leaves the machine.
#[tokio::test]
async fn a_letter_is_kept_for_whoever_looks_and_a_wrong_one_refused() {
    let stack = stack().await;
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let aws = stack.endpoints().aws.clone();
    let send = async |body: Value| {
        let answer = http.post(format!("{aws}/v2/email/outbound-emails")).json(&body).send().await.unwrap();
        (answer.status().as_u16(), answer.json::<Value>().await.unwrap())
    };
    let letter = |to: Value| {
        json!({
            "FromEmailAddress": "harken@example.com",
            "Destination": { "ToAddresses": to },
            "Content": { "Simple": { "Subject": { "Data": "Subject" }, "Body": { "Text": { "Data": "Words" } } } },
            "EmailTags": [{ "Name": "alert", "Value": "a1" }],
        })
    };
    let (status, sent) = send(letter(json!(["care@example.com"]))).await;
    assert_eq!(status, 200, "{sent}");
    let kept = stack.letters();
    assert_eq!((kept.len(), kept[0].subject.as_str(), kept[0].text.as_str()), (1, "Subject", "Words"));
    assert_eq!((&json!(kept[0].id), &kept[0].to[..]), (&sent["MessageId"], &["care@example.com".to_owned()][..]));
    let (status, refused) = send(letter(json!([]))).await;
    assert_eq!((status, &refused["__type"]), (400, &json!("BadRequestException")), "{refused}");
    let shown: Value = http.get(format!("{aws}/_local/letters")).send().await.unwrap().json().await.unwrap();
    assert_eq!(shown["letters"].as_array().unwrap().len(), 1);
}
