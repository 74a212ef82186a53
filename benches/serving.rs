//! How fast pages with figures are answered, each one journalled: run by hand over a budget of any size.
//!
//! `cargo bench --bench serving -- --data-dir DIR [--connections 32] [--seconds 10]`, where DIR is a demonstration that
//! was made (`qarau demo`) and stopped, and its `budget.db` was replaced by what `qarau budget generate --facts N
//! --data-dir DIR` made. A page is drawn once for a scope and a language, and each look at it is scoped, entered and
//! committed: so pages are asked for the first time by one client, for the first time by all clients in other languages,
//! and then again and again by all. The yardstick is a bare Rocket route that answers the same bytes from memory; both are
//! asked in turns, twice, by the same clients on the same machine, which should have nothing else to do.
//!
//! On PostgreSQL: make roles and databases as `deploy/postgres.sql` says, name them in `QARAU_DATABASE_URL`,
//! `QARAU_BUDGET_DATABASE_URL` and `QARAU_BUDGET_READER_URL`, run `qarau migrate` and `qarau budget generate --facts N`,
//! then this with any directory; the demonstration's people are entered the first time.

#![allow(
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm,
    clippy::cast_precision_loss,
    reason = "a benchmark prints"
)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, ensure};
use qarau::app::App;
use qarau::clock::Clock;
use qarau::config::Config;
use qarau::domain::body::BodyKind;
use qarau::domain::calendar::day_of;
use qarau::domain::duties::EDITION;
use qarau::domain::journal::{Actor, Digest, Event};
use qarau::domain::person::Role;
use qarau::domain::system::System;
use qarau::portal::Portal;
use qarau::services::demo::tell_story;
use qarau::storage::{Conn, StorageError, bodies, duties, grants, people, sessions};
use qarau::web::Token;
use rocket::http::ContentType;

/// How many different pages are asked in turns.
const PAGES: usize = 400;

struct Wanted {
    data_dir: std::path::PathBuf,
    connections: usize,
    seconds: u64,
}

fn main() -> anyhow::Result<()> {
    let wanted = wanted()?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let mut config = Config::embedded(&wanted.data_dir)?;
    config.port = free_port()?;
    let begun = Instant::now();
    let portal = runtime.block_on(Portal::demo(&config, Clock::shifted()))?;
    if let Some(demo) = portal.app().demo.as_deref()
        && runtime.block_on(is_empty(portal.app()))?
    {
        let now = portal.app().clock.now();
        runtime.block_on(tell_story(demo, &portal.app().calendar, now, |_, _| {}))?;
    }
    let cookie = format!("qarau-session={}", runtime.block_on(signed_in(portal.app()))?);
    runtime.spawn(async move { portal.run().await });
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, config.port));
    let first = first_page(at, &cookie)?;
    println!("start to first page: {:.0} ms", begun.elapsed().as_secs_f64() * 1e3);
    let crawled = Instant::now();
    let (pages, mut times) = crawl(at, &cookie, first)?;
    times.sort_unstable();
    let rate = times.len() as f64 / crawled.elapsed().as_secs_f64();
    println!("asked for the first time, one asker: {}", Measured { rate, times });
    let median = median(&pages);
    println!("{} pages, the median has {} bytes", pages.len(), median.len());
    let bare = serve_bytes(&runtime, median)?;
    let addresses: Vec<String> = pages.into_iter().map(|(address, _)| address).collect();
    let same = vec!["/".to_owned()];
    let ask = |at, addresses: &[String]| {
        measured(at, &cookie, addresses, wanted.connections, Duration::from_secs(wanted.seconds))
    };
    println!(
        "asked for the first time, all:       {}",
        first_asked(at, &cookie, &addresses, wanted.connections)?
    );
    ask(at, &addresses)?;
    for round in 1..=2 {
        let (yardstick, looks) = (ask(bare, &same)?, ask(at, &addresses)?);
        println!("round {round}, {} connections", wanted.connections);
        println!("  bare route   {yardstick}");
        println!("  explorer     {looks}");
        println!("  throughput   {:.2} of the bare route", looks.rate / yardstick.rate);
    }
    println!("resident, clients included: {} MiB", resident()? / 1024);
    println!("one asker, by kind of page");
    for (kind, addresses) in kinds(&addresses) {
        println!("  {kind:24} {}", measured(at, &cookie, &addresses, 1, Duration::from_secs(1))?);
    }
    Ok(())
}

fn wanted() -> anyhow::Result<Wanted> {
    let mut wanted = Wanted { data_dir: "qarau-demo".into(), connections: 32, seconds: 10 };
    let mut arguments = std::env::args().skip(1).filter(|argument| argument != "--bench");
    while let Some(name) = arguments.next() {
        let value = arguments.next().with_context(|| format!("{name} takes a value"))?;
        match name.as_str() {
            "--data-dir" => wanted.data_dir = value.into(),
            "--connections" => wanted.connections = value.parse()?,
            "--seconds" => wanted.seconds = value.parse()?,
            unknown => return Err(anyhow!("{unknown} is no option")),
        }
    }
    Ok(wanted)
}

fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

async fn is_empty(app: &Arc<App>) -> anyhow::Result<bool> {
    let day = day_of(app.clock.now());
    Ok(app.db.read(move |conn| Ok::<_, StorageError>(bodies::list(conn, day)?.is_empty())).await?)
}

/// A session of somebody who may see every budget.
async fn signed_in(app: &Arc<App>) -> anyhow::Result<String> {
    let now = app.clock.now();
    let auditor = move |conn: &mut Conn| -> Result<_, StorageError> {
        for body in bodies::list(conn, day_of(now))? {
            if body.seat.kind() != BodyKind::SupremeAuditChamber {
                continue;
            }
            for person in people::of_body(conn, body.id)? {
                let held = grants::of_person(conn, person.id)?;
                let open = held
                    .iter()
                    .any(|grant| grant.system == System::Ac && grant.state_at(now).open().is_some());
                if person.roles.contains(&Role::Auditor) && open {
                    return Ok(Some(person));
                }
            }
        }
        Ok(None)
    };
    let person = app.db.read(auditor).await?.context("nobody of the Supreme Audit Chamber may look")?;
    let (token, id) = (Token::random().context("randomness")?, person.id);
    let digest = Digest::of(token.secret().as_bytes());
    app.db
        .write(now, move |tx| {
            sessions::insert(tx, &digest, person.id, None)?;
            let certificate = "00".to_owned();
            tx.journal(Actor::System, Event::SignedIn { person: person.id, body: person.body, certificate })?;
            Ok::<_, StorageError>(())
        })
        .await?;
    // Nobody looks before they have accepted the duties of use (R15).
    app.db
        .write(now, move |tx| {
            duties::insert(tx, id, EDITION)?;
            tx.journal(Actor::System, Event::DutiesAccepted { person: id, edition: EDITION.to_owned() })?;
            Ok::<_, StorageError>(())
        })
        .await?;
    Ok(token.secret().to_owned())
}

/// A connection that is kept.
struct Client {
    stream: BufReader<TcpStream>,
    cookie: String,
}

struct Answer {
    status: u16,
    location: Option<String>,
    body: Vec<u8>,
}

impl Client {
    fn new(at: SocketAddr, cookie: &str) -> anyhow::Result<Client> {
        let stream = TcpStream::connect(at)?;
        stream.set_nodelay(true)?;
        Ok(Client { stream: BufReader::new(stream), cookie: cookie.to_owned() })
    }

    fn get(&mut self, address: &str) -> anyhow::Result<Answer> {
        let request = format!(
            "GET {address} HTTP/1.1\r\nHost: {}\r\nCookie: {}\r\n\r\n",
            self.stream.get_ref().peer_addr()?,
            self.cookie
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).context("a status")?;
        let (mut length, mut location) = (0, None);
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name.to_ascii_lowercase().as_str() {
                "content-length" => length = value.parse()?,
                "location" => location = Some(value.to_owned()),
                _ => {}
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body)?;
        Ok(Answer { status, location, body })
    }
}

fn first_page(at: SocketAddr, cookie: &str) -> anyhow::Result<String> {
    for _ in 0..500 {
        if let Ok(mut client) = Client::new(at, cookie) {
            let mut address = "/budget/ac".to_owned();
            loop {
                let answer = client.get(&address)?;
                match answer.location {
                    Some(next) => address = next,
                    None => {
                        ensure!(answer.status == 200, "{address} gives {}", answer.status);
                        return Ok(address);
                    }
                }
            }
        }
        std::thread::sleep(Duration::from_millis(2));
    }
    Err(anyhow!("nobody listens at {at}"))
}

/// Pages by their addresses, and how many microseconds each took.
type Crawled = (Vec<(String, Vec<u8>)>, Vec<u64>);

/// Pages with figures, found by following links from the first one on, and how long each took: none was drawn before.
fn crawl(at: SocketAddr, cookie: &str, first: String) -> anyhow::Result<Crawled> {
    let mut client = Client::new(at, cookie)?;
    let (mut known, mut waiting) = (BTreeSet::from([first.clone()]), VecDeque::from([first]));
    let (mut pages, mut times) = (Vec::new(), Vec::new());
    while let Some(address) = waiting.pop_front()
        && pages.len() < PAGES
    {
        let asked = Instant::now();
        let answer = client.get(&address)?;
        if answer.status != 200 {
            if let Some(next) = answer.location.filter(|next| known.insert(next.clone())) {
                waiting.push_back(next);
            }
            continue;
        }
        times.push(u64::try_from(asked.elapsed().as_micros())?);
        let text = String::from_utf8_lossy(&answer.body).replace("&amp;", "&");
        let links = text.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
        for link in links.filter(|link| link.starts_with("/budget/ac")) {
            if known.insert(link.to_owned()) {
                waiting.push_back(link.to_owned());
            }
        }
        pages.push((address, answer.body));
    }
    Ok((pages, times))
}

/// Addresses without their questions, and up to 40 pages of each.
fn kinds(addresses: &[String]) -> BTreeMap<&str, Vec<String>> {
    let mut kinds: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for address in addresses {
        let kind = address.split_once('?').map_or(address.as_str(), |(kind, _)| kind);
        let pages = kinds.entry(kind).or_default();
        if pages.len() < 40 {
            pages.push(address.clone());
        }
    }
    kinds
}

fn median(pages: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut bodies: Vec<&Vec<u8>> = pages.iter().map(|(_, body)| body).collect();
    bodies.sort_by_key(|body| body.len());
    bodies.get(bodies.len() / 2).map(|body| (*body).clone()).unwrap_or_default()
}

struct Bytes(Vec<u8>);

#[rocket::get("/")]
fn bare(bytes: &rocket::State<Bytes>) -> (ContentType, Vec<u8>) {
    (ContentType::HTML, bytes.0.clone())
}

fn serve_bytes(runtime: &tokio::runtime::Runtime, bytes: Vec<u8>) -> anyhow::Result<SocketAddr> {
    let port = free_port()?;
    let settings = rocket::Config {
        port,
        log_level: rocket::config::LogLevel::Off,
        ..rocket::Config::release_default()
    };
    let rocket = rocket::custom(settings).manage(Bytes(bytes)).mount("/", rocket::routes![bare]);
    runtime.spawn(rocket.launch());
    let at = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    while TcpStream::connect(at).is_err() {
        std::thread::sleep(Duration::from_millis(5));
    }
    Ok(at)
}

struct Measured {
    rate: f64,
    /// In microseconds, sorted.
    times: Vec<u64>,
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |share: usize| self.times.get((self.times.len() * share / 1000).min(self.times.len() - 1));
        let ms = |share| at(share).copied().unwrap_or_default() as f64 / 1000.0;
        write!(
            f,
            "{:7.0} /s   p50 {:6.2} ms   p99 {:6.2} ms   p99.9 {:6.2} ms",
            self.rate,
            ms(500),
            ms(990),
            ms(999)
        )
    }
}

/// Every page once in each language in which nobody asked for it yet.
fn first_asked(
    at: SocketAddr,
    cookie: &str,
    addresses: &[String],
    connections: usize,
) -> anyhow::Result<Measured> {
    let next = AtomicUsize::new(0);
    let in_lang = |lang| addresses.iter().map(move |address| (lang, address));
    let pages: Vec<(&str, &String)> = ["ru", "en"].into_iter().flat_map(in_lang).collect();
    let ask = |client: &mut Client| {
        let Some((lang, address)) = pages.get(next.fetch_add(1, Ordering::Relaxed)) else { return Ok(None) };
        client.cookie = format!("{cookie}; lang={lang}");
        timed(client, address).map(Some)
    };
    all(at, cookie, connections, ask, || ())
}

fn measured(
    at: SocketAddr,
    cookie: &str,
    addresses: &[String],
    connections: usize,
    time: Duration,
) -> anyhow::Result<Measured> {
    let (stop, next) = (AtomicBool::new(false), AtomicUsize::new(0));
    let ask = |client: &mut Client| {
        if stop.load(Ordering::Relaxed) {
            return Ok(None);
        }
        timed(client, &addresses[next.fetch_add(1, Ordering::Relaxed) % addresses.len()]).map(Some)
    };
    all(at, cookie, connections, ask, || {
        std::thread::sleep(time);
        stop.store(true, Ordering::Relaxed);
    })
}

/// How many microseconds a page takes.
fn timed(client: &mut Client, address: &str) -> anyhow::Result<u64> {
    let asked = Instant::now();
    let answer = client.get(address)?;
    ensure!(answer.status == 200, "{address} gives {}", answer.status);
    Ok(u64::try_from(asked.elapsed().as_micros())?)
}

/// So many clients at once, each asking until it has nothing more to ask.
fn all(
    at: SocketAddr,
    cookie: &str,
    connections: usize,
    ask: impl Fn(&mut Client) -> anyhow::Result<Option<u64>> + Sync,
    meanwhile: impl FnOnce(),
) -> anyhow::Result<Measured> {
    let (begun, mut times) = (Instant::now(), Vec::new());
    std::thread::scope(|threads| -> anyhow::Result<()> {
        let asking = || -> anyhow::Result<Vec<u64>> {
            let (mut client, mut times) = (Client::new(at, cookie)?, Vec::new());
            while let Some(time) = ask(&mut client)? {
                times.push(time);
            }
            Ok(times)
        };
        let clients: Vec<_> = (0..connections).map(|_| threads.spawn(asking)).collect();
        meanwhile();
        for client in clients {
            times.extend(client.join().map_err(|_| anyhow!("a client stopped"))??);
        }
        Ok(())
    })?;
    let rate = times.len() as f64 / begun.elapsed().as_secs_f64();
    times.sort_unstable();
    Ok(Measured { rate, times })
}

/// In KiB.
fn resident() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("VmRSS")?;
    Ok(line.trim().trim_end_matches(" kB").parse()?)
}
