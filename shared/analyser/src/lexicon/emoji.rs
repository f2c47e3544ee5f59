//! Emoji and what they say.

use std::collections::HashMap;

use super::lines;
use crate::normal::{entry, is_emoji};

/// The emoji with a stance.
pub(super) struct Emoji {
    valence: HashMap<char, i32>,
}

/// What the emoji of a text say, in tenths.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tone {
    /// At least one emoji stands in the text.
    pub any: bool,
    pub positive: i32,
    pub negative: i32,
}

impl Emoji {
    pub fn new() -> Self {
        let rows = lines(include_str!("../../data/sentiment/emoji.tsv"));
        let valence = rows.filter_map(|(valence, emoji)| Some((entry(emoji).chars().next()?, valence.parse().ok()?)));
        Self { valence: valence.collect() }
    }

    /// Each emoji counts once: a row of hearts is one stance.
    pub fn weigh(&self, normal: &str) -> Tone {
        let mut tone = Tone::default();
        let mut seen: Vec<char> = Vec::new();
        for c in normal.chars().filter(|&c| is_emoji(c)) {
            tone.any = true;
            if seen.len() >= 16 || seen.contains(&c) {
                continue;
            }
            seen.push(c);
            match self.valence.get(&c) {
                Some(&valence) if valence > 0 => tone.positive += valence,
                Some(&valence) => tone.negative -= valence,
                None => {}
            }
        }
        tone
    }
}
