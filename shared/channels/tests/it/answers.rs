//! What the platforms' answers mean: every row of channels.md section 5 for LINE and Instagram.

use channels::{Outcome, Response, outcome};
use domain::{
    platform::Platform,
    time::{MINUTE, SECOND},
};
use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;

fn answer(platform: Platform, status: u16, headers: &[(&'static str, &str)], body: &str) -> Outcome {
    let headers: HeaderMap =
        headers.iter().map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap())).collect();
    outcome(platform, &Response { status, headers: &headers, body: body.as_bytes() })
}

fn line(status: u16, headers: &[(&'static str, &str)], body: &str) -> Outcome {
    answer(Platform::Line, status, headers, body)
}

fn graph(status: u16, code: i64, subcode: Option<i64>) -> Outcome {
    let subcode = subcode.map(|subcode| format!(r#","error_subcode":{subcode}"#)).unwrap_or_default();
    let body = format!(
        r#"{{"error":{{"message":"(#{code}) a sentence","type":"OAuthException","code":{code}{subcode},"fbtrace_id":"A"}}}}"#
    );
    answer(Platform::Instagram, status, &[], &body)
}

fn sent(id: &str) -> Outcome {
    Outcome::Sent { external_id: Some(id.into()) }
}

// proves I4, CH-09: accepted is accepted, also when it is said the second time
#[test]
fn line_took_it() {
    let body = r#"{"sentMessages":[{"id":"461230966842064897","quoteToken":"q"}]}"#;
    assert_eq!(line(200, &[], body), sent("461230966842064897"));
    assert_eq!(line(200, &[], "{}"), Outcome::Sent { external_id: None });
    let again = r#"{"message":"The retry key is already accepted","sentMessages":[{"id":"461230966842064897"}]}"#;
    assert_eq!(line(409, &[("x-line-accepted-request-id", "r1")], again), sent("461230966842064897"));
    assert!(matches!(line(409, &[], again), Outcome::Refused { .. }));
}

#[test]
fn line_did_not_take_it() {
    let said = |sentence: &str| format!(r#"{{"message":"{sentence}"}}"#);
    assert_eq!(line(500, &[], ""), Outcome::Retry { after: None });
    assert_eq!(line(503, &[("retry-after", "7")], ""), Outcome::Retry { after: Some(7 * SECOND) });
    assert_eq!(line(401, &[], &said("Authentication failed")), Outcome::NeedsAttention { code: "401".into() });
    assert_eq!(line(403, &[], ""), Outcome::NeedsAttention { code: "403".into() });
    assert_eq!(line(429, &[], &said("The API rate limit has been exceeded.")), Outcome::RateLimited { after: None });
    assert_eq!(line(429, &[], "not json"), Outcome::RateLimited { after: None });
    assert_eq!(line(429, &[], &said("You have reached your monthly limit.")), Outcome::QuotaSpent { code: "429".into() });
    let refused = |status: u16, sentence: &str| Outcome::Refused { code: status.to_string(), said: sentence.into() };
    assert_eq!(line(400, &[], &said("The property, 'to', is invalid")), refused(400, "The property, 'to', is invalid"));
    assert_eq!(line(404, &[], ""), refused(404, ""));
}

// proves F12: every listed code falls into its class, whatever the status and the sentence
#[test]
fn graph_codes_fall_into_their_classes() {
    for code in [1, 2, 1200] {
        assert_eq!(graph(400, code, None), Outcome::Retry { after: None }, "{code}");
    }
    for code in [4, 17, 32, 613, 80_002, 80_004, 80_006] {
        assert_eq!(graph(400, code, None), Outcome::RateLimited { after: None }, "{code}");
    }
    for code in [190, 102, 10, 200, 230, 299] {
        assert_eq!(graph(400, code, None), Outcome::NeedsAttention { code: code.to_string() }, "{code}");
    }
    for (code, subcode) in [(10, 2_018_278), (10, 2_534_022), (551, 1_545_041)] {
        assert_eq!(graph(400, code, Some(subcode)), Outcome::WindowClosed { code: format!("{code}/{subcode}") });
    }
    for (code, subcode) in [(100, None), (100, Some(2_018_001)), (368, None), (2_018_108, None), (551, None), (999, None)] {
        let code_text = subcode.map_or(code.to_string(), |subcode| format!("{code}/{subcode}"));
        assert_eq!(graph(400, code, subcode), Outcome::Refused { code: code_text, said: format!("(#{code}) a sentence") });
    }
    // The code decides even where the status says otherwise.
    assert_eq!(graph(500, 190, Some(463)), Outcome::NeedsAttention { code: "190/463".into() });
    assert!(matches!(graph(500, 100, None), Outcome::Refused { .. }));
}

// proves field failure "token expired with an unlisted error code"
#[test]
fn an_expired_token_is_known_by_subcode_or_status_too() {
    assert_eq!(graph(400, 4321, Some(463)), Outcome::NeedsAttention { code: "4321/463".into() });
    assert_eq!(graph(401, 4321, None), Outcome::NeedsAttention { code: "4321".into() });
    assert_eq!(answer(Platform::Instagram, 401, &[], "<html>"), Outcome::NeedsAttention { code: "401".into() });
}

#[test]
fn an_unlisted_graph_code_goes_by_its_status_or_its_flag() {
    assert_eq!(graph(500, 4321, None), Outcome::Retry { after: None });
    assert_eq!(graph(429, 4321, None), Outcome::RateLimited { after: None });
    let transient = r#"{"error":{"message":"m","code":4321,"is_transient":true}}"#;
    assert_eq!(answer(Platform::Instagram, 400, &[], transient), Outcome::Retry { after: None });
    assert_eq!(answer(Platform::Instagram, 502, &[], "<html>"), Outcome::Retry { after: None });
    assert_eq!(answer(Platform::Instagram, 429, &[("retry-after", "30")], ""), Outcome::RateLimited { after: Some(30 * SECOND) });
    let usage = r#"{"178":[{"type":"instagram","estimated_time_to_regain_access":5},{"type":"pages","estimated_time_to_regain_access":0}]}"#;
    assert_eq!(
        answer(Platform::Instagram, 429, &[("x-business-use-case-usage", usage)], ""),
        Outcome::RateLimited { after: Some(5 * MINUTE) }
    );
    assert_eq!(answer(Platform::Instagram, 404, &[], ""), Outcome::Refused { code: "404".into(), said: String::new() });
}

#[test]
fn instagram_took_it() {
    assert_eq!(answer(Platform::Instagram, 200, &[], r#"{"recipient_id":"1","message_id":"aWdfB"}"#), sent("aWdfB"));
    assert_eq!(answer(Platform::Instagram, 200, &[], r#"{"id":"17990000000000301"}"#), sent("17990000000000301"));
    assert_eq!(answer(Platform::Instagram, 200, &[], "not json"), Outcome::Sent { external_id: None });
    // An error inside a 200 is an error.
    assert!(matches!(graph(200, 190, None), Outcome::NeedsAttention { .. }));
}

#[test]
fn a_long_sentence_is_cut() {
    let body = format!(r#"{{"message":"{}\u0007"}}"#, "長".repeat(5_000));
    let Outcome::Refused { said, .. } = line(400, &[], &body) else { panic!("not refused") };
    assert_eq!(said.chars().count(), 300);
}

proptest! {
    #[test]
    fn no_answer_panics(status in any::<u16>(), body in any::<Vec<u8>>(), header in "[ -~]{0,40}") {
        let headers: HeaderMap = [("retry-after", &header), ("x-business-use-case-usage", &header)]
            .into_iter()
            .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
            .collect();
        for platform in Platform::ALL {
            let _ = outcome(platform, &Response { status, headers: &headers, body: &body });
        }
    }
}
