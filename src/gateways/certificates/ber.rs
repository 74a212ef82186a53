//! BER to DER, bounded: indefinite lengths become definite, octet strings in pieces become whole.
//!
//! Programs that sign while they read (`openssl cms -sign -stream`, some Java libraries) write such messages; the parser
//! behind this step reads DER alone. Contents of primitive elements are copied untouched.

use crate::domain::signature::SignatureFault;

const MOST_DEPTH: usize = 32;
/// Sets are sorted by the parser in quadratic time; no honest message has this many parts in one of them.
const MOST_CHILDREN: usize = 64;
const MOST_ELEMENTS: usize = 4096;

const CONSTRUCTED: u8 = 0x20;
const OCTETS: u8 = 0x04;
const OCTETS_IN_PIECES: u8 = OCTETS | CONSTRUCTED;
const LONG_TAG: u8 = 0x1f;
const END: &[u8] = &[0, 0];

/// The one element of `ber`, in DER; whatever follows it is refused.
pub fn to_der(ber: &[u8]) -> Result<Vec<u8>, SignatureFault> {
    let mut reader = Reader { rest: ber, elements: 0 };
    let element = reader.element(0)?;
    if !reader.rest.is_empty() {
        return Err(SignatureFault::Malformed);
    }
    let mut der = Vec::with_capacity(ber.len());
    element.write(&mut der);
    Ok(der)
}

struct Element {
    tag: u8,
    value: Vec<u8>,
}

impl Element {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(self.tag);
        let length = self.value.len().to_be_bytes();
        let significant = &length[length.iter().take_while(|byte| **byte == 0).count()..];
        match significant {
            [] => out.push(0),
            [short] if *short < 0x80 => out.push(*short),
            long => {
                out.push(0x80 | long.len() as u8);
                out.extend_from_slice(long);
            }
        }
        out.extend_from_slice(&self.value);
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    elements: usize,
}

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Result<&'a [u8], SignatureFault> {
        let (taken, rest) = self.rest.split_at_checked(count).ok_or(SignatureFault::Malformed)?;
        self.rest = rest;
        Ok(taken)
    }

    fn byte(&mut self) -> Result<u8, SignatureFault> {
        Ok(self.take(1)?[0])
    }

    /// A definite length, or nothing where it is indefinite.
    fn length(&mut self) -> Result<Option<usize>, SignatureFault> {
        match self.byte()? {
            short @ 0..=0x7f => Ok(Some(usize::from(short))),
            0x80 => Ok(None),
            long @ 0x81..=0x84 => {
                let bytes = self.take(usize::from(long & 0x7f))?;
                Ok(Some(bytes.iter().fold(0, |length, byte| length << 8 | usize::from(*byte))))
            }
            0x85..=0xff => Err(SignatureFault::Malformed),
        }
    }

    fn element(&mut self, depth: usize) -> Result<Element, SignatureFault> {
        self.elements += 1;
        if depth > MOST_DEPTH || self.elements > MOST_ELEMENTS {
            return Err(SignatureFault::TooComplex);
        }
        let tag = self.byte()?;
        if tag == 0 || tag & LONG_TAG == LONG_TAG {
            return Err(SignatureFault::Malformed);
        }
        match (tag & CONSTRUCTED, self.length()?) {
            (0, Some(length)) => Ok(Element { tag, value: self.take(length)?.to_vec() }),
            (0, None) => Err(SignatureFault::Malformed),
            (_, Some(length)) => {
                let outside = self.rest;
                let (inside, after) = outside.split_at_checked(length).ok_or(SignatureFault::Malformed)?;
                self.rest = inside;
                let element = self.children(tag, depth, &[])?;
                self.rest = after;
                Ok(element)
            }
            (_, None) => {
                let element = self.children(tag, depth, END)?;
                self.take(END.len())?;
                Ok(element)
            }
        }
    }

    /// Everything up to `end`; an empty `end` is the end of the bytes.
    fn children(&mut self, tag: u8, depth: usize, end: &[u8]) -> Result<Element, SignatureFault> {
        let mut value = Vec::new();
        let mut count = 0;
        while if end.is_empty() { !self.rest.is_empty() } else { !self.rest.starts_with(end) } {
            let child = self.element(depth + 1)?;
            if tag == OCTETS_IN_PIECES {
                if child.tag != OCTETS {
                    return Err(SignatureFault::Malformed);
                }
                value.extend_from_slice(&child.value);
                continue;
            }
            count += 1;
            if count > MOST_CHILDREN {
                return Err(SignatureFault::TooComplex);
            }
            child.write(&mut value);
        }
        Ok(Element { tag: if tag == OCTETS_IN_PIECES { OCTETS } else { tag }, value })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(ber: &[u8], expect: Result<&[u8], SignatureFault>) {
        assert_eq!(to_der(ber).as_deref(), expect.as_ref().map(|der| *der), "{ber:02x?}");
    }

    #[test]
    fn der_stays_as_it_is() {
        check(&[0x30, 0], Ok(&[0x30, 0]));
        check(&[0x30, 3, 2, 1, 7], Ok(&[0x30, 3, 2, 1, 7]));
        let mut long = vec![0x04, 0x81, 0x80];
        long.extend([7; 128]);
        check(&long, Ok(&long));
    }

    #[test]
    fn a_016_indefinite_lengths_and_strings_in_pieces_become_whole() {
        check(&[0x30, 0x80, 2, 1, 7, 0, 0], Ok(&[0x30, 3, 2, 1, 7]));
        check(&[0x30, 0x80, 0x30, 0x80, 0, 0, 0, 0], Ok(&[0x30, 2, 0x30, 0]));
        check(&[0x24, 0x80, 4, 1, 7, 0x24, 0x80, 4, 1, 8, 0, 0, 0, 0], Ok(&[4, 2, 7, 8]));
        check(&[0x24, 6, 4, 1, 7, 4, 1, 8], Ok(&[4, 2, 7, 8]));
        check(&[0x30, 0x82, 0, 3, 2, 0x81, 0], Ok(&[0x30, 2, 2, 0]));
    }

    #[test]
    fn a_016_what_is_no_single_element_is_refused() {
        for ber in [
            &[][..],
            &[0x30],
            &[0x30, 5, 2, 1, 7],
            &[0x30, 0, 0],
            &[0x30, 0x80, 2, 1, 7],
            &[0x30, 0x80, 2, 1, 7, 0],
            &[0x04, 0x80, 0, 0],
            &[0x24, 0x80, 2, 1, 7, 0, 0],
            &[0x30, 2, 0, 0],
            &[0x3f, 0x81, 1, 0],
            &[0x30, 0x85, 0, 0, 0, 0, 0],
            &[0x30, 0xff],
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff],
        ] {
            check(ber, Err(SignatureFault::Malformed));
        }
    }

    #[test]
    fn a_016_depth_and_number_of_parts_are_bounded() {
        let deep = [0x30, 0x80].repeat(10_000);
        check(&deep, Err(SignatureFault::TooComplex));
        let mut wide = vec![0x31, 0x80];
        wide.extend([5, 0].repeat(65));
        wide.extend(END);
        check(&wide, Err(SignatureFault::TooComplex));
        let mut pieces = vec![0x24, 0x80];
        pieces.extend([4, 0].repeat(5_000));
        check(&pieces, Err(SignatureFault::TooComplex));
    }

    proptest! {
        #[test]
        fn a_016_any_bytes_are_answered_and_an_answer_is_stable(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(der) = to_der(&bytes) {
                prop_assert_eq!(to_der(&der), Ok(der.clone()));
            }
        }
    }
}
