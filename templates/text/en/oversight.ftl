# Lists that the ministry's administrator watches over all bodies
overdue-title = Overdue applications
overdue-lead = Steps that the ministry and the integrator did not end within 2 working days (paragraph 9). Nothing is granted because a day has passed.
overdue-none = No application is overdue.
endings-title = Access that ends
endings-lead = Access that ends within 60 days and is not followed by another year. The body itself asks for renewal.
endings-none = No access ends within 60 days.
endings-last-day = Last day
networks-title = From two networks at once
networks-lead = People whose sessions were used from two networks at once in the last 30 days. This is no violation yet: a signature, login or password must not be handed over (paragraph 15); ask the body for the reason.
networks-none = There was nothing of the kind in the last 30 days.
networks-networks = Networks
networks-since = Since
networks-last = Last use
