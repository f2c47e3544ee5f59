//! JSON log lines: one object a line, with the fields of the spans it was written in.

use tracing_subscriber::{
    filter::{LevelFilter, Targets},
    fmt,
    layer::SubscriberExt,
    util::SubscriberInitExt,
};

/// Libraries that would tell of every call they make.
const TALKATIVE: [&str; 4] = ["aws_config", "aws_smithy_runtime", "hyper_util", "lambda_runtime"];

/// Sets the log up once, at cold start. `LOG_LEVEL` is a level, or levels of parts, as in `info,route=debug`.
pub fn init() {
    // By names, not by expressions: those would bring a regular expression engine into every function.
    let levels = std::env::var("LOG_LEVEL").ok().and_then(|levels| levels.parse().ok());
    let levels: Targets = levels.unwrap_or_else(|| Targets::new().with_default(LevelFilter::INFO));
    let levels = levels.with_targets(TALKATIVE.map(|name| (name, LevelFilter::WARN)));
    let lines = fmt::layer().json().flatten_event(true).with_current_span(true).with_span_list(false).with_target(false);
    // A second call in one process (a test) keeps the first log.
    let _ = tracing_subscriber::registry().with(lines).with(levels).try_init();
}
