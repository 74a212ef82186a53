# Roles in the systems
nav-system-roles = Roles in the systems
system-roles-title = Roles in the systems
system-roles-lead = In each system the integrator sets up roles that match the competence of the body (paragraph 6). Bodies of the same competence share a role; nobody chooses its name or its limits by hand.
system-roles-none = No roles yet: the first is set up when the first access is given.
system-roles-code = Role
system-roles-created = Set up
system-roles-by = Set up by
system-roles-application = For application
system-roles-grants = Grants that rest on it
opens-roles = Role in the system
role-since = set up on { $day } for application { $number }
event-system-role-created = A role was set up in a system
field-role = Role
