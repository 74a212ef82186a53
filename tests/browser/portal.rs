//! A demonstration portal on a port of this machine.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::{Duration, Instant};

use qarau::app::App;
use qarau::clock::Clock;
use qarau::gateways::certificates::Anchors;
use qarau::storage::{DatabaseUrl, Db, migrate};
use qarau::web::Site;

/// A running portal; it stops with the test's process.
pub struct Portal {
    /// Where browsers find it.
    pub origin: String,
    _folder: tempfile::TempDir,
}

impl Portal {
    /// Starts one and waits until it answers.
    pub fn start() -> Portal {
        let folder = tempfile::tempdir().expect("a folder");
        let url = DatabaseUrl::Sqlite(folder.path().join("qarau.db"));
        migrate(&url).expect("migrated");
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.local_addr());
        let address: SocketAddr = free.expect("a free port");
        let db = Db::open(&url).expect("opened");
        let app = App::new(Site::demo(address), Clock::shifted(), db, Anchors::default());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
            let launched = qarau::web::rocket(Arc::new(app)).launch();
            runtime.expect("a runtime").block_on(launched).map(drop).expect("the portal runs");
        });
        let patience = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < patience, "the portal does not answer at {address}");
            std::thread::yield_now();
        }
        Portal { origin: format!("http://{address}"), _folder: folder }
    }
}
