//! Finding words and phrases in English.

use std::collections::HashMap;

/// The words two dots may stand for.
const GAP: usize = 3;

/// One step of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    Word(String),
    /// `refund*`, or `*` for any word.
    Begins(String),
    /// `*ing`.
    Ends(String),
    Gap,
}

/// A list of phrases. A star ends or begins a word anyhow, two dots stand for up to [`GAP`] words.
#[derive(Debug)]
pub(crate) struct Phrases<T> {
    /// By first word.
    known: HashMap<String, Vec<(Vec<Step>, T)>>,
    /// Those that begin with a star, by the letters before it.
    open: HashMap<String, Vec<(Vec<Step>, T)>>,
}

impl<T: Copy> Phrases<T> {
    pub fn new(rows: impl IntoIterator<Item = (T, impl AsRef<str>)>) -> Self {
        let (mut known, mut open) = (HashMap::<_, Vec<_>>::new(), HashMap::<_, Vec<_>>::new());
        for (value, phrase) in rows {
            let mut steps = phrase.as_ref().split(' ').map(|word| match word {
                ".." => Step::Gap,
                _ => match (word.strip_suffix('*'), word.strip_prefix('*')) {
                    (Some(start), _) => Step::Begins(start.to_owned()),
                    (None, Some(end)) => Step::Ends(end.to_owned()),
                    (None, None) => Step::Word(word.to_owned()),
                },
            });
            let first = steps.next();
            let rest: Vec<Step> = steps.collect();
            match first {
                Some(Step::Word(word)) => known.entry(word).or_default().push((rest, value)),
                // Four bytes find the stem; `ends` checks the rest of it.
                Some(Step::Begins(start)) => {
                    let Some(key) = start.get(..4).map(str::to_owned) else { continue };
                    let rest = std::iter::once(Step::Begins(start)).chain(rest).collect();
                    open.entry(key).or_default().push((rest, value));
                }
                _ => {}
            }
        }
        Self { known, open }
    }

    /// The longest phrase that begins with word `i`: its value, and the word after it.
    pub fn longest(&self, words: &[&str], i: usize) -> Option<(T, usize)> {
        self.at(words, i).max_by_key(|&(_, end)| end)
    }

    /// Every phrase that begins with word `i`.
    pub fn at<'a>(&'a self, words: &'a [&str], i: usize) -> impl Iterator<Item = (T, usize)> + 'a {
        let word = words[i];
        let known = self.known.get(word).into_iter().flatten().map(move |phrase| (phrase, i + 1));
        let open = word.get(..4).and_then(|start| self.open.get(start)).into_iter().flatten().map(move |phrase| (phrase, i));
        known.chain(open).filter_map(move |((steps, value), from)| ends(steps, words, from).map(|end| (*value, end)))
    }
}

/// Where the steps end, read from word `from` on.
fn ends(steps: &[Step], words: &[&str], from: usize) -> Option<usize> {
    let Some((step, rest)) = steps.split_first() else { return Some(from) };
    if *step == Step::Gap {
        // Nearest first. A gap is at most three words and never the first step, so this stays small.
        return (from..=from + GAP).take_while(|&at| at < words.len()).find_map(|at| ends(rest, words, at));
    }
    let word = words.get(from)?;
    let fits = match step {
        Step::Word(wanted) => word == wanted,
        Step::Begins(start) => word.starts_with(start.as_str()),
        Step::Ends(end) => word.len() > end.len() && word.ends_with(end.as_str()),
        Step::Gap => false,
    };
    if fits { ends(rest, words, from + 1) } else { None }
}
