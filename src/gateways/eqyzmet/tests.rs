//! The register asked through a stub: who may be asked, and what each answer becomes.

use std::net::IpAddr;

use super::addresses::is_public;
use super::*;
use crate::domain::iin_bin::{Bin, Iin};

#[test]
fn a_059_only_listed_origins_are_addresses_of_e_qyzmet() {
    let origins = Origins::parse("https://e-qyzmet.gov.kz http://127.0.0.1:8080").expect("origins");
    for known in ["https://e-qyzmet.gov.kz/c/1?x=2", "http://127.0.0.1:8080/"] {
        assert!(origins.address(known).is_some(), "{known}");
    }
    for foreign in [
        "",
        "e-qyzmet.gov.kz/c/1",
        "http://e-qyzmet.gov.kz/c/1",
        "https://e-qyzmet.gov.kz",
        "https://e-qyzmet.gov.kz:444/c/1",
        "https://e-qyzmet.gov.kz:443/c/1",
        "https://e-qyzmet.gov.kz.evil.example/c/1",
        "https://e-qyzmet.gov.kz@evil.example/c/1",
        "https://user@e-qyzmet.gov.kz/c/1",
        "https://evil.example/https://e-qyzmet.gov.kz/",
        "https://E-QYZMET.gov.kz/c/1",
        "https://e-qyzmet.gov.kz\\@evil.example/",
        " https://e-qyzmet.gov.kz/c/1",
        "https://e-qyzmet.gov.kz/c/1\r\nHost: evil",
        "https://e-qyzmet.gov.kz/қ",
        "HTTPS://e-qyzmet.gov.kz/c/1",
        "http://127.0.0.1:8081/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "gopher://e-qyzmet.gov.kz/",
    ] {
        assert!(origins.address(foreign).is_none(), "{foreign:?}");
    }
    assert!(origins.address(&format!("https://e-qyzmet.gov.kz/{}", "a".repeat(2000))).is_none());
}

#[test]
fn an_origin_is_scheme_host_and_port_alone() {
    assert!(Origins::parse("").is_ok_and(|none| none.is_empty()));
    for bad in ["e-qyzmet.gov.kz", "https://", "https://a/b", "ftp://a", "https://a@b", "https://A.kz"] {
        assert!(Origins::parse(bad).is_err(), "{bad}");
    }
}

#[test]
fn a_059_addresses_of_our_own_network_are_not_public() {
    let check = |text: &str, expect| {
        let address: IpAddr = text.parse().expect("an address");
        assert_eq!(is_public(address), expect, "{text}");
    };
    for own in [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "198.18.0.1",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::",
        "2001:db8::1",
        "ff02::1",
        "::7f00:1",
    ] {
        check(own, false);
    }
    for public in ["194.187.246.1", "2a00:1450::1", "::ffff:194.187.246.1", "2001:470::1"] {
        check(public, true);
    }
}

fn ask(answers: &[(&str, &str)], path: &str) -> Result<Certificate, Unchecked> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let answers = answers.iter().map(|(path, answer)| ((*path).to_owned(), (*answer).to_owned()));
    let stub = runtime.block_on(Stub::bind(answers.collect())).expect("a stub");
    let register = Register::stubbed(stub.address().expect("an address"));
    runtime.spawn(stub.serve());
    register.ask(&format!("{}{path}", Stub::ORIGIN))
}

#[test]
fn e_qyzmet_says_whose_a_code_is() {
    let (iin, bin) =
        (Iin::parse("850615400125").expect("an IIN"), Bin::from_certificate("050340001231").expect("a BIN"));
    let told = ask(&[], Stub::code(&iin, &bin).strip_prefix(Stub::ORIGIN).expect("a path"));
    assert_eq!(told, Ok(Certificate { iin, bin }));
}

/// Whatever else is answered is "could not be checked", with its reason.
#[test]
fn a_115_no_other_answer_is_a_certificate() {
    let long = format!("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{}", "x".repeat(100_000));
    let away = "HTTP/1.1 302 Found\r\nlocation: http://169.254.169.254/\r\ncontent-length: 0\r\n\r\n";
    for (answer, why) in [
        (away, Unchecked::Redirected),
        (long.as_str(), Unchecked::TooLong),
        ("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}", Unchecked::Unreadable),
        ("HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nvalid", Unchecked::Unreadable),
        ("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n", Unchecked::NoAnswer),
        ("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n", Unchecked::Unknown),
        ("nonsense", Unchecked::NoAnswer),
        ("", Unchecked::NoAnswer),
    ] {
        assert_eq!(ask(&[("/c", answer)], "/c"), Err(why), "{answer}");
    }
    assert_eq!(ask(&[], "/nowhere"), Err(Unchecked::Unknown));
}

#[test]
fn what_is_not_listed_or_not_reachable_is_not_checked() {
    let nobody: std::net::SocketAddr = "127.0.0.1:1".parse().expect("an address");
    assert_eq!(Register::Absent.ask("http://e-qyzmet.example/c"), Err(Unchecked::NotConnected));
    assert_eq!(Register::stubbed(nobody).ask("http://evil.example/c"), Err(Unchecked::Foreign));
    assert_eq!(Register::stubbed(nobody).ask("http://e-qyzmet.example/c"), Err(Unchecked::NoAnswer));
    // A name of our own network is not connected to unless the configuration says so.
    let public = Register::new(Origins::only("http://localhost:9"), Neighbours::Public);
    assert_eq!(public.ask("http://localhost:9/c"), Err(Unchecked::NoAnswer));
    let none = Register::new(Origins::parse("").expect("none"), Neighbours::Public);
    assert!(matches!(none, Register::Absent));
}
