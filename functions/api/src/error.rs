//! What goes wrong, as a person reads it: one shape, with the next step.

use std::fmt::Display;

use axum::response::{IntoResponse, Response};
use domain::{
    access::Denied,
    analysis::Language,
    conversation::Refused,
    invalid::{Fault, Invalid},
    query::QueryError,
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::view::criterion::UnmetView;

/// Why a request was not carried out. Nothing was changed.
#[derive(Debug)]
pub struct Problem {
    status: StatusCode,
    code: String,
    message: String,
    next: String,
    field: Option<String>,
    /// Boxed: a problem is the `Err` of nearly every function here, and few say what kind they are of.
    mistake: Option<Box<Mistake>>,
    retry_after: Option<u32>,
}

/// What kind of mistake it is.
#[derive(Debug)]
enum Mistake {
    /// What is wrong in a query, and where.
    Query { reason: Option<String>, position: usize },
    /// What is wrong with another field.
    Field(Fault),
    /// What an engine lacks.
    Unmet(Vec<UnmetView>),
}

/// The body of every error.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Failed<'a> {
    error: ErrorView<'a>,
}

/// What went wrong, where, and what to do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ErrorView<'a> {
    /// For programs: a stable word.
    code: &'a str,
    /// For people: what is wrong.
    message: &'a str,
    /// The path of the field that is wrong, as `rules[2].query`, or the name of a parameter.
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    /// For programs: the kind of mistake in a query, as `expected_term`, or in another field: `empty`, `missing`, `too_long`,
    /// `too_many`, `out_of_range`, `no_such`, `twice`, `bad_form`, `meaningless`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a str>,
    /// With `out_of_range`: the least it may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<i64>,
    /// With `too_long`, `too_many`, `out_of_range`: the most it may have or be.
    #[serde(skip_serializing_if = "Option::is_none")]
    most: Option<i64>,
    /// Where in a query it is, in characters from its start.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<usize>,
    /// With `not_ready`: what does not hold of an engine yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    unmet: Option<&'a [UnmetView]>,
    /// What to do about it.
    next: &'a str,
}

/// The longest piece of somebody's own input that an error repeats, in characters.
const LONGEST_ECHO: usize = 300;

impl Problem {
    fn new(status: StatusCode, code: impl Into<String>, message: impl Display, next: impl Display) -> Self {
        let short = |text: String| {
            if text.chars().count() > LONGEST_ECHO { text.chars().take(LONGEST_ECHO).collect::<String>() + "…" } else { text }
        };
        Self {
            status,
            code: code.into(),
            message: short(message.to_string()),
            next: next.to_string(),
            field: None,
            mistake: None,
            retry_after: None,
        }
    }

    /// At this field.
    pub(crate) fn at(mut self, field: impl Display) -> Self {
        let field = field.to_string();
        self.field = (!field.is_empty()).then_some(field);
        self
    }

    /// Of this kind, for programs that say it in words of their own.
    pub(crate) fn because(mut self, fault: Fault) -> Self {
        self.mistake = (fault != Fault::Other).then(|| Box::new(Mistake::Field(fault)));
        self
    }

    /// An engine lacks this.
    pub(crate) fn lacking(mut self, unmet: Vec<UnmetView>) -> Self {
        self.mistake = Some(Box::new(Mistake::Unmet(unmet)));
        self
    }

    /// The request is wrong at `field`, which may be empty.
    pub(crate) fn invalid(field: impl Display, message: impl Display, next: impl Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "invalid", message, next).at(field)
    }

    /// The query in `field` does not read: why and where, in the language of who wrote it.
    pub(crate) fn query(error: &QueryError, language: Language, field: &str) -> Self {
        let next = match language {
            Language::En => "correct the query at the place named",
            Language::Ko => "표시된 위치의 검색식을 고치세요",
            Language::Ja => "示された位置の検索式を直してください",
        };
        let mut problem = Self::invalid(field, error.sentence(language), next);
        let reason = serde_json::to_value(error.code).ok().and_then(|code| code.as_str().map(str::to_owned));
        problem.mistake = Some(Box::new(Mistake::Query { reason, position: error.position }));
        problem
    }

    /// The body is no JSON.
    pub(crate) fn malformed(message: impl Display) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "malformed_json", message, "correct the JSON at the place named")
    }

    /// Nobody is signed in.
    pub(crate) fn unauthenticated() -> Self {
        Self::new(
            StatusCode::UNAUTHORIZED,
            "unauthenticated",
            "nobody is signed in",
            "sign in and send the token as `Authorization: Bearer …`",
        )
    }

    /// Signed in, and not allowed.
    pub(crate) fn forbidden(message: impl Display, next: impl Display) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message, next)
    }

    /// There is no such thing, or not for the caller.
    pub(crate) fn not_found(what: &str, name: impl Display) -> Self {
        let message = format!("there is no {what} `{name}` that you may see");
        Self::new(StatusCode::NOT_FOUND, "not_found", message, "check the id, or ask an administrator for access to its queue")
    }

    /// The address leads nowhere.
    pub(crate) fn nowhere() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "no_such_path",
            "there is nothing at this path",
            "see GET /v1/openapi.json for all paths",
        )
    }

    /// The path is there, the method is not.
    pub(crate) fn method() -> Self {
        Self::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "method_not_allowed",
            "this path does not take this method",
            "see GET /v1/openapi.json for its methods",
        )
    }

    /// It does not fit what is there now.
    pub(crate) fn conflict(code: &str, message: impl Display, next: impl Display) -> Self {
        Self::new(StatusCode::CONFLICT, code, message, next)
    }

    /// Somebody saved it in the meantime.
    pub(crate) fn outdated() -> Self {
        Self::conflict(
            "version_conflict",
            "somebody else saved it in the meantime",
            "read it again, apply your change, and send it with the new version",
        )
    }

    /// The body is larger than is taken.
    pub(crate) fn too_large(bytes: usize, most: usize) -> Self {
        let message = format!("the body has {bytes} bytes and may have {most}");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large", message, "send less, in several requests")
    }

    /// The body is not JSON by its header.
    pub(crate) fn media_type() -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "unsupported_media_type",
            "the body is not declared as JSON",
            "send it with `Content-Type: application/json`",
        )
    }

    /// It may work in a moment.
    pub(crate) fn busy() -> Self {
        let mut problem = Self::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "busy",
            "the system is busy; whether the request was carried out is not known",
            "send the same request again after the time in Retry-After; with the same Idempotency-Key it is carried out once",
        );
        problem.retry_after = Some(1);
        problem
    }

    /// A fault of ours.
    pub(crate) fn broken(reason: impl Display) -> Self {
        // The reason may name keys and tables: it is for the log alone.
        tracing::error!(%reason, "A request failed by a fault of ours: {reason}");
        Self::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "internal",
            "this is a fault of the system, not of the request",
            "tell an operator the time and the path of the request",
        )
    }

    /// The same as a mistake of one field: what is wrong is in the request, not in what it is about.
    pub(crate) fn into_invalid(mut self, field: &str) -> Self {
        self.status = StatusCode::BAD_REQUEST;
        self.at(field)
    }

    /// For a record of what became of a command.
    pub(crate) fn parts(self) -> (String, String, String) {
        (self.code, self.message, self.next)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (query, fault, unmet) = match self.mistake.as_deref() {
            Some(Mistake::Query { reason, position }) => (Some((reason.as_deref(), *position)), Fault::Other, None),
            Some(Mistake::Field(fault)) => (None, *fault, None),
            Some(Mistake::Unmet(unmet)) => (None, Fault::Other, Some(unmet.as_slice())),
            None => (None, Fault::Other, None),
        };
        let (reason, least, most) = match fault {
            Fault::Empty => (Some("empty"), None, None),
            Fault::Missing => (Some("missing"), None, None),
            Fault::TooLong { most } => (Some("too_long"), None, i64::try_from(most).ok()),
            Fault::TooMany { most } => (Some("too_many"), None, i64::try_from(most).ok()),
            Fault::OutOfRange { least, most } => (Some("out_of_range"), Some(least), Some(most)),
            Fault::NoSuch => (Some("no_such"), None, None),
            Fault::Twice => (Some("twice"), None, None),
            Fault::BadForm => (Some("bad_form"), None, None),
            Fault::Meaningless => (Some("meaningless"), None, None),
            Fault::Other => (None, None, None),
        };
        let view = ErrorView {
            code: &self.code,
            message: &self.message,
            field: self.field.as_deref(),
            reason: query.and_then(|(reason, _)| reason).or(reason),
            least,
            most,
            position: query.map(|(_, position)| position),
            unmet,
            next: &self.next,
        };
        let mut response = (self.status, axum::Json(Failed { error: view })).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Refused(_) => Self::outdated(),
            store::Error::Retry(why) => runtime::Error::Retry(why).into(),
            store::Error::Broken(why) => Self::broken(why),
        }
    }
}

impl From<runtime::Error> for Problem {
    fn from(error: runtime::Error) -> Self {
        match error {
            runtime::Error::Hold(until) => Self::from(runtime::Error::Retry(format!("held until {until}"))),
            runtime::Error::Retry(why) => {
                tracing::warn!(reason = why, "A request was turned away for a moment: {why}");
                Self::busy()
            }
            runtime::Error::Reject(why) => Self::broken(why),
        }
    }
}

impl From<Denied> for Problem {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Role { needs } => {
                let role = format!("{needs:?}").to_lowercase();
                Self::forbidden(
                    format_args!("this needs the role {role}"),
                    "ask an administrator for the role, or somebody who has it",
                )
            }
            Denied::Scope | Denied::Nobody => Self::forbidden("this is not yours to see", "ask a supervisor"),
        }
    }
}

impl From<Invalid> for Problem {
    fn from(invalid: Invalid) -> Self {
        Self::invalid(invalid.field, invalid.problem, invalid.next_step).because(invalid.fault)
    }
}

impl Problem {
    /// The same as `From`, but for a query that does not read: that is said in the language of who wrote it.
    pub(crate) fn told(all: Vec<Invalid>, language: Language) -> Self {
        match all.iter().find_map(|one| Some((one.query.as_deref()?, &one.field))) {
            Some((error, field)) => Self::query(error, language, field),
            None => all.into(),
        }
    }
}

impl From<Vec<Invalid>> for Problem {
    fn from(all: Vec<Invalid>) -> Self {
        let more = all.len().saturating_sub(1);
        match all.into_iter().next() {
            Some(first) if more > 0 => {
                let message = format!("{} (and {more} more problems)", first.problem);
                Self::invalid(first.field, message, first.next_step).because(first.fault)
            }
            Some(first) => first.into(),
            None => Self::invalid("", "the request is not valid", "check it against GET /v1/openapi.json"),
        }
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let code = match serde_json::to_value(&refused).map(|value| value["refused"].as_str().map(str::to_owned)) {
            Ok(Some(code)) => code,
            _ => "refused".into(),
        };
        // A refusal reads "what is wrong; what to do".
        let said = refused.to_string();
        let (message, next) = said.split_once("; ").unwrap_or((&said, "read the conversation again"));
        let field = match &refused {
            Refused::TooLong { .. } => "text",
            Refused::CodeNotAllowed { .. } => "code",
            Refused::NotOnThisChannel { .. } => "visibility",
            _ => return Self::conflict(&code, message, next),
        };
        Self::new(StatusCode::BAD_REQUEST, code, message, next).at(field)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn shown(problem: Problem) -> (u16, Option<String>, String) {
        let response = problem.into_response();
        let retry = response.headers().get(header::RETRY_AFTER).map(|value| value.to_str().unwrap_or_default().to_owned());
        let status = response.status().as_u16();
        let body = axum::body::to_bytes(response.into_body(), 10_000).await.unwrap_or_default();
        (status, retry, String::from_utf8_lossy(&body).into_owned())
    }

    // proves I23, ADV-09: a busy table is "come again", and no error shows what is behind it
    #[tokio::test]
    async fn what_is_behind_is_not_shown() {
        let (status, retry, body) = shown(store::Error::Retry("THREAD#secret".into()).into()).await;
        assert_eq!((status, retry.as_deref()), (503, Some("1")));
        assert!(!body.contains("secret"), "{body}");
        let (status, _, body) = shown(store::Error::Broken("THREAD#secret".into()).into()).await;
        assert_eq!(status, 500);
        assert!(!body.contains("secret"), "{body}");
    }

    #[tokio::test]
    async fn a_refusal_says_what_is_wrong_and_what_to_do() {
        let (status, _, body) = shown(Refused::HeldBy { holder: "yuki".parse().unwrap_or_else(|_| unreachable!()) }.into()).await;
        assert_eq!(status, 409);
        let expected = r#"{"error":{"code":"held_by","message":"yuki has the conversation","next":"ask them to transfer it, or a supervisor to assign it"}}"#;
        assert_eq!(body, expected);
    }

    #[tokio::test]
    async fn an_echo_of_the_input_is_short() {
        let (_, _, body) = shown(Problem::invalid("f", "x".repeat(100_000), "shorten it")).await;
        assert!(body.len() < 1_000);
    }
}
