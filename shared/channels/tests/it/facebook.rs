//! Facebook: what stands under what on a page, what goes out, what must be asked for.

use channels::{
    Credentials, Profile, Refusal, Request, Response, Unfetched, encode, fetch, fetched, limits, profile, read_profile,
};
use domain::{
    id::MessageId,
    inbound::{Act, Attachment, Author, Content, ContentKind, Echo, Inbound, Item, Missing, ReceiptState},
    platform::{ContentType, Platform, Visibility},
    reply::{Choice, Extra, FileKind, Outbound, Target, Unit},
    time::{DAY, HOUR, Timestamp},
};
use http::HeaderMap;
use serde_json::{Value, json};

use crate::samples::{read, sample};

const CREDENTIALS: Credentials = Credentials { token: "token-7", app_secret: Some("app-secret-7") };
const PAGE: &str = "104200000000777";

fn inbound(name: &str) -> Vec<Inbound> {
    read(Platform::Facebook, &sample(&format!("facebook/{name}")).body).inbound
}

fn item(name: &str) -> Item {
    match inbound(name).swap_remove(0) {
        Inbound::Item(item) => item,
        other => panic!("{name}: {other:?}"),
    }
}

fn said(name: &str) -> (ContentType, Content) {
    match item(name).act {
        Act::Say { content_type, content, .. } => (content_type, content),
        other => panic!("{name}: {other:?}"),
    }
}

// proves CH-05, ING-19: what stands under what
#[test]
fn a_public_item_knows_its_post_its_parent_and_its_type() {
    for (name, post, parent, content_type) in [
        ("comment", "104200000000777_500", None, ContentType::Comment),
        ("comment-reply", "104200000000777_500", Some("500_9001"), ContentType::Reply),
        ("post-visitor", "104200000000777_501", None, ContentType::Post),
        ("post-visitor-photo", "104200000000777_502", None, ContentType::Post),
        ("post-share", "104200000000777_505", None, ContentType::Share),
        ("mention-post", "44444444_444", None, ContentType::Mention),
        ("mention-comment", "44444444_445", None, ContentType::Mention),
        ("rating", "904801129604590", None, ContentType::Review),
        ("rating-comment", "1000_904", None, ContentType::Comment),
    ] {
        let found = item(name);
        assert_eq!((found.post.as_deref(), found.parent.as_deref()), (Some(post), parent), "{name}");
        assert_eq!((said(name).0, found.visibility), (content_type, Visibility::Public), "{name}");
    }
    assert_eq!(item("comment").author, Some(Author { id: "7700000000000001".into(), name: Some("Aiko".into()) }));
    assert_eq!(item("rating").author.unwrap().name.as_deref(), Some("Aiko"));
}

#[test]
fn an_event_is_named_so_that_two_edits_and_two_pages_stay_apart() {
    assert_eq!(item("comment").event, "feed:500_9001:add:1767226001000");
    assert_eq!(item("mention-comment").event, format!("mention:{PAGE}:444_77:add:1767226124000"));
    let edit = item("comment-edited");
    // An edit keeps the time the comment was written at: the entry's time tells two edits apart.
    let again = sample("facebook/comment-edited").body.replace("\"time\":1767226", "\"time\":1767227");
    match read(Platform::Facebook, &again).inbound.swap_remove(0) {
        Inbound::Item(later) => assert!(later.event != edit.event && later.at == edit.at),
        other => panic!("{other:?}"),
    }
}

#[test]
fn pictures_links_and_stars_come_along() {
    let attachment = |kind, url: &str| Attachment { kind, url: Some(url.into()), reference: None, label: None };
    assert_eq!(said("comment-photo").1.attachments, [attachment(ContentKind::Image, "https://scontent.example/x.jpg")]);
    assert_eq!(said("comment-video").1.attachments, [attachment(ContentKind::Video, "https://video.example/x.mp4")]);
    assert_eq!(said("post-visitor-photos").1.attachments.len(), 2);
    assert_eq!(said("post-share").1.attachments, [attachment(ContentKind::Share, "https://example.com/news")]);
    let verdict = |name: &str| said(name).1.attachments[0].reference.clone();
    assert_eq!(verdict("rating").as_deref(), Some("2"));
    assert_eq!(verdict("recommendation-bare").as_deref(), Some("negative"));
    let link = &said("dm-link").1.attachments[0];
    assert_eq!((link.url.as_deref(), link.label.as_deref()), (Some("https://example.com/teapot"), Some("A teapot")));
}

// proves CH-23, I13: an echo brings our own id back
#[test]
fn an_echo_carries_our_id_and_a_watermark_names_no_message() {
    match inbound("dm-echo").swap_remove(0) {
        Inbound::Echo(Echo { customer, external_id, metadata, .. }) => {
            assert_eq!((customer.as_str(), external_id.as_str()), ("24005551230001", "m_OURS2"));
            assert_eq!(metadata.as_deref(), Some("msg_01KDVKZYR0ABCDEFGHJKMNPQRS"));
        }
        other => panic!("{other:?}"),
    }
    let receipts = |name: &str| {
        let receipt = |inbound| match inbound {
            Inbound::Receipt(receipt) => (receipt.external_id, receipt.state),
            other => panic!("{other:?}"),
        };
        inbound(name).into_iter().map(receipt).collect::<Vec<_>>()
    };
    assert_eq!(receipts("dm-read"), [(None, ReceiptState::Read)]);
    assert_eq!(receipts("dm-delivery-watermark"), [(None, ReceiptState::Delivered)]);
    assert_eq!(receipts("dm-delivery").len(), 2);
    // A page that writes to itself tries the webhook out.
    let body = r#"{"entry":[{"id":"1","time":5,"messaging":[{"sender":{"id":"1"},"recipient":{"id":"1"},"message":{"mid":"m","text":"a"}}]}]}"#;
    assert!(matches!(read(Platform::Facebook, body).inbound[..], [Inbound::Item(_)]));
}

// proves CH-05: the words of which Facebook tells only where they are
#[test]
fn a_mention_is_asked_for_and_completed() {
    let mention = item("mention-comment");
    assert_eq!(mention.missing, Some(Missing::Written { id: "444_77".into() }));
    assert_eq!(item("rating-comment").missing, Some(Missing::Written { id: "904_905".into() }));
    for whole in ["mention-with-words", "comment", "post-visitor-video", "recommendation-bare"] {
        assert_eq!(item(whole).missing, None, "{whole}");
    }
    let request = fetch(mention.missing.as_ref().unwrap(), PAGE, &CREDENTIALS).unwrap();
    assert!(request.path.starts_with("/444_77?fields=message,from&appsecret_proof="), "{}", request.path);
    let answered = |status, body: &str| {
        fetched(item("mention-comment"), &Response { status, headers: &HeaderMap::new(), body: body.as_bytes() })
    };
    let whole = answered(200, r#"{"message":"@Example 굿","from":{"id":"77","name":"Aiko"},"id":"444_77"}"#).unwrap();
    assert_eq!(whole.author, Some(Author { id: "77".into(), name: Some("Aiko".into()) }));
    assert!(matches!(&whole.act, Act::Say { content, .. } if content.text.as_deref() == Some("@Example 굿")));
    assert_eq!((whole.missing, whole.event, whole.at), (None, mention.event, mention.at));
    // A picture alone has no words, and is whole.
    assert_eq!(answered(200, r#"{"id":"444_77"}"#).unwrap().missing, None);
    let own = format!(r#"{{"message":"ours","from":{{"id":"{PAGE}"}}}}"#);
    assert_eq!(answered(200, &own), Err(Unfetched::Own));
    for body in ["", "{}", "[]", r#"{"message":5}"#] {
        assert_eq!(answered(200, body), Err(Unfetched::Unreadable), "{body}");
    }
    assert!(matches!(answered(400, r#"{"error":{"code":100,"error_subcode":33}}"#), Err(Unfetched::Answered(_))));
    let elsewhere = Missing::Written { id: "../me".into() };
    assert_eq!(fetch(&elsewhere, PAGE, &CREDENTIALS), Err(Refusal::Unaddressable { what: "post" }));
}

#[test]
fn a_person_has_a_name_and_a_safe_picture() {
    let asked = profile(Platform::Facebook, "own", "24005551230001", &CREDENTIALS).unwrap();
    assert!(asked.path.starts_with("/24005551230001?fields=name,first_name,last_name,profile_pic&appsecret_proof="));
    let told = |body: &str| read_profile(Platform::Facebook, body.as_bytes());
    let named = |name: &str, picture: Option<&str>| {
        Some(Profile { name: name.into(), handle: None, picture: picture.map(str::to_owned) })
    };
    let whole = r#"{"name":"Aiko Sato","first_name":"Aiko","profile_pic":"https://platform-lookaside.fbsbx.com/1"}"#;
    assert_eq!(told(whole), named("Aiko Sato", Some("https://platform-lookaside.fbsbx.com/1")));
    assert_eq!(told(r#"{"first_name":"Aiko","last_name":"Sato","profile_pic":"data:x"}"#), named("Aiko Sato", None));
    assert_eq!(told(r#"{"first_name":"","last_name":"Sato"}"#), named("Sato", None));
    assert_eq!(told(r#"{"error":{"code":230,"error_subcode":2018218}}"#), None);
}

fn outbound(target: Target, text: &str, extra: Option<Extra>) -> Outbound {
    Outbound {
        message: MessageId::at(Timestamp::from_millis(1_774_000_000_000), &[b"reply"]),
        platform: Platform::Facebook,
        account: "demo".parse().unwrap(),
        from: PAGE.into(),
        target,
        text: text.into(),
        human_tag: false,
        extra,
    }
}

fn direct() -> Target {
    Target::Direct { customer: "24005551230001".into() }
}

fn body(request: &Request) -> Value {
    serde_json::from_slice(&request.body).unwrap()
}

// proves CH-05, CH-06: every place Facebook can be answered in, and our id in every message
#[test]
fn facebook_gets_each_answer_where_it_belongs() {
    let messages = format!("/{PAGE}/messages");
    let comment = |id: &str| Target::Comment { comment: id.into() };
    let private = |id: &str| Target::PrivateReply { comment: id.into() };
    let mention = |comment: Option<&str>| Target::Mention { media: "44_1".into(), comment: comment.map(str::to_owned) };
    let visitors_post = format!("{PAGE}_501");
    let id = outbound(direct(), "", None).message.to_string();
    let message = json!({"text": "네", "metadata": id});
    let to = |recipient: Value| json!({"recipient": recipient, "messaging_type": "RESPONSE", "message": message});
    for (target, human_tag, path, expected) in [
        (direct(), false, messages.as_str(), to(json!({"id": "24005551230001"}))),
        (
            direct(),
            true,
            &messages,
            json!({"recipient": {"id": "24005551230001"}, "messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT", "message": message}),
        ),
        (private("500_9001"), true, &messages, to(json!({"comment_id": "500_9001"}))),
        (private(&visitors_post), false, &messages, to(json!({"post_id": visitors_post}))),
        (comment("500_9001"), false, "/500_9001/comments", json!({"message": "네"})),
        (comment(&visitors_post), false, &format!("/{visitors_post}/comments"), json!({"message": "네"})),
        (mention(Some("44_7")), false, "/44_7/comments", json!({"message": "네"})),
        (mention(None), false, "/44_1/comments", json!({"message": "네"})),
    ] {
        let request = encode(&Outbound { human_tag, ..outbound(target, "네", None) }, &CREDENTIALS).unwrap();
        let (at, proof) = request.path.split_once("?appsecret_proof=").unwrap();
        assert_eq!((request.method.as_str(), at, proof.len()), ("POST", path, 64));
        assert_eq!(body(&request), expected);
    }
}

// proves CH-21, CH-22: files and quick replies, on Messenger and Instagram alike
#[test]
fn a_message_carries_a_file_or_quick_replies() {
    let file = |kind| Some(Extra::File { kind, url: "https://files.example/1".into(), name: None });
    let choices = |count: u8, title: &str| {
        let choice = |n: u8| Choice { id: format!("c{n}"), title: format!("{}{title}", char::from(b'a' + n)) };
        Some(Extra::Choices { choices: (0..count).map(choice).collect(), open: String::new() })
    };
    for platform in [Platform::Facebook, Platform::Instagram] {
        let answer = |text: &str, extra| Outbound { platform, ..outbound(direct(), text, extra) };
        let message = |text: &str, extra| {
            let mut message = body(&encode(&answer(text, extra), &CREDENTIALS).unwrap())["message"].take();
            assert_eq!(message.as_object_mut().unwrap().remove("metadata").is_some(), platform == Platform::Facebook);
            message
        };
        let refusal = |text: &str, extra| encode(&answer(text, extra), &CREDENTIALS).unwrap_err();
        for (kind, name) in
            [(FileKind::Image, "image"), (FileKind::Video, "video"), (FileKind::Audio, "audio"), (FileKind::File, "file")]
        {
            let expected = json!({"attachment": {"type": name, "payload": {"url": "https://files.example/1"}}});
            assert_eq!(message("", file(kind)), expected);
        }
        assert_eq!(
            message("크기?", choices(1, "S")),
            json!({"text": "크기?", "quick_replies": [{"content_type": "text", "title": "aS", "payload": "c0"}]})
        );
        assert!(encode(&answer("?", choices(13, &"x".repeat(19))), &CREDENTIALS).is_ok());
        assert_eq!(refusal("?", choices(14, "S")), Refusal::Choices { counted: 14, allowed: 13 });
        assert!(matches!(refusal("?", choices(1, &"x".repeat(20))), Refusal::ChoiceTitle { counted: 21, allowed: 20, .. }));
        // Words beside a file would be dropped: they are refused.
        assert!(matches!(refusal("보세요", file(FileKind::Image)), Refusal::NoSuchExtra { .. }));
        let template = Extra::Template { name: "t".into(), language: "ko".into(), values: vec![] };
        assert!(matches!(refusal("a", Some(template)), Refusal::NoSuchExtra { what: "template", .. }));
        let public = Outbound { target: Target::Comment { comment: "1".into() }, ..answer("a", choices(1, "S")) };
        assert!(matches!(encode(&public, &CREDENTIALS), Err(Refusal::NoSuchExtra { what: "choice", .. })));
    }
    let line = |extra| encode(&Outbound { platform: Platform::Line, ..outbound(direct(), "크기?", extra) }, &CREDENTIALS);
    assert_eq!(
        body(&line(choices(1, "S")).unwrap())["messages"],
        json!([{"type": "text", "text": "크기?", "quickReply": {"items": [{"type": "action", "action":
            {"type": "postback", "label": "aS", "data": "c0", "displayText": "aS"}}]}}])
    );
    assert_eq!(line(choices(14, "S")), Err(Refusal::Choices { counted: 14, allowed: 13 }));
    assert!(matches!(line(file(FileKind::Video)), Err(Refusal::NoSuchExtra { what: "file", .. })));
}

// proves CH-24, CH-25: the limits themselves are allowed, one more is not
#[test]
fn lengths_and_windows_are_the_platforms() {
    let private = limits(Platform::Facebook, Visibility::Private).unwrap();
    assert_eq!((private.window, private.human_window, private.retry_key), (Some(24 * HOUR), Some(7 * DAY), false));
    assert_eq!(limits(Platform::Facebook, Visibility::Public).unwrap().window, None);
    for (target, allowed) in [(direct(), 2_000), (Target::Comment { comment: "1".into() }, 8_000)] {
        let answer = |length: usize| encode(&outbound(target.clone(), &"あ".repeat(length), None), &CREDENTIALS);
        assert!(answer(allowed).is_ok());
        assert_eq!(answer(allowed + 1), Err(Refusal::TooLong { counted: allowed + 1, allowed, unit: Unit::Utf16 }));
    }
}
