//! The ways a message can fail, and the one in which it only waits.

use domain::time::Timestamp;

/// Why a message was not handled (architecture.md section 8).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The same input may work later: throttled, timed out, lost a race.
    #[error("try again: {0}")]
    Retry(String),
    /// The same input may work from this moment on and not before, and waiting is no failure: a platform's rate is used up. Commands of its
    /// thread wait behind it.
    #[error("held until {0}")]
    Hold(Timestamp),
    /// It never will: unreadable, unlawful. It goes to the dead-letter queue with this reason, and the line moves on.
    #[error("rejected: {0}")]
    Reject(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Refused(_) => Error::Retry(format!("lost a race: {error}")),
            store::Error::Retry(why) => Error::Retry(why),
            store::Error::Broken(why) => Error::Reject(why),
        }
    }
}
