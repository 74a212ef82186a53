//! Names of budgets and of lines in the page's language; where one is known in Russian alone, it says so. What a load
//! calls a place or a code wins over our lists; a page knows such names of what it shows, and no others.

use super::super::words::Words;
use crate::domain::budget::path::Step;
use crate::domain::budget::{BudgetKind, Names, Path, reference};
use crate::domain::lang::Lang;
use crate::domain::region::Kato;
use crate::domain::scope::BudgetKey;
use crate::services::budget::Node;

/// A name, and its language where that is not the page's.
pub struct Name {
    pub words: String,
    pub lang: Option<&'static str>,
}

impl Name {
    fn of(say: &Words, words: impl Into<String>, lang: Lang) -> Name {
        Name { words: words.into(), lang: (lang != say.lang).then(|| lang.code()) }
    }
}

/// A line's name: the one that was given; else what was reported wins over our lists where they differ, because bodies
/// change their names and codes stay.
///
/// Sections go by our words alone: the source numbers and words them differently from month to month.
pub fn line(say: &Words, given: &Names, path: Path, reported: Option<&str>) -> Name {
    if let Some(name) = given.line(path) {
        let (words, lang) = name.get(say.lang);
        return Name::of(say, words, lang);
    }
    let known = reference::label(path);
    match (known, reported) {
        (Some(label), reported)
            if path.step() == Step::Section || reported.is_none_or(|words| same(words, label.ru)) =>
        {
            let (words, lang) = label.get(say.lang);
            Name::of(say, words, lang)
        }
        (_, Some(words)) => Name::of(say, words, Lang::Ru),
        (_, None) => Name::of(say, say.t("budget-unnamed"), say.lang),
    }
}

/// The name of a line of a report.
pub fn node(say: &Words, given: &Names, node: &Node) -> Name {
    line(say, given, node.path, node.name.as_deref())
}

/// A line's name where it stands alone: with its code where the name alone does not tell which line it is.
pub fn heading(say: &Words, given: &Names, path: Path, reported: Option<&str>) -> Name {
    let name = line(say, given, path, reported);
    let known = given.line(path).is_some() || reference::label(path).is_some() || reported.is_some();
    let tells_all = match path.step() {
        Step::Section
        | Step::Heading
        | Step::Group
        | Step::Subgroup
        | Step::Category
        | Step::Class
        | Step::Subclass
        | Step::ReceiptSpecific
        | Step::EconomicCategory
        | Step::EconomicClass => known,
        Step::Administrator | Step::Programme | Step::Subprogramme | Step::Specific => false,
    };
    if tells_all { name } else { Name { words: format!("{} {}", path.last_code(), name.words), ..name } }
}

/// The codes of a line below its section and heading: `01.2`, `406.001`.
pub fn codes(path: Path) -> String {
    let trail = path.trail();
    let own = trail.iter().filter(|step| !matches!(step.step(), Step::Section | Step::Heading));
    own.map(|step| step.last_code()).collect::<Vec<_>>().join(".")
}

fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// A budget's name.
pub fn budget(say: &Words, given: &Names, budget: &BudgetKey) -> Name {
    match budget {
        BudgetKey::Republican => Name::of(say, say.t("budget-republican"), say.lang),
        BudgetKey::State => Name::of(say, say.t("budget-state"), say.lang),
        BudgetKey::AllLocal => Name::of(say, say.t("budget-all-local"), say.lang),
        BudgetKey::Local(place) => self::place(say, given, *place)
            .unwrap_or_else(|| Name::of(say, say.t1("budget-unnamed-place", "code", place.code()), say.lang)),
    }
}

fn place(say: &Words, given: &Names, place: Kato) -> Option<Name> {
    let (words, lang) = match given.place(place) {
        Some(name) => name.get(say.lang),
        None => reference::place(place)?.label.get(say.lang),
    };
    Some(Name::of(say, words, lang))
}

/// A budget's name where budgets of several districts stand together: what lies in a district says in which.
pub fn apart(say: &Words, given: &Names, key: &BudgetKey) -> Name {
    let name = budget(say, given, key);
    let BudgetKey::Local(own) = key else { return name };
    let district = own.district().filter(|district| district != own);
    match district.and_then(|district| place(say, given, district)) {
        Some(district) => Name { words: format!("{}, {}", name.words, district.words), ..name },
        None => name,
    }
}

/// A budget's name in the list of budgets: districts stand in from their regions, and what lies in them further.
pub fn listed(say: &Words, given: &Names, key: &BudgetKey) -> String {
    let name = budget(say, given, key).words;
    match key.kind() {
        BudgetKind::Republican | BudgetKind::Aggregate | BudgetKind::Region => name,
        BudgetKind::District => format!("\u{2003}{name}"),
        BudgetKind::Rural => format!("\u{2003}\u{2003}{name}"),
    }
}
