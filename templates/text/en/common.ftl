# Words shared by all pages
product-name = Qarau
product-summary = Read-only access of representative and audit bodies to the budget process information systems
skip-to-content = Skip to main content
language-switch = Interface language
navigation = Main menu
navigation-menu = Menu
breadcrumbs = Where you are
title-error = Error: { $title }
title-page = { $title } (page { $page } of { $pages })
signed-in-as = Signed in
sign-in = Sign in
sign-out = Sign out
nav-home = Home
nav-applications = Applications
nav-queue = Work queue
nav-budget = Budget
nav-my-record = My record
nav-journal = Journal
nav-demo = Demo
demo-bar = Demonstration portal: all people, bodies and figures are fictitious.
demo-bar-people = Choose a role
demo-bar-mail = Mail
demo-bar-clock = Clock
demo-bar-components = Components
footer-legal-basis = Legal basis
footer-order = Order of the Minister of Finance of the Republic of Kazakhstan of 30 May 2025 No. 270
footer-order-title = Rules for providing representative bodies and bodies of state audit and financial control with access to the informatization objects of the budget process
footer-read-only = Data are given in read mode only. Every look is recorded in the journal.
home-title = Looking at the budget
home-lead = Through the portal a body asks for access, the ministry considers the application, the integrator gives the permission, and an auditor looks at the budget.
form-problem = There is a problem
yes = Yes
no = No
none = None
not-reported = Not reported
continue = Continue
save = Save
cancel = Cancel
back = Back
change = Change
remove = Remove
show = Show
apply-filter = Apply
clear-filter = Clear the filter
role-head = First head
role-officer = Officer
role-auditor = Auditor
role-reviewer = Reviewer of the ministry
role-administrator = Administrator of the ministry
role-planner = Budget-planning officer
role-operator = Operator of the integrator
system-ac = Analytical Center
system-sp = State Planning
count-working-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
count-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
