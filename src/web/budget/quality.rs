//! The quality of the figures of a budget: a year of reports with their versions, files and differences; and one report
//! with each of its differences.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::super::answer::{Reply, go, show as page};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::parts::{
    Cell, Choice, Field, FigureRow, Figures, FilterBar, Link, OnPhone, PagePath, SummaryCard,
};
use super::super::query::{Asked, Maybe};
use super::super::urls;
use super::address::Address;
use super::query::Of;
use super::tabs::Tab;
use super::{chooser, head, names, refused, table, values};
use crate::app::App;
use crate::domain::budget::{Difference, Measure, Names, Part, Period, Unit};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::{
    self, Compared, Format, Looked, PageOf, Place, Quality, Right, Soundness, Wish,
};

/// Which budget, which month, and of which part of its report every difference.
#[derive(Debug, rocket::FromForm)]
pub struct QualityQuery {
    budget: Maybe<Of<BudgetKey>>,
    period: Maybe<Of<Period>>,
    part: Maybe<Of<Part>>,
}

#[derive(Template)]
#[template(path = "budget/quality.html")]
struct QualityPage {
    frame: Frame,
    path: PagePath,
    budget: names::Name,
    year: String,
    choose: FilterBar,
    reports: Vec<ReportRow>,
    missing: Vec<String>,
    right: SummaryCard,
}

#[derive(Template)]
#[template(path = "budget/soundness.html")]
struct SoundnessPage {
    frame: Frame,
    path: PagePath,
    title: String,
    budget: names::Name,
    report: ReportRow,
    /// The source also states shares, which were computed anew.
    has_shares: bool,
    children: Option<Figures>,
    controls: Option<Figures>,
    right: SummaryCard,
}

/// A report of the year.
struct ReportRow {
    month: String,
    part: String,
    href: String,
    version: String,
    file: String,
    sha256: String,
    differences: String,
    compared: Option<String>,
}

/// The address of the page of a place's year, or of one part of its month.
pub(super) fn address(place: Place, part: Option<Part>) -> String {
    let part = part.map(|part| format!("&part={}", part.code())).unwrap_or_default();
    format!(
        "{}?budget={}&period={}{part}",
        urls::budget_quality(place.system),
        place.budget.code(),
        place.period
    )
}

/// `GET /budget/<system>/quality`
#[rocket::get("/budget/<system>/quality?<asked..>")]
pub async fn show(
    system: System,
    asked: Asked<QualityQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let onlooker = me.onlooker(app);
    let QualityQuery { budget, period, part } = asked.read()?;
    let (budget, period, part) = (budget.0.map(|of| of.0), period.0.map(|of| of.0), part.0.map(|of| of.0));
    let (Some(budget), Some(period)) = (budget, period) else {
        let wish = Wish { system, budget, period, near: None, page: PageOf::Anything, known: None };
        return match budget::find(onlooker, wish).await {
            Ok(_) if part.is_some() => Err(WebError::BadRequest),
            Ok(place) => go(address(place, None)),
            Err(failure) => refused(frame, system, failure),
        };
    };
    let place = Place { system, budget, period, path: None, known: None };
    match part {
        None => match budget::quality(onlooker, place).await {
            Ok((right, looked)) => show_year(frame, place, right, &looked),
            Err(failure) => refused(frame, system, failure),
        },
        Some(part) => match budget::soundness(onlooker, place, part).await {
            Ok((right, looked)) => show_report(frame, place, right, &looked),
            Err(failure) => refused(frame, system, failure),
        },
    }
}

fn show_year(frame: Frame, place: Place, right: Right, looked: &Looked<Quality>) -> Reply {
    let Quality { reports, missing } = &looked.shown;
    let words = |period: &Period| chooser::month(&frame, *period);
    page(&QualityPage {
        path: steps(&frame, place, Vec::new(), frame.t("quality-title")),
        budget: names::apart(&frame, &looked.names, &place.budget),
        year: place.period.year().to_string(),
        choose: choose(&frame, place, looked),
        reports: reports.iter().map(|sound| report_row(&frame, place, sound)).collect(),
        missing: missing.iter().map(words).collect(),
        right: head::right(&frame, &right),
        frame,
    })
}

fn show_report(frame: Frame, place: Place, right: Right, looked: &Looked<Soundness>) -> Reply {
    let sound = &looked.shown;
    let controls = match &sound.compared {
        Some(Compared::Trees { differences, .. }) => differences.as_slice(),
        Some(Compared::NotHeld { .. } | Compared::NoTrees) | None => &[],
    };
    let children = differences(&frame, &looked.names, "children", "quality-sum", &sound.differences);
    let controls = differences(&frame, &looked.names, "controls", "quality-in-trees", controls);
    let report = report_row(&frame, place, sound);
    let title = format!("{}: {}", report.month, report.part);
    let year = Link::new(address(place, None), frame.t("quality-title"));
    page(&SoundnessPage {
        path: steps(&frame, place, vec![year], title.clone()),
        title,
        budget: names::apart(&frame, &looked.names, &place.budget),
        has_shares: sound.report.format == Format::OpenBudget,
        report,
        children,
        controls,
        right: head::right(&frame, &right),
        frame,
    })
}

fn steps(frame: &Frame, place: Place, between: Vec<Link>, here: String) -> PagePath {
    let figures = Link::new(Address::usual(place).to(Tab::Lines), frame.t("budget-sections"));
    PagePath::new(frame, std::iter::once(figures).chain(between).collect(), here)
}

/// Another budget nearby, another year.
fn choose(frame: &Frame, place: Place, looked: &Looked<Quality>) -> FilterBar {
    let budgets = looked.around.iter();
    let budgets = budgets.map(|key| Choice::new(key.code(), names::listed(frame, &looked.names, key)));
    let mut years: Vec<Period> = Vec::new();
    for month in &looked.months {
        match years.last_mut().filter(|last| last.year() == month.year()) {
            Some(last) => *last = *month,
            None => years.push(*month),
        }
    }
    let chosen =
        years.iter().find(|last| last.year() == place.period.year()).copied().unwrap_or(place.period);
    let years = years.iter().rev().map(|last| Choice::new(last.to_string(), last.year().to_string()));
    FilterBar::new(
        frame,
        urls::budget_quality(place.system),
        vec![
            Field::select("budget", frame.t("budget-budget"), budgets.collect()).value(place.budget.code()),
            Field::select("period", frame.t("quality-year"), years.collect()).value(chosen.to_string()),
        ],
    )
}

fn report_row(frame: &Frame, place: Place, sound: &Soundness) -> ReportRow {
    let report = &sound.report;
    let place = Place { period: report.period, ..place };
    let compared = sound.compared.as_ref().map(|compared| match compared {
        Compared::Trees { figures, differences } => frame.t2(
            "quality-compared",
            "figures",
            frame.number(figures),
            "differing",
            frame.number(differences.len()),
        ),
        Compared::NotHeld { held, of } => frame.t2("quality-not-held", "held", held, "of", of),
        Compared::NoTrees => frame.t("quality-no-trees"),
    });
    ReportRow {
        month: chooser::month(frame, report.period),
        part: frame.t(&format!("quality-part-{}", report.part.code())),
        href: address(place, Some(report.part)),
        version: head::version(frame, report),
        file: sound.origin.as_ref().map(|origin| origin.name.clone()).unwrap_or_default(),
        sha256: sound.origin.as_ref().map(|origin| origin.sha256.clone()).unwrap_or_default(),
        differences: frame.number(sound.differences.len()),
        compared,
    }
}

/// Each figure that is stated in one way and found in another; nothing where all agree.
fn differences(
    frame: &Frame,
    given: &Names,
    id: &'static str,
    found: &str,
    differences: &[Difference],
) -> Option<Figures> {
    let head = |key: &str| frame.t(key).into();
    (!differences.is_empty()).then(|| Figures {
        id,
        caption: frame.t(&format!("quality-{id}")),
        unit: values::unit_words(frame, Unit::Thousand),
        corner: head("budget-line"),
        columns: vec![
            head("quality-measure"),
            head("quality-stated"),
            head(found),
            head("quality-difference"),
        ],
        rows: differences.iter().map(|found| difference_row(frame, given, found)).collect(),
        total: None,
        on_phone: OnPhone::Stack,
    })
}

fn difference_row(frame: &Frame, given: &Names, found: &Difference) -> FigureRow {
    let amount = |amount: i128| {
        let decimals = i64::try_from(amount).map_or(5, |exact| Unit::Thousand.decimals(Tiyn(exact)));
        Cell::Figure(frame.fixed(amount, Unit::Thousand.scale(), decimals))
    };
    let (stated, sum) = (i128::from(found.total.0), i128::from(found.sum.0));
    let name = names::line(frame, given, found.path, None);
    FigureRow {
        code: table::code(found.path),
        label: name.words,
        lang: name.lang,
        cells: vec![
            Cell::Missing(measure(frame, found.measure)),
            amount(stated),
            amount(sum),
            amount(stated - sum),
        ],
        ..FigureRow::default()
    }
}

fn measure(frame: &Frame, measure: Measure) -> String {
    match measure {
        Measure::Approved => frame.t("budget-approved"),
        Measure::Refined => frame.t("budget-refined"),
        Measure::Corrected => frame.t("budget-corrected"),
        Measure::PlanByPayments => frame.t("budget-plan-payments"),
        Measure::PlanByObligations => frame.t("budget-plan-obligations"),
        Measure::Obligations => frame.t("budget-obligations"),
        Measure::Executed => frame.t("budget-executed"),
    }
}
