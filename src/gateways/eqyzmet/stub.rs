//! A stand-in for E-Qyzmet on loopback, for demonstrations and tests: one answer for each certificate it was told of, and
//! for an address of the demonstration whatever the address says.

use std::collections::BTreeMap;
use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::domain::iin_bin::{Bin, Iin};

const MOST_CONNECTIONS: usize = 32;
const IDLE: Duration = Duration::from_secs(5);

/// A service that answers for [`Stub::ORIGIN`].
pub struct Stub {
    listener: TcpListener,
    answers: Arc<BTreeMap<String, String>>,
}

impl Stub {
    /// The origin that the demonstration's codes lead to; the name is nobody's (RFC 2606).
    pub const ORIGIN: &str = "http://e-qyzmet.example";

    /// Listens on a free port of loopback; `answers` are whole HTTP answers by path.
    pub async fn bind(answers: BTreeMap<String, String>) -> io::Result<Stub> {
        Ok(Stub { listener: TcpListener::bind(("127.0.0.1", 0)).await?, answers: Arc::new(answers) })
    }

    /// Where it listens.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// The text of a demonstration's code.
    pub fn code(iin: &Iin, bin: &Bin) -> String {
        format!("{}/certificates/{}-{}", Stub::ORIGIN, bin.as_str(), iin.as_str())
    }

    /// Serves until dropped.
    pub async fn serve(self) {
        let seats = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            let Ok(seat) = seats.clone().acquire_owned().await else { return };
            let Ok((stream, _)) = self.listener.accept().await else {
                sleep(Duration::from_millis(100)).await;
                continue;
            };
            let answers = self.answers.clone();
            tokio::spawn(async move {
                // Whoever breaks off loses the answer; there is nobody else to tell.
                let _ended = timeout(IDLE, answer(stream, &answers)).await;
                drop(seat);
            });
        }
    }
}

async fn answer(mut stream: TcpStream, answers: &BTreeMap<String, String>) -> io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") && head.len() < 8192 {
        head.push(stream.read_u8().await?);
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split(' ').nth(1).unwrap_or_default();
    let reply = answers.get(path).cloned().or_else(|| spelled_out(path));
    let nothing = || "HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned();
    stream.write_all(reply.unwrap_or_else(nothing).as_bytes()).await?;
    stream.shutdown().await
}

/// `/certificates/<BIN>-<IIN>` says of itself whose it is.
fn spelled_out(path: &str) -> Option<String> {
    let (bin, iin) = path.strip_prefix("/certificates/")?.split_once('-')?;
    let digits = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    (digits(bin) && digits(iin)).then(|| found(&format!("{{\"iin\":\"{iin}\",\"bin\":\"{bin}\"}}")))
}

/// A whole HTTP answer with this content.
fn found(json: &str) -> String {
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ";
    format!("{head}{}\r\n\r\n{json}", json.len())
}
