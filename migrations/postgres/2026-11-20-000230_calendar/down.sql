DROP TABLE calendar_draft_days;
DROP TABLE calendar_drafts;
DROP TABLE calendar_days;
DROP TABLE calendar_versions;
DROP FUNCTION calendar_is_never_changed;
