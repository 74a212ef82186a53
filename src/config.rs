//! Settings from a TOML file and the environment. The only reader of the environment.
//!
//! Every mistake is reported, not only the first. `SETTINGS` lists all settings; the README documents each of them.

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use crate::domain::journal::Digest;
use crate::domain::personnel::Brake;
use crate::gateways::eqyzmet::{Neighbours, Origins};
use crate::gateways::mail::{Security, SmtpSettings};
use crate::storage::DatabaseUrl;
use crate::telemetry::LogFormat;

/// Every setting: its name in the file; in the environment it is upper case after `QARAU_`.
pub const SETTINGS: &[&str] = &[
    "address",
    "anchors",
    "budget_database_url",
    "budget_reader_url",
    "client_address_header",
    "data_dir",
    "database_url",
    "eqyzmet_network",
    "eqyzmet_origins",
    "log_filter",
    "log_format",
    "mail_folder",
    "mail_from",
    "metrics_token",
    "personnel_least",
    "personnel_share",
    "port",
    "public_origin",
    "signer_url",
    "smtp_anchors",
    "smtp_host",
    "smtp_password",
    "smtp_port",
    "smtp_security",
    "smtp_user",
];

/// A token that is not found by trying.
const SHORTEST_TOKEN: usize = 24;

/// The settings of a portal.
#[derive(Clone, Debug)]
pub struct Config {
    /// Directory of everything that is kept in files.
    pub data_dir: PathBuf,
    /// The portal's own database.
    pub database: DatabaseUrl,
    /// The budget, for loading.
    pub budget: DatabaseUrl,
    /// The budget, for reading: on PostgreSQL a role that can only SELECT.
    pub budget_reader: DatabaseUrl,
    /// Address to listen on.
    pub address: IpAddr,
    /// Port to listen on.
    pub port: u16,
    /// Scheme, host and port that browsers use: `https://qarau.example.kz`.
    pub public_origin: String,
    /// WebSocket of the signing program on the user's machine.
    pub signer_url: String,
    /// PEM file of the certificate authorities whose signatures are accepted.
    pub anchors: PathBuf,
    /// How log lines look.
    pub log_format: LogFormat,
    /// Which log lines are written, in the syntax of `tracing`.
    pub log_filter: String,
    /// Folder into which messages are written.
    pub mail_folder: PathBuf,
    /// Sender of messages.
    pub mail_from: String,
    /// The mail server that messages go to instead of the folder.
    pub smtp: Option<SmtpSettings>,
    /// Scheme, host and port of each service of E-Qyzmet that may be asked about codes.
    pub eqyzmet_origins: Origins,
    /// Behind which machines it may stand.
    pub eqyzmet_network: Neighbours,
    /// How many of one body a feed of the personnel record may suspend without a second person.
    pub personnel_brake: Brake,
    /// Digest of what a program of another machine shows to read the counts.
    pub metrics_token: Option<Digest>,
    /// Header in which a trusted proxy hands over the client's address.
    pub client_address_header: Option<String>,
}

/// Everything that is wrong with the settings.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the configuration has mistakes:\n{}", .0.iter().map(|mistake| format!("  - {mistake}")).collect::<Vec<_>>().join("\n"))]
pub struct Mistakes(pub Vec<String>);

impl Config {
    /// Reads a file (where one is named) and the environment, which wins.
    pub fn read(file: Option<&Path>) -> Result<Config, Mistakes> {
        Config::from_sources(file, environment())
    }

    /// The settings of an embedded portal that keeps everything in one directory.
    pub fn embedded(data_dir: &Path) -> Result<Config, Mistakes> {
        let directory = data_dir.display().to_string();
        let here = BTreeMap::from([("data_dir".to_owned(), directory)]);
        Config::from_sources(None, here.into_iter().chain(environment()).collect())
    }

    fn from_sources(file: Option<&Path>, environment: BTreeMap<String, String>) -> Result<Config, Mistakes> {
        let mut reading = Reading::default();
        if let Some(path) = file {
            reading.take_file(path);
        }
        reading.take_environment(environment);
        let config = reading.config();
        if reading.mistakes.is_empty() { Ok(config) } else { Err(Mistakes(reading.mistakes)) }
    }

    /// True where browsers reach the portal by https.
    pub fn is_https(&self) -> bool {
        self.public_origin.starts_with("https://")
    }
}

#[allow(clippy::disallowed_methods, reason = "this is the one place that reads the environment")]
fn environment() -> BTreeMap<String, String> {
    let ours = |(name, value): (String, String)| {
        let setting = name.strip_prefix("QARAU_")?.to_ascii_lowercase();
        (!setting.starts_with("test_")).then_some((setting, value))
    };
    std::env::vars().filter_map(ours).collect()
}

#[derive(Default)]
struct Reading {
    values: BTreeMap<String, String>,
    mistakes: Vec<String>,
}

impl Reading {
    fn take_file(&mut self, path: &Path) {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => return self.mistakes.push(format!("{} can't be read: {error}", path.display())),
        };
        match text.parse::<toml::Table>() {
            Ok(table) => {
                for (name, value) in table {
                    let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                    self.take(name, text);
                }
            }
            Err(error) => self.mistakes.push(format!("{} is not TOML: {error}", path.display())),
        }
    }

    fn take_environment(&mut self, environment: BTreeMap<String, String>) {
        for (name, value) in environment {
            self.take(name, value);
        }
    }

    fn take(&mut self, name: String, value: String) {
        if SETTINGS.contains(&name.as_str()) {
            self.values.insert(name, value);
        } else {
            self.mistakes.push(format!("{name} is not a setting"));
        }
    }

    fn text(&self, name: &str, default: impl Into<String>) -> String {
        self.values.get(name).cloned().unwrap_or_else(|| default.into())
    }

    fn parse<T: FromStr>(
        &mut self,
        name: &str,
        default: impl Into<String>,
        fallback: T,
        expected: &str,
    ) -> T {
        let text = self.text(name, default);
        text.parse().unwrap_or_else(|_| {
            self.mistakes.push(format!("{name} = {text:?}: expected {expected}"));
            fallback
        })
    }

    fn database(&mut self, name: &str, default: String) -> DatabaseUrl {
        let fallback = DatabaseUrl::Sqlite(PathBuf::new());
        // The value may hold a password, so it is not repeated.
        let text = self.text(name, default);
        text.parse().unwrap_or_else(|error| {
            self.mistakes.push(format!("{name}: {error}"));
            fallback
        })
    }

    fn config(&mut self) -> Config {
        let data_dir = PathBuf::from(self.text("data_dir", "data"));
        let inside = |name: &str| data_dir.join(name).display().to_string();
        let address = self.parse("address", "127.0.0.1", IpAddr::from([127, 0, 0, 1]), "an IP address");
        let port: u16 = self.parse("port", "8000", 8000, "a port number");
        let log_format = match self.text("log_format", "pretty").as_str() {
            "json" => LogFormat::Json,
            "pretty" => LogFormat::Pretty,
            other => {
                self.mistakes.push(format!("log_format = {other:?}: expected json or pretty"));
                LogFormat::Pretty
            }
        };
        let budget_default = format!("sqlite:{}", inside("budget.db"));
        let budget = self.database("budget_database_url", budget_default.clone());
        let budget_text = self.text("budget_database_url", budget_default);
        Config {
            database: self.database("database_url", format!("sqlite:{}", inside("qarau.db"))),
            budget,
            budget_reader: self.database("budget_reader_url", budget_text),
            address,
            port,
            public_origin: self.origin(port),
            signer_url: self.text("signer_url", "wss://127.0.0.1:13579"),
            anchors: self.text("anchors", inside("anchors.pem")).into(),
            log_format,
            log_filter: self.text("log_filter", "info"),
            mail_folder: self.text("mail_folder", inside("mail")).into(),
            mail_from: self.text("mail_from", "Qarau <qarau@localhost>"),
            eqyzmet_origins: self.eqyzmet_origins(),
            eqyzmet_network: self.eqyzmet_network(),
            smtp: self.smtp(),
            metrics_token: self.metrics_token(),
            personnel_brake: self.personnel_brake(),
            client_address_header: self.values.get("client_address_header").cloned(),
            data_dir,
        }
    }

    /// Only its digest is kept: nothing that shows the settings can show it.
    fn metrics_token(&mut self) -> Option<Digest> {
        let token = self.values.get("metrics_token")?;
        if token.len() < SHORTEST_TOKEN {
            self.mistakes.push(format!("metrics_token: expected {SHORTEST_TOKEN} characters or more"));
            return None;
        }
        Some(Digest::of(token.as_bytes()))
    }

    fn eqyzmet_origins(&mut self) -> Origins {
        Origins::parse(&self.text("eqyzmet_origins", "")).unwrap_or_else(|error| {
            self.mistakes.push(format!("eqyzmet_origins: {error}"));
            Origins::default()
        })
    }

    fn eqyzmet_network(&mut self) -> Neighbours {
        match self.text("eqyzmet_network", "public").as_str() {
            "public" => Neighbours::Public,
            "private" => Neighbours::Private,
            other => {
                self.mistakes.push(format!("eqyzmet_network = {other:?}: expected public or private"));
                Neighbours::Public
            }
        }
    }

    fn personnel_brake(&mut self) -> Brake {
        let usual = Brake::default();
        let share = self.parse("personnel_share", usual.share.to_string(), usual.share, "a share in percent");
        let least = self.parse("personnel_least", usual.least.to_string(), usual.least, "a number of people");
        if share > 100 {
            self.mistakes.push(format!("personnel_share = {share}: expected at most 100"));
        }
        Brake { share, least }
    }

    /// The mail server, where one is named; without it the other settings of it are mistakes.
    fn smtp(&mut self) -> Option<SmtpSettings> {
        let Some(host) = self.values.get("smtp_host").cloned() else {
            let others = ["smtp_anchors", "smtp_password", "smtp_port", "smtp_security", "smtp_user"];
            for name in others.into_iter().filter(|name| self.values.contains_key(*name)) {
                self.mistakes.push(format!("{name} is set without smtp_host"));
            }
            return None;
        };
        let security = match self.text("smtp_security", "starttls").as_str() {
            "starttls" => Security::StartTls,
            "implicit" => Security::Implicit,
            "none" if ["localhost", "127.0.0.1", "::1"].contains(&host.as_str()) => Security::Plain,
            other => {
                let expected = "expected starttls or implicit; none is for a server on this machine alone";
                self.mistakes.push(format!("smtp_security = {other:?}: {expected}"));
                Security::StartTls
            }
        };
        let usual = security.port();
        let port = self.parse("smtp_port", usual.to_string(), usual, "a port number");
        let (user, password) = (self.values.get("smtp_user"), self.values.get("smtp_password"));
        let account = user.cloned().zip(password.cloned());
        if user.is_some() != password.is_some() {
            self.mistakes.push("smtp_user and smtp_password belong together".to_owned());
        }
        let anchors = self.values.get("smtp_anchors").cloned().and_then(|file| match std::fs::read(&file) {
            Ok(pem) => Some(pem),
            Err(error) => {
                self.mistakes.push(format!("smtp_anchors = {file}: {error}"));
                None
            }
        });
        Some(SmtpSettings { host, port, security, account, anchors })
    }

    fn origin(&mut self, port: u16) -> String {
        let origin = self.text("public_origin", format!("http://127.0.0.1:{port}"));
        let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
        if host.is_none_or(|host| host.is_empty() || host.contains(['/', '?', '#', '@', ' '])) {
            let expected = "expected scheme, host and port alone, like https://qarau.example.kz";
            self.mistakes.push(format!("public_origin = {origin:?}: {expected}"));
        }
        origin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(settings: &[(&str, &str)]) -> Result<Config, Mistakes> {
        let settings = settings.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Config::from_sources(None, settings.collect())
    }

    #[test]
    fn an_embedded_portal_needs_no_settings() {
        let config = read(&[("data_dir", "here")]).expect("defaults");
        assert_eq!(config.database, DatabaseUrl::Sqlite("here/qarau.db".into()));
        assert_eq!(config.budget_reader, DatabaseUrl::Sqlite("here/budget.db".into()));
        assert_eq!(config.public_origin, "http://127.0.0.1:8000");
    }

    #[test]
    fn all_mistakes_are_reported_at_once() {
        let mistakes = read(&[
            ("port", "eighty"),
            ("address", "localhost"),
            ("database_url", "mysql://root:secret@db"),
            ("public_origin", "https://host/path"),
            ("log_format", "xml"),
            ("eqyzmet_origins", "https://e-qyzmet.gov.kz/certificates"),
            ("eqyzmet_network", "any"),
            ("colour", "red"),
        ])
        .expect_err("mistakes");
        assert_eq!(mistakes.0.len(), 8, "{mistakes}");
        assert!(!mistakes.to_string().contains("secret"));
    }

    #[test]
    fn a_mail_server_is_spoken_to_encrypted() {
        let smtp = |settings: &[(&str, &str)]| read(settings).map(|config| config.smtp);
        let named = smtp(&[("smtp_host", "mail.example.kz")]).expect("settings").expect("a server");
        assert_eq!((named.port, named.security), (587, Security::StartTls));
        let implicit = smtp(&[("smtp_host", "mail.example.kz"), ("smtp_security", "implicit")]);
        assert_eq!(implicit.expect("settings").expect("a server").port, 465);
        assert!(smtp(&[("smtp_host", "localhost"), ("smtp_security", "none")]).is_ok());
        for mistake in [
            vec![("smtp_host", "mail.example.kz"), ("smtp_security", "none")],
            vec![("smtp_host", "mail.example.kz"), ("smtp_user", "qarau")],
            vec![("smtp_host", "mail.example.kz"), ("smtp_anchors", "/no/such/file")],
            vec![("smtp_port", "25")],
        ] {
            assert_eq!(smtp(&mistake).expect_err("a mistake").0.len(), 1, "{mistake:?}");
        }
        let secret = smtp(&[("smtp_host", "h"), ("smtp_user", "u"), ("smtp_password", "secret")]);
        assert!(!format!("{secret:?}").contains("secret"));
    }

    #[test]
    fn a_token_is_long_and_never_shown() {
        let mistakes = read(&[("metrics_token", "short-secret")]).expect_err("a mistake");
        assert!(!mistakes.to_string().contains("short-secret"));
        let secret = "a-token-that-nobody-guesses";
        let config = read(&[("metrics_token", secret)]).expect("settings");
        assert_eq!(config.metrics_token, Some(Digest::of(secret.as_bytes())));
        assert!(!format!("{config:?}").contains(secret));
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), "port = 81\naddress = '0.0.0.0'").expect("written");
        let environment = BTreeMap::from([("port".to_owned(), "82".to_owned())]);
        let config = Config::from_sources(Some(file.path()), environment).expect("settings");
        assert_eq!((config.port, config.address), (82, IpAddr::from([0, 0, 0, 0])));
    }
}
