ALTER TABLE outbox ADD COLUMN body_id BIGINT REFERENCES bodies (id);
ALTER TABLE outbox DROP CONSTRAINT outbox_about;
ALTER TABLE outbox ADD CONSTRAINT outbox_about
    CHECK (num_nonnulls(application_id, hold_id, feed_id, grant_id, attestation_id, training_id, body_id) = 1);
