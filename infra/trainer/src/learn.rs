//! Softmax regression by AdaGrad, and its weights in eight bits (text-analysis.md section 2).

use std::collections::HashMap;

use analyser::{
    cues::CUES,
    model::{CLASSES, Dials, Parts, PerClass, bucket, softmax},
};

use crate::{corpus::Example, manifest::Recipe, patterns::Chance};

/// AdaGrad divides by the root of the squares so far; this keeps the first step finite.
const EPSILON: f32 = 1e-6;
/// Cues learn at a fraction of the rate: there are few of them, and every text shows them.
const CUE_RATE: f32 = 0.2;
/// What a step takes off a weight, times the rate.
const SHRINK: f32 = 1e-6;

/// A bucket: its weights, and the sum of the squares of its gradients, one for all its classes.
#[derive(Clone, Copy)]
struct Bucket<const C: usize> {
    weights: [f32; C],
    squares: f32,
}

/// Learns a model from examples; `C` is its number of classes.
pub fn learn<const C: usize>(examples: &[Example], recipe: &Recipe, chance: &mut Chance) -> Parts {
    let mut buckets = vec![Bucket { weights: [0.0; C], squares: 0.0 }; 1 << recipe.bits];
    let mut cues = [[0.0f32; CUES]; C];
    let mut cue_squares = [[0.0f32; CUES]; C];
    let mut bias = [0.0f32; C];
    let mut bias_squares = [0.0f32; C];
    let balance = balance::<C>(examples, recipe.balance);
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let mut kept: Vec<usize> = Vec::new();
    let known = known(examples, recipe);
    for epoch in 0..recipe.epochs {
        for i in (1..order.len()).rev() {
            order.swap(i, chance.below(i + 1));
        }
        // The steps grow smaller in the last rounds: what is learnt then stays.
        let rate = recipe.rate * (1.0 - 0.8 * epoch as f32 / recipe.epochs as f32);
        for &place in &order {
            let example = &examples[place as usize];
            kept.clear();
            kept.extend(known[place as usize].iter().filter(|_| !chance.once_in(recipe.dropout)).map(|&at| at as usize));
            // All features count for the length, as they will when a text is judged: what is unfamiliar makes it less sure.
            let length = example.document.features.len() as f32 * (1.0 - recipe.dropout);
            let by_length = 1.0 / length.max(1.0).sqrt();
            let mut sums = [0.0f32; C];
            for &at in &kept {
                for (sum, weight) in sums.iter_mut().zip(&buckets[at].weights) {
                    *sum += weight;
                }
            }
            let mut logits: PerClass = [0.0; CLASSES];
            for class in 0..C {
                let mut logit = bias[class] + by_length * sums[class];
                for (weight, cue) in cues[class].iter().zip(&example.document.cues) {
                    logit += weight * cue;
                }
                logits[class] = logit;
            }
            let p = softmax(&logits, C);
            let counts: f32 =
                example.target.iter().zip(&balance).take(C).fold(0.0, |sum, (target, balance)| sum + target * balance);
            let weight = example.weight * counts;
            let error: [f32; C] = std::array::from_fn(|class| weight * (p[class] - example.target[class]));
            for class in 0..C {
                step(&mut bias[class], &mut bias_squares[class], error[class], rate * CUE_RATE);
                for (k, &cue) in example.document.cues.iter().enumerate() {
                    if cue != 0.0 {
                        step(&mut cues[class][k], &mut cue_squares[class][k], error[class] * cue, rate * CUE_RATE);
                    }
                }
            }
            let square: f32 = error.iter().map(|e| e * e).sum::<f32>() * by_length * by_length;
            for &at in &kept {
                let bucket = &mut buckets[at];
                bucket.squares += square;
                let step = rate / (bucket.squares.sqrt() + EPSILON);
                for (weight, error) in bucket.weights.iter_mut().zip(&error) {
                    *weight -= step * (error * by_length + SHRINK * *weight);
                }
            }
        }
    }
    quantised(&buckets, recipe.bits, &bias, &cues)
}

/// The buckets of each text's features, without the features that hardly any text has: they teach nothing, and every text
/// never seen before would meet them by accident in a crowded bucket.
fn known(examples: &[Example], recipe: &Recipe) -> Vec<Vec<u32>> {
    let mut texts: HashMap<u32, u32> = HashMap::new();
    for example in examples {
        for feature in &example.document.features {
            *texts.entry(feature.hash).or_insert(0) += 1;
        }
    }
    let often = |hash: u32| texts.get(&hash).is_some_and(|&n| n >= recipe.least);
    let of = |example: &Example| {
        let hashes = example.document.features.iter().map(|feature| feature.hash);
        hashes.filter(|&hash| often(hash)).map(|hash| bucket(hash, recipe.bits) as u32).collect()
    };
    examples.iter().map(of).collect()
}

fn step(weight: &mut f32, squares: &mut f32, gradient: f32, rate: f32) {
    *squares += gradient * gradient;
    *weight -= rate * gradient / (squares.sqrt() + EPSILON);
}

/// (N / k n)^power for each class.
fn balance<const C: usize>(examples: &[Example], power: f32) -> [f32; C] {
    let mut mass = [0.0f64; C];
    for example in examples {
        for (mass, target) in mass.iter_mut().zip(&example.target) {
            *mass += f64::from(target * example.weight);
        }
    }
    let all: f64 = mass.iter().sum();
    mass.map(|mass| libm::pow(all / (C as f64 * mass.max(1.0)), f64::from(power)) as f32)
}

/// Eight bits, one scale per class: the few weights beyond the 99.95th percentile are cut.
fn quantised<const C: usize>(buckets: &[Bucket<C>], bits: u32, bias: &[f32; C], cues: &[[f32; CUES]; C]) -> Parts {
    let mut parts = Parts {
        classes: C,
        bits,
        dials: Dials::default(),
        bias: [0.0; CLASSES],
        scale: [1.0; CLASSES],
        cues: [[0.0; CUES]; CLASSES],
        weights: Vec::with_capacity(C << bits),
    };
    for class in 0..C {
        parts.bias[class] = bias[class];
        parts.cues[class] = cues[class];
        let mut sizes: Vec<f32> = buckets.iter().map(|bucket| bucket.weights[class].abs()).filter(|&w| w > 0.0).collect();
        sizes.sort_by(f32::total_cmp);
        let place = (sizes.len() as f64 * 0.9995) as usize;
        let most = sizes.get(place.min(sizes.len().saturating_sub(1))).copied().unwrap_or(1.0);
        parts.scale[class] = most.max(1e-9) / 127.0;
    }
    for bucket in buckets {
        for class in 0..C {
            let steps = (bucket.weights[class] / parts.scale[class]).round();
            parts.weights.push(steps.clamp(-127.0, 127.0) as i8);
        }
    }
    parts
}
