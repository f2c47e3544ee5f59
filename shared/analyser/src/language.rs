//! Which language a text is written in, by its scripts; for Latin letters, by two detectors and the small words
//! (text-analysis.md section 3).

use std::{collections::HashMap, sync::LazyLock};

use domain::analysis::Language;

use crate::{
    lexicon::lines,
    normal::{is_han, is_kana},
};

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Writing {
    /// No letter in it.
    Nothing,
    /// In a language we judge, with how sure we are of it, 0 to 1.
    In(Language, f32),
    /// In one we do not, or in Han only with nothing to tell Japanese from Chinese by.
    Other,
}

/// Small words, with a bit for each language that has them.
struct SmallWords {
    words: HashMap<&'static str, u32>,
}

const ENGLISH: u32 = 1;
/// Words looked at: a text says in its beginning what it is written in.
const LOOKED_AT: usize = 200;
/// Characters given to the detectors.
const DETECTED: usize = 400;

static SMALL_WORDS: LazyLock<SmallWords> = LazyLock::new(SmallWords::new);

/// The language of a text in its normal form. `home` is the language of the account: it decides for Han only.
pub fn writing(normal: &str, home: Option<Language>) -> Writing {
    let (mut hangul, mut kana, mut han, mut latin, mut other) = (0usize, 0usize, 0usize, 0usize, 0usize);
    for c in normal.chars().filter(|c| c.is_alphabetic()) {
        match c {
            '가'..='힣' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => hangul += 1,
            // The long vowel sign alone is no kana.
            'ー' => {}
            c if is_kana(c) => kana += 1,
            c if is_han(c) => han += 1,
            'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
            _ => other += 1,
        }
    }
    let letters = hangul + kana + han + latin + other;
    let third = |part: usize| part * 10 >= letters * 3;
    let share = |part: usize| 0.5 + 0.5 * part as f32 / letters as f32;
    if letters == 0 {
        Writing::Nothing
    } else if third(hangul) {
        Writing::In(Language::Ko, share(hangul))
    } else if kana > 0 && third(kana + han) {
        Writing::In(Language::Ja, share(kana + han))
    } else if han * 2 > letters {
        if home == Some(Language::Ja) { Writing::In(Language::Ja, 0.5) } else { Writing::Other }
    } else if latin * 2 >= letters {
        let confidence = english(normal);
        if confidence >= 0.5 { Writing::In(Language::En, confidence) } else { Writing::Other }
    } else {
        Writing::Other
    }
}

/// How surely a text in Latin letters is English, 0 to 1. The small words say it of most texts; of the others `whichlang` does,
/// and `whatlang` may refuse when it is reliable. What has no small word of any language is taken for English unless its letters
/// are not. A detector is asked only where its word counts: both take longer than all the rest of a judgement.
fn english(normal: &str) -> f32 {
    let beginning: String = normal.chars().take(DETECTED).collect();
    let said = || whichlang::detect_language(&beginning) == whichlang::Lang::Eng;
    let refused = || whatlang::detect(&beginning).is_some_and(|info| info.is_reliable() && info.lang() != whatlang::Lang::Eng);
    match SMALL_WORDS.weigh(&beginning) {
        Small::English { margin } if margin >= 2 || !refused() => 0.98,
        Small::English { .. } => 0.6,
        Small::Foreign { margin } if margin >= 2 || !said() || refused() => 0.0,
        Small::Foreign { .. } => 0.3,
        Small::Even => match (said(), refused()) {
            (true, false) => 0.85,
            (false, true) => 0.0,
            // One detector against the other on a few words: a product name, an exclamation.
            _ => 0.5,
        },
        Small::None { ascii: true } if said() => 0.8,
        Small::None { ascii: true } if normal.len() <= 12 && !refused() => 0.5,
        Small::None { .. } => 0.2,
    }
}

/// What the small words of a text say.
enum Small {
    /// More words of English than of any other language, by so many.
    English { margin: usize },
    /// More words of another.
    Foreign { margin: usize },
    /// As many.
    Even,
    /// None at all.
    None {
        /// All its letters are those of English.
        ascii: bool,
    },
}

impl SmallWords {
    fn new() -> Self {
        let mut words = HashMap::new();
        let mut tags = vec!["en"];
        for (tag, word) in lines(include_str!("../data/language/latin.tsv")) {
            let place = tags.iter().position(|&known| known == tag).unwrap_or_else(|| {
                tags.push(tag);
                tags.len() - 1
            });
            *words.entry(word).or_insert(0) |= 1 << place;
        }
        Self { words }
    }

    fn weigh(&self, normal: &str) -> Small {
        let mut english = 0;
        let mut others = [0usize; 32];
        let (mut words, mut foreign) = (0, 0);
        let split = |c: char| !(c.is_alphanumeric() || c == '\'');
        for word in normal.split(split).map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty()).take(LOOKED_AT) {
            words += 1;
            foreign += usize::from(word.chars().any(|c| c.is_alphabetic() && !c.is_ascii()));
            let Some(&bits) = self.words.get(word) else { continue };
            english += usize::from(bits & ENGLISH != 0);
            for (place, count) in others.iter_mut().enumerate().skip(1) {
                *count += usize::from(bits & 1 << place != 0);
            }
        }
        let most = others.into_iter().max().unwrap_or(0);
        // A café or a Zoë in an English post is fine; every fifth word is not.
        let most = if foreign * 5 > words { most + foreign } else { most };
        match english.cmp(&most) {
            std::cmp::Ordering::Greater => Small::English { margin: english - most },
            std::cmp::Ordering::Less => Small::Foreign { margin: most - english },
            std::cmp::Ordering::Equal if english > 0 => Small::Even,
            std::cmp::Ordering::Equal => Small::None { ascii: foreign == 0 },
        }
    }
}
