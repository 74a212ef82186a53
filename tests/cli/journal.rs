//! `qarau journal verify` notices one changed byte of one entry in the database file, and names the entry.

use std::fs;
use std::path::Path;

use diesel::connection::SimpleConnection;
use diesel::{Connection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types};

use crate::program::{run, text};

const BODIES: &str = "kind,bin,name_kk,name_ru,name_en,valid_from,region,administrator\n\
    supreme_audit_chamber,123456789025,Палата,Палата,Chamber,2024-01-01,,\n";

#[derive(QueryableByName)]
struct Leaf {
    #[diesel(sql_type = sql_types::Binary)]
    leaf: Vec<u8>,
}

fn leaf(database: &Path, index: i64) -> Vec<u8> {
    let mut conn = SqliteConnection::establish(text(database)).expect("opened");
    // Whatever still stands in the write-ahead log moves into the file.
    conn.batch_execute("PRAGMA wal_checkpoint(TRUNCATE)").expect("checkpointed");
    let query = sql_query("SELECT leaf FROM journal_entries WHERE idx = ?");
    query.bind::<sql_types::BigInt, _>(index).get_result::<Leaf>(&mut conn).expect("an entry").leaf
}

fn only_place(file: &[u8], bytes: &[u8]) -> usize {
    let places: Vec<usize> =
        file.windows(bytes.len()).enumerate().filter(|(_, at)| *at == bytes).map(|(at, _)| at).collect();
    let [place] = places[..] else { panic!("the entry stands {} times in the file", places.len()) };
    place
}

#[test]
fn one_changed_byte_in_the_file_is_found_and_its_entry_named() {
    let place = tempfile::tempdir().expect("a directory");
    let here = ["--data-dir", text(place.path())];
    run(&[&["migrate"], &here[..]].concat(), &[]).assert(0, "");
    let csv = place.path().join("bodies.csv");
    fs::write(&csv, BODIES).expect("written");
    for _ in 0..3 {
        run(&[&["bodies", "import", text(&csv)], &here[..]].concat(), &[]).assert(0, "");
    }
    let verify = [&["journal", "verify"], &here[..]].concat();
    run(&verify, &[]).assert(0, "");

    let database = place.path().join("qarau.db");
    let entry = leaf(&database, 2);
    let whole = fs::read(&database).expect("read");
    let begin = only_place(&whole, &entry);
    for offset in [0, entry.len() / 2, entry.len() - 1] {
        let mut changed = whole.clone();
        changed[begin + offset] ^= 0x01;
        fs::write(&database, &changed).expect("written");
        run(&verify, &[]).assert(1, "entry 2");
        let json = run(&[&verify[..], &["--json"]].concat(), &[]);
        json.assert(1, "\"entry\":2");
    }
    fs::write(&database, &whole).expect("written");
    run(&verify, &[]).assert(0, "");
}
