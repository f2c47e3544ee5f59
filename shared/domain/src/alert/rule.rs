//! What to watch, and whom to tell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spike::Sensitivity;
use crate::{
    id::{AccountId, RuleId, TopicId},
    invalid::{Fault, Invalid, outcome},
    measure::zone,
    platform::Platform,
};

/// The longest window of a threshold or a silence, in hours: a week.
pub const MOST_HOURS: u32 = 168;

/// When somebody is to be told of a topic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AlertRule {
    /// Its name.
    pub id: RuleId,
    /// What people call it.
    pub name: String,
    /// A paused rule watches nothing.
    pub active: bool,
    /// What is watched.
    pub topic: TopicId,
    /// Each of these platforms for itself; none for all of them together.
    #[serde(default)]
    pub platforms: Vec<Platform>,
    /// The time zone whose days and weeks the topic lives by, as an IANA name.
    pub zone: String,
    /// What counts.
    pub watch: Watch,
    /// Whom to tell.
    #[serde(default)]
    pub recipients: Recipients,
}

/// What counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "for", rename_all = "snake_case", deny_unknown_fields)]
pub enum Watch {
    /// More than this topic is used to.
    Spike {
        /// Of which mentions.
        of: Counted,
        /// How soon.
        sensitivity: Sensitivity,
    },
    /// So many within so many hours; 1 tells of every match, once while they go on.
    Threshold {
        /// Of which mentions.
        of: Counted,
        /// From this number on.
        least: u32,
        /// In this hour and the ones before it.
        hours: u32,
    },
    /// Nothing for so many hours, although something was to be expected.
    Silence {
        /// How long.
        hours: u32,
    },
}

/// Which mentions are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// Those against.
    Negative,
    /// Those in favour.
    Positive,
    /// All.
    All,
}

/// Whom to tell.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Recipients {
    /// Every supervisor at the screen.
    #[serde(default)]
    pub desktop: bool,
    /// A program of the company.
    #[serde(default)]
    pub webhook: Option<Webhook>,
}

/// Where a program listens. What is posted there is signed as the open platform signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Its address: `https://…`.
    pub url: String,
    /// The account of the open platform whose `signing` secret signs it.
    pub account: AccountId,
}

impl AlertRule {
    /// Everything that is wrong with it, each with its place.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut problems = Vec::new();
        problems.extend(Invalid::text("name", &self.name, 100));
        problems.extend(zone(&self.zone).err());
        for (i, platform) in self.platforms.iter().enumerate() {
            if self.platforms[..i].contains(platform) {
                problems.push(
                    Invalid::new(format_args!("platforms[{i}]"), "is there twice", "leave one of them out").because(Fault::Twice),
                );
            }
        }
        let hours = |hours: u32| {
            let problem = format!("is {hours} and may be 1 to {MOST_HOURS}");
            (!(1..=MOST_HOURS).contains(&hours)).then(|| {
                Invalid::new("watch.hours", problem, "write a whole number of hours")
                    .because(Fault::OutOfRange { least: 1, most: MOST_HOURS.into() })
            })
        };
        match self.watch {
            Watch::Threshold { least: 0, .. } => {
                problems.push(
                    Invalid::new("watch.least", "is 0, which is always reached", "write 1 or more")
                        .because(Fault::OutOfRange { least: 1, most: u32::MAX.into() }),
                );
            }
            Watch::Threshold { hours: n, .. } | Watch::Silence { hours: n } => problems.extend(hours(n)),
            Watch::Spike { .. } => {}
        }
        if let Some(Webhook { url, .. }) = &self.recipients.webhook
            && !(url.starts_with("https://")
                && url.len() <= 2_000
                && url.len() > "https://".len()
                && !url.contains(char::is_whitespace))
        {
            problems.push(
                Invalid::new("recipients.webhook.url", "is no https address", "write https://, a host and a path")
                    .because(Fault::BadForm),
            );
        }
        outcome(problems)
    }
}
