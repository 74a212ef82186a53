ALTER TABLE people DROP COLUMN letter_lang;
DROP INDEX outbox_given_up;
DELETE FROM outbox WHERE notice IN ('step_due', 'step_overdue');
