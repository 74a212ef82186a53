# Files of the personnel record (E-Qyzmet) (R9.4)
feeds-title = Personnel record
feeds-lead = Files from E-Qyzmet: people who left or moved and whom their body did not report are found, and their access is suspended.
feeds-none = No file was brought yet.
feed-title = Personnel file No. { $number }
feed-number = Number
feed-new = Bring a personnel file
feed-new-lead = The file is checked first. Of a file with faults nothing takes effect.
feed-columns = Columns of the CSV file (UTF-8):
feed-events = Events:
feed-file = File
feed-file-missing = Choose a file
feed-check = Check
feed-faults = Lines with faults
feed-line = Line
feed-wrong = Fault
feed-fault-header = the first line must name the columns IIN, BIN, event, date, document in this order
feed-fault-unreadable = not a line of CSV in UTF-8 with five cells
feed-fault-number = expected 12 digits with a right check digit
feed-fault-event = expected dismissal, transfer or other
feed-fault-date = expected a date like 2026-01-31
feed-fault-not-covered = the calendar of working days does not cover this day
feed-fault-document = expected 1 to 200 visible characters
feed-waits-lead = The file was checked; nothing of it took effect yet. Below is what would happen; when it takes effect, that is worked out anew.
feed-kept = Checked
feed-by = Brought by
feed-by-command = the command line
feed-taken-at = Took effect
feed-lines = Lines
feed-unknown = Unknown to the portal (only counted)
feed-found = Result
feed-checked = checked, without effect
feed-taken = took effect
feed-waits = waits for a second person
feed-take = Let it take effect
feed-drop = Throw the file away
feed-already = This file took effect before: nothing changed
feed-not-taken = The file took no effect
feed-people = People known to the portal
feed-nobody = The file names nobody whom the portal knows.
feed-event = Event and document
finding-suspended = suspended
finding-later = suspended on its day
finding-stopped = waits for a second person
finding-rejected = rejected by a second person
finding-reported = reported by the body, or decided by the ministry
finding-seen = seen to before
finding-outdated = before the body’s later application
finding-without-access = no access
parts-title = Parts that wait for a second person
parts-lead = Too many people of one body: a second administrator, who did not bring the file, releases or rejects that part with a reason.
part-title = Decision on a stopped part
part-lead = Released, the access of these people is suspended at once. Rejected, this part of the file changes nothing.
part-people = How many of those with access
part-share = { $found } of { $all }
part-waits = waits for a second person
part-released = released
part-rejected = rejected
part-word = Decision
part-word-missing = Choose a decision
part-release = Release
part-release-hint = The data are right: the body is really being reorganized or reduced.
part-reject = Reject
part-reject-hint = The data are wrong: a corrected personnel file is awaited.
part-reason = Reason
part-decide = Decide
feed-file-hint = { $count ->
    [one] at most { $count } line, 4 MB
   *[other] at most { $count } lines, 4 MB
}
feed-file-too-large = { $count ->
    [one] The file is larger than { $count } MB
   *[other] The file is larger than { $count } MB
}
feed-file-faulty = { $count ->
    [one] The file has { $count } fault: its line is shown below, nothing took effect
   *[other] The file has { $count } faults: their lines are shown below, nothing took effect
}
feed-fault-too-long = { $count ->
    [one] more than { $count } line
   *[other] more than { $count } lines
}
feed-more-faults = { $count ->
    [one] { $count } more fault is not shown
   *[other] { $count } more faults are not shown
}
feed-more = { $count ->
    [one] { $count } more event is not shown
   *[other] { $count } more events are not shown
}
