-- What pages ask of all lines below a place with very many of them: its biggest lines and what it is made of, rolled up at
-- load. Made from whole reports, so a scope that sees a part of one never reads it.
CREATE TABLE large_places (
    report_id BIGINT NOT NULL REFERENCES reports (id),
    path BIGINT NOT NULL,
    biggest TEXT NOT NULL,
    composition BLOB NOT NULL,
    PRIMARY KEY (report_id, path)
);
CREATE TRIGGER large_places_no_update BEFORE UPDATE ON large_places WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
CREATE TRIGGER large_places_no_delete BEFORE DELETE ON large_places WHEN EXISTS (SELECT 1 FROM reports JOIN publications ON publications.load_id = reports.load_id WHERE reports.id = old.report_id) BEGIN SELECT RAISE(ABORT, 'what was loaded never changes: load a new version'); END;
