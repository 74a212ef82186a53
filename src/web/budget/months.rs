//! The page of a line through the months of a year: against its plan, beside the two years before, and what was amended.

use askama::Template;

use super::super::error::WebError;
use super::super::parts::{Chart, FigureRow, Figures, OnPhone, Series, Style};
use super::super::words::Words;
use super::address::Address;
use super::chooser::{Chooser, chooser};
use super::columns::is_receipts;
use super::drawn::draw;
use super::head::{Head, head};
use super::tabs::Tab;
use super::values::{Scale, Value, amount, unit_words};
use crate::domain::budget::course::{Amendment, Told};
use crate::domain::budget::{Course, Measures};
use crate::domain::money::Tiyn;
use crate::services::budget::{Drawing, Drawn, Looked, Year};

#[derive(Template)]
#[template(path = "budget/year.html")]
struct YearContent {
    say: Words,
    head: Head,
    chooser: Chooser,
    cumulative: Chart,
    alone: Chart,
    figures: Figures,
    amended: String,
    amendments: Figures,
}

/// How the page is drawn.
pub(super) fn drawing(say: &Words, address: Address) -> Drawing<Looked<Year>, WebError> {
    let say = *say;
    Drawing::new(&address.to(Tab::Year), say.lang.code(), move |looked| year(&say, &address, looked))
}

fn year(say: &Words, address: &Address, looked: &Looked<Year>) -> Result<Drawn, WebError> {
    let year = &looked.shown;
    let content = YearContent {
        head: head(say, address, Tab::Year, looked, year.name.as_deref()),
        chooser: chooser(say, address, Tab::Year, looked),
        cumulative: cumulative(say, address, year),
        alone: alone(say, address, year),
        figures: figures(say, address, year),
        amended: amended(say, address, &year.now.amendments()),
        amendments: amendments(say, address, &year.now),
        say: *say,
    };
    let head = &content.head;
    let title = format!("{}, {} · {}", head.heading.words, year.now.year, head.budget.words);
    draw(title, Some(&head.path), &content)
}

/// What is done with the line: receipts come in, everything else is executed.
fn done(say: &Words, address: &Address) -> String {
    match address.place.path {
        Some(path) if is_receipts(path) => say.t("budget-received"),
        Some(_) | None => say.t("budget-executed"),
    }
}

fn cumulative(say: &Words, address: &Address, year: &Year) -> Chart {
    let done = done(say, address);
    let series = |label: String, style: Style, course: &Course, of: fn(&Measures) -> Tiyn| Series {
        label,
        style,
        values: course.months().map(|told| told.figures().map(|measures| of(measures).0)),
    };
    let executed = |measures: &Measures| measures.sumrg;
    let styles = [Style::LongBefore, Style::Before];
    let before = year
        .before
        .iter()
        .rev()
        .zip(styles)
        .map(|(course, style)| series(format!("{done}, {}", course.year), style, course, executed));
    let plan = series(say.t("budget-plan-payments"), Style::Plan, &year.now, |measures| measures.plgp);
    let main = series(format!("{done}, {}", year.now.year), Style::Main, &year.now, executed);
    let title = say.t1("budget-chart-cumulative", "unit", unit_words(say, address.unit));
    chart(say, address, "cumulative", title, &before.chain([plan, main]).collect::<Vec<_>>())
}

fn alone(say: &Words, address: &Address, year: &Year) -> Chart {
    let series = |label: String, style: Style, of: fn(&Measures) -> Tiyn| Series {
        label,
        style,
        values: MONTHS.map(|month| year.now.alone(month).figures().map(|measures| of(measures).0)),
    };
    let all = [
        series(format!("{}, {}", done(say, address), year.now.year), Style::Bars, |alone| alone.sumrg),
        series(say.t("budget-plan-payments"), Style::Marks, |alone| alone.plgp),
    ];
    let title = say.t1("budget-chart-alone", "unit", unit_words(say, address.unit));
    chart(say, address, "alone", title, &all)
}

const MONTHS: [u8; 12] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

fn chart(say: &Words, address: &Address, id: &'static str, title: String, series: &[Series]) -> Chart {
    let months = MONTHS.map(|month| say.month_name(u32::from(month)).to_owned());
    let scale = address.unit.scale();
    // The steps of the axis are round; small ones need decimals to differ.
    let largest =
        series.iter().flat_map(|series| series.values.into_iter().flatten()).map(i64::unsigned_abs).max();
    let decimals = if largest.unwrap_or_default() < 10_u64.pow(scale) * 5 { 2 } else { 0 };
    let tick = |value: i64| say.fixed(value, scale, decimals);
    Chart::new(id, title, say.t("budget-chart-text"), &months, series, tick)
}

fn figures(say: &Words, address: &Address, year: &Year) -> Figures {
    let done = done(say, address);
    let rows = MONTHS.map(|month| row(year, month));
    let scale = Scale::of(address.unit, rows.iter());
    let before = year.before.iter().map(|course| format!("{done}, {}", course.year));
    let columns = [
        say.t("budget-plan-payments"),
        done.clone(),
        say.t("budget-of-period"),
        say.t("budget-plan-alone"),
        say.t("budget-executed-alone"),
    ];
    Figures {
        id: "months",
        caption: say.t1("budget-months", "year", year.now.year),
        unit: unit_words(say, address.unit),
        corner: say.t("budget-period").into(),
        columns: columns.into_iter().chain(before).map(Into::into).collect(),
        rows: (1..)
            .zip(&rows)
            .map(|(month, values)| FigureRow {
                label: say.month_name(month).to_owned(),
                cells: scale.cells(say, values),
                ..FigureRow::default()
            })
            .collect(),
        total: None,
        on_phone: OnPhone::Scroll,
    }
}

fn row(year: &Year, month: u8) -> Vec<Value> {
    let at = |course: &Course| course.months().get(usize::from(month) - 1).copied().unwrap_or_default();
    let (now, alone) = (at(&year.now), year.now.alone(month));
    let of_plan = |measures: &Measures| measures.of_period_plan().map_or(Value::NoPlan, Value::Share);
    let mut row = vec![
        value(now, |measures| Value::Amount(measures.plgp)),
        value(now, |measures| Value::Amount(measures.sumrg)),
        value(now, of_plan),
        value(alone, |measures| Value::Amount(measures.plgp)),
        value(alone, |measures| Value::Amount(measures.sumrg)),
    ];
    row.extend(year.before.iter().map(|course| value(at(course), |then| Value::Amount(then.sumrg))));
    row
}

fn value(told: Told, of: impl Fn(&Measures) -> Value) -> Value {
    match told {
        Told::NotReported => Value::NotReported,
        Told::NoLine => Value::NoLine,
        Told::Figures(measures) => of(&measures),
    }
}

/// How often the budget of the year was changed, and from what to what.
fn amended(say: &Words, address: &Address, amendments: &[Amendment]) -> String {
    let changes = amendments.iter().filter(|amendment| amendment.before.is_some()).count();
    let times = say.n("budget-amended", changes as i64);
    match (amendments.first(), amendments.last()) {
        (Some(first), Some(last)) if changes > 0 => {
            let (from, to) = (first.budget[0], last.budget[2]);
            let words = say.t2(
                "budget-amended-from-to",
                "from",
                amount(say, address.unit, from),
                "to",
                amount(say, address.unit, to),
            );
            format!("{times} {words}")
        }
        _ => times,
    }
}

fn amendments(say: &Words, address: &Address, course: &Course) -> Figures {
    let amendments = course.amendments();
    let values = |amendment: &Amendment| {
        let [utv, utch, plg] = amendment.budget;
        let change = amendment.before.and_then(|before| plg.checked_sub(before[2]));
        let change = change.map_or(Value::NotApplicable, Value::Amount);
        vec![Value::Amount(utv), Value::Amount(utch), Value::Amount(plg), change]
    };
    let rows: Vec<Vec<Value>> = amendments.iter().map(values).collect();
    let scale = Scale::of(address.unit, rows.iter());
    let columns = ["budget-approved", "budget-refined", "budget-corrected", "budget-change-of-corrected"];
    Figures {
        id: "amendments",
        caption: say.t1("budget-amendments", "year", course.year),
        unit: unit_words(say, address.unit),
        corner: say.t("budget-period").into(),
        columns: columns.map(|key| say.t(key).into()).into(),
        rows: amendments
            .iter()
            .zip(&rows)
            .map(|(amendment, values)| FigureRow {
                label: say.month_name(u32::from(amendment.month)).to_owned(),
                cells: scale.cells(say, values),
                ..FigureRow::default()
            })
            .collect(),
        total: None,
        on_phone: OnPhone::Stack,
    }
}
