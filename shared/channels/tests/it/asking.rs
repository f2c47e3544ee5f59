//! What the platforms are asked for: the words of mentions, and who customers are.

use channels::{Credentials, Outcome, Profile, Refusal, Response, Unfetched, fetch, fetched, profile, read_profile};
use domain::{
    inbound::{Act, Author, ContentKind, Inbound, Item},
    platform::Platform,
};
use http::HeaderMap;

use crate::samples::{read, sample};

const CREDENTIALS: Credentials = Credentials { token: "token-7", app_secret: Some("app-secret-7") };

fn mention(name: &str) -> Item {
    let sample = sample(name);
    match read(sample.platform(), &sample.body).inbound.swap_remove(0) {
        Inbound::Item(item) => item,
        other => panic!("{other:?}"),
    }
}

fn answered(item: Item, status: u16, body: &str) -> Result<Item, Unfetched> {
    fetched(item, &Response { status, headers: &HeaderMap::new(), body: body.as_bytes() })
}

fn said(item: &Item) -> (ContentKind, Option<&str>) {
    match &item.act {
        Act::Say { content, .. } => (content.kind, content.text.as_deref()),
        other => panic!("{other:?}"),
    }
}

// proves CH-06: a mention gets its words and its author, and keeps its name and time
#[test]
fn a_mention_is_asked_for_and_completed() {
    let comment = mention("instagram/mention-comment");
    let request = fetch(comment.missing.as_ref().unwrap(), "17841400000000777", &CREDENTIALS).unwrap();
    assert_eq!(request.method, "GET");
    let (path, proof) = request.path.split_once("&appsecret_proof=").unwrap();
    assert_eq!(path, "/17841400000000777?fields=mentioned_comment.comment_id(17887498072083521)%7Btext,timestamp,from%7D");
    assert_eq!(proof.len(), 64);
    let body = r#"{"mentioned_comment":{"text":"@store 굿","timestamp":"2026-01-01T00:00:00+0000","from":{"id":"60","username":"mina.k"},"id":"17887498072083521"},"id":"17841400000000777"}"#;
    let whole = answered(comment.clone(), 200, body).unwrap();
    assert_eq!(said(&whole), (ContentKind::Text, Some("@store 굿")));
    assert_eq!(whole.author, Some(Author { id: "60".into(), name: Some("mina.k".into()) }));
    assert_eq!((whole.missing, whole.event, whole.at), (None, comment.event, comment.at));

    let media = mention("instagram/mention-caption");
    let request = fetch(media.missing.as_ref().unwrap(), "17841400000000777", &CREDENTIALS).unwrap();
    assert!(
        request
            .path
            .starts_with("/17841400000000777?fields=mentioned_media.media_id(17887498072083520)%7Bcaption,timestamp,username%7D")
    );
    let whole =
        answered(media, 200, r#"{"mentioned_media":{"caption":"@store 最高","username":"taro","id":"17887498072083520"}}"#)
            .unwrap();
    assert_eq!(said(&whole), (ContentKind::Text, Some("@store 最高")));
    assert_eq!(whole.author, Some(Author { id: "taro".into(), name: Some("taro".into()) }));
}

#[test]
fn a_mention_that_cannot_be_completed_says_why() {
    let item = || mention("instagram/mention-comment");
    let gone = r#"{"error":{"message":"gone","code":100,"error_subcode":33}}"#;
    assert_eq!(
        answered(item(), 400, gone),
        Err(Unfetched::Answered(Outcome::Refused { code: "100/33".into(), said: "gone".into() }))
    );
    assert_eq!(answered(item(), 503, ""), Err(Unfetched::Answered(Outcome::Retry { after: None })));
    for body in ["", "{}", r#"{"mentioned_media":{}}"#, r#"{"mentioned_comment":5}"#] {
        assert_eq!(answered(item(), 200, body), Err(Unfetched::Unreadable), "{body}");
    }
    let own = r#"{"mentioned_comment":{"text":"ours","from":{"id":"17841400000000777"}}}"#;
    assert_eq!(answered(item(), 200, own), Err(Unfetched::Own));
    // Nothing missing, nothing changed.
    let comment = mention("instagram/comment");
    assert_eq!(answered(comment.clone(), 500, ""), Ok(comment));
    let missing = item().missing.unwrap();
    assert_eq!(fetch(&missing, "me/../1", &CREDENTIALS), Err(Refusal::Unaddressable { what: "account" }));
}

#[test]
fn a_customer_has_a_name_and_a_safe_picture() {
    let line = profile(Platform::Line, "own", "U0001", &CREDENTIALS).unwrap();
    assert_eq!(
        (line.path.as_str(), &line.headers["authorization"]),
        ("/v2/bot/profile/U0001", &"Bearer token-7".parse().unwrap())
    );
    let answer = r#"{"displayName":"민아","userId":"U0001","language":"ko","pictureUrl":"https://profile.line-scdn.net/x"}"#;
    assert_eq!(
        read_profile(Platform::Line, answer.as_bytes()),
        Some(Profile { name: "민아".into(), handle: None, picture: Some("https://profile.line-scdn.net/x".into()) })
    );
    let instagram = profile(Platform::Instagram, "own", "6015551230001", &CREDENTIALS).unwrap();
    assert!(instagram.path.starts_with("/6015551230001?fields=name,username,profile_pic&appsecret_proof="));
    let answer = r#"{"name":"","username":"mina.k","profile_pic":"javascript:alert(1)","id":"6015551230001"}"#;
    assert_eq!(
        read_profile(Platform::Instagram, answer.as_bytes()),
        Some(Profile { name: "mina.k".into(), handle: Some("mina.k".into()), picture: None })
    );
    for body in ["{}", "", "[]", r#"{"error":{"code":230,"error_subcode":2018218}}"#] {
        assert_eq!(read_profile(Platform::Instagram, body.as_bytes()), None);
        assert_eq!(read_profile(Platform::Line, body.as_bytes()), None);
    }
    assert!(profile(Platform::Line, "own", "../quota", &CREDENTIALS).is_err());
    assert!(matches!(profile(Platform::Open, "own", "1", &CREDENTIALS), Err(Refusal::NoProfiles { .. })));
}
