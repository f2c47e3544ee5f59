//! Rules and messages as files: `harken lint-rules` and `harken backtest`, with the running system or without it.

use std::{
    fs,
    io::{BufRead, Read, Write},
    path::PathBuf,
};

use analyser::Embedded;
use clap::Args;
use domain::{
    analysis::Language,
    backtest::{Backtest, Draft, Prices, Report, Stored},
    escalate::EscalationRule,
    id::TopicId,
    invalid::Invalid,
    language::{Analyzer, Hint},
    lint::{self, Finding},
    platform::{Platform, Visibility},
    rule::{Condition, Facts},
    time::Timestamp,
    topic::Topic,
};
use serde_json::{Value, json};

use crate::{
    alert_rules, endpoints::Endpoints, failure::Failure, house::House, seed::PASSWORD, sign_in::sign_in, tongue::spoken,
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
    language: Option<Language>,
}

/// What to try, and on what.
#[derive(Args)]
pub struct Try {
    /// The draft: a topic, an ingestion rule, an escalation rule or an alert rule, as a JSON file.
    #[arg(long)]
    pub draft: PathBuf,
    /// The rules as they are: a JSON file as for `lint-rules`.
    #[arg(long, conflicts_with = "running")]
    pub rules: Option<PathBuf>,
    /// Ask the running system, with its rules and what it has kept, instead of messages on stdin.
    #[arg(long)]
    pub running: bool,
    /// With --running: the first day, as 2026-11-01.
    #[arg(long, requires = "running")]
    pub from: Option<String>,
    /// With --running: the last day.
    #[arg(long, requires = "running")]
    pub to: Option<String>,
    /// The language of errors: en, ko, ja. Otherwise that of `LC_ALL`, `LC_MESSAGES` or `LANG`.
    #[arg(long)]
    pub language: Option<Language>,
}

/// Everything in a file of rules, however it is arranged.
#[derive(Default)]
struct Loose {
    topics: Vec<Topic>,
    rules: Vec<EscalationRule>,
    findings: Vec<Finding>,
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

/// Tries a draft on the messages on stdin, one JSON object a line or an array of them; the report is JSON.
pub fn backtest(ask: &Try, input: impl BufRead, mut output: impl Write) -> Result<(), Failure> {
    let mut current = Loose::default();
    if let Some(alert) = alert_rules::read(&ask.draft)? {
        return alert_rules::backtest(ask, &alert, input, output);
    }
    if let Some(file) = &ask.rules {
        current.take(&serde_json::from_str(unmarked(&fs::read_to_string(file)?))?, None);
    }
    let mut trial = Backtest::new(draft(&ask.draft, spoken(ask.language))?, &current.topics, &current.rules, Prices::default());
    messages(input, |message| trial.take(&message))?;
    serde_json::to_writer_pretty(&mut output, &trial.report())?;
    writeln!(output)?;
    Ok(())
}

/// Without the mark that some editors put before a text.
fn unmarked(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// Takes messages as they come, one JSON object a line or an array of them.
pub fn messages(input: impl BufRead, mut take: impl FnMut(Stored)) -> Result<(), Failure> {
    for (number, line) in input.lines().enumerate() {
        let line = line.map_err(|e| Failure::new(format!("message {}: {e}", number + 1)))?;
        let line = unmarked(&line);
        if line.trim().is_empty() {
            continue;
        }
        let value: Value = serde_json::from_str(line).map_err(|e| Failure::new(format!("message {}: {e}", number + 1)))?;
        match value {
            Value::Array(all) => {
                for (i, message) in all.iter().enumerate() {
                    take(stored(message, i)?);
                }
            }
            message => take(stored(&message, number)?),
        }
    }
    Ok(())
}

/// The same on what the running system has kept, page by page.
pub async fn backtest_running(workspace: &Workspace, ask: &Try) -> Result<(), Failure> {
    if let Some(alert) = alert_rules::read(&ask.draft)? {
        return alert_rules::backtest_running(workspace, ask, &alert).await;
    }
    let house = House::at(Endpoints::read(workspace)?)?;
    let token = sign_in(&house, "admin", PASSWORD).await?;
    let draft = serde_json::to_value(draft(&ask.draft, spoken(ask.language))?)?;
    let mut whole = Report::default();
    let mut cursor = Value::Null;
    loop {
        let body = json!({ "draft": draft, "from": ask.from, "to": ask.to, "cursor": cursor });
        let answer = house.api(&token, "POST", "/v1/backtests", Some(&body)).await?;
        whole.absorb(serde_json::from_value(answer["report"].clone())?, &Prices::default());
        cursor = answer["next"].clone();
        if cursor.is_null() {
            break;
        }
    }
    println!("{}", serde_json::to_string_pretty(&whole)?);
    Ok(())
}

/// The draft of a file; what is wrong with it is said in this language where it is a query that does not read.
fn draft(file: &PathBuf, language: Language) -> Result<Draft, Failure> {
    let text = fs::read_to_string(file).map_err(|e| Failure::new(format!("{}: {e}", file.display())))?;
    let value: Value = serde_json::from_str(unmarked(&text))?;
    let mut loose = Loose::default();
    loose.take(&value, None);
    if let Some(finding) = loose.findings.first() {
        return Err(Failure::new(finding.sentence(language)));
    }
    let checked = loose.topics.iter().map(Topic::validate).chain(loose.rules.iter().map(EscalationRule::validate));
    if let Some(problem) = checked.filter_map(Result::err).flatten().next() {
        return Err(Failure::new(said(&problem, language)));
    }
    match (loose.topics.pop(), loose.rules.pop()) {
        (Some(topic), _) => Ok(Draft::Topic(topic)),
        (None, Some(rule)) => Ok(Draft::Escalation(Box::new(rule))),
        (None, None) => Err(Failure::new(format!(
            "{}: has no rule; write a topic, an ingestion rule, an escalation rule or an alert rule",
            file.display()
        ))),
    }
}

/// A problem with its place.
fn said(problem: &Invalid, language: Language) -> String {
    match &problem.query {
        Some(error) => format!("{}: {}", problem.field, error.sentence(language)),
        None => problem.to_string(),
    }
}

impl Loose {
    fn take(&mut self, value: &Value, topic: Option<&str>) {
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

/// A message of a file; what it does not say is judged or not known.
fn stored(message: &Value, number: usize) -> Result<Stored, Failure> {
    if !message.is_object() {
        let problem = format!("message {}: is no message; write an object with `at` and `text`", number + 1);
        return Err(Failure::new(problem));
    }

    fn read<T: serde::de::DeserializeOwned>(value: &Value) -> Option<T> {
        serde_json::from_value(value.clone()).ok()
    }
    let platform: Platform = read(&message["platform"]).unwrap_or(Platform::Open);
    let account = read(&message["account"]).or_else(|| "stdin".parse().ok());
    let visibility: Visibility = read(&message["visibility"]).unwrap_or(Visibility::Public);
    let text = message["text"].as_str();
    // `stdin` is a lawful name; the first of the fallbacks therefore always is there.
    let mut facts =
        Facts::new(platform, account.unwrap_or_else(|| unreachable!("`stdin` is a name")), visibility).with_text(text);
    if message.get("sentiment").is_none() {
        facts = facts.with_analysis(&Embedded.analyze(text, Hint { tag: message["language"].as_str(), ..Hint::default() }));
    }
    let author = &message["author"];
    facts.author = author.as_str().or_else(|| author["name"].as_str()).map(str::to_owned);
    facts.author_id = author["id"].as_str().map(str::to_owned);
    facts.content_type = read(&message["content_type"]).or_else(|| read(&message["type"]));
    facts.language = read(&message["language"]).or_else(|| read(&message["lang"])).or(facts.language);
    facts.sentiment = read(&message["sentiment"]).or(facts.sentiment);
    facts.intent = read(&message["intent"]).or(facts.intent);
    facts.urgency = read(&message["urgency"]).or(facts.urgency);
    facts.topics = read(&message["topics"]).unwrap_or_default();
    facts.followers = message["followers"].as_u64().or_else(|| author["followers"].as_u64());
    facts.verified = message["verified"].as_bool().or_else(|| author["verified"].as_bool());
    facts.country = message["country"].as_str().map(str::to_owned);
    let at = match &message["at"] {
        Value::Number(at) => at.as_i64().map(Timestamp::from_platform),
        at => read(at),
    };
    facts.at = at;
    let id = message["id"].as_str().map_or_else(|| format!("{}", number + 1), str::to_owned);
    Ok(Stored { id, at: at.unwrap_or_default(), facts })
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

    // proves ING-05, ESC-01: a query that does not read is told with its place, in the language asked for, by both commands
    #[test]
    fn a_query_that_does_not_read_is_told_in_the_language_asked_for() {
        let late =
            |name: &str| json!({ "id": name, "condition": { "field": "text", "operator": "matches", "value": "late AND" } });
        let rules = json!({ "topics": [{ "id": "t", "rules": [{ "id": "r", "query": "late AND" }] }], "rules": [late("e")] });
        let folder = std::env::temp_dir().join(format!("harken-unread-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (language, sentence) in [
            (Language::En, "expected a term after AND at 5"),
            (Language::Ko, "AND 뒤에 검색어가 필요합니다 (5번째 글자)"),
            (Language::Ja, "AND の後に語が必要です(5文字目)"),
        ] {
            let mut output = Vec::new();
            lint(&Lint { running: false, language: Some(language) }, rules.to_string().as_bytes(), &mut output).unwrap();
            let lines = String::from_utf8(output).unwrap();
            assert_eq!(
                lines.lines().filter(|line| line.contains("\"invalid\"") && line.contains(sentence)).count(),
                2,
                "{lines}"
            );
            for (i, draft) in [late("e"), json!({ "id": "r", "query": "late AND" })].iter().enumerate() {
                let file = folder.join(format!("draft-{i}.json"));
                fs::write(&file, draft.to_string()).unwrap();
                let ask = Try { draft: file, rules: None, running: false, from: None, to: None, language: Some(language) };
                let refused = backtest(&ask, &b""[..], Vec::new()).unwrap_err().to_string();
                assert!(refused.contains(sentence), "{refused}");
            }
        }
        fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn what_is_no_message_is_refused_with_its_number() {
        let refused = messages(&b"{\"text\":\"fine\"}\n5\n"[..], |_| {}).unwrap_err().to_string();
        assert!(refused.contains("message 2"), "{refused}");
    }

    // proves ADV-01: a draft on messages of a file
    #[test]
    fn a_draft_is_tried_on_messages() {
        let folder = std::env::temp_dir().join(format!("harken-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("draft.json");
        fs::write(
            &file,
            json!({ "id": "late", "condition": { "field": "text", "operator": "matches", "value": "late" } }).to_string(),
        )
        .unwrap();
        let ask = Try { draft: file, rules: None, running: false, from: None, to: None, language: None };
        let messages =
            "\u{feff}{\"id\":\"m1\",\"at\":\"2026-11-20T09:30:00Z\",\"text\":\"so late\"}\n{\"id\":\"m2\",\"text\":\"fine\"}\n";
        let mut output = Vec::new();
        backtest(&ask, messages.as_bytes(), &mut output).unwrap();
        let report: Report = serde_json::from_slice(&output).unwrap();
        assert_eq!((report.items, report.draft, report.escalated.draft, report.gained.first[0].id.as_str()), (2, 1, 1, "m1"));
        fs::remove_dir_all(folder).unwrap();
    }
}
