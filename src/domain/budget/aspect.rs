//! From which side a place of a report is looked at: each side is a page of its own, and stands in the journal.

/// A side of a place of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aspect {
    /// Its line and the lines below it, cumulative from the beginning of the year.
    Lines,
    /// The same for the month alone.
    Month,
    /// The same beside the two years before.
    Years,
    /// The line through the months of the year.
    Year,
    /// What the line is made of by other classifications.
    Composition,
    /// The risk signs of its lines, or one of them.
    Signs,
    /// How sound the reports of the year are.
    Quality,
    /// The line in the budgets of the places directly inside.
    Places,
}

impl Aspect {
    /// Every side.
    pub const ALL: [Aspect; 8] = [
        Aspect::Lines,
        Aspect::Month,
        Aspect::Years,
        Aspect::Year,
        Aspect::Composition,
        Aspect::Signs,
        Aspect::Quality,
        Aspect::Places,
    ];

    /// The word that stands in the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Aspect::Lines => "lines",
            Aspect::Month => "month",
            Aspect::Years => "years",
            Aspect::Year => "year",
            Aspect::Composition => "composition",
            Aspect::Signs => "signs",
            Aspect::Quality => "quality",
            Aspect::Places => "places",
        }
    }

    /// The side of a word.
    pub fn parse(code: &str) -> Option<Aspect> {
        Aspect::ALL.into_iter().find(|aspect| aspect.code() == code)
    }
}
