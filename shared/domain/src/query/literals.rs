//! One automaton for the literals of many rules: a text is read once, and only the rules that may match are asked.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::{Cost, Text};

/// Which of many rules a text may match, told by the words they need.
#[derive(Debug)]
pub struct Literals {
    /// None if no rule has a literal.
    automaton: Option<AhoCorasick>,
    /// For each literal, the rules that need it or one like it.
    needed_by: Vec<Vec<u32>>,
    /// Rules that may match whatever the words are: asked of every text, and so costly.
    always: Vec<u32>,
}

/// What one text cost, in steps that do not depend on the machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Bytes the automaton read.
    pub read: usize,
    /// Literals it found.
    pub found: usize,
    /// Rules that were asked.
    pub asked: usize,
}

/// Long texts are rare.
pub fn by_length(text: &str) -> u64 {
    10_000 / (text.len() as u64).max(1)
}

impl Literals {
    /// Makes the automaton of `rules`. `known` are the literals a rule may be found by; `choose` is the cheapest set of
    /// which one must be there, or none: literals that many rules share tell little.
    pub fn compile<R>(rules: &[R], known: impl Fn(&R) -> Vec<String>, choose: impl Fn(&R, &Cost) -> Option<Vec<String>>) -> Self {
        let mut shared: HashMap<String, u64> = HashMap::new();
        for rule in rules {
            known(rule).into_iter().for_each(|text| *shared.entry(text).or_default() += 1);
        }
        let cost = |text: &str| by_length(text) * shared.get(text).copied().unwrap_or(1);
        let mut texts: Vec<(String, u32)> = Vec::new();
        let mut always = Vec::new();
        for (i, rule) in rules.iter().enumerate() {
            match choose(rule, &cost) {
                Some(set) => texts.extend(set.into_iter().map(|text| (text, i as u32))),
                None => always.push(i as u32),
            }
        }
        texts.sort_unstable();
        texts.dedup();
        let mut needed_by: Vec<Vec<u32>> = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        for (text, rule) in texts {
            match (patterns.last(), needed_by.last_mut()) {
                (Some(last), Some(rules)) if *last == text => rules.push(rule),
                _ => {
                    patterns.push(text);
                    needed_by.push(vec![rule]);
                }
            }
        }
        if patterns.is_empty() {
            return Self { automaton: None, needed_by, always };
        }
        // One kind for any number of rules: the cost of a text then does not jump with their number.
        let kind = Some(AhoCorasickKind::ContiguousNFA);
        let automaton = AhoCorasick::builder().kind(kind).match_kind(MatchKind::Standard).build(&patterns).ok();
        if automaton.is_none() {
            always = (0..rules.len() as u32).collect();
        }
        Self { automaton, needed_by, always }
    }

    /// The rules that may match a text, in their order.
    pub fn candidates(&self, text: &Text, work: &mut Work) -> Vec<u32> {
        let mut candidates = self.always.clone();
        if let Some(automaton) = &self.automaton {
            work.read += text.folded().len();
            for found in automaton.find_overlapping_iter(text.folded()) {
                work.found += 1;
                candidates.extend(&self.needed_by[found.pattern().as_usize()]);
            }
            candidates.sort_unstable();
            candidates.dedup();
        }
        work.asked += candidates.len();
        candidates
    }

    /// The rules that are asked of every text.
    pub fn always(&self) -> &[u32] {
        &self.always
    }
}
