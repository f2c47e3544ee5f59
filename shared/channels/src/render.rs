//! An answer as its channel shows it, or in words where the channel has no such thing: then the sender is told what became
//! of it. Nothing is dropped in silence (CH-21, CH-22).

use std::fmt::Write;

use domain::reply::{Button, Card, Extra, Outbound, Press};

use crate::{Credentials, Refusal, Request, encode};

/// A request, and what the sender must be told about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Rendered {
    /// What goes out.
    pub request: Request,
    /// What was written in words instead, and why; nothing if the channel shows it as it was made.
    pub notice: Option<Notice>,
}

/// What became of something the channel does not show.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the {what} goes out in words: {why}")]
pub struct Notice {
    /// What was made.
    pub what: &'static str,
    /// Why it is not shown as it was made.
    pub why: Refusal,
}

/// The request for an answer: as it was made, or in words. An answer that does not fit in words either is refused, with the
/// reason of the words; so is a template, which has no words of ours, a file that was uploaded, and a mistake of the sender's own.
pub fn render(outbound: &Outbound, credentials: &Credentials<'_>) -> Result<Rendered, Refusal> {
    let why = match encode(outbound, credentials) {
        Ok(request) => return Ok(Rendered { request, notice: None }),
        Err(why) => why,
    };
    let Some(extra) = outbound.extra.as_ref().filter(|extra| !matches!(extra, Extra::Template { .. })) else { return Err(why) };
    // A link to a file of the company's own ends: words keep it no longer than that.
    if !is_of_the_channel(&why) || matches!(extra, Extra::Upload { .. }) {
        return Err(why);
    }
    let plain = Outbound { text: in_words(&outbound.text, extra), extra: None, ..outbound.clone() };
    let request = encode(&plain, credentials)?;
    Ok(Rendered { request, notice: Some(Notice { what: extra.kind(), why }) })
}

/// Whether another channel would show it: what is wrong everywhere is for the sender to mend.
fn is_of_the_channel(why: &Refusal) -> bool {
    match why {
        Refusal::NoSuchExtra { .. } => true,
        Refusal::Choices { counted, allowed } => counted > allowed,
        Refusal::ChoiceTitle { counted, allowed, .. } => counted > allowed,
        // The words above or beside it are longer than the channel takes there; alone they may fit.
        Refusal::TooLong { .. } => true,
        Refusal::ChoiceId { longest, .. } => *longest < crate::request::LONGEST_CHOICE_ID,
        _ => false,
    }
}

/// The same in words: what is to be tapped as numbered lines, what is to be opened as addresses.
fn in_words(text: &str, extra: &Extra) -> String {
    let mut said = String::from(text.trim());
    let mut line = |words: &str| {
        if !words.is_empty() {
            if !said.is_empty() {
                said.push('\n');
            }
            said.push_str(words);
        }
    };
    match extra {
        Extra::File { url, name, .. } => line(&name.as_ref().map_or_else(|| url.clone(), |name| format!("{name}: {url}"))),
        Extra::Choices { choices, .. } => {
            for (n, choice) in choices.iter().enumerate() {
                line(&format!("{}. {}", n + 1, choice.title));
            }
        }
        Extra::Cards { cards } => cards.iter().for_each(|card| line(&card_in_words(card))),
        Extra::Links { links } => buttons_in_words(links).iter().for_each(|words| line(words)),
        Extra::Place { name, address, latitude_e6, longitude_e6 } => {
            let (lat, long) = (f64::from(*latitude_e6) / 1e6, f64::from(*longitude_e6) / 1e6);
            line(name);
            line(address);
            line(&format!("https://www.openstreetmap.org/?mlat={lat}&mlon={long}"));
        }
        Extra::Sticker { says, .. } => line(says),
        Extra::Upload { .. } | Extra::Template { .. } => {}
    }
    said
}

fn card_in_words(card: &Card) -> String {
    let mut said = card.title.clone();
    for words in [Some(card.text.clone()), card.image.clone()].into_iter().flatten().chain(buttons_in_words(&card.buttons)) {
        if !words.is_empty() {
            let _ = write!(said, "\n{words}");
        }
    }
    said
}

fn buttons_in_words(buttons: &[Button]) -> Vec<String> {
    let words = |(n, button): (usize, &Button)| match &button.press {
        Press::Answer { .. } => format!("{}. {}", n + 1, button.title),
        Press::Open { url } => format!("{}: {url}", button.title),
    };
    buttons.iter().enumerate().map(words).collect()
}
