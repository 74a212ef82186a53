DROP FUNCTION journal_append;
