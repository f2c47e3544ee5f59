//! What the functions' code asks of the table, found in their sources, compared with what their roles grant.
//!
//! No emulator refuses a call for want of a permission, so without this a missing one would show after a deploy.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_json::Value;

use crate::permissions::role_grants;
use crate::template::{Template, many, text};
use crate::views::{list, top};
use crate::wiring::reads;

/// Every Rust source below a folder, each up to its unit tests.
fn sources(folder: &Path) -> Vec<String> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            all.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let source = std::fs::read_to_string(&path).expect("a source");
            all.push(source.split("#[cfg(test)]").next().unwrap_or_default().to_owned());
        }
    }
    all
}

fn identifier(text: &str) -> &str {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or_default()
}

/// Functions of a module of `store` that a source names: `module::name(`, `module::name::<`, or in a `use`.
fn named(source: &str, module: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let path = format!("{module}::");
    for (at, _) in source.match_indices(&path) {
        let before = &source[..at];
        let own_word = !before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        if !own_word || before.ends_with("domain::") {
            continue;
        }
        let after = &source[at + path.len()..];
        if let Some(group) = after.strip_prefix('{') {
            let group = group.split('}').next().unwrap_or_default();
            names.extend(group.split(',').map(|name| identifier(name.trim()).to_owned()));
        } else {
            names.insert(identifier(after).to_owned());
        }
    }
    names
}

/// Public functions of each listed module of `store`, its files in a folder of its name among them.
fn store_functions(uses: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let modules = uses.as_object().expect("uses.yaml is a map of modules");
    modules
        .keys()
        .map(|module| {
            let store = top().join("shared/store/src");
            let path = store.join(format!("{module}.rs"));
            let mut source = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            if store.join(module).is_dir() {
                source.extend(sources(&store.join(module)));
            }
            let source = source.split("#[cfg(test)]").next().unwrap_or_default();
            // Functions begin a line; an indented one is a method of some type.
            let begins = ["pub async fn ", "pub fn "];
            let functions = source.lines().filter_map(|line| begins.iter().find_map(|begin| line.strip_prefix(begin)));
            (module.clone(), functions.map(|rest| identifier(rest).to_owned()).collect())
        })
        .collect()
}

/// What one function's code needs, in the words of `uses.yaml`.
fn needs(package: &str, uses: &Value, functions: &BTreeMap<String, BTreeSet<String>>) -> BTreeSet<String> {
    let mut needs = BTreeSet::new();
    for source in sources(&top().join("functions").join(package).join("src")) {
        for (module, known) in functions {
            let renamed =
                source.lines().any(|line| !line.trim_start().starts_with("//") && line.contains(&format!("{module} as ")));
            assert!(!renamed, "functions/{package} renames store::{module}: its calls are found by that name, keep it");
            for name in named(&source, module).intersection(known) {
                needs.extend(many(&uses[module][name]).into_iter().map(|need| text(need).to_owned()));
            }
        }
        // Settings are also read through runtime's short memory of them.
        if source.contains("deps.settings") {
            needs.insert("query".to_owned());
        }
        // Who asks is looked up where every request of the API is read (`api::actor`).
        if source.contains("api::judging") {
            needs.insert("get".to_owned());
        }
    }
    needs
}

/// A need's kind as IAM says it: the action, and on what.
const KINDS: &[(&str, &str, &str)] = &[
    ("get", "dynamodb:GetItem", "Table"),
    ("many", "dynamodb:BatchGetItem", "Table"),
    ("query", "dynamodb:Query", "Table"),
    ("gsi1", "dynamodb:Query", "Table/index/gsi1"),
    ("gsi2", "dynamodb:Query", "Table/index/gsi2"),
    ("put", "dynamodb:PutItem", "Table"),
    ("update", "dynamodb:UpdateItem", "Table"),
    ("delete", "dynamodb:DeleteItem", "Table"),
];

/// `put CONV` as its kind and its family of keys.
fn split(need: &str) -> (&str, &str) {
    need.split_once(' ').unwrap_or((need, ""))
}

/// A grant on the table as the kind of need it serves and the families it is narrowed to.
fn served(grant: &str) -> Option<(&'static str, Vec<&str>)> {
    let (what, keys) = grant.split_once(" where key is ").unwrap_or((grant, ""));
    let (kind, ..) = KINDS.iter().find(|(_, action, resource)| what == format!("{action} on {resource}"))?;
    Some((kind, keys.split(" or ").map(|key| key.trim_end_matches("#*")).filter(|key| !key.is_empty()).collect()))
}

fn granted(grants: &BTreeSet<String>, need: &str) -> bool {
    let (kind, family) = split(need);
    assert!(KINDS.iter().any(|(known, ..)| *known == kind), "uses.yaml: {need:?} is no need");
    grants
        .iter()
        .filter_map(|grant| served(grant))
        .any(|(serves, families)| serves == kind && (families.is_empty() || families.contains(&family)))
}

/// Every call that the code makes is granted.
pub fn calls_are_granted(template: &Template) -> Vec<String> {
    let uses = list("uses.yaml");
    let functions = store_functions(&uses);
    let mut problems = Vec::new();
    for function in template.functions() {
        let grants = role_grants(template, &function.id);
        for need in needs(&function.package, &uses, &functions) {
            if !granted(&grants, &need) {
                problems.push(format!("functions/{} needs {need:?}, which its role does not grant", function.package));
            }
        }
    }
    problems
}

/// Every action on the table that a role has, and every family of keys it may write, is one that the code uses.
pub fn grants_are_used(template: &Template) -> Vec<String> {
    let uses = list("uses.yaml");
    let functions = store_functions(&uses);
    let mut problems = BTreeSet::new();
    for function in template.functions() {
        let package = &function.package;
        let needs = needs(package, &uses, &functions);
        if reads(package).is_none() {
            eprintln!("SKIPPED: functions/{package} has no WIRING yet; whether it uses all that it is granted is not compared");
            continue;
        }
        for grant in role_grants(template, &function.id) {
            let Some((kind, families)) = served(&grant) else {
                continue;
            };
            if !needs.iter().any(|need| split(need).0 == kind) {
                problems.insert(format!("functions/{package} never does what its role allows: {grant}"));
            }
            for family in families.iter().filter(|family| !needs.iter().any(|need| split(need).1 == **family)) {
                problems.insert(format!("functions/{package} may write {family}# and never does"));
            }
        }
    }
    problems.into_iter().collect()
}

#[test]
fn uses_list_what_store_offers() {
    let uses = list("uses.yaml");
    for (module, functions) in store_functions(&uses) {
        let listed: BTreeSet<String> = uses[&module].as_object().expect("functions").keys().cloned().collect();
        let missing: Vec<_> = functions.difference(&listed).collect();
        let gone: Vec<_> = listed.difference(&functions).collect();
        assert!(missing.is_empty(), "uses.yaml, {module}: say what {missing:?} ask of the table");
        assert!(gone.is_empty(), "uses.yaml, {module}: store has no {gone:?} any more");
    }
    let asks = |name: &str| {
        std::fs::read_to_string(top().join("shared/store/src").join(name)).is_ok_and(|s| s.contains("table: &Table"))
    };
    let modules = std::fs::read_dir(top().join("shared/store/src")).expect("shared/store/src");
    for name in modules.flatten().filter_map(|entry| entry.file_name().into_string().ok()) {
        let module = name.trim_end_matches(".rs");
        let plumbing = ["commit", "table", "dynamo", "memory", "lib", "key"].contains(&module);
        assert!(plumbing || !asks(&name) || !uses[module].is_null(), "uses.yaml lacks the module {module}");
    }
}
