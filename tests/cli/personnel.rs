//! `qarau personnel import`: a feed takes effect once, and a faulty one not at all.

use crate::program::{run, text};

#[test]
fn a_feed_is_taken_in_once_and_a_faulty_one_says_its_lines() {
    let directory = tempfile::tempdir().expect("a directory");
    let (data, file) = (directory.path().join("data"), directory.path().join("feed.csv"));
    std::fs::create_dir(&data).expect("a directory");
    let here = ["--data-dir", text(&data)];
    let import = |json: &[&str]| run(&[&["personnel", "import", text(&file)], &here[..], json].concat(), &[]);
    run(&[&["migrate"], &here[..]].concat(), &[]).assert(0, "");
    std::fs::write(&file, "IIN,BIN,event,date,document\n1,2,gone,2026-11-20,x\n").expect("written");
    import(&[]).assert(1, "line 2, IIN:").assert(1, "3 faults; nothing was taken in");
    import(&["--json"]).assert(1, "\"faults\":[\"line 2, IIN:");
    std::fs::write(&file, "IIN,BIN,event,date,document\n").expect("written");
    import(&[]).assert(0, "No. 1: 0 suspended");
    import(&[]).assert(0, "the same file was taken in before as No. 1; nothing changed");
    import(&["--json"]).assert(0, "{\"feed\":1,\"new\":false}");
    std::fs::remove_file(&file).expect("removed");
    import(&[]).assert(1, "");
    run(&["personnel", "import"], &[]).assert(2, "");
}
