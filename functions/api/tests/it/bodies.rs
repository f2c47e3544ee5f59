//! Every body with a field missing, one too many, one of another type, one too long: 400 with the field, and nothing
//! happens.

use serde_json::{Value, json};
use store::Memory;

use crate::house::{House, with};

/// An operation with a body that is right, and what is wrong with others.
struct Form {
    method: &'static str,
    path: String,
    right: Value,
    /// Fields that must be there.
    needed: &'static [&'static str],
    /// (where it goes, what to write there, the field complained of)
    wrong: Vec<(&'static str, Value, &'static str)>,
}

fn long(characters: usize) -> Value {
    "배".repeat(characters).into()
}

fn many(n: usize) -> Value {
    (0..n).map(|i| Value::from(format!("n{i}"))).collect()
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(json!({ "all": [] }), |inner, _| json!({ "not": inner }))
}

async fn house() -> (House, String) {
    let house = House::new().await;
    let held = house.conversation("held", "care", with("mina")).await.id;
    (house, format!("/v1/conversations/{held}"))
}

fn settings() -> Vec<Form> {
    let rule = json!({ "id": "r1", "query": "delivery" });
    vec![
        Form {
            method: "PUT",
            path: "/v1/accounts/new".into(),
            right: json!({ "platform": "line", "name": "A", "external_id": "U9", "queue": "care", "active": false }),
            needed: &["platform", "name", "external_id", "queue"],
            wrong: vec![
                ("name", long(101), "name"),
                ("name", json!("  "), "name"),
                ("external_id", long(201), "external_id"),
                ("platform", json!("myspace"), "platform"),
                ("queue", json!("Not A Slug"), "queue"),
                ("queue", json!("unknown"), "queue"),
                ("language", json!("fr"), "language"),
                ("threading_window_minutes", json!(4_321), "threading_window_minutes"),
                ("threading_window_minutes", json!(-1), "threading_window_minutes"),
                ("active", json!("yes"), "active"),
            ],
        },
        Form {
            method: "PUT",
            path: "/v1/accounts/shop/secrets".into(),
            right: json!({ "signing": ["s1"], "token": "t1" }),
            needed: &["signing", "token"],
            wrong: vec![
                ("signing", json!([]), "signing"),
                ("signing", json!(["a", "b", "c"]), "signing"),
                ("signing", json!(["a b"]), "signing[0]"),
                ("signing", json!(["a", 7]), "signing[1]"),
                ("signing", json!("a"), "signing"),
                ("token", json!(""), "token"),
                ("token", long(5_000), "token"),
                ("verify_token", json!("a\n"), "verify_token"),
            ],
        },
        Form {
            method: "PUT",
            path: "/v1/topics/new".into(),
            right: json!({ "name": "T", "rules": [rule] }),
            needed: &["name", "rules"],
            wrong: vec![
                ("name", long(101), "name"),
                ("rules", json!([{ "id": "r1" }]), "rules[0].query"),
                ("rules", json!([{ "id": "r1", "query": "a", "extra": 1 }]), "rules[0].extra"),
                ("rules", json!([{ "id": "r1", "query": "" }]), "rules[0].query"),
                ("rules", json!([{ "id": "r1", "query": "(a" }]), "rules[0].query"),
                ("rules", json!([{ "id": "r1", "query": "a ".repeat(3_000) }]), "rules[0].query"),
                ("rules", json!([{ "id": "R 1", "query": "a" }]), "rules[0].id"),
                ("rules", json!([rule, rule]), "rules[1].id"),
                ("rules", (0..201).map(|i| json!({ "id": format!("r{i}"), "query": "a" })).collect(), "rules"),
                ("rules", json!([{ "id": "r1", "query": "a", "accounts": ["unknown"] }]), "rules[0].accounts[0]"),
                ("rules", json!([{ "id": "r1", "query": "a", "platforms": ["myspace"] }]), "rules[0].platforms[0]"),
                ("rules", json!([{ "id": "r1", "query": "a", "content_types": ["private_message"] }]), "rules[0].content_types"),
                ("rules", json!([{ "id": "r1", "query": "a", "accounts": many(101) }]), "rules[0].accounts"),
            ],
        },
        Form {
            method: "PUT",
            path: "/v1/rules/new".into(),
            right: json!({ "name": "R", "number": 1, "condition": { "all": [] }, "outcome": { "then": "escalate" } }),
            needed: &["name", "number", "condition", "outcome"],
            wrong: vec![
                ("name", long(101), "name"),
                ("number", json!(-1), "number"),
                ("condition", json!({ "any": [] }), "condition.any"),
                ("condition", json!({ "all": [{ "field": "mood", "operator": "is", "value": "x" }] }), "condition.all[0]"),
                ("condition", json!("always"), "condition"),
                ("condition", nested(20), "condition.not.not.not.not.not.not.not.not.not.not.not.not.not.not.not.not"),
                ("outcome", json!({ "then": "explode" }), "outcome.then"),
                ("outcome", json!({}), "outcome.then"),
                ("outcome", json!({ "then": "escalate", "who": "me" }), "outcome.who"),
                ("outcome", json!({ "then": "escalate", "queue": "unknown" }), "outcome.queue"),
                ("outcome", json!({ "then": "escalate", "skills": ["unknown"] }), "outcome.skills[0]"),
                ("outcome", json!({ "then": "escalate", "skills": ["korean", "korean"] }), "outcome.skills"),
                ("outcome", json!({ "then": "escalate", "skills": many(21) }), "outcome.skills"),
                ("outcome", json!({ "then": "escalate", "priority": 20_000 }), "outcome.priority"),
                ("outcome", json!({ "then": "no_action", "priority": 1 }), "outcome.priority"),
                ("outcome", json!({ "then": "continue", "queue": "care" }), "outcome.queue"),
                ("tags", many(21), "tags"),
                ("tags", json!(["Not a slug"]), "tags[0]"),
            ],
        },
        Form {
            method: "PUT",
            path: "/v1/queues/new".into(),
            right: json!({ "name": "Q", "offer_seconds": 30, "wrap_up_codes": ["a"], "code_required": true }),
            needed: &["name"],
            wrong: vec![
                ("name", long(101), "name"),
                ("offer_seconds", json!(4), "offer_seconds"),
                ("offer_seconds", json!(3_601), "offer_seconds"),
                ("wrap_up_codes", many(101), "wrap_up_codes"),
                ("wrap_up_codes", json!([]), "wrap_up_codes"),
                ("wrap_up_codes", json!(["Ä"]), "wrap_up_codes[0]"),
            ],
        },
        Form {
            method: "PUT",
            path: "/v1/skills/new".into(),
            right: json!({ "name": "S" }),
            needed: &["name"],
            wrong: vec![("name", long(101), "name"), ("name", json!(1), "name")],
        },
        Form {
            method: "PUT",
            path: "/v1/workspace".into(),
            right: json!({ "zone": "Asia/Kolkata" }),
            needed: &["zone"],
            wrong: vec![("zone", json!("Mars/Olympus"), "zone"), ("zone", json!(9), "zone")],
        },
        Form {
            method: "PUT",
            path: "/v1/views/new".into(),
            right: json!({ "name": "V", "shared": true, "query": "topic=delivery" }),
            needed: &["name"],
            wrong: vec![("name", long(101), "name"), ("query", long(4_001), "query"), ("shared", json!("yes"), "shared")],
        },
        Form {
            method: "PUT",
            path: "/v1/canned/new".into(),
            right: json!({ "name": "C", "shortcut": "c", "texts": { "en": "Hi {{customer.name}}" }, "queues": ["care"] }),
            needed: &["name", "shortcut", "texts"],
            wrong: vec![
                ("name", long(101), "name"),
                ("shortcut", long(41), "shortcut"),
                ("shortcut", json!("a b"), "shortcut"),
                ("texts", json!({}), "texts"),
                ("texts", json!({ "en": long(5_001) }), "texts.en"),
                ("texts", json!({ "ko": "{{open" }), "texts.ko"),
                ("texts", json!({ "fr": "Bonjour" }), "texts"),
                ("queues", many(101), "queues"),
                ("queues", json!(["care", "unknown"]), "queues[1]"),
            ],
        },
        Form {
            method: "PUT",
            path: "/v1/agents/new".into(),
            right: json!({ "name": "A", "queues": ["care"], "skills": { "korean": 5 }, "capacity": 3 }),
            needed: &["name", "capacity"],
            wrong: vec![
                ("name", long(101), "name"),
                ("queues", many(101), "queues"),
                ("queues", json!(["unknown"]), "queues[0]"),
                ("skills", json!({ "korean": 6 }), "skills.korean"),
                ("skills", json!({ "korean": 0 }), "skills.korean"),
                ("skills", json!({ "unknown": 1 }), "skills.unknown"),
                ("capacity", json!(0), "capacity"),
                ("capacity", json!(101), "capacity"),
            ],
        },
    ]
}

fn commands(held: &str, mention: &str) -> Vec<Form> {
    vec![
        Form {
            method: "PUT",
            path: "/v1/agents/yuki/presence".into(),
            right: json!({ "presence": "away" }),
            needed: &["presence"],
            wrong: vec![("presence", json!("not_responding"), "presence"), ("presence", json!(1), "presence")],
        },
        Form {
            method: "POST",
            path: format!("{held}/assign"),
            right: json!({ "to": "yuki" }),
            needed: &["to"],
            wrong: vec![("to", json!("unknown"), "to"), ("to", long(65), "to")],
        },
        Form {
            method: "POST",
            path: format!("{held}/transfer"),
            right: json!({ "to": { "queue": "sales" }, "note": "please" }),
            needed: &["to"],
            wrong: vec![
                ("to", json!({ "queue": "unknown" }), "to"),
                ("to", json!({ "agent": "unknown" }), "to"),
                ("to", json!({ "skill": "unknown" }), "to"),
                ("to", json!({ "queue": "sales", "agent": "yuki" }), "to"),
                ("to", json!("sales"), "to"),
                ("note", long(5_001), "note"),
                ("note", json!(""), "note"),
            ],
        },
        Form {
            method: "POST",
            path: format!("{held}/close"),
            right: json!({ "code": "refund" }),
            needed: &[],
            wrong: vec![("code", json!("unknown"), "code"), ("code", json!(null), "code"), ("code", json!("A B"), "code")],
        },
        Form {
            method: "POST",
            path: format!("{held}/notes"),
            right: json!({ "text": "look", "mentions": ["yuki"] }),
            needed: &["text"],
            wrong: vec![
                ("text", long(5_001), "text"),
                ("text", json!("\n"), "text"),
                ("text", json!("a\u{0}b"), "text"),
                ("text", json!("a\u{ffff}"), "text"),
                ("mentions", many(101), "mentions"),
                ("mentions", json!(["yuki", "unknown"]), "mentions[1]"),
            ],
        },
        Form {
            method: "POST",
            path: format!("{held}/replies"),
            right: json!({ "text": "곧 도착합니다", "seen": 1, "visibility": "private" }),
            needed: &["text"],
            wrong: vec![
                ("text", json!(""), "text"),
                ("text", long(5_001), "text"),
                ("text", long(10_001), "text"),
                ("canned", json!("late"), "canned"),
                ("variables", json!({ "a": "b" }), "variables"),
                ("visibility", json!("public"), "visibility"),
                ("visibility", json!("secret"), "visibility"),
                ("seen", json!(-1), "seen"),
            ],
        },
        Form {
            method: "POST",
            path: format!("/v1/mentions/{mention}/escalate"),
            right: json!({ "queue": "care", "note": "why" }),
            needed: &["queue"],
            wrong: vec![("queue", json!("unknown"), "queue"), ("note", long(5_001), "note")],
        },
    ]
}

/// Everything that lies in the table, to see that nothing was added or changed.
fn contents(memory: &Memory) -> Vec<String> {
    memory.contents().into_iter().map(|row| format!("{row:?}")).collect()
}

// proves S7, S8, INT-01: no body that is wrong does anything, and each is told where
#[tokio::test]
async fn a_wrong_body_is_told_where_and_does_nothing() {
    let (house, held) = house().await;
    let mention = crate::matrix::a_mention(&house).await.to_string();
    let memory = &house.memory;
    let forms: Vec<Form> = settings().into_iter().chain(commands(&held, &mention)).collect();
    let ask = async |form: &Form, body: String| house.ask("mina", "admin").key("k").raw(body).make(form.method, &form.path).await;
    for form in &forms {
        let before = contents(memory);
        let check = async |body: Value, field: &str| {
            let answer = ask(form, body.to_string()).await;
            let short: String = body.to_string().chars().take(200).collect();
            assert_eq!((answer.status, answer.field()), (400, field), "{} {}: {short}: {answer:?}", form.method, form.path);
            assert!(house.sent().is_none());
        };
        for &field in form.needed {
            let mut body = form.right.clone();
            body.as_object_mut().unwrap().remove(field);
            check(body, field).await;
        }
        let mut body = form.right.clone();
        body["surplus"] = json!(1);
        check(body, "surplus").await;
        for (place, value, field) in &form.wrong {
            let mut body = form.right.clone();
            body[*place] = value.clone();
            check(body, field).await;
        }
        for (body, code) in [
            ("", "invalid"),
            ("{", "malformed_json"),
            ("[]", "invalid"),
            ("null", "invalid"),
            ("{} {}", "malformed_json"),
            ("\u{0}", "malformed_json"),
        ] {
            let answer = ask(form, body.to_owned()).await;
            // An object of nothing is whole where nothing is needed; what follows it is not.
            assert_eq!(answer.status, 400, "{} {body}: {answer:?}", form.path);
            if !form.needed.is_empty() && body != "{} {}" {
                assert_eq!(answer.code(), code, "{} {body}: {answer:?}", form.path);
            }
        }
        let answer = house
            .ask("mina", "admin")
            .key("k")
            .header("content-type", "text/plain")
            .raw(form.right.to_string())
            .make(form.method, &form.path)
            .await;
        answer.is(415, "unsupported_media_type");
        let answer = ask(form, format!("{{\"a\":\"{}\"}}", "x".repeat(1 << 20))).await;
        answer.is(413, "too_large");
        let answer = ask(form, format!("{}{}", "[".repeat(33), "]".repeat(33))).await;
        answer.is(400, "invalid");
        assert_eq!(contents(memory), before, "{}", form.path);
    }
    // The right ones are right: none of the above was refused for another reason.
    for form in forms {
        let (house, _) = self::house().await;
        crate::matrix::a_mention(&house).await;
        house.ask("mina", "admin").key("k").with(form.right.clone()).make(form.method, &form.path).await.ok();
    }
}

// proves INT-01: what is no JSON is told by line and column
#[tokio::test]
async fn malformed_json_names_its_line_and_column() {
    let house = House::new().await;
    let answer =
        house.admin().raw("{\n  \"name\": \"S\",\n}".into()).make("PUT", "/v1/skills/new").await.is(400, "malformed_json");
    let message = answer.body["error"]["message"].as_str().unwrap();
    assert!(message.contains("line 3, column 1"), "{message}");
}

// proves SEC-09, I23: no complaint and no answer repeats a secret
#[tokio::test]
async fn no_answer_repeats_a_secret() {
    let house = House::new().await;
    let path = "/v1/accounts/shop/secrets";
    for body in [
        "{\"signing\":\"CANARY\",\"token\":\"CANARY\"}",
        "{\"signing\":[\"CANARY CANARY\"],\"token\":\"CANARY\"}",
        "{\"signing\":[\"CANARY\"],\"token\":{\"CANARY\":1}}",
        "{\"signing\":[\"CANARY\"],\"token\":\"CANARY\"",
        "{\"signing\":[\"CANARY\"],\"token\":\"CANARY\",\"verify_token\":[\"CANARY\"]}",
        "CANARY",
    ] {
        let answer = house.admin().raw(body.into()).make("PUT", path).await;
        assert_eq!(answer.status, 400, "{body}");
        assert!(!answer.body.to_string().contains("CANARY"), "{answer:?}");
    }
    let right = json!({ "signing": ["CANARY1", "CANARY2"], "token": "CANARY3", "verify_token": "CANARY4" });
    let answer = house.admin().put(path, right).await;
    assert_eq!((answer.status, answer.body), (204, Value::Null));
    let account = house.admin().get("/v1/accounts/shop").await.ok();
    assert!(!account.to_string().contains("CANARY"));
    let kept = house
        .deps
        .secrets
        .get(domain::platform::Platform::Line, &"shop".parse().unwrap(), house.clock.now())
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        (kept.all("signing"), kept.one("token"), kept.one("verify_token")),
        (&["CANARY1".to_owned(), "CANARY2".to_owned()][..], Some("CANARY3"), Some("CANARY4"))
    );
    house.admin().put("/v1/accounts/unknown/secrets", json!({ "signing": ["s"], "token": "t" })).await.is(404, "not_found");
}

// proves CH-26: what a token is renewed with is kept whole, for platforms whose tokens run out, and never shown
#[tokio::test]
async fn a_refresh_token_goes_with_its_app() {
    let house = House::new().await;
    let account = json!({ "platform": "x", "name": "X", "external_id": "900", "queue": "care", "active": false });
    assert_eq!(house.admin().put("/v1/accounts/our-x", account).await.status, 201);
    let body = |extra: Value| {
        let mut body = json!({ "signing": ["s"], "token": "t", "refresh_token": "CANARY" });
        extra.as_object().unwrap().iter().for_each(|(name, value)| body[name] = value.clone());
        body
    };
    let lone = house.admin().put("/v1/accounts/our-x/secrets", body(json!({}))).await;
    assert_eq!((lone.status, lone.body.to_string().contains("CANARY")), (400, false), "{lone:?}");
    let elsewhere = house.admin().put("/v1/accounts/shop/secrets", body(json!({ "client_id": "app" }))).await;
    assert_eq!(elsewhere.status, 400, "LINE gives no refresh tokens: {elsewhere:?}");
    let whole = body(json!({ "client_id": "app", "client_secret": "hidden" }));
    assert_eq!(house.admin().put("/v1/accounts/our-x/secrets", whole).await.status, 204);
    let (x, id) = (domain::platform::Platform::X, "our-x".parse().unwrap());
    let kept = house.deps.secrets.get(x, &id, house.clock.now()).await.unwrap().unwrap();
    assert_eq!(
        (kept.one("refresh_token"), kept.one("client_id"), kept.one("client_secret")),
        (Some("CANARY"), Some("app"), Some("hidden"))
    );
}
