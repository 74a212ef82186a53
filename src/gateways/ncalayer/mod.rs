//! A signing program that speaks NCALayer's WebSocket protocol on loopback, for demonstrations and browser tests.
//!
//! The page and its script can't tell it from the real program. It never sees the portal: it signs what it is asked to with
//! the key that its owner holds out at that moment. Only the portal's own pages may ask; the real program shows a window.

mod protocol;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt as _, StreamExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};
use tokio_tungstenite::tungstenite::http::{StatusCode, header::ORIGIN};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::demo_authority::Attachment;

/// What comes of asking somebody to sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The CMS message in DER.
    Signed(Vec<u8>),
    /// The window was closed.
    Cancelled,
    /// It went wrong, in words.
    Failed(String),
}

/// Whoever holds the key: gets the content, gives the answer.
pub type Pen = Arc<dyn Fn(&[u8], Attachment) -> Answer + Send + Sync>;

const MOST_BYTES: usize = 256 * 1024;
const MOST_CONNECTIONS: usize = 32;
const HANDSHAKE: Duration = Duration::from_secs(5);
const IDLE: Duration = Duration::from_secs(600);

/// A program that waits for pages to ask.
pub struct Signer {
    listener: TcpListener,
    origins: Arc<[String]>,
    pen: Pen,
}

impl Signer {
    /// Listens on a port of loopback (0: any free one) for pages of the given origins.
    pub async fn bind(port: u16, origins: impl IntoIterator<Item = String>, pen: Pen) -> io::Result<Signer> {
        let listener = TcpListener::bind(("127.0.0.1", port)).await?;
        Ok(Signer { listener, origins: origins.into_iter().collect(), pen })
    }

    /// Where it listens; pages connect to `ws://` this.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Serves until dropped. A connection that can't be accepted ends alone.
    pub async fn serve(self) {
        let seats = Arc::new(Semaphore::new(MOST_CONNECTIONS));
        loop {
            let Ok(seat) = seats.clone().acquire_owned().await else { return };
            let Ok((stream, _)) = self.listener.accept().await else {
                tokio::time::sleep(Duration::from_millis(100)).await;
                continue;
            };
            let (origins, pen) = (self.origins.clone(), self.pen.clone());
            tokio::spawn(async move {
                // A page that breaks off or speaks nonsense loses its connection; there is nobody else to tell.
                let _ended = converse(stream, &origins, &pen).await;
                drop(seat);
            });
        }
    }
}

/// One page: greets first, then answers one request after another.
async fn converse(stream: TcpStream, origins: &[String], pen: &Pen) -> Result<(), Error> {
    #[expect(clippy::result_large_err, reason = "the library asks for this form")]
    let only_own = |request: &Request, response: Response| {
        let mut refusal = ErrorResponse::new(Some("this page may not ask for signatures".to_owned()));
        *refusal.status_mut() = StatusCode::FORBIDDEN;
        if is_own(request, origins) { Ok(response) } else { Err(refusal) }
    };
    let limits =
        WebSocketConfig::default().max_message_size(Some(MOST_BYTES)).max_frame_size(Some(MOST_BYTES));
    let handshake = tokio_tungstenite::accept_hdr_async_with_config(stream, only_own, Some(limits));
    let Ok(socket) = timeout(HANDSHAKE, handshake).await else { return Ok(()) };
    let mut socket = socket?;
    socket.send(Message::text(protocol::GREETING)).await?;
    while let Ok(Some(message)) = timeout(IDLE, socket.next()).await {
        match message? {
            Message::Text(request) => {
                let reply = protocol::reply(&request, |content, attachment| pen(content, attachment));
                socket.send(Message::text(reply)).await?;
            }
            Message::Close(_) => break,
            Message::Binary(_) | Message::Ping(_) | Message::Pong(_) | Message::Frame(_) => {}
        }
    }
    Ok(())
}

/// Only the portal's own pages are let in; a program without an origin is not a page.
fn is_own(request: &Request, origins: &[String]) -> bool {
    let origin = request.headers().get(ORIGIN).and_then(|origin| origin.to_str().ok());
    origin.is_some_and(|origin| origins.iter().any(|own| own == origin))
}

#[cfg(test)]
mod tests;
