DROP TABLE lines;
DROP TABLE reports;
DROP TABLE names;
DROP TABLE sources;
DROP TABLE loads;
