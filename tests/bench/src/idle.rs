//! What a company costs that nobody writes to.

use prices::{Measured, Prices};
use schedules::house::House;

use crate::classes::compute;

/// Minutes of a month.
const MINUTES: f64 = 43_200.0;
/// Lambda asks each queue in five places for twenty seconds each (AWS, "Using Lambda with Amazon SQS").
const RECEIVES: f64 = MINUTES * 5.0 * 3.0;
/// Queues that start functions in the template: `tests/template` holds it to these.
const FIFO: f64 = 5.0;
const STANDARD: f64 = 2.0;
/// What starts every minute: the clock, and the poller, which reads less.
const EVERY_MINUTE: f64 = 2.0;

/// A month without a message: Lambda looks into empty queues, and every minute the clock looks for what is due.
pub fn idle(prices: &Prices) -> Measured {
    let mut house = House::new(3, 5, 10);
    house.minute();
    house.used.clear();
    const LOOKS: u32 = 10;
    (0..LOOKS).for_each(|_| house.minute());
    let clock = house.used.get("clock").cloned().unwrap_or_default();
    let booked = |of: &dyn Fn(&schedules::house::Counts) -> f64| clock.classes.values().map(of).sum::<f64>() / f64::from(LOOKS);
    let minute = booked(&|counts| counts.rru) * prices.read_unit
        + booked(&|counts| counts.wru) * prices.write_unit
        + booked(&|counts| counts.sqs) * prices.queue(true)
        + prices.log(clock.meter_bytes as f64 / f64::from(LOOKS))
        + compute(prices, 1.0, 1.0);
    let polling = RECEIVES * (FIFO * prices.queue(true) + STANDARD * prices.queue(false));
    Measured::new("USD of a month with no traffic", (polling + MINUTES * EVERY_MINUTE * minute) / 1e6)
}
