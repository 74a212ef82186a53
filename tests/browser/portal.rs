//! A demonstration portal on a port of this machine, with a signing program beside it.

use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use qarau::app::App;
use qarau::clock::Clock;
use qarau::domain::iin_bin::{Bin, Iin};
use qarau::domain::names::PersonName;
use qarau::gateways::certificates::Anchors;
use qarau::gateways::demo_authority::{DemoAuthority, Identity, Post};
use qarau::gateways::ncalayer::{Answer, Pen, Signer};
use qarau::services::registry::import_bodies;
use qarau::storage::{DatabaseUrl, Db, migrate};
use qarau::web::Site;

/// What the person at the signing program does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mood {
    Signs,
    Cancels,
    Fails,
}

enum Program {
    Running,
    Absent,
}

/// A running portal; it stops with the test's process.
pub struct Portal {
    /// Where browsers find it.
    pub origin: String,
    mood: Arc<Mutex<Mood>>,
    _folder: tempfile::TempDir,
}

const BODY: &str = "kind,bin,name_kk,name_ru,name_en,valid_from,region,administrator
revision_commission,050340001235,Тексеру комиссиясы,Ревизионная комиссия,Revision commission,2024-01-01,110000000,
";

impl Portal {
    /// Starts one and waits until it answers. It knows one body, whose head holds the key of the signing program.
    pub fn start() -> Portal {
        Portal::with(Program::Running)
    }

    /// Starts one on a machine where no signing program runs.
    pub fn without_program() -> Portal {
        Portal::with(Program::Absent)
    }

    fn with(program: Program) -> Portal {
        let folder = tempfile::tempdir().expect("a folder");
        let url = DatabaseUrl::Sqlite(folder.path().join("qarau.db"));
        migrate(&url).expect("migrated");
        let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.local_addr());
        let address: SocketAddr = free.expect("a free port");
        let (db, clock) = (Db::open(&url).expect("opened"), Clock::shifted());
        let authority = DemoAuthority::open(&folder.path().join("keys"), clock.now()).expect("an authority");
        let anchors = Anchors::from_pem(&authority.anchors().expect("PEM")).expect("anchors");
        let mood = Arc::new(Mutex::new(Mood::Signs));
        let pen = pen(&authority, &clock, mood.clone());

        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.expect("a runtime");
        let mut site = Site::demo(address);
        runtime.block_on(import_bodies(&db, BODY.as_bytes(), clock.now())).expect("a body");
        let signer =
            runtime.block_on(Signer::bind(0, [site.origin.clone()], pen)).expect("a signing program");
        site.signers = vec![format!("ws://{}", signer.address().expect("its address"))];
        let app = App::new(site, clock, db, anchors);
        std::thread::spawn(move || {
            match program {
                Program::Running => drop(runtime.spawn(signer.serve())),
                Program::Absent => drop(signer),
            }
            let launched = qarau::web::rocket(Arc::new(app)).launch();
            runtime.block_on(launched).map(drop).expect("the portal runs");
        });
        let patience = Instant::now() + Duration::from_secs(20);
        while TcpStream::connect(address).is_err() {
            assert!(Instant::now() < patience, "the portal does not answer at {address}");
            std::thread::yield_now();
        }
        Portal { origin: format!("http://{address}"), mood, _folder: folder }
    }

    /// From now on the person at the signing program does this.
    pub fn be(&self, mood: Mood) {
        *self.mood.lock().expect("the mood") = mood;
    }
}

fn pen(authority: &DemoAuthority, clock: &Clock, mood: Arc<Mutex<Mood>>) -> Pen {
    let head = Identity {
        iin: Iin::from_certificate("850615300123").expect("an IIN"),
        name: PersonName::parse("Серікбаева", "Айгүл", "Нұрланқызы").expect("a name"),
        bin: Bin::parse("050340001235").expect("a BIN"),
        organization: "Тексеру комиссиясы".to_owned(),
        post: Post::Head,
    };
    let (key, clock) = (authority.key_of(&head, clock.now()).expect("a key"), clock.clone());
    Arc::new(move |content, attachment| match *mood.lock().expect("the mood") {
        Mood::Signs => Answer::Signed(key.sign(content, attachment, clock.now()).expect("signed")),
        Mood::Cancels => Answer::Cancelled,
        Mood::Fails => Answer::Failed("the key is broken".to_owned()),
    })
}
