//! Programs of the company that hear of alerts.

use channels::Scheme;
use domain::{
    alert::{AlertRaised, Cause, Change, Class, Counted, Reading, Sensitivity, Watch},
    analysis::Language,
    event::{Call, Envelope, Mail, Notify, Payload},
    id::AlertId,
    platform::Platform,
    thread::Thread,
};
use runtime::Secret;

use crate::{
    platform::{Says, shop},
    stand::{Stand, invocation::sqs, slug},
};

const HOOKS: &str = "hooks";

fn fact(stand: &Stand) -> AlertRaised {
    AlertRaised {
        alert: AlertId::at(stand.now(), &[b"a"]),
        rule: slug("crisis"),
        watch: Watch::Spike { of: Counted::Negative, sensitivity: Sensitivity::Standard },
        topic: slug("delivery"),
        platform: None,
        change: Change::Opened,
        at: stand.now(),
        class: Some(Class::Crisis),
        reading: Reading { observed: 40, expected: 2.0, share: 1.0, hours: 1, p: 1e-9, learning: false, alarm: true },
        net_before: None,
        net_after: Some(-100.0),
        cause: Cause::default(),
        desktop: true,
    }
}

async fn notice(stand: &Stand, secret: bool) -> Envelope {
    let fact = fact(stand);
    let alert = fact.alert;
    if secret {
        let secret = Secret::new([("signing".to_owned(), vec!["hush".to_owned()])].into());
        stand.deps.secrets.put(Platform::Open, &slug(HOOKS), secret).await.unwrap();
    }
    let notify = Notify { url: "https://example.com/hook".into(), account: slug(HOOKS), fact };
    stand.command("notify", &Thread::alert(alert), Call::Notify(Box::new(notify)))
}

// proves ALR-04: signed, with an id, and posted once however often the command comes
#[tokio::test]
async fn a_program_is_told_once_and_can_check_who_told_it() {
    let (stand, calls) = shop(&[Says::This(204, "", &[])]).await;
    let command = notice(&stand, true).await;
    stand.twice(outbound::handle, &sqs(std::slice::from_ref(&command))).await.smooth();
    let asked = calls.all();
    assert_eq!((asked.len(), asked[0].url.as_str()), (1, "https://example.com/hook"));
    assert_eq!(asked[0].headers["x-harken-event"], command.id.to_string().as_str());
    Scheme::Open.verify_headers(&asked[0].headers, &asked[0].body, &["hush"]).unwrap();
    let told: Envelope = serde_json::from_slice(&asked[0].body).unwrap();
    assert!(matches!(&told.payload, Payload::AlertRaised(fact) if fact.reading.observed == 40), "{told:?}");
}

// proves ALR-04: what may pass is tried again under the same id
#[tokio::test]
async fn a_program_that_is_busy_or_silent_is_told_again_under_the_same_id() {
    for trouble in [Says::This(503, "", &[]), Says::This(429, "", &[]), Says::Silence, Says::NotReached] {
        let (stand, calls) = shop(&[trouble.clone(), Says::This(200, "", &[])]).await;
        let event = sqs(&[notice(&stand, true).await]);
        assert_eq!(stand.once(outbound::handle, &event).await.failed.len(), 1, "{trouble:?}");
        stand.once(outbound::handle, &event).await.smooth();
        assert_eq!(calls.count(), 2, "{trouble:?}");
        let ids = calls.headers("x-harken-event");
        assert_eq!(ids[0], ids[1]);
    }
}

// proves ALR-04, I20: what will not pass lies in the dead letters with what to do
#[tokio::test]
async fn a_program_that_refuses_is_put_aside_with_the_next_step() {
    for (secret, says, words) in
        [(true, vec![Says::This(404, "", &[])], "answered 404"), (false, vec![], "has no signing secret")]
    {
        let (stand, _) = shop(&says).await;
        let event = sqs(&[notice(&stand, secret).await]);
        let told = stand.once(outbound::handle, &event).await;
        assert_eq!(told.dead.len(), 1, "{told:?}");
        assert!(told.dead[0].reason.contains(words), "{told:?}");
    }
}

fn letter(stand: &Stand) -> Envelope {
    let fact = fact(stand);
    let thread = Thread::alert(fact.alert);
    let mail = Mail { to: vec!["care@example.com".into()], language: Language::Ko, rule: "위기".into(), fact };
    stand.command("mail", &thread, Call::Mail(Box::new(mail)))
}

const SES: &str = "https://email.us-east-1.amazonaws.com/v2/email/outbound-emails";

// proves ALR-04: one signed letter however often the command comes, in the reader's language
#[tokio::test]
async fn people_get_one_letter_for_a_change() {
    let (stand, calls) = shop(&[Says::This(200, r#"{"MessageId":"m1"}"#, &[])]).await;
    stand.twice(outbound::handle, &sqs(&[letter(&stand)])).await.smooth();
    let asked = calls.all();
    assert_eq!((asked.len(), asked[0].url.as_str()), (1, SES));
    assert!(asked[0].headers["authorization"].to_str().unwrap().starts_with("AWS4-HMAC-SHA256"), "{:?}", asked[0].headers);
    let sent: serde_json::Value = serde_json::from_slice(&asked[0].body).unwrap();
    assert_eq!(sent["FromEmailAddress"], "harken@example.com");
    assert_eq!(sent["Destination"]["ToAddresses"], serde_json::json!(["care@example.com"]));
    assert_eq!(sent["Content"]["Simple"]["Subject"]["Data"], "위기: 알림 발생 (delivery)");
    let text = sent["Content"]["Simple"]["Body"]["Text"]["Data"].as_str().unwrap();
    assert!(text.contains("부정 언급 40건 (평소 2.0건)"), "{text}");
}

// proves ALR-04, I20: what may pass is tried again, what will not lies in the dead letters with what to do
#[tokio::test]
async fn a_letter_that_ses_does_not_take_is_tried_again_or_put_aside() {
    for trouble in [Says::This(503, "", &[]), Says::This(429, "", &[]), Says::Silence, Says::NotReached] {
        let (stand, calls) = shop(&[trouble.clone(), Says::This(200, "{}", &[])]).await;
        let event = sqs(&[letter(&stand)]);
        assert_eq!(stand.once(outbound::handle, &event).await.failed.len(), 1, "{trouble:?}");
        stand.once(outbound::handle, &event).await.smooth();
        assert_eq!(calls.count(), 2, "{trouble:?}");
    }
    let (stand, _) = shop(&[Says::This(400, r#"{"message":"Email address is not verified."}"#, &[])]).await;
    let told = stand.once(outbound::handle, &sqs(&[letter(&stand)])).await;
    assert_eq!(told.dead.len(), 1, "{told:?}");
    assert!(told.dead[0].reason.contains("Email address is not verified.; then redrive"), "{told:?}");
}
