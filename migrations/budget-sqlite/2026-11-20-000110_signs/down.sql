DROP TABLE signs;
DROP TABLE appraisals;
