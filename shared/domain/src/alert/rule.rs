//! What to watch, and whom to tell.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::spike::Sensitivity;
use crate::{
    analysis::Language,
    id::{RuleId, TopicId},
    invalid::{Fault, Invalid, outcome},
    measure::zone,
    platform::Platform,
    program::Webhook,
};

/// The longest window of a threshold or a silence, in hours: a week.
pub const MOST_HOURS: u32 = 168;

/// The most addresses of one letter: what SES takes at once.
const MOST_ADDRESSES: usize = 50;

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
    /// People speak worse of the topic than they are used to, however many they are.
    Shift {
        /// By which measure.
        of: Mood,
        /// How soon.
        sensitivity: Sensitivity,
        /// In this hour and the ones before it.
        hours: u32,
    },
}

/// How people speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Mood {
    /// The share of negative mentions among those judged.
    NegativeShare,
    /// Net sentiment.
    NetSentiment,
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
    /// People, by mail.
    #[serde(default)]
    pub mail: Option<MailTo>,
}

/// Whom to write to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailTo {
    /// Addresses; one letter goes to all of them.
    pub to: Vec<String>,
    /// The language it is written in.
    pub language: Language,
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
            Watch::Threshold { hours: n, .. } | Watch::Silence { hours: n } | Watch::Shift { hours: n, .. } => {
                problems.extend(hours(n));
            }
            Watch::Spike { .. } => {}
        }
        problems.extend(self.recipients.webhook.as_ref().and_then(|webhook| webhook.validate("recipients.webhook.url")));
        if let Some(MailTo { to, .. }) = &self.recipients.mail {
            problems.extend(addresses(to));
        }
        outcome(problems)
    }
}

/// What is wrong with addresses. Whether somebody reads there only a letter can tell.
fn addresses(to: &[String]) -> Vec<Invalid> {
    if to.is_empty() || to.len() > MOST_ADDRESSES {
        let problem = format!("are {} and may be 1 to {MOST_ADDRESSES}", to.len());
        return vec![
            Invalid::new("recipients.mail.to", problem, "name one address at least; a list of your mail server reaches many")
                .because(Fault::OutOfRange { least: 1, most: MOST_ADDRESSES as i64 }),
        ];
    }
    let mut problems = Vec::new();
    for (i, address) in to.iter().enumerate() {
        let place = format!("recipients.mail.to[{i}]");
        if !is_address(address) {
            problems.push(Invalid::new(place, "is no mail address", "write it as name@example.com").because(Fault::BadForm));
        } else if to[..i].contains(address) {
            problems.push(Invalid::new(place, "is there twice", "leave one of them out").because(Fault::Twice));
        }
    }
    problems
}

/// A local part and a host with a dot, printable ASCII without what would need quotes (RFC 5321 section 4.1.2).
fn is_address(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let atom = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let dotted = |text: &str| !text.is_empty() && text.split('.').all(|part| !part.is_empty());
    let label = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    text.len() <= 254
        && name.len() <= 64
        && name.chars().all(atom)
        && dotted(name)
        && host.contains('.')
        && host.chars().all(label)
        && dotted(host)
}

#[cfg(test)]
mod tests {
    use super::*;

    // proves ALR-04: an address that no server takes is refused where it is written
    #[test]
    fn addresses_are_those_that_a_server_takes() {
        for good in ["mina@example.com", "care+alerts@mail.example.co.kr", "a.b_c@x-y.example"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "mina",
            "mina@",
            "@example.com",
            "mina@localhost",
            "mi na@example.com",
            "a..b@example.com",
            "미나@example.com",
            "a@b@c.d,e@f.g",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
        assert_eq!(addresses(&[]).len(), 1);
        assert_eq!(addresses(&["a@b.example".into(), "a@b.example".into(), "x".into()]).len(), 2);
    }
}
