//! Whether an agent's answer may go out, and where to: asked by the API for a quick no, and by routing for the decision.

use crate::{
    conversation::{Conversation, Refused},
    message::{Body, Message},
    platform::{ContentType, Platform, Visibility},
    reply::{Extra, Limits, Target, Window, window},
    time::Timestamp,
};

/// What an agent wants to send.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// For all to see, or not: always said, never guessed (AGT-06).
    pub visibility: Visibility,
    /// The words.
    pub text: &'a str,
    /// The last row the agent had seen, if they want to be told of newer ones (I17).
    pub seen: Option<u64>,
    /// What it carries beside the words.
    pub extra: Option<&'a Extra>,
}

/// How it goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Where to.
    pub target: Target,
    /// A person wrote it after the free window: the platform wants it tagged.
    pub human_tag: bool,
}

/// Whether the decision needs the thread's newest rows.
pub fn needs_rows(conversation: &Conversation, seen: Option<u64>) -> bool {
    seen.is_some() || conversation.visibility == Visibility::Public
}

/// Where the answer goes, or why it may not: the customer has written since, the channel has no such way, the text is
/// too long, the window is closed. `rows` are the thread's newest, newest first; `limits` those of the channel.
pub fn decide(
    conversation: &Conversation,
    wanted: Wanted<'_>,
    rows: &[Message],
    limits: Option<Limits>,
    at: Timestamp,
) -> Result<Path, Refused> {
    let newest = rows.iter().find(|row| matches!(row.body, Body::Customer { .. }));
    if let (Some(seen), Some(newest)) = (wanted.seen, newest)
        && newest.seq > seen
    {
        return Err(Refused::Outdated);
    }
    let not_here = || {
        let visibility = if wanted.visibility == Visibility::Public { "public" } else { "private" };
        Refused::NotOnThisChannel { platform: conversation.platform, visibility: visibility.into() }
    };
    let target = target(conversation, wanted.visibility, newest).ok_or_else(not_here)?;
    let limits = limits.ok_or_else(not_here)?;
    let counted = limits.count(wanted.text);
    if counted > limits.length {
        return Err(Refused::TooLong { counted, allowed: limits.length });
    }
    // An answer to a public item has a window of its own, which the platform keeps: seven days, once.
    let approved = matches!(wanted.extra, Some(Extra::Template { .. }));
    let open = match target {
        // What the platform approved beforehand goes out at any time (CH-08).
        Target::Direct { .. } if approved => Window::Open { until: None },
        Target::Direct { .. } => window(&limits, conversation.last_customer_at, at),
        Target::Comment { .. } | Target::PrivateReply { .. } | Target::Mention { .. } => Window::Open { until: None },
    };
    match open {
        Window::Open { .. } => Ok(Path { target, human_tag: false }),
        Window::HumanOnly { .. } => Ok(Path { target, human_tag: true }),
        Window::Closed { since } => {
            Err(Refused::WindowClosed { since: since.map_or_else(|| "never opened".into(), |since| since.to_string()) })
        }
    }
}

/// Whether a private answer to a public item goes to its author as a message of its own. Meta answers a comment in private by the
/// comment; others know only people.
pub fn knows_only_people(platform: Platform) -> bool {
    matches!(platform, Platform::X | Platform::Reddit)
}

fn target(conversation: &Conversation, visibility: Visibility, newest: Option<&Message>) -> Option<Target> {
    if conversation.visibility == Visibility::Private {
        return (visibility == Visibility::Private).then(|| Target::Direct { customer: conversation.customer.id.clone() });
    }
    let item = conversation.newest_item.clone()?;
    let mention = newest.is_some_and(|row| matches!(row.body, Body::Customer { content_type: ContentType::Mention, .. }));
    Some(match (visibility, mention, &conversation.post) {
        (Visibility::Public, true, Some(media)) => {
            Target::Mention { media: media.clone(), comment: (item != *media).then_some(item) }
        }
        (Visibility::Public, _, _) => Target::Comment { comment: item },
        (Visibility::Private, _, _) if knows_only_people(conversation.platform) => {
            Target::Direct { customer: conversation.customer.id.clone() }
        }
        (Visibility::Private, _, _) => Target::PrivateReply { comment: item },
    })
}
