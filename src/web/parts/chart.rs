//! Charts of a year by month, drawn as SVG on the server. Each stands beside a table that says the same in figures.

use askama::Template;

const LEFT: i64 = 104;
const RIGHT: i64 = 12;
const TOP: i64 = 12;
const BOTTOM: i64 = 26;
const WIDTH: i64 = 900;
const HEIGHT: i64 = 300;
const MONTHS: i64 = 12;

/// A chart of twelve months.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/chart.html")]
pub struct Chart {
    id: &'static str,
    title: String,
    text: String,
    months: Vec<(i64, String)>,
    ticks: Vec<(i64, String)>,
    zero: i64,
    drawn: Vec<Drawn>,
}

/// What a series looks like. Never told by colour alone: lines differ in width and dashes, and the table has them all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// What was done: a strong line.
    Main,
    /// What was planned: a dashed line.
    Plan,
    /// One year before: a faint line.
    Before,
    /// Two years before: a fainter, dotted one.
    LongBefore,
    /// Bars from zero.
    Bars,
    /// Marks as wide as a bar.
    Marks,
}

/// One figure for each month, in any whole unit; none is a gap.
#[derive(Clone, Debug)]
pub struct Series {
    /// What it is, for the legend.
    pub label: String,
    /// How it is drawn.
    pub style: Style,
    /// From January.
    pub values: [Option<i64>; 12],
}

#[derive(Clone, Debug)]
struct Drawn {
    label: String,
    class: &'static str,
    /// Lines: one path for each run of months without a gap.
    paths: Vec<String>,
    /// Points of lines, so that a month between two gaps is seen.
    dots: Vec<(i64, i64)>,
    /// Bars and marks: left, top, width, height.
    boxes: Vec<(i64, i64, i64, i64)>,
}

impl Style {
    const fn class(self) -> &'static str {
        match self {
            Style::Main => "main",
            Style::Plan => "plan",
            Style::Before => "before",
            Style::LongBefore => "long-before",
            Style::Bars => "bars",
            Style::Marks => "marks",
        }
    }
}

impl Series {
    /// False for what nobody reported: neither drawn nor in the legend.
    fn has_figures(&self) -> bool {
        self.values.iter().any(Option::is_some)
    }
}

impl Chart {
    /// Draws series over one axis; `months` names the twelve, `tick` writes a figure of the axis.
    pub fn new(
        id: &'static str,
        title: impl Into<String>,
        text: impl Into<String>,
        months: &[String],
        series: &[Series],
        tick: impl Fn(i64) -> String,
    ) -> Chart {
        let axis = Axis::of(series.iter().flat_map(|series| series.values.into_iter().flatten()));
        Chart {
            id,
            title: title.into(),
            text: text.into(),
            months: (0..).zip(months).map(|(month, name)| (middle(month), name.clone())).collect(),
            ticks: axis.ticks().into_iter().map(|value| (axis.y(value), tick(value))).collect(),
            zero: axis.y(0),
            drawn: series
                .iter()
                .filter(|series| series.has_figures())
                .map(|series| draw(series, &axis))
                .collect(),
        }
    }

    fn width(&self) -> i64 {
        WIDTH
    }

    fn height(&self) -> i64 {
        HEIGHT
    }

    fn left(&self) -> i64 {
        LEFT
    }

    fn right(&self) -> i64 {
        WIDTH - RIGHT
    }
}

/// The axis of values: a range of round steps that holds zero and every value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Axis {
    low: i128,
    step: i128,
    steps: i128,
}

impl Axis {
    fn of(values: impl Iterator<Item = i64>) -> Axis {
        let (low, high) = values.fold((0, 0), |(low, high), value| (value.min(low), value.max(high)));
        let (low, high) = (i128::from(low), i128::from(high));
        let step = round_step((high - low).max(1));
        let (first, last) = (low.div_euclid(step), -(-high).div_euclid(step));
        Axis { low: first * step, step, steps: (last - first).max(1) }
    }

    fn y(&self, value: i64) -> i64 {
        let room = i128::from(HEIGHT - TOP - BOTTOM);
        let above = (i128::from(value) - self.low) * room / (self.step * self.steps);
        i64::try_from(i128::from(HEIGHT - BOTTOM) - above).unwrap_or_default()
    }

    fn ticks(&self) -> Vec<i64> {
        (0..=self.steps).filter_map(|step| i64::try_from(self.low + step * self.step).ok()).collect()
    }
}

/// A step of 1, 2 or 5 and zeros, of which about five make the range.
fn round_step(range: i128) -> i128 {
    let mut ten = 1;
    loop {
        for step in [ten, 2 * ten, 5 * ten] {
            if range <= step * 5 {
                return step;
            }
        }
        ten *= 10;
    }
}

/// The middle of a month, counted from 0.
const fn middle(month: i64) -> i64 {
    LEFT + (WIDTH - LEFT - RIGHT) * (2 * month + 1) / (2 * MONTHS)
}

fn draw(series: &Series, axis: &Axis) -> Drawn {
    let points = (0..).zip(series.values);
    let mut drawn = Drawn {
        label: series.label.clone(),
        class: series.style.class(),
        paths: Vec::new(),
        dots: Vec::new(),
        boxes: Vec::new(),
    };
    match series.style {
        Style::Main | Style::Plan | Style::Before | Style::LongBefore => {
            let at = |(month, value): (i64, Option<i64>)| Some((middle(month), axis.y(value?)));
            let points: Vec<_> = points.map(at).collect();
            let runs = points.split(Option::is_none).filter(|run| run.len() > 1);
            drawn.paths = runs.map(|run| path(run.iter().flatten())).collect();
            drawn.dots = points.into_iter().flatten().collect();
        }
        Style::Bars => {
            let bar = |(month, value): (i64, Option<i64>)| {
                let (y, zero) = (axis.y(value?), axis.y(0));
                Some((middle(month) - 14, y.min(zero), 28, (y - zero).abs().max(1)))
            };
            drawn.boxes = points.filter_map(bar).collect();
        }
        Style::Marks => {
            let mark =
                |(month, value): (i64, Option<i64>)| Some((middle(month) - 22, axis.y(value?) - 1, 44, 2));
            drawn.boxes = points.filter_map(mark).collect();
        }
    }
    drawn
}

fn path<'a>(points: impl Iterator<Item = &'a (i64, i64)>) -> String {
    let steps =
        points.enumerate().map(|(index, (x, y))| format!("{}{x} {y}", if index == 0 { 'M' } else { 'L' }));
    steps.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_is_round_and_holds_zero_and_all_values() {
        let check = |values: &[i64], ticks: &[i64]| {
            let axis = Axis::of(values.iter().copied());
            assert_eq!(axis.ticks(), ticks, "{values:?}");
            assert!(values.iter().all(|value| (TOP..=HEIGHT - BOTTOM).contains(&axis.y(*value))));
        };
        check(&[], &[0, 1]);
        check(&[0], &[0, 1]);
        check(&[3, 9], &[0, 2, 4, 6, 8, 10]);
        check(&[470], &[0, 100, 200, 300, 400, 500]);
        check(&[-3, 9], &[-5, 0, 5, 10]);
        check(&[-40], &[-40, -30, -20, -10, 0]);
        let axis = Axis::of([i64::MIN, i64::MAX].into_iter());
        assert!(axis.y(i64::MAX) < axis.y(0) && axis.y(0) < axis.y(i64::MIN));
    }

    fn series(style: Style, values: &[(usize, i64)]) -> Series {
        let mut all = [None; 12];
        values.iter().for_each(|(month, value)| all[*month] = Some(*value));
        Series { label: String::new(), style, values: all }
    }

    #[test]
    fn a_month_that_is_not_reported_is_a_gap() {
        let line = series(Style::Main, &[(0, 0), (1, 5), (3, 10), (5, 5), (6, 0)]);
        let drawn = draw(&line, &Axis::of([0, 10].into_iter()));
        let (bottom, top) = (HEIGHT - BOTTOM, TOP);
        let half = bottom - (bottom - top) / 2;
        assert_eq!(
            drawn.paths,
            [
                format!("M{} {bottom}L{} {half}", middle(0), middle(1)),
                format!("M{} {half}L{} {bottom}", middle(5), middle(6)),
            ]
        );
        assert_eq!(drawn.dots.len(), 5, "a month alone between gaps is a point");
    }

    #[test]
    fn bars_stand_on_zero_on_either_side() {
        let bars = series(Style::Bars, &[(0, 10), (1, -10), (2, 0)]);
        let axis = Axis::of([-10, 10].into_iter());
        let boxes = draw(&bars, &axis).boxes;
        let ends: Vec<_> = boxes.iter().map(|(_, top, _, height)| (*top, top + height)).collect();
        assert_eq!(ends, [(axis.y(10), axis.y(0)), (axis.y(0), axis.y(-10)), (axis.y(0), axis.y(0) + 1)]);
    }
}
