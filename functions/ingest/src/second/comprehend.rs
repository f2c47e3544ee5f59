//! Amazon Comprehend: `BatchDetectSentiment`, one text at a time, because each waits for its own judgement.

use domain::analysis::{Language, Sentiment};
use http::{HeaderMap, HeaderName, HeaderValue, header};
use runtime::{Request, Service};
use serde_json::{Value, json};

use super::{Asked, Opinion};

/// What it judges besides ours.
const OTHERS: [&str; 8] = ["es", "fr", "de", "it", "pt", "ar", "hi", "zh"];

/// The call.
///
/// # Errors
/// Where the text is in no language that it judges.
pub(super) fn request(asked: &Asked<'_>) -> Result<Request, String> {
    let code = language(asked).ok_or("it does not judge this language")?;
    let headers = HeaderMap::from_iter([
        (header::CONTENT_TYPE, HeaderValue::from_static("application/x-amz-json-1.1")),
        (HeaderName::from_static("x-amz-target"), HeaderValue::from_static("Comprehend_20171127.BatchDetectSentiment")),
    ]);
    let body = json!({ "TextList": [asked.text], "LanguageCode": code });
    Ok(Request { service: Service::Comprehend, path: "/".into(), headers, body: body.to_string().into_bytes() })
}

fn language<'a>(asked: &Asked<'a>) -> Option<&'a str> {
    if let Some(language) = asked.language {
        return Some(match language {
            Language::En => "en",
            Language::Ko => "ko",
            Language::Ja => "ja",
        });
    }
    let tag = asked.tag?;
    let traditional = tag.to_ascii_lowercase().replace('_', "-");
    if matches!(traditional.as_str(), "zh-tw" | "zh-hant") {
        return Some("zh-TW");
    }
    let primary = tag.split(['-', '_']).next()?;
    OTHERS.into_iter().find(|known| known.eq_ignore_ascii_case(primary))
}

/// What it says. For and against at once is neither, and says so.
pub(super) fn read(answer: &Value) -> Result<Opinion, String> {
    if let Some(error) = answer["ErrorList"].get(0) {
        return Err(format!("it refused the text: {}", error["ErrorCode"].as_str().unwrap_or("no reason")));
    }
    let result = answer["ResultList"].get(0).ok_or("its answer has no result")?;
    let score = |name: &str| result["SentimentScore"][name].as_f64().unwrap_or_default();
    let [positive, negative, neutral, mixed] = ["Positive", "Negative", "Neutral", "Mixed"].map(score);
    let (sentiment, sure) = match result["Sentiment"].as_str() {
        Some("POSITIVE") => (Sentiment::Positive, positive),
        Some("NEGATIVE") => (Sentiment::Negative, negative),
        Some("NEUTRAL") => (Sentiment::Neutral, neutral),
        Some("MIXED") => (Sentiment::Neutral, mixed),
        _ => return Err("its answer has no sentiment".into()),
    };
    let hundredths = |share: f64| (share.clamp(-1.0, 1.0) * 100.0).round();
    Ok(Opinion {
        sentiment,
        score: hundredths(positive - negative) as i8,
        confidence: hundredths(sure) as u8,
        intent: None,
        urgency: None,
        mixed: result["Sentiment"] == "MIXED",
    })
}
