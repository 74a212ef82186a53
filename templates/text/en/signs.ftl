# Risk signs
signs-title = Risk signs
signs-of = Risk signs: { $budget }
signs-page = { $title }, page { $page }
signs-lead = A sign says where to look first. It is computed from the figures of the report alone, by a formula that stands on its page; it is not a violation, and no blame.
signs-across = Risk signs over all budgets
signs-to-lines = To the lines of the report
signs-to-signs = Risk signs
signs-count = { $count ->
    [one] { $count } sign
   *[other] { $count } signs
}
signs-budgets = { $count ->
    [one] { $count } budget with a report for this month
   *[other] { $count } budgets with a report for this month
}
signs-kind = Kind of sign
signs-every-kind = Every kind
signs-administrator = Administrator
signs-every-administrator = Every administrator
signs-order = Order
signs-by-amount = By amount
signs-by-line = By line
signs-sign = Sign
signs-amount = At stake
signs-none = No signs
signs-none-text = Nothing of what is looked for was found. That is no proof of good order.
signs-show-all = Show all signs
signs-not-looked-for = This month has not been looked at for signs
signs-not-looked-for-text = It was loaded before the portal knew risk signs. They will be here after the next load of this month.
sign-formula = Formula
sign-months = The months behind it
sign-others = Other signs of this line
sign-parameter-half = Limit: { $value } % of the period plan
sign-parameter-december = Limit: 1/{ $value } of the payments of the year
sign-parameter-amendments = Limit: { $value } amendments in a year
sign-parameter-amendment = A change counts from { $value } % of the approved budget on
sign-parameter-months = Reported months compared: { $value }
sign-parameter-unpaid = Counted from { $value } % of the obligations accepted on
sign-parameter-least = Less than { $value } million tenge at stake is not told
sign-under-half = Execution under half of the period plan
sign-under-half-stake = not executed of the plan for the period
sign-under-half-formula = Executed is less than 50 % of the plan for the period by payments. At stake: the plan less what is executed.
sign-under-half-no-violation = This sign is not a violation: payments may be due later by contract, or the plan may have been set early.
sign-december = December above a third of the year
sign-december-stake = paid in December above a third of the year
sign-december-formula = Executed by the end of December less executed by the end of November is more than a third of the year. Both months must be reported. At stake: what is above the third.
sign-december-no-violation = This sign is not a violation: work accepted at the end of the year is paid at the end of the year.
sign-above-corrected = Executed above the corrected budget
sign-above-corrected-stake = executed above the corrected budget of the year
sign-above-corrected-formula = Executed is more than the corrected budget of the year. At stake: the difference. Lines without any corrected budget are told under “payments without a plan”.
sign-above-corrected-no-violation = This sign is not a violation: the budget may have been corrected after the report.
sign-without-plan = Payments without a plan
sign-without-plan-stake = paid without a plan for the period
sign-without-plan-formula = Something is executed where the plan for the period by payments is zero. At stake: all that is executed.
sign-without-plan-no-violation = This sign is not a violation: the plan may stand on another line of the classification.
sign-many-amendments = More than three amendments in the year
sign-many-amendments-stake = changes of the corrected budget in the year, up and down, added up
sign-many-amendments-formula = The corrected budget differs from that of the reported month before, in the first month from the approved budget. Such changes are counted; more than three are a sign. At stake: the changes added up without their sign.
sign-many-amendments-no-violation = This sign is not a violation: the budget is amended by law whenever its conditions change.
sign-growing-unpaid = Unpaid obligations grow
sign-growing-unpaid-stake = accepted and not paid by now
sign-growing-unpaid-formula = Obligations accepted less executed grew from month to month over the last three reported months, and are at least a tenth of the obligations accepted. At stake: what is unpaid now.
sign-growing-unpaid-no-violation = This sign is not a violation: obligations are accepted before they fall due.
