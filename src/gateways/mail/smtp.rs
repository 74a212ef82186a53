//! Letters to a mail server, encrypted: by STARTTLS, which is demanded and never skipped, or from the first byte.

use std::time::Duration;

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::{SmtpTransport, Transport};

use super::{Letter, MailError, message};

/// How long the server may take for one answer.
const TIMEOUT: Duration = Duration::from_secs(20);

/// How the way to the server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// Plain at first, then STARTTLS; a server without it gets nothing.
    StartTls,
    /// TLS from the first byte.
    Implicit,
    /// Nothing: a server on this machine alone.
    Plain,
}

impl Security {
    /// The port that such servers usually have.
    pub const fn port(self) -> u16 {
        match self {
            Security::StartTls => 587,
            Security::Implicit => 465,
            Security::Plain => 25,
        }
    }
}

/// Where a mail server is, and how it is spoken to.
#[derive(Clone, PartialEq, Eq)]
pub struct SmtpSettings {
    /// Its name; its certificate must bear it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the way is kept from others.
    pub security: Security,
    /// Name and password, where it asks for them.
    pub account: Option<(String, String)>,
    /// PEM of the authorities that its certificate may come from; none for those of the public web.
    pub anchors: Option<Vec<u8>>,
}

impl std::fmt::Debug for SmtpSettings {
    /// Never shows a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{} ({:?})", self.host, self.port, self.security)
    }
}

/// A mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Smtp {
    pub(super) fn new(settings: &SmtpSettings, from: Mailbox) -> Result<Smtp, MailError> {
        let tls = match settings.security {
            Security::Plain => Tls::None,
            Security::StartTls => Tls::Required(parameters(settings)?),
            Security::Implicit => Tls::Wrapper(parameters(settings)?),
        };
        let builder = SmtpTransport::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(TIMEOUT))
            .tls(tls);
        let builder = match &settings.account {
            Some((name, password)) => builder.credentials(Credentials::new(name.clone(), password.clone())),
            None => builder,
        };
        Ok(Smtp { transport: builder.build(), from })
    }

    #[cfg(test)]
    pub(super) fn impatient(self, timeout: Duration, settings: &SmtpSettings) -> Smtp {
        let transport = SmtpTransport::builder_dangerous(&settings.host)
            .port(settings.port)
            .timeout(Some(timeout))
            .build();
        Smtp { transport, ..self }
    }

    pub(super) fn carry(&self, letter: &Letter) -> Result<(), MailError> {
        let message = message(letter, &self.from)?;
        self.transport.send(&message).map(drop).map_err(|error| {
            // 530 to 538 speak of the account and of encryption: faults of the settings, not of the letter.
            let of_settings = error.status().is_some_and(|code| (530..=538).contains(&u16::from(code)));
            match error.is_permanent() && !of_settings {
                true => MailError::Refused(error.to_string()),
                false => MailError::Later(error.to_string()),
            }
        })
    }
}

fn parameters(settings: &SmtpSettings) -> Result<TlsParameters, MailError> {
    let unfit = |error: lettre::transport::smtp::Error| MailError::Unfit(format!("TLS: {error}"));
    let mut builder = TlsParameters::builder(settings.host.clone());
    if let Some(pem) = &settings.anchors {
        builder = builder
            .certificate_store(CertificateStore::None)
            .add_root_certificate(Certificate::from_pem(pem).map_err(unfit)?);
    }
    builder.build().map_err(unfit)
}
