//! Letters in a folder; what names and addresses may hold; a mail server that behaves well and badly.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use super::*;

fn letter() -> Letter {
    Letter {
        id: "application_submitted.7.3.1".into(),
        name: "Серікбаева Айгүл".into(),
        address: "a.serikbaeva@example.kz".into(),
        subject: "№ 7 өтініш қабылданды".into(),
        body: "Құрметті Серікбаева Айгүл!\n.\nҚабылданды.\n".into(),
        html: "<p>Құрметті Серікбаева Айгүл!</p>".into(),
        at: DateTime::from_timestamp(1_800_000_000, 0).expect("an instant"),
    }
}

fn folder() -> (tempfile::TempDir, Mailer) {
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::folder(&folder.path().join("mail"), "Qarau <qarau@example.kz>").expect("a mailer");
    (folder, mailer)
}

fn files(folder: &tempfile::TempDir) -> Vec<String> {
    let entries = std::fs::read_dir(folder.path().join("mail")).expect("the folder");
    entries.map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a letter")).collect()
}

#[test]
fn a_letter_carried_twice_is_one_file_with_a_stable_id() {
    let (folder, mailer) = folder();
    mailer.carry(&letter()).expect("carried");
    mailer.carry(&letter()).expect("carried again");
    let [file] = &files(&folder)[..] else { panic!("one file") };
    assert!(file.contains("Message-ID: <application_submitted.7.3.1@example.kz>"), "{file}");
    assert!(file.contains("a.serikbaeva@example.kz"));
}

/// nothing in a name, a subject or an address begins a header of its own.
#[test]
fn line_ends_in_names_subjects_and_addresses_make_no_header() {
    let (folder, mailer) = folder();
    let evil = "x\r\nBcc: thief@example.kz\r\n\r\nbody\n.\n\u{0}";
    mailer.carry(&Letter { name: evil.into(), subject: evil.into(), ..letter() }).expect("carried");
    for file in files(&folder) {
        let head = file.split("\r\n\r\n").next().unwrap_or_default();
        let names: Vec<&str> = head
            .split("\r\n")
            .filter(|line| !line.starts_with([' ', '\t']))
            .filter_map(|line| line.split(':').next())
            .collect();
        assert_eq!(names.len(), 7, "{head}");
        assert!(!names.contains(&"Bcc"), "{head}");
    }
    for address in
        [evil, "a@example.kz\r\nBcc: b@example.kz", "a@example.kz, b@example.kz", "", "a b@example.kz"]
    {
        let unfit = mailer.carry(&Letter { address: address.into(), ..letter() });
        assert!(matches!(unfit, Err(MailError::Unfit(_))), "{address:?}");
    }
    let id = mailer.carry(&Letter { id: "../../etc/passwd".into(), ..letter() });
    assert!(matches!(id, Err(MailError::Unfit(_))));
}

#[test]
fn a_folder_that_went_away_is_worth_another_attempt() {
    let (folder, mailer) = folder();
    drop(folder);
    assert!(matches!(mailer.carry(&letter()), Err(MailError::Later(_))));
}

/// What the server does with each letter.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Habit {
    Takes,
    /// Answers RCPT TO so.
    RefusesAddressee(&'static str),
    /// Answers the end of the letter so.
    RefusesLetter(&'static str),
    /// Says nothing after the greeting.
    IsSilent,
    /// Goes away instead of answering the end of the letter.
    GoesAway,
}

/// A mail server of a test: speaks with one client after the other, and keeps what it took.
struct Server {
    port: u16,
    taken: Arc<Mutex<Vec<String>>>,
}

fn serve(habit: Habit, tls: Option<(Security, Arc<rustls::ServerConfig>)>) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let taken: Arc<Mutex<Vec<String>>> = Arc::default();
    let kept = taken.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let (kept, tls) = (kept.clone(), tls.clone());
            std::thread::spawn(move || speak(stream.expect("a client"), habit, tls, &kept));
        }
    });
    Server { port, taken }
}

fn speak(
    stream: TcpStream,
    habit: Habit,
    tls: Option<(Security, Arc<rustls::ServerConfig>)>,
    kept: &Mutex<Vec<String>>,
) {
    let secured = |config: Arc<rustls::ServerConfig>, stream| {
        rustls::StreamOwned::new(rustls::ServerConnection::new(config).expect("TLS"), stream)
    };
    match tls {
        None => converse(stream, habit, Greeting::Said, kept).map(drop),
        Some((Security::Implicit, config)) => {
            converse(secured(config, stream), habit, Greeting::Said, kept).map(drop)
        }
        Some((_, config)) => match converse(stream, habit, Greeting::WithStartTls, kept) {
            Some(stream) => converse(secured(config, stream), habit, Greeting::Unsaid, kept).map(drop),
            None => None,
        },
    };
}

#[derive(Clone, Copy, PartialEq)]
enum Greeting {
    Said,
    Unsaid,
    WithStartTls,
}

/// One conversation; gives the stream back where the client asks for STARTTLS.
fn converse<S: Read + Write>(
    stream: S,
    habit: Habit,
    greeting: Greeting,
    kept: &Mutex<Vec<String>>,
) -> Option<S> {
    let mut lines = BufReader::new(stream);
    let say = |lines: &mut BufReader<S>, words: &str| {
        lines
            .get_mut()
            .write_all(format!("{words}\r\n").as_bytes())
            .and_then(|()| lines.get_mut().flush())
            .ok()
    };
    if greeting != Greeting::Unsaid {
        say(&mut lines, "220 mail.example.kz")?;
    }
    loop {
        let mut line = String::new();
        if lines.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if habit == Habit::IsSilent {
            std::thread::sleep(Duration::from_secs(5));
            return None;
        }
        match line.split_whitespace().next().unwrap_or_default() {
            "EHLO" if greeting == Greeting::WithStartTls => {
                say(&mut lines, "250-mail.example.kz\r\n250 STARTTLS")?
            }
            "STARTTLS" => {
                say(&mut lines, "220 go on")?;
                return Some(lines.into_inner());
            }
            "MAIL" if greeting == Greeting::WithStartTls => say(&mut lines, "530 5.7.0 STARTTLS first")?,
            "RCPT" => match habit {
                Habit::RefusesAddressee(answer) => say(&mut lines, answer)?,
                Habit::Takes | Habit::RefusesLetter(_) | Habit::IsSilent | Habit::GoesAway => {
                    say(&mut lines, "250 ok")?
                }
            },
            "DATA" => {
                say(&mut lines, "354 go on")?;
                let mut letter = String::new();
                while !letter.ends_with("\r\n.\r\n") {
                    lines.read_line(&mut letter).ok()?;
                }
                match habit {
                    Habit::GoesAway => return None,
                    Habit::RefusesLetter(answer) => say(&mut lines, answer)?,
                    Habit::Takes | Habit::RefusesAddressee(_) | Habit::IsSilent => {
                        kept.lock().expect("letters").push(letter);
                        say(&mut lines, "250 queued")?;
                    }
                }
            }
            _ => say(&mut lines, "250 ok")?,
        }
    }
}

fn settings(port: u16, security: Security, anchors: Option<Vec<u8>>) -> SmtpSettings {
    SmtpSettings { host: "localhost".into(), port, security, account: None, anchors }
}

fn sent(habit: Habit) -> (Result<(), MailError>, Vec<String>) {
    let server = serve(habit, None);
    let settings = settings(server.port, Security::Plain, None);
    let from = sender("Qarau <qarau@example.kz>").expect("a sender");
    let smtp = Smtp::new(&settings, from).expect("a way").impatient(Duration::from_secs(1), &settings);
    let done = smtp.carry(&letter());
    let taken = server.taken.lock().expect("letters").clone();
    (done, taken)
}

#[test]
fn a_letter_reaches_the_server_as_text_and_as_a_page_under_its_own_id() {
    let (done, taken) = sent(Habit::Takes);
    done.expect("carried");
    let [letter] = &taken[..] else { panic!("one letter") };
    assert!(letter.contains("Message-ID: <application_submitted.7.3.1@example.kz>"), "{letter}");
    assert!(letter.contains("multipart/alternative") && letter.contains("text/html"), "{letter}");
}

/// what may pass is tried again, what never will is given up at once.
#[test]
fn a_166_a_server_that_refuses_is_asked_again_or_not_as_it_says() {
    let later = |habit| {
        let (done, taken) = sent(habit);
        assert!(matches!(done, Err(MailError::Later(_))) && taken.is_empty(), "{habit:?}: {done:?}");
    };
    later(Habit::RefusesAddressee("451 4.7.1 greylisted"));
    later(Habit::RefusesLetter("452 4.3.1 no space"));
    later(Habit::RefusesAddressee("530 5.7.0 authentication required"));
    later(Habit::IsSilent);
    later(Habit::GoesAway);
    for habit in [Habit::RefusesAddressee("550 5.1.1 nobody"), Habit::RefusesLetter("554 5.6.0 refused")] {
        let (done, _) = sent(habit);
        assert!(matches!(done, Err(MailError::Refused(_))), "{habit:?}: {done:?}");
    }
    let nobody = Mailer::smtp(&settings(1, Security::Plain, None), "qarau@example.kz").expect("a way");
    assert!(matches!(nobody.carry(&letter()), Err(MailError::Later(_))));
}

/// A certificate for `localhost` that nobody but the test believes.
fn certificate() -> (Vec<u8>, Arc<rustls::ServerConfig>) {
    let folder = tempfile::tempdir().expect("a folder");
    let (key, pem) = (folder.path().join("key.pem"), folder.path().join("cert.pem"));
    let made = std::process::Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "30",
        ])
        .args(["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"])
        .args(["-addext", "basicConstraints=critical,CA:FALSE", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&pem)
        .output()
        .expect("openssl");
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let chain = CertificateDer::from_pem_file(&pem).expect("a certificate");
    let key = PrivateKeyDer::from_pem_file(&key).expect("a key");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("TLS")
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .expect("a server");
    (std::fs::read(&pem).expect("a certificate"), Arc::new(config))
}

#[test]
fn letters_leave_encrypted_or_not_at_all() {
    let (pem, config) = certificate();
    for security in [Security::StartTls, Security::Implicit] {
        let server = serve(Habit::Takes, Some((security, config.clone())));
        let known = Mailer::smtp(&settings(server.port, security, Some(pem.clone())), "qarau@example.kz");
        known.expect("a way").carry(&letter()).unwrap_or_else(|why| panic!("{security:?}: {why}"));
        assert_eq!(server.taken.lock().expect("letters").len(), 1, "{security:?}");
        // Whoever does not know the authority sends nothing.
        let stranger =
            Mailer::smtp(&settings(server.port, security, None), "qarau@example.kz").expect("a way");
        assert!(matches!(stranger.carry(&letter()), Err(MailError::Later(_))), "{security:?}");
        assert_eq!(server.taken.lock().expect("letters").len(), 1, "{security:?}");
    }
    // A server without STARTTLS gets no letter.
    let plain = serve(Habit::Takes, None);
    let demanding = Mailer::smtp(&settings(plain.port, Security::StartTls, Some(pem)), "qarau@example.kz");
    assert!(matches!(demanding.expect("a way").carry(&letter()), Err(MailError::Later(_))));
    assert!(plain.taken.lock().expect("letters").is_empty());
}
