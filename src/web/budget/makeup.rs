//! The page of what a line is made of: by administrator, by the economic classification, and its biggest lines.

use askama::Template;

use super::super::error::WebError;
use super::super::parts::{Empty, FigureRow, Figures, OnPhone};
use super::super::words::Words;
use super::address::Address;
use super::chooser::{Chooser, chooser};
use super::drawn::draw;
use super::head::{Head, head, not_reported};
use super::names;
use super::tabs::Tab;
use super::values::{Scale, Value, unit_words};
use crate::domain::budget::path::Step;
use crate::domain::budget::{Measures, Names, Path, Percent, Section};
use crate::domain::region::AdministratorCode;
use crate::services::budget::{Composition, Drawing, Drawn, Looked, Made, Node, Of};

#[derive(Template)]
#[template(path = "budget/composition.html")]
struct CompositionContent {
    say: Words,
    head: Head,
    chooser: Chooser,
    tables: Vec<Figures>,
    /// What could be told and is not.
    notes: Vec<String>,
    missing: Option<Empty>,
}

/// How the page is drawn.
pub(super) fn drawing(say: &Words, address: Address) -> Drawing<Looked<Composition>, WebError> {
    let say = *say;
    Drawing::new(&address.to(Tab::Composition), say.lang.code(), move |looked| {
        composition(&say, &address, looked)
    })
}

fn composition(say: &Words, address: &Address, looked: &Looked<Composition>) -> Result<Drawn, WebError> {
    let (made, missing) = match &looked.shown {
        Composition::Made(made) => (Some(&**made), None),
        Composition::Missing(_) => (None, Some(not_reported(say, address, Tab::Composition, looked))),
    };
    let name = made.and_then(|made| made.node.name.as_deref());
    let content = CompositionContent {
        head: head(say, address, Tab::Composition, looked, name),
        chooser: chooser(say, address, Tab::Composition, looked),
        tables: made.map(|made| tables(say, &looked.names, address, made)).unwrap_or_default(),
        notes: made.map(|made| notes(say, made)).unwrap_or_default(),
        missing,
        say: *say,
    };
    draw(content.head.title_of(say, Tab::Composition), Some(&content.head.path), &content)
}

fn notes(say: &Words, made: &Made) -> Vec<String> {
    let untold = |key: &str| Some(say.t(key));
    let spenders = match &made.spenders {
        Of::NotTold => untold("budget-no-spenders"),
        Of::NotSo | Of::Parts(..) => None,
    };
    let specifics = match &made.specifics {
        Of::NotTold => untold("budget-no-specifics"),
        Of::NotSo | Of::Parts(..) => None,
    };
    let nothing = match (&made.spenders, &made.specifics) {
        (Of::NotSo, Of::NotSo) if made.biggest.is_empty() => untold("budget-not-broken-down"),
        _ => None,
    };
    spenders.into_iter().chain(specifics).chain(nothing).collect()
}

fn tables(say: &Words, given: &Names, address: &Address, made: &Made) -> Vec<Figures> {
    let whole = &made.node.measures;
    let spenders = match &made.spenders {
        Of::NotSo | Of::NotTold => None,
        Of::Parts(parts, rest) => {
            let lines = parts.iter().map(|(code, measures)| (spender(say, given, address, *code), *measures));
            let table = Table {
                id: "spenders",
                title: say.t("budget-by-administrator"),
                rest: "budget-rest-of-spenders",
            };
            Some(table.figures(say, address, lines.collect(), *rest, Some(whole)))
        }
    };
    let specifics = match &made.specifics {
        Of::NotSo | Of::NotTold => None,
        Of::Parts(parts, rest) => {
            let lines =
                parts.iter().map(|(path, measures)| (specific(say, given, address, *path), *measures));
            let table = Table {
                id: "specifics",
                title: say.t("budget-by-specific"),
                rest: "budget-rest-of-specifics",
            };
            Some(table.figures(say, address, lines.collect(), *rest, Some(whole)))
        }
    };
    let biggest = (!made.biggest.is_empty()).then(|| {
        let lines = made.biggest.iter().map(|node| (big(say, given, address, node), node.measures));
        let title = say.n("budget-biggest", made.biggest.len() as i64);
        let table = Table { id: "biggest", title, rest: "" };
        let mut figures = table.figures(say, address, lines.collect(), None, Some(whole));
        figures.total = None;
        figures
    });
    [spenders, specifics, biggest].into_iter().flatten().collect()
}

/// An administrator's row leads to all that it spends.
fn spender(say: &Words, given: &Names, address: &Address, code: AdministratorCode) -> FigureRow {
    let path = Path::of(Section::Departmental).child(code.number()).ok();
    let name = path.map(|path| names::line(say, given, path, None));
    FigureRow {
        code: code.code(),
        label: name.as_ref().map(|name| name.words.clone()).unwrap_or_default(),
        lang: name.and_then(|name| name.lang),
        href: path.map(|path| address.at(Some(path)).to(Tab::Composition)),
        ..FigureRow::default()
    }
}

/// A row of the economic classification leads to the same in the whole budget.
fn specific(say: &Words, given: &Names, address: &Address, path: Path) -> FigureRow {
    let name = names::line(say, given, path, None);
    FigureRow {
        code: path.last_code(),
        label: name.words,
        lang: name.lang,
        href: Some(address.at(Some(path)).to(Tab::Composition)),
        level: u8::try_from(path.level().saturating_sub(1)).unwrap_or_default(),
        ..FigureRow::default()
    }
}

/// A subprogramme goes by its programme's name too; a programme without subprogrammes by its own alone.
fn big(say: &Words, given: &Names, address: &Address, node: &Node) -> FigureRow {
    let own = names::node(say, given, node);
    let programme =
        node.path.up_to(Step::Programme).map(|programme| names::line(say, given, programme, None));
    let (label, lang) = match (node.path.step(), programme) {
        (Step::Subprogramme, Some(programme)) if node.path.codes().last() == Some(&0) => {
            (programme.words, programme.lang)
        }
        (Step::Subprogramme, Some(programme)) if programme.lang == own.lang => {
            (format!("{}: {}", programme.words, own.words), own.lang)
        }
        _ => (own.words, own.lang),
    };
    let code = node.path.to_string();
    let section = format!("{}.", node.path.section().code());
    let code = match code.strip_prefix(&section) {
        Some(code) if !node.path.section().is_of_form() => code.to_owned(),
        Some(_) | None => code,
    };
    let href = Some(address.at(Some(node.path)).to(Tab::Lines));
    FigureRow { code, label, lang, href, ..FigureRow::default() }
}

struct Table {
    id: &'static str,
    title: String,
    /// What the line has beyond the rows.
    rest: &'static str,
}

impl Table {
    fn figures(
        self,
        say: &Words,
        address: &Address,
        lines: Vec<(FigureRow, Measures)>,
        rest: Option<Measures>,
        whole: Option<&Measures>,
    ) -> Figures {
        let part = |measures: &Measures| values(measures, whole);
        let rest =
            rest.map(|rest| (say.t(self.rest), values(&rest, None).into_iter().map(Value::amount_alone)));
        let rest = rest.map(|(label, values)| (label, values.collect::<Vec<_>>()));
        let rows: Vec<(FigureRow, Vec<Value>)> =
            lines.into_iter().map(|(row, measures)| (row, part(&measures))).collect();
        let total = whole.map(part);
        let all =
            rows.iter().map(|(_, values)| values).chain(rest.iter().map(|(_, values)| values)).chain(&total);
        let scale = Scale::of(address.unit, all);
        let row = |label: String, values: &[Value]| FigureRow {
            label,
            cells: scale.cells(say, values),
            ..FigureRow::default()
        };
        let mut table: Vec<FigureRow> = rows
            .iter()
            .map(|(line, values)| FigureRow { cells: scale.cells(say, values), ..line.clone() })
            .collect();
        table.extend(rest.map(|(label, values)| row(label, &values)));
        let columns = [
            "budget-corrected",
            "budget-plan-payments",
            "budget-executed",
            "budget-share",
            "budget-of-period",
            "budget-of-year",
        ];
        Figures {
            id: self.id,
            caption: self.title,
            unit: unit_words(say, address.unit),
            corner: say.t("budget-line").into(),
            columns: columns.map(|key| say.t(key).into()).into(),
            rows: table,
            total: total.map(|total| row(say.t("budget-total"), &total)),
            on_phone: OnPhone::Scroll,
        }
    }
}

fn values(measures: &Measures, whole: Option<&Measures>) -> Vec<Value> {
    let share = whole.and_then(|whole| Percent::of(measures.sumrg, whole.sumrg));
    vec![
        Value::Amount(measures.plg),
        Value::Amount(measures.plgp),
        Value::Amount(measures.sumrg),
        Value::share(share),
        measures.of_period_plan().map_or(Value::NoPlan, Value::Share),
        measures.of_year_plan().map_or(Value::NoPlan, Value::Share),
    ]
}
