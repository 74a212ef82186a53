DROP TRIGGER calendar_days_no_delete;
DROP TRIGGER calendar_versions_no_delete;
DROP TABLE calendar_draft_days;
DROP TABLE calendar_drafts;
DROP TABLE calendar_days;
DROP TABLE calendar_versions;
