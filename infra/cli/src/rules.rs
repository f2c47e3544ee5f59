//! Rules as files, however they are arranged, and `harken lint-rules`: of a file, or of the running system.

use std::io::{Read, Write};

use clap::Args;
use domain::{
    analysis::Language,
    escalate::EscalationRule,
    id::TopicId,
    lint::{self, Finding},
    rule::Condition,
    topic::Topic,
};
use serde_json::{Value, json};

use crate::{
    endpoints::Endpoints, failure::Failure, house::House, said::unmarked, seed::PASSWORD, sign_in::sign_in, tongue::spoken,
    workspace::Workspace,
};

/// What to look at.
#[derive(Args)]
pub struct Lint {
    /// Look at the rules of the running system instead of those on stdin.
    #[arg(long)]
    pub running: bool,
    /// The language of the sentences: en, ko, ja. Otherwise that of `LC_ALL`, `LC_MESSAGES` or `LANG`.
    #[arg(long)]
    pub language: Option<Language>,
}

/// Everything in a file of rules, however it is arranged.
#[derive(Default)]
pub struct Loose {
    /// Topics with their ingestion rules; those without a topic are in one called `stdin`.
    pub topics: Vec<Topic>,
    /// Escalation rules.
    pub rules: Vec<EscalationRule>,
    /// What does not read.
    pub findings: Vec<Finding>,
}

/// Finds what is wrong with the rules on stdin; one finding a line, as JSON.
pub fn lint(ask: &Lint, mut input: impl Read, mut output: impl Write) -> Result<(), Failure> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    let mut loose = Loose::default();
    loose.take(&serde_json::from_str(unmarked(&text))?, None);
    for rule in &loose.rules {
        let problems = rule.validate().err().into_iter().flatten();
        loose.findings.extend(problems.map(|problem| Finding::invalid(rule.id.as_str(), problem.to_string())));
    }
    let topics = (!loose.topics.is_empty()).then_some(loose.topics.as_slice());
    let found = loose.findings.iter().cloned().chain(lint::topics(&loose.topics)).chain(lint::escalation(&loose.rules, topics));
    for finding in found {
        let mut line = serde_json::to_value(&finding)?;
        line["sentence"] = finding.sentence(spoken(ask.language)).into();
        writeln!(output, "{line}")?;
    }
    Ok(())
}

/// The same for the running system.
pub async fn lint_running(workspace: &Workspace, ask: &Lint) -> Result<(), Failure> {
    let house = House::at(Endpoints::read(workspace)?)?;
    let token = sign_in(&house, "admin", PASSWORD).await?;
    let path = format!("/v1/lint?language={}", spoken(ask.language).as_str());
    let answer = house.api(&token, "GET", &path, None).await?;
    for finding in answer["findings"].as_array().into_iter().flatten() {
        println!("{finding}");
    }
    Ok(())
}

impl Loose {
    /// Adds what is in a value, at any depth; `topic` is whose rules these are.
    pub fn take(&mut self, value: &Value, topic: Option<&str>) {
        match value {
            Value::Array(all) => all.iter().for_each(|value| self.take(value, topic)),
            Value::Object(object) if object.contains_key("condition") => self.escalation(value),
            Value::Object(object) if object.contains_key("query") => self.ingestion(value, topic),
            Value::Object(object) if object.get("rules").is_some_and(|rules| is_topic(object.contains_key("id"), rules)) => {
                let id = slug(value, "topic");
                self.topic(&id, value);
                let rules = &value["rules"];
                rules.as_array().into_iter().flatten().for_each(|rule| self.take(rule, Some(&id)));
            }
            Value::Object(object)
                if object.contains_key("id") && !object.values().any(|value| value.is_array() || value.is_object()) =>
            {
                self.findings.push(Finding::invalid(slug(value, "rule"), "it has neither a `condition` nor a `query`"));
            }
            Value::Object(object) => {
                // `{"topics": [...], "rules": [...]}`, or a page of the API.
                object.values().filter(|value| value.is_array() || value.is_object()).for_each(|value| self.take(value, topic));
            }
            _ => {}
        }
    }

    fn topic(&mut self, id: &str, value: &Value) -> Option<usize> {
        let id: TopicId = id.parse().ok()?;
        if let Some(known) = self.topics.iter().position(|topic| topic.id == id) {
            return Some(known);
        }
        let name = value["name"].as_str().unwrap_or(id.as_str()).to_owned();
        self.topics.push(Topic { id, name, active: is_active(value), rules: vec![] });
        Some(self.topics.len() - 1)
    }

    fn ingestion(&mut self, value: &Value, topic: Option<&str>) {
        let id = topic.or_else(|| value["topic"].as_str()).unwrap_or("stdin").to_owned();
        let Some(topic) = self.topic(&id, &Value::Null) else { return };
        let mut rule = value.clone();
        let number = self.topics[topic].rules.len() + 1;
        fill(&mut rule, number);
        match serde_json::from_value(rule.clone()) {
            Ok(rule) => self.topics[topic].rules.push(rule),
            Err(error) => self.findings.push(Finding::invalid(format!("{id}/{}", slug(&rule, "rule")), error.to_string())),
        }
    }

    fn escalation(&mut self, value: &Value) {
        let mut rule = value.clone();
        fill(&mut rule, self.rules.len() + 1);
        let name = slug(&rule, "rule");
        if let Err(problems) = Condition::read(&rule["condition"], "condition") {
            self.findings.extend(problems.into_iter().map(|problem| match problem.query {
                Some(error) => Finding::unread(&name, *error),
                None => Finding::invalid(&name, problem.to_string()),
            }));
            return;
        }
        match serde_json::from_value(rule) {
            Ok(rule) => self.rules.push(rule),
            Err(error) => self.findings.push(Finding::invalid(name, error.to_string())),
        }
    }
}

/// Whether `rules` are those of a topic: a file of both has ids in neither.
fn is_topic(named: bool, rules: &Value) -> bool {
    named || rules.as_array().is_some_and(|rules| rules.iter().any(|rule| rule.get("query").is_some()))
}

fn is_active(value: &Value) -> bool {
    let paused = value["status"].as_str().is_some_and(|status| status != "active");
    value["active"].as_bool().unwrap_or(!paused)
}

fn slug(value: &Value, otherwise: &str) -> String {
    value["id"].as_str().or_else(|| value["name"].as_str()).unwrap_or(otherwise).to_lowercase().replace(' ', "-")
}

/// What a file may leave out.
fn fill(rule: &mut Value, number: usize) {
    let active = is_active(rule);
    let id = slug(rule, &format!("rule-{number}"));
    let Some(object) = rule.as_object_mut() else { return };
    let name = object.get("name").cloned().unwrap_or_else(|| id.clone().into());
    for (key, value) in [
        ("id", Value::from(id)),
        ("name", name),
        ("version", 1.into()),
        ("number", number.into()),
        ("outcome", json!({ "then": "escalate" })),
    ] {
        object.entry(key).or_insert(value);
    }
    object.insert("active".into(), active.into());
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn kinds(rules: &Value) -> BTreeMap<String, Vec<String>> {
        let mut output = Vec::new();
        // As some editors write a file.
        let rules = format!("\u{feff}{rules}\r\n");
        lint(&Lint { running: false, language: Some(Language::Ko) }, rules.as_bytes(), &mut output).unwrap();
        let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for line in String::from_utf8(output).unwrap().lines() {
            let finding: Value = serde_json::from_str(line).unwrap();
            found.entry(finding["rule"].as_str().unwrap().into()).or_default().push(finding["kind"].as_str().unwrap().into());
        }
        found
    }

    // proves ADV-08: rules come in whatever arrangement
    #[test]
    fn rules_are_read_however_they_are_arranged() {
        let bad = json!({ "id": "a", "query": "refund -refund" });
        let expected = BTreeMap::from([("money/a".to_owned(), vec!["never_matches".to_owned()])]);
        assert_eq!(kinds(&json!({ "topics": [{ "id": "money", "name": "Money", "rules": [bad] }], "rules": [] })), expected);
        assert_eq!(kinds(&json!([{ "id": "a", "topic": "money", "query": "refund -refund" }])), expected);
        assert_eq!(kinds(&json!({ "id": "money", "rules": [bad] })), expected);
        assert_eq!(
            kinds(&json!([{ "id": "e", "condition": { "field": "mood", "operator": "is", "value": 1 } }]))["e"],
            ["invalid"]
        );
        assert_eq!(kinds(&json!({ "rules": [{ "id": "empty", "number": 1 }] }))["empty"], ["invalid"]);
    }
}
