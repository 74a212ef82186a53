//! The six formulas. Each takes the figures that it needs and gives what is at stake, or nothing.

use super::{AMENDMENT_PART, AMENDMENTS, DECEMBER_PART, GROWING_MONTHS, HALF, UNPAID_PART};
use crate::domain::budget::Measures;
use crate::domain::money::Tiyn;

/// sumrg < 50 % of plgp; at stake plgp − sumrg.
pub(super) fn under_half(now: &Measures) -> Option<Tiyn> {
    let is_under = i128::from(now.sumrg.0) * 100 < i128::from(now.plgp.0) * i128::from(HALF);
    now.plgp.checked_sub(now.sumrg).filter(|_| is_under && now.plgp > Tiyn::ZERO)
}

/// Payments of December, sumrg₁₂ − sumrg₁₁, above a third of sumrg₁₂; at stake what is above it. Asked only where both
/// months are reported: what a December that follows a gap paid by itself is not known.
pub(super) fn december(months: &[(u8, Measures)]) -> Option<Tiyn> {
    let [.., (11, november), (12, year)] = months else { return None };
    let december = year.sumrg.checked_sub(november.sumrg)?;
    let above = december.checked_sub(Tiyn(year.sumrg.0 / DECEMBER_PART))?;
    let is_above = i128::from(december.0) * i128::from(DECEMBER_PART) > i128::from(year.sumrg.0);
    Some(above).filter(|_| is_above && year.sumrg > Tiyn::ZERO)
}

/// sumrg > plg; at stake sumrg − plg. Where nothing is planned at all, the payments are a sign of their own.
pub(super) fn above_corrected(now: &Measures) -> Option<Tiyn> {
    let is_above = now.plg > Tiyn::ZERO && now.sumrg > now.plg;
    now.sumrg.checked_sub(now.plg).filter(|_| is_above)
}

/// sumrg > 0 where plgp = 0; at stake sumrg.
pub(super) fn without_plan(now: &Measures) -> Option<Tiyn> {
    (now.plgp <= Tiyn::ZERO && now.sumrg > Tiyn::ZERO).then_some(now.sumrg)
}

/// plg differs from the reported month before (in the first one: from utv) by at least 5 % of utv, more than three times;
/// at stake these changes added up.
pub(super) fn many_amendments(months: &[(u8, Measures)]) -> Option<Tiyn> {
    let mut before = months.first()?.1.utv;
    let (mut times, mut sum) = (0, Tiyn::ZERO);
    for (_, now) in months {
        let change = Tiyn(now.plg.checked_sub(before)?.0.checked_abs()?);
        before = now.plg;
        let least = i128::from(now.utv.0) * i128::from(AMENDMENT_PART);
        if change > Tiyn::ZERO && i128::from(change.0) * 100 >= least {
            times += 1;
            sum = sum.checked_add(change)?;
        }
    }
    (times > AMENDMENTS).then_some(sum)
}

/// obz − sumrg grew twice in a row over the last three reported months, and is at least 10 % of obz; at stake obz − sumrg.
pub(super) fn growing_unpaid(months: &[(u8, Measures)]) -> Option<Tiyn> {
    let last = months.get(months.len().checked_sub(GROWING_MONTHS)?..)?;
    let unpaid = last.iter().map(|(_, now)| now.unpaid()).collect::<Option<Vec<Tiyn>>>()?;
    let grows = unpaid.windows(2).all(|pair| pair[0] < pair[1]);
    let (_, now) = last.last()?;
    let open = unpaid.last().copied()?;
    let is_much = i128::from(open.0) * 100 >= i128::from(now.obz.0) * i128::from(UNPAID_PART);
    (grows && is_much && open > Tiyn::ZERO).then_some(open)
}
