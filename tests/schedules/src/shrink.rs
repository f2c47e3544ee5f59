//! Makes a failing schedule smaller while it fails, so that a person can read it.

use crate::{bug::Bug, run::run, shape::Shape};

/// The smallest shape of the same seed found that still fails.
pub fn shrink(shape: &Shape, bug: Option<Bug>) -> Shape {
    let mut smallest = shape.clone();
    loop {
        let smaller = candidates(&smallest).into_iter().find(|candidate| !run(candidate, bug).violations.is_empty());
        match smaller {
            Some(smaller) => smallest = smaller,
            None => return smallest,
        }
    }
}

fn candidates(shape: &Shape) -> Vec<Shape> {
    let mut all = Vec::new();
    for fault in &shape.faults {
        let mut faults = shape.faults.clone();
        faults.remove(fault);
        all.push(Shape { faults, ..shape.clone() });
    }
    all.extend((shape.bursts > 0).then(|| Shape { bursts: 0, ..shape.clone() }));
    let less = |n: u32, least: u32| (n > least).then(|| [least.max(n / 2), n - 1]).into_iter().flatten();
    all.extend(less(shape.customers, 1).map(|customers| Shape { customers, ..shape.clone() }));
    all.extend(less(shape.messages, 1).map(|messages| Shape { messages, ..shape.clone() }));
    all.extend(less(shape.published, 0).map(|published| Shape { published, ..shape.clone() }));
    all.extend(less(shape.agents, 0).map(|agents| Shape { agents, ..shape.clone() }));
    all.extend(less(shape.acts, 0).map(|acts| Shape { acts, ..shape.clone() }));
    all.extend(less(shape.most_faults, 0).map(|most_faults| Shape { most_faults, ..shape.clone() }));
    all
}
