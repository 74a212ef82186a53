//! What is planted in the fictitious figures for signs of risk to find, and where. A sign is not a violation.
//!
//! | oddity | republican | oblasts | cities | districts |
//! | --- | --- | --- | --- | --- |
//! | a December of 35 per cent | 229 in 07.2 | 271 in 04.2 of Akmola | 339 in 05.9 of Almaty | 458 in 12.1 of Akkol |
//! | under half of the period plan | 223 in 13.9 | 266 in 13.3 of Aktobe | – | 467 in 07.1 of Bayzak |
//! | executed above corrected | 204 in 01.3 | 253 in 05.9 of East Kazakhstan | – | 457 in 08.1 of Zaysan |
//! | payments without a plan | 650 in 08.2 | 255 in 10.1 of Kostanay | – | – |
//! | six amendments in a year | 224 in 04.1 | 256 in 06.1 of Almaty oblast | – | 457 in 08.1 of Akkol |
//! | growing unpaid obligations | 228 in 12.1 | 268 in 12.1 of Turkistan | 373 in 04.2 of Astana | 458 in 07.2 of Sayram |

use super::{per_mille, thousands};
use crate::domain::budget::signs::Kind;
use crate::domain::budget::{Measures, Path};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// What is odd about a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// More than a third of the year is paid in December.
    LateDecember,
    /// Less than half of the plan for the period is executed.
    UnderHalf,
    /// More is executed than the corrected budget of the year.
    AboveCorrected,
    /// Payments where nothing is planned.
    WithoutPlan,
    /// Every second month the budget is corrected.
    ManyAmendments,
    /// Each month more obligations are unpaid.
    GrowingUnpaid,
}

/// Where what is planted.
pub const PLANTED: [(&str, &str, Oddity); 19] = [
    ("republican", "2.07.2.229", Oddity::LateDecember),
    ("110000000", "2.04.2.271", Oddity::LateDecember),
    ("750000000", "2.05.9.339", Oddity::LateDecember),
    ("113200000", "2.12.1.458", Oddity::LateDecember),
    ("republican", "2.13.9.223", Oddity::UnderHalf),
    ("150000000", "2.13.3.266", Oddity::UnderHalf),
    ("313600000", "2.07.1.467", Oddity::UnderHalf),
    ("republican", "2.01.3.204", Oddity::AboveCorrected),
    ("630000000", "2.05.9.253", Oddity::AboveCorrected),
    ("634600000", "2.08.1.457", Oddity::AboveCorrected),
    ("republican", "2.08.2.650", Oddity::WithoutPlan),
    ("390000000", "2.10.1.255", Oddity::WithoutPlan),
    ("republican", "2.04.1.224", Oddity::ManyAmendments),
    ("190000000", "2.06.1.256", Oddity::ManyAmendments),
    ("113200000", "2.08.1.457", Oddity::ManyAmendments),
    ("republican", "2.12.1.228", Oddity::GrowingUnpaid),
    ("610000000", "2.12.1.268", Oddity::GrowingUnpaid),
    ("710000000", "2.04.2.373", Oddity::GrowingUnpaid),
    ("615200000", "2.07.2.458", Oddity::GrowingUnpaid),
];

/// The oddity of a line, if one is planted there.
pub(super) fn oddity_of(budget: &BudgetKey, path: Path) -> Option<Oddity> {
    let (budget, path) = (budget.code(), path.to_string());
    let found = PLANTED.iter().find(|(of, at, _)| *of == budget && *at == path);
    found.map(|(_, _, oddity)| *oddity)
}

impl Oddity {
    /// The sign that finds it.
    pub const fn sign(self) -> Kind {
        match self {
            Oddity::LateDecember => Kind::December,
            Oddity::UnderHalf => Kind::UnderHalf,
            Oddity::AboveCorrected => Kind::AboveCorrected,
            Oddity::WithoutPlan => Kind::WithoutPlan,
            Oddity::ManyAmendments => Kind::ManyAmendments,
            Oddity::GrowingUnpaid => Kind::GrowingUnpaid,
        }
    }

    /// The figures of a line with this oddity, by the end of a month.
    pub(super) fn applied(self, regular: Measures, corrected: i64, month: u8) -> Measures {
        let whole_tenge = |amount: i64| Tiyn(amount / 100 * 100);
        let months = i64::from(month);
        match self {
            Oddity::LateDecember => {
                let share = if month == 12 { 1000 } else { 650 * months / 11 };
                let sumrg = whole_tenge(per_mille(per_mille(corrected, 990), share));
                Measures { sumrg, obz: Tiyn(regular.obz.0.max(sumrg.0)), ..regular }
            }
            Oddity::UnderHalf => {
                let sumrg = whole_tenge(per_mille(regular.plgp.0, 410));
                Measures { sumrg, obz: sumrg, ..regular }
            }
            Oddity::AboveCorrected => {
                let sumrg = whole_tenge(per_mille(corrected, 1040 * months / 12));
                Measures { sumrg, obz: Tiyn(regular.obz.0.max(sumrg.0)), ..regular }
            }
            Oddity::WithoutPlan => {
                let none = Tiyn::ZERO;
                let sumrg = whole_tenge(per_mille(corrected, 30 * months / 12));
                Measures { utv: none, utch: none, plg: none, plgp: none, plgo: none, obz: sumrg, sumrg }
            }
            Oddity::ManyAmendments => {
                let to_come = (12 - months) / 2;
                Measures { plg: thousands(per_mille(corrected, 1000 - 60 * to_come)), ..regular }
            }
            Oddity::GrowingUnpaid => {
                let unpaid = per_mille(corrected, 12 * months);
                let sumrg = whole_tenge(per_mille(regular.sumrg.0, 850));
                let plgo = thousands(regular.plgo.0.max(sumrg.0 + unpaid) + 99_999);
                Measures { sumrg, obz: Tiyn(sumrg.0 + unpaid / 100 * 100), plgo, ..regular }
            }
        }
    }
}
