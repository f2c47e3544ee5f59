//! Inputs that are nearly right: seeds with bytes changed, pieces repeated, removed, or taken from one another.

/// Makes inputs from seeds; the first ones are the seeds themselves.
pub struct Mutator {
    seeds: Vec<Vec<u8>>,
    rng: fastrand::Rng,
    given: usize,
}

/// No input is longer: the doors take a megabyte, and what breaks a parser is not length but form.
const LONGEST: usize = 16_384;

/// Pieces that parsers care about.
const PIECES: [&str; 24] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "\\udc00",
    ":",
    ",",
    "null",
    "true",
    "-1",
    "1e308",
    "9223372036854775807",
    "0.1",
    "\u{0}",
    "\u{feff}",
    "\u{202e}",
    "sha256=",
    " OR ",
    "(",
    "NOT ",
];

impl Mutator {
    /// From these seeds, by this chance.
    pub fn new(seeds: Vec<Vec<u8>>, seed: u64) -> Self {
        Self { seeds, rng: fastrand::Rng::with_seed(seed), given: 0 }
    }

    /// Another input.
    pub fn input(&mut self) -> Vec<u8> {
        self.given += 1;
        if let Some(seed) = self.seeds.get(self.given - 1) {
            return seed.clone();
        }
        let mut input = self.any();
        for _ in 0..self.rng.usize(1..=6) {
            self.change(&mut input);
        }
        input.truncate(LONGEST);
        input
    }

    fn any(&mut self) -> Vec<u8> {
        if self.seeds.is_empty() { vec![] } else { self.seeds[self.rng.usize(..self.seeds.len())].clone() }
    }

    fn change(&mut self, input: &mut Vec<u8>) {
        let at = self.rng.usize(..=input.len());
        let length = self.rng.usize(..=(input.len() - at).min(64));
        match self.rng.u8(..10) {
            0 | 1 if at < input.len() => input[at] = self.rng.u8(..),
            2 if at < input.len() => input[at] ^= 1 << self.rng.u8(..8),
            3 => input.insert(at, self.rng.u8(..)),
            4 => drop(input.drain(at..at + length)),
            5 => {
                let piece = input[at..at + length].to_vec();
                let times = if self.rng.u8(..20) == 0 { 200 } else { self.rng.usize(1..4) };
                input.splice(at..at, piece.repeat(times));
            }
            6 | 7 => {
                let piece = PIECES[self.rng.usize(..PIECES.len())];
                input.splice(at..at, piece.bytes());
            }
            8 => {
                let other = self.any();
                let from = self.rng.usize(..=other.len());
                let to = from + self.rng.usize(..=(other.len() - from).min(128));
                input.splice(at..at + length, other[from..to].iter().copied());
            }
            _ => input.truncate(at),
        }
    }
}
