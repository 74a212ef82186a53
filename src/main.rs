//! Reads the command and starts it.

fn main() {}
