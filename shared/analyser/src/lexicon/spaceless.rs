//! Korean and Japanese: stems, what negates them, and what turns a sentence round.

use super::{
    Read,
    concepts::SpacelessConcepts,
    lines,
    signs::Sign,
    stems::{Found, Run, Stems, char_window},
};

/// The lists and rules of one language.
pub(super) struct Spaceless {
    weights: Stems<i32>,
    signs: Stems<Sign>,
    concepts: SpacelessConcepts,
    /// Endings that negate the stem before them.
    negates: &'static [&'static str],
    /// How many characters may stand between a stem and the end of what negates it.
    reach: usize,
    /// Short words that negate the stem right behind them, at the start of a word.
    negates_next: &'static [&'static str],
    /// Words after which the sentence says what it really means.
    turns: &'static [&'static str],
    /// What makes the stem behind it weigh more.
    stresses: &'static [&'static str],
}

impl Spaceless {
    pub fn korean() -> Self {
        Self {
            weights: weights(include_str!("../../data/sentiment/ko.tsv")),
            signs: signs(include_str!("../../data/intent/ko.tsv")),
            concepts: SpacelessConcepts::new(include_str!("../../data/concepts/ko.tsv")),
            negates: &[
                "지않",
                "지는않",
                "지도않",
                "지가않",
                "지못",
                "지를못",
                "지도못",
                "지안",
                "지마",
                "지말",
                "진않",
                "진못",
                "지는못",
                "수없",
                "수가없",
                "것도없",
                "거없",
                "게없",
                "은없",
                "이없",
                "가없",
                "도없",
                "는없",
                "적없",
                "적이없",
                "줄모르",
                "아니",
            ],
            reach: 6,
            negates_next: &["안", "못"],
            turns: &["지만", "는데", "은데", "던데", "한데", "그런데", "근데", "그러나", "하지만", "그래도"],
            stresses: &[
                "너무",
                "정말",
                "진짜",
                "완전",
                "매우",
                "아주",
                "엄청",
                "굉장히",
                "훨씬",
                "존나",
                "개",
                "넘",
                "제일",
                "가장",
                "참",
            ],
        }
    }

    pub fn japanese() -> Self {
        Self {
            weights: weights(include_str!("../../data/sentiment/ja.tsv")),
            signs: signs(include_str!("../../data/intent/ja.tsv")),
            concepts: SpacelessConcepts::new(include_str!("../../data/concepts/ja.tsv")),
            negates: &[
                "ない",
                "なかった",
                "なく",
                "ません",
                "なさ",
                "ねえ",
                "ねぇ",
                "ず",
                "とは思え",
                "とは言え",
                "とはいえ",
                "とは思わ",
            ],
            reach: 5,
            negates_next: &[],
            turns: &["けど", "けれど", "ですが", "ますが", "だが", "のに", "ものの", "でも", "しかし", "たが"],
            stresses: &[
                "とても",
                "本当に",
                "ほんとに",
                "ほんと",
                "マジで",
                "まじで",
                "めっちゃ",
                "すごく",
                "かなり",
                "非常に",
                "超",
                "あまりに",
                "一番",
                "いちばん",
            ],
        }
    }

    pub fn read(&self, normal: &str, read: &mut Read) {
        let run = Run::new(normal);
        for found in self.signs.all(&run) {
            let (start, end) = run.place(found.start, found.end);
            read.sign(start, end, found.value);
        }
        read.mentions = self.concepts.mentions(&run);
        let found = self.weights.longest(&run);
        let turn = self.turns.iter().filter_map(|turn| run.text.rfind(turn)).max();
        for (i, hit) in found.iter().enumerate() {
            let next = found.get(i + 1).map_or(run.text.len(), |next| next.start);
            let mut weight = self.in_place(&run, hit, next);
            weight *= match turn {
                // What stands before the turn is conceded, not meant.
                Some(turn) if hit.end <= turn => 0.6,
                Some(_) => 1.3,
                None => 1.0,
            };
            let (start, end) = run.place(hit.start, hit.end);
            read.stance(start, end, weight);
        }
    }

    /// The weight of a stem where it stands.
    fn in_place(&self, run: &Run, hit: &Found<i32>, next: usize) -> f32 {
        let mut weight = hit.value as f32;
        let before = &run.text[..hit.start];
        if self.stresses.iter().any(|stress| before.ends_with(stress)) {
            weight *= 1.3;
        }
        let negated_before = self.negates_next.iter().any(|word| before.ends_with(word) && run.begins(hit.start - word.len()));
        let behind = char_window(&run.text, hit.end, self.reach);
        let behind = behind.split(['.', '!', '?', ',', '。', '、', '！', '？', '…']).next().unwrap_or_default();
        // Another stem in between takes the negation for itself.
        let negated_behind = self.negates.iter().any(|ending| behind.find(ending).is_some_and(|at| hit.end + at <= next));
        match (negated_before || negated_behind, weight > 0.0) {
            (false, _) => weight,
            (true, true) => -weight * 0.8,
            // Not bad is not yet good.
            (true, false) => -weight * 0.3,
        }
    }
}

fn weights(list: &'static str) -> Stems<i32> {
    Stems::new(lines(list).filter_map(|(weight, stem)| Some((weight.parse().ok()?, stem))))
}

fn signs(list: &'static str) -> Stems<Sign> {
    Stems::new(lines(list).filter_map(|(label, stem)| Some((Sign::read(label)?, stem))))
}
