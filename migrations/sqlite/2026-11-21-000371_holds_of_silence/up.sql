-- A rebuild while reports, letters and recorded events refer to it: they are checked at the end of the transaction.
PRAGMA defer_foreign_keys = ON;
CREATE TABLE holds_kept AS SELECT id, person_id, body_id, cause, ended_on, due_on, calendar, late_days, reason, since, placed_by, last_grant, decision, decided_at,
    decided_by, decided_reason FROM holds;
DROP TABLE holds;
CREATE TABLE holds (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    person_id BIGINT NOT NULL REFERENCES people (id),
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    cause TEXT NOT NULL CHECK (cause IN ('dismissal', 'transfer', 'other', 'suspended', 'not_attested')),
    ended_on DATE,
    due_on DATE,
    calendar TEXT,
    late_days BIGINT CHECK (late_days >= 0),
    reason TEXT,
    since TIMESTAMP NOT NULL,
    placed_by BIGINT REFERENCES people (id),
    last_grant BIGINT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('pending', 'blocked', 'lifted', 'attested')),
    decided_at TIMESTAMP,
    decided_by BIGINT REFERENCES people (id),
    decided_reason TEXT,
    silent_on DATE,
    CHECK ((cause = 'suspended') = (reason IS NOT NULL)),
    CHECK ((cause IN ('suspended', 'not_attested')) = (ended_on IS NULL)),
    CHECK ((cause = 'not_attested') = (silent_on IS NOT NULL)),
    CHECK (decision <> 'attested' OR cause = 'not_attested'),
    CHECK ((ended_on IS NULL) = (due_on IS NULL) AND (ended_on IS NULL) = (calendar IS NULL)),
    CHECK (late_days IS NULL OR ended_on IS NOT NULL),
    CHECK ((decision = 'pending') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK ((decision = 'lifted') = (decided_reason IS NOT NULL)),
    CHECK (decided_at IS NULL OR decided_at >= since)
);
INSERT INTO holds (id, person_id, body_id, cause, ended_on, due_on, calendar, late_days, reason, since, placed_by, last_grant, decision, decided_at,
    decided_by, decided_reason)
    SELECT id, person_id, body_id, cause, ended_on, due_on, calendar, late_days, reason, since, placed_by, last_grant, decision, decided_at,
    decided_by, decided_reason FROM holds_kept;
DROP TABLE holds_kept;
CREATE INDEX holds_of_person ON holds (person_id, id);
CREATE INDEX holds_by_decision ON holds (decision, id);
CREATE UNIQUE INDEX holds_waiting_suspension ON holds (person_id) WHERE decision = 'pending' AND cause = 'suspended';
CREATE UNIQUE INDEX holds_waiting_separation ON holds (person_id) WHERE decision = 'pending' AND cause IN ('dismissal', 'transfer', 'other');
CREATE UNIQUE INDEX holds_waiting_attestation ON holds (person_id) WHERE decision = 'pending' AND cause = 'not_attested';
CREATE TRIGGER holds_no_delete BEFORE DELETE ON holds BEGIN SELECT RAISE(ABORT, 'a hold is never deleted'); END;
CREATE TRIGGER holds_decided_once BEFORE UPDATE ON holds
    WHEN OLD.decision <> 'pending' OR NEW.decision = 'pending' OR NEW.person_id <> OLD.person_id OR NEW.since <> OLD.since
        OR NEW.cause <> OLD.cause OR NEW.last_grant <> OLD.last_grant
    BEGIN SELECT RAISE(ABORT, 'a hold is decided once'); END;
