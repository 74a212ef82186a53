# First page of somebody signed in
desk-title = Desk
desk-work = What needs a hand today
desk-no-work = Nothing waits for you now.
desk-nothing-in = Lists in which nothing waits
desk-first-due = first due: { $day }
desk-first-ends = first to end: { $day }
desk-overdue = overdue
desk-overdue-of = overdue: { $count }
desk-today = today
desk-grants = My access
desk-nothing = Nothing waits for you now, and no access is open. The head of the body asks for access with an application.
desk-look = Look at the budget
desk-extracts = Extracts taken
desk-by-others = Entries of others about you in 30 days
grant-not-yet = not begun yet
grant-open = open
grant-suspended = suspended
grant-blocked = blocked
grant-expired = expired
grant-from = From
grant-until = Last day
grant-scope = What it opens
grant-held-since = No access since
desk-all-people = All people: { $count }
desk-under-way = Applications of the body with the ministry or the integrator: { $count }
task-suspensions = { $count ->
    [one] suspension waits for a decision
   *[other] suspensions wait for a decision
}
task-feed-parts = { $count ->
    [one] part of a personnel file waits for a second person
   *[other] parts of personnel files wait for a second person
}
task-networks = { $count ->
    [one] person worked from two networks at once within a day
   *[other] people worked from two networks at once within a day
}
task-considering = { $count ->
    [one] application waits to be considered
   *[other] applications wait to be considered
}
task-granting = { $count ->
    [one] application waits for permission
   *[other] applications wait for permission
}
task-overdue-steps = { $count ->
    [one] application is overdue
   *[other] applications are overdue
}
task-late-reports = { $count ->
    [one] report of powers ended came late
   *[other] reports of powers ended came late
}
task-training-reports = { $count ->
    [one] training not yet reported to the ministry
   *[other] trainings not yet reported to the ministry
}
task-letters = { $count ->
    [one] letter could not be delivered
   *[other] letters could not be delivered
}
task-calendar = { $count ->
    [one] calendar ends soon: enter the next year
   *[other] calendars end soon: enter the next year
}
task-unsent = { $count ->
    [one] application not sent, or returned for correction
   *[other] applications not sent, or returned for correction
}
task-endings = { $count ->
    [one] person whose access ends within 60 days
   *[other] people whose access ends within 60 days
}
task-untrained = { $count ->
    [one] person waits for training
   *[other] people wait for training
}
task-unused = { $count ->
    [one] person has not used access for 45 days
   *[other] people have not used access for 45 days
}
task-own-training = { $count ->
    [one] system for which you have to pass training
   *[other] systems for which you have to pass training
}
task-own-duties = { $count ->
    [one] commitment: accept the duties of use
   *[other] commitments: accept the duties of use
}
task-saved-looks = { $count ->
    [one] saved look has become different
   *[other] saved looks have become different
}
task-attestation = { $count ->
    [one] person to be confirmed as working here
   *[other] people to be confirmed as working here
}
task-attestation-bodies = { $count ->
    [one] body has not confirmed its people in time
   *[other] bodies have not confirmed their people in time
}
