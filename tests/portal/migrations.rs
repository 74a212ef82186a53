//! The schema goes up, down and up again, on whichever database is tried.

use qarau::storage::{DatabaseUrl, migrate, names, pending, unmigrate};

use crate::database::TestDatabase;

#[test]
fn the_schema_goes_up_down_and_up_again() {
    let place = TestDatabase::new("empty", |url| {
        let url: DatabaseUrl = url.parse().expect("a database");
        migrate(&url).expect("migrated");
    });
    let url: DatabaseUrl = place.url().parse().expect("a database");
    let all = names().expect("names").0.len();
    for _ in 0..2 {
        assert_eq!(pending(&url).expect("counted").0, 0);
        unmigrate(&url).expect("undone");
        assert_eq!(pending(&url).expect("counted").0, all);
        assert_eq!(migrate(&url).expect("migrated").0, all);
    }
    assert_eq!(migrate(&url).expect("nothing left to do").0, 0);
}
