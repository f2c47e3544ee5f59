//! JSON log lines: one object a line, with the fields of the spans it was written in.

use tracing_subscriber::EnvFilter;

/// Sets the log up once, at cold start. The level comes from `LOG_LEVEL`.
pub fn init() {
    let level = std::env::var("LOG_LEVEL").unwrap_or_else(|_| "info".into());
    let filter =
        EnvFilter::try_new(format!("{level},aws_config=warn,aws_smithy_runtime=warn,hyper_util=warn,lambda_runtime=warn"))
            .unwrap_or_else(|_| EnvFilter::new("info"));
    let lines = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_target(false)
        .with_env_filter(filter);
    // A second call in one process (a test) keeps the first log.
    let _ = lines.try_init();
}
