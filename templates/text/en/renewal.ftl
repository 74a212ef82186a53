# Renewal of access (R9.3)
renewal-title = Renewal
renewal-lead = People whose access ends within 60 days. For the chosen ones one application is begun, filled in with what was known last; it goes through both stages. Given before the end, the new year begins exactly where the old one ends.
renewal-none = No access ends soon.
renewal-people = Whose access to renew
renewal-until = last day { $day }
renewal-used = last use: { $moment }
renewal-begin = Begin the application
renewal-nobody = Choose at least one employee
renewal-stale = For one of these people an application was begun already, or their access changed. The list is up to date again.
renewal-under-way = An application was begun already:
renewal-draft = draft
renewal-application = application No. { $number }
renewed-term = Access goes on
people-unused-since = not used since { $day }
opens-from-until = From { $from } until the end of { $until } (paragraph 9.3)
renewal-trained = training passed on { $day }, kept by a year that follows without a gap
renewal-untrained = training not passed: { $systems }
