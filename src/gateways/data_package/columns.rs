//! The columns of the files, and what each means in the budget taxonomy of the Fiscal Data Package.

use crate::domain::budget::Measure;
use crate::domain::budget::path::Step;

/// A column of a file.
#[derive(Clone, Copy)]
pub(super) struct Column {
    /// Its name in the header.
    pub(super) name: &'static str,
    /// Its type in Table Schema.
    pub(super) kind: &'static str,
    /// Its ColumnType; those that start with `kz-` are declared by the package itself.
    pub(super) column_type: Option<&'static str>,
    /// What it holds.
    pub(super) title: &'static str,
}

pub(super) const fn code(name: &'static str, column_type: &'static str, title: &'static str) -> Column {
    Column { name, kind: "string", column_type: Some(column_type), title }
}

pub(super) const fn amount(name: &'static str, title: &'static str) -> Column {
    Column { name, kind: "number", column_type: None, title }
}

/// Where the budget stands.
pub(super) const BUDGET: usize = 0;
/// Where the month stands.
pub(super) const PERIOD: usize = 1;
/// Where the section stands.
pub(super) const SECTION: usize = 2;
/// Where the codes below the section begin.
const CODES: usize = 3;
/// How many columns of codes there are below the section.
pub(super) const CODE_COUNT: usize = 13;
/// Where the amounts begin, in the order of [`Measure::ALL`].
pub(super) const AMOUNTS: usize = CODES + CODE_COUNT;
/// How many columns facts have.
pub(super) const FACT_COLUMNS: usize = AMOUNTS + Measure::ALL.len();

/// The steps that have a column, in the order of the columns.
pub(super) const STEPS: [Step; CODE_COUNT] = [
    Step::Heading,
    Step::Group,
    Step::Subgroup,
    Step::Administrator,
    Step::Programme,
    Step::Subprogramme,
    Step::Specific,
    Step::Category,
    Step::Class,
    Step::Subclass,
    Step::ReceiptSpecific,
    Step::EconomicCategory,
    Step::EconomicClass,
];

/// The place of a step among the columns of codes; none for the section, which has a column of its own kind.
pub(super) const fn code_of(step: Step) -> Option<usize> {
    match step {
        Step::Section => None,
        Step::Heading => Some(0),
        Step::Group => Some(1),
        Step::Subgroup => Some(2),
        Step::Administrator => Some(3),
        Step::Programme => Some(4),
        Step::Subprogramme => Some(5),
        Step::Specific => Some(6),
        Step::Category => Some(7),
        Step::Class => Some(8),
        Step::Subclass => Some(9),
        Step::ReceiptSpecific => Some(10),
        Step::EconomicCategory => Some(11),
        Step::EconomicClass => Some(12),
    }
}

/// The columns of facts.
pub(super) const FACTS: [Column; FACT_COLUMNS] = [
    code(
        "budget",
        "geo:source:code",
        "Whose budget: republican, or the KATO of a region, district, rural district",
    ),
    Column {
        name: "period",
        kind: "yearmonth",
        column_type: Some("kz-period:month"),
        title: "Month, YYYY-MM; amounts run from 1 January to its end",
    },
    code("section", "kz-section:level1:code", "Section of form 7-ОИБ, or another tree of the report"),
    code("heading", "kz-section:level2:code", "Heading within the section"),
    code("group", "functional-classification:generic:level1:code", "Functional group, two digits"),
    code("subgroup", "functional-classification:generic:level2:code", "Functional subgroup, one digit"),
    code("administrator", "administrative-classification:generic:code", "Administrator of budget programmes"),
    code("programme", "activity:generic:program:code", "Budget programme of the administrator, three digits"),
    code(
        "subprogramme",
        "activity:generic:subprogram:code",
        "Subprogramme, three digits; 000 where there is none",
    ),
    code(
        "specific",
        "economic-classification:generic:level3:code",
        "Specific of the economic classification",
    ),
    code("receipt_category", "kz-receipts:level1:code", "Category of receipts, one digit"),
    code("receipt_class", "kz-receipts:level2:code", "Class of receipts, two digits"),
    code("receipt_subclass", "kz-receipts:level3:code", "Subclass of receipts, one digit"),
    code("receipt_specific", "kz-receipts:level4:code", "Specific of receipts, two digits"),
    code(
        "economic_category",
        "economic-classification:generic:level1:code",
        "Category of the economic classification",
    ),
    code(
        "economic_class",
        "economic-classification:generic:level2:code",
        "Class of the economic classification",
    ),
    amount("approved", "Approved budget of the year"),
    amount("refined", "Refined budget of the year"),
    amount("corrected", "Corrected budget of the year"),
    amount("plan_by_payments", "Plan for the period by payments"),
    amount("plan_by_obligations", "Plan for the period by obligations"),
    amount("obligations", "Obligations accepted"),
    amount("executed", "Receipts executed, or obligations paid"),
];

/// The phase of a measure in the taxonomy: approved, adjusted or executed.
pub(super) const fn phase(measure: Measure) -> &'static str {
    match measure {
        Measure::Approved => "approved",
        Measure::Refined | Measure::Corrected | Measure::PlanByPayments | Measure::PlanByObligations => {
            "adjusted"
        }
        Measure::Obligations | Measure::Executed => "executed",
    }
}

/// The name of the column of a measure.
pub(super) const fn amount_name(measure: Measure) -> &'static str {
    let place = match measure {
        Measure::Approved => 0,
        Measure::Refined => 1,
        Measure::Corrected => 2,
        Measure::PlanByPayments => 3,
        Measure::PlanByObligations => 4,
        Measure::Obligations => 5,
        Measure::Executed => 6,
    };
    FACTS[AMOUNTS + place].name
}

/// The columns of control totals.
pub(super) const TOTALS: [Column; 5] = [
    code("budget", "geo:source:code", "Whose budget"),
    Column { name: "period", kind: "yearmonth", column_type: Some("kz-period:month"), title: "Month" },
    code("section", "kz-section:level1:code", "Section"),
    code("measure", "value-kind:code", "Which amount: the name of its column among the facts"),
    Column {
        name: "amount",
        kind: "number",
        column_type: Some("value"),
        title: "What the section adds up to",
    },
];

const fn name(name: &'static str, column_type: &'static str, title: &'static str) -> Column {
    Column { name, kind: "string", column_type: Some(column_type), title }
}

/// How many columns a list of names has behind those that say what is named.
pub(super) const NAME_COUNT: usize = 3;

/// The columns of places.
pub(super) const PLACES: [Column; 1 + NAME_COUNT] = [
    code("kato", "geo:source:code", "KATO of the place, nine digits"),
    name("name_kk", "kz-name:label:kk", "Name in Kazakh"),
    name("name_ru", "kz-name:label:ru", "Name in Russian"),
    name("name_en", "kz-name:label:en", "Name in English, where there is one"),
];

/// The columns of names of the classification: the codes of facts, and names.
pub(super) const NAMES: [Column; 1 + CODE_COUNT + NAME_COUNT] = {
    let mut columns = [FACTS[SECTION]; 1 + CODE_COUNT + NAME_COUNT];
    let mut place = 0;
    while place <= CODE_COUNT {
        columns[place] = FACTS[SECTION + place];
        place += 1;
    }
    place = 0;
    while place < NAME_COUNT {
        columns[1 + CODE_COUNT + place] = PLACES[1 + place];
        place += 1;
    }
    columns
};

/// The columns of the list of sections.
pub(super) const SECTIONS: [Column; 5] = [
    code("section", "kz-section:level1:code", "Section"),
    code("heading", "kz-section:level2:code", "Heading; empty for the section itself"),
    code("direction", "direction", "revenue, expenditure, or empty where it is a balance of both"),
    code("name_kk", "kz-section:label:kk", "Name in Kazakh"),
    code("name_ru", "kz-section:label:ru", "Name in Russian"),
];
