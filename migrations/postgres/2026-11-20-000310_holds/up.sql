CREATE TABLE holds (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    person_id BIGINT NOT NULL REFERENCES people (id),
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    cause TEXT NOT NULL CHECK (cause IN ('dismissal', 'transfer', 'other', 'suspended')),
    ended_on DATE,
    due_on DATE,
    calendar TEXT,
    late_days BIGINT CHECK (late_days >= 0),
    reason TEXT,
    since TIMESTAMP NOT NULL,
    placed_by BIGINT REFERENCES people (id),
    last_grant BIGINT NOT NULL,
    decision TEXT NOT NULL CHECK (decision IN ('pending', 'blocked', 'lifted')),
    decided_at TIMESTAMP,
    decided_by BIGINT REFERENCES people (id),
    decided_reason TEXT,
    CHECK ((cause = 'suspended') = (reason IS NOT NULL)),
    CHECK ((cause = 'suspended') = (ended_on IS NULL)),
    CHECK ((ended_on IS NULL) = (due_on IS NULL) AND (ended_on IS NULL) = (calendar IS NULL)),
    CHECK (late_days IS NULL OR ended_on IS NOT NULL),
    CHECK ((decision = 'pending') = (decided_at IS NULL)),
    CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
    CHECK ((decision = 'lifted') = (decided_reason IS NOT NULL)),
    CHECK (decided_at IS NULL OR decided_at >= since)
);
CREATE INDEX holds_of_person ON holds (person_id, id);
CREATE INDEX holds_by_decision ON holds (decision, id);
CREATE UNIQUE INDEX holds_waiting_suspension ON holds (person_id) WHERE decision = 'pending' AND cause = 'suspended';
CREATE UNIQUE INDEX holds_waiting_separation ON holds (person_id) WHERE decision = 'pending' AND cause <> 'suspended';
CREATE TABLE separation_reports (
    hold_id BIGINT NOT NULL PRIMARY KEY REFERENCES holds (id),
    certificate TEXT NOT NULL,
    content BYTEA NOT NULL,
    signature BYTEA NOT NULL
);
CREATE FUNCTION holds_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a hold is decided once, and neither it nor its report is deleted';
END $$;
CREATE TRIGGER holds_no_delete BEFORE DELETE OR TRUNCATE ON holds FOR EACH STATEMENT EXECUTE FUNCTION holds_stay();
CREATE TRIGGER holds_decided_once BEFORE UPDATE ON holds FOR EACH ROW
    WHEN (OLD.decision <> 'pending' OR NEW.decision = 'pending' OR NEW.person_id <> OLD.person_id OR NEW.since <> OLD.since
        OR NEW.cause <> OLD.cause OR NEW.last_grant <> OLD.last_grant)
    EXECUTE FUNCTION holds_stay();
CREATE TRIGGER separation_reports_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON separation_reports
    FOR EACH STATEMENT EXECUTE FUNCTION holds_stay();
