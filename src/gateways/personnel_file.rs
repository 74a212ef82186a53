//! Files of the personnel record: CSV in UTF-8 with a header, commas or semicolons between the cells. Splits lines, and must
//! not know what they mean.

use crate::domain::personnel::{Column, Fault, MOST_LINES, RawLine, Wrong};

/// The largest file, in bytes.
pub const MOST_BYTES: usize = 4 << 20;

/// The lines of a file, or every line that is none. Reads no further than one line beyond what a feed may have.
pub fn split(file: &[u8]) -> Result<Vec<RawLine>, Vec<Fault>> {
    let file = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let header = file.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let delimiter = if header.contains(&b';') { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(file);
    let fault = |line, wrong| Fault { line, column: None, wrong };
    let names = reader.headers().cloned().unwrap_or_default();
    let wanted = Column::ALL.map(Column::name);
    let named = |(name, wanted): (&str, &str)| name.trim().eq_ignore_ascii_case(wanted);
    if names.len() != wanted.len() || !names.iter().zip(wanted).all(named) {
        return Err(vec![fault(1, Wrong::Header)]);
    }
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    let (mut line, mut counted) = (1, 0);
    for record in reader.records().take(MOST_LINES + 1) {
        // The reader's own count stands before the end of the line above, and at the first of several empty lines.
        let position = match &record {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let begin = position.and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(counted);
        let ends = file.iter().skip(begin).take_while(|byte| matches!(**byte, b'\r' | b'\n')).count();
        let upto = file.len().min(begin + ends);
        line += file[counted..upto].iter().filter(|byte| **byte == b'\n').fold(0, |lines: u32, _| lines + 1);
        counted = upto;
        match record {
            Ok(record) => match <[&str; 5]>::try_from(record.iter().collect::<Vec<_>>()) {
                Ok(cells) => lines.push(RawLine { line, cells: cells.map(str::to_owned) }),
                Err(_) => faults.push(fault(line, Wrong::Unreadable)),
            },
            Err(_) => faults.push(fault(line, Wrong::Unreadable)),
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(file: &[u8]) -> Vec<(u32, String)> {
        let lines = split(file).expect("lines");
        lines.into_iter().map(|raw| (raw.line, raw.cells.join("|"))).collect()
    }

    #[test]
    fn commas_semicolons_and_quotes_are_read_with_the_line_of_the_file() {
        let expect = [(2, "1|2|dismissal|2026-11-18|№ 7, ж".to_owned()), (4, "3|4|other|x|".to_owned())];
        let file = "\u{feff}IIN,BIN,event,date,document\r\n1,2,dismissal,2026-11-18,\"№ 7, ж\"\r\n\r\n3,4,other,x,\r\n";
        assert_eq!(cells(file.as_bytes()), expect);
        let file = "iin;bin;event;date;document\n1;2;dismissal;2026-11-18;№ 7, ж\n\n3;4;other;x;";
        assert_eq!(cells(file.as_bytes()), expect);
        assert_eq!(cells(b"IIN,BIN,event,date,document\n"), []);
    }

    #[test]
    fn what_is_no_feed_says_where() {
        let check = |file: &[u8], expect: &[(u32, Wrong)]| {
            let faults = split(file).expect_err("faults");
            let found: Vec<_> = faults.iter().map(|fault| (fault.line, fault.wrong)).collect();
            assert_eq!(found, expect, "{}", String::from_utf8_lossy(file));
        };
        check(b"", &[(1, Wrong::Header)]);
        check(b"PK\x03\x04\x00\xff", &[(1, Wrong::Header)]);
        check(b"BIN,IIN,event,date,document\n", &[(1, Wrong::Header)]);
        let broken = b"IIN,BIN,event,date,document\n1,2,3\n1,2,3,4,5\n1,\xff,3,4,5\n";
        check(broken, &[(2, Wrong::Unreadable), (4, Wrong::Unreadable)]);
    }
}
