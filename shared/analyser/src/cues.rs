//! What the word lists find, as numbers a model can weigh beside its n-grams. A list knows words that no training text
//! held; a model knows how far to trust the list.

use crate::{
    lexicon::{CONCEPTS, Read, Tone},
    normal::Normal,
};

/// How many there are. A change of number, order or meaning needs new weights.
pub const CUES: usize = PLAIN + CONCEPTS;
const PLAIN: usize = 40;

/// The cues of a text.
pub type Cues = [f32; CUES];

/// Sums of weights are divided by this: two plain words.
const UNIT: f32 = 40.0;
const MOST: f32 = 3.0;

pub(crate) fn cues(normal: &Normal, read: &Read, tone: Tone) -> Cues {
    let text = normal.text.as_str();
    let flag = |yes: bool| if yes { 1.0 } else { 0.0 };
    let (emoji_for, emoji_against) = (tone.positive as f32, tone.negative as f32);
    let (positive, negative) = (read.positive + emoji_for, read.negative + emoji_against);
    let net = positive - negative;
    let signs = &read.signs;
    let asks = text.contains('?');
    let ends_asking = text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?');
    let length = text.chars().count();
    let plain: [f32; PLAIN] = [
        (net.max(0.0) / UNIT).min(MOST),
        (-net.min(0.0) / UNIT).min(MOST),
        (positive / UNIT).min(MOST),
        (negative / UNIT).min(MOST),
        flag(positive > 0.0 && negative == 0.0),
        flag(negative > 0.0 && positive == 0.0),
        flag(positive > 0.0 && negative > 0.0),
        flag(positive == 0.0 && negative == 0.0),
        flag(net >= 20.0),
        flag(net <= -20.0),
        flag(read.last > 0.0),
        flag(read.last < 0.0),
        flag(signs.churn),
        flag(signs.comparison),
        flag(signs.purchase),
        flag(signs.suggestion),
        flag(signs.question),
        flag(asks),
        flag(ends_asking),
        flag(text.contains('!')),
        flag(text.ends_with("...")),
        flag(tone.any),
        (emoji_for / UNIT).min(1.0),
        (emoji_against / UNIT).min(1.0),
        flag(text.contains('0')),
        flag(length <= 15),
        flag(length > 120),
        flag(["ㅠ", "ㅜ", "😭", "t_t", ";;", "泣"].iter().any(|sign| text.contains(sign))),
        flag(["ㅋㅋ", "ㅎㅎ", "haha", "lol", "笑", "www"].iter().any(|sign| text.contains(sign))),
        // What a wish, a question or a plan to buy does to a stance.
        flag(signs.question && negative > 0.0),
        flag(signs.question && positive > 0.0 && negative == 0.0),
        flag(signs.suggestion && positive > negative),
        flag(signs.suggestion && negative > positive),
        flag(signs.purchase && asks),
        flag(signs.purchase && !asks),
        flag(signs.churn && net > 0.0),
        flag(signs.comparison && net > 0.0),
        flag(signs.comparison && net < 0.0),
        flag(signs.comparison && asks),
        flag(signs.question && negative == 0.0),
    ];
    let mut cues = [0.0; CUES];
    cues[..PLAIN].copy_from_slice(&plain);
    for mention in &read.mentions {
        cues[PLAIN + usize::from(mention.concept)] = 1.0;
    }
    cues
}
