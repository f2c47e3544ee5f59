//! Holds `infra/template.yaml`, `samconfig.toml` and `Cargo.lock` to the rules of the architecture.
//!
//! A rule is a function from a [`template::Template`] to a list of problems. The suite runs every rule over every view of the
//! real template (as written and as SAM expands it; with all conditions off and on), and `mutations` breaks the
//! template in one place at a time to prove that each rule notices.
#![allow(clippy::unwrap_used, clippy::expect_used)]

mod deployment;
mod documents;
mod doors;
mod functions;
mod mutations;
mod permissions;
mod queues;
mod storage;
mod template;
mod uses;
mod views;
mod wiring;

/// A rule: problems it finds, each naming the resource and what is wrong with it.
type Rule = fn(&template::Template) -> Vec<String>;

/// Every rule by the name that a failure shows.
const RULES: &[(&str, Rule)] = &[
    ("queues: dead letters", queues::dead_letters),
    ("queues: as the architecture lists them", queues::shapes),
    ("queues: visibility", queues::visibility),
    ("queues: alarms", queues::alarms),
    ("queues: targets and schedules", queues::targets),
    ("queues: mappings", queues::mappings),
    ("functions: shape", functions::shape),
    ("functions: own role and logs", functions::own_role_and_logs),
    ("functions: alarms", functions::alarms),
    ("permissions: wildcards", permissions::wildcards),
    ("permissions: as listed", permissions::as_listed),
    ("permissions: only roles of functions", permissions::only_functions_roles),
    ("permissions: families of keys", permissions::key_families),
    ("permissions: calls are granted", uses::calls_are_granted),
    ("permissions: grants are used", uses::grants_are_used),
    ("wiring: names", wiring::names),
    ("wiring: fits permissions", wiring::fits_permissions),
    ("doors: tokens", doors::tokens),
    ("doors: origins and rates", doors::origins_and_rates),
    ("doors: customers", doors::customers),
    ("doors: sockets", doors::sockets),
    ("doors: console", doors::console),
    ("doors: buckets", doors::buckets),
    ("storage: table", storage::table),
    ("storage: encryption", storage::encryption),
];

fn check(rules: &[&str]) {
    let mut problems = Vec::new();
    for view in views::all() {
        for (name, rule) in RULES.iter().filter(|(name, _)| rules.contains(name)) {
            problems.extend(rule(view).into_iter().map(|problem| format!("[{} | {name}] {problem}", view.name)));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

// proves R8: every queue, bus target, schedule and async function has a dead-letter destination and alarms.
#[test]
fn nothing_is_lost_silently() {
    check(&["queues: dead letters", "queues: alarms", "queues: targets and schedules", "functions: alarms"]);
}

// proves R8: a step that stands still is told of by the age of its queue's oldest message, a silent clock by itself.
#[test]
fn worker_idle_unnoticed() {
    check(&["queues: alarms", "functions: alarms"]);
}

// proves R7, R10: partial batches everywhere; a message outlives six tries of its function before it is seen again.
#[test]
fn queues_are_read_as_the_architecture_says() {
    check(&["queues: as the architecture lists them", "queues: visibility", "queues: mappings"]);
}

// proves S12: one role per function, exact resources, no wildcard outside the justified list, no Scan.
#[test]
fn a_role_grants_what_is_listed_and_no_more() {
    check(&[
        "permissions: wildcards",
        "permissions: as listed",
        "permissions: only roles of functions",
        "permissions: families of keys",
        "permissions: calls are granted",
        "permissions: grants are used",
    ]);
}

// proves S20: architecture, section 6: each function is its own deployable with its own identity.
#[test]
fn functions_are_alike() {
    check(&["functions: shape", "functions: own role and logs"]);
}

// proves ARC-11: what a function reads from its environment is what the template gives it, and it may use it.
#[test]
fn wiring_is_complete() {
    check(&["wiring: names", "wiring: fits permissions"]);
}

// proves S10, S14, S20.
#[test]
fn doors_are_shut_unless_listed() {
    check(&[
        "doors: tokens",
        "doors: origins and rates",
        "doors: customers",
        "doors: sockets",
        "doors: console",
        "doors: buckets",
    ]);
}

// proves S13.
#[test]
fn data_is_encrypted_and_recoverable() {
    check(&["storage: table", "storage: encryption"]);
}

#[test]
fn every_rule_is_in_a_test() {
    let source = include_str!("main.rs");
    for (name, _) in RULES {
        assert!(source.matches(&format!("\"{name}\"")).count() >= 2, "rule {name:?} is in no test");
    }
}
