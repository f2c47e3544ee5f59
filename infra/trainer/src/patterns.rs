//! Texts from patterns: `(a|b)` is one of several, `[a]` may be there or not, `{slot}` is one of a list.

use std::collections::{BTreeMap, BTreeSet};

use crate::work::Failure;

/// A seeded source of chance: SplitMix64 (Steele, Lea, Flood 2014).
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ z >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ z >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ z >> 31
    }

    /// One of so many; never more than 2^32 of them.
    pub fn below(&mut self, n: usize) -> usize {
        (((self.next() >> 32) * n as u64) >> 32) as usize
    }

    /// True with this probability.
    pub fn once_in(&mut self, share: f32) -> bool {
        (self.next() >> 40) as f32 / (1u64 << 24) as f32 <= share && share > 0.0
    }
}

/// Lists by name.
pub type Slots = BTreeMap<String, Vec<String>>;

/// A pattern as a tree.
enum Part {
    Text(String),
    Slot(String),
    OneOf(Vec<Vec<Part>>),
}

/// Reads a file of slots: name, then its values, separated by tabs.
pub fn slots(text: &str) -> Slots {
    let rows = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).filter_map(|line| line.split_once('\t'));
    rows.map(|(name, values)| (name.to_owned(), values.split('\t').map(str::to_owned).collect())).collect()
}

/// Up to `many` different texts of a pattern.
pub fn texts(pattern: &str, slots: &Slots, many: usize, chance: &mut Chance) -> Result<Vec<String>, Failure> {
    let parts = parse(pattern)?;
    let mut made = BTreeSet::new();
    let mut list = Vec::new();
    for _ in 0..many * 3 {
        let mut text = String::new();
        fill(&parts, slots, chance, &mut text).map_err(|slot| Failure::new(format!("no slot {{{slot}}} for `{pattern}`")))?;
        let text = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        if made.insert(text.clone()) {
            list.push(text);
        }
        if list.len() >= many {
            break;
        }
    }
    Ok(list)
}

fn fill(parts: &[Part], slots: &Slots, chance: &mut Chance, text: &mut String) -> Result<(), String> {
    for part in parts {
        match part {
            Part::Text(words) => text.push_str(words),
            Part::Slot(name) => {
                let values = slots.get(name).filter(|values| !values.is_empty()).ok_or_else(|| name.clone())?;
                let value = values[chance.below(values.len())].clone();
                // A value may be a pattern of its own.
                match parse(&value) {
                    Ok(parts) => fill(&parts, slots, chance, text)?,
                    Err(_) => text.push_str(&value),
                }
            }
            Part::OneOf(choices) => fill(&choices[chance.below(choices.len())], slots, chance, text)?,
        }
    }
    Ok(())
}

fn parse(pattern: &str) -> Result<Vec<Part>, Failure> {
    let chars: Vec<char> = pattern.chars().collect();
    let mut at = 0;
    let parts = sequence(&chars, &mut at).ok_or_else(|| Failure::new(format!("cannot read the pattern `{pattern}`")))?;
    if at < chars.len() {
        return Err(Failure::new(format!("`{}` closes nothing at {at} in the pattern `{pattern}`", chars[at])));
    }
    Ok(parts)
}

fn sequence(chars: &[char], at: &mut usize) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut text = String::new();
    while let Some(&c) = chars.get(*at) {
        let open = matches!(c, '(' | '[' | '{');
        if matches!(c, ')' | ']' | '|') {
            break;
        }
        *at += 1;
        if !open {
            text.push(c);
            continue;
        }
        if !text.is_empty() {
            parts.push(Part::Text(std::mem::take(&mut text)));
        }
        if c == '{' {
            let end = chars[*at..].iter().position(|&c| c == '}')? + *at;
            parts.push(Part::Slot(chars[*at..end].iter().collect()));
            *at = end + 1;
            continue;
        }
        let mut choices = vec![sequence(chars, at)?];
        while chars.get(*at) == Some(&'|') {
            *at += 1;
            choices.push(sequence(chars, at)?);
        }
        let close = if c == '(' { ')' } else { ']' };
        if chars.get(*at) != Some(&close) {
            return None;
        }
        *at += 1;
        if c == '[' {
            choices.push(Vec::new());
        }
        parts.push(Part::OneOf(choices));
    }
    if !text.is_empty() {
        parts.push(Part::Text(text));
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_makes_all_its_texts_and_no_others() {
        let slots = slots("thing\tphone\tlamp\n# no slot\n");
        let mut made = texts("my {thing} (is|was) broken[ again]", &slots, 100, &mut Chance::new(1)).unwrap();
        made.sort();
        assert_eq!(made.len(), 8);
        assert!(made.contains(&"my lamp was broken again".to_owned()));
        assert!(texts("a (b|c", &slots, 1, &mut Chance::new(1)).is_err());
        assert!(texts("{nothing}", &slots, 1, &mut Chance::new(1)).is_err());
    }

    #[test]
    fn the_same_seed_makes_the_same_texts() {
        let slots = slots("n\t1\t2\t3\t4\t5\t6\t7");
        let make = |seed| texts("{n}{n}{n}", &slots, 20, &mut Chance::new(seed)).unwrap();
        assert_eq!(make(7), make(7));
        assert_ne!(make(7), make(8));
    }
}
