# Attestation once a half-year
nav-attestation = Attestation
nav-attestations = Attestations
attestation-title = Confirming employees
attestation-lead = Once a half-year a body says of each employee who had access on its first day: works here, or powers ended.
attestation-days = { $count ->
    [one] It has { $count } working day for it after the day on which it is asked.
   *[other] It has { $count } working days for it after the day on which it is asked.
}
attestation-silence = { $count ->
    [one] If the body is silent for { $count } more working day, access of those who are not confirmed is suspended at the end of it, and their sessions end. At the moment at which the body confirms them it is restored without a decision of the ministry; suspensions of other causes stay.
   *[other] If the body is silent for { $count } more working days, access of those who are not confirmed is suspended at the end of the last, and their sessions end. At the moment at which the body confirms them it is restored without a decision of the ministry; suspensions of other causes stay.
}
attestation-asked = Asked
attestation-due = Last day for it
attestation-suspends = When silence suspends
attestation-confirmed = Employees confirmed
attestation-made = confirmed
attestation-nobody = nobody is left to confirm
attestation-none = There is nobody to confirm now.
attestation-people = Employees to confirm
attestation-answer = Answer
attestation-works = Works here
attestation-left = No longer: report it
attestation-oneself = A colleague confirms you
attestation-silenced = suspended without confirmation
attestation-send = I confirm that those ticked work here
attestation-unsaid = { $name }: tick that they work here, or report that their powers ended
attestation-stale-title = Nothing was confirmed
attestation-stale = The list has changed meanwhile. Below is the present one.
attestation-more = { $count ->
    [one] When these are confirmed, { $count } more employee is shown.
   *[other] When these are confirmed, { $count } more employees are shown.
}
attestation-next = Asked next: { $moment }
half-year-first = first half of { $year }
half-year-second = second half of { $year }
attestations-title = Attestations
attestations-lead = Once a half-year bodies confirm that their employees with access still work there.
attestations-none = No body has anybody to confirm in this half-year.
attestations-half-year = Half-year
attestations-answer = Answer
attestations-waiting = Not confirmed
attestations-suspends = whoever is not confirmed is suspended at the end of { $day }
hold-not-attested = The body had not confirmed by the end of { $day } that the employee works there
hold-attested = confirmed by the body
hold-own = You placed this suspension (or the administrator for whom you stand in did), so another administrator decides.
held-by-silence = the portal: the body was silent
event-training-report-told = Reminded of the report of a training
event-attestation-asked = Body asked to confirm its employees
event-attestation-reminded = Reminded of the attestation
event-attestations-overdue = Told of overdue attestations
event-attestation-made = Body confirmed employees
event-attestation-silence = Access suspended because a body was silent
event-person-unattested = Unconfirmed employee suspended
event-person-attested = Suspended employee confirmed by the body
event-attestations-looked = List of attestations looked at
field-attestation = attestation
field-silent-on = last day for an answer
field-bodies = bodies
field-left = not confirmed
field-list = SHA-256 of the list
attestation-closed-what = Turn to the head or the responsible officer of your body: access is restored at the moment at which they confirm you on the portal.
