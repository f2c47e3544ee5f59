//! What each adapter does, and the table of it that people read (CH-01, CH-29).

use std::fmt::Write;

use domain::{
    checklist::{Obligation, Proof},
    inbound::ContentKind,
    moderation::Moderation,
    platform::Platform,
    rate::Rate,
    reply::{Limits, Target, Unit},
    time::{DAY, HOUR},
};

use crate::{normal::kind_name, upload::Takes};

/// Which way something works through an adapter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// The platform has no such thing, or gives no access to it.
    Absent,
    /// Customers can send it to us.
    In,
    /// We can send it to customers.
    Out,
    /// Both ways.
    Both,
    /// The platform has it; this adapter does not do it yet.
    Later,
}

impl Reach {
    fn word(self) -> &'static str {
        match self {
            Reach::Absent => "–",
            Reach::In => "in",
            Reach::Out => "out",
            Reach::Both => "in and out",
            Reach::Later => "not yet",
        }
    }
}

/// What an adapter does, and what its platform allows.
#[derive(Debug, Clone, Copy)]
pub struct Capabilities {
    /// Public posts that name the brand.
    pub public_post: Reach,
    /// Public comments and answers to them.
    pub comment: Reach,
    /// Private messages with text.
    pub private_message: Reach,
    /// Changed words of an earlier message.
    pub edit: Reach,
    /// Unsent and deleted messages.
    pub delete: Reach,
    /// Reactions to private messages.
    pub reaction: Reach,
    /// What customers may attach.
    pub attachments_in: &'static [ContentKind],
    /// What we may attach.
    pub attachments_out: &'static [ContentKind],
    /// Which files customers may upload to us. Empty where the platform takes them in and brings them.
    pub uploads: &'static [Takes],
    /// Buttons offered with a message.
    pub quick_replies: Reach,
    /// Cards with picture and buttons.
    pub cards: Reach,
    /// Several cards side by side.
    pub carousel: Reach,
    /// Texts approved beforehand, which go out after the reply window.
    pub templates: Reach,
    /// Stickers.
    pub stickers: Reach,
    /// Tapped buttons.
    pub postback: Reach,
    /// "Is writing".
    pub typing: Reach,
    /// Delivered and read.
    pub receipts: Reach,
    /// What we may do to others' public words, beside answering.
    pub moderation: &'static [Moderation],
    /// Limits of public answers.
    pub public: Option<Limits>,
    /// Limits of private answers.
    pub private: Option<Limits>,
    /// How often the platform may be called.
    pub rate: &'static str,
    /// Of that, what people who answer can reach, and what is therefore counted before anything is sent: by way.
    pub held: &'static [Held],
    /// What the platform asks of whoever connects to it, in the order in which it is done.
    pub obligations: &'static [Obligation],
}

/// Sends of an account that share their rates.
#[derive(Debug, Clone, Copy)]
pub struct Held {
    /// What they are called in the account's books.
    pub way: &'static str,
    /// Which they are.
    pub reach: fn(&Target) -> bool,
    /// What the platform allows.
    pub rates: &'static [Rate],
}

/// A row of the table: its name, and its cell for an adapter.
type Row = (&'static str, fn(&Capabilities) -> String);

const ROWS: [Row; 24] = [
    ("public post naming the brand", |c| c.public_post.word().into()),
    ("comment", |c| c.comment.word().into()),
    ("private message", |c| c.private_message.word().into()),
    ("edit", |c| c.edit.word().into()),
    ("delete", |c| c.delete.word().into()),
    ("reaction", |c| c.reaction.word().into()),
    ("attachments in", |c| kinds(c.attachments_in)),
    ("attachments out", |c| kinds(c.attachments_out)),
    ("uploads of customers", |c| uploads(c.uploads)),
    ("quick replies", |c| c.quick_replies.word().into()),
    ("cards", |c| c.cards.word().into()),
    ("carousel", |c| c.carousel.word().into()),
    ("approved templates", |c| c.templates.word().into()),
    ("stickers", |c| c.stickers.word().into()),
    ("tapped buttons", |c| c.postback.word().into()),
    ("typing", |c| c.typing.word().into()),
    ("receipts", |c| c.receipts.word().into()),
    ("done to public words", |c| done(c.moderation)),
    ("longest public text", |c| c.public.as_ref().map_or("–".into(), length)),
    ("longest private text", |c| c.private.as_ref().map_or("–".into(), length)),
    ("reply window (private)", |c| c.private.as_ref().map_or("–".into(), reply_window)),
    ("repeated send runs once", |c| if c.private.is_some_and(|limits| limits.retry_key) { "yes" } else { "no" }.into()),
    ("rate limits", |c| c.rate.into()),
    ("to be confirmed before it takes part", |c| confirmed(c.obligations)),
];

fn kinds(kinds: &[ContentKind]) -> String {
    if kinds.is_empty() {
        "–".into()
    } else {
        kinds.iter().map(|&kind| kind_name(kind).replace('_', " ")).collect::<Vec<_>>().join(", ")
    }
}

fn uploads(uploads: &[Takes]) -> String {
    let each = |takes: &Takes| {
        let types: Vec<_> = takes.types.iter().map(|name| name.rsplit(['/', '.', '-']).next().unwrap_or(name)).collect();
        format!("{} ({}; {} MB)", kind_name(takes.kind.content()), types.join(", "), takes.largest >> 20)
    };
    if uploads.is_empty() { "–".into() } else { uploads.iter().map(each).collect::<Vec<_>>().join("; ") }
}

fn done(moderation: &[Moderation]) -> String {
    match moderation {
        [] => "–".into(),
        some => some.iter().map(|one| one.name()).collect::<Vec<_>>().join(", "),
    }
}

fn confirmed(obligations: &[Obligation]) -> String {
    let by_person = obligations.iter().filter(|one| one.proof() == Proof::Person);
    let names: Vec<_> = by_person.map(|one| one.name().replace('_', " ")).collect();
    if names.is_empty() { "–".into() } else { names.join(", ") }
}

fn length(limits: &Limits) -> String {
    let unit = match limits.unit {
        Unit::Utf16 => "UTF-16 units",
        Unit::Bytes => "bytes",
        Unit::Characters => "characters",
        Unit::Septets => "septets",
        Unit::Weighted => "weighted units",
    };
    format!("{} {unit}", limits.length)
}

fn reply_window(limits: &Limits) -> String {
    let (Some(free), human) = (limits.window, limits.human_window) else { return "none".into() };
    let by_hand = human.map(|length| format!("; {} days by hand", length / DAY)).unwrap_or_default();
    let free = if free > 3 * DAY { format!("{} days", free / DAY) } else { format!("{} h", free / HOUR) };
    format!("{free}{by_hand}")
}

/// The matrix as a Markdown table: one row per capability, one column per platform. Platforms without an adapter are
/// named below it.
pub fn markdown() -> String {
    let adapters: Vec<_> =
        Platform::ALL.into_iter().filter_map(|platform| Some((platform, crate::capabilities(platform)?))).collect();
    let mut table = String::from("| |");
    for (platform, _) in &adapters {
        let _ = write!(table, " {platform} |");
    }
    table.push_str("\n|---|");
    table.push_str(&"---|".repeat(adapters.len()));
    for (name, cell) in ROWS {
        let _ = write!(table, "\n| {name} |");
        for (_, capabilities) in &adapters {
            let _ = write!(table, " {} |", cell(capabilities));
        }
    }
    let without: Vec<_> =
        Platform::ALL.into_iter().filter(|&platform| crate::capabilities(platform).is_none()).map(Platform::as_str).collect();
    if !without.is_empty() {
        let _ = write!(table, "\n\nNo adapter yet: {}.", without.join(", "));
    }
    table.push('\n');
    table
}
