# The desk of the ministry and of the integrator
queue-title-ministry = Applications to consider
queue-title-integrator = Applications waiting for access
queue-empty = No applications in the queue
queue-empty-hint = New applications appear here on the day they arrive.
known-grants = Other access
known-refusals = Earlier refusals
known-until = until { $day }
queue-every = Every
queue-filter-due = How it stands
queue-nothing-chosen = Nothing in the queue is like that
decided-title = Decided applications
decided-page = { $title }, page { $page }
decided-empty = Nothing decided yet
decided-state = Present state
decided-at = Last change
deciding-title = Application { $number }
deciding-all = Decision on everybody
deciding-all-each = Decide on each employee below
deciding-all-accept-ministry = Forward everybody of whom nothing else is said below
deciding-all-refuse-ministry = Refuse everybody of whom nothing else is said below
deciding-all-accept-integrator = Give access to everybody of whom nothing else is said below
deciding-all-refuse-integrator = Refuse everybody of whom nothing else is said below
deciding-question = Decision on { $name }
deciding-accept-ministry = Forward to the integrator
deciding-refuse-ministry = Refuse
deciding-accept-integrator = Give access
deciding-refuse-integrator = Refuse
deciding-reason = Reason of the refusal
deciding-reason-hint = The applying body sees it
deciding-reason-missing = Write the reason
deciding-reason-too-long = { $count ->
    [one] A reason has at most { $count } character
   *[other] A reason has at most { $count } characters
}
deciding-reason-invisible = The reason holds invisible characters: type it by hand
deciding-undecided = { $name }: choose a decision
deciding-late = Why the step is late
deciding-late-hint = The deadline has passed. The reason is written into the journal and shown to the applying body.
considering-calendar = The deadline can’t be counted: the calendar of working days does not cover { $day }. The administrator must add that year.
deciding-send-ministry = Confirm the decision
deciding-send-integrator = Confirm the decision
opens-title = What access opens
opens-scope = May see
opens-extent-ac = Budget execution
opens-extent-sp = Budget planning
opens-budgets = { $count ->
    [one] { $count } budget
   *[other] { $count } budgets
}
opens-regions = { $count ->
    [one] { $count } region
   *[other] { $count } regions
}
opens-programmes = { $count ->
    [one] { $count } budget programme
   *[other] { $count } budget programmes
}
opens-lines = { $count ->
    [one] { $count } budget line
   *[other] { $count } budget lines
}
opens-month = in the reports for { $month }
opens-plan = in the plans for { $first }–{ $last }
opens-mode = Mode
opens-read-only = Read (view) only (paragraph 5)
opens-term = Term
opens-a-year = One calendar year from the day access is given: if today, until the end of { $day } (paragraph 9.3)
return-title = Return for correction
return-lead = The whole application goes back to the body. When it is corrected, signed and sent again, the 2 working days begin anew.
return-reason = What is to be corrected
return-reason-hint = The body sees this text. Say which employee and which answer it is about.
return-send = Return
considered-forwarded = The application was forwarded to the integrator
considered-refused = Every employee was refused
considered-returned = The application was returned for correction
considered-next = The integrator gives access by the end of { $day }. A letter was sent to the applying body.
considered-told = A letter was sent to the applying body.
granted-done = Access was given
granted-refused = Every employee was refused
granted-next = Access is open until the end of { $day }. Letters were sent to the employees and their body.
granting-other-duty = This person has another duty in the portal that nobody combines with looking: access can't be given
granting-left = The powers of this employee ended after the application came in: the body needs a new application
granting-suspended = The access of this employee is suspended: the ministry’s administrator decides first
deciding-page = Employees: page { $page } of { $pages }
deciding-pages-hint = Decisions and reasons on other pages are kept.
deciding-turn-back = Previous page
deciding-turn-on = Next page
outcome-rest = { $count ->
    [one] The decision on { $count } more employee is on the page of the application
   *[other] The decisions on { $count } more employees are on the page of the application
}
granting-given-meanwhile = This employee was given access to this system by another application meanwhile: refuse it here
