ALTER TABLE outbox ADD COLUMN attestation_id BIGINT REFERENCES attestations (id);
ALTER TABLE outbox ADD COLUMN training_id BIGINT REFERENCES trainings (id);
ALTER TABLE outbox DROP CONSTRAINT outbox_about;
ALTER TABLE outbox ADD CONSTRAINT outbox_about
    CHECK (num_nonnulls(application_id, hold_id, feed_id, grant_id, attestation_id, training_id) = 1);
