//! The wiring: names of the table, the bus and the queues, from environment variables that the template sets.

use std::collections::BTreeMap;

/// One thing a function is wired to. A function lists its own in `WIRING`; the template must set exactly these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wire {
    /// The table.
    Table,
    /// The event bus.
    Bus,
    /// The queue of `ingest`.
    Inbound,
    /// The queue of `escalate`.
    Escalate,
    /// The queue of `route`.
    Route,
    /// The queue of `outbound`.
    Outbound,
    /// The queue of `analytics`.
    Analytics,
    /// The queue of `media`.
    Media,
    /// The bucket of customers' files.
    Files,
    /// The dead-letter queue of the function's own source.
    DeadLetters,
    /// The function's own source queue.
    Source,
    /// Where the secrets of accounts lie.
    Secrets,
    /// The management endpoint of the WebSocket API.
    Sockets,
    /// LINE's address.
    LineApi,
    /// Where LINE keeps what its users sent.
    LineDataApi,
    /// The address and version of Meta's Graph API.
    MetaApi,
    /// X's address.
    XApi,
    /// The address of Telegram's Bot API.
    TelegramApi,
    /// LinkedIn's address.
    LinkedInApi,
    /// Reddit's address for authorized calls.
    RedditApi,
    /// The address of Sinch's Conversation API, of one region.
    SinchApi,
    /// Where Sinch gives tokens.
    SinchLogin,
    /// Where Reddit gives tokens.
    RedditLogin,
    /// Where LinkedIn gives tokens.
    LinkedInLogin,
    /// The engine that judges: `embedded`, `comprehend`, `bedrock`.
    Analyzer,
    /// The engine that judges beside it and is not used; `none`.
    ShadowAnalyzer,
    /// The model of Bedrock that is asked, by its id; `none`.
    BedrockModel,
    /// Who mail comes from: an address, or `none`.
    MailSender,
    /// Hosts within the operator's own network that may be called on others' word: see [`crate::Inside`].
    PrivateHosts,
}

impl Wire {
    /// The addresses of platforms.
    pub const PLATFORMS: [Wire; 8] = [
        Wire::LineApi,
        Wire::LineDataApi,
        Wire::MetaApi,
        Wire::XApi,
        Wire::TelegramApi,
        Wire::LinkedInApi,
        Wire::RedditApi,
        Wire::SinchApi,
    ];

    /// The environment variable.
    pub const fn env(self) -> &'static str {
        match self {
            Wire::Table => "TABLE_NAME",
            Wire::Bus => "BUS_NAME",
            Wire::Inbound => "INBOUND_QUEUE_URL",
            Wire::Escalate => "ESCALATE_QUEUE_URL",
            Wire::Route => "ROUTE_QUEUE_URL",
            Wire::Outbound => "OUTBOUND_QUEUE_URL",
            Wire::Analytics => "ANALYTICS_QUEUE_URL",
            Wire::Media => "MEDIA_QUEUE_URL",
            Wire::Files => "MEDIA_BUCKET",
            Wire::DeadLetters => "DEAD_LETTER_QUEUE_URL",
            Wire::Source => "SOURCE_QUEUE_URL",
            Wire::Secrets => "SECRETS_PREFIX",
            Wire::Sockets => "SOCKET_ENDPOINT",
            Wire::LineApi => "LINE_API",
            Wire::LineDataApi => "LINE_DATA_API",
            Wire::MetaApi => "META_API",
            Wire::XApi => "X_API",
            Wire::TelegramApi => "TELEGRAM_API",
            Wire::LinkedInApi => "LINKEDIN_API",
            Wire::RedditApi => "REDDIT_API",
            Wire::SinchApi => "SINCH_API",
            Wire::SinchLogin => "SINCH_LOGIN",
            Wire::RedditLogin => "REDDIT_LOGIN",
            Wire::LinkedInLogin => "LINKEDIN_LOGIN",
            Wire::Analyzer => "ANALYZER",
            Wire::ShadowAnalyzer => "SHADOW_ANALYZER",
            Wire::BedrockModel => "BEDROCK_MODEL",
            Wire::MailSender => "MAIL_SENDER",
            Wire::PrivateHosts => "PRIVATE_HOSTS",
        }
    }
}

/// The values of a function's wiring.
#[derive(Debug, Clone, Default)]
pub struct Config(BTreeMap<Wire, String>);

/// Variables that are not set, all of them at once.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("not set: {}; the template must set them for this function", .0.join(", "))]
pub struct Missing(Vec<&'static str>);

impl Config {
    /// Reads every variable of `wiring`.
    pub fn from_env(wiring: &[Wire]) -> Result<Self, Missing> {
        Self::read(wiring, |name| std::env::var(name).ok())
    }

    fn read(wiring: &[Wire], variable: impl Fn(&str) -> Option<String>) -> Result<Self, Missing> {
        let mut values = BTreeMap::new();
        let mut missing = Vec::new();
        for &wire in wiring {
            match variable(wire.env()).filter(|value| !value.is_empty()) {
                Some(value) => {
                    values.insert(wire, value);
                }
                None => missing.push(wire.env()),
            }
        }
        if missing.is_empty() { Ok(Self(values)) } else { Err(Missing(missing)) }
    }

    /// The value of one wire, if the function has it.
    pub fn get(&self, wire: Wire) -> Option<&str> {
        self.0.get(&wire).map(String::as_str)
    }

    /// A wiring made by hand, for tests.
    #[cfg(feature = "memory")]
    pub fn of(values: impl IntoIterator<Item = (Wire, String)>) -> Self {
        Self(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_missing_variable_is_named_in_one_message() {
        let missing = Config::read(&[Wire::Table, Wire::Bus, Wire::Route], |name| (name == "BUS_NAME").then(|| "bus".into()));
        assert_eq!(
            missing.unwrap_err().to_string(),
            "not set: TABLE_NAME, ROUTE_QUEUE_URL; the template must set them for this function"
        );
    }
}
