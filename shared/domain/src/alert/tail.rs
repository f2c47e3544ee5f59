//! How unlikely a count is: tails of the negative binomial distribution, which is a Poisson distribution whose mean
//! itself varies.

/// So many terms are added one by one. Counts of millions fall so slowly that there would be billions of them.
const TERMS: f64 = 10_000.0;

/// The chance of `count` or more where `mean` are expected with variance `variance`. A variance not above the mean is
/// taken as Poisson's; a count not above the mean is no surprise and answers 1. Never too small: where
/// the mean is in the millions it is too large by about `variance / mean²` of itself.
pub fn at_least(count: f64, mean: f64, variance: f64) -> f64 {
    if count <= mean || mean <= 0.0 {
        return if count <= 0.0 || mean > 0.0 { 1.0 } else { 0.0 };
    }
    // The n-th term follows from the one before it: t(k + 1) = t(k) · (k + size) / (k + 1) · spread, in Poisson's limit
    // t(k) · mean / (k + 1). Above the mean the terms fall, so the sum ends.
    let (first, size, spread) = match Shape::of(mean, variance) {
        Some(Shape { size, success }) => {
            let spread = 1.0 - success;
            let log = libm::lgamma(count + size) - libm::lgamma(size) - libm::lgamma(count + 1.0)
                + size * success.ln()
                + count * spread.ln();
            (log.exp(), size, spread)
        }
        None => ((count * mean.ln() - mean - libm::lgamma(count + 1.0)).exp(), f64::NAN, f64::NAN),
    };
    let falls = |k: f64| if spread.is_nan() { mean / (k + 1.0) } else { (k + size) / (k + 1.0) * spread };
    let (mut sum, mut term, mut k) = (0.0, first, count);
    while term > sum * 1e-12 {
        if k - count >= TERMS {
            // They fall ever faster: what is left is no more than a geometric series of the last ratio.
            sum += term / (1.0 - falls(k));
            break;
        }
        sum += term;
        term *= falls(k);
        k += 1.0;
    }
    sum.min(1.0)
}

/// The chance of nothing at all where `mean` are expected with variance `variance`.
pub fn none_at_all(mean: f64, variance: f64) -> f64 {
    match Shape::of(mean, variance) {
        Some(Shape { size, success }) => success.powf(size),
        None => (-mean.max(0.0)).exp(),
    }
}

/// The two parameters of a negative binomial distribution.
struct Shape {
    size: f64,
    success: f64,
}

impl Shape {
    /// None where the variance is Poisson's.
    fn of(mean: f64, variance: f64) -> Option<Self> {
        (mean > 0.0 && variance > mean * 1.0001).then(|| Self { size: mean * mean / (variance - mean), success: mean / variance })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_those_of_the_tables() {
        // Poisson(1): P(X ≥ 5) = 0.003659847; negative binomial with size 2, success 0.5 (mean 2, variance 4): P(X ≥ 10) = 12/2^11.
        assert!((at_least(5.0, 1.0, 1.0) - 0.003_659_846_827).abs() < 1e-10);
        assert!((at_least(10.0, 2.0, 4.0) - 12.0 / 2_048.0).abs() < 1e-12);
        assert!((none_at_all(2.0, 4.0) - 0.25).abs() < 1e-12);
        assert!((none_at_all(3.0, 3.0) - (-3.0f64).exp()).abs() < 1e-12);
    }

    #[test]
    fn no_count_is_beyond_it() {
        assert_eq!(at_least(0.0, 5.0, 6.0), 1.0);
        assert_eq!(at_least(3.0, 0.0, 0.0), 0.0);
        assert!(at_least(1e9, 1e3, 2e3) < 1e-300);
        assert!(at_least(1_100_000.0, 1_000_000.0, 6_000_000.0) < 1e-12);
    }

    #[test]
    fn counts_of_billions_are_judged_like_those_of_thousands() {
        // Where the mean itself is the doubt, the chance of twice the mean hardly depends on how large it is.
        let doubtful = |mean: f64| at_least(2.0 * mean, mean, 1.3 * mean + 0.05 * mean * mean);
        let (thousands, billions) = (doubtful(20_000.0), doubtful(2e9));
        assert!((1.0..1.1).contains(&(billions / thousands)), "{thousands} {billions}");
    }
}
