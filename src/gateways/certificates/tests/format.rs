//! Wrappings, and bytes that are no message at all.

use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use der::pem::LineEnding;
use proptest::prelude::*;

use super::office::{CHALLENGE, OFFICE, asked, bytes, now, signed};
use crate::domain::signature::SignatureFault;
use crate::gateways::demo_authority::Attachment;

#[test]
fn every_wrapping_of_signing_programs_is_accepted() {
    let der = bytes(signed());
    let base64 = STANDARD.encode(&der);
    let cms = der::pem::encode_string("CMS", LineEnding::LF, &der).expect("PEM");
    let pkcs7 = der::pem::encode_string("PKCS7", LineEnding::CRLF, &der).expect("PEM");
    let in_lines: String =
        base64.as_bytes().chunks(76).map(|line| String::from_utf8_lossy(line) + "\r\n").collect();
    let one_line = format!("-----BEGIN CMS-----{base64}-----END CMS-----");
    for text in [&base64, &cms, &pkcs7, &in_lines, &one_line, &format!("\u{feff}{cms}\n\n")] {
        assert!(asked(text.as_bytes()).is_ok(), "{text}");
    }
    assert!(asked(&der).is_ok());
}

#[test]
fn broken_wrappings_are_malformed() {
    let der = bytes(signed());
    let cms = der::pem::encode_string("CMS", LineEnding::LF, &der).expect("PEM");
    for file in [
        String::new(),
        cms.replace("CMS", "CERTIFICATE"),
        cms.replace("-----END CMS-----", ""),
        format!("{cms}{cms}"),
        format!("{cms}tail"),
        "Қ".repeat(1000),
    ] {
        assert_eq!(asked(file.as_bytes()), Err(SignatureFault::Malformed), "{file}");
    }
    assert_eq!(
        asked(&OFFICE.head.certificate_pem().expect("PEM").into_bytes()),
        Err(SignatureFault::Malformed)
    );
    assert_eq!(asked(&[0xff, 0xfe]), Err(SignatureFault::Malformed));
}

/// The same message with every length indefinite and every octet string of the content in pieces.
fn indefinite(der: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = der;
    while let [tag, first, ..] = *rest {
        let (length, header) = match first {
            short @ 0..=0x7f => (usize::from(short), 2),
            long => {
                let count = usize::from(long & 0x7f);
                (
                    rest[2..2 + count].iter().fold(0, |length, byte| length << 8 | usize::from(*byte)),
                    2 + count,
                )
            }
        };
        let value = &rest[header..header + length];
        if tag & 0x20 != 0 {
            out.extend([tag, 0x80]);
            out.extend(indefinite(value));
            out.extend([0, 0]);
        } else if tag == 4 && length > 20 {
            out.extend([0x24, 0x80]);
            value.chunks(20).for_each(|piece| {
                out.extend([4, piece.len() as u8]);
                out.extend(piece);
            });
            out.extend([0, 0]);
        } else {
            out.extend(&rest[..header + length]);
        }
        rest = &rest[header + length..];
    }
    out
}

#[test]
fn a_016_indefinite_lengths_are_accepted() {
    for attachment in [Attachment::Attached, Attachment::Detached] {
        let der = OFFICE.head.sign(CHALLENGE, attachment, now()).expect("signed");
        assert!(asked(&indefinite(&der)).is_ok());
    }
}

#[test]
fn a_016_nothing_may_follow_the_message() {
    let der = bytes(signed());
    for tail in [&[0][..], &[0, 0], b"\n", &der] {
        assert_eq!(asked(&[&der, tail].concat()), Err(SignatureFault::Malformed));
        assert_eq!(asked(&[&indefinite(&der), tail].concat()), Err(SignatureFault::Malformed));
    }
}

#[test]
fn a_016_size_depth_and_number_of_parts_are_answered_at_once() {
    let wide_set = {
        let mut set: Vec<u8> = vec![];
        (0..8_000u16).rev().for_each(|n| set.extend([2, 2, (n >> 8) as u8 | 0x40, n as u8]));
        let mut file = vec![0x30, 0x80, 0x31, 0x80];
        file.extend(set);
        file.extend([0; 4]);
        file
    };
    for (file, expect) in [
        ([0x30, 0x80].repeat(5_000_000), SignatureFault::TooLarge),
        ([0x30, 0x80].repeat(10_000), SignatureFault::TooComplex),
        (vec![b'A'; 98_305], SignatureFault::TooLarge),
        (vec![b'A'; 98_304], SignatureFault::TooLarge),
        (wide_set, SignatureFault::TooComplex),
    ] {
        let took = (0..3).map(|_| {
            let start = Instant::now();
            assert_eq!(asked(&file), Err(expect));
            start.elapsed()
        });
        let fastest = took.min().unwrap_or_default();
        assert!(fastest < Duration::from_millis(100), "{expect:?} took {fastest:?}");
    }
}

#[test]
fn a_016_no_flipped_bit_makes_somebody_else_of_the_signer() {
    let der = bytes(signed());
    let honest = asked(&der).expect("accepted");
    let mut accepted = 0;
    for bit in 0..der.len() * 8 {
        let mut flipped = der.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        if let Ok(signer) = asked(&flipped) {
            assert_eq!(signer, honest, "bit {bit}");
            accepted += 1;
        }
    }
    // The version of the message says nothing that its parts don't say.
    assert!(accepted <= 8, "{accepted} flips were accepted");
}

proptest! {
    #[test]
    fn a_016_random_bytes_prove_nothing(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        prop_assert!(asked(&bytes).is_err());
    }

    #[test]
    fn a_016_a_message_with_a_changed_stretch_proves_nothing_new(
        at in 0usize..2000, stretch in prop::collection::vec(any::<u8>(), 1..40), cut in 0usize..40,
    ) {
        let mut file = bytes(signed());
        let honest = asked(&file).expect("accepted");
        let at = at % file.len();
        let end = (at + cut).min(file.len());
        file.splice(at..end, stretch);
        if let Ok(signer) = asked(&file) {
            prop_assert_eq!(signer, honest);
        }
    }
}
