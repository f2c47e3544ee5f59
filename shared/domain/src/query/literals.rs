//! One automaton for the literals of many rules: a text is read once, and of the rules only those parts are asked that may match.

use std::{collections::HashMap, fmt};

use daachorse::DoubleArrayAhoCorasick;

use super::{Cost, Text};

/// Which of many rules a text may match, told by the words they need.
pub struct Literals {
    /// None if no rule has a literal. What it finds is a literal's number.
    automaton: Option<DoubleArrayAhoCorasick<u32>>,
    /// For each literal, the parts that need it or one like it.
    needed_by: Vec<Vec<Part>>,
    /// Parts that may match whatever the words are: asked of every text, and so costly.
    always: Vec<Part>,
}

/// A part of a rule; the rule matches if one of its parts does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The number of the rule.
    pub rule: u32,
    /// The number of the part in it.
    pub part: u32,
}

/// What one text cost, in steps that do not depend on the machine.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Work {
    /// Bytes the automaton read.
    pub read: usize,
    /// Literals it found.
    pub found: usize,
    /// Parts of rules that were asked.
    pub asked: usize,
}

impl fmt::Debug for Literals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} literals, {} parts asked of every text", self.needed_by.len(), self.always.len())
    }
}

/// Long texts are rare.
pub fn by_length(text: &str) -> u64 {
    10_000 / (text.len() as u64).max(1)
}

impl Literals {
    /// Makes the automaton of `rules`. `known` are the literals a rule may be found by; `choose` is for each part of a rule the
    /// cheapest set of which one must be there, or none: literals that many rules share tell little.
    pub fn compile<R>(
        rules: &[R],
        known: impl Fn(&R) -> Vec<String>,
        choose: impl Fn(&R, &Cost) -> Vec<Option<Vec<String>>>,
    ) -> Self {
        let mut shared: HashMap<String, u64> = HashMap::new();
        for rule in rules {
            known(rule).into_iter().for_each(|text| *shared.entry(text).or_default() += 1);
        }
        let cost = |text: &str| by_length(text) * shared.get(text).copied().unwrap_or(1);
        let mut texts: Vec<(String, Part)> = Vec::new();
        let (mut all, mut always) = (Vec::new(), Vec::new());
        for (rule, sets) in (0..).zip(rules.iter().map(|rule| choose(rule, &cost))) {
            for (part, set) in (0..).zip(sets) {
                let part = Part { rule, part };
                all.push(part);
                match set {
                    Some(set) => texts.extend(set.into_iter().map(|text| (text, part))),
                    None => always.push(part),
                }
            }
        }
        texts.sort_unstable();
        texts.dedup();
        let mut needed_by: Vec<Vec<Part>> = Vec::new();
        let mut patterns: Vec<String> = Vec::new();
        for (text, part) in texts {
            match (patterns.last(), needed_by.last_mut()) {
                (Some(last), Some(parts)) if *last == text => parts.push(part),
                _ => {
                    patterns.push(text);
                    needed_by.push(vec![part]);
                }
            }
        }
        if patterns.is_empty() {
            return Self { automaton: None, needed_by, always };
        }
        // A double array is made in a time that grows as the words do: 12 ms for 20,000 of them, at every start of a process.
        let automaton = DoubleArrayAhoCorasick::new(&patterns).ok();
        if automaton.is_none() {
            always = all;
        }
        Self { automaton, needed_by, always }
    }

    /// The parts that may match a text, in the order of their rules.
    pub fn candidates(&self, text: &Text, work: &mut Work) -> Vec<Part> {
        let mut candidates = self.always.clone();
        if let Some(automaton) = &self.automaton {
            work.read += text.folded().len();
            for found in automaton.find_overlapping_iter(text.folded()) {
                work.found += 1;
                candidates.extend(&self.needed_by[found.value() as usize]);
            }
            candidates.sort_unstable();
            candidates.dedup();
        }
        work.asked += candidates.len();
        candidates
    }

    /// The numbers of the rules that are asked of every text.
    pub fn always(&self) -> impl Iterator<Item = usize> {
        self.always.chunk_by(|a, b| a.rule == b.rule).map(|parts| parts[0].rule as usize)
    }
}
