//! Logs by `tracing`: JSON for production, readable lines for people.

use tracing_subscriber::EnvFilter;

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// One JSON object a line.
    Json,
    /// Coloured lines.
    Pretty,
}

/// Starts logging to standard error. Must run before Rocket is built, so that its records pass through here too.
///
/// A second call (tests) changes nothing.
pub fn start(format: LogFormat, filter: &str) {
    // Rocket's own lines hold addresses as they came; the portal writes its own line for each request.
    let filter = EnvFilter::try_new(format!("{filter},rocket=off"))
        .unwrap_or_else(|_| EnvFilter::new("info,rocket=off"));
    let lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    let started = match format {
        LogFormat::Json => lines.json().flatten_event(true).try_init(),
        LogFormat::Pretty => lines.with_target(false).try_init(),
    };
    drop(started);
}
