DROP TABLE signs;
DROP TABLE appraisals;
DROP FUNCTION published_signs_never_change;
