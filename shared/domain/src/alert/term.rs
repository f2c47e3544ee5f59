//! Terms that are suddenly said more: today against the days before, by Dunning's log-likelihood ratio
//! (T. Dunning 1993, "Accurate methods for the statistics of surprise and coincidence").

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use crate::{analysis::Sentiment, measure::Counts};

/// From here on a difference is listed: p < 0.001 with one degree of freedom.
const LEAST_G2: f64 = 10.8;
/// A term is listed from so many mentions on.
const LEAST_COUNT: u32 = 5;
/// It is listed from so many authors on: one loud voice is no trend.
const LEAST_AUTHORS: usize = 3;
/// It is listed when it is said at least so many times as often.
const LEAST_GROWTH: f64 = 2.0;
/// Characters of Han, kana or Hangul in a term.
const GRAMS: std::ops::RangeInclusive<usize> = 2..=4;
/// The longest word that is counted, in characters: what is longer is no word.
const LONGEST: usize = 40;
/// Words of a mention that are looked at.
const MOST_TERMS: usize = 400;

/// What somebody said.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// The words.
    pub text: &'a str,
    /// Who, by hash; mentions of unknown authors count, and stand for one author together.
    pub author: Option<u64>,
    /// The stance.
    pub sentiment: Sentiment,
}

/// A term that is said more than before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Emerging {
    /// The term, as it is compared: NFKC, lower case.
    pub term: String,
    /// Mentions of today that hold it.
    pub count: u32,
    /// Mentions of the days before that hold it.
    pub before: u32,
    /// How many people said it today.
    pub authors: u32,
    /// Dunning's G².
    pub g2: f64,
    /// How many times as often it is said; against half a mention where it was never said.
    pub growth: f64,
    /// The stances of today's mentions that hold it.
    pub sentiment: Counts,
}

#[derive(Default)]
struct Found {
    count: u32,
    authors: BTreeSet<Option<u64>>,
    sentiment: Counts,
}

/// The terms that are said more today than in the days before, the most surprising first.
///
/// Mentions that hold a term are counted, not how often they repeat it. A part of a longer listed term is left out
/// unless it is said a good deal more often than that.
pub fn emerging(today: &[Said<'_>], before: &[Said<'_>]) -> Vec<Emerging> {
    emerged(today, &[DayTerms::counted(before)])
}

/// What was said on a day, as it is kept for the days after it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayTerms {
    /// Mentions looked at.
    pub mentions: u32,
    /// How many of them hold each term.
    pub terms: BTreeMap<String, u32>,
}

impl DayTerms {
    /// All terms of what was said.
    fn counted(said: &[Said<'_>]) -> Self {
        let mut terms: BTreeMap<String, u32> = BTreeMap::new();
        for said in said {
            for term in self::terms(said.text) {
                *terms.entry(term).or_default() += 1;
            }
        }
        Self { mentions: said.len() as u32, terms }
    }

    /// The terms of a day, to be kept: the `most` frequent, of those said twice at least. What was said once before changes little
    /// in what is surprising later.
    pub fn of(said: &[Said<'_>], most: usize) -> Self {
        let mut counted = Self::counted(said);
        let mut ranked: Vec<(String, u32)> = counted.terms.into_iter().filter(|(_, n)| *n > 1).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        ranked.truncate(most);
        counted.terms = ranked.into_iter().collect();
        counted
    }
}

/// The same against days of which only the counts are known.
pub fn emerged(today: &[Said<'_>], before: &[DayTerms]) -> Vec<Emerging> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for said in today {
        for term in terms(said.text) {
            let found = found.entry(term).or_default();
            found.count += 1;
            found.authors.insert(said.author);
            found.sentiment.count(said.sentiment, 1);
        }
    }
    found.retain(|_, found| found.count >= LEAST_COUNT && found.authors.len() >= LEAST_AUTHORS);
    let said = |term: &str| before.iter().filter_map(|day| day.terms.get(term)).sum::<u32>();
    let (now, then) = (today.len() as f64, before.iter().map(|day| f64::from(day.mentions)).sum::<f64>());
    let listed = found.into_iter().filter_map(|(term, Found { count, authors, sentiment })| {
        let before = said(&term);
        let g2 = surprise(f64::from(count), now, f64::from(before), then);
        let growth = (f64::from(count) / now) / (f64::from(before).max(0.5) / then.max(1.0));
        let authors = authors.len() as u32;
        (g2 >= LEAST_G2 && growth >= LEAST_GROWTH).then_some(Emerging { term, count, before, authors, g2, growth, sentiment })
    });
    let mut listed: Vec<Emerging> = listed.collect();
    let wholes: Vec<(String, u32)> = listed.iter().map(|one| (one.term.clone(), one.count)).collect();
    listed.retain(|one| {
        !wholes.iter().any(|(whole, count)| {
            whole.len() > one.term.len() && whole.contains(&one.term) && f64::from(one.count) < 1.5 * f64::from(*count)
        })
    });
    listed.sort_by(|a, b| b.g2.total_cmp(&a.g2).then_with(|| a.term.cmp(&b.term)));
    listed
}

/// G² of `count` mentions of `all` against `before` of `all_before`.
fn surprise(count: f64, all: f64, before: f64, all_before: f64) -> f64 {
    if all <= 0.0 || all_before <= 0.0 {
        return 0.0;
    }
    let rate = (count + before) / (all + all_before);
    let part = |seen: f64, of: f64| {
        let log = |k: f64, p: f64| if k > 0.0 { k * (k / (of * p)).ln() } else { 0.0 };
        log(seen, rate) + log(of - seen, 1.0 - rate)
    };
    2.0 * (part(count, all) + part(before, all_before))
}

/// The terms of a text, each once: words and hashtags; of Hangul words the first two to four syllables, of Han and kana every
/// two to four characters side by side. Addresses, handles, numbers and stop words are none.
fn terms(text: &str) -> BTreeSet<String> {
    let text: String = text.nfkc().flat_map(char::to_lowercase).collect();
    let mut terms = BTreeSet::new();
    for piece in text.split_whitespace() {
        if piece.contains("://") || piece.starts_with('@') || piece.starts_with("www.") {
            continue;
        }
        for run in runs(piece) {
            if terms.len() >= MOST_TERMS {
                return terms;
            }
            let characters: Vec<char> = run.text.chars().collect();
            match run.script {
                Script::Spaced if (2..=LONGEST).contains(&characters.len()) && !STOP.contains(&run.text) => {
                    terms.insert(run.text.to_owned());
                }
                Script::Spaced | Script::Other => {}
                Script::Hangul => {
                    let prefixes = GRAMS.filter(|&n| n <= characters.len()).map(|n| characters[..n].iter().collect::<String>());
                    terms.extend(prefixes.filter(|prefix| !STOP.contains(&prefix.as_str())));
                }
                Script::Ideographic => {
                    let hiragana = |c: char| matches!(c, 'ぁ'..='ゖ');
                    for n in GRAMS {
                        for (place, gram) in characters.windows(n).enumerate() {
                            // Hiragana alone is grammar; behind a word it belongs to it: 届かない, but not 理され.
                            let begins = place == 0 || hiragana(characters[place - 1]);
                            if !hiragana(gram[0]) && (begins || !hiragana(gram[n - 1])) {
                                terms.insert(gram.iter().collect());
                            }
                        }
                    }
                }
            }
        }
        if let Some(tag) = piece.strip_prefix('#').filter(|tag| (2..=LONGEST).contains(&tag.chars().count())) {
            terms.insert(format!("#{}", tag.trim_end_matches(|c: char| !c.is_alphanumeric())));
        }
    }
    terms
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    /// Written with spaces between words.
    Spaced,
    Hangul,
    /// Han and kana.
    Ideographic,
    /// Neither letters nor part of a word.
    Other,
}

struct Run<'a> {
    text: &'a str,
    script: Script,
}

fn script(c: char) -> Script {
    match c {
        '가'..='힣' | 'ㄱ'..='ㆎ' => Script::Hangul,
        'ぁ'..='ヿ' | '㐀'..='䶿' | '一'..='鿿' | '々' => Script::Ideographic,
        '\'' | '’' => Script::Spaced,
        c if c.is_alphabetic() => Script::Spaced,
        _ => Script::Other,
    }
}

/// Stretches of one script.
fn runs(piece: &str) -> Vec<Run<'_>> {
    let mut runs: Vec<Run<'_>> = Vec::new();
    let mut start = 0;
    let mut before: Option<Script> = None;
    for (place, c) in piece.char_indices() {
        let here = script(c);
        if let Some(script) = before.filter(|&script| script != here) {
            runs.push(Run { text: &piece[start..place], script });
            start = place;
        }
        before = Some(here);
    }
    if let Some(script) = before {
        runs.push(Run { text: &piece[start..], script });
    }
    for run in &mut runs {
        run.text = run.text.trim_matches(['\'', '’']);
    }
    runs
}

/// Words that say nothing of a topic.
const STOP: [&str; 96] = [
    "the",
    "and",
    "for",
    "you",
    "your",
    "with",
    "this",
    "that",
    "was",
    "are",
    "but",
    "not",
    "have",
    "has",
    "had",
    "they",
    "them",
    "from",
    "just",
    "its",
    "it's",
    "i'm",
    "can",
    "can't",
    "don't",
    "will",
    "what",
    "when",
    "why",
    "how",
    "who",
    "all",
    "any",
    "out",
    "get",
    "got",
    "our",
    "my",
    "me",
    "we",
    "is",
    "it",
    "in",
    "on",
    "of",
    "to",
    "at",
    "be",
    "as",
    "so",
    "if",
    "or",
    "an",
    "do",
    "no",
    "up",
    "by",
    "been",
    "did",
    "does",
    "were",
    "would",
    "could",
    "should",
    "there",
    "their",
    "then",
    "than",
    "now",
    "about",
    "more",
    "very",
    "too",
    "also",
    "after",
    "still",
    "again",
    "please",
    "thanks",
    "그리고",
    "하지만",
    "그런데",
    "너무",
    "정말",
    "진짜",
    "이거",
    "저는",
    "제가",
    "있는",
    "없는",
    "있어",
    "없어",
    "합니",
    "하는",
    "해서",
    "니다",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn said<'a>(text: &'a str, author: u64) -> Said<'a> {
        Said { text, author: Some(author), sentiment: Sentiment::Negative }
    }

    // proves LSN-17: worked out by hand; 10 of 100 against 10 of 1,000
    #[test]
    fn the_ratio_is_dunnings() {
        // rate = 20/1100; 2·(10·ln(10/1.81818) + 90·ln(90/98.18182) + 10·ln(10/18.18182) + 990·ln(990/981.81818))
        let by_hand = 2.0
            * (10.0 * (10.0f64 / 1.818_181_818).ln()
                + 90.0 * (90.0f64 / 98.181_818_18).ln()
                + 10.0 * (10.0f64 / 18.181_818_18).ln()
                + 990.0 * (990.0f64 / 981.818_181_8).ln());
        assert!((surprise(10.0, 100.0, 10.0, 1_000.0) - by_hand).abs() < 1e-6, "{by_hand}");
        assert!(surprise(10.0, 100.0, 100.0, 1_000.0).abs() < 1e-9, "the same rate is no surprise");
    }

    // proves LSN-17: three languages, stop words and loud single voices
    #[test]
    fn what_is_suddenly_said_is_found_in_three_languages() {
        let before: Vec<Said<'_>> = (0..300).map(|n| said("the delivery was fine 배송 완료 배送が早い", n)).collect();
        let mut today: Vec<Said<'_>> = Vec::new();
        for n in 0..8 {
            today.push(said("The delivery app shows ERROR #outage https://x.y/z @shop", n));
            today.push(said("결제오류가 떠요 배송", 100 + n));
            today.push(said("返金処理されません", 200 + n));
            today.push(said("spamword", 7));
        }
        let listed = emerging(&today, &before);
        let terms: Vec<&str> = listed.iter().map(|one| one.term.as_str()).collect();
        for wanted in ["error", "#outage", "결제오류"] {
            assert!(terms.contains(&wanted), "{wanted} in {terms:?}");
        }
        assert!(terms.iter().any(|term| term.contains("返金")), "{terms:?}");
        for unwanted in ["the", "delivery", "배송", "결제", "spamword", "https", "shop", "ません"] {
            assert!(!terms.contains(&unwanted), "{unwanted} in {terms:?}");
        }
        let error = listed.iter().find(|one| one.term == "error").unwrap();
        assert_eq!((error.count, error.before, error.authors, error.sentiment.negative), (8, 0, 8, 8));
        assert!(error.growth >= 2.0 && error.g2 >= LEAST_G2);
        assert_eq!(emerging(&[], &before), []);
        assert_eq!(emerging(&today, &[]), [], "without days before there is nothing to compare with");
    }
}
