//! The program that drives Chromium: started for a test on a port of its own, gone with it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// A running chromedriver.
pub struct Driver {
    child: Child,
    /// Where it listens.
    pub address: String,
}

impl Driver {
    /// Starts it and waits until it says on which port it listens.
    pub fn start() -> Driver {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts: Debian's package is chromium-driver, tests/run installs it");
        let said = BufReader::new(child.stdout.take().expect("its output")).lines().map_while(Result::ok);
        let port = said
            .filter_map(|line| line.split("started successfully on port ").nth(1).map(str::to_owned))
            .next()
            .expect("chromedriver says its port");
        Driver { child, address: format!("http://127.0.0.1:{}", port.trim_end_matches('.')) }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // An error means that it is gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
