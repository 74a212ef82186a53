//! Starting the program and hearing what it says.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What came of a command.
pub struct Ended {
    /// The exit code.
    pub code: i32,
    /// Everything it said, on both streams.
    pub said: String,
}

impl Ended {
    #[track_caller]
    pub fn assert(&self, code: i32, words: &str) -> &Ended {
        assert!(self.code == code && self.said.contains(words), "{}: {}", self.code, self.said);
        self
    }
}

/// The program with arguments and settings of the environment.
pub fn qarau(arguments: &[&str], settings: &[(&str, &str)]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_qarau"));
    command.args(arguments).envs(settings.iter().copied());
    command
}

/// Runs a command to its end.
pub fn run(arguments: &[&str], settings: &[(&str, &str)]) -> Ended {
    let output = qarau(arguments, settings).stdin(Stdio::null()).output().expect("qarau starts");
    let said = [output.stdout, output.stderr].concat();
    Ended { code: output.status.code().unwrap_or(-1), said: String::from_utf8_lossy(&said).into_owned() }
}

/// A path as an argument.
pub fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// A port that nobody listens on.
pub fn free_port() -> u16 {
    let socket = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    socket.local_addr().expect("an address").port()
}

/// A portal that runs until this value is gone; then it is killed without warning.
pub struct Running {
    child: Child,
    port: u16,
}

impl Running {
    /// Starts a command and waits until something answers on the port.
    pub fn start(arguments: &[&str], port: u16) -> Running {
        let mut running = Running::begin(arguments, port);
        let patience = Instant::now() + Duration::from_secs(300);
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(Instant::now() < patience, "nothing answers on port {port}");
            let ended = running.child.try_wait().expect("its state");
            assert!(ended.is_none(), "it ended: {ended:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
        running
    }

    /// Starts a command.
    pub fn begin(arguments: &[&str], port: u16) -> Running {
        let mut command = qarau(arguments, &[]);
        let child = command.args(["--port", &port.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
        Running { child: child.spawn().expect("qarau starts"), port }
    }

    /// The whole answer to a GET, head and body.
    pub fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)).expect("connected");
        let host = format!("127.0.0.1:{}", self.port);
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("asked");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("answered");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.child.kill().and_then(|()| self.child.wait()).expect("killed");
    }
}
