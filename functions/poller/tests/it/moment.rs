//! When a test with a pretend platform begins.

use std::time::{SystemTime, UNIX_EPOCH};

use domain::time::Timestamp;
use simulator::Simulator;

use crate::stand::Stand;

/// Sets both clocks to the same moment, early in a month whatever day it is: budgets are counted by the month, and none may end
/// meanwhile.
pub async fn begin(stand: &Stand, simulator: &Simulator) {
    let start: Timestamp = "2031-01-07T09:00:00Z".parse().unwrap();
    let real = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_millis() as i64;
    simulator.client().advance(start.millis() - real).await.unwrap();
    stand.deps.clock.set(start);
}
