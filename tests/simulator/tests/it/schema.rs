//! The schema check: refuses what it should, accepts what it should.

use serde_json::{Value, json};
use simulator::schema::{Document, Problem};

use crate::bench::shared;

const SMALL: &str = r##"
components:
  schemas:
    Order:
      type: object
      required: [items, to]
      properties:
        to: {type: string, minLength: 2, maxLength: 4, pattern: "^[a-z]+$"}
        count: {type: integer, minimum: 1, maximum: 5}
        mode: {type: string, enum: [fast, slow]}
        link: {type: string, format: uri}
        note: {type: string, nullable: true}
        either: {oneOf: [{type: string}, {type: integer}]}
        labels: {type: object, additionalProperties: {type: string}}
        items: {type: array, minItems: 1, maxItems: 2, items: {$ref: "#/components/schemas/Item"}}
    Item:
      type: object
      required: [kind]
      properties: {kind: {type: string}}
      discriminator:
        propertyName: kind
        mapping: {tea: "#/components/schemas/Tea", cup: "#/components/schemas/Cup"}
    Tea:
      required: [grams]
      allOf:
        - $ref: "#/components/schemas/Item"
        - type: object
          properties: {grams: {type: integer}}
    Cup:
      allOf: [{$ref: "#/components/schemas/Item"}]
"##;

fn problems(value: &Value) -> Vec<String> {
    let document = Document::parse(SMALL).unwrap();
    document.check("Order", value).iter().map(ToString::to_string).collect()
}

// proves DEV-02: the product's calls are held against the platform's schema, each rule of it.
#[test]
fn each_rule_of_the_schema_language_is_kept() {
    let good = json!({
        "to": "abc", "count": 5, "mode": "slow", "link": "https://x", "note": null, "either": 3,
        "labels": {"a": "b"}, "items": [{"kind": "tea", "grams": 3}, {"kind": "cup"}],
    });
    assert_eq!(problems(&good), Vec::<String>::new());
    let rows: Vec<(&str, Value, &str)> = vec![
        ("/to", json!("a"), "to: must be at least 2 characters"),
        ("/to", json!("abcde"), "to: must be at most 4 characters"),
        ("/to", json!("AB"), "to: must match ^[a-z]+$"),
        ("/to", json!(7), "to: must be string, not number"),
        ("/count", json!(0), "count: must be at least 1"),
        ("/count", json!(1.5), "count: must be integer, not number"),
        ("/mode", json!("warp"), "mode: \"warp\" is none of the known values"),
        ("/link", json!("no uri"), "link: is not well formed"),
        ("/either", json!(true), "either: fits none of the allowed forms"),
        ("/labels", json!({"a": 1}), "labels.a: must be string, not number"),
        ("/items", json!([]), "items: must be at least 1 items"),
        ("/items", json!([{"kind": "cup"}, {"kind": "cup"}, {"kind": "cup"}]), "items: must be at most 2 items"),
        ("/items/0", json!({"kind": "tea"}), "items[0].grams: must be specified"),
        ("/items/0", json!({}), "items[0].kind: must be specified"),
        ("/items/0", json!({"kind": "milk"}), "items[0].kind: \"milk\" is none of the known values"),
        ("/items/1", json!({"kind": "cup", "grams": 3}), "items[1].grams: no such field"),
    ];
    for (place, value, expected) in rows {
        let mut bad = good.clone();
        *bad.pointer_mut(place).unwrap() = value;
        assert_eq!(problems(&bad), [expected], "{place}");
    }
    let mut bad = good.clone();
    bad.as_object_mut().unwrap().remove("to");
    bad["extra"] = json!(1);
    assert_eq!(problems(&bad), ["to: must be specified", "extra: no such field"]);
    assert_eq!(problems(&json!([])), [": must be object, not array"]);
}

// proves DEV-02: LINE's own document can be read, and catches a wrong push.
#[test]
fn lines_document_takes_a_right_push_and_refuses_wrong_ones() {
    let Some(shared) = shared() else { return };
    let document = Document::load(&shared.join("specs/line/messaging-api.yml")).unwrap();
    let to = "U00000000000000000000000000000a01";
    let right = json!({"to": to, "messages": [
        {"type": "text", "text": "hello", "quoteToken": "q", "sender": {"name": "Yuki"},
         "quickReply": {"items": [{"type": "action", "action": {"type": "message", "label": "Yes", "text": "Yes"}}]}},
        {"type": "sticker", "packageId": "446", "stickerId": "1988"},
    ], "notificationDisabled": true});
    assert_eq!(document.check("PushMessageRequest", &right), []);
    let wrong = |change: fn(&mut Value)| {
        let mut body = right.clone();
        change(&mut body);
        document.check("PushMessageRequest", &body)
    };
    let unknown = wrong(|body| body["messages"][0]["txt"] = json!("x"));
    assert_eq!((unknown[0].at.as_str(), &unknown[0].problem), ("messages[0].txt", &Problem::UnknownField));
    assert!(!wrong(|body| body["messages"][0]["type"] = json!("poem")).is_empty());
    assert!(!wrong(|body| body["messages"] = json!([])).is_empty());
    assert!(!wrong(|body| body["to"] = json!(5)).is_empty());
    assert!(!wrong(|body| body["messages"][0]["sender"]["name"] = json!("a name longer than twenty")).is_empty());
    assert!(!wrong(|body| body["messages"][1].as_object_mut().unwrap().clear()).is_empty());
}
