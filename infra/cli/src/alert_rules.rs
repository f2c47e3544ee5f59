//! `harken backtest` of an alert rule: a draft as the API takes it, on messages of a file or on what the running system has counted.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, Write},
    path::Path,
};

use domain::{
    alert::{AlertRule, History, Tried, hour_of, try_rule},
    analysis::Sentiment,
    measure::{Counts, zone},
    platform::Platform,
    time::{HOUR, Timestamp},
};
use serde_json::{Map, Value, json};

use crate::{
    endpoints::Endpoints,
    failure::Failure,
    house::House,
    said::{messages, unmarked},
    seed::PASSWORD,
    sign_in::sign_in,
    workspace::Workspace,
};

/// What a body of the API may hold.
const FIELDS: [&str; 7] = ["name", "active", "topic", "platforms", "zone", "watch", "recipients"];

/// The alert rule of a file, if it is one; a file may leave its name out.
pub fn read(file: &Path) -> Result<Option<(String, Value)>, Failure> {
    let text = fs::read_to_string(file).map_err(|e| Failure::new(format!("{}: {e}", file.display())))?;
    let value: Value = serde_json::from_str(unmarked(&text))?;
    if value.get("watch").is_none() {
        return Ok(None);
    }
    let id = value["id"].as_str().unwrap_or("draft").to_owned();
    let fields = FIELDS.iter().filter_map(|&field| Some((field.to_owned(), value.get(field)?.clone())));
    let mut body: Map<String, Value> = fields.collect();
    body.entry("name").or_insert_with(|| id.as_str().into());
    Ok(Some((id, body.into())))
}

/// Tries it on messages, one JSON object a line or an array of them: those of its topic, or all that name no topic. Compared with it
/// is the rule of this id in the file `current`.
pub fn backtest(
    current: Option<&Path>,
    draft: &(String, Value),
    input: impl BufRead,
    mut output: impl Write,
) -> Result<(), Failure> {
    let draft = rule(draft)?;
    let current = match current {
        Some(file) => read(file)?.as_ref().map(rule).transpose()?.filter(|rule| rule.id == draft.id),
        None => None,
    };
    let mut said: Vec<(i64, Platform, Vec<String>, Option<Sentiment>)> = Vec::new();
    messages(input, |message| {
        let topics = message.facts.topics.iter().map(ToString::to_string).collect();
        said.push((hour_of(message.at), message.facts.platform, topics, message.facts.sentiment));
    })?;
    let hours = said.iter().map(|(hour, ..)| *hour);
    let (Some(first), Some(last)) = (hours.clone().min(), hours.max()) else {
        return Err(Failure::new("there is no message: write JSON lines with `at`, `sentiment` and `topics`"));
    };
    let tried = |rule: &AlertRule| -> Result<Tried, Failure> {
        let platforms: Vec<Option<Platform>> = match rule.platforms.as_slice() {
            [] => vec![None],
            platforms => platforms.iter().copied().map(Some).collect(),
        };
        let of_rule = |topics: &[String]| topics.is_empty() || topics.iter().any(|topic| topic == rule.topic.as_str());
        let history = |of: Option<Platform>| {
            let mut hours: BTreeMap<i64, Counts> = BTreeMap::new();
            for (hour, platform, topics, sentiment) in &said {
                if of.is_none_or(|of| of == *platform) && of_rule(topics) {
                    hours.entry(*hour).or_default().count(sentiment.unwrap_or(Sentiment::Unknown), 1);
                }
            }
            History::of_hours(&hours, last + 1)
        };
        let zone = zone(&rule.zone).map_err(|problem| Failure::new(problem.to_string()))?;
        Ok(Tried { watch: rule.watch, zone, series: platforms.into_iter().map(|of| (of, history(of))).collect() })
    };
    let moment = |hour: i64| Timestamp::from_millis(hour * HOUR);
    let current = current.as_ref().map(tried).transpose()?;
    let report = try_rule(&tried(&draft)?, current.as_ref(), moment(first), moment(last + 1));
    serde_json::to_writer_pretty(&mut output, &report)?;
    writeln!(output)?;
    Ok(())
}

/// Tries it on what the running system has counted, from one day to another.
pub async fn backtest_running(
    workspace: &Workspace,
    (from, to): (Option<&str>, Option<&str>),
    (id, body): &(String, Value),
) -> Result<(), Failure> {
    let house = House::at(Endpoints::read(workspace)?)?;
    let token = sign_in(&house, "admin", PASSWORD).await?;
    let body = json!({ "rule": body, "from": from, "to": to });
    let report = house.api(&token, "POST", &format!("/v1/alert-rules/{id}/backtest"), Some(&body)).await?;
    println!("{}", serde_json::to_string_pretty(&report)?);
    Ok(())
}

/// As the API reads it.
fn rule((id, body): &(String, Value)) -> Result<AlertRule, Failure> {
    let mut body = body.clone();
    body["id"] = id.as_str().into();
    let defaults = [("active", json!(true)), ("topic", json!("stdin")), ("zone", json!("UTC"))];
    if let Some(object) = body.as_object_mut() {
        for (field, value) in defaults {
            object.entry(field).or_insert(value);
        }
    }
    if let Some(watch) = body["watch"].as_object_mut() {
        let what = watch.get("for").and_then(Value::as_str).unwrap_or_default().to_owned();
        if matches!(what.as_str(), "negative_share" | "net_sentiment") {
            watch.insert("for".into(), "shift".into());
            watch.insert("of".into(), what.clone().into());
        }
        if matches!(what.as_str(), "spike" | "threshold") {
            watch.entry("of").or_insert("negative".into());
        }
        if !matches!(what.as_str(), "threshold" | "silence") {
            watch.entry("sensitivity").or_insert("standard".into());
        }
    }
    let rule: AlertRule = serde_json::from_value(body).map_err(|e| Failure::new(format!("the alert rule {id}: {e}")))?;
    match rule.validate() {
        Ok(()) => Ok(rule),
        Err(problems) => Err(Failure::new(problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use domain::alert::AlertReport;

    use super::*;

    // proves ADV-01: a draft of an alert rule on messages of a file
    #[test]
    fn an_alert_rule_is_tried_on_messages() {
        let folder = std::env::temp_dir().join(format!("harken-alerts-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("draft.json");
        fs::write(
            &file,
            json!({ "id": "many", "topic": "delivery", "watch": { "for": "threshold", "least": 3, "hours": 1 } }).to_string(),
        )
        .unwrap();
        let draft = read(&file).unwrap().unwrap();
        let message = |at: &str, topic: &str| json!({ "at": at, "sentiment": "negative", "topics": [topic] }).to_string();
        let mut lines = vec![message("2026-11-20T08:00:00Z", "delivery")];
        lines.extend((0..4).map(|n| message(&format!("2026-11-20T09:0{n}:00Z"), "delivery")));
        lines.extend((0..9).map(|n| message(&format!("2026-11-20T11:0{n}:00Z"), "other")));
        let mut output = Vec::new();
        backtest(None, &draft, lines.join("\n").as_bytes(), &mut output).unwrap();
        let report: AlertReport = serde_json::from_slice(&output).unwrap();
        assert_eq!((report.alerts.draft, report.hours), (1, 4));
        assert_eq!(report.draft[0].began, "2026-11-20T09:00:00Z".parse().unwrap());
        assert_eq!(report.draft[0].observed, 4);
        fs::remove_dir_all(folder).unwrap();
    }
}
