//! A linear model over hashed features and cues, with its weights in eight bits.

use crate::{
    cues::{CUES, Cues},
    features::Feature,
};

/// The most classes a model has.
pub const CLASSES: usize = 8;

/// A value for each class; those beyond the model's own number are meaningless.
pub type PerClass = [f32; CLASSES];

/// The file begins with this.
const MAGIC: &[u8; 4] = b"HKN1";

/// A model as it lies in its file: nothing of the weights is copied or parsed.
#[derive(Debug, Clone, Copy)]
pub struct Model<'a> {
    classes: usize,
    bits: u32,
    dials: Dials,
    bias: PerClass,
    scale: PerClass,
    cues: [[f32; CUES]; CLASSES],
    /// Bucket by bucket, in each the classes.
    weights: &'a [u8],
}

/// How the answers of a model are used, found on development data after training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dials {
    /// Logits are divided by this, so that a confidence of 80 is right 80 times in 100.
    pub temperature: f32,
    /// How much the other model of the language is heard.
    pub other: f32,
    /// Added to the logit of the class `Neutral` or `Other`, for what development data has more of than training data.
    pub neutral: f32,
}

impl Default for Dials {
    fn default() -> Self {
        Self { temperature: 1.0, other: 0.5, neutral: 0.0 }
    }
}

/// A file that is no model of this program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these weights are not of this version of the analyser: run `make train`")]
pub struct NotAModel;

/// What a model is made of, before it is a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// How many classes.
    pub classes: usize,
    /// log2 of the number of buckets.
    pub bits: u32,
    /// How its answers are used.
    pub dials: Dials,
    /// For each class.
    pub bias: PerClass,
    /// What one step of eight bits is worth, for each class.
    pub scale: PerClass,
    /// For each class, the weight of each cue.
    pub cues: [[f32; CUES]; CLASSES],
    /// Bucket by bucket, in each the classes.
    pub weights: Vec<i8>,
}

impl Parts {
    /// The file.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend([self.classes as u8, self.bits as u8, CUES as u8, 0]);
        let Dials { temperature, other, neutral } = self.dials;
        bytes.extend([temperature, other, neutral].iter().flat_map(|dial| dial.to_le_bytes()));
        for class in 0..self.classes {
            bytes.extend(self.bias[class].to_le_bytes());
            bytes.extend(self.scale[class].to_le_bytes());
            bytes.extend(self.cues[class].iter().flat_map(|cue| cue.to_le_bytes()));
        }
        bytes.extend(self.weights.iter().map(|&weight| weight as u8));
        bytes
    }
}

impl<'a> Model<'a> {
    /// Reads the head of a file and leaves the weights where they are.
    pub fn read(file: &'a [u8]) -> Result<Self, NotAModel> {
        let (head, rest) = file.split_at_checked(8).ok_or(NotAModel)?;
        let (classes, bits) = (usize::from(head[4]), u32::from(head[5]));
        if &head[..4] != MAGIC || !(1..=CLASSES).contains(&classes) || !(1..=24).contains(&bits) || usize::from(head[6]) != CUES {
            return Err(NotAModel);
        }
        let (numbers, weights) = rest.split_at_checked((3 + classes * (CUES + 2)) * 4).ok_or(NotAModel)?;
        if weights.len() != classes << bits {
            return Err(NotAModel);
        }
        let mut numbers = numbers.chunks_exact(4).map(|bytes| f32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]));
        let mut next = || numbers.next().unwrap_or(0.0);
        let dials = Dials { temperature: next(), other: next(), neutral: next() };
        let mut model =
            Self { classes, bits, dials, bias: [0.0; CLASSES], scale: [0.0; CLASSES], cues: [[0.0; CUES]; CLASSES], weights };
        for class in 0..classes {
            model.bias[class] = next();
            model.scale[class] = next();
            model.cues[class].iter_mut().for_each(|cue| *cue = next());
        }
        Ok(model)
    }

    /// How many classes it tells apart.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// How its answers are used.
    pub fn dials(&self) -> Dials {
        self.dials
    }

    /// The same model with other dials, for whoever looks for the best.
    pub fn with_dials(self, dials: Dials) -> Self {
        Self { dials, ..self }
    }

    /// The logits of a text.
    pub fn logits(&self, features: &[Feature], cues: &Cues) -> PerClass {
        self.logits_of(features.iter().map(|feature| feature.hash), cues)
    }

    /// The logits of hashes and cues. Integers are summed, and floats in one order: the same on every processor.
    pub fn logits_of(&self, features: impl ExactSizeIterator<Item = u32>, cues: &Cues) -> PerClass {
        let mut sums = [0i32; CLASSES];
        let length = features.len();
        for hash in features {
            for (sum, &weight) in sums.iter_mut().zip(self.bucket(hash)) {
                *sum += i32::from(weight as i8);
            }
        }
        let by_length = 1.0 / (length.max(1) as f32).sqrt();
        let mut logits = [0.0; CLASSES];
        for class in 0..self.classes {
            let mut logit = self.bias[class] + self.scale[class] * by_length * sums[class] as f32;
            for (weight, cue) in self.cues[class].iter().zip(cues) {
                logit += weight * cue;
            }
            logits[class] = logit;
        }
        logits
    }

    /// How much a feature speaks for a class against the others, in steps that compare within one text.
    pub fn speaks(&self, feature: &Feature, class: usize) -> f32 {
        let bucket = self.bucket(feature.hash);
        let weight = |class: usize| self.scale[class] * f32::from(bucket[class] as i8);
        let others: f32 = (0..self.classes).filter(|&other| other != class).map(weight).sum();
        weight(class) - others / (self.classes - 1).max(1) as f32
    }

    fn bucket(&self, hash: u32) -> &[u8] {
        let at = bucket(hash, self.bits) * self.classes;
        &self.weights[at..at + self.classes]
    }
}

/// The bucket of a hash: its upper bits.
pub fn bucket(hash: u32, bits: u32) -> usize {
    (hash >> (32 - bits)) as usize
}

/// Logits as probabilities of the first `classes` classes.
pub fn softmax(logits: &PerClass, classes: usize) -> PerClass {
    let top = logits[..classes].iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut p = [0.0; CLASSES];
    let mut sum = 0.0;
    for class in 0..classes {
        // In software: the processor's own function differs in the last bit from one to the next.
        p[class] = libm::expf(logits[class] - top);
        sum += p[class];
    }
    p[..classes].iter_mut().for_each(|p| *p /= sum);
    p
}
