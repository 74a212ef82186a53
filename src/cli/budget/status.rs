//! `qarau budget status`: what is loaded, in words or in JSON.

use std::process::ExitCode;

use serde_json::{Value, json};

use super::{Done, Place};
use crate::cli::wait;
use crate::domain::system::System;
use crate::services::budget_holdings::{
    BudgetStatus, Compared, Controls, Holding, LoadedFile, Status, status,
};
use crate::storage::DatabaseUrl;
use crate::storage::budget::LoaderDb;

/// For people, or for a program.
#[derive(Clone, Copy)]
pub(super) enum Shape {
    Text,
    Json,
}

pub(super) fn show(place: &Place, shape: Shape) -> Done {
    let status = read(&place.config()?.budget)?;
    match shape {
        Shape::Text => print_text(&status),
        Shape::Json => println!("{:#}", as_json(&status)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Says of each summary that is held whether the trees add up to it.
pub(super) fn print_controls(url: &DatabaseUrl) -> anyhow::Result<()> {
    for budget in &read(url)?.budgets {
        if let Some(words) = controls(budget.controls) {
            println!("{} {}: {words}", budget.budget.code(), budget.part.code());
        }
    }
    Ok(())
}

fn read(url: &DatabaseUrl) -> anyhow::Result<Status> {
    let db = LoaderDb::open(url)?;
    Ok(wait(status(&db))??)
}

fn controls(controls: Controls) -> Option<String> {
    let Controls { figures, differences, not_compared } = controls;
    let compared = (figures > 0).then(|| format!("{figures} control totals compared, {differences} differ"));
    let not = (not_compared > 0).then(|| format!("{not_compared} months not compared with trees"));
    let words: Vec<String> = compared.into_iter().chain(not).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

fn print_text(status: &Status) {
    for budget in &status.budgets {
        let BudgetStatus { part, first, last, months, lines, version, differences, .. } = budget;
        let (code, part) = (budget.budget.code(), part.code());
        let mut line = format!(
            "{code:<11} {part:<14} {first} – {last}: {months} months, {lines} lines, version {version}, {differences} differences"
        );
        if let Some(words) = controls(budget.controls) {
            line.push_str(&format!("; {words}"));
        }
        println!("{line}");
        for month in &budget.missing {
            println!("{:<26} {month} is not reported", "");
        }
    }
    for loaded in &status.files {
        println!(
            "load {} at {}: {} ({}), {} rows, SHA-256 {}",
            loaded.load,
            loaded.loaded_at.to_rfc3339(),
            loaded.file.name,
            loaded.format.code(),
            loaded.file.rows,
            loaded.file.sha256
        );
    }
}

fn as_json(status: &Status) -> Value {
    json!({
        "reports": status.reports.iter().map(report).collect::<Vec<_>>(),
        "budgets": status.budgets.iter().map(budget).collect::<Vec<_>>(),
        "files": status.files.iter().map(file).collect::<Vec<_>>(),
    })
}

/// A load with faults is refused whole, so what is held has none; what does not add up are differences.
fn report(holding: &Holding) -> Value {
    let Holding { report, lines, differences, receipts_executed, expenditure_executed, compared } = holding;
    json!({
        "system": System::Ac.code(),
        "year": report.period.year(),
        "month": report.period.month(),
        "budget": report.budget.code(),
        "part": report.part.code(),
        "version": report.version,
        "loaded_at": report.loaded_at.to_rfc3339(),
        "format": report.format.code(),
        "lines": lines,
        "control_totals": {
            "receipts_executed_tiyn": receipts_executed,
            "expenditure_executed_tiyn": expenditure_executed,
            "against_trees": compared.as_ref().map(against_trees),
        },
        "faults": 0,
        "differences": differences,
    })
}

fn against_trees(compared: &Compared) -> Value {
    match compared {
        Compared::Trees { figures, differences } => {
            let differing = differences.iter().map(|difference| {
                json!({
                    "path": difference.path.to_string(),
                    "measure": difference.measure.code(),
                    "stated_tiyn": difference.total.0,
                    "found_tiyn": difference.sum.0,
                })
            });
            json!({ "figures": figures, "differences": differing.collect::<Vec<_>>() })
        }
        Compared::NotHeld { held, of } => {
            json!({ "not_compared": format!("{held} of {of} regions are held for this month") })
        }
        Compared::NoTrees => {
            json!({ "not_compared": "no trees add up to it: it leaves out what budgets give each other" })
        }
    }
}

fn budget(budget: &BudgetStatus) -> Value {
    json!({
        "system": System::Ac.code(),
        "budget": budget.budget.code(),
        "part": budget.part.code(),
        "first": budget.first.to_string(),
        "last": budget.last.to_string(),
        "missing": budget.missing.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "months": budget.months,
        "version": budget.version,
        "lines": budget.lines,
        "differences": budget.differences,
    })
}

fn file(loaded: &LoadedFile) -> Value {
    json!({
        "load": loaded.load,
        "loaded_at": loaded.loaded_at.to_rfc3339(),
        "format": loaded.format.code(),
        "file": loaded.file.name,
        "sha256": loaded.file.sha256,
        "rows": loaded.file.rows,
    })
}
