DROP TABLE substitutions;
DROP FUNCTION substitutions_stay();
