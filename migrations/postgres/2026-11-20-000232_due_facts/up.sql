CREATE TABLE due_facts (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind TEXT NOT NULL,
    subject BIGINT NOT NULL,
    due_at TIMESTAMP NOT NULL,
    seen_to_at TIMESTAMP NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('told', 'skipped')),
    UNIQUE (kind, subject, due_at)
);
CREATE TABLE leases (
    name TEXT NOT NULL PRIMARY KEY,
    holder TEXT NOT NULL,
    token BIGINT NOT NULL,
    until TIMESTAMP NOT NULL
);
CREATE TABLE superiors (
    stage TEXT NOT NULL PRIMARY KEY CHECK (stage IN ('ministry', 'integrator')),
    person_id BIGINT NOT NULL REFERENCES people (id),
    named_at TIMESTAMP NOT NULL,
    named_by BIGINT NOT NULL REFERENCES people (id)
);
