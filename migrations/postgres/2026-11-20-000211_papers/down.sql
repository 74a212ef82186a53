DROP TABLE paper_scans;
DROP TABLE papers;
