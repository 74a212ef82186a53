//! `qarau budget load` and `status` over summaries: what is held, and whether the trees add up to it.

use std::path::Path;

use crate::program::{run, text};

const TREE: &str =
    "id;code;name;utv;utch;plg;plgp;plgo;sumrg;obz;obzsumrg;plgpsumrg;plgsumrg;level;parent_id;month
1;2;II. ЗАТРАТЫ;3.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;0;;12.2024
2;2;Оборона;3.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;1;1;12.2024
3;1;Военные нужды;3.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;2;2;12.2024
4;208;Министерство обороны;3.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;3;3;12.2024
";

const GROUPS: &str = "id;name;utv;utch;plg;plgp;plgo;sumrg;obz;obzsumrg;plgpsumrg;plgsumrg;level;code;month
1;Итого;4.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;0;;12.2024
2;Оборона;4.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;0;2.0;12.2024
";

fn load(place: &Path, files: &[(&str, &str)]) -> crate::program::Ended {
    let data = place.join("data");
    let files: Vec<_> = files
        .iter()
        .map(|(name, content)| {
            let file = place.join(name);
            std::fs::write(&file, content).expect("written");
            file
        })
        .collect();
    let mut asked = vec!["budget", "load", "--format", "open-budget", "--data-dir", text(&data)];
    asked.extend(files.iter().map(|file| text(file)));
    run(&asked, &[])
}

#[test]
fn a_summary_is_compared_with_the_tree_whichever_comes_first() {
    let place = tempfile::tempdir().expect("a directory");
    let data = place.path().join("data");
    let status =
        |extra: &[&str]| run(&[&["budget", "status", "--data-dir", text(&data)], extra].concat(), &[]);
    load(place.path(), &[("РБ_функц_классификация.csv", GROUPS), ("Гос_функц_классификация.csv", GROUPS)])
        .assert(0, "state groups: 1 months not compared with trees");
    load(place.path(), &[("Республиканский бюджет.csv", TREE)])
        .assert(0, "republican groups: 14 control totals compared, 2 differ");
    status(&[]).assert(0, "14 control totals compared, 2 differ");
    let ended = status(&["--json"]);
    let status: serde_json::Value = serde_json::from_str(&ended.said).expect("JSON");
    let reports = status["reports"].as_array().expect("reports");
    let shown = |part: &str| {
        let report = reports.iter().find(|report| report["budget"] == "republican" && report["part"] == part);
        report.unwrap_or_else(|| panic!("{part}: {status:#}"))
    };
    let groups = shown("groups");
    assert_eq!(
        (&groups["system"], &groups["year"], &groups["month"]),
        (&"ac".into(), &2024.into(), &12.into())
    );
    assert_eq!(
        (&groups["version"], &groups["lines"], &groups["differences"]),
        (&1.into(), &2.into(), &0.into())
    );
    let against = &groups["control_totals"]["against_trees"];
    assert_eq!(against["figures"], 14);
    let first = serde_json::json!({ "path": "groups", "measure": "utv", "stated_tiyn": 400_000, "found_tiyn": 300_000 });
    assert_eq!(against["differences"][0], first);
    assert_eq!(shown("main")["control_totals"]["expenditure_executed_tiyn"], 300_000);
}

#[test]
fn one_faulty_summary_stops_the_trees_too() {
    let place = tempfile::tempdir().expect("a directory");
    let faulty = GROUPS.replace(";2.0;12", ";200;12");
    let files = [("Республиканский бюджет.csv", TREE), ("РБ_функц_классификация.csv", faulty.as_str())];
    load(place.path(), &files).assert(1, "line 3: code 200 fits nothing below groups");
    assert!(!place.path().join("data/budget.db").exists());
}
