DROP TABLE separation_reports;
DROP TABLE holds;
