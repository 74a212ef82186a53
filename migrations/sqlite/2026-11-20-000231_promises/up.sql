CREATE TABLE promises (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    application_id BIGINT NOT NULL REFERENCES applications (id),
    period TEXT NOT NULL CHECK (period IN ('considering', 'granting', 'separation')),
    from_on DATE NOT NULL,
    due_on DATE NOT NULL,
    calendar TEXT NOT NULL,
    promised_at TIMESTAMP NOT NULL,
    ended_at TIMESTAMP
);
CREATE INDEX promises_of_application ON promises (application_id, id);
CREATE INDEX promises_open ON promises (due_on) WHERE ended_at IS NULL;
CREATE INDEX promises_by_due ON promises (due_on, from_on);
ALTER TABLE applications ADD COLUMN due_from DATE;
UPDATE applications SET due_from = date(state_at, '+5 hours') WHERE due_on IS NOT NULL;
INSERT INTO promises (application_id, period, from_on, due_on, calendar, promised_at)
    SELECT id, CASE state WHEN 'submitted' THEN 'considering' ELSE 'granting' END, due_from, due_on, calendar, state_at
    FROM applications WHERE due_on IS NOT NULL;
