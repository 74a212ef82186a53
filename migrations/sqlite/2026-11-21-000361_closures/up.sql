CREATE TABLE body_closures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    last_day DATE NOT NULL,
    act_title TEXT NOT NULL,
    act_number TEXT NOT NULL,
    act_on DATE NOT NULL,
    announced_at TIMESTAMP NOT NULL,
    announced_by BIGINT NOT NULL REFERENCES people (id),
    withdrawn_at TIMESTAMP,
    withdrawn_by BIGINT REFERENCES people (id),
    withdrawn_reason TEXT,
    CHECK ((withdrawn_at IS NULL) = (withdrawn_by IS NULL)),
    CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
);
CREATE UNIQUE INDEX body_closures_standing ON body_closures (body_id) WHERE withdrawn_at IS NULL;
CREATE TABLE body_successors (
    closure_id BIGINT NOT NULL REFERENCES body_closures (id),
    body_id BIGINT NOT NULL REFERENCES bodies (id),
    PRIMARY KEY (closure_id, body_id)
);
CREATE INDEX body_successors_of ON body_successors (body_id);
CREATE INDEX journal_entries_by_body ON journal_entries (body, idx);
