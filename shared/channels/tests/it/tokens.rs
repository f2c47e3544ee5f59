//! Tokens that run out: how each platform is asked for the next, and what its answers mean. One suite for every platform.

use channels::{
    Response,
    token::{Denied, Fresh, Grant, by_secret, renew, renewed, runs_out},
};
use domain::{
    platform::Platform,
    time::{DAY, HOUR, SECOND},
};
use http::{HeaderMap, HeaderValue, header};

const GRANT: Grant<'_> = Grant { refresh_token: "r+1/=", client_id: "app", client_secret: Some("s:1"), own: "harken_care" };

// proves CH-26: every platform whose tokens run out is asked by a form, and no secret of it is ever shown
#[test]
fn the_next_token_is_asked_for_as_each_platform_wants_it() {
    for platform in Platform::ALL {
        let asked = renew(platform, &GRANT);
        assert_eq!(asked.is_some(), runs_out(platform), "{platform}");
        let Some(request) = asked.map(Result::unwrap) else { continue };
        assert_eq!(request.headers[header::CONTENT_TYPE], "application/x-www-form-urlencoded", "{platform}");
        let body = std::str::from_utf8(&request.body).unwrap();
        // Where the app itself is given tokens, its name and secret are all that is shown.
        let begins = if by_secret(platform) {
            "grant_type=client_credentials"
        } else {
            "grant_type=refresh_token&refresh_token=r%2B1%2F%3D"
        };
        assert!(body.starts_with(begins), "{platform}: {body}");
        let (path, basic, rest) = match platform {
            Platform::X => ("/2/oauth2/token", true, ""),
            Platform::Reddit => ("/api/v1/access_token", true, ""),
            Platform::KakaoTalk | Platform::Sms => ("/oauth2/token", true, ""),
            _ => ("/oauth/v2/accessToken", false, "&client_id=app&client_secret=s%3A1"),
        };
        assert_eq!((request.path.as_str(), body.strip_prefix(begins)), (path, Some(rest)));
        // base64 of `app:s:1`
        assert_eq!(
            request.headers.get(header::AUTHORIZATION).map(|value| value.to_str().unwrap()),
            basic.then_some("Basic YXBwOnM6MQ==")
        );
        let shown = format!("{request:?} {GRANT:?}");
        assert!(!shown.contains("r+1") && !shown.contains("YXBw") && !shown.contains("s:1"), "{shown}");
    }
    // A public client of X has no secret, and says its name in the body.
    let public = renew(Platform::X, &Grant { client_secret: None, ..GRANT }).unwrap().unwrap();
    assert!(!public.headers.contains_key(header::AUTHORIZATION) && public.body.ends_with(b"&client_id=app"));
    assert!(
        renew(Platform::Reddit, &GRANT).unwrap().unwrap().headers[header::USER_AGENT]
            .to_str()
            .unwrap()
            .ends_with("(by /u/harken_care)")
    );
}

// proves CH-26: what is over is told from what may be better later
#[test]
fn an_answer_gives_a_token_or_says_whether_to_ask_again() {
    let headers = HeaderMap::from_iter([(header::RETRY_AFTER, HeaderValue::from_static("7"))]);
    let read = |platform, status, body: &str| renewed(platform, &Response { status, headers: &headers, body: body.as_bytes() });
    let full = r#"{"token_type":"bearer","expires_in":7200,"access_token":"a1","scope":"tweet.read","refresh_token":"r2"}"#;
    let fresh = |token: &str, refresh: Option<&str>, lives| {
        Ok(Fresh { token: token.into(), refresh_token: refresh.map(str::to_owned), lives })
    };
    assert_eq!(read(Platform::X, 200, full), fresh("a1", Some("r2"), 2 * HOUR));
    assert_eq!(read(Platform::Reddit, 200, r#"{"access_token":"a1","expires_in":86400}"#), fresh("a1", None, DAY));
    assert_eq!(read(Platform::Reddit, 200, r#"{"access_token":"a1"}"#), fresh("a1", None, DAY));
    assert_eq!(
        read(
            Platform::LinkedIn,
            200,
            r#"{"access_token":"a1","expires_in":5184000,"refresh_token":"r1","refresh_token_expires_in":1}"#
        ),
        fresh("a1", Some("r1"), 60 * DAY)
    );
    assert_eq!(read(Platform::KakaoTalk, 200, r#"{"access_token":"a1","expires_in":3599}"#), fresh("a1", None, 3_599 * SECOND));
    assert_eq!(read(Platform::KakaoTalk, 200, r#"{"access_token":"a1"}"#), fresh("a1", None, HOUR));
    for platform in [Platform::X, Platform::Reddit, Platform::LinkedIn, Platform::KakaoTalk] {
        for status in [429, 500, 503] {
            assert_eq!(read(platform, status, "<html>"), Err(Denied::Later(Some(7 * SECOND))), "{platform}");
        }
        for odd in ["", "<html>", "{}", r#"{"access_token":""}"#, r#"{"access_token":7}"#] {
            assert_eq!(read(platform, 200, odd), Err(Denied::Later(None)), "{platform} {odd}");
        }
    }
    let over = |code: &str| Err(Denied::Over { code: code.into() });
    assert_eq!(
        read(Platform::X, 400, r#"{"error":"invalid_request","error_description":"Value passed for the token was invalid."}"#),
        over("invalid_request")
    );
    assert_eq!(read(Platform::LinkedIn, 400, r#"{"error":"invalid_grant"}"#), over("invalid_grant"));
    assert_eq!(read(Platform::Reddit, 400, r#"{"message":"Bad Request","error":400}"#), over("400"));
    assert_eq!(read(Platform::Reddit, 401, ""), over("401"));
}
