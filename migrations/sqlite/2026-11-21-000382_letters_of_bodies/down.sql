CREATE TABLE outbox_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    dedup TEXT NOT NULL UNIQUE,
    person_id BIGINT NOT NULL REFERENCES people (id),
    notice TEXT NOT NULL,
    application_id BIGINT REFERENCES applications (id),
    hold_id BIGINT REFERENCES holds (id),
    feed_id BIGINT REFERENCES feeds (id),
    grant_id BIGINT REFERENCES grants (id),
    attestation_id BIGINT REFERENCES attestations (id),
    training_id BIGINT REFERENCES trainings (id),
    day DATE,
    systems TEXT,
    written_at TIMESTAMP NOT NULL,
    due_at TIMESTAMP NOT NULL,
    leased_until TIMESTAMP,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at TIMESTAMP,
    given_up_at TIMESTAMP,
    fault TEXT,
    CHECK (sent_at IS NULL OR given_up_at IS NULL),
    CHECK ((application_id IS NOT NULL) + (hold_id IS NOT NULL) + (feed_id IS NOT NULL) + (grant_id IS NOT NULL)
        + (attestation_id IS NOT NULL) + (training_id IS NOT NULL) = 1)
);
INSERT INTO outbox_new (id, dedup, person_id, notice, application_id, hold_id, feed_id, grant_id, attestation_id, training_id, day, systems, written_at, due_at,
    leased_until, attempts, sent_at, given_up_at, fault)
    SELECT id, dedup, person_id, notice, application_id, hold_id, feed_id, grant_id, attestation_id, training_id, day, systems, written_at, due_at,
    leased_until, attempts, sent_at, given_up_at, fault FROM outbox WHERE body_id IS NULL;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_waiting ON outbox (due_at) WHERE sent_at IS NULL AND given_up_at IS NULL;
CREATE INDEX outbox_given_up ON outbox (given_up_at) WHERE given_up_at IS NOT NULL;
