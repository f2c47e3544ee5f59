//! The views of the template that rules run over.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::template::Template;

pub fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the repository's top")
}

pub fn written() -> serde_json::Value {
    crate::template::read_yaml(&top().join("infra/template.yaml"))
}

/// What AWS would get, if the build tools are installed. SAM's shorthand can hide wildcards, so this view matters.
pub fn expanded() -> Option<&'static serde_json::Value> {
    static EXPANDED: OnceLock<Option<serde_json::Value>> = OnceLock::new();
    EXPANDED.get_or_init(expand).as_ref()
}

fn expand() -> Option<serde_json::Value> {
    let python = top().join(".tools/bin/python");
    if !python.exists() {
        eprintln!("SKIPPED: the expanded template is not checked; run infra/tools/setup.sh to install the build tools");
        return None;
    }
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("expanded.json");
    let output = Command::new(python)
        .arg(top().join("infra/tools/expand.py"))
        .arg(top().join("infra/template.yaml"))
        .arg(&target)
        .output()
        .expect("start expand.py");
    assert!(output.status.success(), "expand.py failed: {}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(&target).expect("read the expanded template");
    Some(serde_json::from_str(&text).expect("the expanded template is JSON"))
}

/// As written and as expanded; each with every condition off (the default deployment) and with every condition on.
pub fn all() -> &'static [Template] {
    static VIEWS: OnceLock<Vec<Template>> = OnceLock::new();
    VIEWS.get_or_init(|| {
        let mut documents = vec![("written", written())];
        documents.extend(expanded().map(|document| ("expanded", document.clone())));
        let mut views = Vec::new();
        for (name, document) in documents {
            views.push(Template::new(format!("{name}, conditions off"), &document, false));
            views.push(Template::new(format!("{name}, conditions on"), &document, true));
        }
        views
    })
}

/// Reads one of this package's hand-written lists.
pub fn list(name: &str) -> serde_json::Value {
    crate::template::read_yaml(&Path::new(env!("CARGO_MANIFEST_DIR")).join(name))
}
