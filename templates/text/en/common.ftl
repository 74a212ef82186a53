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
home-title = Access to the data of the budget process
home-sign-in = Sign in with the EDS
home-steps = How it goes
home-step-ask = The body asks
home-step-ask-text = The body fills in an application for its employees and signs it with the EDS of the legal entity.
home-step-ask-term = paragraph 8
home-step-consider = The ministry considers
home-step-consider-text = The Ministry of Finance decides on each employee and sends the application to the integrator.
home-step-consider-term = 2 working days, paragraph 9
home-step-open = The integrator opens
home-step-open-text = The integrator gives permission in read mode, within the competence of the body. Training comes before work.
home-step-open-term = 2 working days; access for 1 calendar year, paragraph 9
home-step-look = The auditor looks
home-step-look-text = The auditor sees the budget inside the body's scope alone. Every look is recorded in the journal.
home-step-look-term = paragraphs 5 and 6
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
