//! The targets.

mod api;
mod platforms;
mod texts;

/// One parser.
pub struct Target {
    /// Its name: of its libFuzzer target, and of its folder in `corpus`.
    pub name: &'static str,
    /// Reads an input; panics when what must hold does not.
    pub run: fn(&[u8]),
    /// Inputs to begin with, beside the committed ones.
    pub seeds: fn() -> Vec<Vec<u8>>,
}

/// All of them.
pub const TARGETS: [Target; 12] = [
    Target { name: "line", run: platforms::line, seeds: platforms::line_bodies },
    Target { name: "instagram", run: platforms::instagram, seeds: platforms::instagram_bodies },
    Target { name: "facebook", run: platforms::facebook, seeds: platforms::facebook_bodies },
    Target { name: "whatsapp", run: platforms::whatsapp, seeds: platforms::whatsapp_bodies },
    Target { name: "answers", run: platforms::answers, seeds: platforms::answer_bodies },
    Target { name: "signature", run: platforms::signature, seeds: platforms::signed },
    Target { name: "challenge", run: platforms::challenge, seeds: platforms::challenges },
    Target { name: "query", run: texts::query, seeds: texts::queries },
    Target { name: "condition", run: texts::condition, seeds: texts::conditions },
    Target { name: "canned", run: texts::canned, seeds: texts::canned_texts },
    Target { name: "envelope", run: texts::envelope, seeds: texts::envelopes },
    Target { name: "cursor", run: api::cursor, seeds: api::cursors },
];

/// The target of this name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
