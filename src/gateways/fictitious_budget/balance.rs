//! The sections that follow from others: deficit, financing, transfers that complete a local budget, balances.

use std::collections::BTreeMap;

use super::{kind, per_mille, thousands};
use crate::domain::budget::report::{TooMuch, roll_up};
use crate::domain::budget::{BudgetKind, Measures, Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// The measures that balances have; obligations are nobody's.
type Five = [i64; 5];

fn five(measures: &Measures) -> Five {
    [measures.utv.0, measures.utch.0, measures.plg.0, measures.plgp.0, measures.sumrg.0]
}

fn measures([utv, utch, plg, plgp, sumrg]: Five) -> Measures {
    let none = Tiyn::ZERO;
    Measures {
        utv: Tiyn(utv),
        utch: Tiyn(utch),
        plg: Tiyn(plg),
        plgp: Tiyn(plgp),
        plgo: none,
        obz: none,
        sumrg: Tiyn(sumrg),
    }
}

fn each(op: impl Fn(usize) -> i64) -> Five {
    std::array::from_fn(op)
}

/// All lines of a month: the deepest ones given, those that complete them, and every total above.
pub(super) fn complete(
    leaves: &[(Path, Measures)],
    budget: &BudgetKey,
    opening: Tiyn,
    month: u8,
) -> Result<BTreeMap<Path, Measures>, TooMuch> {
    let mut lines = roll_up(leaves.iter().copied())?;
    let total = |section| lines.get(&Path::of(section)).map(five).unwrap_or_default();
    let (receipts, expenditure) = (total(Section::Receipts), total(Section::Expenditure));
    let (lending, assets) = (total(Section::NetLending), total(Section::FinancialAssets));
    let repaid = path("7.2").and_then(|path| lines.get(&path)).map(five).unwrap_or_default();
    let needed = each(|k| expenditure[k] + lending[k] + assets[k]);
    let used = wanted_balances(opening, month);

    let (transfers, loans) = match kind(budget) {
        BudgetKind::Republican | BudgetKind::Aggregate => {
            ([0; 5], each(|k| (needed[k] - receipts[k] + repaid[k] - used[k]).max(0)))
        }
        BudgetKind::Region => {
            let loans = each(|k| thousands(per_mille(expenditure[k], 12)).0);
            (each(|k| (needed[k] - receipts[k] + repaid[k] - used[k] - loans[k]).max(0)), loans)
        }
        BudgetKind::District | BudgetKind::Rural => {
            (each(|k| (needed[k] - receipts[k] - used[k]).max(0)), [0; 5])
        }
    };
    let completing = [(transfers_path(budget), transfers), (path("7.1.7.01.1"), loans)];
    let completing = completing.into_iter().filter(|(_, figures)| *figures != [0; 5]);
    let completing = completing.filter_map(|(path, figures)| Some((path?, measures(figures))));
    lines = roll_up(leaves.iter().copied().chain(completing))?;

    let deficit = each(|k| receipts[k] + transfers[k] - needed[k]);
    let used = each(|k| repaid[k] - loans[k] - deficit[k]);
    let closing = opening.0 - used[4];
    let balance = |amount: i64| measures([0, 0, 0, 0, amount]);
    for section in [Section::NetLending, Section::FinancialAssets] {
        if let Some(total) = lines.get_mut(&Path::of(section)) {
            *total = measures(five(total));
        }
    }
    lines.insert(Path::of(Section::Deficit), measures(deficit));
    if *budget == BudgetKey::Republican {
        let fund = path("1.4.4.04").and_then(|path| lines.get(&path)).map(five).unwrap_or_default();
        lines.insert(Path::of(Section::NonOilDeficit), measures(each(|k| deficit[k] - fund[k])));
    }
    lines.insert(Path::of(Section::Financing), measures(each(|k| -deficit[k])));
    lines.insert(Path::of(Section::UsedBalances), measures(used));
    lines.insert(Path::of(Section::OpeningBalance), balance(opening.0));
    lines.insert(Path::of(Section::ClosingBalance), balance(closing));
    Ok(lines)
}

/// Six tenths of the opening balance are used through the year; the approved budget knows of none.
fn wanted_balances(opening: Tiyn, month: u8) -> Five {
    let year = thousands(per_mille(opening.0, 600)).0;
    let so_far = thousands(year * i64::from(month) / 12).0;
    [0, year, year, so_far, so_far]
}

fn transfers_path(budget: &BudgetKey) -> Option<Path> {
    match kind(budget) {
        BudgetKind::Republican | BudgetKind::Aggregate => None,
        BudgetKind::Region => path("1.4.4.02.1"),
        BudgetKind::District => path("1.4.4.02.2"),
        BudgetKind::Rural => path("1.4.4.02.3"),
    }
}

fn path(text: &str) -> Option<Path> {
    Path::parse(text).ok()
}
