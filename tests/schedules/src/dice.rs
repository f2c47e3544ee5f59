//! Chance, from one seed, and the account of what has gone wrong.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::shape::{Fault, Shape, Theme};

/// The chance of one schedule; clones share it.
#[derive(Clone)]
pub(crate) struct Dice(Arc<Mutex<Table>>);

struct Table {
    rng: fastrand::Rng,
    shape: Shape,
    struck: u32,
    calm: bool,
}

impl Dice {
    pub(crate) fn of(shape: &Shape) -> Self {
        let rng = fastrand::Rng::with_seed(shape.seed);
        Self(Arc::new(Mutex::new(Table { rng, shape: shape.clone(), struck: 0, calm: false })))
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A number below `end`; 0 for an empty range.
    pub(crate) fn below(&self, end: usize) -> usize {
        if end == 0 { 0 } else { self.table().rng.usize(..end) }
    }

    /// A number from `from` to `to`, both included.
    pub(crate) fn between(&self, from: i64, to: i64) -> i64 {
        self.table().rng.i64(from..=to)
    }

    /// Whether something happens that happens `percent` times of a hundred.
    pub(crate) fn happens(&self, percent: u8) -> bool {
        self.table().rng.u8(..100) < percent
    }

    /// Whether this fault strikes now: if the shape has it, and has any left.
    pub(crate) fn strikes(&self, fault: Fault, per_mille: u16) -> bool {
        let mut table = self.table();
        if table.calm || table.struck >= table.shape.most_faults || !table.shape.faults.contains(&fault) {
            return false;
        }
        let strikes = table.rng.u16(..3_000) < per_mille * table.shape.haste;
        table.struck += u32::from(strikes);
        strikes
    }

    /// Whether the schedule has this fault at all, as a state rather than a stroke.
    pub(crate) fn knows(&self, fault: Fault) -> bool {
        self.table().shape.faults.contains(&fault)
    }

    /// What the schedule dwells on.
    pub(crate) fn theme(&self) -> Theme {
        self.table().shape.theme
    }

    /// How many milliseconds a worker dawdles now: mostly none.
    pub(crate) fn dawdles(&self) -> i64 {
        let dawdles = !self.table().calm && self.knows(Fault::Dawdle) && self.happens(30);
        if dawdles { self.between(20, 4_000) } else { 0 }
    }

    /// From now on nothing goes wrong any more.
    pub(crate) fn calm(&self) {
        self.table().calm = true;
    }
}
