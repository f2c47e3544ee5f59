//! English, by the rules of VADER (C.J. Hutto and E. Gilbert, ICWSM 2014) over its lexicon and our own of care. Without its
//! rule for shouting: capitals change no label here.

use std::collections::HashMap;

use super::{Read, concepts::SpacedConcepts, lines, phrases::Phrases, signs::Sign};

/// A negated word weighs this much of itself, the other way (VADER).
const NEGATED: f32 = -0.74;
/// What a booster adds, in tenths (VADER: 0.293), less the farther away it stands.
const BOOST: f32 = 2.93;
/// What each of up to three exclamation marks adds, in tenths (VADER: 0.292).
const EXCLAIM: f32 = 2.92;

pub(super) struct English {
    valence: HashMap<&'static str, i32>,
    phrases: Phrases<i32>,
    signs: Phrases<Sign>,
    concepts: SpacedConcepts,
}

pub(crate) struct Word<'a> {
    pub text: &'a str,
    /// Where it begins in the text.
    pub start: usize,
    /// Its length there: `text` may be longer than what was typed.
    pub length: usize,
    /// A sentence ended before it.
    pub fresh: bool,
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
        let concepts = SpacedConcepts::new(include_str!("../../data/concepts/en.tsv"));
        Self { valence, phrases, signs, concepts }
    }

    pub fn read(&self, normal: &str, read: &mut Read) {
        let words = words(normal);
        let texts: Vec<&str> = words.iter().map(|word| word.text).collect();
        let place = |from: usize, to: usize| (words[from].start, words[to - 1].start + words[to - 1].length);
        for i in 0..texts.len() {
            for (sign, end) in self.signs.at(&texts, i) {
                let (start, end) = place(i, end);
                read.sign(start, end, sign);
            }
        }
        read.mentions = self.concepts.mentions(&words, &texts);
        read.signs.question |= normal.contains('?');
        let but = texts.iter().rposition(|&word| matches!(word, "but" | "however" | "yet" | "although" | "though"));
        let mut i = 0;
        while i < texts.len() {
            let (valence, end) = match self.phrases.longest(&texts, i) {
                Some((valence, end)) => (valence, end),
                None => (self.valence.get(texts[i]).copied().unwrap_or(0), i + 1),
            };
            if valence != 0 {
                let mut weight = self.in_place(valence as f32, &words, i);
                weight *= match but {
                    Some(but) if end <= but => 0.5,
                    Some(but) if i > but => 1.5,
                    _ => 1.0,
                };
                let (start, end) = place(i, end);
                read.stance(start, end, weight);
            }
            i = end;
        }
        let emoticons: i32 = normal
            .split_whitespace()
            .filter(|word| word.len() > 1 && !word.contains(char::is_alphanumeric))
            .filter_map(|word| self.valence.get(word))
            .sum();
        if emoticons > 0 {
            read.positive += emoticons as f32
        } else {
            read.negative -= emoticons as f32
        }
        let exclaimed = EXCLAIM * normal.matches('!').count().min(3) as f32;
        if read.positive > read.negative {
            read.positive += exclaimed;
        } else if read.negative > read.positive {
            read.negative += exclaimed;
        }
    }

    /// The weight of a word or phrase where it stands: boosted or damped, negated.
    fn in_place(&self, valence: f32, words: &[Word], i: usize) -> f32 {
        let mut weight = valence;
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
pub(crate) fn words(normal: &str) -> Vec<Word<'_>> {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '-' | '&');
    let mut words = Vec::new();
    let mut fresh = true;
    let mut rest = 0;
    while let Some(start) = normal[rest..].find(|c: char| c.is_alphanumeric()).map(|at| rest + at) {
        fresh |= normal[rest..start].contains(['.', '!', '?', ';', '\n']);
        let length = normal[start..].find(|c| !inside(c)).unwrap_or(normal.len() - start);
        let text = normal[start..start + length].trim_end_matches(['\'', '-', '&']);
        words.push(Word { text: full(text), start, length: text.len(), fresh });
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
        "its" => "it's",
        "thats" => "that's",
        "youre" => "you're",
        "ive" => "i've",
        _ => word,
    }
}

pub(crate) fn negates(word: &str) -> bool {
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
