//! Letters by SES (API v2, `SendEmail`).

use http::HeaderMap;
use serde_json::{Value, json};

use crate::{
    config::Wire,
    deps::Deps,
    http::NoAnswer,
    signed::{Request, Service},
};

/// What the template's `MailSender` says where nobody has set it.
const NOBODY: &str = "none";

/// A letter in plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Addresses, 50 at most.
    pub to: Vec<String>,
    /// One line.
    pub subject: String,
    /// Lines.
    pub text: String,
    /// By which the sender knows it again in SES's own events: names and values of letters, digits, `_` and `-`.
    pub tags: Vec<(&'static str, String)>,
}

/// Why a letter did not go out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// It may go out later.
    #[error("{0}")]
    Later(String),
    /// It never will, as things are.
    #[error("{0}")]
    Refused(String),
}

impl Deps {
    /// Sends a letter. SES knows no retry key: a letter whose answer was lost may go out again.
    ///
    /// # Errors
    /// `Refused` without a sender, or where SES will not take it; `Later` where it may.
    pub async fn mail(&self, mail: &Mail) -> Result<(), NotSent> {
        let Some(sender) = self.config.get(Wire::MailSender).filter(|sender| *sender != NOBODY) else {
            let problem = "mail has no sender: set the parameter MailSender of the stack to an address that SES has verified";
            return Err(NotSent::Refused(problem.into()));
        };
        let text = |text: &str| json!({ "Data": text, "Charset": "UTF-8" });
        let tags: Vec<Value> = mail.tags.iter().map(|(name, value)| json!({ "Name": name, "Value": value })).collect();
        let body = json!({
            "FromEmailAddress": sender,
            "Destination": { "ToAddresses": mail.to },
            "Content": { "Simple": { "Subject": text(&mail.subject), "Body": { "Text": text(&mail.text) } } },
            "EmailTags": tags,
        });
        let request = Request {
            service: Service::Ses,
            path: "/v2/email/outbound-emails".into(),
            headers: HeaderMap::new(),
            body: body.to_string().into_bytes(),
        };
        match self.ask_aws(request).await.map_err(NotSent::Refused)? {
            Ok(answer) if (200..300).contains(&answer.status) => Ok(()),
            Ok(answer) if answer.status == 429 || answer.status >= 500 => {
                Err(NotSent::Later(format!("SES answered {}", answer.status)))
            }
            Ok(answer) => {
                let said: Value = serde_json::from_slice(&answer.body).unwrap_or_default();
                let why = said["message"].as_str().or_else(|| said["Message"].as_str()).unwrap_or("it gave no reason");
                let why: String = why.chars().take(300).collect();
                Err(NotSent::Refused(format!("SES refused the letter ({}): {why}", answer.status)))
            }
            Err(silence @ (NoAnswer::NotReached(_) | NoAnswer::Silence(_))) => Err(NotSent::Later(format!("SES: {silence}"))),
        }
    }
}
