//! Unique people: an exact set while it is small, a HyperLogLog sketch beyond.
//!
//! Sets are merged, never summed: one person in two buckets is one person. The sketch is that of
//! `cardinality-estimator` with 4,096 registers: 1.6 % rms error (text-analysis.md section 5).

use std::{borrow::Cow, collections::BTreeSet, fmt};

use base64::{Engine, engine::general_purpose::STANDARD};
use cardinality_estimator::CardinalityEstimator;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest, Sha256};

use crate::platform::Platform;

/// The most people a set keeps one by one.
pub const EXACT: usize = 1_000;

/// Registers of the sketch: 2^12, as the estimator's default type has.
const REGISTERS: usize = 1 << 12;
/// The registers as words of 32 bits, 6 bits a register.
const WORDS: usize = REGISTERS * 6 / 32;

/// The estimator; what it is fed are our own hashes, so the type it would hash is of no meaning.
type Sketch = CardinalityEstimator<u64>;

/// A set of people, by hash.
#[derive(Clone)]
pub struct People(Set);

#[derive(Clone)]
enum Set {
    Exact(BTreeSet<u64>),
    Sketch(Sketch),
}

/// How many people, and whether that is an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PeopleCount {
    /// How many.
    pub people: u64,
    /// An estimate: screens say "about".
    pub about: bool,
}

/// The hash of a person: a platform's stable author id, with the company's salt, so that a stored set names nobody.
/// The same id on two platforms is two people (D-04).
pub fn person(salt: &[u8], platform: Platform, author: &str) -> u64 {
    let mut hash = Sha256::new();
    for part in [salt, platform.as_str().as_bytes(), author.as_bytes()] {
        // The length keeps ("ab", "c") apart from ("a", "bc").
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    let digest = hash.finalize();
    digest[..8].iter().fold(0, |bits, &byte| bits << 8 | u64::from(byte))
}

impl People {
    /// Nobody.
    pub fn none() -> Self {
        Self(Set::Exact(BTreeSet::new()))
    }

    /// One more, if not yet there.
    pub fn insert(&mut self, person: u64) {
        match &mut self.0 {
            Set::Exact(set) => {
                set.insert(person);
            }
            Set::Sketch(sketch) => sketch.insert_hash(person),
        }
        self.settle();
    }

    /// Everybody of another set, too. The order of merging does not matter.
    pub fn merge(&mut self, other: &People) {
        match (&mut self.0, &other.0) {
            (Set::Exact(own), Set::Exact(others)) => own.extend(others),
            (Set::Sketch(own), Set::Exact(others)) => others.iter().for_each(|&person| own.insert_hash(person)),
            (Set::Sketch(own), Set::Sketch(others)) => own.merge(others),
            (Set::Exact(own), Set::Sketch(others)) => {
                let mut sketch = others.clone();
                own.iter().for_each(|&person| sketch.insert_hash(person));
                self.0 = Set::Sketch(sketch);
            }
        }
        self.settle();
    }

    /// How many are in it.
    pub fn count(&self) -> PeopleCount {
        match &self.0 {
            Set::Exact(set) => PeopleCount { people: set.len() as u64, about: false },
            // By its stored form: the estimator's running sum depends in its last digits on the order of insertion.
            Set::Sketch(sketch) => {
                let settled = sketch_of(&registers(sketch));
                PeopleCount { people: settled.map_or(0, |sketch| sketch.estimate() as u64), about: true }
            }
        }
    }

    /// How many are in several sets together: exact, however many, where every part is.
    pub fn distinct<'a>(parts: impl IntoIterator<Item = &'a People>) -> PeopleCount {
        let mut exact: BTreeSet<u64> = BTreeSet::new();
        let mut merged: Option<People> = None;
        for part in parts {
            match (&part.0, &mut merged) {
                (Set::Exact(set), _) => exact.extend(set),
                (Set::Sketch(_), Some(merged)) => merged.merge(part),
                (Set::Sketch(_), None) => merged = Some(part.clone()),
            }
        }
        match merged {
            Some(mut merged) => {
                exact.into_iter().for_each(|person| merged.insert(person));
                merged.count()
            }
            None => PeopleCount { people: exact.len() as u64, about: false },
        }
    }

    /// The stored form: a letter for the kind, then the hashes in order (8 bytes each) or the 4,096 registers
    /// (3,072 bytes). The same people give the same bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        match &self.0 {
            Set::Exact(set) => std::iter::once(b'E').chain(set.iter().flat_map(|person| person.to_be_bytes())).collect(),
            Set::Sketch(sketch) => {
                std::iter::once(b'S').chain(registers(sketch).into_iter().flat_map(u32::to_le_bytes)).collect()
            }
        }
    }

    /// Reads the stored form.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, NotPeople> {
        match bytes.split_first() {
            Some((b'E', hashes)) if hashes.len() % 8 == 0 && hashes.len() / 8 <= EXACT => {
                let people = hashes.chunks_exact(8).map(|hash| hash.iter().fold(0, |bits, &byte| bits << 8 | u64::from(byte)));
                Ok(Self(Set::Exact(people.collect())))
            }
            Some((b'S', registers)) if registers.len() == WORDS * 4 => {
                let words: Vec<u32> = registers
                    .chunks_exact(4)
                    .map(|word| word.iter().rev().fold(0, |bits, &byte| bits << 8 | u32::from(byte)))
                    .collect();
                sketch_of(&words).map(|sketch| Self(Set::Sketch(sketch))).ok_or(NotPeople)
            }
            _ => Err(NotPeople),
        }
    }

    /// Beyond [`EXACT`] a set becomes a sketch.
    fn settle(&mut self) {
        if let Set::Exact(set) = &self.0
            && set.len() > EXACT
        {
            let mut sketch = sketch_of(&[0; WORDS]).unwrap_or_default();
            set.iter().for_each(|&person| sketch.insert_hash(person));
            self.0 = Set::Sketch(sketch);
        }
    }
}

/// The estimator keeps its registers to itself; its serde form `(tag, [zeros, sum, registers..., spare])` is the way
/// in and out. The tag holds a memory address there, which is why that form is not what we store.
fn registers(sketch: &Sketch) -> Vec<u32> {
    let words = match serde_json::to_value(sketch).map(serde_json::from_value::<(u64, Option<Vec<u32>>)>) {
        Ok(Ok((_, Some(words)))) if words.len() == WORDS + 3 => words,
        // Unreachable: `settle` and `from_bytes` only ever make sketches with registers.
        _ => return vec![0; WORDS],
    };
    words[2..2 + WORDS].to_vec()
}

fn sketch_of(registers: &[u32]) -> Option<Sketch> {
    let rank = |i: usize| {
        let bit = i * 6;
        let low = u64::from(registers[bit / 32]);
        let high = u64::from(registers.get(bit / 32 + 1).copied().unwrap_or(0));
        ((low | high << 32) >> (bit % 32)) & 63
    };
    let zeros = (0..REGISTERS).filter(|&i| rank(i) == 0).count() as u32;
    // In f64, then rounded once: the same registers always give the same sum.
    let sum = (0..REGISTERS).map(|i| 1.0 / (1u64 << rank(i)) as f64).sum::<f64>() as f32;
    let mut words = Vec::with_capacity(WORDS + 3);
    words.extend([zeros, sum.to_bits()]);
    words.extend_from_slice(registers);
    words.push(0);
    let form = serde_json::to_value((3u64, Some(words))).ok()?;
    serde_json::from_value(form).ok()
}

/// Bytes that are no set of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no set of people: expected `E` and up to 1,000 hashes, or `S` and 4,096 registers")]
pub struct NotPeople;

impl Default for People {
    fn default() -> Self {
        Self::none()
    }
}

impl PartialEq for People {
    fn eq(&self, other: &Self) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}

impl Eq for People {}

impl fmt::Debug for People {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PeopleCount { people, about } = self.count();
        write!(f, "People({}{people})", if about { "about " } else { "" })
    }
}

impl Serialize for People {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(self.to_bytes()))
    }
}

impl<'de> Deserialize<'de> for People {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let bytes = STANDARD.decode(text.as_bytes()).map_err(de::Error::custom)?;
        Self::from_bytes(&bytes).map_err(de::Error::custom)
    }
}

impl JsonSchema for People {
    fn schema_name() -> Cow<'static, str> {
        "People".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        schemars::json_schema!({ "type": "string", "contentEncoding": "base64", "description": "a set of hashed people" })
    }
}
