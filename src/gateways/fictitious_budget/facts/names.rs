//! Names of what is made up: rural districts, and the codes that the classification's lists do not know.

use std::collections::BTreeMap;

use super::leaves::Leaves;
use super::places::following;
use super::plan::Plan;
use crate::domain::budget::path::Step;
use crate::domain::budget::{Bearer, Given, GivenName, Path, reference};
use crate::gateways::fictitious_budget::rural;

impl Plan {
    /// What the places and codes of the plan are called that no list names.
    pub fn names(&self) -> Vec<Given> {
        let mut codes: BTreeMap<Bearer, GivenName> = BTreeMap::new();
        let mut learn = |line: Path| {
            for path in line.trail() {
                if let Some(name) = made_up(path)
                    && let Some(bearer) = Bearer::of(path)
                {
                    codes.entry(bearer).or_insert(name);
                }
            }
        };
        following().into_iter().flatten().for_each(&mut learn);
        for (budget, size) in self.budgets() {
            let leaves = Leaves::of(self.seed(), *budget, *size);
            leaves.lines.iter().map(|leaf| leaf.path).for_each(&mut learn);
        }
        let mut names = rural::names(self.budgets().iter().map(|(budget, _)| budget));
        names.extend(codes.into_iter().map(|(bearer, name)| Given { bearer, name, source_line: 0 }));
        names
    }
}

/// None where a list names the code, or it is of a kind that is never made up.
fn made_up(path: Path) -> Option<GivenName> {
    let (kk, ru, en) = match path.step() {
        Step::Programme => ("бағдарлама", "Вымышленная программа", "programme"),
        Step::Subprogramme => ("кіші бағдарлама", "Вымышленная подпрограмма", "subprogramme"),
        Step::ReceiptSpecific => ("түсім түрі", "Вымышленный вид поступлений", "kind of receipts"),
        Step::Section
        | Step::Heading
        | Step::Group
        | Step::Subgroup
        | Step::Administrator
        | Step::Specific
        | Step::Category
        | Step::Class
        | Step::Subclass
        | Step::EconomicCategory
        | Step::EconomicClass => return None,
    };
    let number = path.codes().last()?;
    reference::label(path).is_none().then(|| GivenName {
        kk: Some(format!("Ойдан шығарылған {kk} № {number}")),
        ru: format!("{ru} № {number}"),
        en: Some(format!("Fictitious {en} No. {number}")),
    })
}
