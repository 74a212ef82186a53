//! The figures of a budget's lines by the end of each month of a year, and the lines that follow from them.

use super::leaves::{Course, Leaf, Leaves};
use super::places::following;
use crate::domain::budget::{Fact, Measures, Section};
use crate::domain::money::{TIYN_PER_THOUSAND_TENGE, Tiyn};
use crate::gateways::fictitious_budget::dice::roll;
use crate::gateways::fictitious_budget::oddities::Oddity;

/// The year whose sizes the proportions have.
const BASE_YEAR: i64 = 2024;

const EVEN: [i64; 12] = [60, 140, 220, 305, 390, 475, 560, 640, 720, 805, 890, 1000];
const LATE: [i64; 12] = [0, 10, 40, 110, 210, 320, 430, 530, 630, 730, 850, 1000];

/// One budget's lines in one year.
pub(super) struct Year<'a> {
    lines: Vec<Line<'a>>,
}

struct Line<'a> {
    leaf: &'a Leaf,
    receipts: bool,
    approved: i64,
    corrected: i64,
    /// Of the corrected budget, per mille, by the end of the year.
    executed: i64,
}

/// The measures that sections V and VII have: no obligations.
type Five = [i64; 5];

impl Leaves {
    /// The lines of a year, with what chance makes of it.
    pub(super) fn year(&self, number: u16) -> Year<'_> {
        let growth = 1000 + 80 * (i64::from(number) - BASE_YEAR);
        Year { lines: self.lines.iter().map(|leaf| self.line(leaf, u64::from(number), growth)).collect() }
    }

    fn line<'a>(&self, leaf: &'a Leaf, year: u64, growth: i64) -> Line<'a> {
        let chance = roll(self.seed, &[leaf.about, year], u64::MAX);
        let of = |place: u32, sides: u64| i64::try_from((chance >> place) % sides).unwrap_or_default();
        let receipts = leaf.path.section() == Section::Receipts;
        let approved = thousands(share(share(leaf.approved, growth), 930 + of(0, 141)));
        let corrected = thousands(share(approved, 960 + of(16, 121)));
        let executed = if receipts { 970 + of(32, 61) } else { 940 + of(32, 61) };
        Line { leaf, receipts, approved, corrected, executed }
    }
}

impl Year<'_> {
    /// Appends the facts of a month, in the order of paths; the balance that it closes with.
    pub(super) fn month(&self, month: u8, opening: Tiyn, facts: &mut Vec<Fact>) -> Tiyn {
        let (mut received, mut spent): (Five, Five) = ([0; 5], [0; 5]);
        let mut source_line = 0;
        facts.extend(self.lines.iter().map(|line| {
            let measures = line.measures(month);
            let sums = if line.receipts { &mut received } else { &mut spent };
            for (sum, amount) in sums.iter_mut().zip(five(&measures)) {
                *sum += amount;
            }
            source_line += 1;
            Fact { path: line.leaf.path, measures, source_line }
        }));
        let each = |op: &dyn Fn(usize) -> i64| -> Five { std::array::from_fn(op) };
        let deficit = each(&|k| received[k] - spent[k]);
        // What receipts lack is borrowed, but for what balances give; a surplus stays in them.
        let used = each(&|k| if k == 0 { 0 } else { (-deficit[k]).min(opening.0 / 2) });
        let loans = each(&|k| -deficit[k] - used[k]);
        let closing = opening.0 - used[4];
        let balance = |amount: i64| [0, 0, 0, 0, amount];
        let follow = [deficit, loans, used, balance(opening.0), balance(closing)];
        for (path, amounts) in following().into_iter().flatten().zip(follow) {
            source_line += 1;
            facts.push(Fact { path, measures: measures_of(amounts), source_line });
        }
        Tiyn(closing)
    }
}

impl Line<'_> {
    fn measures(&self, month: u8) -> Measures {
        let course = match self.leaf.course {
            Course::Even => EVEN,
            Course::Late => LATE,
        };
        let run = course.get(usize::from(month).wrapping_sub(1)).copied().unwrap_or(1000);
        // The budget is corrected in spring and in autumn.
        let step = (self.corrected - self.approved) / 2;
        let plg = match month {
            1..4 => self.approved,
            4..10 => thousands(self.approved + step),
            _ => self.corrected,
        };
        let utch = thousands(self.approved + share(plg - self.approved, 800));
        let plgp = thousands(share(self.corrected, (run + 30).min(1000)));
        let sumrg = share(share(self.corrected, self.executed), run);
        let (plgo, obz) = if self.receipts {
            (0, 0)
        } else {
            let plgo = thousands(share(self.corrected, (run + 80).min(1000)));
            (plgo, sumrg + share((plgo - sumrg).max(0), 700))
        };
        let measures = Measures {
            utv: Tiyn(self.approved),
            utch: Tiyn(utch),
            plg: Tiyn(plg),
            plgp: Tiyn(plgp),
            plgo: Tiyn(plgo),
            obz: Tiyn(obz),
            sumrg: Tiyn(sumrg),
        };
        self.leaf.oddity.map_or(measures, |oddity: Oddity| oddity.applied(measures, self.corrected, month))
    }
}

/// Lines are far from the end of the range, so no wider number is needed.
fn share(amount: i64, per_mille: i64) -> i64 {
    amount / 1000 * per_mille + amount % 1000 * per_mille / 1000
}

fn thousands(amount: i64) -> i64 {
    amount / TIYN_PER_THOUSAND_TENGE * TIYN_PER_THOUSAND_TENGE
}

fn five(measures: &Measures) -> Five {
    [measures.utv.0, measures.utch.0, measures.plg.0, measures.plgp.0, measures.sumrg.0]
}

fn measures_of([utv, utch, plg, plgp, sumrg]: Five) -> Measures {
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
