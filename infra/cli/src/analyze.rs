//! `harken analyze`: one text per line in, one judgement per line out, by the engine that is built in.

use std::io::{BufRead, Write};

use analyser::Embedded;
use domain::{
    analysis::{Analysis, Language},
    language::{Analyzer, Hint},
};
use serde::Serialize;

use crate::failure::Failure;

/// Options of the command.
#[derive(clap::Args)]
pub struct Analyze {
    /// The language of the account the texts belong to (en, ko, ja): decides for texts in Chinese characters only.
    #[arg(long)]
    home: Option<String>,
}

/// What is said of one text (text-analysis.md section 1).
#[derive(Serialize)]
struct Line<'a> {
    language: &'a str,
    language_confidence: f32,
    sentiment: &'a str,
    /// p(positive) − p(negative).
    score: f32,
    confidence: f32,
    intent: &'a str,
    intents_secondary: Vec<&'a str>,
    class: &'a str,
    urgency: &'a str,
    evidence: Vec<Piece<'a>>,
    engine: &'a str,
    engine_version: &'a str,
}

/// A place in the text that speaks for the judgement.
#[derive(Serialize)]
struct Piece<'a> {
    text: &'a str,
    /// In bytes of the line.
    start: u32,
    end: u32,
    of: domain::analysis::Aspect,
    says: &'a str,
}

/// Reads lines until there are no more. A line that is no UTF-8 is read with its broken bytes replaced, so that there is one
/// line out for every line in.
pub fn run(ask: &Analyze, mut input: impl BufRead, output: impl Write) -> Result<(), Failure> {
    let home = ask.home.as_deref().map(str::parse::<Language>).transpose().map_err(Failure::new)?;
    Embedded::warm().map_err(|e| Failure::new(e.to_string()))?;
    let mut output = std::io::BufWriter::new(output);
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = input.read_until(b'\n', &mut line).map_err(|e| Failure::new(format!("cannot read: {e}")))?;
        if read == 0 {
            break;
        }
        if line.ends_with(b"\n") {
            line.pop();
        }
        if line.ends_with(b"\r") {
            line.pop();
        }
        let text = String::from_utf8_lossy(&line);
        let judged = Embedded.analyze(Some(&text), Hint::home(home));
        let written = serde_json::to_writer(&mut output, &said(&text, &judged)).map_err(std::io::Error::from);
        written.and_then(|()| output.write_all(b"\n")).map_err(|e| Failure::new(format!("cannot write: {e}")))?;
    }
    output.flush().map_err(|e| Failure::new(format!("cannot write: {e}")))
}

fn said<'a>(text: &'a str, of: &'a Analysis) -> Line<'a> {
    let (engine, engine_version) = of.engine.split_once('/').unwrap_or((&of.engine, ""));
    let piece = |e: &'a domain::analysis::Evidence| {
        let at = text.get(e.start as usize..e.end as usize)?;
        Some(Piece { text: at, start: e.start, end: e.end, of: e.of, says: &e.says })
    };
    Line {
        language: of.language.map_or("unknown", Language::as_str),
        language_confidence: hundredths(of.language_confidence),
        sentiment: of.sentiment.as_str(),
        score: (f32::from(of.score) / 100.0).clamp(-1.0, 1.0),
        confidence: hundredths(of.confidence),
        intent: of.intent.as_str(),
        intents_secondary: of.intents_secondary.iter().map(|intent| intent.as_str()).collect(),
        class: of.intent.class().as_str(),
        urgency: of.urgency.as_str(),
        evidence: of.evidence.iter().filter_map(piece).collect(),
        engine,
        engine_version,
    }
}

fn hundredths(of: u8) -> f32 {
    f32::from(of) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(input: &[u8]) -> Vec<serde_json::Value> {
        let mut output = Vec::new();
        run(&Analyze { home: None }, input, &mut output).unwrap();
        String::from_utf8(output).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    // proves ANL-01, ANL-03, ANL-04: one line out for one line in, whatever is in it
    #[test]
    fn every_line_has_a_judgement() {
        let long = "배송 지연 ".repeat(20_000);
        let mut input = b"still waiting for my refund, nobody answers\n\n\xff\xfe\xf0\x9f\r\n".to_vec();
        input.extend(long.as_bytes());
        input.extend(b"\n\xe2\x9d\xa4\xef\xb8\x8f\nlast without a newline");
        let lines = lines(&input);
        assert_eq!(lines.len(), 6);
        assert_eq!(
            (&lines[0]["language"], &lines[0]["sentiment"], &lines[0]["intent"]),
            (&"en".into(), &"negative".into(), &"complaint".into())
        );
        assert!(!lines[0]["evidence"].as_array().unwrap().is_empty());
        assert_eq!((&lines[1]["language"], &lines[1]["sentiment"]), (&"unknown".into(), &"unknown".into()));
        assert_eq!(lines[3]["language"], "ko");
        assert_eq!(lines[4]["sentiment"], "positive");
        for line in &lines {
            let (score, confidence) = (line["score"].as_f64().unwrap(), line["confidence"].as_f64().unwrap());
            assert!((-1.0..=1.0).contains(&score) && (0.0..=1.0).contains(&confidence));
        }
    }
}
