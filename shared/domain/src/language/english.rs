//! English, by the rules of VADER (C.J. Hutto and E. Gilbert, ICWSM 2014) over its lexicon and our own of care.

use std::collections::HashMap;

use super::{
    intent::{Sign, Signs},
    judge::Weighed,
    lines,
    phrases::Phrases,
    prepare::{Prepared, Tone},
};

/// A negated word weighs this much of itself, the other way (VADER).
const NEGATED: f32 = -0.74;
/// What a booster adds, in tenths (VADER: 0.293), less the farther away it stands.
const BOOST: f32 = 2.93;
/// What shouting adds, in tenths (VADER: 0.733).
const SHOUT: f32 = 7.33;
/// What each of up to three exclamation marks adds, in tenths (VADER: 0.292).
const EXCLAIM: f32 = 2.92;

pub(super) struct English {
    valence: HashMap<&'static str, i32>,
    phrases: Phrases<i32>,
    signs: Phrases<Sign>,
}

struct Word<'a> {
    text: &'a str,
    shouted: bool,
    /// A sentence ended before it.
    fresh: bool,
}

impl English {
    pub fn new() -> Self {
        let tenths = |(valence, word): (&'static str, &'static str)| Some((valence.parse::<i32>().ok()?, word));
        let vader = lines(include_str!("../../data/sentiment/en-vader.tsv")).filter_map(tenths);
        let care: Vec<(i32, &str)> = lines(include_str!("../../data/sentiment/en-care.tsv")).filter_map(tenths).collect();
        let single = |word: &str| !word.contains([' ', '*']);
        let mut valence: HashMap<&str, i32> = vader.map(|(valence, word)| (word, valence)).collect();
        // Ours replace: "please" is no praise and "fine" may be a penalty.
        valence.extend(care.iter().filter(|(_, word)| single(word)).map(|&(valence, word)| (word, valence)));
        let phrases = Phrases::new(care.into_iter().filter(|(_, word)| !single(word)));
        let signs = lines(include_str!("../../data/intent/en.tsv"));
        let signs = Phrases::new(signs.filter_map(|(label, phrase)| Some((Sign::read(label)?, phrase))));
        Self { valence, phrases, signs }
    }

    pub fn weigh(&self, prepared: &Prepared, emoji: &Tone) -> (Weighed, Signs) {
        let cased = prepared.cased.replace('\u{2019}', "'");
        let lower = cased.to_lowercase();
        let words = words(&lower, &cased);
        let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
        let mut signs = Signs::default();
        for i in 0..texts.len() {
            self.signs.at(&texts, i).for_each(|(sign, _)| signs.add(sign));
        }
        signs.question |= lower.contains('?');
        let mut weighed = Weighed::of_emoji(emoji);
        let but = texts.iter().rposition(|&word| matches!(word, "but" | "however" | "yet" | "although" | "though"));
        let mixed = words.iter().any(|word| word.shouted) && !words.iter().all(|word| word.shouted || word.text.len() < 2);
        let mut i = 0;
        while i < texts.len() {
            let (valence, end) = match self.phrases.longest(&texts, i) {
                Some((valence, end)) => (valence, end),
                None => (self.valence.get(texts[i]).copied().unwrap_or(0), i + 1),
            };
            if valence != 0 {
                let mut weight = self.in_place(valence as f32, &words, i, mixed && words[i..end].iter().any(|word| word.shouted));
                weight *= match but {
                    Some(but) if end <= but => 0.5,
                    Some(but) if i > but => 1.5,
                    _ => 1.0,
                };
                if weight > 0.0 { weighed.positive += weight } else { weighed.negative -= weight }
            }
            i = end;
        }
        let emoticons: i32 = cased
            .split_whitespace()
            .filter(|word| word.len() > 1 && !word.contains(char::is_alphanumeric))
            .filter_map(|word| self.valence.get(word))
            .sum();
        if emoticons > 0 {
            weighed.positive += emoticons as f32
        } else {
            weighed.negative -= emoticons as f32
        }
        let exclaimed = EXCLAIM * lower.matches('!').count().min(3) as f32;
        if weighed.positive > weighed.negative {
            weighed.positive += exclaimed;
        } else if weighed.negative > weighed.positive {
            weighed.negative += exclaimed;
        }
        (weighed, signs)
    }

    /// The weight of a word or phrase where it stands: shouted, boosted or damped, negated.
    fn in_place(&self, valence: f32, words: &[Word], i: usize, shouted: bool) -> f32 {
        let mut weight = valence + if shouted { SHOUT.copysign(valence) } else { 0.0 };
        let mut negated = false;
        for back in 1..=3usize {
            let Some(at) = i.checked_sub(back) else { break };
            if words[at + 1].fresh {
                break;
            }
            let word = words[at].text;
            let nearness = [1.0, 0.95, 0.9][back - 1];
            weight += booster(word) * nearness * valence.signum();
            negated |= negates(word);
        }
        if negated { weight * NEGATED } else { weight }
    }
}

/// Words of a text, without the marks around them.
fn words<'a>(lower: &'a str, cased: &str) -> Vec<Word<'a>> {
    // Lower case may be longer than the text it came from (İ): shouting is then not looked for.
    let same_places = lower.len() == cased.len();
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-' | '&');
    let mut words = Vec::new();
    let mut fresh = true;
    let mut rest = 0;
    while let Some(start) = lower[rest..].find(|c: char| c.is_alphanumeric()).map(|at| rest + at) {
        fresh |= lower[rest..start].contains(['.', '!', '?', ';', '\n', '…']);
        let length = lower[start..].find(|c| !inside(c)).unwrap_or(lower.len() - start);
        let text = lower[start..start + length].trim_end_matches(['\'', '-', '&']);
        let original = if same_places { cased.get(start..start + text.len()) } else { None };
        let shouted = original.is_some_and(|word| {
            word.len() > 1 && word.chars().all(|c| !c.is_lowercase()) && word.chars().any(char::is_uppercase)
        });
        words.push(Word { text: full(text), shouted, fresh });
        fresh = false;
        rest = start + length;
    }
    words
}

/// The written form of what is often typed without its apostrophe.
fn full(word: &str) -> &str {
    match word {
        "dont" => "don't",
        "cant" => "can't",
        "wont" => "won't",
        "isnt" => "isn't",
        "doesnt" => "doesn't",
        "didnt" => "didn't",
        "hasnt" => "hasn't",
        "havent" => "haven't",
        "wasnt" => "wasn't",
        "werent" => "weren't",
        "arent" => "aren't",
        "couldnt" => "couldn't",
        "wouldnt" => "wouldn't",
        "shouldnt" => "shouldn't",
        "im" => "i'm",
        "ive" => "i've",
        _ => word,
    }
}

fn negates(word: &str) -> bool {
    word.ends_with("n't")
        || matches!(
            word,
            "not"
                | "never"
                | "no"
                | "none"
                | "neither"
                | "nor"
                | "nobody"
                | "nothing"
                | "nowhere"
                | "without"
                | "hardly"
                | "barely"
                | "rarely"
                | "cannot"
                | "zero"
        )
}

/// What a word adds to the weight of one behind it, in tenths, in the direction of that one.
fn booster(word: &str) -> f32 {
    match word {
        "very" | "really" | "so" | "too" | "extremely" | "absolutely" | "totally" | "completely" | "utterly" | "incredibly"
        | "super" | "such" | "most" | "more" | "especially" | "particularly" | "seriously" | "truly" | "deeply" | "highly"
        | "hugely" | "insanely" | "fucking" | "bloody" | "damn" | "way" | "all" | "just" => BOOST,
        "slightly" | "somewhat" | "bit" | "little" | "kinda" | "sorta" | "partly" | "less" | "almost" | "fairly"
        | "marginally" | "occasionally" => -BOOST,
        _ => 0.0,
    }
}
