//! Whether a connection still works, as its platform tells: one question for each, and what the answer means (CH-26).

use domain::{health::Finding, platform::Platform};

use crate::{
    Credentials, Outcome, Refusal, Request, Response, fields::Fields, linkedin, outcome, reddit, request::segment, sinch,
    telegram,
};

/// What a page or an account of Meta's is to deliver (channels.md section 3.2).
const PAGE: &str = "messages,messaging_postbacks,message_reactions,message_edits,message_echoes,message_reads,message_deliveries,messaging_referrals,messaging_handovers,standby,feed,mention,ratings";
const INSTAGRAM: &str = "messages,messaging_postbacks,message_reactions,message_edit,messaging_seen,messaging_referral,standby,comments,live_comments,mentions";

/// The question for a connection; nothing for a platform that has none, or that asks nothing of us.
pub fn probe(platform: Platform, own: &str, credentials: &Credentials<'_>) -> Option<Result<Request, Refusal>> {
    let get = |path: String| Request::get(path, credentials);
    let account = || segment("account", own);
    Some(match platform {
        Platform::Facebook | Platform::Instagram => {
            account().and_then(|own| get(format!("/{own}/subscribed_apps"))).map(|request| request.proven(credentials))
        }
        // What a number delivers is a setting of the business account above it; the number itself tells whether the token is good.
        Platform::WhatsApp => {
            account().and_then(|own| get(format!("/{own}?fields=verified_name"))).map(|request| request.proven(credentials))
        }
        Platform::X => account().and_then(|own| get(format!("/2/users/{own}"))),
        Platform::Line => get("/v2/bot/channel/webhook/endpoint".into()),
        Platform::KakaoTalk | Platform::Sms => sinch::webhooks(own, credentials),
        Platform::Telegram => telegram::webhook(credentials),
        // LinkedIn goes on delivering for as long as who connected the page administers it.
        Platform::LinkedIn => {
            get("/rest/organizationAcls?q=roleAssignee&role=ADMINISTRATOR&state=APPROVED".into()).map(linkedin::versioned)
        }
        Platform::Reddit => get("/api/v1/me".into()).and_then(|request| reddit::called(request, own)),
        // A bridge is ours to be asked by; nobody is called for the web messenger.
        Platform::Open | Platform::Web => return None,
    })
}

/// What the answer to [`probe`] means.
pub fn judged(platform: Platform, response: &Response<'_>) -> Finding {
    match outcome(platform, response) {
        Outcome::Sent { .. } => {}
        Outcome::Retry { .. } | Outcome::RateLimited { .. } | Outcome::QuotaSpent { .. } => {
            return Finding::Unreachable { why: format!("the platform answered {}", response.status) };
        }
        Outcome::NeedsAttention { code } | Outcome::WindowClosed { code } | Outcome::Refused { code, .. } => {
            return Finding::Token { code };
        }
    }
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    let delivers = match platform {
        Platform::Facebook | Platform::Instagram => !answer.objects("data").is_empty(),
        Platform::Line => answer.truth("active") != Some(false),
        Platform::KakaoTalk | Platform::Sms => sinch::delivers(&answer),
        Platform::Telegram => answer.object("result").is_some_and(|result| result.text("url").is_some()),
        Platform::LinkedIn => !answer.objects("elements").is_empty(),
        Platform::Open | Platform::Reddit | Platform::Web | Platform::WhatsApp | Platform::X => true,
    };
    if delivers { Finding::Well } else { Finding::Unsubscribed }
}

/// The request that makes the platform deliver again, where it takes one: elsewhere a person must.
pub fn subscribe(platform: Platform, own: &str, credentials: &Credentials<'_>) -> Option<Result<Request, Refusal>> {
    let fields = match platform {
        Platform::Facebook => PAGE,
        Platform::Instagram => INSTAGRAM,
        Platform::KakaoTalk
        | Platform::Line
        | Platform::LinkedIn
        | Platform::Open
        | Platform::Reddit
        | Platform::Sms
        | Platform::Telegram
        | Platform::Web
        | Platform::WhatsApp
        | Platform::X => return None,
    };
    let request = segment("account", own).and_then(|own| {
        Request::post(format!("/{own}/subscribed_apps"), &serde_json::json!({ "subscribed_fields": fields }), credentials)
    });
    Some(request.map(|request| request.proven(credentials)))
}
