DROP INDEX reports_by_source;
