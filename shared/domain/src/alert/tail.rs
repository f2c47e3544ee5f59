//! How unlikely a count is: tails of the negative binomial distribution, which is a Poisson distribution whose mean
//! itself varies.

/// The chance of `count` or more where `mean` are expected with variance `variance`. A variance not above the mean is
/// taken as Poisson's; a count not above the mean is no surprise and answers 1.
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
    let (mut sum, mut term, mut k) = (0.0, first, count);
    while term > sum * 1e-12 {
        sum += term;
        term *= if spread.is_nan() { mean / (k + 1.0) } else { (k + size) / (k + 1.0) * spread };
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
}
