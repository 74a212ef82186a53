//! Reads the command and starts it.

fn main() -> std::process::ExitCode {
    qarau::cli::run()
}
