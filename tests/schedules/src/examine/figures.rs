//! What was counted, against what was written and what the lists show.

use std::collections::BTreeSet;

use domain::time::Timestamp;

use super::{ask, pages, string};
use crate::{
    customers::{GRAM, Kind},
    world::World,
};

pub(super) fn examine(world: &mut World, violations: &mut Vec<String>) {
    let begun = "2026-11-20T00:00:00Z";
    let until = "2026-11-22T00:00:00Z";
    let rows = pages(world, &format!("/v1/mentions?topic=delivery&from={begun}&to={until}&limit=100"));
    let texts: Vec<String> = rows.iter().map(|row| string(&row["text"])).collect();
    for event in world.written.clone() {
        let wanted = matches!(event.kind, Kind::Mention | Kind::Cry);
        let count = texts.iter().filter(|text| **text == event.text).count();
        if wanted && count == 0 && world.accepted.contains(&event.text) && !world.aside(&event.text) {
            violations.push(format!("I1: `{}` was accepted with 2xx and is no mention", event.text));
        }
        if count > usize::from(wanted) {
            violations.push(format!("I18: `{}` is listed {count} times as a mention", event.text));
        }
    }
    let stats = ask(
        world,
        format!("/v1/stats/mentions?measure=mentions&group_by=none&topic=delivery&from={begun}&to={until}&bucket=half_hour"),
    );
    let counted: f64 = sum(&stats);
    if counted != rows.len() as f64 {
        violations.push(format!("I19: {counted} mentions are counted and {} are listed", rows.len()));
    }
    let people =
        ask(world, format!("/v1/stats/mentions?measure=users&group_by=none&topic=delivery&from={begun}&to={until}&bucket=day"));
    let authors: BTreeSet<String> = rows.iter().map(|row| string(&row["author"]["id"])).collect();
    if sum(&people) != authors.len() as f64 && !rows.is_empty() {
        violations.push(format!("I18: {} people are counted and {} wrote", sum(&people), authors.len()));
    }
    let day = ask(world, format!("/v1/stats/noise?account={GRAM}&day={}", &begun[..10]));
    let noise = day["total"].as_u64().unwrap_or_default();
    let passed: Vec<_> = world.written.iter().filter(|event| event.kind == Kind::Noise).collect();
    let sure = passed.iter().filter(|event| world.accepted.contains(&event.text) && !world.aside(&event.text)).count() as u64;
    // Noise is forgotten after eight days.
    let young = Timestamp::from_millis(world.now).day() == "2026-11-20";
    if (noise < sure && young) || noise > passed.len() as u64 {
        violations.push(format!("I21: {noise} items of noise are counted, {sure} were accepted and {} written", passed.len()));
    }
}

fn sum(stats: &serde_json::Value) -> f64 {
    let series = stats["series"].as_array().into_iter().flatten();
    series.flat_map(|series| series["points"].as_array().into_iter().flatten()).filter_map(serde_json::Value::as_f64).sum()
}
