# Whom overdue steps are escalated to
superiors-title = Whom overdue steps are escalated to
superiors-lead = Where a step was not taken in time, this superior gets a letter on the next working morning. That is entered in the journal.
superiors-ministry = For the ministry’s consideration
superiors-integrator = For the integrator’s permission
superiors-nobody = Nobody named: the ministry’s administrators are told
