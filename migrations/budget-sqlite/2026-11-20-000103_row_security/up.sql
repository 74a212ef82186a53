-- SQLite knows no rows of somebody: each handle that reads puts views before the tables (src/storage/budget/guarded.rs).
CREATE INDEX reports_by_source ON reports (source_id);
