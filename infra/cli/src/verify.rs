//! `harken verify`: signatures, challenges and tokens, in the order they came.

use std::{
    collections::BTreeMap,
    io::{Read, Write},
};

use base64::{Engine, engine::general_purpose::STANDARD};
use channels::{Challenge, Scheme, challenge, signature::token_matches};
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

#[derive(Deserialize)]
struct Vectors {
    #[serde(default)]
    signatures: Vec<Signature>,
    #[serde(default)]
    challenges: Vec<Exchange>,
    #[serde(default)]
    tokens: Vec<Token>,
}

#[derive(Deserialize)]
struct Signature {
    scheme: String,
    secret: String,
    body_base64: String,
    value: Option<String>,
}

#[derive(Deserialize)]
struct Exchange {
    platform: String,
    query: BTreeMap<String, String>,
    configured_verify_token: Option<String>,
    consumer_secret: Option<String>,
    client_secret: Option<String>,
}

#[derive(Deserialize)]
struct Token {
    configured: String,
    value: Option<String>,
}

#[derive(Serialize)]
struct Answers {
    signatures: Vec<bool>,
    challenges: Vec<Answer>,
    tokens: Vec<bool>,
}

#[derive(Serialize)]
struct Answer {
    status: u16,
    body: Option<String>,
}

/// Answers every vector. One that names an unknown scheme is an error with its place.
pub fn run(mut input: impl Read, mut output: impl Write) -> Result<(), Failure> {
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    let vectors: Vectors = serde_json::from_str(&text)?;
    let signatures = vectors.signatures.iter().enumerate().map(|(i, vector)| fits(i, vector)).collect::<Result<_, _>>()?;
    let challenges = vectors.challenges.iter().enumerate().map(|(i, exchange)| answer(i, exchange)).collect::<Result<_, _>>()?;
    let tokens = vectors.tokens.iter().map(|token| token_matches(&token.configured, token.value.as_deref())).collect();
    serde_json::to_writer(&mut output, &Answers { signatures, challenges, tokens })?;
    writeln!(output)?;
    Ok(())
}

fn fits(i: usize, vector: &Signature) -> Result<bool, Failure> {
    let scheme: Scheme = vector.scheme.parse().map_err(|e| Failure::new(format!("signatures[{i}].scheme: {e}")))?;
    let body = STANDARD.decode(&vector.body_base64).map_err(|e| Failure::new(format!("signatures[{i}].body_base64: {e}")))?;
    Ok(scheme.verify(vector.value.as_deref(), &body, &[&vector.secret]).is_ok())
}

fn answer(i: usize, exchange: &Exchange) -> Result<Answer, Failure> {
    let query: Vec<(&String, &String)> = exchange.query.iter().collect();
    let Challenge { status, body, .. } = match exchange.platform.as_str() {
        "meta" | "facebook" | "instagram" | "whatsapp" => challenge::meta(&query, exchange.configured_verify_token.as_deref()),
        "x" => challenge::x(&query, exchange.consumer_secret.as_deref()),
        "linkedin" => challenge::linkedin(&query, exchange.client_secret.as_deref()),
        other => return Err(Failure::new(format!("challenges[{i}].platform: `{other}` has no such exchange"))),
    };
    Ok(Answer { status, body })
}
