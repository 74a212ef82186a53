DROP INDEX journal_entries_by_body;
DROP TABLE body_successors;
DROP TABLE body_closures;
