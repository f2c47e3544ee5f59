//! Figures: half-hour slots, buckets of local time, sentiment, unique people, mean and deviation
//! (requirements.md section 5; text-analysis.md section 5).
//!
//! Facts are folded into half-hour slots in UTC as they come, and slots into hours, days or weeks of any time zone as
//! they are read: no figure is computed from texts.

mod breakdown;
mod bucket;
mod people;
mod slot;
mod spread;

pub use breakdown::{Counts, Tally, Tenths, percentages};
pub use bucket::{Bucket, Buckets, Grain, MOST_BUCKETS, zone};
pub use people::{EXACT, NotPeople, People, PeopleCount, person};
pub use slot::{Counter, NotACounter, SLOTS_OF_A_DAY, Slot};
pub use spread::{Spread, recommendation, satisfaction, share_of_voice};
