//! The two ways a message can fail.

/// Why a message was not handled (architecture.md section 8).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The same input may work later: throttled, timed out, lost a race.
    #[error("try again: {0}")]
    Retry(String),
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
