//! Form fields with label, hint, error and value; the faults of a form, shown at the field and in the summary.

use askama::Template;

use super::notices::ErrorSummary;
use super::{Link, Tone};
use crate::web::words::Words;

/// What is wrong with a form: for each field, words that say how to put it right.
#[derive(Clone, Debug, Default)]
pub struct Faults(Vec<(String, String)>);

impl Faults {
    /// Nothing wrong so far.
    pub fn none() -> Faults {
        Faults::default()
    }

    /// Adds a fault of a field, named as in the form.
    pub fn add(&mut self, field: impl Into<String>, words: impl Into<String>) {
        self.0.push((field.into(), words.into()));
    }

    /// True where the form can be taken.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words at a field.
    pub fn of(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, words)| words.as_str())
    }

    /// The summary for the top of the page; write it as `{% if !faults.is_empty() %}{{ faults.summary(frame) }}{% endif %}`.
    pub fn summary(&self, say: &Words) -> ErrorSummary {
        let link = |(field, words): &(String, String)| Link::new(format!("#{}", id(field)), words);
        ErrorSummary::new(say, self.0.iter().map(link).collect())
    }

    /// The page's title, which begins with "Error:" while something is wrong.
    pub fn title(&self, say: &Words, title: &str) -> String {
        if self.is_empty() { title.to_owned() } else { say.t1("title-error", "title", title) }
    }
}

/// One thing to choose.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// Its words.
    pub label: String,
    /// An explanation below.
    pub hint: String,
    /// Chosen now.
    pub chosen: bool,
}

impl Choice {
    /// A choice without an explanation.
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Choice {
        Choice { value: value.into(), label: label.into(), hint: String::new(), chosen: false }
    }

    /// Adds an explanation.
    pub fn hint(self, hint: impl Into<String>) -> Choice {
        Choice { hint: hint.into(), ..self }
    }
}

/// How wide a line is: as wide as what belongs into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Width {
    /// A year, a code.
    Short,
    /// A number of twelve digits, a date, a telephone.
    Middle,
    /// Names and everything else.
    Full,
}

#[derive(Clone, Debug)]
enum Control {
    Line { kind: &'static str, autocomplete: &'static str, width: Width },
    Area { rows: u8 },
    Select(Vec<Choice>),
    Radios(Vec<Choice>),
    Boxes(Vec<Choice>),
    File { accept: &'static str },
}

/// A form field.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/field.html")]
pub struct Field {
    name: String,
    label: String,
    hint: String,
    value: String,
    fault: Option<String>,
    control: Control,
}

impl Field {
    fn new(name: impl Into<String>, label: impl Into<String>, control: Control) -> Field {
        Field {
            name: name.into(),
            label: label.into(),
            hint: String::new(),
            value: String::new(),
            fault: None,
            control,
        }
    }

    /// One line of text.
    pub fn line(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, Control::Line { kind: "text", autocomplete: "off", width: Width::Full })
    }

    /// Several lines of text.
    pub fn area(name: impl Into<String>, label: impl Into<String>) -> Field {
        Field::new(name, label, Control::Area { rows: 4 })
    }

    /// One of many, in a list that opens.
    pub fn select(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        Field::new(name, label, Control::Select(choices))
    }

    /// One of a few, all in sight.
    pub fn radios(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        Field::new(name, label, Control::Radios(choices))
    }

    /// Any of a few.
    pub fn boxes(name: impl Into<String>, label: impl Into<String>, choices: Vec<Choice>) -> Field {
        Field::new(name, label, Control::Boxes(choices))
    }

    /// A file; the form then has `enctype="multipart/form-data"`. `accept` as in HTML: `image/png,.pdf`.
    pub fn file(name: impl Into<String>, label: impl Into<String>, accept: &'static str) -> Field {
        Field::new(name, label, Control::File { accept })
    }

    /// Adds an explanation between label and control.
    pub fn hint(self, hint: impl Into<String>) -> Field {
        Field { hint: hint.into(), ..self }
    }

    /// Shows what was typed, or marks the one choice.
    pub fn value(self, value: impl Into<String>) -> Field {
        let value = value.into();
        let field = self.values(&[value.as_str()]);
        Field { value, ..field }
    }

    /// Marks any number of choices.
    pub fn values(mut self, values: &[&str]) -> Field {
        if let Control::Select(choices) | Control::Radios(choices) | Control::Boxes(choices) =
            &mut self.control
        {
            for choice in choices {
                choice.chosen = values.contains(&choice.value.as_str());
            }
        }
        self
    }

    /// Shows its fault, if it has one.
    pub fn faults(self, faults: &Faults) -> Field {
        let fault = faults.of(&self.name).map(str::to_owned);
        Field { fault, ..self }
    }

    /// Makes a line as wide as what belongs into it.
    pub fn width(mut self, width: Width) -> Field {
        if let Control::Line { width: now, .. } = &mut self.control {
            *now = width;
        }
        self
    }

    /// The kind of a line as in HTML (`date`, `email`, `tel`) and what the browser may fill in.
    pub fn kind(mut self, kind: &'static str, autocomplete: &'static str) -> Field {
        if let Control::Line { kind: now, autocomplete: fill, .. } = &mut self.control {
            (*now, *fill) = (kind, autocomplete);
        }
        self
    }

    fn id(&self) -> String {
        id(&self.name)
    }

    /// The first choice carries the field's own id, so that the error summary leads to it.
    fn choice_id(&self, index: &usize) -> String {
        if *index == 0 { self.id() } else { format!("{}-{index}", self.id()) }
    }

    /// What describes the control, for `aria-describedby`.
    fn described_by(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.id()));
        let fault = self.fault.as_ref().map(|_| format!("{}-error", self.id()));
        [hint, fault].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn tone(&self) -> &'static str {
        if self.fault.is_some() { Tone::Bad.class() } else { Tone::Plain.class() }
    }

    fn width_class(width: &Width) -> &'static str {
        match width {
            Width::Short => "short",
            Width::Middle => "middle",
            Width::Full => "full",
        }
    }
}

/// A field's name as an id: `employees[0].iin` is `employees-0-iin`.
fn id(name: &str) -> String {
    name.replace("].", "-").replace(['[', '.'], "-").replace(']', "")
}
