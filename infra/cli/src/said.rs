//! Messages as files: one JSON object a line, or an array of them.

use std::io::BufRead;

use analyser::Embedded;
use domain::{
    backtest::Stored,
    language::{Analyzer, Hint},
    platform::{Platform, Visibility},
    rule::Facts,
    time::Timestamp,
};
use serde_json::Value;

use crate::failure::Failure;

/// Without the mark that some editors put before a text.
pub fn unmarked(text: &str) -> &str {
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
    use super::*;

    #[test]
    fn what_is_no_message_is_refused_with_its_number() {
        let refused = messages(&b"{\"text\":\"fine\"}\n5\n"[..], |_| {}).unwrap_err().to_string();
        assert!(refused.contains("message 2"), "{refused}");
    }
}
