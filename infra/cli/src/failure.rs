//! Why a command ended without doing what it was asked: one line that says what to do next.

/// A line for a person.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(String);

impl Failure {
    /// A failure with its line.
    pub fn new(line: impl Into<String>) -> Self {
        Self(line.into())
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self(format!("not the JSON expected: {error}"))
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let place = error.url().map(|url| url.origin().ascii_serialization()).unwrap_or_else(|| "the running system".into());
        let what = if error.is_connect() { "nobody answers" } else { "the answer cannot be read" };
        Self(format!("{what} at {place}; is it up? Start it with `harken up`"))
    }
}
