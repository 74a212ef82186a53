//! A hostile text in every place of every part stays a text.

use super::*;

const HOSTILE: &str = "\"><script>alert(1)</script><img src=x onerror='x'>";

fn check(part: impl std::fmt::Display) {
    let html = part.to_string();
    assert!(!html.contains("<script") && !html.contains("<img") && !html.contains("onerror='"), "{html}");
    assert!(html.contains("alert(1)"), "the text itself is shown: {html}");
}

fn link() -> Link {
    Link::new("/", HOSTILE).about(HOSTILE)
}

#[test]
fn asvs_v1_2_1_parts_escape_what_they_show() {
    let mut faults = Faults::none();
    faults.add("x", HOSTILE);
    let choices = || vec![Choice::new(HOSTILE, HOSTILE).hint(HOSTILE)];
    let fields = [
        Field::line("x", HOSTILE),
        Field::area("x", HOSTILE),
        Field::file("x", HOSTILE, "image/png"),
        Field::select("x", HOSTILE, choices()),
        Field::radios("x", HOSTILE, choices()),
        Field::boxes("x", HOSTILE, choices()),
    ];
    for field in fields {
        check(field.hint(HOSTILE).value(HOSTILE).faults(&faults));
    }
    let tag = || Tag::new(Tone::Bad, HOSTILE);
    check(tag());
    check(Banner::new(Tone::Bad, HOSTILE).text(HOSTILE).link(link()));
    check(Panel::new(HOSTILE).number(HOSTILE, HOSTILE).next(HOSTILE));
    check(Empty::new(HOSTILE, HOSTILE).link(link()));
    check(SummaryCard::new(HOSTILE).tag(tag()).link(link()).row(HOSTILE, HOSTILE).row_with(
        HOSTILE,
        HOSTILE,
        link(),
    ));
    let words = || HOSTILE.to_owned();
    check(TaskList { tasks: vec![Task { href: Some(words()), label: words(), hint: words(), tag: tag() }] });
    check(Timeline {
        happenings: vec![Happening {
            title: words(),
            by: words(),
            at: words(),
            text: words(),
            tone: Tone::Plain,
        }],
    });
    let series = Series { label: words(), style: Style::Main, values: [Some(1); 12] };
    check(Chart::new("x", words(), words(), &[words()], &[series], |_| words()));
    check(Tabs::new(words(), vec![(link(), true), (link(), false)], vec![link()]));
    let row = || FigureRow {
        code: words(),
        label: words(),
        lang: None,
        href: Some(words()),
        level: 0,
        cells: vec![Cell::Figure(words()), Cell::Missing(words())],
    };
    check(Figures {
        id: "x",
        caption: words(),
        unit: words(),
        corner: words().into(),
        columns: vec![
            words().into(),
            Head { words: words(), sort: Some(HeadSort { href: words(), now: "ascending" }) },
        ],
        rows: vec![row()],
        total: Some(row()),
        on_phone: OnPhone::Scroll,
    });
}

#[test]
fn the_summary_leads_to_the_field_in_the_same_words() {
    let mut faults = Faults::none();
    faults.add("employees[0].iin", "twelve digits");
    let field = Field::line("employees[0].iin", "IIN").faults(&faults).to_string();
    assert!(field.contains("id=\"employees-0-iin\"") && field.contains("aria-invalid=\"true\""), "{field}");
    assert!(field.contains("aria-describedby=\"employees-0-iin-error\""), "{field}");
    let summary =
        ErrorSummary { title: "x".into(), faults: vec![Link::new("#employees-0-iin", "twelve digits")] };
    for html in [field, summary.to_string()] {
        assert!(html.contains("twelve digits"));
    }
    let choices =
        Field::radios("decision", "?", vec![Choice::new("a", "A"), Choice::new("b", "B")]).to_string();
    assert!(choices.contains("id=\"decision\"") && choices.contains("id=\"decision-1\""));
}
