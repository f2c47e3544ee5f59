//! What the product's adapters send, held against the platforms' own descriptions: the golden renderings are read as data, so
//! that no code is shared.

use std::{fs, path::Path};

use serde_json::Value;
use simulator::schema::Document;

use crate::bench::shared;

fn bodies(platform: &str) -> Vec<(String, Value)> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../shared/channels/tests/golden/{platform}.json"));
    let golden: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let kinds = golden["private"].as_object().unwrap();
    kinds
        .iter()
        .filter(|(_, shown)| shown.get("body").is_some())
        .map(|(kind, shown)| (kind.clone(), shown["body"].clone()))
        .collect()
}

fn document(file: &str) -> Option<Document> {
    let path = shared()?.join(file);
    Some(Document::load(&path).unwrap())
}

// proves CH-22, DEV-02: outgoing bodies of LINE are valid by its OpenAPI description
#[test]
fn line_bodies_are_valid() {
    let Some(document) = document("specs/line/messaging-api.yml") else { return };
    let bodies = bodies("line");
    assert!(bodies.len() >= 15, "only {}", bodies.len());
    for (kind, body) in bodies {
        assert_eq!(document.check("PushMessageRequest", &body), [], "{kind}: {body}");
    }
}

// proves CH-22, DEV-02: outgoing bodies of WhatsApp are valid by its OpenAPI description
#[test]
fn whatsapp_bodies_are_valid() {
    let Some(document) = document("specs/whatsapp/business-messaging-api_v23.0.yaml") else { return };
    let bodies = bodies("whatsapp");
    assert!(bodies.len() >= 15, "only {}", bodies.len());
    for (kind, mut body) in bodies {
        // Newer than the description, or in the documents and not in it: the simulator's own rules hold these.
        let object = body.as_object_mut().unwrap();
        object.remove("biz_opaque_callback_data");
        for file in ["image", "video", "document"] {
            if let Some(file) = object.get_mut(file).and_then(Value::as_object_mut) {
                file.retain(|name, _| !matches!(name.as_str(), "caption" | "filename"));
            }
        }
        assert_eq!(document.check("Message", &body), [], "{kind}: {body}");
    }
}
