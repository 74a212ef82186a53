DROP TABLE lines;
DROP TABLE reports;
DROP TABLE names;
DROP TABLE sources;
DROP TABLE loads;
DROP FUNCTION budget_is_only_added_to();
