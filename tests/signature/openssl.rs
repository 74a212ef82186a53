//! A folder in which the `openssl` command line founds authorities of one algorithm each, and signs.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use qarau::gateways::demo_authority::Attachment;
use tempfile::TempDir;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    Rsa2048,
    P256,
    P384,
    Rsa1024,
    RsaExponent3,
    ExplicitCurve,
    P521,
}

impl Key {
    const ALL: [Key; 7] =
        [Key::Rsa2048, Key::P256, Key::P384, Key::Rsa1024, Key::RsaExponent3, Key::ExplicitCurve, Key::P521];

    /// The key of a person, and that of the authorities above, which is always a good one.
    fn options(self) -> (&'static str, &'static str) {
        const P256: &str = "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
        const P384: &str = "-algorithm EC -pkeyopt ec_paramgen_curve:P-384";
        const RSA: &str = "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
        match self {
            Key::Rsa2048 => (RSA, RSA),
            Key::P256 => (P256, P256),
            Key::P384 => (P384, P384),
            Key::Rsa1024 => ("-algorithm RSA -pkeyopt rsa_keygen_bits:1024", RSA),
            Key::RsaExponent3 => {
                ("-algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3", RSA)
            }
            Key::ExplicitCurve => {
                ("-algorithm EC -pkeyopt ec_paramgen_curve:P-256 -pkeyopt ec_param_enc:explicit", P256)
            }
            Key::P521 => ("-algorithm EC -pkeyopt ec_paramgen_curve:P-521", P256),
        }
    }
}

pub struct Authority {
    pub name: String,
    folder: PathBuf,
}

impl Authority {
    pub fn anchors(&self) -> String {
        let read = |file| std::fs::read_to_string(self.folder.join(file)).expect("a certificate");
        read("root.pem") + &read("issuing.pem")
    }
}

pub struct Workshop {
    folder: TempDir,
    authorities: [OnceLock<Authority>; Key::ALL.len()],
}

const PROFILE: &str = "
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
subjectKeyIdentifier = hash
[person]
basicConstraints = CA:FALSE
keyUsage = digitalSignature, nonRepudiation
extendedKeyUsage = critical, emailProtection, 1.2.398.3.3.4.1.2, 1.2.398.3.3.4.1.2.1
certificatePolicies = 1.2.398.3.3.2.1
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
";

const PERSON: &str = "/CN=ТЕСТОВ ТЕСТ/SN=ТЕСТОВ/serialNumber=IIN123456789011/C=KZ/O=АО \"ТЕСТ\"/OU=BIN123456789021/GN=ТЕСТОВИЧ";

impl Workshop {
    pub fn new(content: &[u8]) -> Workshop {
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("content"), content).expect("written");
        std::fs::write(folder.path().join("profile"), PROFILE).expect("written");
        Workshop { folder, authorities: Default::default() }
    }

    /// The authority whose people have keys of a kind; founded when first asked for.
    pub fn authority(&self, key: Key) -> &Authority {
        let index = Key::ALL.iter().position(|one| *one == key).expect("listed");
        self.authorities[index].get_or_init(|| self.found(key))
    }

    fn found(&self, key: Key) -> Authority {
        let authority =
            Authority { name: format!("{key:?}"), folder: self.folder.path().join(format!("{key:?}")) };
        std::fs::create_dir(&authority.folder).expect("a folder");
        let (person, above) = key.options();
        for (name, options) in [("root", above), ("issuing", above), ("person", person), ("second", above)] {
            let mut words = vec!["genpkey", "-out"];
            let file = format!("{name}.key");
            words.push(&file);
            words.extend(options.split(' '));
            run(&authority.folder, &words);
        }
        let issue = |name: &str, subject: &str, profile: &str, issuer: &str| {
            let (key, csr, pem) = (format!("{name}.key"), format!("{name}.csr"), format!("{name}.pem"));
            run(&authority.folder, &["req", "-new", "-utf8", "-key", &key, "-subj", subject, "-out", &csr]);
            let mut words = vec!["x509", "-req", "-in", &csr, "-out", &pem, "-days", "30", "-sha256"];
            words.extend(["-extfile", "../profile", "-extensions", profile]);
            let (issuer_pem, issuer_key) = (format!("{issuer}.pem"), format!("{issuer}.key"));
            if issuer == name {
                words.extend(["-signkey", &issuer_key]);
            } else {
                words.extend(["-CA", &issuer_pem, "-CAkey", &issuer_key, "-CAcreateserial"]);
            }
            run(&authority.folder, &words);
        };
        issue("root", "/CN=ROOT/C=KZ", "authority", "root");
        issue("issuing", "/CN=ISSUING/C=KZ", "authority", "root");
        issue("person", PERSON, "person", "issuing");
        issue("second", PERSON, "person", "issuing");
        authority
    }

    /// Signs the content as the authority's person; `how` are further options of `openssl cms`.
    pub fn sign(&self, authority: &Authority, name: &str, how: &[&str]) -> PathBuf {
        let file = authority.folder.join(format!("{name}.cms"));
        let out = file.to_str().expect("a path");
        let mut words = vec!["cms", "-sign", "-binary", "-in", "../content", "-signer", "person.pem"];
        words.extend(["-inkey", "person.key", "-out", out]);
        words.extend(how);
        run(&authority.folder, &words);
        file
    }

    /// What openssl says of a message.
    pub fn accepts(&self, authority: &Authority, cms: &Path, attachment: Attachment) -> bool {
        std::fs::write(authority.folder.join("anchors.pem"), authority.anchors()).expect("written");
        let bytes = std::fs::read(cms).expect("a message");
        let form = if bytes.starts_with(b"-----") { "PEM" } else { "DER" };
        let cms = cms.to_str().expect("a path");
        let mut words = vec!["cms", "-verify", "-binary", "-inform", form, "-in", cms];
        words.extend(["-CAfile", "anchors.pem", "-purpose", "any", "-out", "/dev/null"]);
        match attachment {
            Attachment::Attached => {}
            Attachment::Detached => words.extend(["-content", "../content"]),
        }
        openssl(&authority.folder, &words).status.success()
    }
}

fn openssl(folder: &Path, words: &[&str]) -> std::process::Output {
    let output = Command::new("openssl").current_dir(folder).args(words).output();
    output.expect("this test needs the openssl command line: apt-get install openssl")
}

fn run(folder: &Path, words: &[&str]) {
    let output = openssl(folder, words);
    assert!(output.status.success(), "openssl {words:?}: {}", String::from_utf8_lossy(&output.stderr));
}
