-- SQLite has no way to go, so it appends by statements of its own; this keeps the pair.
SELECT 1;
