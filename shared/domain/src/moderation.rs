//! What the brand does to others' public words where they stand under its own: beside answering, the platforms let it hide,
//! like or delete them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    conversation::Refused,
    message::{Body, Message},
    platform::Visibility,
};

/// One thing done to a comment or post.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Moderation {
    /// Only its author and their friends see it from now on.
    Hide,
    /// Everybody sees it again.
    Unhide,
    /// The brand likes it.
    Like,
    /// The brand does not like it any more.
    Unlike,
    /// It is gone for everybody.
    Delete,
}

impl Moderation {
    /// Each of them.
    pub const ALL: [Moderation; 5] = [Self::Hide, Self::Unhide, Self::Like, Self::Unlike, Self::Delete];

    /// Its name on the wire.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hide => "hide",
            Self::Unhide => "unhide",
            Self::Like => "like",
            Self::Unlike => "unlike",
            Self::Delete => "delete",
        }
    }

    /// What the row of the thread says of it once the platform was asked to.
    pub fn done(self) -> &'static str {
        match self {
            Self::Hide => "hidden",
            Self::Unhide => "unhidden",
            Self::Like => "liked",
            Self::Unlike => "unliked",
            Self::Delete => "removed",
        }
    }

    /// What the row says when the platform did not do it.
    pub fn undone(self) -> String {
        format!("not_{}", self.done())
    }
}

/// The platform's id of the words it may be done to, if the channel can and the row is such words.
///
/// # Errors
/// Why not.
pub fn decide<'r>(row: &'r Message, wanted: Moderation, can: &[Moderation]) -> Result<&'r str, Refused> {
    let no = || Refused::NotModerable { what: wanted.name().into() };
    if !can.contains(&wanted) || row.visibility != Visibility::Public {
        return Err(no());
    }
    match &row.body {
        Body::Customer { external_id: Some(id), content: Some(_), .. } => Ok(id),
        Body::Customer { .. } | Body::Agent { .. } | Body::Note { .. } | Body::Activity { .. } => Err(no()),
    }
}
