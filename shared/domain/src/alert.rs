//! Alerts: a spike of mentions against their own history, thresholds, silence, praise that carries far
//! (text-analysis.md section 5; requirements.md ALR).
//!
//! Everything here is counted from hours, never from texts: what a detector says of an hour follows from the counts of
//! the hours before it alone, so a reading can be made again and comes out the same.

mod baseline;
mod gauge;
mod history;
mod letter;
mod raised;
mod rule;
mod shift;
mod spike;
mod tail;
mod term;
mod trial;
mod watch;

pub use baseline::{Baseline, Expected, HISTORY, HOURS_OF_A_WEEK, HourOfWeek};
pub use history::{History, Judged, KEPT_HOURS, hour_of};
pub use letter::{Letter, letter};
pub use raised::{Alert, AlertRaised, Cause, Class, MOST_SAMPLES, Step};
pub use rule::{AlertRule, Counted, MailTo, Mood, Recipients, Watch};
pub use spike::{Detector, LEARNING, Reading, Sensitivity};
pub use tail::{at_least, none_at_all};
pub use term::{DayTerms, Emerging, Said, emerged, emerging};
pub use trial::{AlertReport, Tried, WouldRaise, try_rule};
pub use watch::{COOL_DOWN, Change, QUIET, Stage, in_alarm};
