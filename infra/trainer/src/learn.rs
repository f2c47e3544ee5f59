//! Softmax regression by AdaGrad, and its weights in eight bits (text-analysis.md section 2).

use std::collections::HashMap;

use analyser::{
    cues::CUES,
    model::{CLASSES, Dials, Parts, PerClass, bucket, softmax},
};

use crate::{
    corpus::Example,
    manifest::{Recipe, Round},
    patterns::Chance,
};

/// AdaGrad divides by the root of the squares so far; this keeps the first step finite.
const EPSILON: f32 = 1e-6;
/// Cues learn at a fraction of the rate: there are few of them, and every text shows them.
const CUE_RATE: f32 = 0.2;

/// A bucket: its weights, and the sum of the squares of its gradients, one for all its classes.
#[derive(Clone, Copy)]
struct Bucket<const C: usize> {
    weights: [f32; C],
    squares: f32,
}

/// A model while it learns; `C` is its number of classes.
#[derive(Clone)]
pub struct Learner<const C: usize> {
    bits: u32,
    buckets: Vec<Bucket<C>>,
    cues: [[f32; CUES]; C],
    cue_squares: [[f32; CUES]; C],
    bias: [f32; C],
    bias_squares: [f32; C],
}

/// In how many texts each feature was met.
#[derive(Default, Clone)]
pub struct Met(HashMap<u32, u32>);

impl Met {
    pub fn add<'a>(&mut self, examples: impl IntoIterator<Item = &'a Example>) {
        for example in examples {
            for &hash in &example.features {
                *self.0.entry(hash).or_insert(0) += 1;
            }
        }
    }

    fn at_least(&self, hash: u32, least: u32) -> bool {
        self.0.get(&hash).is_some_and(|&n| n >= least)
    }
}

impl<const C: usize> Learner<C> {
    /// Knows nothing yet.
    pub fn new(recipe: &Recipe) -> Self {
        Self {
            bits: recipe.bits,
            buckets: vec![Bucket { weights: [0.0; C], squares: 0.0 }; 1 << recipe.bits],
            cues: [[0.0; CUES]; C],
            cue_squares: [[0.0; CUES]; C],
            bias: [0.0; C],
            bias_squares: [0.0; C],
        }
    }

    /// Forgets how far it went, not what it knows: what comes next is learnt in long steps again.
    pub fn begin_anew(&mut self) {
        self.buckets.iter_mut().for_each(|bucket| bucket.squares = 0.0);
        self.cue_squares = [[0.0; CUES]; C];
        self.bias_squares = [0.0; C];
    }

    /// Goes through the examples as the round says. Features that hardly any text has are left out: they teach nothing, and
    /// every text never seen before would meet them by accident in a crowded bucket.
    pub fn learn(&mut self, examples: &[&Example], met: &Met, round: &Round, chance: &mut Chance) {
        let balance = balance::<C>(examples, round.balance);
        let mut order: Vec<u32> = (0..examples.len() as u32).collect();
        let mut kept: Vec<usize> = Vec::new();
        let of = |example: &&Example| {
            let known = example.features.iter().filter(|&&hash| met.at_least(hash, round.least));
            known.map(|&hash| bucket(hash, self.bits) as u32).collect()
        };
        let known: Vec<Vec<u32>> = examples.iter().map(of).collect();
        for epoch in 0..round.epochs {
            for i in (1..order.len()).rev() {
                order.swap(i, chance.below(i + 1));
            }
            // The steps grow smaller in the last rounds: what is learnt then stays.
            let rate = round.rate * (1.0 - 0.8 * epoch as f32 / round.epochs as f32);
            for &place in &order {
                let example = examples[place as usize];
                kept.clear();
                kept.extend(known[place as usize].iter().filter(|_| !chance.once_in(round.dropout)).map(|&at| at as usize));
                self.step(example, &kept, &balance, rate, round);
            }
        }
    }

    fn step(&mut self, example: &Example, kept: &[usize], balance: &[f32; C], rate: f32, round: &Round) {
        // All features count for the length, as they will when a text is judged: what is unfamiliar makes it less sure.
        let length = example.features.len() as f32 * (1.0 - round.dropout);
        let by_length = 1.0 / length.max(1.0).sqrt();
        let mut sums = [0.0f32; C];
        for &at in kept {
            for (sum, weight) in sums.iter_mut().zip(&self.buckets[at].weights) {
                *sum += weight;
            }
        }
        let mut logits: PerClass = [0.0; CLASSES];
        for class in 0..C {
            let mut logit = self.bias[class] + by_length * sums[class];
            for (weight, cue) in self.cues[class].iter().zip(&example.cues) {
                logit += weight * cue;
            }
            logits[class] = logit;
        }
        let p = softmax(&logits, C);
        let counts: f32 = example.target.iter().zip(balance).take(C).fold(0.0, |sum, (target, balance)| sum + target * balance);
        let weight = example.weight * counts;
        // A label is hardly ever beyond doubt: without this, a model becomes as sure as it can of what it has seen.
        let wanted = |class: usize| example.target[class] * (1.0 - round.smooth) + round.smooth / C as f32;
        let error: [f32; C] = std::array::from_fn(|class| weight * (p[class] - wanted(class)));
        for (class, &error) in error.iter().enumerate() {
            step(&mut self.bias[class], &mut self.bias_squares[class], error, rate * CUE_RATE);
            for (k, &cue) in example.cues.iter().enumerate() {
                if cue != 0.0 {
                    step(&mut self.cues[class][k], &mut self.cue_squares[class][k], error * cue, rate * CUE_RATE);
                }
            }
        }
        let square: f32 = error.iter().map(|e| e * e).sum::<f32>() * by_length * by_length;
        for &at in kept {
            let bucket = &mut self.buckets[at];
            bucket.squares += square;
            let step = rate / (bucket.squares.sqrt() + EPSILON);
            for (weight, error) in bucket.weights.iter_mut().zip(&error) {
                *weight -= step * (error * by_length + round.shrink * *weight);
            }
        }
    }

    /// Eight bits, one scale per class: the few weights beyond the 99.95th percentile are cut.
    pub fn quantised(&self) -> Parts {
        let mut parts = Parts {
            classes: C,
            bits: self.bits,
            dials: Dials::default(),
            bias: [0.0; CLASSES],
            scale: [1.0; CLASSES],
            cues: [[0.0; CUES]; CLASSES],
            weights: Vec::with_capacity(C << self.bits),
        };
        for class in 0..C {
            parts.bias[class] = self.bias[class];
            parts.cues[class] = self.cues[class];
            let mut sizes: Vec<f32> =
                self.buckets.iter().map(|bucket| bucket.weights[class].abs()).filter(|&w| w > 0.0).collect();
            sizes.sort_by(f32::total_cmp);
            let place = (sizes.len() as f64 * 0.9995) as usize;
            let most = sizes.get(place.min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0);
            parts.scale[class] = most.max(1e-9) / 127.0;
        }
        for bucket in &self.buckets {
            for class in 0..C {
                let steps = (bucket.weights[class] / parts.scale[class]).round();
                parts.weights.push(steps.clamp(-127.0, 127.0) as i8);
            }
        }
        parts
    }
}

fn step(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32) {
    *squares += gradient * gradient;
    *weight -= rate * gradient / (squares.sqrt() + EPSILON);
}

/// (N / k n)^power for each class.
fn balance<const C: usize>(examples: &[&Example], power: f32) -> [f32; C] {
    let mut mass = [0.0f64; C];
    for example in examples {
        for (mass, target) in mass.iter_mut().zip(&example.target) {
            *mass += f64::from(target * example.weight);
        }
    }
    let all: f64 = mass.iter().sum();
    mass.map(|mass| libm::pow(all / (C as f64 * mass.max(1.0)), f64::from(power)) as f32)
}
