//! The form that changes a day: which, what it becomes, and the act behind it.

use chrono::NaiveDate;
use rocket::FromForm;

use crate::domain::calendar::{BadAct, Holiday, LegalAct, NotMarked, Wish};
use crate::domain::names::BadText;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Faults, Field, Width};
use crate::web::query::Maybe;

/// What a day may become, by the codes of the form.
const WISHES: [&str; 6] = ["moved-to", "day-off", "working-day", "holiday", "carried-over", "ordinary"];

/// What was chosen and typed.
#[derive(Default, FromForm)]
pub struct DayForm {
    on: String,
    wish: Maybe<String>,
    other: String,
    holiday: String,
    act_title: String,
    act_number: String,
    act_on: String,
}

/// What a form says, read.
pub struct Read {
    /// The day.
    pub on: NaiveDate,
    /// What it becomes.
    pub wish: Wish,
    /// By which act.
    pub act: LegalAct,
}

impl DayForm {
    /// The change, or what is wrong at each field.
    pub fn read(&self, frame: &Frame) -> Result<Read, Faults> {
        let (chosen, mut faults) = (self.chosen(), Faults::none());
        let mut day = |field: &str, text: &str| {
            let day = text.trim().parse::<NaiveDate>().ok();
            if day.is_none() {
                faults.add(field, frame.t("calendar-not-a-day"));
            }
            day
        };
        let on = day("on", &self.on);
        let other = if chosen == "moved-to" { day("other", &self.other) } else { None };
        let signed = day("act_on", &self.act_on);
        let holiday = Holiday::parse(&self.holiday);
        if matches!(chosen, "holiday" | "carried-over") && holiday.is_none() {
            faults.add("holiday", frame.t("calendar-which-holiday"));
        }
        let wish = match (chosen, other, holiday) {
            ("moved-to", Some(other), _) => Some(Wish::MovedTo(other)),
            ("day-off", ..) => Some(Wish::DayOff),
            ("working-day", ..) => Some(Wish::WorkingDay),
            ("holiday", _, Some(holiday)) => Some(Wish::Holiday(holiday)),
            ("carried-over", _, Some(holiday)) => Some(Wish::CarriedOver(holiday)),
            ("ordinary", ..) => Some(Wish::Ordinary),
            _ => None,
        };
        if !WISHES.contains(&chosen) {
            faults.add("wish", frame.t("calendar-which-wish"));
        }
        let act = LegalAct::new(&self.act_title, &self.act_number, signed.unwrap_or_default());
        let act = act.map_err(|bad| match bad {
            BadAct::Title(bad) => faults.add("act_title", words(frame, bad)),
            BadAct::Number(bad) => faults.add("act_number", words(frame, bad)),
        });
        match (on, wish, act) {
            (Some(on), Some(wish), Ok(act)) if faults.is_empty() => Ok(Read { on, wish, act }),
            _ => Err(faults),
        }
    }

    fn chosen(&self) -> &str {
        self.wish.0.as_deref().unwrap_or_default()
    }

    /// The fields with what was typed.
    pub fn fields(&self, frame: &Frame, faults: &Faults) -> Vec<Field> {
        let wish = |code: &str| Choice::new(code, frame.t(&format!("calendar-wish-{code}")));
        let holiday = |of: Holiday| Choice::new(of.code(), frame.t(&format!("holiday-{}", of.code())));
        let none = Choice::new("", frame.t("none"));
        let holidays = std::iter::once(none).chain(Holiday::ALL.map(holiday)).collect();
        let date =
            |name: &str, key: &str| Field::line(name, frame.t(key)).kind("date", "off").width(Width::Middle);
        let wishes = WISHES.map(wish).into();
        [
            date("on", "calendar-on").value(&self.on),
            Field::radios("wish", frame.t("calendar-wish"), wishes).value(self.chosen()),
            date("other", "calendar-other").hint(frame.t("calendar-other-hint")).value(&self.other),
            Field::select("holiday", frame.t("calendar-holiday"), holidays)
                .hint(frame.t("calendar-holiday-hint"))
                .value(&self.holiday),
            Field::line("act_title", frame.t("calendar-act-title")).value(&self.act_title),
            Field::line("act_number", frame.t("calendar-act-number"))
                .width(Width::Middle)
                .value(&self.act_number),
            date("act_on", "calendar-act-on").value(&self.act_on),
        ]
        .into_iter()
        .map(|field| field.faults(faults))
        .collect()
    }
}

/// Why the calendar does not take a day so.
pub fn not_marked(frame: &Frame, why: NotMarked) -> Faults {
    let mut faults = Faults::none();
    let day = |day| frame.day(day);
    match why {
        NotMarked::NotCovered(gap) => faults.add("on", frame.t1("calendar-not-covered", "day", day(gap.on))),
        NotMarked::NotAWeekday(on) => faults.add("on", frame.t1("calendar-not-a-weekday", "day", day(on))),
        NotMarked::NotAWeekend(on) => faults.add("wish", frame.t1("calendar-not-a-weekend", "day", day(on))),
        NotMarked::Same(on) => faults.add("on", frame.t1("calendar-same", "day", day(on))),
    }
    faults
}

fn words(frame: &Frame, bad: BadText) -> String {
    match bad {
        BadText::Empty => frame.t("calendar-act-missing"),
        BadText::TooLong => frame.t("calendar-act-too-long"),
        BadText::Invisible => frame.t("calendar-act-invisible"),
    }
}
