ALTER TABLE outbox ALTER COLUMN application_id DROP NOT NULL;
ALTER TABLE outbox ADD COLUMN hold_id BIGINT REFERENCES holds (id);
ALTER TABLE outbox ADD CONSTRAINT outbox_about CHECK ((application_id IS NULL) <> (hold_id IS NULL));
