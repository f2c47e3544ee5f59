//! `docs/deploy.md` and `docs/operate.md` name what the template has, and say what to do for each alarm.

use std::collections::BTreeSet;

use crate::views::{top, written};

fn read(name: &str) -> String {
    std::fs::read_to_string(top().join("docs").join(name)).unwrap_or_else(|error| panic!("docs/{name}: {error}"))
}

/// The word after each `before`, up to the first character that is no part of a name.
fn words_after<'a>(text: &'a str, before: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before)
        .skip(1)
        .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default())
        .filter(|word| !word.is_empty())
}

/// A heading as the anchor that Markdown viewers make of it.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings =
        text.lines().filter(|line| line.starts_with('#')).map(|line| line.trim_start_matches('#').trim().to_lowercase());
    headings
        .map(|h| h.chars().filter(|c| c.is_alphanumeric() || *c == ' ' || *c == '-').collect::<String>().replace(' ', "-"))
        .collect()
}

#[test]
fn every_alarm_says_where_to_read() {
    let operate = read("operate.md");
    let template = written();
    let resources = template["Resources"].as_object().expect("resources");
    let mut alarms = 0;
    for (id, resource) in resources.iter().filter(|(_, r)| r["Type"] == "AWS::CloudWatch::Alarm") {
        let description = resource["Properties"]["AlarmDescription"].as_str().expect("a description");
        let heading = description.split("See docs/operate.md, ").nth(1).expect("where to read").trim_end_matches('.');
        assert!(operate.lines().any(|line| line == format!("## {heading}")), "{id}: operate.md has no heading {heading:?}");
        alarms += 1;
    }
    let counted = format!("| CloudWatch alarms | {alarms} at 0.10 | {:.2} |", f64::from(alarms) / 10.0);
    assert!(read("deploy.md").contains(&counted), "deploy.md should say {counted:?}");
}

// proves quality.md section 7: a month without traffic costs what Lambda's looks into empty queues do; `tests/bench` counts with these
#[test]
fn seven_queues_are_looked_into() {
    let template = written();
    let resources = template["Resources"].as_object().expect("resources");
    let events = resources.values().filter_map(|resource| resource["Properties"]["Events"].as_object());
    let (mut fifo, mut standard) = (0, 0);
    for event in events.flat_map(|events| events.values()).filter(|event| event["Type"] == "SQS") {
        let arn = event["Properties"]["Queue"].to_string();
        let queue = words_after(&arn, "\"").find(|word| resources.contains_key(*word)).expect("the queue of a trigger");
        *(if resources[queue]["Properties"]["FifoQueue"] == true { &mut fifo } else { &mut standard }) += 1;
    }
    assert_eq!((fifo, standard), (5, 2), "tests/bench/src/idle.rs and docs/deploy.md count with these");
}

#[test]
fn documents_name_what_exists() {
    let template = written();
    for name in ["deploy.md", "operate.md"] {
        let text = read(name);
        for output in words_after(&text, "$(output ").chain(words_after(&text, "\noutput ")) {
            assert!(!template["Outputs"][output].is_null(), "{name}: the template has no output {output}");
        }
        for id in words_after(&text, "$(resource ") {
            assert!(!template["Resources"][id].is_null(), "{name}: the template has no resource {id}");
        }
        for parameter in [
            "AlarmEmail",
            "ConsoleOrigin",
            "LogRetentionDays",
            "WebhookConcurrency",
            "StepConcurrency",
            "Tracing",
            "EncryptionKeyArn",
        ] {
            assert!(!template["Parameters"][parameter].is_null(), "the template has no parameter {parameter}");
        }
    }
    let operate = read("operate.md");
    for (id, _) in template["Resources"].as_object().expect("resources").iter().filter(|(id, _)| id.ends_with("DeadLetters")) {
        assert!(operate.contains(&format!("`{id}`")), "operate.md does not mention {id}");
    }
}

#[test]
fn links_lead_somewhere() {
    for name in ["deploy.md", "operate.md"] {
        let text = read(name);
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.starts_with("http")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() { text.clone() } else { read(file) };
            assert!(anchor.is_empty() || anchors(&target).contains(anchor), "{name} links to {link}, which does not exist");
        }
    }
}
