DROP TABLE journal_head;
DROP TABLE journal_hashes;
DROP TABLE journal_entries;
DROP FUNCTION journal_only_grows();
