DELETE FROM outbox WHERE feed_id IS NOT NULL OR grant_id IS NOT NULL;
ALTER TABLE outbox DROP CONSTRAINT outbox_about;
ALTER TABLE outbox DROP COLUMN feed_id;
ALTER TABLE outbox DROP COLUMN grant_id;
ALTER TABLE outbox ADD CONSTRAINT outbox_about CHECK ((application_id IS NULL) <> (hold_id IS NULL));
