DROP TABLE separation_reports;
DROP TABLE holds;
DROP FUNCTION holds_stay();
