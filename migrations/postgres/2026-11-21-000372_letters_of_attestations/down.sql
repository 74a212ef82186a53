DELETE FROM outbox WHERE attestation_id IS NOT NULL OR training_id IS NOT NULL;
ALTER TABLE outbox DROP CONSTRAINT outbox_about;
ALTER TABLE outbox DROP COLUMN attestation_id;
ALTER TABLE outbox DROP COLUMN training_id;
ALTER TABLE outbox ADD CONSTRAINT outbox_about CHECK (num_nonnulls(application_id, hold_id, feed_id, grant_id) = 1);
