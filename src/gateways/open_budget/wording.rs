//! What the export says in words and nowhere in codes: what a file holds, which section and heading a row is.
//!
//! The numbering of the sections changed over time, so sections are known by their wording.

use super::Contents;
use crate::domain::budget::{Part, Section};
use crate::domain::region::Kato;
use crate::domain::scope::BudgetKey;

/// The region in a file's name, and its KATO.
const REGIONS: [(&str, &str); 20] = [
    ("Абайская", "100000000"),
    ("Акмолинская", "110000000"),
    ("Актюбинская", "150000000"),
    ("Алматинская", "190000000"),
    ("Атырауская", "230000000"),
    ("ЗКО", "270000000"),
    ("Жамбылская", "310000000"),
    ("Жетысуская", "330000000"),
    ("Карагандинская", "350000000"),
    ("Костанайская", "390000000"),
    ("Кызылординская", "430000000"),
    ("Мангистауская", "470000000"),
    ("Павлодарская", "550000000"),
    ("СКО", "590000000"),
    ("Туркестанская", "610000000"),
    ("Улытауская", "620000000"),
    ("ВКО", "630000000"),
    ("г_Астана", "710000000"),
    ("г_Алматы", "750000000"),
    ("г_Шымкент", "790000000"),
];

/// The budget at the beginning of the name of a summary.
const SUMMARIES_OF: [(&str, BudgetKey); 3] =
    [("РБ", BudgetKey::Republican), ("Местный", BudgetKey::AllLocal), ("Гос", BudgetKey::State)];

/// The rest of the name of a summary.
const SUMMARIES: [(&str, Part); 4] = [
    ("функц_классификация", Part::Groups),
    ("ведомств_классификация", Part::Administrators),
    ("экон_классификация", Part::Economic),
    ("приоритетные_инвестиции", Part::Investments),
];

/// What a file of the export holds, by its name; some systems write й and ё in two parts.
pub fn contents_of_file(name: &str) -> Option<Contents> {
    let name = name.replace("и\u{306}", "й").replace("е\u{308}", "ё");
    let name = name.strip_suffix(".csv")?;
    if name == "Республиканский бюджет" {
        return Some(Contents { budget: BudgetKey::Republican, part: Part::Main });
    }
    if let Some(region) = name.strip_prefix("местный_бюджет_") {
        let (_, code) = REGIONS.iter().find(|(written, _)| *written == region)?;
        return Some(Contents { budget: BudgetKey::Local(Kato::parse(code).ok()?), part: Part::Main });
    }
    let (of, what) = name.split_once('_')?;
    let (_, budget) = SUMMARIES_OF.iter().find(|(written, _)| *written == of)?;
    let (_, part) = SUMMARIES.iter().find(|(written, _)| *written == what)?;
    Some(Contents { budget: *budget, part: *part })
}

/// A name with its white space folded, a Latin H that stands for a Cyrillic Н put right, and one misspelling with it.
pub(super) fn clean(name: &str) -> String {
    let mut clean = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !clean.is_empty() {
            clean.push(' ');
        }
        match word.strip_prefix('H') {
            Some(rest) if rest.starts_with(|c: char| !c.is_ascii()) => {
                clean.push('Н');
                clean.push_str(rest);
            }
            Some(_) | None if word == "републиканского" => clean.push_str("республиканского"),
            Some(_) | None => clean.push_str(word),
        }
    }
    clean
}

/// Words that only one section has, after its number if it has one.
const SECTIONS: [(&str, Section); 13] = [
    ("ДОХОДЫ", Section::Receipts),
    ("ЗАТРАТЫ", Section::Expenditure),
    ("ЧИСТОЕ БЮДЖЕТНОЕ КРЕДИТОВАНИЕ", Section::NetLending),
    ("САЛЬДО ПО ОПЕРАЦИЯМ С ФИНАНСОВЫМИ АКТИВАМИ", Section::FinancialAssets),
    ("ДЕФИЦИТ (ПРОФИЦИТ) БЮДЖЕТА", Section::Deficit),
    ("НЕНЕФТЯНОЙ ДЕФИЦИТ (ПРОФИЦИТ) БЮДЖЕТА", Section::NonOilDeficit),
    ("ФИНАНСИРОВАНИЕ ДЕФИЦИТА (ИСПОЛЬЗОВАНИЕ ПРОФИЦИТА) БЮДЖЕТА", Section::Financing),
    ("ИСПОЛЬЗУЕМЫЕ ОСТАТКИ БЮДЖЕТНЫХ СРЕДСТВ", Section::UsedBalances),
    ("ОСТАТКИ БЮДЖЕТНЫХ СРЕДСТВ НА НАЧАЛО ФИНАНСОВОГО ГОДА", Section::OpeningBalance),
    ("ОСТАТКИ БЮДЖЕТНЫХ СРЕДСТВ НА КОНЕЦ ОТЧЕТНОГО ПЕРИОДА", Section::ClosingBalance),
    ("СПРАВОЧНО: ОСТАТКИ БЮДЖЕТНЫХ СРЕДСТВ", Section::ReferenceBalance),
    ("В ТОМ ЧИСЛЕ ЗА СЧЕТ ВНЕШНИХ ЗАЙМОВ", Section::OfExternalLoans),
    ("РЕСПУБЛИКАНСКИЕ ИНВЕСТИЦИОННЫЕ ПРОЕКТЫ - ВСЕГО", Section::Investments),
];

/// The section that a row at the top is.
pub(super) fn section(name: &str) -> Option<Section> {
    let upper = name.to_uppercase();
    let words = match upper.split_once(". ") {
        Some((number, words)) if number.chars().all(|c| "IVX".contains(c)) => words,
        Some(_) | None => &upper,
    };
    SECTIONS.iter().find(|(known, _)| *known == words).map(|(_, section)| *section)
}

/// Headings, numbered as in [`Section::headings`]; regional files give them no code.
const HEADINGS: [(Section, u16, &str); 10] = [
    (Section::Receipts, 1, "НАЛОГОВЫЕ ПОСТУПЛЕНИЯ"),
    (Section::Receipts, 2, "НЕНАЛОГОВЫЕ ПОСТУПЛЕНИЯ"),
    (Section::Receipts, 3, "ПОСТУПЛЕНИЯ ОТ ПРОДАЖИ ОСНОВНОГО КАПИТАЛА"),
    (Section::Receipts, 4, "ПОСТУПЛЕНИЯ ТРАНСФЕРТОВ"),
    (Section::NetLending, 1, "БЮДЖЕТНЫЕ КРЕДИТЫ"),
    (Section::NetLending, 2, "ПОГАШЕНИЕ БЮДЖЕТНЫХ КРЕДИТОВ"),
    (Section::FinancialAssets, 1, "ПРИОБРЕТЕНИЕ ФИНАНСОВЫХ АКТИВОВ"),
    (Section::FinancialAssets, 2, "ПОСТУПЛЕНИЯ ОТ ПРОДАЖИ ФИНАНСОВЫХ АКТИВОВ ГОСУДАРСТВА"),
    (Section::Financing, 1, "ПОСТУПЛЕНИЕ ЗАЙМОВ"),
    (Section::Financing, 2, "ПОГАШЕНИЕ ЗАЙМОВ"),
];

/// The number of a heading within its section.
pub(super) fn heading(section: Section, name: &str) -> Option<u16> {
    let words = name.to_uppercase();
    HEADINGS.iter().find(|(of, _, known)| *of == section && *known == words).map(|(_, number, _)| *number)
}
