//! Reading the E-Qyzmet code out of an uploaded picture or PDF (R8): few at a time, none for long, never on the threads that
//! answer requests. The file is not kept.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use crate::domain::eqyzmet::{NoChoice, choose};
use crate::gateways::eqyzmet::Register;
pub use crate::gateways::qr_picture::MOST_BYTES;
use crate::gateways::qr_picture::{self, Patience, Unreadable};

/// How many pictures are searched at once: each may take some 250 MB.
const AT_ONCE: usize = 2;
/// How long somebody waits for their turn, and then for the search.
const PATIENCE: Duration = Duration::from_secs(8);

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

/// Why a file gives no code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoCode {
    /// The file can't be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No code in it is the one.
    #[error("no code of the picture is taken: {0:?}")]
    NoChoice(NoChoice),
    /// It takes too long.
    #[error("the search took too long")]
    TooSlow,
    /// Too many pictures are searched already.
    #[error("too many pictures are being searched")]
    Busy,
}

impl NoCode {
    /// Of a file that was not even taken in.
    pub const TOO_LARGE: NoCode = NoCode::Unreadable(Unreadable::TooLarge);

    /// The code of the reason in catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            NoCode::Unreadable(Unreadable::TooLarge) => "too-large",
            NoCode::Unreadable(Unreadable::Unknown) => "unknown",
            NoCode::Unreadable(Unreadable::TooManyPixels) => "too-many-pixels",
            NoCode::Unreadable(Unreadable::Damaged) => "damaged",
            NoCode::Unreadable(Unreadable::Locked) => "locked",
            NoCode::Unreadable(Unreadable::NoPicture) => "no-picture",
            NoCode::NoChoice(NoChoice::None) => "none",
            NoCode::NoChoice(NoChoice::Several) => "several",
            NoCode::NoChoice(NoChoice::SeveralForeign) => "several-foreign",
            NoCode::TooSlow => "too-slow",
            NoCode::Busy => "busy",
        }
    }
}

/// The text of the code in a file: the one of E-Qyzmet, where there are others.
pub async fn read(register: &Register, file: Vec<u8>) -> Result<String, NoCode> {
    let turn = timeout(PATIENCE, TURNS.acquire()).await;
    let Ok(Ok(turn)) = turn else { return Err(NoCode::Busy) };
    let (register, patience) = (register.clone(), Arc::new(Patience::default()));
    let watched = patience.clone();
    let search = tokio::task::spawn_blocking(move || {
        // The turn ends with the work, not with the waiting: who gives up frees no processor.
        let _turn = turn;
        let found = qr_picture::read(&file, |text| register.knows(text), &watched)?;
        choose(&found, |text| register.knows(text)).map(str::to_owned).map_err(NoCode::NoChoice)
    });
    match timeout(PATIENCE, search).await {
        Ok(Ok(read)) => read,
        // A decoder that panics says as much about the file.
        Ok(Err(_stopped)) => Err(NoCode::Unreadable(Unreadable::Damaged)),
        Err(_elapsed) => {
            patience.end();
            Err(NoCode::TooSlow)
        }
    }
}
