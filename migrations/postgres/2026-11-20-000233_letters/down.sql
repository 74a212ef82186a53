ALTER TABLE people DROP COLUMN letter_lang;
DROP INDEX outbox_given_up;
DELETE FROM outbox WHERE notice IN ('step_due', 'step_overdue');
ALTER TABLE outbox ADD CONSTRAINT outbox_notice_check CHECK (notice IN ('application_submitted', 'application_arrived',
    'application_forwarded', 'application_returned', 'application_refused', 'access_granted')) NOT VALID;
