//! Functions started by the clock.

use axum::body::Bytes;
use serde_json::json;

use super::bus::Event;
use crate::aws::arn;
use crate::clock::{Clock, rfc3339};
use crate::lambda::fleet::Fleet;
use crate::plan::Schedule;
use crate::tasks::Tasks;

/// Starts one task for each schedule.
pub fn run(schedules: &[Schedule], tasks: &Tasks, clock: &Clock, fleet: &Fleet) {
    for schedule in schedules.iter().cloned() {
        let (clock, fleet) = (clock.clone(), fleet.clone());
        let mut last = clock.now();
        tasks.spawn(async move {
            while let Some(due) = schedule.expression.next(last) {
                clock.sleep_until(due).await;
                fire(&schedule, &fleet, due);
                // A clock moved far ahead fires once, not once for each time that was skipped.
                last = clock.now().max(due);
            }
        });
    }
}

/// Starts the function of a schedule as if its time had come.
pub fn fire(schedule: &Schedule, fleet: &Fleet, at: u64) {
    let payload = match &schedule.input {
        Some(input) => input.clone(),
        None => {
            let resources = json!([arn("events", &format!("rule/{}", schedule.name))]);
            let event = Event::new("default", "aws.events", "Scheduled Event", &rfc3339(at), resources, json!({}));
            event.envelope.to_string()
        }
    };
    fleet.invoke_later(&schedule.function, Bytes::from(payload));
}
