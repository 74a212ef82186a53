ALTER TABLE outbox DROP CONSTRAINT outbox_notice_check;
CREATE INDEX outbox_given_up ON outbox (given_up_at) WHERE given_up_at IS NOT NULL;
ALTER TABLE people ADD COLUMN letter_lang TEXT CHECK (letter_lang IN ('kk', 'ru', 'en'));
