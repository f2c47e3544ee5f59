//! Which language a text is written in, by its scripts; for Latin letters, by the small words.

use std::collections::HashMap;

use super::lines;
use crate::analysis::Language;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Writing {
    /// No letter in it.
    Nothing,
    /// In a language we judge.
    In(Language),
    /// In one we do not, or in Han only with nothing to tell Japanese from Chinese by.
    Other,
}

/// Small words, with a bit for each language that has them.
pub(super) struct Detector {
    words: HashMap<&'static str, u32>,
}

const ENGLISH: u32 = 1;

impl Detector {
    pub fn new() -> Self {
        let mut words = HashMap::new();
        let mut tags = vec!["en"];
        for (tag, word) in lines(include_str!("../../data/language/latin.tsv")) {
            let place = tags.iter().position(|&known| known == tag).unwrap_or_else(|| {
                tags.push(tag);
                tags.len() - 1
            });
            *words.entry(word).or_insert(0) |= 1 << place;
        }
        Self { words }
    }

    /// The rule of text-analysis.md section 3.
    pub fn writing(&self, folded: &str, hint: Option<Language>) -> Writing {
        let (mut hangul, mut kana, mut han, mut latin, mut other) = (0usize, 0usize, 0usize, 0usize, 0usize);
        for c in folded.chars().filter(|c| c.is_alphabetic()) {
            match c {
                '가'..='힣' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => hangul += 1,
                // The long vowel sign alone is no kana.
                'ー' => {}
                'ぁ'..='ゟ' | 'ァ'..='ヿ' => kana += 1,
                '一'..='鿿' | '㐀'..='䶿' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}' | '々' => han += 1,
                'a'..='z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => latin += 1,
                _ => other += 1,
            }
        }
        let letters = hangul + kana + han + latin + other;
        let third = |part: usize| part * 10 >= letters * 3;
        if letters == 0 {
            Writing::Nothing
        } else if third(hangul) {
            Writing::In(Language::Ko)
        } else if kana > 0 && third(kana + han) {
            Writing::In(Language::Ja)
        } else if han * 2 > letters {
            if hint == Some(Language::Ja) { Writing::In(Language::Ja) } else { Writing::Other }
        } else if latin * 2 >= letters && self.is_english(folded) {
            Writing::In(Language::En)
        } else {
            Writing::Other
        }
    }

    /// Small words of English against those of the language that has most of them. What has none of any is taken for
    /// English, unless its letters are not.
    fn is_english(&self, folded: &str) -> bool {
        let mut english = 0;
        let mut others = [0usize; 32];
        let (mut words, mut foreign) = (0, 0);
        let split = |c: char| !(c.is_alphanumeric() || c == '\'');
        for word in folded.split(split).map(|word| word.trim_matches('\'')).filter(|word| !word.is_empty()).take(200) {
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
        let foreign_letters = foreign * 5 > words;
        (english > most || (english == most && !foreign_letters)) && !(foreign_letters && english <= most + 1)
    }
}
