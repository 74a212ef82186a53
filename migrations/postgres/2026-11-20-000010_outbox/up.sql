CREATE TABLE outbox (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    dedup TEXT NOT NULL UNIQUE,
    person_id BIGINT NOT NULL REFERENCES people (id),
    notice TEXT NOT NULL CHECK (notice IN ('application_submitted', 'application_arrived', 'application_forwarded',
        'application_returned', 'application_refused', 'access_granted')),
    application_id BIGINT NOT NULL REFERENCES applications (id),
    day DATE,
    systems TEXT,
    written_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at TIMESTAMP,
    given_up_at TIMESTAMP,
    fault TEXT,
    CHECK (sent_at IS NULL OR given_up_at IS NULL)
);
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
