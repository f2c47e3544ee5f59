//! `harken backtest`: a draft of a rule on messages of a file, or on what the running system has kept.

use std::{
    fs,
    io::{BufRead, Write},
    path::{Path, PathBuf},
};

use clap::Args;
use domain::{
    analysis::Language,
    backtest::{Backtest, Draft, Prices, Report},
    escalate::EscalationRule,
    invalid::Invalid,
    topic::Topic,
};
use serde_json::{Value, json};

use crate::{
    alert_rules,
    endpoints::Endpoints,
    failure::Failure,
    house::House,
    rules::Loose,
    said::{messages, unmarked},
    seed::PASSWORD,
    sign_in::sign_in,
    tongue::spoken,
    workspace::Workspace,
};

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

/// Tries a draft on the messages on stdin, one JSON object a line or an array of them; the report is JSON.
pub fn backtest(ask: &Try, input: impl BufRead, mut output: impl Write) -> Result<(), Failure> {
    let mut current = Loose::default();
    if let Some(alert) = alert_rules::read(&ask.draft)? {
        return alert_rules::backtest(ask.rules.as_deref(), &alert, input, output);
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

/// The same on what the running system has kept, page by page.
pub async fn backtest_running(workspace: &Workspace, ask: &Try) -> Result<(), Failure> {
    if let Some(alert) = alert_rules::read(&ask.draft)? {
        let days = (ask.from.as_deref(), ask.to.as_deref());
        return alert_rules::backtest_running(workspace, days, &alert).await;
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
fn draft(file: &Path, language: Language) -> Result<Draft, Failure> {
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::rules::{Lint, lint};

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

    // proves ADV-01: a draft on messages of a file
    #[test]
    fn a_draft_is_tried_on_messages() {
        let folder = std::env::temp_dir().join(format!("harken-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("draft.json");
        let draft = json!({ "id": "late", "condition": { "field": "text", "operator": "matches", "value": "late" } });
        // As some editors write a file.
        fs::write(&file, format!("\u{feff}{draft}")).unwrap();
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
