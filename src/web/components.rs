//! The page of all components in the current language, for whoever builds pages. Demonstration only.

use askama::Template;
use chrono::{NaiveDate, TimeZone, Utc};
use rocket::Route;

use super::answer::{Reply, show as page};
use super::error::WebError;
use super::frame::Frame;
use super::parts::{
    Banner, Cell, Chart, Choice, DeadlineClock, Empty, Faults, Field, FigureRow, Figures, FilterBar,
    Happening, Link, OnPhone, PagePath, Pagination, Panel, Series, Style, SummaryCard, Tabs, Tag, Task,
    TaskList, Timeline, Tone, Width,
};
use super::urls;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Deadline, Period};

#[derive(Template)]
#[template(path = "demo/components.html")]
struct ComponentsPage {
    frame: Frame,
    path: PagePath,
    faults: Faults,
    tags: Vec<Tag>,
    banners: Vec<Banner>,
    fields: Vec<Field>,
    card: SummaryCard,
    tasks: TaskList,
    timeline: Timeline,
    clocks: Vec<DeadlineClock>,
    tabs: Tabs,
    chart: Chart,
    wide: Figures,
    narrow: Figures,
    filter: FilterBar,
    pagination: Pagination,
    panel: Panel,
    empty: Empty,
}

/// `GET /demo/components`
#[rocket::get("/demo/components")]
pub async fn show(frame: Frame) -> Reply {
    let mut faults = Faults::none();
    faults.add("iin", frame.t("components-field-iin-error"));
    faults.add("purpose", frame.t("components-field-purpose-error"));
    let here = urls::components().to_string();
    page(&ComponentsPage {
        path: PagePath::new(
            &frame,
            vec![Link::new(urls::home(), frame.t("nav-home"))],
            frame.t("components-title"),
        ),
        tags: tags(&frame),
        banners: banners(&frame),
        fields: fields(&frame, &faults),
        card: card(&frame),
        tasks: tasks(&frame),
        timeline: timeline(&frame),
        clocks: clocks(&frame)?,
        tabs: Tabs::new(
            frame.t("components-title"),
            vec![
                (Link::new("#", frame.t("components-figures")), true),
                (Link::new("#", frame.t("components-deadline")), false),
            ],
            vec![Link::new("#", frame.t("components-timeline"))],
        ),
        chart: chart(&frame),
        wide: wide(&frame),
        narrow: narrow(&frame),
        filter: FilterBar::new(&frame, &here, vec![state_field(&frame), region_field(&frame)])
            .chosen(frame.t("components-field-region"), frame.t("components-region-akmola"), &here)
            .chosen(frame.t("components-filter-state"), frame.t("components-tag-considered"), &here),
        pagination: Pagination::new(&frame, 4, 12, |number| format!("#page-{number}")),
        panel: Panel::new(frame.t("components-banner-good"))
            .number(frame.t("components-panel-number"), "2026-118")
            .next(frame.t("components-panel-next")),
        empty: Empty::new(frame.t("components-empty-title"), frame.t("components-empty-text")),
        faults,
        frame,
    })
}

fn tags(frame: &Frame) -> Vec<Tag> {
    [
        (Tone::Plain, "components-tag-draft"),
        (Tone::Active, "components-tag-considered"),
        (Tone::Good, "components-tag-open"),
        (Tone::Warn, "components-tag-training"),
        (Tone::Bad, "components-tag-suspended"),
        (Tone::Ended, "components-tag-expired"),
    ]
    .map(|(tone, key)| Tag::new(tone, frame.t(key)))
    .into()
}

fn banners(frame: &Frame) -> Vec<Banner> {
    vec![
        Banner::new(Tone::Good, frame.t("components-banner-good"))
            .text(frame.t("components-banner-good-text")),
        Banner::new(Tone::Warn, frame.t("components-banner-warn"))
            .link(Link::new("#", frame.t("components-banner-warn-link"))),
        Banner::new(Tone::Bad, frame.t("components-banner-bad")).text(frame.t("components-banner-bad-text")),
        Banner::new(Tone::Plain, frame.t("components-banner-plain")),
    ]
}

fn region_field(frame: &Frame) -> Field {
    let regions = vec![
        Choice::new("", frame.t("components-filter-any")),
        Choice::new("110000000", frame.t("components-region-akmola")),
        Choice::new("750000000", frame.t("components-region-almaty")),
    ];
    Field::select("region", frame.t("components-field-region"), regions).value("110000000")
}

fn state_field(frame: &Frame) -> Field {
    let states = vec![
        Choice::new("", frame.t("components-filter-any")),
        Choice::new("considered", frame.t("components-tag-considered")),
        Choice::new("open", frame.t("components-tag-open")),
    ];
    Field::select("state", frame.t("components-filter-state"), states).value("considered")
}

fn fields(frame: &Frame, faults: &Faults) -> Vec<Field> {
    let systems = vec![
        Choice::new("ac", frame.t("system-ac")).hint(frame.t("components-system-ac-hint")),
        Choice::new("sp", frame.t("system-sp")).hint(frame.t("components-system-sp-hint")),
    ];
    let decisions = vec![
        Choice::new("forward", frame.t("components-decision-forward")),
        Choice::new("return", frame.t("components-decision-return")),
        Choice::new("refuse", frame.t("components-decision-refuse")),
    ];
    vec![
        Field::line("surname", frame.t("components-field-surname")).value("Серікбаева"),
        Field::line("iin", frame.t("components-field-iin"))
            .hint(frame.t("components-field-iin-hint"))
            .width(Width::Middle)
            .value("850101400123"),
        Field::boxes("systems", frame.t("components-field-systems"), systems).values(&["ac"]),
        Field::radios("decision", frame.t("components-field-decision"), decisions).value("forward"),
        Field::area("purpose", frame.t("components-field-purpose")),
        Field::file("qr", frame.t("components-field-file"), "image/png,image/jpeg,application/pdf")
            .hint(frame.t("components-field-file-hint")),
    ]
    .into_iter()
    .map(|field| field.faults(faults))
    .collect()
}

fn card(frame: &Frame) -> SummaryCard {
    let change = || Link::new("#", frame.t("change")).about(frame.t("components-fact-position"));
    SummaryCard::new(frame.t("components-person"))
        .tag(Tag::new(Tone::Good, frame.t("components-tag-open")))
        .link(Link::new("#", frame.t("remove")).about(frame.t("components-person")))
        .row_with(frame.t("components-fact-position"), frame.t("components-fact-position-value"), change())
        .row(frame.t("components-fact-body"), frame.t("components-fact-body-value"))
        .row(
            frame.t("components-fact-systems"),
            format!("{}\n{}", frame.t("system-ac"), frame.t("system-sp")),
        )
        .row(frame.t("components-fact-scope"), frame.t("components-fact-scope-value"))
}

fn tasks(frame: &Frame) -> TaskList {
    let task = |href: Option<&str>, label: &str, hint: &str, tone, tag: &str| Task {
        href: href.map(str::to_owned),
        label: frame.t(label),
        hint: if hint.is_empty() { String::new() } else { frame.t(hint) },
        tag: Tag::new(tone, frame.t(tag)),
    };
    let tasks = vec![
        task(Some("#"), "components-task-systems", "", Tone::Good, "components-task-done"),
        task(
            Some("#"),
            "components-task-people",
            "components-task-people-hint",
            Tone::Active,
            "components-task-open",
        ),
        task(None, "components-task-sign", "", Tone::Plain, "components-task-closed"),
    ];
    TaskList { tasks }
}

fn timeline(frame: &Frame) -> Timeline {
    let happening = |tone, title: &str, by: String, day: u32, text: &str| Happening {
        title: frame.t(title),
        by,
        at: Utc
            .with_ymd_and_hms(2026, 11, day, 9, 5, 0)
            .earliest()
            .map(|at| frame.moment(at))
            .unwrap_or_default(),
        text: if text.is_empty() { String::new() } else { frame.t(text) },
        tone,
    };
    let (ministry, integrator) = (frame.t("components-ministry"), frame.t("components-integrator"));
    let person = frame.t("components-person");
    Timeline {
        happenings: vec![
            happening(Tone::Good, "components-event-granted", integrator, 20, ""),
            happening(Tone::Active, "components-event-forwarded", ministry.clone(), 18, ""),
            happening(
                Tone::Warn,
                "components-event-returned",
                ministry,
                16,
                "components-event-returned-text",
            ),
            happening(Tone::Plain, "components-event-submitted", person, 13, ""),
        ],
    }
}

fn clocks(frame: &Frame) -> Result<Vec<DeadlineClock>, WebError> {
    let (considering, separation) =
        (frame.t("components-deadline-considering"), frame.t("components-deadline-separation"));
    let (received, ended) = (frame.t("components-received"), frame.t("components-ended"));
    Ok(vec![
        clock(frame, Period::Considering, (considering, received), ["2026-11-19", "2026-11-20"])?,
        clock(frame, Period::Separation, (separation, ended), ["2026-12-15", "2026-12-23"])?,
    ])
}

fn clock(
    frame: &Frame,
    period: Period,
    (title, event): (String, String),
    days: [&str; 2],
) -> Result<DeadlineClock, WebError> {
    let calendar = Calendar::built_in();
    let [from, today] = days.map(|day| day.parse::<NaiveDate>().unwrap_or_default());
    let count = calendar.count(from, period.working_days()).map_err(WebError::broken)?;
    let standing = Deadline::promised(period, from, &calendar)
        .and_then(|deadline| deadline.standing_on(today, &calendar))
        .map_err(WebError::broken)?;
    Ok(DeadlineClock::new(frame, title, event, &count, Some(standing)))
}

fn wide(frame: &Frame) -> Figures {
    // Thousand tenge with one decimal, then hundredths of a per cent.
    let row = |code: &str, label: &str, level, thousands: [i64; 5], share: Option<i64>| FigureRow {
        code: code.to_owned(),
        label: frame.t(label),
        lang: None,
        href: (level == 0 && !code.is_empty()).then(|| "#".to_owned()),
        level,
        cells: thousands
            .iter()
            .map(|figure| Cell::Figure(frame.fixed(*figure, 1, 1)))
            .chain([share.map_or_else(
                || Cell::Missing(frame.t("not-reported")),
                |share| Cell::Figure(frame.fixed(share, 2, 1)),
            )])
            .collect(),
    };
    Figures {
        id: "wide",
        caption: frame.t("components-figures-caption"),
        unit: frame.t("components-figures-unit"),
        corner: frame.t("components-figures-corner").into(),
        columns: [
            "components-column-approved",
            "components-column-refined",
            "components-column-corrected",
            "components-column-period",
            "components-column-executed",
            "components-column-share",
        ]
        .map(|key| frame.t(key).into())
        .into(),
        rows: vec![
            row(
                "01",
                "components-row-services",
                0,
                [184_512_340, 191_004_120, 190_880_005, 160_221_874, 158_903_116],
                Some(9918),
            ),
            row(
                "02",
                "components-row-defence",
                0,
                [31_220_019, 31_220_019, 31_415_500, 27_004_410, 12_870_035],
                Some(4766),
            ),
            row(
                "03",
                "components-row-order",
                0,
                [402_118_665, 415_660_120, 415_112_408, 340_018_220, 331_907_554],
                Some(9762),
            ),
            row("06", "components-row-help", 0, [280_004_410, 296_118_230, 296_118_230, 0, -51_207], None),
        ],
        total: Some(row(
            "",
            "components-row-total",
            0,
            [897_855_434, 934_002_489, 933_526_143, 527_244_504, 503_629_498],
            Some(9552),
        )),
        on_phone: OnPhone::Scroll,
    }
}

fn chart(frame: &Frame) -> Chart {
    let months: Vec<String> = (1..=12_u32).map(|month| frame.month_name(month).to_owned()).collect();
    let series = |label: &str, style: Style, from: i64| {
        let values =
            std::array::from_fn(|month| (month != 5 && month < 10).then_some(month as i64 * 80 - from));
        Series { label: frame.t(label), style, values }
    };
    let all = [
        series("components-column-period", Style::Plan, 0),
        series("components-column-executed", Style::Main, 90),
    ];
    let title = frame.t("components-figures-caption");
    Chart::new("chart", title.clone(), title, &months, &all, |value| frame.number(value))
}

fn narrow(frame: &Frame) -> Figures {
    let row = |label: &str, plan: i64, executed: i64| FigureRow {
        label: frame.t(label),
        href: Some("#".to_owned()),
        cells: vec![Cell::Figure(frame.fixed(plan, 1, 1)), Cell::Figure(frame.fixed(executed, 1, 1))],
        ..FigureRow::default()
    };
    Figures {
        id: "narrow",
        caption: frame.t("components-stack-caption"),
        unit: frame.t("components-figures-unit"),
        corner: frame.t("components-stack-corner").into(),
        columns: ["components-column-period", "components-column-executed"]
            .map(|key| frame.t(key).into())
            .into(),
        rows: vec![
            row("components-row-akkol", 8_455_120, 8_120_040),
            row("components-row-burabay", 21_880_774, 20_004_118),
        ],
        total: None,
        on_phone: OnPhone::Stack,
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show]
}
