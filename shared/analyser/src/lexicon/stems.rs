//! Finding stems in texts without word boundaries worth the name: Japanese, and Korean with its spaces taken out.

use std::collections::HashMap;

use crate::normal::entry;

/// The characters two dots may stand for.
const GAP: usize = 12;

/// A text with its white space taken out, and what was lost by that.
pub(crate) struct Run {
    pub text: String,
    /// For each byte, and for the end, its place in the text it came from.
    from: Vec<usize>,
    /// Byte places at which a word begins.
    begins: Vec<usize>,
}

impl Run {
    pub fn new(folded: &str) -> Self {
        let mut text = String::with_capacity(folded.len());
        let mut begins = Vec::new();
        let mut from = Vec::with_capacity(folded.len() + 1);
        let mut inside = false;
        for (at, c) in folded.char_indices() {
            let letter = c.is_alphanumeric();
            if letter && !inside {
                begins.push(text.len());
            }
            inside = letter;
            if !c.is_whitespace() {
                text.push(c);
            } else if c == '\n' {
                text.push('。');
            }
            from.resize(text.len(), at);
        }
        from.push(folded.len());
        Self { text, from, begins }
    }

    /// The range of the text it came from.
    pub fn place(&self, start: usize, end: usize) -> (usize, usize) {
        // The end is behind the last character, not before the next: a space may lie between.
        let last = self.text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
        let width = end - last;
        let at = |place: usize| self.from.get(place).copied().unwrap_or(0);
        (at(start), at(last) + width)
    }

    pub fn begins(&self, at: usize) -> bool {
        self.begins.binary_search(&at).is_ok()
    }
}

/// A pattern found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found<T> {
    pub start: usize,
    pub end: usize,
    pub value: T,
}

/// A list of stems. `^` wants the start of a word, `$` its end, two dots stand for up to [`GAP`] characters.
#[derive(Debug)]
pub(crate) struct Stems<T> {
    /// By first character: made in a fraction of the time an automaton takes, which every cold start would pay.
    stems: HashMap<char, Vec<Stem<T>>>,
}

#[derive(Debug)]
struct Stem<T> {
    first: String,
    begins: bool,
    ends: bool,
    rest: Vec<String>,
    value: T,
}

impl<T: Copy> Stems<T> {
    pub fn new(rows: impl IntoIterator<Item = (T, impl AsRef<str>)>) -> Self {
        let mut stems: HashMap<char, Vec<Stem<T>>> = HashMap::new();
        for (value, pattern) in rows {
            let pattern = pattern.as_ref();
            let (begins, pattern) = pattern.strip_prefix('^').map_or((false, pattern), |rest| (true, rest));
            let (ends, pattern) = pattern.strip_suffix('$').map_or((false, pattern), |rest| (true, rest));
            // Three dots are three dots.
            let parts: Vec<&str> = if pattern.contains("...") { vec![pattern] } else { pattern.split("..").collect() };
            let mut parts = parts.into_iter().map(|part| Run::new(&entry(part)).text).filter(|part| !part.is_empty());
            if let Some(first) = parts.next()
                && let Some(c) = first.chars().next()
            {
                stems.entry(c).or_default().push(Stem { first, begins, ends, rest: parts.collect(), value });
            }
        }
        Self { stems }
    }

    /// Every occurrence, overlapping ones included.
    pub fn all(&self, run: &Run) -> Vec<Found<T>> {
        let mut all = Vec::new();
        for (start, c) in run.text.char_indices() {
            let Some(stems) = self.stems.get(&c) else { continue };
            let rest = &run.text[start..];
            let here = stems.iter().filter(|stem| rest.starts_with(&stem.first) && (!stem.begins || run.begins(start)));
            all.extend(here.filter_map(|stem| {
                let end = stem.end(&run.text, start)?;
                Some(Found { start, end, value: stem.value })
            }));
        }
        all
    }

    /// The longest occurrences that do not overlap, in the order of the text: 문제없 is not a 문제.
    pub fn longest(&self, run: &Run) -> Vec<Found<T>> {
        let mut all = self.all(run);
        all.sort_by_key(|found| (std::cmp::Reverse(found.end - found.start), found.start));
        let mut kept: Vec<Found<T>> = Vec::new();
        let mut taken = vec![false; run.text.len()];
        for found in all {
            if !taken[found.start..found.end].iter().any(|&taken| taken) {
                taken[found.start..found.end].iter_mut().for_each(|place| *place = true);
                kept.push(found);
            }
        }
        kept.sort_by_key(|found| found.start);
        kept
    }
}

impl<T> Stem<T> {
    /// Where it ends, if it stands at `start` with its first part.
    fn end(&self, text: &str, start: usize) -> Option<usize> {
        let end = self.rest.iter().try_fold(start + self.first.len(), |end, part| {
            let window = char_window(text, end, GAP + part.chars().count());
            window.find(part.as_str()).map(|at| end + at + part.len())
        })?;
        let goes_on = text[end..].chars().next().is_some_and(char::is_alphanumeric);
        (!self.ends || !goes_on).then_some(end)
    }
}

/// The next `chars` characters from a byte place on.
pub(crate) fn char_window(text: &str, from: usize, chars: usize) -> &str {
    let rest = &text[from..];
    rest.char_indices().nth(chars).map_or(rest, |(end, _)| &rest[..end])
}
