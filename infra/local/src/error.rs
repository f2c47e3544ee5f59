//! What can keep a stack from starting.

use std::path::PathBuf;

/// Why a stack could not be started or could not go on. Each message names the place and the next step.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The template cannot be read as YAML or JSON.
    #[error("{path}: {reason}")]
    Unreadable {
        /// The template file.
        path: PathBuf,
        /// What the reader says.
        reason: String,
    },
    /// The template asks for something the local cloud does not know, or is wrong.
    #[error("template, {at}: {reason}")]
    Template {
        /// Logical id and property, for example `InboundQueue.RedrivePolicy`.
        at: String,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// A function's binary is missing.
    #[error("{function}: there is no binary {binary}; build it first (cargo build --bins) or point bin_dir at it")]
    Binary {
        /// Logical id of the function.
        function: String,
        /// Where the binary should be.
        binary: PathBuf,
    },
    /// A port cannot be bound, a folder cannot be made, a file cannot be opened.
    #[error("{what}: {source}")]
    Io {
        /// What was tried.
        what: String,
        /// What the operating system says.
        source: std::io::Error,
    },
    /// Another local cloud works in the state folder.
    #[error("{0} is in use by another local cloud; stop that one, or give this one a folder of its own")]
    InUse(PathBuf),
    /// The state folder holds something unusable.
    #[error("state: {0}; move the state folder away to start afresh")]
    State(String),
}

impl Error {
    pub(crate) fn template(at: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Template { at: at.into(), reason: reason.into() }
    }
}
