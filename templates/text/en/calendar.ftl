# The calendar of working days
calendar-title = Calendar of working days
calendar-lead = Deadlines are counted by this calendar (paragraph 9). A published edition is never changed: a correction is published as the next edition, and promised days do not move.
calendar-horizon = The calendar is loaded up to { $day }.
calendar-horizon-soon = The calendar ends on { $day }: add the next year.
calendar-horizon-over = The calendar ended on { $day }: no deadline can be counted. Add the next year.
calendar-change = Change the calendar
calendar-drafted = { $count ->
    [one] The next edition has { $count } unpublished change.
   *[other] The next edition has { $count } unpublished changes.
}
calendar-editions = Editions
calendar-edition = Edition
calendar-edition-title = Calendar, edition { $edition }
calendar-published-at = Published
calendar-published-by = By
calendar-delivered = Delivered with the portal
calendar-years = Years
calendar-months = Working days by month
calendar-month = Month
calendar-month-working = Working days
calendar-month-off = Days off
calendar-working-days = { $count ->
    [one] The year has { $count } working day.
   *[other] The year has { $count } working days.
}
calendar-days = Special days and the acts behind them
calendar-working = working day
calendar-act = Act
calendar-act-unknown = date not known
calendar-draft-title = Next edition: { $edition }
calendar-draft-lead = Until they are published, changes have no effect on any deadline.
calendar-added-years = Years added: { $first }–{ $last }, with the holidays of the law.
calendar-no-changes = No day is changed
calendar-changes = Changed days
calendar-take-back = Take back
calendar-otherwise = Would have been counted otherwise
calendar-otherwise-count = { $count ->
    [one] By this edition { $count } deadline would have been counted otherwise. Promised days do not change.
   *[other] By this edition { $count } deadlines would have been counted otherwise. Promised days do not change.
}
calendar-step = Step
calendar-step-considering = consideration by the ministry
calendar-step-granting = permission by the integrator
calendar-step-separation = report that powers ended
calendar-step-open = waited for
calendar-step-uncounted = can't be counted
calendar-kept = Promised day
calendar-counted = By this edition
calendar-publish = Publish
calendar-publish-hint = Once published, every new deadline is counted by this edition. Publishing is entered in the journal.
calendar-stale = Nothing was done: the next edition has changed meanwhile. Its present state is shown below.
calendar-day-title = Change a day
calendar-day-add = Add the change
calendar-on = Day
calendar-wish = What the day is
calendar-wish-moved-to = Day off, worked on another day instead
calendar-wish-day-off = Day off by order
calendar-wish-working-day = Working day by order
calendar-wish-holiday = Holiday
calendar-wish-carried-over = Day off for a holiday on a weekend
calendar-wish-ordinary = Ordinary day
calendar-other = Day worked instead
calendar-other-hint = Only where a day off is moved: a Saturday or a Sunday
calendar-holiday = Holiday
calendar-holiday-hint = Only for a holiday or a day off given for it
calendar-act-title = Title of the act
calendar-act-number = Number of the act
calendar-act-on = Date of the act
calendar-not-a-day = Give a day
calendar-which-wish = Choose what the day becomes
calendar-which-holiday = Choose the holiday
calendar-act-missing = Fill this in
calendar-act-too-long = Too long
calendar-act-invisible = The text holds invisible characters: type it by hand
calendar-not-covered = The calendar does not cover { $day }: add its year first
calendar-not-a-weekday = { $day } is a weekend day: only days from Monday to Friday are changed so
calendar-not-a-weekend = { $day } is neither a Saturday nor a Sunday
calendar-same = { $day } is that already
calendar-year-title = Add a year
calendar-year-text = { $year } is added with the holidays of the law. Enter the day of Kurban Ait and moved days off with the form above.
calendar-year-add = Add { $year }
