ALTER TABLE outbox ADD COLUMN feed_id BIGINT REFERENCES feeds (id);
ALTER TABLE outbox ADD COLUMN grant_id BIGINT REFERENCES grants (id);
ALTER TABLE outbox DROP CONSTRAINT outbox_about;
ALTER TABLE outbox ADD CONSTRAINT outbox_about CHECK (num_nonnulls(application_id, hold_id, feed_id, grant_id) = 1);
