//! The targets.

mod api;
mod messenger;
mod platforms;
mod pulled;
mod texts;
mod tokens;

use domain::platform::Platform;

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
pub const TARGETS: [Target; 24] = [
    Target { name: "line", run: |body| platforms::read(Platform::Line, body), seeds: || platforms::bodies(Platform::Line) },
    Target {
        name: "instagram",
        run: |body| platforms::read(Platform::Instagram, body),
        seeds: || platforms::bodies(Platform::Instagram),
    },
    Target {
        name: "facebook",
        run: |body| platforms::read(Platform::Facebook, body),
        seeds: || platforms::bodies(Platform::Facebook),
    },
    Target {
        name: "whatsapp",
        run: |body| platforms::read(Platform::WhatsApp, body),
        seeds: || platforms::bodies(Platform::WhatsApp),
    },
    Target { name: "x", run: |body| platforms::read(Platform::X, body), seeds: || platforms::bodies(Platform::X) },
    Target {
        name: "telegram",
        run: |body| platforms::read(Platform::Telegram, body),
        seeds: || platforms::bodies(Platform::Telegram),
    },
    Target {
        name: "kakaotalk",
        run: |body| platforms::read(Platform::KakaoTalk, body),
        seeds: || platforms::bodies(Platform::KakaoTalk),
    },
    Target { name: "sms", run: |body| platforms::read(Platform::Sms, body), seeds: || platforms::bodies(Platform::Sms) },
    Target {
        name: "linkedin",
        run: |body| platforms::read(Platform::LinkedIn, body),
        seeds: || platforms::bodies(Platform::LinkedIn),
    },
    Target { name: "reddit", run: |body| platforms::read(Platform::Reddit, body), seeds: || platforms::bodies(Platform::Reddit) },
    Target { name: "open", run: |body| platforms::read(Platform::Open, body), seeds: || platforms::bodies(Platform::Open) },
    Target { name: "web", run: |body| platforms::read(Platform::Web, body), seeds: || platforms::bodies(Platform::Web) },
    Target { name: "answers", run: pulled::answers, seeds: pulled::answer_bodies },
    Target { name: "pages", run: pulled::pages, seeds: pulled::page_bodies },
    Target { name: "token", run: tokens::token, seeds: tokens::token_bodies },
    Target { name: "signature", run: platforms::signature, seeds: platforms::signed },
    Target { name: "challenge", run: platforms::challenge, seeds: platforms::challenges },
    Target { name: "messenger", run: messenger::knock, seeds: messenger::knocks },
    Target { name: "query", run: texts::query, seeds: texts::queries },
    Target { name: "condition", run: texts::condition, seeds: texts::conditions },
    Target { name: "canned", run: texts::canned, seeds: texts::canned_texts },
    Target { name: "envelope", run: texts::envelope, seeds: texts::envelopes },
    Target { name: "cursor", run: api::cursor, seeds: api::cursors },
    Target { name: "request", run: api::request, seeds: api::requests },
];

/// The target of this name.
pub fn named(name: &str) -> Option<&'static Target> {
    TARGETS.iter().find(|target| target.name == name)
}
