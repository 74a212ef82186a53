DELETE FROM outbox WHERE body_id IS NOT NULL;
ALTER TABLE outbox DROP CONSTRAINT outbox_about;
ALTER TABLE outbox DROP COLUMN body_id;
ALTER TABLE outbox ADD CONSTRAINT outbox_about
    CHECK (num_nonnulls(application_id, hold_id, feed_id, grant_id, attestation_id, training_id) = 1);
