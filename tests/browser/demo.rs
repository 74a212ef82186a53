//! `qarau demo` as its user starts it: the program itself, on a port and in a directory of the test's own.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::chromium::Chromium;

/// How long a demonstration may take to be made by an unoptimized build on a busy machine.
const PATIENCE: Duration = Duration::from_secs(180);

/// A running demonstration, gone with this value.
pub struct Demo {
    child: Child,
    /// Where browsers find it.
    pub origin: String,
    folder: tempfile::TempDir,
}

impl Demo {
    /// Starts a demonstration that was just made, and waits until it answers.
    pub fn start() -> Demo {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&made(), folder.path());
        let (child, address) = run(folder.path());
        Demo { child, origin: format!("http://{address}"), folder }
    }

    /// Signs in as somebody who is chosen on the page of people; their key stays in the signing program.
    pub async fn play(&self, chromium: &Chromium, name: [&str; 3]) {
        chromium.go(&format!("{}/demo", self.origin)).await;
        let one = format!("//li[contains(@class, 'cast__one')][h3[normalize-space()='{}']]", name.join(" "));
        chromium.follow_path(&format!("{one}//button")).await;
        chromium.assert_says(".who__name", name[0]).await;
    }

    /// Runs `qarau journal verify` beside it: what it says, once it found nothing.
    pub fn verify_journal(&self) -> String {
        let verify = ["journal", "verify", "--data-dir"];
        let ran = Command::new(env!("CARGO_BIN_EXE_qarau")).args(verify).arg(self.folder.path()).output();
        let ran = ran.expect("qarau runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        String::from_utf8(ran.stdout).expect("words")
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// The directory of a demonstration, made once for each build: making takes longer than opening.
fn made() -> PathBuf {
    let program = Path::new(env!("CARGO_BIN_EXE_qarau"));
    let mut hasher = DefaultHasher::new();
    program.metadata().and_then(|about| about.modified()).expect("when it was built").hash(&mut hasher);
    let place = std::env::temp_dir().join(format!("qarau_demo_{:016x}", hasher.finish()));
    if !place.exists() {
        let making = tempfile::tempdir().expect("a folder").keep().join("demo");
        let (mut child, _) = run(&making);
        stop(&mut child);
        // Another test may have made one meanwhile: either is good.
        let moved = std::fs::rename(&making, &place);
        assert!(place.exists(), "the demonstration is moved to its place: {moved:?}");
    }
    place
}

fn run(data: &Path) -> (Child, SocketAddr) {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.local_addr());
    let address = free.expect("a free port");
    let child = Command::new(env!("CARGO_BIN_EXE_qarau"))
        .args(["demo", "--port", &address.port().to_string(), "--data-dir"])
        .arg(data)
        .stdout(Stdio::null())
        .spawn();
    let mut child = child.expect("qarau starts");
    let begun = Instant::now();
    while TcpStream::connect(address).is_err() {
        assert!(child.try_wait().expect("a child").is_none(), "qarau demo ended before it answered");
        assert!(begun.elapsed() < PATIENCE, "qarau demo does not answer at {address}");
        std::thread::park_timeout(Duration::from_millis(20));
    }
    (child, address)
}

fn stop(child: &mut Child) {
    // An error means that it is gone already.
    let _ = child.kill();
    let _ = child.wait();
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let (path, place) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &place);
        } else {
            std::fs::copy(&path, &place).expect("a copy");
        }
    }
}
