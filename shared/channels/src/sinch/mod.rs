//! Sinch's Conversation API: a provider's one interface to channels that let a company in through a provider only. A channel
//! is named in every body; the account is an app of a project, and its id with us is `project:app`, or
//! `project:app:sender` where messages go out by a sender of their own.
//!
//! Sources: Sinch developer documentation, "Conversation API callbacks" (<https://developers.sinch.com/docs/conversation/callbacks>:
//! bodies, delivery reports, signature), "Conversation API reference" (<https://developers.sinch.com/docs/conversation/api-reference/conversation>:
//! `messages:send`, webhooks, rates). Whatever a channel documents of itself stands in its own file.

mod content;
pub(crate) mod kakao;
mod parse;
mod send;
pub(crate) mod sms;

use domain::platform::Platform;

use crate::{
    fields::Fields,
    outcome::{Outcome, Response, said},
    request::{Credentials, Refusal, Request, segment},
};

pub(crate) use parse::parse;

/// One channel behind the interface.
pub(crate) struct Channel {
    /// Ours.
    pub platform: Platform,
    /// What messages to customers are sent by.
    pub name: &'static str,
    /// What messages of customers come by.
    pub from: &'static [&'static str],
}

/// The account as the interface knows it.
struct Own<'a> {
    project: &'a str,
    app: &'a str,
    /// Who messages are from, where an app has several numbers or none of its own.
    sender: Option<&'a str>,
}

impl<'a> Own<'a> {
    /// # Errors
    /// [`Refusal::Unaddressable`] for an id that is not `project:app`.
    fn of(id: &'a str) -> Result<Self, Refusal> {
        let (project, rest) = id.split_once(':').ok_or(Refusal::Unaddressable { what: "account (project:app)" })?;
        let (app, sender) = rest.split_once(':').map_or((rest, None), |(app, sender)| (app, Some(sender)));
        let sender = sender.map(|sender| segment("sender", sender.trim_start_matches('+')).map(|_| sender)).transpose()?;
        Ok(Self { project: segment("project", project)?, app: segment("app", app)?, sender })
    }
}

/// The interface's word on a call: the HTTP status, and the name of the error beside it (`{error: {status, message}}`).
pub(crate) fn outcome(response: &Response<'_>) -> Outcome {
    let answer: Fields = serde_json::from_str(response.text()).unwrap_or_default();
    let error = answer.object("error").unwrap_or_default();
    let code = error.text("status").map_or_else(|| response.status.to_string(), |name| format!("{}/{name}", response.status));
    match response.status {
        200..=299 => Outcome::Sent { external_id: answer.id("message_id") },
        // 404 is the answer to an app of another region as well as to one that is not there: both are for an administrator.
        401 | 403 | 404 => Outcome::NeedsAttention { code },
        429 => Outcome::RateLimited { after: response.retry_after() },
        408 | 500..=599 => Outcome::Retry { after: response.retry_after() },
        _ => Outcome::Refused { code, said: said(&error.text("message").unwrap_or_default()) },
    }
}

/// `GET …/apps/{app}/webhooks`: where the app delivers to.
pub(crate) fn webhooks(own: &str, credentials: &Credentials<'_>) -> Result<Request, Refusal> {
    let Own { project, app, .. } = Own::of(own)?;
    Request::get(format!("/v1/projects/{project}/apps/{app}/webhooks"), credentials)
}

/// Whether the answer to [`webhooks`] names one that messages of customers go to.
pub(crate) fn delivers(answer: &Fields<'_>) -> bool {
    let inbound = |hook: &Fields<'_>| hook.list("triggers").iter().any(|trigger| trigger.get() == "\"MESSAGE_INBOUND\"");
    answer.objects("webhooks").iter().any(inbound)
}
