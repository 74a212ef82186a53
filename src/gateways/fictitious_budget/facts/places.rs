//! Where a budget can have lines: the places of its administrators in the functional tree, and its receipts.

use std::sync::LazyLock;

use crate::domain::budget::reference::{Level, economic, office};
use crate::domain::budget::{BudgetKind, Path, Section};
use crate::domain::region::{AdministratorCode, RegionKind};
use crate::domain::scope::BudgetKey;

/// Every place where an administrator spends, in the order of the classification.
static PLACES: LazyLock<Vec<(Path, AdministratorCode)>> = LazyLock::new(|| {
    let place = |line: &'static str| {
        let (subgroup, codes) = line.split_once(';')?;
        let subgroup = Path::parse(&format!("2.{subgroup}")).ok()?;
        Some(codes.split(' ').filter_map(move |code| {
            let code = AdministratorCode::parse(code).ok()?;
            Some((subgroup.child(code.number()).ok()?, code))
        }))
    };
    include_str!("places.csv").lines().filter_map(place).flatten().collect()
});

/// The administrators' places of a budget of this kind.
pub(super) fn places(budget: &BudgetKey) -> Vec<Path> {
    let level = level(budget);
    let is_of_level =
        |code: AdministratorCode| office(code).is_some_and(|office| office.levels.contains(&level));
    PLACES.iter().filter(|(_, code)| is_of_level(*code)).map(|(path, _)| *path).collect()
}

fn level(budget: &BudgetKey) -> Level {
    match (budget, budget.kind()) {
        (BudgetKey::Local(place), BudgetKind::Region) => match place.kind() {
            RegionKind::Oblast => Level::Oblast,
            RegionKind::City => Level::City,
        },
        (_, BudgetKind::District) => Level::District,
        (_, BudgetKind::Rural) => Level::Rural,
        (_, BudgetKind::Republican | BudgetKind::Aggregate | BudgetKind::Region) => Level::Republican,
    }
}

/// Specifics of running an office, of which programme 001 is made.
pub(super) const RUNNING: [u16; 12] = [111, 112, 113, 116, 121, 122, 124, 144, 151, 152, 159, 161];

/// Specifics of any other expenditure: what is lent, bought as an asset or repaid stands elsewhere.
pub(in super::super) fn spent() -> &'static [u16] {
    static SPENT: LazyLock<Vec<u16>> =
        LazyLock::new(|| economic::specifics().map(|entry| entry.code).filter(|code| *code < 500).collect());
    &SPENT
}

/// Subprogrammes that are more than one: by source of the money.
pub(super) fn subprogrammes(budget: &BudgetKey) -> &'static [u16] {
    match budget.kind() {
        BudgetKind::Republican | BudgetKind::Aggregate => &[4, 16, 30],
        BudgetKind::Region | BudgetKind::District | BudgetKind::Rural => &[11, 15],
    }
}

/// Subclasses of receipts of a budget, with their weights.
pub(super) fn receipts(budget: &BudgetKey) -> Vec<(Path, i64)> {
    const REPUBLICAN: [(&str, i64); 8] = [
        ("1.1.1.01.1", 300),
        ("1.1.1.05.1", 350),
        ("1.1.1.05.2", 20),
        ("1.1.1.05.3", 60),
        ("1.1.1.06.1", 110),
        ("1.2.2.01.3", 15),
        ("1.2.2.06.1", 5),
        ("1.4.4.04.1", 140),
    ];
    const LOCAL: [(&str, i64); 7] = [
        ("1.1.1.01.2", 220),
        ("1.1.1.03.1", 150),
        ("1.1.1.04.1", 60),
        ("1.1.1.05.4", 10),
        ("1.2.2.06.1", 10),
        ("1.3.3.01.1", 15),
        ("1.4.4.02.2", 535),
    ];
    const RURAL: [(&str, i64); 4] =
        [("1.1.1.01.2", 90), ("1.1.1.04.1", 60), ("1.2.2.06.1", 10), ("1.4.4.02.3", 840)];
    let list = match budget.kind() {
        BudgetKind::Republican | BudgetKind::Aggregate => &REPUBLICAN[..],
        BudgetKind::Region | BudgetKind::District => &LOCAL[..],
        BudgetKind::Rural => &RURAL[..],
    };
    list.iter().filter_map(|(path, weight)| Some((Path::parse(path).ok()?, *weight))).collect()
}

/// The lines that follow from all others, in the order of paths: deficit, loans received, and three of balances.
pub(super) fn following() -> Option<[Path; 5]> {
    Some([
        Path::of(Section::Deficit),
        Path::parse("7.1.7.01.1.01").ok()?,
        Path::of(Section::UsedBalances),
        Path::of(Section::OpeningBalance),
        Path::of(Section::ClosingBalance),
    ])
}
