# Registering applications that came through document management
nav-registrations = Paper applications
registrations-title = Applications that came through document management
registrations-none = No application came on paper
registration-begin = Enter an application to register
registration-lead = An application that came through electronic document management is entered: the body, the outgoing number, the day of receipt, the employees and a scan of the signed paper. The time for considering it (paragraph 9, 2 working days) runs from the day of receipt. Whoever registers an application does not consider it.
registration-ready = The particulars and the scan are there. Once registered, the application gets its number and waits to be considered; it can't be changed then. There is no EDS in the portal: the application rests on this paper.
registration-send = Register
paper-body-choose = Choose the body
paper-outgoing = Outgoing number
paper-outgoing-hint = As in the letter of the body, for example: 01-12/345
paper-dated = Date of the letter
paper-received = Day of receipt by the ministry
paper-received-hint = The time runs from this day: the next day is the first one
paper-change = Change the particulars of the paper
paper-change-lead = They can be changed only before it is registered.
paper-fault-date = Choose the day, or write it like 2026-11-20
paper-fault-outgoing = Write the outgoing number
paper-fault-before = It can't be received before the date of the letter: check both days
paper-fault-later = The day of receipt can't be later than today
paper-fault-long-ago = It was received more than a year ago: check the day
paper-fault-body = Choose the body that applies
paper-basis = Basis
paper-words = Letter No. { $number } of { $day }
paper-words-received = Received by the ministry on { $day }
paper-words-unsigned = No EDS in the portal: the application rests on the signed paper
paper-scan = Get the scan
scan-of-paper = Scan of the signed paper
scan-kept = Kept
scan-none = None
scan-title = Upload the scan
scan-lead = The whole paper that the head signed. It can be replaced until the application is registered.
scan-file = File of the scan
scan-hint = { $count ->
    [one] PDF, JPEG or PNG, up to { $count } MB
   *[other] PDF, JPEG or PNG, up to { $count } MB
}
scan-fault-empty = Choose the file of the scan
scan-fault-too-large = { $count ->
    [one] The file may have { $count } MB at most: scan it in lower quality
   *[other] The file may have { $count } MB at most: scan it in lower quality
}
scan-fault-kind = This is no PDF, JPEG or PNG, or the file is damaged: scan it again
lacks-scan = To register the application, upload the scan of the signed paper.
story-paper-entered = The ministry began to enter the paper application
story-paper-registered = The ministry registered the application that came through document management
story-paper-basis = Letter No. { $number }, received on { $day }; no EDS in the portal
remark = Please note
remark-renews = { $system }: access ends on { $day }. This application renews it.
remark-held = { $system }: there is access until { $day }.
remark-not-needed = There is no need to ask again; it can be renewed from { $day }.
remark-elsewhere = This person holds a grant of another body. If that is a former place of work, that body has to block the account (paragraph 9).
remark-blocked = This person's earlier grant was blocked because powers had ended. Confirm by E-Qyzmet that they work in this body now (paragraph 9).
